"""
No header and no cookie starts another, wherever the text comes from.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import pytest

import azure.functions as func
from azure.functions import testing
from azure.functions.http import HttpResponseConverter, HttpResponseHeaders

ENDS = ["\r", "\n", "\r\n", "\0", "\r\nSet-Cookie: a=b"]
PLACES = ["{}", "{}x", "x{}", "é{}y"]
HOSTILE = [place.format(end) for end in ENDS for place in PLACES]

hostile = pytest.mark.parametrize("text", HOSTILE)


def sent(response: func.HttpResponse) -> str:
    """
    Return all of a response's head that the host is sent.
    """
    wire = HttpResponseConverter.encode(response, expected_type=None).value
    cookies = [m.OutputString() for cookie in wire["cookies"] or () for m in cookie.values()]
    headers = [f"{name}{value.value}" for name, value in wire["headers"].items()]
    return "".join((wire["status_code"].value, *headers, *cookies))


WAYS: dict[str, Callable[[str], object]] = {
    "headers, value": lambda text: func.HttpResponse(headers={"X-A": text}),
    "headers, name": lambda text: func.HttpResponse(headers={text: "a"}),
    "headers, pairs": lambda text: func.HttpResponse(headers=[("X-A", "a"), ("X-A", text)]),
    "headers, list": lambda text: func.HttpResponse(headers={"X-A": ["a", text]}),
    "headers, object": lambda text: func.HttpResponse(headers={"X-A": Written(text)}),
    "content type": lambda text: func.HttpResponse(headers={"Content-Type": text}),
    "mimetype": lambda text: func.HttpResponse(mimetype=text),
    "charset": lambda text: func.HttpResponse(charset=text),
    "json, headers": lambda text: func.HttpResponse.json(1, headers={"X-A": text}),
    "json, mimetype": lambda text: func.HttpResponse.json(1, mimetype=text),
    "set item": lambda text: func.HttpResponse().headers.__setitem__("X-A", text),
    "set item, name": lambda text: func.HttpResponse().headers.__setitem__(text, "a"),
    "add": lambda text: func.HttpResponse().headers.add("X-A", text),
    "add, parameter": lambda text: func.HttpResponse().headers.add("X-A", "a", b=text),
    "add, parameter*": lambda text: func.HttpResponse().headers.add("X-A", "a", **{"b*": text}),
    "add, parameter's name": lambda text: func.HttpResponse().headers.add("X-A", "a", **{text: 1}),
    "set": lambda text: func.HttpResponse().headers.set("X-A", text),
    "setlist": lambda text: func.HttpResponse().headers.setlist("X-A", ["a", text]),
    "setdefault": lambda text: func.HttpResponse().headers.setdefault("X-A", text),
    "setlistdefault": lambda text: func.HttpResponse().headers.setlistdefault("X-A", [text]),
    "extend": lambda text: func.HttpResponse().headers.extend({"X-A": text}),
    "update": lambda text: func.HttpResponse().headers.update([("X-A", text)]),
    "own headers": lambda text: HttpResponseHeaders({"X-A": text}),
    "cookie's name": lambda text: func.HttpResponse().set_cookie(text, "a"),
    "cookie's value": lambda text: func.HttpResponse().set_cookie("a", text),
    "cookie's path": lambda text: func.HttpResponse().set_cookie("a", path=text),
    "cookie's domain": lambda text: func.HttpResponse().set_cookie("a", domain=text),
    "cookie's expires": lambda text: func.HttpResponse().set_cookie("a", expires=text),
    "cookie's max_age": lambda text: func.HttpResponse().set_cookie("a", max_age=anything(text)),
    "cookie's secure": lambda text: func.HttpResponse().set_cookie("a", secure=anything(text)),
    "cookie's httponly": lambda text: func.HttpResponse().set_cookie("a", httponly=anything(text)),
    "cookie's samesite": lambda text: func.HttpResponse().set_cookie("a", samesite=anything(text)),
    "cookie header": lambda text: func.HttpResponse(headers={"Set-Cookie": f"a={text}"}),
    "request of tests": lambda text: client().get("/api/f", headers={"X-A": text}),
    "request of tests, name": lambda text: client().get("/api/f", headers={text: "a"}),
}


class Written:
    """
    Something that a header is made of by str().
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text


def anything(value: Any) -> Any:
    """
    Return a value whose type is no concern.
    """
    return value


def client() -> testing.Host:
    """
    Return a host with one function.
    """
    app = func.FunctionApp()

    @app.route("f")
    def f(req: func.HttpRequest) -> str:
        return req.method

    return testing.Host(app)


@hostile
@pytest.mark.parametrize("way", WAYS)
def test_refused(way: str, text: str) -> None:
    """
    CR, LF and NUL are refused in every text that becomes part of a head.
    """
    with pytest.raises((func.ArgumentValueError, func.ArgumentTypeError)):
        WAYS[way](text)


@hostile
def test_pickled_headers(text: str) -> None:
    """
    What was put into a response behind its back is refused when it is copied or sent on.
    """
    response = func.HttpResponse()
    response.headers._pairs.append(("X-A", text))  # pyright: ignore[reportPrivateUsage]

    with pytest.raises(func.ArgumentValueError):
        response.headers.copy()


@hostile
@pytest.mark.parametrize("is_name", [False, True])
def test_asgi_app(text: str, is_name: bool) -> None:
    """
    A head that an ASGI app has split is refused.
    """
    header = (text.encode(), b"a") if is_name else (b"x-a", text.encode())

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [header]})
        await send({"type": "http.response.body", "body": b""})

    middleware = func.AsgiMiddleware(app)

    with pytest.raises(func.ArgumentValueError, match="without CR, LF and NUL"):
        asyncio.run(middleware.handle_async(func.HttpRequest("GET", "/")))


@hostile
@pytest.mark.parametrize("is_name", [False, True])
def test_wsgi_app(text: str, is_name: bool, caplog: pytest.LogCaptureFixture) -> None:
    """
    A head that a WSGI app has split is not sent, but a 500, and the log says why.
    """

    def app(environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [(text, "a") if is_name else ("X-A", text)])
        return [b""]

    response = func.WsgiMiddleware(app).handle(func.HttpRequest("GET", "/"))

    assert 500 == response.status_code
    assert "without CR, LF and NUL" in caplog.text
    assert not {"\r", "\n", "\0"} & {*sent(response)}


@hostile
def test_wsgi_status(text: str) -> None:
    """
    Of the status of a WSGI app only the number is sent.
    """

    def app(environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response(f"200 {text}", [])
        return [b""]

    response = func.WsgiMiddleware(app).handle(func.HttpRequest("GET", "/"))

    assert not {"\r", "\n", "\0"} & {*sent(response)}


@hostile
@pytest.mark.filterwarnings("ignore::azure.functions.FunctionsWarning")
def test_file_of_a_form(text: str) -> None:
    """
    A multipart body of tests has no part but those that it is given.
    """
    app = func.FunctionApp()

    @app.route("f", methods=["POST"])
    def f(req: func.HttpRequest) -> str:
        return str((len(req.form), len(req.files)))

    pytest.importorskip("werkzeug", reason="the extra forms is not installed")
    sending = testing.Host(app)
    response = sending.post("/api/f", form={text: text}, files={text: (text, b"x")})

    assert b"(1, 1)" == response.get_body()
    with pytest.raises(func.ArgumentValueError):
        sending.post("/api/f", files={"f": ("x", b"x", text)})


@pytest.mark.parametrize("text", ["\ud800", "a\udfff"])
def test_half_surrogate_pairs(text: str) -> None:
    """
    Halves of surrogate pairs, which the worker cannot send, are refused in headers and cookies.
    """
    told = "must be text without half surrogate pairs"

    for headers in ({"X": text}, {text: "a"}):
        with pytest.raises(func.ArgumentValueError, match=told):
            func.HttpResponse(headers=headers)
    for name, value in (("a", text), (text, "a")):
        with pytest.raises(ValueError, match="half surrogate pairs|be a cookie name"):
            func.HttpResponse().set_cookie(name, value)
