"""
FastAPI behind the middleware.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from typing import Annotated

import pytest
from fastapi import (
    BackgroundTasks,
    Cookie,
    Depends,
    FastAPI,
    File,
    Form,
    Header,
    Request,
    UploadFile,
)
from fastapi.responses import HTMLResponse, StreamingResponse
from pydantic import BaseModel
from starlette.middleware.base import RequestResponseEndpoint
from starlette.responses import Response

from http_apps import AsgiClient, multipart, request

EVENTS: list[str] = []


class Item(BaseModel):
    name: str
    price: float = 1.5


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[dict[str, object]]:
    EVENTS.append("startup")
    app.state.database = "open"
    yield {"pool": "open"}
    EVENTS.append("shutdown")


app = FastAPI(lifespan=lifespan)


@app.middleware("http")
async def timing(request: Request, call_next: RequestResponseEndpoint) -> Response:
    response = await call_next(request)
    response.headers["X-Timing"] = "1"
    return response


async def connection() -> AsyncGenerator[str]:
    EVENTS.append("open")
    yield "connection"
    EVENTS.append("close")


@app.get("/api/items/{number}")
async def read_item(
    number: int,
    request: Request,
    used: Annotated[str, Depends(connection)],
    q: str | None = None,
    x_id: Annotated[str | None, Header()] = None,
    session: Annotated[str | None, Cookie()] = None,
) -> dict[str, object]:
    return {
        "number": number,
        "q": q,
        "x_id": x_id,
        "session": session,
        "used": used,
        "pool": request.state.pool,
        "database": request.app.state.database,
        "client": request.client and request.client.host,
    }


@app.post("/api/items", status_code=201)
def create_item(item: Item) -> Item:
    return item


@app.post("/api/upload")
async def upload(
    file: Annotated[UploadFile, File()], note: Annotated[str, Form()] = "none"
) -> dict[str, object]:
    return {"name": file.filename, "size": len(await file.read()), "note": note}


@app.get("/api/background")
def background(tasks: BackgroundTasks) -> str:
    tasks.add_task(EVENTS.append, "task")
    return "x"


@app.get("/api/stream", response_class=StreamingResponse)
def stream() -> StreamingResponse:
    return StreamingResponse(iter(["a", "b", "c"]), media_type="text/plain")


@app.get("/api/page", response_class=HTMLResponse)
def page() -> str:
    return "<p>\u017e</p>"


@app.get("/api/fail")
def fail() -> str:
    raise LookupError("no such thing")


@pytest.fixture
def client(serve_asgi: type[AsgiClient]) -> Iterator[AsgiClient]:
    """
    A client of the app, and events of the test's own.
    """
    EVENTS.clear()
    with serve_asgi(app) as client:
        yield client
    assert ["startup", "shutdown"] == [event for event in EVENTS if event.endswith(("up", "down"))]


def test_parameters(client: AsgiClient) -> None:
    """
    Parameters of every kind come from the request; what was opened for it is closed.
    """
    headers = {"X-Id": "7", "Cookie": "session=s", "X-Forwarded-For": "203.0.113.7"}
    response = client("GET", "/api/items/3?q=%20x", headers=headers)

    assert {
        "number": 3,
        "q": " x",
        "x_id": "7",
        "session": "s",
        "used": "connection",
        "pool": "open",
        "database": "open",
        "client": "203.0.113.7",
    } == response.get_json()
    assert "1" == response.headers["X-Timing"]
    assert ["startup", "open", "close"] == EVENTS


def test_model(client: AsgiClient) -> None:
    """
    A body becomes a model, in a function that is not asynchronous as well.
    """
    headers = {"Content-Type": "application/json"}
    response = client("POST", "/api/items", headers=headers, body='{"name": "\u017e"}')

    assert 201 == response.status_code
    assert {"name": "\u017e", "price": 1.5} == response.get_json()


def test_validation(client: AsgiClient) -> None:
    """
    What is invalid is answered by the framework.
    """
    response = client("POST", "/api/items", body="{}")

    assert 422 == response.status_code
    assert "application/json" == response.headers["Content-Type"]


def test_upload(client: AsgiClient) -> None:
    """
    A file of a form is read.
    """
    headers, body = multipart("file", "a.txt", b"x" * 100_000)
    response = client("POST", "/api/upload", headers=headers, body=body)

    assert {"name": "a.txt", "size": 100_000, "note": "none"} == response.get_json()


def test_background(client: AsgiClient) -> None:
    """
    A background task is done when the response is there.
    """
    assert "x" == client("GET", "/api/background").get_json()
    assert "task" in EVENTS


def test_other_responses(client: AsgiClient) -> None:
    """
    Streams, pages and the framework's own pages have their bodies and types.
    """
    assert b"abc" == client("GET", "/api/stream").get_body()
    page = client("GET", "/api/page")
    assert "<p>\u017e</p>" == page.get_text()
    assert "text/html; charset=utf-8" == page.headers["Content-Type"]
    assert "/api/items/{number}" in client("GET", "/openapi.json").get_json()["paths"]
    assert 404 == client("GET", "/api/nowhere").status_code


def test_error(client: AsgiClient, caplog: pytest.LogCaptureFixture) -> None:
    """
    An error becomes the app's own response, and is logged with its traceback.
    """
    response = client("GET", "/api/fail")

    assert (500, b"Internal Server Error") == (response.status_code, response.get_body())
    (record,) = caplog.records
    assert record.exc_info is not None
    assert isinstance(record.exc_info[1], LookupError)


def test_together(client: AsgiClient) -> None:
    """
    Requests run at the same time and get their own answers; the app starts once.
    """
    responses = client.together(*(request("GET", f"/api/items/{n}") for n in range(10)))

    assert list(range(10)) == [response.get_json()["number"] for response in responses]
