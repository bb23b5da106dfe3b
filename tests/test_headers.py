from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions.http import HttpRequestHeaders, HttpResponseHeaders
from replay import WorkerDatum

NAMES = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1)
VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"))


def sent(headers: Mapping[str, str]) -> HttpRequestHeaders:
    """
    Make headers as they come from the host.
    """
    return HttpRequestHeaders.from_datums(
        {name: WorkerDatum(value, "string") for name, value in headers.items()}  # type: ignore[misc]  # the worker's own datum class  # pyright: ignore[reportArgumentType]
    )


REFUSED_CHANGES: dict[str, Callable[[HttpResponseHeaders], object]] = {
    "add": lambda headers: headers.add("X-Id", "7\n"),
    "set": lambda headers: headers.set("X-Id", "7\n"),
    "setitem": lambda headers: headers.__setitem__("X-Id", "7\n"),
    "setlist": lambda headers: headers.setlist("X-Id", ["8", "7\n"]),
    "setdefault": lambda headers: headers.setdefault("X-New", "7\n"),
    "extend": lambda headers: headers.extend({"X-Id": "7\n"}),
    "extend-2": lambda headers: headers.extend([("A", "1"), ("X-Id", "7\n")]),
    "update": lambda headers: headers.update({"X-Id": "7\n"}),
}
"""Ways to put a line break into headers."""

CHANGES: list[tuple[Callable[[HttpResponseHeaders], object], list[tuple[str, str]]]] = [
    (lambda h: h.add("a", 3), [("A", "1"), ("B", "2"), ("A", "3"), ("a", "3")]),
    (lambda h: h.set("a", "9"), [("a", "9"), ("B", "2")]),
    (lambda h: h.set("C", "9"), [("A", "1"), ("B", "2"), ("A", "3"), ("C", "9")]),
    (lambda h: h.__setitem__("b", 9), [("A", "1"), ("b", "9"), ("A", "3")]),
    (lambda h: h.setlist("a", "xy"), [("a", "x"), ("a", "y"), ("B", "2")]),
    (lambda h: h.setlist("a", []), [("B", "2")]),
    (lambda h: h.setdefault("b", "9"), [("A", "1"), ("B", "2"), ("A", "3")]),
    (lambda h: h.setdefault("C", 9), [("A", "1"), ("B", "2"), ("A", "3"), ("C", "9")]),
    (lambda h: h.remove("a"), [("B", "2")]),
    (lambda h: h.remove("C"), [("A", "1"), ("B", "2"), ("A", "3")]),
    (lambda h: h.__delitem__("a"), [("B", "2")]),
    (lambda h: h.pop("a"), [("B", "2")]),
    (lambda h: h.extend({"b": ["3", "4"]}), [*zip("ABAbb", "12334", strict=True)]),
    (lambda h: h.extend(None), [("A", "1"), ("B", "2"), ("A", "3")]),
    (lambda h: h.update({"a": "9"}), [("a", "9"), ("B", "2")]),
    (lambda h: h.update([("b", "8"), ("B", "9")]), [*zip("AbBA", "1893", strict=True)]),
    (lambda h: h.clear(), []),
]
"""Changes to A: 1, B: 2, A: 3, and the headers after each."""


@pytest.fixture(params=[HttpRequestHeaders, sent], ids=["constructed", "sent"])
def make(request: pytest.FixtureRequest) -> Any:
    """
    Both ways in which request headers come to be.
    """
    return request.param


class TestRequestHeaders:
    @pytest.mark.parametrize("name", ["X-Id", "x-id", "X-ID", "x-Id"])
    def test_name_in_any_case(self, make: Any, name: str) -> None:
        """
        A header is found by its name in any case.
        """
        headers = make({"X-Id": "7"})

        assert "7" == headers[name]
        assert "7" == headers.get(name)
        assert name in headers

    def test_first_look_up_by_lower_case(self, make: Any) -> None:
        """
        A header sent in lower case is found by a name in another case before anything else is
        asked for.
        """
        assert "7" == make({"x-id": "7"})["X-ID"]

    def test_missing(self, make: Any) -> None:
        """
        A header that is not there raises KeyError with its name, and get() returns the default.
        """
        headers = make({"X-Id": "7"})

        with pytest.raises(KeyError, match="x-other"):
            headers["X-Other"]
        assert None is headers.get("X-Other")
        assert "none" == headers.get("X-Other", "none")
        assert "X-Other" not in headers

    def test_empty_value(self, make: Any) -> None:
        """
        A header without a value is there and is empty.
        """
        headers = make({"X-Id": ""})

        assert "" == headers["x-id"]
        assert "x-id" in headers

    def test_not_text_is_not_in(self, make: Any) -> None:
        """
        What is no text is in no headers.
        """
        assert 1 not in make({"1": "7"})

    def test_iteration(self, make: Any) -> None:
        """
        Iterating gives the names in lower case and in the order in which they were sent.
        """
        headers = make({"X-Id": "7", "Accept": "*/*"})

        assert ["x-id", "accept"] == list(headers)
        assert [("x-id", "7"), ("accept", "*/*")] == list(headers.items())
        assert 2 == len(headers)

    def test_read_only(self, make: Any) -> None:
        """
        The headers of a request take no assignment.
        """
        headers = make({"X-Id": "7"})

        with pytest.raises(TypeError):
            headers["X-Id"] = "8"
        with pytest.raises(TypeError):
            del headers["X-Id"]

    def test_equality(self, make: Any) -> None:
        """
        Headers equal any mapping of the same names, in any case, to the same values.
        """
        headers = make({"X-Id": "7"})

        assert {"x-ID": "7"} == headers
        assert HttpRequestHeaders({"x-id": "7"}) == headers
        assert {"X-Id": "8"} != headers
        assert {} != headers
        assert [("X-Id", "7")] != headers

    def test_unhashable(self, make: Any) -> None:
        """
        Headers, like other mappings, have no hash.
        """
        with pytest.raises(TypeError, match="unhashable"):
            hash(make({}))

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle(self, make: Any, protocol: int) -> None:
        """
        Headers survive pickling at every protocol.
        """
        headers = make({"X-Id": "7"})

        assert headers == pickle.loads(pickle.dumps(headers, protocol))
        assert headers == copy.deepcopy(headers)

    def test_repr(self, make: Any) -> None:
        """
        The repr shows names and values.
        """
        assert "HttpRequestHeaders({'x-id': '7'})" == repr(make({"X-Id": "7"}))


class TestResponseHeaders:
    @pytest.mark.parametrize(
        ("given_headers", "expected"),
        [
            (None, []),
            ({}, []),
            ({"X-Id": "7"}, [("X-Id", "7")]),
            ({"X-Id": 7}, [("X-Id", "7")]),
            ({"X-Id": ["7", "8"]}, [("X-Id", "7"), ("X-Id", "8")]),
            ({"X-Id": ("7", 8)}, [("X-Id", "7"), ("X-Id", "8")]),
            ({"X-Id": []}, []),
            ([("X-Id", "7"), ("x-id", "8")], [("X-Id", "7"), ("x-id", "8")]),
            ([["X-Id", "7"]], [("X-Id", "7")]),
            (iter([("X-Id", "7")]), [("X-Id", "7")]),
            (HttpRequestHeaders({"X-Id": "7"}), [("x-id", "7")]),
            (HttpResponseHeaders([("A", "1"), ("a", "2")]), [("A", "1"), ("a", "2")]),
            ({"X-Name": "Žižkov\x85"}, [("X-Name", "Žižkov\x85")]),
        ],
    )
    def test_made_from(self, given_headers: Any, expected: list[tuple[str, str]]) -> None:
        """
        Headers are made from None, a mapping, or pairs; lists are many values.
        """
        assert expected == list(HttpResponseHeaders(given_headers))

    @pytest.mark.parametrize(
        ("given_headers", "named", "came"),
        [
            ("X-Id: 7", "headers", "str ('X-Id: 7')"),
            (b"X-Id: 7", "headers", "bytes"),
            (5, "headers", "int (5)"),
            (["ab"], "an item of headers", "str ('ab')"),
            ([("X-Id",)], "an item of headers", "tuple (('X-Id',))"),
            ([("X-Id", "7", "8")], "an item of headers", "tuple"),
            ([5], "an item of headers", "int (5)"),
            ({5: "7"}, "a header's name", "int (5)"),
            ({b"X": "7"}, "a header's name", "bytes"),
            ({"X-Id": b"7"}, "the header 'X-Id'", "bytes (b'7')"),
            ({"X-Id": bytearray(b"7")}, "the header 'X-Id'", "bytearray"),
            ({"X-Id": {"a": "b"}}, "the header 'X-Id'", "dict"),
            ({"X-Id": [None]}, "the header 'X-Id'", "NoneType (None)"),
        ],
    )
    def test_refused_type(self, given_headers: Any, named: str, came: str) -> None:
        """
        What is no headers is refused with a TypeError that names the header and what came.
        """
        with pytest.raises(func.ArgumentTypeError) as caught:
            HttpResponseHeaders(given_headers)

        assert isinstance(caught.value, TypeError)
        assert str(caught.value).startswith(f"HttpResponse: {named} must be ")
        assert f"got {came}" in str(caught.value)
        assert caught.value.accepted in str(caught.value)

    @pytest.mark.parametrize("character", ["\r", "\n", "\r\n", "\0"])
    @pytest.mark.parametrize(
        ("name", "value", "named"),
        [
            ("X{}Id", "7", "a header's name"),
            ("X-Id", "7{}Set-Cookie: a=b", "the header 'X-Id'"),
            ("X-Id", "7{}", "the header 'X-Id'"),
        ],
    )
    def test_refused_injection(self, character: str, name: str, value: str, named: str) -> None:
        """
        CR, LF and NUL, which could start another header, are refused in names and values.
        """
        with pytest.raises(func.ArgumentValueError) as caught:
            HttpResponseHeaders({name.format(character): value.format(character)})

        assert isinstance(caught.value, ValueError)
        assert str(caught.value).startswith(
            f"HttpResponse: {named} must be text without CR, LF and NUL, got "
        )

    def test_refused_injection_by_object(self) -> None:
        """
        A value that becomes text with a line break is refused too.
        """

        class Evil:
            def __str__(self) -> str:
                return "7\nSet-Cookie: a=b"

        with pytest.raises(func.ArgumentValueError, match="X-Id"):
            HttpResponseHeaders({"X-Id": Evil()})

    def test_refused_empty_name(self) -> None:
        """
        A header without a name is refused.
        """
        with pytest.raises(func.ArgumentValueError, match="a header's name must be text"):
            HttpResponseHeaders({"": "7"})

    @pytest.mark.parametrize("change", REFUSED_CHANGES.values(), ids=REFUSED_CHANGES)
    def test_refused_change_changes_nothing(
        self, change: Callable[[HttpResponseHeaders], object]
    ) -> None:
        """
        Every way to change headers refuses line breaks and leaves the headers as they were.
        """
        headers = HttpResponseHeaders({"X-Id": "1"})

        with pytest.raises(func.ArgumentValueError, match="CR, LF and NUL"):
            change(headers)
        assert [("X-Id", "1")] == list(headers)

    @pytest.mark.parametrize("name", ["X-Id", "x-id", "X-ID"])
    def test_reading(self, name: str) -> None:
        """
        Look-up takes a name in any case and gives the first value; getlist gives them all.
        """
        headers = HttpResponseHeaders([("X-Id", "7"), ("A", "1"), ("x-id", "8")])

        assert "7" == headers[name]
        assert "7" == headers.get(name)
        assert ["7", "8"] == headers.getlist(name)
        assert ["7", "8"] == headers.get_all(name)
        assert name in headers

    def test_missing(self) -> None:
        """
        A header that is not there raises KeyError with its name; get() gives the default,
        getlist() nothing.
        """
        headers = HttpResponseHeaders({"X-Id": "7"})

        with pytest.raises(KeyError, match="X-Other"):
            headers["X-Other"]
        assert None is headers.get("X-Other")
        assert "none" == headers.get("X-Other", "none")
        assert [] == headers.getlist("X-Other")
        assert "X-Other" not in headers
        assert 1 not in headers

    def test_empty_value(self) -> None:
        """
        A header without a value is there.
        """
        headers = HttpResponseHeaders({"X-Id": ""})

        assert "X-Id" in headers
        assert "" == headers["X-Id"]
        assert "" == headers.setdefault("X-Id", "7")

    def test_views(self) -> None:
        """
        Iteration, keys, values, items and the WSGI list give every value, in order.
        """
        pairs = [("X-Id", "7"), ("A", "1"), ("x-id", "8")]
        headers = HttpResponseHeaders(pairs)

        assert pairs == list(headers)
        assert pairs == list(headers.items())
        assert pairs == headers.to_wsgi_list()
        assert ["X-Id", "A", "x-id"] == list(headers.keys())
        assert ["7", "1", "8"] == list(headers.values())
        assert 3 == len(headers)

    def test_dict_of_headers(self) -> None:
        """
        dict() takes headers, and keeps the first value of each.
        """
        headers = HttpResponseHeaders([("A", "1"), ("A", "2"), ("B", "3")])

        assert {"A": "1", "B": "3"} == dict(headers)

    def test_wsgi_list_is_a_copy(self) -> None:
        """
        Changing the WSGI list does not change the headers.
        """
        headers = HttpResponseHeaders({"A": "1"})
        headers.to_wsgi_list().clear()

        assert [("A", "1")] == list(headers)

    @pytest.mark.parametrize(("change", "expected"), CHANGES)
    def test_changing(
        self, change: Callable[[HttpResponseHeaders], object], expected: list[tuple[str, str]]
    ) -> None:
        """
        Changes find a header in any case; one that is replaced keeps its place.
        """
        headers = HttpResponseHeaders([("A", "1"), ("B", "2"), ("A", "3")])
        change(headers)

        assert [(name.lower(), value) for name, value in expected] == [
            (name.lower(), value) for name, value in headers
        ]

    def test_setdefault_returns_the_value(self) -> None:
        """
        setdefault() returns the value that the header has afterwards.
        """
        headers = HttpResponseHeaders({"A": "1"})

        assert "1" == headers.setdefault("a", "2")
        assert "3" == headers.setdefault("B", 3)

    def test_pop(self) -> None:
        """
        pop() returns the first value; for a missing header its default, or KeyError.
        """
        headers = HttpResponseHeaders([("A", "1"), ("A", "2")])

        assert "1" == headers.pop("a")
        assert "none" == headers.pop("a", "none")
        assert None is headers.pop("a", None)
        with pytest.raises(KeyError, match="a"):
            headers.pop("a")

    def test_copy(self) -> None:
        """
        A copy has the same headers, and changing it changes it alone.
        """
        headers = HttpResponseHeaders([("A", "1"), ("A", "2")])
        copied = headers.copy()
        assert headers == copied

        copied.add("B", "3")

        assert [("A", "1"), ("A", "2")] == list(headers)

    def test_equality(self) -> None:
        """
        Headers are equal whatever the case of their names and the order among different names.
        """
        headers = HttpResponseHeaders([("A", "1"), ("B", "2")])

        assert HttpResponseHeaders([("b", "2"), ("a", "1")]) == headers
        assert HttpResponseHeaders([("A", "1")]) != headers
        assert HttpResponseHeaders([("A", "1"), ("B", "3")]) != headers
        assert {"A": "1", "B": "2"} != headers

    def test_order_of_values_counts(self) -> None:
        """
        Headers whose values of one name come in another order are not equal (RFC 9110, 5.3).
        """
        assert HttpResponseHeaders([("A", "1"), ("A", "2")]) != HttpResponseHeaders(
            [("A", "2"), ("A", "1")]
        )

    def test_unhashable(self) -> None:
        """
        Headers, which may change, have no hash.
        """
        with pytest.raises(TypeError, match="unhashable"):
            hash(HttpResponseHeaders())

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle(self, protocol: int) -> None:
        """
        Headers survive pickling at every protocol.
        """
        headers = HttpResponseHeaders([("A", "1"), ("a", "2")])

        assert list(headers) == list(pickle.loads(pickle.dumps(headers, protocol)))
        assert list(headers) == list(copy.deepcopy(headers))

    def test_repr(self) -> None:
        """
        The repr shows the pairs.
        """
        assert "HttpResponseHeaders([('A', '1')])" == repr(HttpResponseHeaders({"A": "1"}))

    @given(st.lists(st.tuples(NAMES, VALUES)))
    def test_round_trip(self, pairs: list[tuple[str, str]]) -> None:
        """
        Any text without CR, LF and NUL goes in and comes out as it is.
        """
        headers = HttpResponseHeaders(pairs)

        assert pairs == headers.to_wsgi_list()
        for name, _ in pairs:
            same = [value for key, value in pairs if key.lower() == name.lower()]
            assert same == headers.getlist(name.upper())

    @given(st.dictionaries(NAMES, VALUES), NAMES, VALUES)
    def test_set_leaves_one(self, given_headers: dict[str, str], name: str, value: str) -> None:
        """
        After set() a header has that one value, and every other header is as it was.
        """
        headers = HttpResponseHeaders(given_headers)
        others = [pair for pair in headers if pair[0].lower() != name.lower()]
        headers.set(name, value)

        assert [value] == headers.getlist(name)
        assert others == [pair for pair in headers if pair[0].lower() != name.lower()]


def test_no_secrets_in_repr() -> None:
    """
    The repr of headers, which ends in logs, shows no credentials.
    """
    sent = {"Authorization": "Bearer t0ken", "X-Id": "1"}

    assert "HttpRequestHeaders({'authorization': '[secret]', 'x-id': '1'})" == repr(
        HttpRequestHeaders(sent)
    )
    assert "t0ken" not in repr(func.HttpRequest("GET", "/", headers=sent))
    assert "HttpResponseHeaders([('Set-Cookie', '[secret]')])" == repr(
        HttpResponseHeaders({"Set-Cookie": "a=t0ken"})
    )
