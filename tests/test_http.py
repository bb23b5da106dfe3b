from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import enum
import json
import math
import types
import uuid
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions.http import HttpRequestConverter, HttpResponseConverter
from replay import WorkerDatum


def request(**changes: Any) -> func.HttpRequest:
    """
    Make a request of which only what a test cares about is given.
    """
    arguments: dict[str, Any] = {"method": "GET", "url": "/", **changes}
    return func.HttpRequest(**arguments)


def wire_request(**changes: Any) -> WorkerDatum:
    """
    Make the datum of a request as the worker hands it over.
    """
    wire = {
        "method": WorkerDatum("POST", "string"),
        "url": WorkerDatum("https://h/api/x?a=1", "string"),
        "headers": {"X-Id": WorkerDatum("7", "string")},
        "query": {"a": WorkerDatum("1", "string")},
        "params": {"id": WorkerDatum("8", "string")},
        "body": WorkerDatum(b"text", "bytes"),
    }
    return WorkerDatum({**wire, **changes}, "http")


def decode(datum: Any) -> func.HttpRequest:
    return HttpRequestConverter.decode(datum, trigger_metadata={})


def encode(response: object) -> Any:
    """
    Encode a response and return what the worker reads of it.
    """
    return HttpResponseConverter.encode(response, expected_type=None).value


def wire_headers(response: func.HttpResponse) -> dict[str, str]:
    return {name: datum.value for name, datum in encode(response)["headers"].items()}


class TestRequest:
    def test_method_and_url_suffice(self) -> None:
        """
        A request made from its method and url has everything else, and it is empty.
        """
        req = func.HttpRequest("get", "/api/hello")

        assert "GET" == req.method
        assert "/api/hello" == req.url
        assert {} == req.headers
        assert {} == req.params
        assert {} == req.query
        assert {} == req.route_params
        assert b"" == req.get_body()
        assert "" == req.get_text()

    def test_as_the_guide_makes_it(self) -> None:
        """
        The call that the guide's unit tests make gives what they read.
        """
        req = func.HttpRequest(
            method="GET", body=None, url="/api/HttpTrigger", params={"name": "Test"}
        )

        assert "Test" == req.params.get("name")
        assert b"" == req.get_body()

    @pytest.mark.parametrize(
        ("url", "params", "query"),
        [
            ("/x", {}, {}),
            ("/x?", {}, {}),
            ("/x?a=1", {"a": "1"}, {"a": ["1"]}),
            ("/x?a=1&b=2", {"a": "1", "b": "2"}, {"a": ["1"], "b": ["2"]}),
            ("/x?a=1&a=2", {"a": "1,2"}, {"a": ["1", "2"]}),
            ("/x?a=", {"a": ""}, {"a": [""]}),
            ("/x?a", {"a": ""}, {"a": [""]}),
            ("/x?a=b+c%20%C5%BE", {"a": "b c ž"}, {"a": ["b c ž"]}),
            ("/x?a=1;b=2", {"a": "1;b=2"}, {"a": ["1;b=2"]}),
            ("/x?a=b?c", {"a": "b?c"}, {"a": ["b?c"]}),
            ("/x?a=1#b?c=2", {"a": "1"}, {"a": ["1"]}),
            ("/x#b?c=2", {}, {}),
            ("https://user@h:80/x?a=1", {"a": "1"}, {"a": ["1"]}),
        ],
    )
    def test_params_of_the_url(
        self, url: str, params: dict[str, str], query: dict[str, list[str]]
    ) -> None:
        """
        Without params given, params and query are read from the url.
        """
        req = func.HttpRequest("GET", url)

        assert params == req.params
        assert query == req.query

    def test_given_params_win(self) -> None:
        """
        Params that are given are the params, also empty ones; query is the url's all the same.
        """
        assert {"b": "2"} == request(url="/?a=1", params={"b": "2"}).params
        assert {} == request(url="/?a=1", params={}).params
        assert {"a": ["1"]} == request(url="/?a=1", params={"b": "2"}).query

    @pytest.mark.parametrize("name", ["params", "query", "route_params"])
    def test_mappings_are_read_only(self, name: str) -> None:
        """
        Params, query and route params take no assignment.
        """
        mapping: Any = getattr(request(url="/?a=1", route_params={"a": "1"}), name)

        with pytest.raises(TypeError):
            mapping["a"] = "2"
        assert isinstance(mapping, Mapping)

    @pytest.mark.parametrize("name", ["headers", "params", "route_params"])
    def test_mappings_are_copied(self, name: str) -> None:
        """
        Changing what a request was made from does not change the request.
        """
        given_mapping = {"a": "1"}
        req = request(**{name: given_mapping})
        given_mapping["a"] = "2"

        assert {"a": "1"} == getattr(req, name)

    @pytest.mark.parametrize("name", ["headers", "params", "route_params"])
    def test_any_mapping_is_taken(self, name: str) -> None:
        """
        Mappings need not be dicts.
        """
        assert {"a": "1"} == getattr(request(**{name: types.MappingProxyType({"a": "1"})}), name)

    @pytest.mark.parametrize(
        "name",
        ["method", "url", "headers", "params", "query", "route_params", "form", "files"],
    )
    def test_attributes_are_read_only(self, name: str) -> None:
        """
        What came with a request cannot be assigned to.
        """
        with pytest.raises(AttributeError):
            setattr(request(), name, "x")

    def test_attributes_may_be_added(self) -> None:
        """
        A decorator can hand something on to the function in an attribute of its own.
        """
        req: Any = request()
        req.user = "Ada"

        assert "Ada" == req.user

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            (None, b""),
            (b"", b""),
            ("", b""),
            (b"\xff", b"\xff"),
            (bytearray(b"\xff"), b"\xff"),
            ("Žižkov", "Žižkov".encode()),
        ],
    )
    def test_body(self, body: Any, expected: bytes) -> None:
        """
        The body is bytes, whatever it was given as.
        """
        actual = request(body=body).get_body()

        assert expected == actual
        assert bytes is type(actual)

    def test_body_type_is_accepted(self) -> None:
        """
        Published callers may pass body_type; the body's own type tells what it is.
        """
        assert b"x" == request(body="x", body_type="string").get_body()

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"method": 5}, "HttpRequest: method must be str, got int (5)"),
            ({"method": None}, "HttpRequest: method must be str, got NoneType (None)"),
            ({"url": None}, "HttpRequest: url must be str, got NoneType (None)"),
            ({"url": b"/"}, "HttpRequest: url must be str, got bytes (b'/')"),
            ({"headers": [("a", "b")]}, "HttpRequest: headers must be Mapping, got list"),
            ({"headers": {5: "b"}}, "HttpRequest: a name in headers must be str, got int (5)"),
            ({"headers": {"a": b"b"}}, "HttpRequest: headers['a'] must be str, got bytes"),
            ({"params": "a=1"}, "HttpRequest: params must be Mapping, got str ('a=1')"),
            ({"params": {"a": ["1"]}}, "HttpRequest: params['a'] must be str, got list"),
            ({"route_params": 5}, "HttpRequest: route_params must be Mapping, got int (5)"),
            ({"route_params": {"a": 5}}, "HttpRequest: route_params['a'] must be str, got int"),
            ({"body_type": 5}, "HttpRequest: body_type must be str or None, got int (5)"),
            (
                {"body": {"a": 1}},
                "HttpRequest: body must be str, bytes, bytearray or None, got dict ({'a': 1})",
            ),
        ],
    )
    def test_refused(self, changes: dict[str, Any], message: str) -> None:
        """
        An argument of a wrong type is refused with a TypeError that names it and what came.
        """
        with pytest.raises(func.ArgumentTypeError) as caught:
            request(**changes)

        assert isinstance(caught.value, TypeError)
        assert str(caught.value).startswith(message)

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            (b'{"a": [1, 2.5, null, true, "\xc5\xbe"]}', {"a": [1, 2.5, None, True, "ž"]}),
            ('"ž"', "ž"),
            (b"5", 5),
            (b" 5\n", 5),
            (b"null", None),
            ('"ž"'.encode("utf-16"), "ž"),
            (b"\xef\xbb\xbf5", 5),
        ],
    )
    def test_get_json(self, body: Any, expected: object) -> None:
        """
        get_json() reads the body, also in another encoding of Unicode.
        """
        assert expected == request(body=body).get_json()

    @pytest.mark.parametrize("body", [None, "", b"", b" \r\n", "\t"])
    def test_get_json_of_empty_body(self, body: Any) -> None:
        """
        get_json() says of an empty body that it is empty, in the error that json raises.
        """
        with pytest.raises(ValueError, match="HttpRequest: the body is empty, not JSON") as caught:
            request(body=body).get_json()

        assert json.JSONDecodeError is type(caught.value)

    @pytest.mark.parametrize(
        ("body", "reason", "position"),
        [
            (b"{'a': 1}", "property name", 1),
            ("hello", "Expecting value", 0),
            (b'{"a": 1} x', "Extra data", 9),
            (b'"\xff"', "codec can't decode byte 0xff", 1),
        ],
    )
    def test_get_json_of_malformed_body(self, body: Any, reason: str, position: int) -> None:
        """
        get_json() says of a malformed body what is wrong with it and where.
        """
        with pytest.raises(ValueError, match="HttpRequest: the body is not JSON: ") as caught:
            request(body=body).get_json()

        error = caught.value
        assert isinstance(error, json.JSONDecodeError)
        assert reason in error.msg
        assert position == error.pos

    @pytest.mark.parametrize(
        ("content_type", "body", "expected"),
        [
            (None, "ž".encode(), "ž"),
            ("text/plain", "ž".encode(), "ž"),
            ("text/plain", b"\xef\xbb\xbfx", "x"),
            ("text/plain; charset=utf-8", b"\xef\xbb\xbfx", "x"),
            ("text/plain; charset=iso-8859-2", b"\xbe", "ž"),
            ('text/plain; format=flowed; CHARSET="ISO-8859-2"', b"\xbe", "ž"),
            ("text/plain;charset = iso-8859-2", b"\xbe", "ž"),
            ("text/plain; charset=utf-16", "ž".encode("utf-16"), "ž"),
            ("text/plain; charset=", "ž".encode(), "ž"),
            ("text/plain; charset=iso-8859-2", "already text", "already text"),
        ],
    )
    def test_get_text(self, content_type: str | None, body: Any, expected: str) -> None:
        """
        get_text() reads the body in the declared charset, in UTF-8 without one.
        """
        headers = {} if content_type is None else {"Content-Type": content_type}

        assert expected == request(headers=headers, body=body).get_text()

    @pytest.mark.parametrize("charset", ["klingon", "hex", "rot13"])
    def test_get_text_in_unknown_charset(self, charset: str) -> None:
        """
        get_text() names a charset that Python does not read text in.
        """
        req = request(headers={"content-type": f"text/plain; charset={charset}"}, body=b"x")

        with pytest.raises(func.ArgumentValueError, match="HttpRequest: charset") as caught:
            req.get_text()
        assert repr(charset) in str(caught.value)
        assert isinstance(caught.value, ValueError)

    def test_get_text_in_wrong_charset(self) -> None:
        """
        get_text() raises a ValueError for a body that is not of its charset.
        """
        with pytest.raises(UnicodeDecodeError):
            request(body=b"\xff").get_text()

    @given(st.text(), st.sampled_from(["utf-8", "utf-16", "utf-32", "utf-7"]))
    def test_get_text_round_trip(self, text: str, charset: str) -> None:
        """
        Any text comes out of its encoding; a byte order mark at its start is none of it.
        """
        headers = {"content-type": f"text/plain; charset={charset}"}
        req = request(headers=headers, body=text.encode(charset))

        assert text.removeprefix("\ufeff" if charset == "utf-8" else "") == req.get_text()

    def test_to_dict(self) -> None:
        """
        to_dict() gives each field as what JSON has a form for.
        """
        req = func.HttpRequest(
            "POST", "/x?a=1", headers={"X-Id": "7"}, route_params={"b": "2"}, body=b"\xff"
        )
        expected = {
            "method": "POST",
            "url": "/x?a=1",
            "headers": {"x-id": "7"},
            "params": {"a": "1"},
            "route_params": {"b": "2"},
            "body": {"__encoding": "base64", "value": "/w=="},
        }

        assert expected == req.to_dict()
        assert expected == json.loads(req.to_json())


class TestRequestConverter:
    def test_decode(self) -> None:
        """
        A request from the wire has all that the host sent.
        """
        req = decode(wire_request())

        assert "POST" == req.method
        assert "https://h/api/x?a=1" == req.url
        assert {"x-id": "7"} == req.headers
        assert {"a": "1"} == req.params
        assert {"a": ["1"]} == req.query
        assert {"id": "8"} == req.route_params
        assert b"text" == req.get_body()

    def test_decoded_equals_constructed(self) -> None:
        """
        A request from the wire equals one made in a unit test.
        """
        expected = func.HttpRequest(
            "post",
            "https://h/api/x?a=1",
            headers={"x-ID": "7"},
            route_params={"id": "8"},
            body="text",
        )

        assert expected == decode(wire_request())

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            (WorkerDatum("", "string"), b""),
            (WorkerDatum("ž", "string"), "ž".encode()),
            (WorkerDatum('{"a": 1}', "json"), b'{"a": 1}'),
            (WorkerDatum(b"\xff", "bytes"), b"\xff"),
            (WorkerDatum(None, None), b""),
            (None, b""),
        ],
    )
    def test_body(self, body: Any, expected: bytes) -> None:
        """
        A body comes as text, JSON, bytes or nothing.
        """
        assert expected == decode(wire_request(body=body)).get_body()

    def test_no_body(self) -> None:
        """
        A request whose body the host left out has an empty one.
        """
        datum = wire_request()
        del datum.value["body"]

        assert b"" == decode(datum).get_body()

    def test_body_of_another_kind(self) -> None:
        """
        A body of another kind is refused with an error that names the binding and the kind.
        """
        with pytest.raises(func.UnsupportedDatumError) as caught:
            decode(wire_request(body=WorkerDatum(5, "int")))

        assert isinstance(caught.value, NotImplementedError)
        assert "httpTrigger" == caught.value.binding
        assert "httpTrigger binding: cannot decode data of kind 'int'" in str(caught.value)
        assert "string, bytes or json" in str(caught.value)

    @pytest.mark.parametrize(
        ("datum", "kind"),
        [(None, "None"), (WorkerDatum("x", "string"), "'string'"), (WorkerDatum({}, None), "None")],
    )
    def test_data_of_another_kind(self, datum: Any, kind: str) -> None:
        """
        Data of another kind is refused with an error that names the binding and both kinds.
        """
        with pytest.raises(func.UnsupportedDatumError) as caught:
            decode(datum)

        assert isinstance(caught.value, NotImplementedError)
        assert f"httpTrigger binding: cannot decode data of kind {kind}; it takes http" == str(
            caught.value
        )

    def test_class_methods(self) -> None:
        """
        The converter is a trigger's, without an implicit output.
        """
        assert True is HttpRequestConverter.has_trigger_support()
        assert False is HttpRequestConverter.has_implicit_output()


class TestResponse:
    def test_nothing_is_needed(self) -> None:
        """
        A response made from nothing is an empty 200 of text.
        """
        response = func.HttpResponse()

        assert b"" == response.get_body()
        assert 200 == response.status_code
        assert [] == list(response.headers)
        assert "text/plain" == response.mimetype
        assert "utf-8" == response.charset

    @pytest.mark.parametrize(
        ("body", "charset", "expected"),
        [
            (None, None, b""),
            ("ž", None, "ž".encode()),
            ("ž", "iso-8859-2", b"\xbe"),
            (b"\xff", None, b"\xff"),
            (b"\xff", "iso-8859-2", b"\xff"),
            (bytearray(b"\xff"), None, b"\xff"),
        ],
    )
    def test_body(self, body: Any, charset: str | None, expected: bytes) -> None:
        """
        Text is encoded in the charset; bytes stay as they are.
        """
        actual = func.HttpResponse(body, charset=charset).get_body()

        assert expected == actual
        assert bytes is type(actual)

    @pytest.mark.parametrize(
        ("status_code", "expected"),
        [
            (None, 200),
            (100, 100),
            (599, 599),
            ("404", 404),
            (HTTPStatus.NOT_FOUND, 404),
        ],
    )
    def test_status(self, status_code: Any, expected: int) -> None:
        """
        A status is a number, its digits, or a member of HTTPStatus.
        """
        response = func.HttpResponse(status_code=status_code)

        assert expected == response.status_code
        assert int is type(response.status_code)
        assert str(expected) == encode(response)["status_code"].value

    @pytest.mark.parametrize("status_code", [99, 600, 0, -1, "99", 10**30])
    def test_status_out_of_range(self, status_code: Any) -> None:
        """
        A status that HTTP does not have is refused with a ValueError that tells the range.
        """
        with pytest.raises(func.ArgumentValueError, match="HttpResponse: status_code") as caught:
            func.HttpResponse(status_code=status_code)

        assert isinstance(caught.value, ValueError)
        assert "status_code" == caught.value.parameter
        assert "a number from 100 to 599" in str(caught.value)

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"status_code": "ok"}, "status_code must be a number from 100 to 599, or None, got "),
            ({"status_code": "-1"}, "status_code must be a number from 100 to 599, or None, got "),
            ({"status_code": 200.0}, "status_code must be a number from 100 to 599, or None, got "),
            ({"status_code": True}, "status_code must be a number from 100 to 599, or None, got "),
            ({"body": {"a": 1}}, "body must be str, bytes, bytearray or None, got dict "),
            ({"body": 5}, "body must be str, bytes, bytearray or None, got int (5)"),
            ({"mimetype": 5}, "mimetype must be str or None, got int (5)"),
            ({"charset": 5}, "charset must be str or None, got int (5)"),
            ({"headers": 5}, "headers must be a mapping of names to values, "),
        ],
    )
    def test_refused_type(self, changes: dict[str, Any], message: str) -> None:
        """
        An argument of a wrong type is refused with a TypeError that names it and what came.
        """
        with pytest.raises(func.ArgumentTypeError) as caught:
            func.HttpResponse(**changes)

        assert isinstance(caught.value, TypeError)
        assert str(caught.value).startswith(f"HttpResponse: {message}")

    @pytest.mark.parametrize(
        ("changes", "named"),
        [
            ({"charset": "klingon", "body": "x"}, "charset"),
            ({"charset": "utf-8\r\nX-Evil: 1"}, "charset"),
            ({"mimetype": "text/html\r\nX-Evil: 1"}, "mimetype"),
            ({"mimetype": "text/html\nX-Evil: 1"}, "mimetype"),
        ],
    )
    def test_refused_value(self, changes: dict[str, Any], named: str) -> None:
        """
        An unknown charset and line breaks in what becomes a header are refused.
        """
        with pytest.raises(func.ArgumentValueError) as caught:
            func.HttpResponse(**changes)

        assert isinstance(caught.value, ValueError)
        assert named == caught.value.parameter
        assert str(caught.value).startswith(f"HttpResponse: {named} must be ")

    def test_body_outside_charset(self) -> None:
        """
        Text that has no form in the charset is refused with a ValueError.
        """
        with pytest.raises(UnicodeEncodeError):
            func.HttpResponse("ž", charset="ascii")

    @pytest.mark.parametrize(
        ("changes", "mimetype", "content_type"),
        [
            ({}, "text/plain", "text/plain; charset=utf-8"),
            ({"charset": "latin2"}, "text/plain", "text/plain; charset=latin2"),
            ({"mimetype": "text/html"}, "text/html", "text/html; charset=utf-8"),
            ({"mimetype": "application/json"}, "application/json", "application/json"),
            (
                {"mimetype": "text/html; charset=ascii"},
                "text/html; charset=ascii",
                "text/html; charset=ascii",
            ),
            ({"headers": {"Content-Type": "text/csv"}}, "text/csv", "text/csv"),
            ({"headers": {"content-type": "a/b; c=d"}}, "a/b", "a/b; c=d"),
            ({"headers": {"CONTENT-TYPE": "a/b"}, "mimetype": "c/d"}, "a/b", "a/b"),
        ],
    )
    def test_content_type(self, changes: dict[str, Any], mimetype: str, content_type: str) -> None:
        """
        The media type and the Content-Type that is sent agree; the header goes first.
        """
        response = func.HttpResponse(**changes)

        assert mimetype == response.mimetype
        assert [content_type] == [
            value
            for name, value in wire_headers(response).items()
            if name.lower() == "content-type"
        ]

    def test_content_type_set_later(self) -> None:
        """
        The media type follows a Content-Type that is set on the headers later.
        """
        response = func.HttpResponse("x", mimetype="text/html")
        response.headers["content-TYPE"] = "text/csv; header=absent"

        assert "text/csv" == response.mimetype

    @pytest.mark.parametrize("name", ["status_code", "mimetype", "charset", "headers"])
    def test_attributes_are_read_only(self, name: str) -> None:
        """
        The fields of a response cannot be assigned to.
        """
        with pytest.raises(AttributeError):
            setattr(func.HttpResponse(), name, None)

    def test_get_text(self) -> None:
        """
        get_text() reads the body in the charset that it was written in.
        """
        assert "ž" == func.HttpResponse("ž", charset="iso-8859-2").get_text()
        with pytest.raises(UnicodeDecodeError):
            func.HttpResponse(b"\xff").get_text()

    def test_get_json(self) -> None:
        """
        get_json() reads the body, and says of an empty one that it is empty.
        """
        assert {"a": "ž"} == func.HttpResponse('{"a": "ž"}').get_json()
        assert {"a": "ž"} == func.HttpResponse('{"a": "ž"}', charset="utf-16").get_json()
        with pytest.raises(ValueError, match="HttpResponse: the body is empty, not JSON"):
            func.HttpResponse().get_json()
        with pytest.raises(ValueError, match="HttpResponse: the body is not JSON"):
            func.HttpResponse("hello").get_json()

    def test_to_dict(self) -> None:
        """
        to_dict() gives each field, the headers as pairs.
        """
        response = func.HttpResponse("x", headers=[("A", "1"), ("A", "2")])
        expected = {
            "body": "x",
            "status_code": 200,
            "headers": [("A", "1"), ("A", "2")],
            "mimetype": "text/plain",
            "charset": "utf-8",
        }

        assert expected == response.to_dict()
        assert {**expected, "headers": [["A", "1"], ["A", "2"]]} == json.loads(response.to_json())


class Colour(enum.Enum):
    RED = "red"


class Size(enum.IntEnum):
    SMALL = 1


class Pair(NamedTuple):
    left: int
    right: int


@dataclasses.dataclass
class Order:
    id: uuid.UUID
    price: decimal.Decimal
    parts: list[Order] = dataclasses.field(default_factory=list["Order"])


class Exported:
    def to_dict(self) -> dict[str, int]:
        return {"a": 1}


UUID = uuid.UUID("12345678-1234-5678-1234-567812345678")


class TestResponseJson:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (None, "null"),
            ({"a": [1, 2.5, True, None, "ž"]}, '{"a":[1,2.5,true,null,"ž"]}'),
            ({}, "{}"),
            ("</script>", '"</script>"'),
            (2**100, str(2**100)),
            ({1: "a"}, '{"1":"a"}'),
            ([math.nan, math.inf, -math.inf], "[null,null,null]"),
            ({"NaN": ["Infinity", math.nan]}, '{"NaN":["Infinity",null]}'),
            ({2**70: [2**70, math.nan]}, f'{{"{2**70}":[{2**70},null]}}'),
            (dt.datetime(2026, 1, 2, 3, 4, 5, 6), '"2026-01-02T03:04:05.000006"'),
            (dt.datetime(2026, 1, 2, tzinfo=dt.timezone.utc), '"2026-01-02T00:00:00+00:00"'),
            (dt.date(2026, 1, 2), '"2026-01-02"'),
            (dt.time(3, 4), '"03:04:00"'),
            (decimal.Decimal("0.10"), '"0.10"'),
            (UUID, f'"{UUID}"'),
            (Colour.RED, '"red"'),
            (Size.SMALL, "1"),
            ((1, 2), "[1,2]"),
            (Pair(1, 2), "[1,2]"),
            ({1}, "[1]"),
            (frozenset({1}), "[1]"),
            (types.MappingProxyType({"a": 1}), '{"a":1}'),
            (Exported(), '{"a":1}'),
            (func.QueueMessage(id="1").to_dict()["id"], '"1"'),
            (
                Order(UUID, decimal.Decimal(1), [Order(UUID, decimal.Decimal("2.50"))]),
                (
                    f'{{"id":"{UUID}","price":"1",'
                    f'"parts":[{{"id":"{UUID}","price":"2.50","parts":[]}}]}}'
                ),
            ),
        ],
    )
    @pytest.mark.usefixtures("each_json_library")
    def test_body(self, value: object, expected: str) -> None:
        """
        A value is written as the web writes JSON: compact, in UTF-8, NaN as null.
        """
        response = func.HttpResponse.json(value)

        assert expected == response.get_text()
        assert expected.encode() == response.get_body()

    @pytest.mark.usefixtures("each_json_library")
    def test_value_types(self) -> None:
        """
        The value types of this package are written by their to_dict().
        """
        request = func.HttpRequest("GET", "/?a=1", body=b"\xff")
        response = func.HttpResponse.json([request, func.QueueMessage(body="x")])

        assert [request.to_dict(), func.QueueMessage(body="x").to_dict()] == response.get_json()

    @pytest.mark.usefixtures("each_json_library")
    def test_lone_surrogate(self) -> None:
        """
        Half of a surrogate pair, which UTF-8 has no form for, is escaped as the web does.
        """
        assert b'"\\ud800"' == func.HttpResponse.json("\ud800").get_body()

    def test_headers_and_status(self) -> None:
        """
        The response is of application/json and 200, unless told otherwise.
        """
        response = func.HttpResponse.json({})
        assert ("application/json", 200, [("Content-Type", "application/json")]) == (
            response.mimetype,
            response.status_code,
            list(response.headers),
        )
        assert {"Content-Type": "application/json"} == wire_headers(response)

        response = func.HttpResponse.json(
            {}, status_code=HTTPStatus.CREATED, headers={"A": "1"}, mimetype="application/ld+json"
        )
        headers = [("A", "1"), ("Content-Type", "application/ld+json")]
        assert ("application/ld+json", 201, headers) == (
            response.mimetype,
            response.status_code,
            list(response.headers),
        )

    @pytest.mark.parametrize("value", [object(), b"x", [1j], {"a": {object()}}, Order])
    @pytest.mark.usefixtures("each_json_library")
    def test_refused(self, value: object) -> None:
        """
        What JSON has no form for is refused with a TypeError that says what it takes.
        """
        with pytest.raises(TypeError, match="cannot write .* as JSON; it takes dict, list, str"):
            func.HttpResponse.json(value)

    @pytest.mark.usefixtures("each_json_library")
    def test_refused_circle(self) -> None:
        """
        A value that holds itself is refused with a ValueError.
        """
        circle: list[object] = []
        circle.append(circle)

        with pytest.raises(ValueError, match="[Cc]ircular"):
            func.HttpResponse.json(circle)

    def test_subclass(self) -> None:
        """
        A subclass's json() makes the subclass.
        """

        class Response(func.HttpResponse):
            pass

        assert Response is type(Response.json({}))


class TestResponseConverter:
    def test_text(self) -> None:
        """
        Text that a function returns is sent as text.
        """
        assert func.Datum("hi", "string") == HttpResponseConverter.encode("hi", expected_type=None)

    def test_response(self) -> None:
        """
        A response is sent with status, headers, cookies and body, each in a datum.
        """
        response = func.HttpResponse("hi", status_code=201, headers={"X-Id": "7"})
        datum = HttpResponseConverter.encode(response, expected_type=func.HttpResponse)

        assert "http" == datum.type
        assert {
            "status_code": func.Datum("201", "string"),
            "headers": {
                "X-Id": func.Datum("7", "string"),
                "content-type": func.Datum("text/plain; charset=utf-8", "string"),
            },
            "cookies": None,
            "body": func.Datum(b"hi", "bytes"),
        } == datum.value

    def test_repeated_header(self) -> None:
        """
        The values of a repeated header go out joined by commas, under the name of the first.
        """
        response = func.HttpResponse(headers=[("X-Id", "7"), ("A", "1"), ("x-id", "8")])

        assert {
            "X-Id": "7, 8",
            "A": "1",
            "content-type": "text/plain; charset=utf-8",
        } == wire_headers(response)

    def test_repeated_content_type(self) -> None:
        """
        Of several Content-Type headers the last one counts, for it has one value only.
        """
        response = func.HttpResponse(headers=[("Content-Type", "a/b"), ("content-type", "c/d")])

        assert {"Content-Type": "c/d"} == wire_headers(response)

    def test_cookies(self) -> None:
        """
        Set-Cookie headers go out as cookies, one each, and not as headers.
        """
        response = func.HttpResponse(
            headers=[("Set-Cookie", "a=1; Path=/"), ("set-cookie", "b=2"), ("SET-COOKIE", "a=3")]
        )
        cookies = encode(response)["cookies"]

        assert ["a=1", "b=2", "a=3"] == [
            f"{name}={morsel.value}" for cookie in cookies for name, morsel in cookie.items()
        ]
        assert "/" == cookies[0]["a"]["path"]
        assert ["content-type"] == list(wire_headers(response))

    def test_encoding_changes_nothing(self) -> None:
        """
        A response is as before when it was encoded, and can be encoded again.
        """
        response = func.HttpResponse("x", headers=[("A", "1"), ("A", "2"), ("Set-Cookie", "a=1")])
        before = response.to_dict()
        first, second = encode(response), encode(response)

        assert before == response.to_dict()
        assert first == second

    @pytest.mark.parametrize(
        ("value", "came"),
        [
            (None, "NoneType (None)"),
            (b"x", "bytes (b'x')"),
            (5, "int (5)"),
            ({"a": 1}, "dict ({'a': 1})"),
            ([func.HttpResponse()], "list ([HttpResponse("),
        ],
    )
    def test_refused(self, value: object, came: str) -> None:
        """
        Anything else is refused with an error that names the binding, what came and what to return.
        """
        with pytest.raises(func.UnsupportedTypeError) as caught:
            HttpResponseConverter.encode(value, expected_type=None)

        assert isinstance(caught.value, NotImplementedError)
        assert "http" == caught.value.binding
        assert str(caught.value).startswith(f"http binding: cannot encode {came}")
        assert str(caught.value).endswith("; return or set HttpResponse or str")

    def test_class_methods(self) -> None:
        """
        The converter is an output's.
        """
        assert False is HttpResponseConverter.has_trigger_support()

    @given(
        st.binary(),
        st.integers(100, 599),
        st.dictionaries(
            st.from_regex("x-[a-z]{1,9}", fullmatch=True),
            st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0")),
        ),
    )
    def test_round_trip(self, body: bytes, status: int, headers: dict[str, str]) -> None:
        """
        Whatever body, status and headers a response has are what the worker reads.
        """
        response = func.HttpResponse(body, status_code=status, headers=headers, mimetype="a/b")
        wire = encode(response)

        assert body == wire["body"].value
        assert str(status) == wire["status_code"].value
        assert {**headers, "content-type": "a/b"} == wire_headers(response)


class TestDeclaredCharset:
    def test_bytes(self) -> None:
        """
        Bytes are read in the charset that the Content-Type among the headers declares.
        """
        headers = {"Content-Type": "text/csv; charset=iso-8859-2"}

        assert "č" == func.HttpResponse("č".encode("iso-8859-2"), headers=headers).get_text()

    def test_text(self) -> None:
        """
        Text is encoded as UTF-8 whatever the Content-Type declares, as published.
        """
        headers = {"Content-Type": "text/csv; charset=iso-8859-2"}
        response = func.HttpResponse("č", headers=headers)

        assert "č".encode() == response.get_body()
        assert "č" == response.get_text()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, "application/json"),
        ({"mimetype": "application/problem+json"}, "application/problem+json"),
        ({"headers": {"content-type": "application/ld+json"}}, "application/ld+json"),
    ],
)
def test_json_tells_its_content_type(arguments: dict[str, Any], expected: str) -> None:
    """
    A response of JSON has its Content-Type among the headers, and sends it once.
    """
    response = func.HttpResponse.json([1], **arguments)

    sent = func.http.HttpResponseConverter.encode(response, expected_type=None).value["headers"]
    assert [expected] == response.headers.getlist("Content-Type")
    assert expected == response.mimetype
    assert [expected] == [
        datum.value for name, datum in sent.items() if name.lower() == "content-type"
    ]
