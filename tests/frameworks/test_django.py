"""
Django behind both middlewares.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncIterator, Iterator
from typing import Any, TypeAlias

import pytest

from http_apps import AsgiClient, WsgiClient, multipart, request

# Django brings no types; what checkers may know of it is nobody's business here.
django: Any = importlib.import_module("django")
http: Any = importlib.import_module("django.http")
urls: Any = importlib.import_module("django.urls")
settings: Any = importlib.import_module("django.conf").settings
asgi: Any = importlib.import_module("django.core.asgi")
wsgi: Any = importlib.import_module("django.core.wsgi")

Request: TypeAlias = Any
Response: TypeAlias = Any
Client: TypeAlias = AsgiClient | WsgiClient


def describe(request: Request, rest: str) -> Response:
    return http.JsonResponse(
        {
            "url": request.build_absolute_uri(),
            "rest": rest,
            "q": request.GET.getlist("q"),
            "client": request.META.get("REMOTE_ADDR"),
            "cookies": request.COOKIES,
            "header": request.headers.get("X-Id"),
        }
    )


def echo(request: Request) -> Response:
    return http.HttpResponse(request.body, content_type="application/octet-stream")


async def echo_async(request: Request) -> Response:
    await asyncio.sleep(0.001)
    return echo(request)


def upload(request: Request) -> Response:
    file = request.FILES["file"]
    return http.JsonResponse({"name": file.name, "size": len(file.read())})


def cookies(request: Request) -> Response:
    response = http.HttpResponse("x")
    response.set_cookie("a", "1")
    response.set_cookie("b", "2", httponly=True)
    return response


def stream(request: Request) -> Response:
    return http.StreamingHttpResponse(iter(["a", "b", "c"]))


async def stream_async(request: Request) -> Response:
    async def parts() -> AsyncIterator[str]:
        for part in "abc":
            await asyncio.sleep(0.001)
            yield part

    return http.StreamingHttpResponse(parts())


def fail(request: Request) -> Response:
    raise LookupError("no such thing")


def empty(request: Request) -> Response:
    return http.HttpResponse(status=204)


URLS = (
    urls.path("api/describe/<path:rest>", describe),
    urls.path("api/echo", echo),
    urls.path("api/echo-async", echo_async),
    urls.path("api/upload", upload),
    urls.path("api/cookies", cookies),
    urls.path("api/stream", stream),
    urls.path("api/stream-async", stream_async),
    urls.path("api/fail", fail),
    urls.path("api/empty", empty),
)


@pytest.fixture(scope="module", autouse=True)
def _django() -> None:
    """
    Set Django up, once: it lives in globals.
    """
    settings.configure(
        ALLOWED_HOSTS=["app.example"],
        DEBUG=False,
        LOGGING_CONFIG=None,
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
        ROOT_URLCONF=URLS,
        SECRET_KEY="of a test",  # noqa: S106  # signs nothing
    )
    django.setup()


@pytest.fixture(params=["asgi", "wsgi"])
def client(
    request: pytest.FixtureRequest, serve_asgi: type[AsgiClient], serve_wsgi: type[WsgiClient]
) -> Iterator[Client]:
    """
    A client of the app, once for each of the two ways to run it.
    """
    if request.param == "asgi":
        with serve_asgi(asgi.get_asgi_application()) as client:
            yield client
    else:
        with serve_wsgi(wsgi.get_wsgi_application()) as client:
            yield client


HEADERS = {"Host": "app.example"}


def test_request(client: Client) -> None:
    """
    The app reads of a request what was sent.
    """
    headers = {
        **HEADERS,
        "Cookie": "a=1; b=2",
        "X-Id": "7",
        "X-Forwarded-For": "203.0.113.7:55, 10.0.0.1",
    }
    response = client("GET", "/api/describe/a/%C5%BE?q=1&q=%20", headers=headers)

    assert 200 == response.status_code
    assert {
        "url": "https://app.example/api/describe/a/%C5%BE?q=1&q=%20",
        "rest": "a/\u017e",
        "q": ["1", " "],
        "client": "203.0.113.7",
        "cookies": {"a": "1", "b": "2"},
        "header": "7",
    } == response.get_json()


@pytest.mark.parametrize("path", ["/api/echo", "/api/echo-async"])
def test_bodies(client: Client, path: str) -> None:
    """
    A body of any bytes goes there and back.
    """
    body = bytes(range(256)) * 1000

    assert body == client("POST", path, headers=HEADERS, body=body).get_body()


def test_upload(client: Client) -> None:
    """
    A file of a form is read.
    """
    headers, body = multipart("file", "a.txt", b"x" * 5000)
    response = client("POST", "/api/upload", headers={**HEADERS, **headers}, body=body)

    assert {"name": "a.txt", "size": 5000} == response.get_json()


def test_cookies(client: Client) -> None:
    """
    Every cookie is in the response.
    """
    response = client("GET", "/api/cookies", headers=HEADERS)

    assert ["a=1; Path=/", "b=2; HttpOnly; Path=/"] == response.headers.getlist("Set-Cookie")


# Django says so itself: of the two kinds of streams, each way to run it has to adapt one.
@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume:Warning")
@pytest.mark.parametrize("path", ["/api/stream", "/api/stream-async"])
def test_stream(client: Client, path: str) -> None:
    """
    A response that is streamed is collected to its end.
    """
    response = client("GET", path, headers=HEADERS)

    assert b"abc" == response.get_body()
    assert "text/html; charset=utf-8" == response.headers["Content-Type"]


def test_error(client: Client) -> None:
    """
    An error becomes the app's own response.
    """
    response = client("GET", "/api/fail", headers=HEADERS)

    assert 500 == response.status_code
    assert "<h1>Server Error (500)</h1>" in response.get_text()


@pytest.mark.parametrize(
    ("path", "status"), [("/api/nowhere", 404), ("/api/empty", 204), ("/api/echo", 200)]
)
def test_status(client: Client, path: str, status: int) -> None:
    """
    Other answers have their status.
    """
    assert status == client("GET", path, headers=HEADERS).status_code


def test_together(serve_asgi: type[AsgiClient]) -> None:
    """
    Asynchronous views run at the same time.
    """
    requests = [
        request("POST", "/api/echo-async", headers=HEADERS, body=str(number))
        for number in range(10)
    ]
    with serve_asgi(asgi.get_asgi_application()) as client:
        responses = client.together(*requests)

    assert [str(number).encode() for number in range(10)] == [r.get_body() for r in responses]
