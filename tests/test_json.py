# The libraries are switched inside the module.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import json
import math
import sys
from importlib.util import find_spec
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import _json

LIBRARIES = ("orjson", "json")

JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda values: st.lists(values) | st.dictionaries(st.text(), values),
    max_leaves=20,
)


def fresh(library: str) -> None:
    """
    Let the package look for ``orjson`` anew: as installed, or as if it were not.
    """
    _json._orjson = None
    _json._orjson_was_sought = library == "json"


def outcome(library: str, text: str | bytes) -> Any:
    """
    Return what a library reads in a form that compares exactly: types and NaN told apart.
    """
    before = (_json._orjson, _json._orjson_was_sought)
    fresh(library)
    try:
        return repr(_json.loads(text))
    except ValueError:
        return ValueError
    finally:
        _json._orjson, _json._orjson_was_sought = before


NEEDS_ORJSON = pytest.mark.skipif(
    find_spec("orjson") is None, reason="the extra orjson is not installed"
)

TEXTS = [
    "null",
    "true",
    "-0",
    "-0.0",
    "0",
    "1",
    "1.0",
    "1e5",
    "1E400",
    "-1E400",
    "1e-400",
    "0.1",
    "3.141592653589793238462643383279",
    "123456789012345678",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "-18446744073709551616",
    "[100000000000000000000000000000]",
    str(2**2000),
    "NaN",
    "[Infinity, -Infinity]",
    '"text"',
    '"\\u017e\\/\\b\\f\\n\\r\\t"',
    '"\\ud83d\\ude00"',
    '"\\ud800"',
    '["\\udc00x", "\\ud83d"]',
    '"\u2028 \x7f"',
    '"a\x00b"',
    '"a\nb"',
    "{}",
    "[]",
    '{"a": 1, "a": 2}',
    '{"a": {"b": [1, {"c": null}]}}',
    '{"": ""}',
    " \t\r\n[1 , 2]\n ",
    "\xa01",
    "1\xa0",
    "\x0c1",
    "[" * 500 + "]" * 500,
    "",
    " ",
    "nul",
    "01",
    "+1",
    ".5",
    "1.",
    "0x10",
    "'a'",
    "[1,]",
    "[1 2]",
    '{"a": 1,}',
    "{a: 1}",
    "{1: 2}",
    '"a',
    '"\\x41"',
    '"\\u12"',
    "1 1",
    "[1]x",
    "// c\n1",
    "\ufeff1",
    '"\ud800"',
]
"""Valid and invalid, and what libraries are known to differ on."""


@NEEDS_ORJSON
@pytest.mark.parametrize("text", TEXTS)
def test_both_libraries_read_the_same_text(text: str) -> None:
    """
    A text gives the same value, or is refused, with ``orjson`` and without it.
    """
    assert outcome("json", text) == outcome("orjson", text)


@NEEDS_ORJSON
@pytest.mark.parametrize(
    "data",
    [
        *(text.encode("utf-8", "surrogatepass") for text in TEXTS),
        b"\xef\xbb\xbf[1]",
        b"\xef\xbb\xbf",
        b'"\xff"',
        b'"\xed\xa0\x80"',
        b"\x00",
        b"1\x00",
        b"\x001",
        b"1\x00\x00\x00",
        *('["ž", 1]'.encode(codec) for codec in ("utf-16", "utf-16-le", "utf-16-be")),
        *('["ž", 1]'.encode(codec) for codec in ("utf-32", "utf-32-le", "utf-32-be")),
    ],
)
def test_both_libraries_read_the_same_bytes(data: bytes) -> None:
    """
    Bytes in any encoding of Unicode give the same value with ``orjson`` and without it.
    """
    assert outcome("json", data) == outcome("orjson", data)


@NEEDS_ORJSON
@given(st.text("[]{},:\"\\u'0123456789eE+-. NaInfitylrs\n\t\ufeffž") | st.text())
def test_both_libraries_read_any_text(text: str) -> None:
    """
    No text at all is read in two ways.
    """
    assert outcome("json", text) == outcome("orjson", text)
    assert outcome("json", text.encode("utf-8", "surrogatepass")) == outcome(
        "orjson", text.encode("utf-8", "surrogatepass")
    )


@NEEDS_ORJSON
@given(st.binary())
def test_both_libraries_read_any_bytes(data: bytes) -> None:
    """
    No bytes at all are read in two ways.
    """
    assert outcome("json", data) == outcome("orjson", data)


@NEEDS_ORJSON
@given(st.integers() | st.floats(), st.integers(0, 30), st.sampled_from(["", "e5", "E-3", ".0"]))
@example(10**17, 0, "")
@example(10**18, 0, "")
def test_both_libraries_read_any_number(number: float, zeros: int, tail: str) -> None:
    """
    No number is an int in one and a float in the other, or another float.
    """
    text = f"{number!r}{'0' * zeros}{tail}"

    assert outcome("json", text) == outcome("orjson", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18446744073709551616", 2**64),
        ("-9223372036854775809", -(2**63) - 1),
        (f"[{2**2000}]", [2**2000]),
        ('"\\ud800"', "\ud800"),
        ('{"a": 1, "a": 2}', {"a": 2}),
        (b"\xef\xbb\xbf[1]", [1]),
        ('"ž"'.encode("utf-16"), "ž"),
        (" [1]\n", [1]),
        ("Infinity", math.inf),
    ],
)
@pytest.mark.usefixtures("each_json_library")
def test_loads(text: Any, expected: object) -> None:
    """
    JSON is read as the standard library reads it, whichever library does.
    """
    actual = _json.loads(text)

    assert expected == actual
    assert type(expected) is type(actual)


@pytest.mark.usefixtures("each_json_library")
def test_loads_white_space() -> None:
    """
    What follows the value is white space of JSON, or it is refused.
    """
    assert _json.loads("[1] \t\r\n") == [1]
    with pytest.raises(json.JSONDecodeError, match="Extra data"):
        _json.loads("[1]\u00a0")


@pytest.mark.usefixtures("each_json_library")
def test_loads_nan() -> None:
    """
    NaN, which is no JSON but is sent, is read.
    """
    assert math.isnan(_json.loads("NaN"))


@pytest.mark.parametrize("before", ["", " ", "\n\t"])
@pytest.mark.parametrize("opening", ["[", '{"a":'])
@pytest.mark.parametrize("encoding", [None, "utf-8", "utf-16"])
@pytest.mark.usefixtures("each_json_library")
def test_loads_of_deep_nesting(before: str, opening: str, encoding: str | None) -> None:
    """
    Text that is nested too deep to be read is refused with a ValueError.
    """
    text = before + opening * 200_000

    with pytest.raises(ValueError, match="nested too deep|line 1|line 2"):
        _json.loads(text if encoding is None else text.encode(encoding))


@pytest.mark.usefixtures("each_json_library")
def test_loads_of_closed_deep_nesting() -> None:
    """
    Valid JSON that is nested too deep to be read is refused with a ValueError that says so.
    """
    with pytest.raises(ValueError, match="the JSON text is nested too deep to be read"):
        _json.loads(" " + "[" * 200_000 + "]" * 200_000)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "QueueMessage: the body is empty, not JSON: line 1 column 1 (char 0)"),
        (b" \n", "QueueMessage: the body is empty, not JSON: line 1 column 1 (char 0)"),
        ("x", "QueueMessage: the body is not JSON: Expecting value: line 1 column 1 (char 0)"),
        (b"[1,\n x]", "QueueMessage: the body is not JSON: Expecting value: line 2 column 2"),
        (b'["\xff"]', "QueueMessage: the body is not JSON: 'utf-8' codec can't decode byte"),
        ("[" * 200_000, "QueueMessage: the body is not JSON: the JSON text is nested too deep"),
    ],
)
@pytest.mark.usefixtures("each_json_library")
def test_loads_body_refuses(body: Any, message: str) -> None:
    """
    A body that is no JSON raises JSONDecodeError, which says whose it is, what is wrong and where.
    """
    with pytest.raises(json.JSONDecodeError) as caught:
        _json.loads_body(body, "QueueMessage")

    assert str(caught.value).startswith(message)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ({"a": [1, 2.5, "ž", True]}, {"a": [1, 2.5, "ž", True]}),
        (2**100, 2**100),
        ({2: "a", None: "b", True: "c"}, {"2": "a", "null": "b", "true": "c"}),
        ("\ud800", "\ud800"),
        ((1, 2), [1, 2]),
    ],
)
@pytest.mark.usefixtures("each_json_library")
def test_dumps(value: object, expected: object) -> None:
    """
    What the standard library writes is written, and reads back the same, whichever library does.
    """
    assert expected == json.loads(_json.dumps(value))


@given(JSON_VALUES)
@pytest.mark.parametrize("library", LIBRARIES)
def test_round_trip(library: str, value: object) -> None:
    """
    Any JSON value that is written and read is the value.
    """
    before = (_json._orjson, _json._orjson_was_sought)
    fresh(library)
    try:
        assert value == _json.loads(_json.dumps(value))
        assert value == _json.loads(_json.dumps_web(value))
    finally:
        _json._orjson, _json._orjson_was_sought = before


@pytest.mark.usefixtures("each_json_library")
def test_dumps_default() -> None:
    """
    What JSON has no form for goes through ``default``.
    """
    assert {"a": ["1j"]} == json.loads(_json.dumps({"a": [1j]}, default=str))
    with pytest.raises(TypeError):
        _json.dumps([1j])


@pytest.mark.usefixtures("each_json_library")
def test_dumps_of_a_circle() -> None:
    """
    A value that holds itself is refused with a ValueError.
    """
    circle: dict[str, object] = {}
    circle["self"] = circle

    with pytest.raises(ValueError, match="[Cc]ircular"):
        _json.dumps(circle)


def test_orjson_is_sought_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    That ``orjson`` is not installed is found out once, not with every text.
    """
    monkeypatch.setattr(_json, "_orjson", None)
    monkeypatch.setattr(_json, "_orjson_was_sought", False)
    monkeypatch.setitem(sys.modules, "orjson", None)
    assert [1] == _json.loads("[1]")

    class Finder:
        def find_spec(self, name: str, *_: object) -> None:
            assert "orjson" != name

    monkeypatch.delitem(sys.modules, "orjson")
    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])

    assert [2] == _json.loads("[2]")


@NEEDS_ORJSON
def test_orjson_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where ``orjson`` is installed it is what reads and writes.
    """
    import orjson

    calls: list[object] = []

    class Spy:
        OPT_PASSTHROUGH_DATETIME = orjson.OPT_PASSTHROUGH_DATETIME
        OPT_PASSTHROUGH_DATACLASS = orjson.OPT_PASSTHROUGH_DATACLASS

        def loads(self, text: Any) -> object:
            calls.append(text)
            return orjson.loads(text)

        def dumps(self, *arguments: Any) -> bytes:
            calls.append(arguments[0])
            return orjson.dumps(*arguments)

    monkeypatch.setattr(_json, "_orjson", Spy())
    monkeypatch.setattr(_json, "_orjson_was_sought", True)

    assert {"a": 1} == func.QueueMessage(body='{"a": 1}').get_json()
    assert b"[2]" == func.HttpResponse.json([2]).get_body()
    assert [b'{"a": 1}', [2]] == calls
