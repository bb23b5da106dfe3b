"""
Starlette behind the middleware.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import (
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Mount, Route
from starlette.types import Lifespan

from http_apps import AsgiClient, multipart, request

EVENTS: list[str] = []


@pytest.fixture(autouse=True)
def _no_events() -> Iterator[None]:
    """
    Give each test its own events.
    """
    EVENTS.clear()
    yield
    EVENTS.clear()


class Timing(BaseHTTPMiddleware):
    """
    A middleware of the kind that reads on after the request to learn of clients that leave.
    """

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        EVENTS.append("before")
        response = await call_next(request)
        response.headers["X-Timing"] = "1"
        EVENTS.append("after")
        return response


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncGenerator[dict[str, object]]:
    EVENTS.append("startup")
    yield {"database": "open"}
    EVENTS.append("shutdown")


async def describe(request: Request) -> JSONResponse:
    return JSONResponse(
        {
            "url": str(request.url),
            "path": request.path_params["rest"],
            "query": request.query_params.multi_items(),
            "client": request.client and list(request.client),
            "cookies": request.cookies,
            "header": request.headers.get("x-id"),
            "database": getattr(request.state, "database", None),
        }
    )


async def echo(request: Request) -> Response:
    return Response(await request.body(), media_type="application/octet-stream")


async def upload(request: Request) -> JSONResponse:
    async with request.form() as form:
        file = form["file"]
        assert not isinstance(file, str)
        return JSONResponse({"name": file.filename, "size": len(await file.read())})


async def stream(request: Request) -> StreamingResponse:
    async def parts() -> AsyncIterator[bytes]:
        for number in range(5):
            await asyncio.sleep(0.001)
            yield str(number).encode()

    return StreamingResponse(parts(), media_type="text/event-stream")


async def cookies(request: Request) -> Response:
    response = PlainTextResponse("x")
    response.set_cookie("a", "1")
    response.set_cookie("b", "2", httponly=True)
    response.headers.append("X-Many", "1")
    response.headers.append("X-Many", "2")
    return response


async def background(request: Request) -> Response:
    async def task() -> None:
        await asyncio.sleep(0.001)
        EVENTS.append("task")

    return PlainTextResponse("x", background=BackgroundTask(task))


async def failing_background(request: Request) -> Response:
    async def task() -> None:
        raise LookupError("no such thing")

    return PlainTextResponse("x", background=BackgroundTask(task))


async def fail(request: Request) -> Response:
    raise LookupError("no such thing")


async def empty(request: Request) -> Response:
    return Response(status_code=204)


async def redirect(request: Request) -> Response:
    return RedirectResponse(request.url_for("echo"))


def make_app(
    middleware: Sequence[Middleware] = (), lifespan: Lifespan[Starlette] = lifespan
) -> Starlette:
    routes = [
        Route("/api/describe/{rest:path}", describe),
        Route("/api/echo", echo, methods=["POST"], name="echo"),
        Route("/api/upload", upload, methods=["POST"]),
        Route("/api/stream", stream),
        Route("/api/cookies", cookies),
        Route("/api/background", background),
        Route("/api/failing-background", failing_background),
        Route("/api/fail", fail),
        Route("/api/empty", empty),
        Route("/api/redirect", redirect),
    ]
    return Starlette(routes=routes, middleware=middleware, lifespan=lifespan)


@pytest.fixture(
    params=[(), (Timing,), (Timing, Timing, GZipMiddleware)], ids=["plain", "base", "stacked"]
)
def client(request: pytest.FixtureRequest, serve_asgi: type[AsgiClient]) -> Iterator[AsgiClient]:
    """
    A client of the app, bare and within middlewares.
    """
    app = make_app(middleware=[Middleware(kind) for kind in request.param])
    with serve_asgi(app) as client:
        yield client


def test_request(client: AsgiClient) -> None:
    """
    The app reads of a request what was sent, and of the lifespan's state what it holds.
    """
    headers = {
        "Cookie": "a=1; b=2",
        "X-Id": "7",
        "X-Forwarded-For": "203.0.113.7:55, 10.0.0.1",
        "Host": "app.example",
    }
    response = client("GET", "/api/describe/a/%C5%BE?q=1&q=%20", headers=headers)

    assert 200 == response.status_code
    assert "application/json" == response.headers["Content-Type"]
    assert {
        "url": "https://app.example/api/describe/a/\u017e?q=1&q=%20",
        "path": "a/\u017e",
        "query": [["q", "1"], ["q", " "]],
        "client": ["203.0.113.7", 55],
        "cookies": {"a": "1", "b": "2"},
        "header": "7",
        "database": "open",
    } == response.get_json()


def test_bodies(client: AsgiClient) -> None:
    """
    A body of any bytes goes there and back.
    """
    body = bytes(range(256)) * 1000

    assert body == client("POST", "/api/echo", body=body).get_body()
    assert b"" == client("POST", "/api/echo").get_body()


def test_upload(client: AsgiClient) -> None:
    """
    A file of a form is read.
    """
    headers, body = multipart("file", "a.txt", b"x" * 5000)

    response = client("POST", "/api/upload", headers=headers, body=body)
    assert {"name": "a.txt", "size": 5000} == response.get_json()


def test_stream(client: AsgiClient) -> None:
    """
    A response that is streamed is collected to its end.
    """
    response = client("GET", "/api/stream")

    assert b"01234" == response.get_body()
    assert "text/event-stream; charset=utf-8" == response.headers["Content-Type"]


def test_cookies(client: AsgiClient) -> None:
    """
    Every cookie and every value of a header is in the response.
    """
    response = client("GET", "/api/cookies")

    assert [
        "a=1; Path=/; SameSite=lax",
        "b=2; HttpOnly; Path=/; SameSite=lax",
    ] == response.headers.getlist("Set-Cookie")
    assert ["1", "2"] == response.headers.getlist("X-Many")


def test_background(client: AsgiClient) -> None:
    """
    A background task is done when the response is there.
    """
    assert b"x" == client("GET", "/api/background").get_body()
    assert "task" in EVENTS


def test_failing_background(client: AsgiClient, caplog: pytest.LogCaptureFixture) -> None:
    """
    A background task that fails is logged; the response was sent.
    """
    response = client("GET", "/api/failing-background")

    assert (200, b"x") == (response.status_code, response.get_body())
    (record,) = caplog.records
    assert "the ASGI app raised after its response was complete" == record.getMessage()


def test_error(client: AsgiClient, caplog: pytest.LogCaptureFixture) -> None:
    """
    An error becomes the app's own response, and is logged with its traceback.
    """
    response = client("GET", "/api/fail")

    assert (500, b"Internal Server Error") == (response.status_code, response.get_body())
    (record,) = caplog.records
    assert record.exc_info is not None
    assert isinstance(record.exc_info[1], LookupError)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/nowhere", 404),
        ("GET", "/api/echo", 405),
        ("GET", "/api/empty", 204),
        ("HEAD", "/api/stream", 200),
    ],
)
def test_status(client: AsgiClient, method: str, path: str, status: int) -> None:
    """
    Other answers of the app have its status; where HTTP has no body there is none.
    """
    response = client(method, path)

    assert status == response.status_code
    assert (status >= 400) == bool(response.get_body())


def test_redirect(client: AsgiClient) -> None:
    """
    A url that the app makes is that of the function app.
    """
    response = client("GET", "/api/redirect", headers={"Host": "app.example"})

    assert 307 == response.status_code
    assert "https://app.example/api/echo" == response.headers["Location"]


def test_together(client: AsgiClient) -> None:
    """
    Requests run at the same time, and the app starts once.
    """
    requests = [request("POST", "/api/echo", body=str(number)) for number in range(10)]
    responses = client.together(*requests)

    assert [str(number).encode() for number in range(10)] == [r.get_body() for r in responses]
    assert 1 == EVENTS.count("startup")


def test_lifespan(serve_asgi: type[AsgiClient]) -> None:
    """
    The app starts before its first request, and shuts down at the end.
    """
    with serve_asgi(make_app()) as client:
        client("POST", "/api/echo")
        assert ["startup"] == EVENTS

    assert ["startup", "shutdown"] == EVENTS


def test_failed_start(serve_asgi: type[AsgiClient]) -> None:
    """
    A start-up that fails is told with what the app says of it, for every request.
    """

    @asynccontextmanager
    async def broken(app: Starlette) -> AsyncGenerator[None]:
        EVENTS.remove("a database")
        yield

    with serve_asgi(make_app(lifespan=broken)) as client:
        for _ in range(2):
            with pytest.raises(RuntimeError, match="(?s)failed to start: .*ValueError: "):
                client("POST", "/api/echo")


def test_mount(serve_asgi: type[AsgiClient]) -> None:
    """
    An app below a root path routes by the rest, and makes urls with both.
    """

    async def show(request: Request) -> Response:
        path = request.scope["root_path"]
        return PlainTextResponse(f"{path} {request.url_for('show').path}")

    show_route = Route("/show", show, name="show")
    app = Starlette(routes=[show_route, Mount("/sub", Starlette(routes=[show_route]))])
    with serve_asgi(app, root_path="/api") as client:
        assert "/api /api/show" == client("GET", "/api/show").get_text()
        assert "/api/sub /api/show" == client("GET", "/api/sub/show").get_text()
