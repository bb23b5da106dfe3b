# A request gets headers that its constructor does not take.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias, get_type_hints
from wsgiref.validate import validator

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import _http_wsgi
from azure.functions._wsgi import WsgiMiddleware
from http_apps import request

Environ: TypeAlias = dict[str, Any]
Start: TypeAlias = Any


def seen(req: func.HttpRequest, context: func.Context | None = None, **options: Any) -> Environ:
    """
    Return the environ that an app gets for a request. The app is checked by wsgiref too.
    """
    environs: list[Environ] = []

    def app(environ: Environ, start_response: Start) -> list[bytes]:
        environs.append(environ)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b""]

    response = WsgiMiddleware(validator(app), **options).handle(req, context)
    assert 200 == response.status_code
    return environs[0]


def answer(app: Any, req: func.HttpRequest | None = None) -> func.HttpResponse:
    """
    Return the response of an app.
    """
    return WsgiMiddleware(app).handle(req or request())


class TestMiddleware:
    def test_the_app_answers(self) -> None:
        """
        Status, headers and body are the app's; a header comes as often as it was given.
        """

        def app(environ: Environ, start_response: Start) -> list[bytes]:
            headers = [("Set-Cookie", "a=1"), ("X", "1"), ("Set-Cookie", "b=2"), ("X", "2")]
            start_response("201 Created", headers)
            return [b"a", b"", b"b"]

        response = answer(app)

        assert 201 == response.status_code
        assert b"ab" == response.get_body()
        assert ["a=1", "b=2"] == response.headers.getlist("Set-Cookie")
        assert ["1", "2"] == response.headers.getlist("X")

    def test_main(self) -> None:
        """
        ``main`` answers as ``handle`` does: a module may make it its function.
        """

        def app(environ: Environ, start_response: Start) -> list[bytes]:
            start_response("200 OK", [])
            return [environ["azure_functions.function_name"].encode()]

        main = WsgiMiddleware(app).main

        assert b"name" == main(request(), func.Context(function_name="name")).get_body()

    def test_annotations_of_main(self) -> None:
        """
        The worker reads them, and takes a context that is just that.
        """
        hints = get_type_hints(WsgiMiddleware(lambda environ, start_response: []).main)

        assert {
            "req": func.HttpRequest,
            "context": func.Context,
            "return": func.HttpResponse,
        } == hints

    def test_shim(self) -> None:
        """
        Tutorials import the middleware from another module: it is the same.
        """
        assert WsgiMiddleware is _http_wsgi.WsgiMiddleware

    @pytest.mark.parametrize("app", [None, 3, "app"])
    def test_no_app(self, app: Any) -> None:
        """
        What cannot be called is told at the first request.
        """
        with pytest.raises(TypeError, match="WsgiMiddleware: app must be a WSGI app"):
            WsgiMiddleware(app).handle(request())

    @pytest.mark.parametrize(
        ("root_path", "kind"),
        [("api", ValueError), ("/api/", ValueError), ("/", ValueError), (3, TypeError)],
    )
    def test_no_root_path(self, root_path: Any, kind: type[Exception]) -> None:
        """
        A root path that is no path is refused.
        """
        with pytest.raises(kind, match="WsgiMiddleware: root_path must be"):
            WsgiMiddleware(print, root_path=root_path)  # type: ignore[arg-type]  # any callable will do  # pyright: ignore[reportArgumentType]


class TestEnviron:
    def test_what_it_holds(self) -> None:
        """
        The environ holds what PEP 3333 demands, and what is told of the invocation.
        """
        context = func.Context(function_name="n", function_directory="/d", invocation_id="i")
        req = request("POST", "/api/a%2Fb?q=%20x", headers={"Host": "h"}, body=b"body")
        environ = seen(req, context)

        assert {
            "REQUEST_METHOD": "POST",
            "SCRIPT_NAME": "",
            "PATH_INFO": "/api/a/b",
            "QUERY_STRING": "q=%20x",
            "CONTENT_LENGTH": "4",
            "SERVER_NAME": "app.example",
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "h",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https",
            "wsgi.input_terminated": True,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            "azure_functions.function_directory": "/d",
            "azure_functions.function_name": "n",
            "azure_functions.invocation_id": "i",
            "azure_functions.thread_local_storage": context.thread_local_storage,
            "azure_functions.trace_context": context.trace_context,
            "azure_functions.retry_context": context.retry_context,
        } == {name: environ[name] for name in environ if name not in ("wsgi.input", "wsgi.errors")}

    def test_body(self) -> None:
        """
        The body is read from wsgi.input.
        """

        def app(environ: Environ, start_response: Start) -> list[bytes]:
            start_response("200 OK", [])
            return [environ["wsgi.input"].read(2), b"|", environ["wsgi.input"].read()]

        assert b"ab|cd" == answer(app, request("POST", body="abcd")).get_body()

    def test_path_is_bytes(self) -> None:
        """
        Each character of the path and of the query stands for one byte.
        """
        environ = seen(request(url="/%C5%BE/%ff\u017e?q=\u017e%C5%BE"))

        assert b"/\xc5\xbe/\xff\xc5\xbe" == environ["PATH_INFO"].encode("latin-1")
        assert b"q=\xc5\xbe%C5%BE" == environ["QUERY_STRING"].encode("latin-1")

    def test_server_of_a_path(self) -> None:
        """
        Where the url tells no server there still is a name.
        """
        environ = seen(func.HttpRequest("GET", "/x"))

        assert "localhost" == environ["SERVER_NAME"]
        assert "80" == environ["SERVER_PORT"]
        assert "http" == environ["wsgi.url_scheme"]

    def test_headers(self) -> None:
        """
        Headers are there as CGI names them; the length is the body's, whatever the header says.
        """
        headers = {
            "Content-Type": "a/b",
            "Content-Length": "99",
            "X-Id": "\u017e",
            "x_api_key": "k",
            "Cookie": "a=1; b=2",
        }
        environ = seen(request("POST", headers=headers, body=b"1234"))

        assert "a/b" == environ["CONTENT_TYPE"]
        assert "4" == environ["CONTENT_LENGTH"]
        assert b"\xc5\xbe" == environ["HTTP_X_ID"].encode("latin-1")
        assert "k" == environ["HTTP_X_API_KEY"]
        assert "a=1; b=2" == environ["HTTP_COOKIE"]
        assert "HTTP_CONTENT_TYPE" not in environ
        assert "HTTP_CONTENT_LENGTH" not in environ

    def test_repeated_headers(self) -> None:
        """
        Headers of the same CGI name are joined.
        """
        assert "1, 2" == seen(request(headers={"X-Id": "1", "X_Id": "2"}))["HTTP_X_ID"]

    def test_repeated_cookies(self) -> None:
        """
        Cookies are joined as cookies are.
        """

        class Repeated(dict[str, str]):
            def items(self) -> Any:
                return [("cookie", "a=1"), ("cookie", "b=2")]

        req = request()
        req._headers = Repeated()  # type: ignore[assignment]  # as a host might send it  # pyright: ignore[reportAttributeAccessIssue]

        assert "a=1; b=2" == seen(req)["HTTP_COOKIE"]

    @pytest.mark.parametrize(
        "name", ["X_MS_CLIENT_PRINCIPAL", "x-ms_client-principal-id", "X_Forwarded-For"]
    )
    def test_forged_headers(self, name: str) -> None:
        """
        A header that reads as one of the platform's own only in CGI's names is left out.
        """
        environ = seen(request(headers={name: "admin"}))

        assert not [variable for variable in environ if variable.startswith("HTTP_")]

    @pytest.mark.parametrize("name", ["content_type", "content_length"])
    def test_forged_content(self, name: str) -> None:
        """
        The type and the length of the body are told by their own headers only.
        """
        environ = seen(request("POST", headers={name: "9"}, body=b"1"))

        assert "1" == environ["CONTENT_LENGTH"]
        assert "CONTENT_TYPE" not in environ
        assert not [variable for variable in environ if variable.startswith("HTTP_")]

    def test_client(self) -> None:
        """
        REMOTE_ADDR is the client that the proxies tell of, and is not there where they tell none.
        """
        headers = {"X-Forwarded-For": "203.0.113.7:55, 198.51.100.1"}

        assert "203.0.113.7" == seen(request(headers=headers))["REMOTE_ADDR"]
        assert "REMOTE_ADDR" not in seen(request())

    @pytest.mark.parametrize(
        ("url", "script_name", "path"),
        [
            ("/%C5%BE/x", "/\xc5\xbe", "/x"),
            ("/%C5%BE", "/\xc5\xbe", ""),
            ("/other/x", "", "/other/x"),
        ],
    )
    def test_root_path(self, url: str, script_name: str, path: str) -> None:
        """
        The path that the app is mounted at goes from PATH_INFO to SCRIPT_NAME.
        """
        environ = seen(request(url=url), root_path="/\u017e")

        assert script_name == environ["SCRIPT_NAME"]
        assert path == environ["PATH_INFO"]

    @given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
    def test_any_request(self, path: str, value: str) -> None:
        """
        The environ of every request is valid, and path and headers are in it to the byte.
        """
        environ = seen(request(url=f"/{path}", headers={"X-Id": value}))

        assert value == environ["HTTP_X_ID"].encode("latin-1").decode("utf-8")


def test_threads() -> None:
    """
    Threads share a middleware, and each gets the answer to its own request.
    """
    everybody_is_there = threading.Barrier(4, timeout=30)

    def app(environ: Environ, start_response: Start) -> Iterator[bytes]:
        everybody_is_there.wait()
        start_response("200 OK", [("X-Path", environ["PATH_INFO"])])
        yield environ["wsgi.input"].read()

    middleware = WsgiMiddleware(app)

    def ask(number: int) -> tuple[str, bytes]:
        response = middleware.handle(request("POST", f"/{number}", body=str(number)))
        return response.headers["X-Path"], response.get_body()

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(ask, range(4)))

    assert [(f"/{number}", str(number).encode()) for number in range(4)] == answers
