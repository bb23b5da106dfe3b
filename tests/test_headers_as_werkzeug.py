"""
What code that was written for werkzeug's ``Headers`` calls on the headers of a response.
"""

from __future__ import annotations

from collections.abc import Callable
from email.message import Message
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions.http import HttpResponseHeaders

NAME = "Content-Disposition"

ADDERS: dict[str, Callable[..., None]] = {
    "add": HttpResponseHeaders.add,
    "add_header": HttpResponseHeaders.add_header,
    "set": HttpResponseHeaders.set,
}
"""The methods that take parameters of a value."""

each_adder = pytest.mark.parametrize("adder", ADDERS.values(), ids=ADDERS)


def numbers() -> HttpResponseHeaders:
    """
    Return headers with numbers and one that is none.
    """
    return HttpResponseHeaders([("A", "1"), ("B", "x"), ("A", "2"), ("C", "x"), ("C", "3")])


class TestParameters:
    @each_adder
    @pytest.mark.parametrize(
        ("parameters", "expected"),
        [
            ({}, "attachment"),
            ({"filename": "foo.png"}, "attachment; filename=foo.png"),
            ({"filename": "a b.png"}, 'attachment; filename="a b.png"'),
            ({"filename": 'a"b\\.png'}, r'attachment; filename="a\"b\\.png"'),
            ({"filename": "ž.png"}, 'attachment; filename="ž.png"'),
            ({"filename": "a;b/c"}, 'attachment; filename="a;b/c"'),
            ({"filename": ""}, 'attachment; filename=""'),
            ({"filename": None}, "attachment"),
            ({"size": 5, "rate": 1.5}, "attachment; size=5; rate=1.5"),
            (
                {"name": "a", "value": "b", "file_name": "c"},
                "attachment; name=a; value=b; file-name=c",
            ),
            ({"filename*": "UTF-8''%C5%BE%3B"}, "attachment; filename*=UTF-8''%C5%BE%3B"),
        ],
    )
    def test_parameters(
        self, adder: Callable[..., None], parameters: dict[str, object], expected: str
    ) -> None:
        """
        Keyword arguments follow the value, quoted where they are no token.
        """
        headers = HttpResponseHeaders()
        adder(headers, NAME, "attachment", **parameters)

        assert [(NAME, expected)] == list(headers)

    @each_adder
    def test_no_value(self, adder: Callable[..., None]) -> None:
        """
        A value of None leaves the parameters alone.
        """
        headers = HttpResponseHeaders()
        adder(headers, NAME, None, size=5)

        assert [(NAME, "size=5")] == list(headers)

    @given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
    def test_quoting(self, filename: str) -> None:
        """
        Another parser reads from the header what was given.
        """
        headers = HttpResponseHeaders()
        headers.add_header(NAME, "attachment", filename=filename)
        message = Message()
        message[NAME] = headers[NAME]

        assert filename == message.get_param("filename", header=NAME)

    @each_adder
    @pytest.mark.parametrize("character", "\r\n\0")
    @pytest.mark.parametrize(
        ("value", "parameters"),
        [("a{}b", {"c": "d"}), ("a", {"b{}c": "d"}), ("a", {"b": "c{}d"}), ("a", {"b*": "c{}d"})],
    )
    def test_refused_injection(
        self,
        adder: Callable[..., None],
        character: str,
        value: str,
        parameters: dict[str, str],
    ) -> None:
        """
        CR, LF and NUL are refused in values and in parameters, and nothing changes.
        """
        headers = HttpResponseHeaders({NAME: "1"})
        broken = {
            name.format(character): text.format(character) for name, text in parameters.items()
        }

        with pytest.raises(func.ArgumentValueError, match="text without CR, LF and NUL"):
            adder(headers, NAME, value.format(character), **broken)
        assert [(NAME, "1")] == list(headers)

    @each_adder
    @pytest.mark.parametrize(
        ("value", "parameters"), [(b"a", {"b": "c"}), ("a", {"b": b"c"}), ("a", {"b": {}})]
    )
    def test_refused_type(
        self, adder: Callable[..., None], value: object, parameters: dict[str, object]
    ) -> None:
        """
        Bytes and mappings, of which str() makes nothing that is meant, are refused in both.
        """
        with pytest.raises(func.ArgumentTypeError, match=f"the header '{NAME}' must be text"):
            adder(HttpResponseHeaders(), NAME, value, **parameters)


class TestConversion:
    @pytest.mark.parametrize(
        ("arguments", "expected"),
        [
            (("a",), 1),
            (("B",), None),
            (("B", 7), 7),
            (("C", 7), 7),
            (("D",), None),
            (("D", 7), 7),
        ],
    )
    def test_get(self, arguments: tuple[Any, ...], expected: object) -> None:
        """
        get() converts the first value, and returns the default for what cannot be converted.
        """
        assert expected == numbers().get(*arguments, type=int)

    @pytest.mark.parametrize(
        ("name", "expected"), [("a", [1, 2]), ("B", []), ("C", [3]), ("D", [])]
    )
    def test_getlist(self, name: str, expected: list[int]) -> None:
        """
        getlist() converts every value, and leaves out what cannot be converted.
        """
        assert expected == numbers().getlist(name, type=int)
        assert expected == numbers().get_all(name, int)

    def test_other_errors(self) -> None:
        """
        Any other error than a ValueError is the caller's.
        """

        def convert(value: str) -> int:
            raise LookupError(value)

        with pytest.raises(LookupError, match="1"):
            numbers().get("A", type=convert)
        with pytest.raises(LookupError, match="1"):
            numbers().getlist("A", type=convert)


def test_setlistdefault() -> None:
    """
    setlistdefault() returns the values of a header, and gives it values where it has none.
    """
    headers = HttpResponseHeaders([("A", "1"), ("A", "2")])

    assert ["1", "2"] == headers.setlistdefault("a", ["9"])
    assert ["9", "8"] == headers.setlistdefault("B", ["9", 8])
    assert [] == headers.setlistdefault("C", [])
    assert [("A", "1"), ("A", "2"), ("B", "9"), ("B", "8")] == list(headers)


def test_setlistdefault_returns_a_copy() -> None:
    """
    Changing the list that it returns does not change the headers.
    """
    headers = HttpResponseHeaders({"A": "1"})
    headers.setlistdefault("A", []).append("2")

    assert [("A", "1")] == list(headers)


def test_popitem() -> None:
    """
    popitem() removes the last value and returns it with its header, until there are none.
    """
    headers = HttpResponseHeaders([("A", "1"), ("B", "2"), ("A", "3")])

    assert [("A", "3"), ("B", "2"), ("A", "1")] == [headers.popitem() for _ in range(3)]
    with pytest.raises(IndexError):
        headers.popitem()
