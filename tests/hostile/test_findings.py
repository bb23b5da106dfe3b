"""
What fuzzing and growing input have found, each by itself.
"""

from __future__ import annotations

import pickle
from datetime import datetime, timedelta, timezone
from http.cookies import SimpleCookie
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import _errors, _json
from azure.functions._asgi import http_scope
from azure.functions._cookies import Cookie, parse_cookie
from azure.functions.http import HttpResponseHeaders
from azure.functions.meta import Datum, as_int, as_text
from azure.functions.testing._constraints import RouteError
from azure.functions.testing._requests import OutgoingRequest
from azure.functions.testing._sent import sent_form
from azure.functions.testing._templates import Template

HALF = "\ud800"


def decoded(binding: str, datum: Datum | None, **metadata: Datum) -> Any:
    converter: Any = func.get_binding_registry().get(binding)
    return converter.decode(datum, trigger_metadata=metadata)


class NoRepr:
    """
    A class whose objects cannot be shown.
    """

    def __repr__(self) -> str:
        raise OSError("no")


def test_what_cannot_be_shown() -> None:
    """
    The message of an error tells of a value that has no repr by the name of its type.
    """
    converter: Any = func.get_binding_registry().get("queue")

    assert "<NoRepr>" == _errors.shorten(NoRepr())
    assert "<int>" == _errors.shorten(10**5000)
    with pytest.raises(func.UnsupportedTypeError, match="cannot encode NoRepr [(]<NoRepr>[)]"):
        converter.encode(NoRepr(), expected_type=None)


REQUEST: dict[str, Any] = {
    "method": Datum("GET", "string"),
    "url": Datum("/", "string"),
    "headers": {},
    "query": {},
    "params": {},
}


@pytest.mark.parametrize(
    "wire",
    [
        None,
        "GET /",
        [],
        {},
        *({name: part for name, part in REQUEST.items() if name != lacking} for lacking in REQUEST),
        {**REQUEST, "method": "GET"},
        {**REQUEST, "method": Datum(5, "int")},
        {**REQUEST, "query": []},
        {**REQUEST, "params": {"a": "b"}},
    ],
)
def test_requests_that_lack_a_part(wire: object) -> None:
    """
    A request that lacks a part, or has one of another type, is refused with a DecodeError.
    """
    with pytest.raises(func.DecodeError, match="httpTrigger binding: cannot decode"):
        decoded("httpTrigger", Datum(wire, "http"))


def test_collections_without_items() -> None:
    """
    A collection that has not the items that its kind names has none.
    """
    datum = Datum("no collection", "collection_string")

    assert [] == datum.python_value
    assert [] == decoded("eventHubTrigger", datum)
    assert None is decoded("queueTrigger", Datum("", "string"), Id=datum).id


def test_numbers_that_are_too_long() -> None:
    """
    A metadata field of more digits than Python converts is None.
    """
    assert 10**4299 == as_int("1" + "0" * 4299)
    assert None is as_int("1" + "0" * 4300)
    assert None is as_text(10**5000)
    with pytest.raises(ValueError, match="<int> does not fit in the 64 bits"):
        sent_form(Datum(10**5000, "int"))


@pytest.mark.parametrize(
    "charset",
    [
        *("utf-8", "UTF_8", "latin-1", "ISO-8859-2", "windows-1252", "cp737", "koi8-u", "utf-16le"),
        "palmos",
    ],
)
def test_charsets(charset: str) -> None:
    """
    A charset that Python has a table of is taken from a request.
    """
    headers = {"Content-Type": f"text/plain; charset={charset}"}
    request = func.HttpRequest("POST", "/", headers=headers, body="aé"[:1].encode(charset))

    assert "a" == request.get_text()


@pytest.mark.parametrize(
    "charset",
    [
        *("punycode", "idna", "unicode_escape", "raw-unicode-escape", "undefined", "klingon"),
        *("antigravity", "aliases", "a" * 1_000_000, "é", "", "utf-8.evil", "rot13", "zip"),
        *("utf\0-8", "latin-1\0"),
    ],
)
def test_codecs_that_are_no_charsets(charset: str) -> None:
    """
    A codec that is no charset is refused where a request names it: punycode is quadratic, and of
    what Python does not know it would look for a module and remember each name.
    """
    headers = {"Content-Type": f"text/plain; charset={charset or '?'}"}
    request = func.HttpRequest("POST", "/", headers=headers, body=b"b-" + b"a" * 1000)

    with pytest.raises(func.ArgumentValueError, match="HttpRequest: charset must be one that Pyt"):
        request.get_text()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a~=b; expires", "a~=b"),
        ("a\u017e=b; path; Secure", "a\u017e=b; Secure"),
        ("a~=b;;;;domain;;max-age", "a~=b"),
    ],
)
@pytest.mark.filterwarnings("ignore::azure.functions.FunctionsWarning")
def test_attributes_of_cookies_without_a_value(text: str, expected: str) -> None:
    """
    An attribute that lacks its value is left out of a cookie.
    """
    sent = [morsel.OutputString() for morsel in parse_cookie(text).values()]

    assert [] == sent or [expected] == sent


@pytest.mark.parametrize(
    "expires", ["Wed, 21 Oct 99999999999999999999 07:28:00 GMT", "Fri, 31 Dec 9999 23:00:00 -0500"]
)
def test_cookies_that_expire_beyond_time(expires: str) -> None:
    """
    A Set-Cookie header whose time no calendar has is refused.
    """
    with pytest.raises(func.EncodeError, match="Expires must be a date"):
        parse_cookie(f"a=b; Expires={expires}")


@pytest.mark.parametrize("time", [datetime.max, datetime.min])
def test_cookies_set_to_expire_beyond_time(time: datetime) -> None:
    """
    So is a time that is none in UTC.
    """
    hours = -5 if time == datetime.max else 5
    zone = timezone(timedelta(hours=hours))

    with pytest.raises(func.ArgumentValueError, match="expires must be a time of the years 1 to"):
        func.HttpResponse().set_cookie("a", expires=time.replace(tzinfo=zone))


@given(st.text(alphabet='ab\\"01234567;, \x07é', max_size=30))
def test_quoted_cookies(value: str) -> None:
    """
    A quoted value is read as the standard library reads it, only faster.
    """
    for text in (value, f'"{value}"'):
        assert SimpleCookie().value_decode(text) == Cookie().value_decode(text)


def test_updated_headers() -> None:
    """
    Headers are updated where they stand, and new ones follow in their order.
    """
    headers = HttpResponseHeaders([("A", "1"), ("b", "2"), ("a", "3"), ("C", "4")])
    headers.update([("D", "5"), ("a", "6"), ("d", "7"), ("A", "8"), ("c", "9")])

    assert [("a", "6"), ("A", "8"), ("b", "2"), ("c", "9"), ("D", "5"), ("d", "7")] == [*headers]


def test_metadata_of_a_batch() -> None:
    """
    The metadata of a batch is read once for all of its messages, and each has its own dict.
    """
    array = Datum("[1, 2]", "json")
    first, second = decoded("serviceBusTrigger", Datum('["a", "b"]', "json"), MessageIdArray=array)

    assert {"MessageIdArray": [1, 2]} == first.metadata == second.metadata
    assert first.metadata is not second.metadata
    assert first.metadata["MessageIdArray"] is second.metadata["MessageIdArray"]
    assert first == pickle.loads(pickle.dumps(first))


def test_requests_beyond_ascii() -> None:
    """
    What WSGI has as native text is that everywhere, and half a surrogate pair is a question mark.
    """
    environs: list[dict[str, Any]] = []

    def app(environ: Any, start_response: Any) -> list[bytes]:
        environs.append(environ)
        start_response("204 No Content", [])
        return []

    request = func.HttpRequest("Ž", f"Ÿ://ž/{HALF}?{HALF}", headers={f"x{HALF}": HALF})
    func.WsgiMiddleware(app).handle(request)
    scope = http_scope(request, None, root_path="", state={})

    for value in environs[0].values():
        assert not isinstance(value, str) or value.encode("latin-1") is not None
    assert ("/?", b"?", b"/?", [(b"x?", b"?")]) == (
        scope["path"],
        scope["query_string"],
        scope["raw_path"],
        scope["headers"],
    )


@pytest.mark.parametrize(
    "options", [{"params": {"a": HALF}}, {"params": {HALF: "a"}}, {"form": {"a": [HALF]}}]
)
def test_requests_of_tests_with_half_surrogate_pairs(options: Any) -> None:
    """
    A request of tests that no client can send is refused.
    """
    with pytest.raises(func.ArgumentValueError, match="without half surrogate pairs"):
        OutgoingRequest("POST", "/", options)
    with pytest.raises(func.ArgumentValueError, match="the path or url must be text"):
        OutgoingRequest("GET", f"/{HALF}", {})


def test_parameters_given_twice() -> None:
    """
    The second of two parameters of a name is told of.
    """
    with pytest.raises(RouteError, match="the parameter 'b' twice"):
        Template("{a}/{b}/{B}/{A}")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32-be", "utf-8-sig"])
@pytest.mark.usefixtures("each_json_library")
def test_deep_json_in_other_encodings(encoding: str) -> None:
    """
    JSON that is nested too deep is told in any encoding.
    """
    text = "[" * 100_000 + "]" * 100_000

    with pytest.raises(func.DecodeError, match="nested too deep"):
        _json.loads(text.encode(encoding))


def test_text_that_cannot_be_written() -> None:
    """
    What a tool returns and Python cannot write as text is refused with an EncodeError.
    """
    converter: Any = func.get_binding_registry().get("mcpResourceTrigger")

    with pytest.raises(func.EncodeError, match="cannot write int as text"):
        converter.encode(10**5000, expected_type=None)
