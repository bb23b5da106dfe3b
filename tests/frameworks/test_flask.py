"""
Flask behind the middleware.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import flask
import pytest
from flask.typing import ResponseReturnValue

from http_apps import WsgiClient, multipart

app = flask.Flask(__name__)
EVENTS: list[str] = []


@app.get("/api/describe/<path:rest>")
def describe(rest: str) -> ResponseReturnValue:
    request = flask.request
    return {
        "url": request.url,
        "root": request.script_root,
        "rest": rest,
        "q": request.args.getlist("q"),
        "client": request.remote_addr,
        "cookies": request.cookies,
        "header": request.headers.get("X-Id"),
        "there": flask.url_for("echo", _external=True),
    }


@app.post("/api/echo")
def echo() -> ResponseReturnValue:
    return flask.Response(flask.request.get_data(), mimetype="application/octet-stream")


@app.post("/api/json")
def as_json() -> ResponseReturnValue:
    return {"got": flask.request.get_json()}


@app.post("/api/upload")
def upload() -> ResponseReturnValue:
    file = flask.request.files["file"]
    return {"name": file.filename, "size": len(file.read())}


@app.get("/api/cookies")
def cookies() -> ResponseReturnValue:
    response = flask.make_response("x")
    response.set_cookie("a", "1")
    response.set_cookie("b", "2", httponly=True)
    response.headers.add("X-Many", "1")
    response.headers.add("X-Many", "2")
    return response


@app.get("/api/stream")
def stream() -> ResponseReturnValue:
    def parts() -> Iterator[str]:
        try:
            yield from "abc"
        finally:
            EVENTS.append("closed")

    return flask.Response(flask.stream_with_context(parts()), mimetype="text/plain")


@app.get("/api/broken-stream")
def broken_stream() -> ResponseReturnValue:
    def parts() -> Iterator[str]:
        yield "half"
        raise LookupError("no such thing")

    return flask.Response(parts(), mimetype="text/plain")


@app.get("/api/file")
def file() -> ResponseReturnValue:
    return flask.send_file(__file__, mimetype="text/x-python")


@app.get("/api/fail")
def fail() -> ResponseReturnValue:
    raise LookupError("no such thing")


@app.get("/api/log")
def log() -> ResponseReturnValue:
    print("oops", file=flask.request.environ["wsgi.errors"])
    return "fine"


@app.get("/api/empty")
def empty() -> ResponseReturnValue:
    return "", 204


@app.get("/api/go")
def go() -> ResponseReturnValue:
    return flask.redirect("/api/file")


@pytest.fixture
def client(serve_wsgi: type[WsgiClient]) -> Iterator[WsgiClient]:
    """
    A client of the app, and events of the test's own.
    """
    EVENTS.clear()
    with serve_wsgi(app) as client:
        yield client


def test_request(client: WsgiClient) -> None:
    """
    The app reads of a request what was sent.
    """
    headers = {
        "Cookie": "a=1; b=2",
        "X-Id": "7",
        "X-Forwarded-For": "[2001:db8::1]:55, 10.0.0.1",
        "Host": "app.example",
    }
    response = client("GET", "/api/describe/a/%C5%BE?q=1&q=%20", headers=headers)

    assert 200 == response.status_code
    assert {
        "url": "https://app.example/api/describe/a/\u017e?q=1&q=%20",
        "root": "",
        "rest": "a/\u017e",
        "q": ["1", " "],
        "client": "2001:db8::1",
        "cookies": {"a": "1", "b": "2"},
        "header": "7",
        "there": "https://app.example/api/echo",
    } == response.get_json()


def test_root_path(serve_wsgi: type[WsgiClient]) -> None:
    """
    Below a root path the app routes by the rest, and makes urls with both.
    """
    with serve_wsgi(app, root_path="/base") as client:
        response = client("GET", "/base/api/describe/x", headers={"Host": "app.example"})

    assert "/base" == response.get_json()["root"]
    assert "https://app.example/base/api/echo" == response.get_json()["there"]


def test_bodies(client: WsgiClient) -> None:
    """
    A body of any bytes goes there and back, whatever way it came to the host.
    """
    body = bytes(range(256)) * 1000
    chunked = {"Transfer-Encoding": "chunked"}

    assert body == client("POST", "/api/echo", body=body).get_body()
    assert b"" == client("POST", "/api/echo").get_body()
    assert body == client("POST", "/api/echo", headers=chunked, body=body).get_body()


def test_json(client: WsgiClient) -> None:
    """
    JSON is read where the content type says so, and refused elsewhere.
    """
    headers = {"Content-Type": "application/json"}
    response = client("POST", "/api/json", headers=headers, body='{"a": "\u017e"}')

    assert {"got": {"a": "\u017e"}} == response.get_json()
    assert 415 == client("POST", "/api/json", body="{}").status_code


def test_upload(client: WsgiClient) -> None:
    """
    A file of a form is read.
    """
    headers, body = multipart("file", "a.txt", b"x" * 5000)
    response = client("POST", "/api/upload", headers=headers, body=body)

    assert {"name": "a.txt", "size": 5000} == response.get_json()


def test_cookies(client: WsgiClient) -> None:
    """
    Every cookie and every value of a header is in the response.
    """
    response = client("GET", "/api/cookies")

    assert ["a=1; Path=/", "b=2; HttpOnly; Path=/"] == response.headers.getlist("Set-Cookie")
    assert ["1", "2"] == response.headers.getlist("X-Many")


def test_stream(client: WsgiClient) -> None:
    """
    A response that is streamed is collected to its end, and closed.
    """
    assert b"abc" == client("GET", "/api/stream").get_body()
    assert ["closed"] == EVENTS


def test_broken_stream(client: WsgiClient, caplog: pytest.LogCaptureFixture) -> None:
    """
    A stream that fails on its way is answered by 500, and logged.
    """
    response = client("GET", "/api/broken-stream")

    assert (500, b"Internal Server Error") == (response.status_code, response.get_body())
    (record,) = caplog.records
    assert "the WSGI app failed on GET '/api/broken-stream'" == record.getMessage()


def test_file(client: WsgiClient) -> None:
    """
    A file is sent whole, and to HEAD only its length.
    """
    whole = client("GET", "/api/file")
    head = client("HEAD", "/api/file")

    assert b"Flask behind the middleware." in whole.get_body()
    assert b"" == head.get_body()
    assert whole.headers["Content-Length"] == head.headers["Content-Length"]


def test_error(client: WsgiClient, caplog: pytest.LogCaptureFixture) -> None:
    """
    An error becomes the app's own response, and Flask logs it.
    """
    response = client("GET", "/api/fail")

    assert 500 == response.status_code
    assert "text/html; charset=utf-8" == response.headers["Content-Type"]
    assert [app.logger.name] == [record.name for record in caplog.records]


def test_error_that_propagates(
    client: WsgiClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    An error that Flask is told to let through is answered by 500, and logged.
    """
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", True)
    response = client("GET", "/api/fail")

    assert (500, b"Internal Server Error") == (response.status_code, response.get_body())
    assert "azure.functions.WsgiMiddleware" == caplog.records[-1].name


def test_error_stream(client: WsgiClient, caplog: pytest.LogCaptureFixture) -> None:
    """
    What is written to the error stream is logged; the response is the app's.
    """
    assert b"fine" == client("GET", "/api/log").get_body()
    assert [("azure.functions.WsgiMiddleware", logging.ERROR, "oops")] == caplog.record_tuples


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/nowhere", 404), ("GET", "/api/echo", 405), ("GET", "/api/empty", 204)],
)
def test_status(client: WsgiClient, method: str, path: str, status: int) -> None:
    """
    Other answers of the app have its status.
    """
    assert status == client(method, path).status_code


def test_redirect(client: WsgiClient) -> None:
    """
    A redirection tells where to.
    """
    response = client("GET", "/api/go")

    assert (302, "/api/file") == (response.status_code, response.headers["Location"])
