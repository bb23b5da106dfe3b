from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions._http_environ import (
    Target,
    client_address,
    invocation_details,
    is_under,
    make_response,
)


def target(url: str, headers: Mapping[str, str] | None = None) -> Target:
    return Target(func.HttpRequest("GET", url, headers=headers))


def parts(url: str, headers: Mapping[str, str] | None = None) -> tuple[str, str, int, str, str]:
    found = target(url, headers)
    return found.scheme, found.host, found.port, found.path, found.query


class TestTarget:
    @pytest.mark.parametrize(
        ("url", "expected"),
        [
            ("https://h/api/x?a=1", ("https", "h", 443, "/api/x", "a=1")),
            ("http://h:7071/api", ("http", "h", 7071, "/api", "")),
            ("HTTP://Host.Example/X", ("http", "host.example", 80, "/X", "")),
            ("https://h", ("https", "h", 443, "/", "")),
            ("https://h?a=1", ("https", "h", 443, "/", "a=1")),
            ("https://u:p@h:1/x", ("https", "h", 1, "/x", "")),
            ("http://[::1]/x", ("http", "::1", 80, "/x", "")),
            ("http://[2001:DB8::1]:81/x", ("http", "2001:db8::1", 81, "/x", "")),
            ("http://h/x;p=1?q=?&r=#f?g", ("http", "h", 80, "/x;p=1", "q=?&r=")),
            ("http://h/a%2Fb%20c//d", ("http", "h", 80, "/a%2Fb%20c//d", "")),
            ("http://h:none/x", ("http", "h", 80, "/x", "")),
            ("http://h:1234567/x", ("http", "h", 80, "/x", "")),
            ("/x?u=http://h/y", ("http", "", 80, "/x", "u=http://h/y")),
            ("//h/x", ("http", "", 80, "//h/x", "")),
            ("", ("http", "", 80, "/", "")),
        ],
    )
    def test_parts_of_a_url(self, url: str, expected: tuple[str, str, int, str, str]) -> None:
        """
        The parts of a url are as they came, but for the case of scheme and host.
        """
        assert expected == parts(url)

    def test_host_header(self) -> None:
        """
        Where the url is but a path, the Host header tells the server; else the url does.
        """
        headers = {"Host": "h:81"}

        assert ("http", "h", 81, "/x", "") == parts("/x", headers)
        assert ("http", "i", 80, "/x", "") == parts("http://i/x", headers)

    def test_decoded_path(self) -> None:
        """
        The path is decoded to the bytes that it stands for; what is no encoding stays.
        """
        assert (
            "/a/b c/\u017e\u017e/%zz".encode() + b"\xff"
            == target("/a%2Fb%20c/%C5%BE\u017e/%zz%ff").decoded_path()
        )

    @given(st.text(st.characters(codec="utf-8")))
    def test_any_url(self, url: str) -> None:
        """
        Every url has parts, its path begins with a slash and its port is a number.
        """
        found = target(url)

        assert found.path.startswith("/")
        assert 0 <= found.port <= 99999


class TestClientAddress:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("203.0.113.7", ("203.0.113.7", 0)),
            ("203.0.113.7:55", ("203.0.113.7", 55)),
            (" 203.0.113.7:55 , 198.51.100.1:2", ("203.0.113.7", 55)),
            ("2001:db8::1", ("2001:db8::1", 0)),
            ("[2001:db8::1]", ("2001:db8::1", 0)),
            ("[2001:db8::1]:55, 198.51.100.1", ("2001:db8::1", 55)),
            ("203.0.113.7:x", ("203.0.113.7", 0)),
            ("203.0.113.7:" + "9" * 5000, ("203.0.113.7", 0)),
            ("unknown", None),
            ("", None),
            (", 198.51.100.1", None),
            ("<script>", None),
        ],
    )
    def test_forwarded_for(self, value: str, expected: tuple[str, int] | None) -> None:
        """
        X-Forwarded-For is read with and without ports, in both kinds of address; the first counts.
        """
        assert expected == client_address({"x-forwarded-for": value})

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("for=192.0.2.60;proto=http;by=203.0.113.43", ("192.0.2.60", 0)),
            ('by=203.0.113.43; For="[2001:db8::1]:4711", for=198.51.100.1', ("2001:db8::1", 4711)),
            ("for=unknown", None),
            ("for=_hidden", None),
            ("proto=https", None),
        ],
    )
    def test_forwarded(self, value: str, expected: tuple[str, int] | None) -> None:
        """
        The first hop of Forwarded is read as RFC 7239 writes it.
        """
        assert expected == client_address({"forwarded": value})

    def test_order(self) -> None:
        """
        X-Forwarded-For goes before Forwarded, that before X-Client-IP; what is no address is passed
        over.
        """
        headers = {
            "x-forwarded-for": "192.0.2.1",
            "forwarded": "for=192.0.2.2",
            "x-client-ip": "192.0.2.3",
        }

        assert ("192.0.2.1", 0) == client_address(headers)
        assert ("192.0.2.2", 0) == client_address({**headers, "x-forwarded-for": "unknown"})
        assert ("192.0.2.3", 0) == client_address({"x-client-ip": "192.0.2.3"})
        assert None is client_address({})

    @given(st.text())
    def test_any_text(self, text: str) -> None:
        """
        No header makes reading it fail.
        """
        client_address({"x-forwarded-for": text})
        client_address({"forwarded": f"for={text}"})


class TestInvocationDetails:
    def test_of_a_context(self) -> None:
        """
        The details of an invocation are those of its context.
        """
        context = func.Context(function_name="name", function_directory="/app", invocation_id="id")

        assert {
            "azure_functions.function_directory": "/app",
            "azure_functions.function_name": "name",
            "azure_functions.invocation_id": "id",
            "azure_functions.thread_local_storage": context.thread_local_storage,
            "azure_functions.trace_context": context.trace_context,
            "azure_functions.retry_context": context.retry_context,
        } == invocation_details(context)

    def test_without_a_context(self) -> None:
        """
        Without a context there are the same names, and nothing behind them.
        """
        assert set(invocation_details(func.Context())) == set(invocation_details(None))
        assert {None} == set(invocation_details(None).values())


@pytest.mark.parametrize(
    ("root_path", "path", "expected"),
    [
        ("", "/api", False),
        ("/api", "/api", True),
        ("/api", "/api/", True),
        ("/api", "/api/x", True),
        ("/api", "/apis", False),
        ("/api", "/", False),
    ],
)
def test_is_under(root_path: str, path: str, expected: bool) -> None:
    """
    A path is under another one where that is the whole of its first parts.
    """
    assert expected == is_under(root_path, path)


class TestMakeResponse:
    def respond(self, method: str, status: int, body: bytes = b"body") -> func.HttpResponse:
        return make_response(method, status, [("Content-Length", "4"), ("ETag", "e")], body)

    def test_as_it_came(self) -> None:
        """
        Status, headers and body are those of the app.
        """
        response = self.respond("GET", 201)

        assert 201 == response.status_code
        assert [("Content-Length", "4"), ("ETag", "e")] == list(response.headers)
        assert b"body" == response.get_body()

    def test_spaces(self) -> None:
        """
        Spaces around the value of a header are left out, as on the wire.
        """
        response = make_response("GET", 200, [("X", " \ta b ")], b"")

        assert "a b" == response.headers["X"]

    @pytest.mark.parametrize(("method", "status"), [("HEAD", 200), ("HEAD", 404), ("GET", 304)])
    def test_length_of_a_body_that_is_not_sent(self, method: str, status: int) -> None:
        """
        A response to HEAD and one that says "not modified" tell the length of what they leave out.
        """
        response = self.respond(method, status)

        assert b"" == response.get_body()
        assert "4" == response.headers["Content-Length"]

    @pytest.mark.parametrize("status", [101, 204])
    def test_neither_body_nor_length(self, status: int) -> None:
        """
        A response that has no body at all has no length either.
        """
        response = self.respond("GET", status)

        assert b"" == response.get_body()
        assert [("ETag", "e")] == list(response.headers)

    @pytest.mark.parametrize(
        ("status", "headers", "message"),
        [
            (600, [], "status_code must be a number from 100 to 599"),
            (200, [("X", "a\r\nY: b")], "without CR, LF and NUL"),
        ],
    )
    def test_refusals(self, status: int, headers: Any, message: str) -> None:
        """
        What HttpResponse refuses is refused: a status out of range, a header that starts another.
        """
        with pytest.raises(ValueError, match=message):
            make_response("GET", status, headers, b"")
