"""
The middlewares as functions of the model with a ``function.json``, as tutorials write them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import real_worker

APPS = """
import azure.functions as func
from azure.functions._http_asgi import AsgiMiddleware
from azure.functions._http_wsgi import WsgiMiddleware

async def asgi(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        scope["state"]["name"] = b" started"
        await send({"type": "lifespan.startup.complete"})
        await receive()
        return
    body = (await receive())["body"]
    headers = [(b"Content-Type", b"a/b"), (b"X-Many", b"1"), (b"X-Many", b"2")]
    await send({"type": "http.response.start", "status": 201, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    name = scope["azure_functions.function_name"].encode() + scope["state"].get("name", b"")
    await send({"type": "http.response.body", "body": scope["raw_path"] + b" of " + name})

def wsgi(environ, start_response):
    headers = [("Content-Type", "a/b"), ("X-Many", "1"), ("X-Many", "2")]
    start_response("201 Created", headers)
    yield environ["wsgi.input"].read()
    yield environ["PATH_INFO"].encode() + b" of "
    yield environ["azure_functions.function_name"].encode()

"""


@pytest.mark.parametrize(
    ("source", "suffix"),
    [
        ("main = AsgiMiddleware(asgi).main", b""),
        (
            """
async def main(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return await AsgiMiddleware(asgi).handle_async(req, context)
""",
            b"",
        ),
        (
            """
middleware = AsgiMiddleware(asgi)

async def main(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    await middleware.ensure_started()
    return await middleware.handle_async(req, context)
""",
            b" started",
        ),
        ("main = WsgiMiddleware(wsgi).main", b""),
        (
            """
def main(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return WsgiMiddleware(wsgi).handle(req, context)
""",
            b"",
        ),
    ],
    ids=["asgi-main", "asgi", "asgi-started", "wsgi-main", "wsgi"],
)
def test_request(tmp_path: Path, source: str, suffix: bytes) -> None:
    """
    A request is answered by the app, every time.
    """
    bindings = [
        real_worker.binding("req", "httpTrigger"),
        real_worker.binding("$return", "http", "out"),
    ]
    real_worker.write_function(tmp_path, "Main", bindings, APPS + source)
    request = real_worker.http_request(
        "POST", "https://app.example/api/x?q=1", body=real_worker.octets(b"body ")
    )
    response = real_worker.http_response(
        b"body /api/x of Main" + suffix,
        status_code=201,
        headers={"Content-Type": "a/b", "X-Many": "1, 2"},
    )

    with real_worker.run_worker(tmp_path) as worker:
        assert real_worker.loaded("Main") == worker.load("Main")
        for _ in range(2):
            assert real_worker.succeeded(response) == worker.invoke("Main", {"req": request})
