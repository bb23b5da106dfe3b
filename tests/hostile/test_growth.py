"""
Twice the input costs twice as much: no parser, decoder or encoder is quadratic.

Steps of Python are counted, which is exact. What C code does is measured by time, for input that
grows eightfold: eight times as long is linear, sixty-four times quadratic, and up to sixteen is let
pass. What takes longer is measured anew, so that a busy machine fails nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import azure.functions as func
from azure.functions import _json
from azure.functions._asgi import http_scope
from azure.functions._cookies import parse_cookie
from azure.functions._durable_functions import df_loads
from azure.functions._http_environ import client_address
from azure.functions._media import parameter
from azure.functions._time import as_duration, as_timestamp
from azure.functions.decorators._schedule import schedule_problem
from azure.functions.http import HttpResponseHeaders
from azure.functions.meta import Datum, as_int
from azure.functions.testing import _documents, _routes
from azure.functions.testing._requests import OutgoingRequest
from azure.functions.testing._templates import Template

Case = Callable[[int], Callable[[], object]]
Check = Callable[[Case, int], None]

pytestmark = pytest.mark.filterwarnings("ignore::azure.functions.FunctionsWarning")


def decoded(binding: str, datum: Datum, **metadata: Datum) -> Any:
    converter: Any = func.get_binding_registry().get(binding)
    return converter.decode(datum, trigger_metadata=metadata)


def encoded(binding: str, value: object) -> Any:
    converter: Any = func.get_binding_registry().get(binding)
    return converter.encode(value, expected_type=None)


def attempted(action: Callable[[], object]) -> Callable[[], object]:
    """
    Return an action that may be refused.
    """

    def attempt() -> object:
        try:
            return action()
        except ValueError:
            return None

    return attempt


def of_text(read: Callable[[str], object], *patterns: str) -> dict[str, Case]:
    """
    Return the cases of what reads text: a pattern is repeated in the middle of it.
    """

    def case(pattern: str) -> Case:
        before, middle, after = pattern.split("§")

        def made(n: int) -> Callable[[], object]:
            text = before + middle * (n // len(middle)) + after
            return attempted(lambda: read(text))

        return made

    return {f"{pattern!r}": case(pattern) for pattern in patterns}


def on(make: Callable[[int], Any], act: Callable[[Any], object]) -> Case:
    """
    Return the case of an action on a value, which is made beforehand.
    """

    def case(n: int) -> Callable[[], object]:
        value = make(n)
        return lambda: act(value)

    return case


def respond(headers: Any) -> object:
    return encoded("http", func.HttpResponse(headers=headers))


def read_form(content_type: str, body: bytes) -> object:
    pytest.importorskip("werkzeug", reason="the extra forms is not installed")
    headers = {"Content-Type": content_type}
    return func.HttpRequest("POST", "/", headers=headers, body=body).form


def headers_of(n: int, name: str = "X-{}") -> list[tuple[str, object]]:
    return [(name.format(index), "value") for index in range(n)]


def request(url: str = "/", **headers: str) -> object:
    req = func.HttpRequest("GET", url, headers=headers)
    return (http_scope(req, None, root_path="", state={}), req.params, req.query)


MULTIPART = "multipart/form-data; boundary=b"
PART = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'

TEXTS: dict[str, dict[str, Case]] = {
    "timestamp": of_text(
        as_timestamp,
        *("§9§", "2026-01-01T00:00:00.§1§", "§ §2026-01-01", "§-§", "1§:1§", "§a §", "2026§ §1 1"),
    ),
    "duration": of_text(as_duration, "§1§", "§1:§", "§1.§", "1:§1§", "§ §1", "-§-§", "1:1:1.§1§x"),
    "number": of_text(as_int, "§9§", "§ §5", "-§9§", "§_9§"),
    "cookie": of_text(
        parse_cookie,
        *("a=§b§", "a=b§;§", "a=b§; x=y§", "a=b; §path=§", 'a="§\\"§"', 'a="§\\1§"', "§=§", "§ §"),
        *('a="§x\\§', "a=b; expires=§1 §", "a=b; expires=§Wed, §", "a=b; max-age=§1§"),
    ),
    "content type": of_text(lambda text: parameter(text, "charset"), "a§;§", "a§; b=c§", '§"§'),
    "forwarded": of_text(
        lambda text: client_address({"forwarded": text, "x-forwarded-for": text}),
        *("§,§", "§for=1;§", "§[§", "§:§", "§1.§", "1.1.1.1:§1§", "§ §1.2.3.4"),
    ),
    "url": of_text(
        request, "§/§", "§?§", "/?§a&§", "/?§a=b&§", "/?§%C5§", "§%§", "§#§", "§://§", "http://§@§"
    ),
    "schedule": of_text(
        schedule_problem, "§* §", "§1,§", "§1-§", "§/§", "§1:§", "§%§", "1 1 1 1 §a§"
    ),
    "JSON": of_text(
        _json.loads,
        *('["§[§"]', "[§[],§1]", "§[§", '"§\\"§"', '"§\\"§', '{§"a":1,§"b":2}', "§ §1", "1§ §"),
        *("[§1,§", '§"§', "§\\§", '[§"a"]["b"§', "0.§1§", "1e§1§", "§-§", "[§{},§{}]"),
    ),
    "durable": of_text(
        df_loads, '[§{"__class__": "a"},§1]', "[§[],§1]", '"§\\"§"', "§[§", '{"__class__":"§a§"}'
    ),
    "route": of_text(
        _routes.route_problem,
        *("§{§", "§/§", "§a/§", "{a§:int§}", "{a:regex(§(§)}", "{a§:x(§", "§{{§", "§}§", "{a§=§}"),
    ),
    "path": of_text(
        _routes.decode_path, "§/§", "§../§", "§/..§", "§%25§", "§%C5§", "§%2F§", "§./§", "§a/../§"
    ),
    "match": of_text(
        Template("{a}.{b}-{c}/{d:int}/{*e}").match, "§a.§", "§.-§", "/§a/§", "a.b-c/§1§", "§-§x/1"
    ),
    "urlencoded": of_text(
        lambda text: read_form("application/x-www-form-urlencoded", text.encode()),
        *("§&§", "§a=b&§", "§=§", "§%§", "§%C5§", "§+§"),
    ),
    "multipart": of_text(
        lambda text: read_form(MULTIPART, text.encode()),
        *("--b§\r§", "--b§\n§", "--b\r\n§\r\n§", "--b\r\nA: §b§", f"{PART}§-§", f"{PART[:-2]}§\r§"),
        *(f"{PART}--b§\r\n§--", f"{PART[:-2]}§\r\n--§", f"{PART[:-2]}§\r\n-§", f"{PART}--b--§\n§"),
        *('--b\r\nContent-Disposition: form-data§; a="b"§\r\n\r\n1\r\n--b--',),
    ),
}

VALUES: dict[str, Case] = {
    "wide JSON out": on(
        lambda n: {str(index): index for index in range(n // 10)}, func.HttpResponse.json
    ),
    "surrogates out": on(lambda n: ["\ud800"] * (n // 10), _json.dumps_web),
    "headers in": on(
        lambda n: {f"X-{index}": "value" for index in range(n // 5)},
        lambda sent: repr(func.HttpRequest("GET", "/", headers=sent).headers),
    ),
    "headers out": on(lambda n: headers_of(n // 5), respond),
    "one header, many values": on(lambda n: headers_of(n // 4, "X-A"), respond),
    "many cookies": on(
        lambda n: [("Set-Cookie", f"a{index}=b; Path=/") for index in range(n // 5)], respond
    ),
    "headers updated": on(
        lambda n: headers_of(n // 5),
        lambda sent: HttpResponseHeaders(sent).update(sent),
    ),
    "headers compared": on(
        lambda n: (HttpResponseHeaders(headers_of(n // 5)), HttpResponseHeaders()),
        lambda pair: pair[0] == pair[1],
    ),
    "multipart written": on(
        lambda n: {f"a{index}": "b" for index in range(n // 5)},
        lambda form: OutgoingRequest("POST", "/", {"form": form, "files": {"f": b"x"}}),
    ),
    "many parts": on(
        lambda n: (PART * (n // 5) + "--b--\r\n").encode(),
        lambda body: read_form(MULTIPART, body),
    ),
    "large part": on(
        lambda n: (PART[:-2] + "x" * n + "\r\n--b--\r\n").encode(),
        lambda body: read_form(MULTIPART, body),
    ),
    "large part behind a CR": on(
        lambda n: (PART[:-3] + "\r" + "x" * (n * 100) + "\r\n--b--\r\n").encode(),
        lambda body: read_form(MULTIPART, body),
    ),
    "route of many parameters": on(
        lambda n: "/".join(f"{{a{index}}}" for index in range(n // 5)), _routes.route_problem
    ),
}

CASES = {f"{kind}, {name}": case for kind, each in TEXTS.items() for name, case in each.items()}
CASES.update(VALUES)

COUNTED, TIMED = 1_000, 5_000


@pytest.mark.growth
@pytest.mark.parametrize("name", CASES)
def test_steps(name: str, check_steps: Check) -> None:
    """
    Twice the input takes twice the steps, and a few more.
    """
    check_steps(CASES[name], COUNTED)


@pytest.mark.growth
@pytest.mark.parametrize("name", CASES)
def test_time(name: str, check_time: Check) -> None:
    """
    Eight times the input takes about eight times the time.
    """
    check_time(CASES[name], TIMED)


@pytest.mark.growth
@pytest.mark.parametrize("name", CASES)
def test_memory(name: str, check_memory: Check) -> None:
    """
    Eight times the input takes about eight times the memory.
    """
    check_memory(CASES[name], COUNTED)


@pytest.mark.growth
@pytest.mark.parametrize(
    "middle", [" ", "//\n", "/**/", "/*", "[", '{"a":', '"a",', "1,", "\\", '"']
)
def test_documents(middle: str, tmp_path: Path, check_steps: Check) -> None:
    """
    So it is for files; larger ones than a megabyte are not read at all.
    """

    def action(size: int) -> Callable[[], object]:
        file = tmp_path / f"{size}.json"
        file.write_text("[" + middle * (size // len(middle)))
        return lambda: _documents.read_document(file)

    check_steps(action, COUNTED)

    huge = tmp_path / "huge.json"
    huge.write_bytes(b" " * 1_000_001)
    assert "larger than" in str(_documents.read_document(huge))
