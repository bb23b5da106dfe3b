"""
Apps of FastAPI and Flask as function apps in the real worker.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

import azure.functions as func
import real_worker
from real_worker import (
    IndexingWorker,
    Message,
    http_request,
    http_response,
    index,
    octets,
    string,
    succeeded,
    write_app,
)

HOST = "https://shop.example"
PICTURE = b"\x89PNG\x00\xff"

FASTAPI_APP = """
    import asyncio
    from contextlib import asynccontextmanager

    import azure.functions as func
    from fastapi import BackgroundTasks, FastAPI, Request, Response

    events = []
    meetings = {}

    @asynccontextmanager
    async def lifespan(api):
        events.append("started")
        yield {"shop": "corner"}
        events.append("stopped")

    api = FastAPI(lifespan=lifespan)
    app = func.AsgiFunctionApp(api, http_auth_level=func.AuthLevel.ANONYMOUS)

    @api.get("/items/{name}")
    async def item(name: str, request: Request, count: int = 1):
        return {
            "name": name,
            "count": count,
            "shop": request.state.shop,
            "invocation": request.scope["azure_functions.invocation_id"],
        }

    @api.put("/echo")
    async def echo(request: Request, tasks: BackgroundTasks):
        tasks.add_task(events.append, "echoed")
        kind = request.headers["content-type"]
        response = Response(await request.body(), 201, {"x-echo": "yes"}, media_type=kind)
        response.set_cookie("a", "1")
        response.set_cookie("b", "2", httponly=True)
        return response

    @api.get("/meet/{other}")
    async def meet(other: str, me: str):
        meetings.setdefault(me, asyncio.Event()).set()
        await meetings.setdefault(other, asyncio.Event()).wait()
        return f"{me} met {other}"

    @api.get("/fail")
    async def fail():
        raise ValueError("no pears")

    @app.queue_trigger("msg", queue_name="q", connection="AzureWebJobsStorage")
    @app.queue_output("$return", queue_name="r", connection="AzureWebJobsStorage")
    async def beside(msg: func.QueueMessage) -> str:
        return msg.get_body().decode()
"""

FLASK_APP = """
    import threading

    import azure.functions as func
    from flask import Flask, Response, request

    api = Flask(__name__)
    app = func.WsgiFunctionApp(api.wsgi_app, http_auth_level="ANONYMOUS", function_name="shop")
    meeting = threading.Barrier(2)

    @api.get("/items/<name>")
    def item(name):
        return {
            "name": name,
            "count": request.args.get("count", 1, int),
            "invocation": request.environ["azure_functions.invocation_id"],
        }

    @api.put("/echo")
    def echo():
        kind = request.content_type
        response = Response(request.get_data(), 201, {"x-echo": "yes"}, content_type=kind)
        response.set_cookie("a", "1")
        response.set_cookie("b", "2", httponly=True)
        return response

    @api.post("/form")
    def form():
        return request.form["text"]

    @api.get("/meet/<other>")
    def meet(other):
        meeting.wait(30)
        return f"{request.args['me']} met {other}"

    @api.get("/fail")
    def fail():
        raise ValueError("no pears")
"""


EVERY_REQUEST = [
    {
        "direction": "IN",
        "type": "httpTrigger",
        "name": "req",
        "methods": [method.value for method in func.HttpMethod],
        "authLevel": "ANONYMOUS",
        "route": "/{*route}",
    },
    {"direction": "OUT", "type": "http", "name": "$return"},
]
"""The bindings of a function that answers every path and method."""


@pytest.fixture(autouse=True)
def _all_is_there() -> None:
    """
    Skip where the worker or a framework is missing, or fail where they must be there.
    """
    missing = [name for name in ("fastapi", "flask") if find_spec(name) is None]
    if missing:
        _leave(f"not installed: {', '.join(missing)}", "REQUIRE_FRAMEWORKS")
    if real_worker.UNAVAILABLE:
        _leave(real_worker.UNAVAILABLE, "REQUIRE_WORKER")


class TestFastAPI:
    @pytest.fixture
    def app(self, tmp_path: Path) -> Path:
        """
        The folder of the app.
        """
        write_app(tmp_path, FASTAPI_APP)
        return tmp_path

    def test_metadata(self, app: Path) -> None:
        """
        One function answers every path and method; functions with decorators stand beside it.
        """
        with index(app) as worker:
            declared = _declared(worker)

        assert ["http_app_func", "beside"] == list(declared)
        assert EVERY_REQUEST == declared["http_app_func"]

    def test_request(self, app: Path) -> None:
        """
        The url reaches the framework, and so do the state of its lifespan and the context.
        """
        request = http_request(url=f"{HOST}/items/pear?count=2")
        body = b'{"name":"pear","count":2,"shop":"corner","invocation":"id-7"}'
        headers = {"content-type": "application/json", "content-length": "61"}

        with index(app) as worker:
            response = worker.invoke("http_app_func", {"req": request}, invocation_id="id-7")

        expected = succeeded(http_response(body, headers=headers), invocation_id="id-7")
        assert expected == response

    def test_body(self, app: Path) -> None:
        """
        A body of bytes goes in and out, with headers and several cookies; tasks run after it.
        """
        with index(app) as worker:
            response = worker.invoke("http_app_func", {"req": _picture()})
            events: list[str] = import_module("function_app").events[:]

        headers = {"content-type": "image/png", "content-length": "6", "x-echo": "yes"}
        assert succeeded(_echo(headers, same_site="Lax")) == response
        assert ["started", "echoed"] == events

    def test_together(self, app: Path) -> None:
        """
        Requests run at the same time on one loop; the lifespan runs once, and ends with the loop.
        """
        pairs = [("ada", "grace"), ("grace", "ada"), ("alan", "ada")]
        with index(app) as worker:
            responses = worker.run(_meet(worker, "http_app_func", pairs))
            events: list[str] = import_module("function_app").events

        assert [f"{me} met {other}" for me, other in pairs] == list(
            map(json.loads, map(_body, responses))
        )
        assert ["started", "stopped"] == events

    def test_error(self, app: Path, caplog: pytest.LogCaptureFixture) -> None:
        """
        What the app raises becomes its own response, and is logged; the next request is answered.
        """
        with index(app) as worker:
            failed = worker.invoke("http_app_func", {"req": http_request(url=f"{HOST}/fail")})
            unknown = worker.invoke("http_app_func", {"req": http_request(url=f"{HOST}/unknown")})

        assert "500" == failed.return_value.http.status_code
        assert b"Internal Server Error" == _body(failed)
        assert "no pears" in caplog.text
        assert "404" == unknown.return_value.http.status_code

    def test_beside(self, app: Path) -> None:
        """
        A function beside the framework is invoked as any other.
        """
        with index(app) as worker:
            response = worker.invoke("beside", {"msg": string("one pear")})

        assert succeeded(string("one pear")) == response


class TestFlask:
    @pytest.fixture
    def app(self, tmp_path: Path) -> Path:
        """
        The folder of the app.
        """
        write_app(tmp_path, FLASK_APP)
        return tmp_path

    def test_metadata(self, app: Path) -> None:
        """
        One function answers every path and method, under the name that it is given.
        """
        with index(app) as worker:
            declared = _declared(worker)

        assert {"shop": EVERY_REQUEST} == declared

    def test_request(self, app: Path) -> None:
        """
        The url reaches the framework, and so does the context.
        """
        request = http_request(url=f"{HOST}/items/pear?count=2")

        with index(app) as worker:
            response = worker.invoke("shop", {"req": request}, invocation_id="id-7")

        body = b'{"count":2,"invocation":"id-7","name":"pear"}\n'
        headers = {"Content-Type": "application/json", "Content-Length": "46"}
        expected = succeeded(http_response(body, headers=headers), invocation_id="id-7")
        assert expected == response

    def test_body(self, app: Path) -> None:
        """
        A body of bytes goes in and out, with headers and several cookies.
        """
        with index(app) as worker:
            response = worker.invoke("shop", {"req": _picture()})

        headers = {"Content-Type": "image/png", "Content-Length": "6", "x-echo": "yes"}
        assert succeeded(_echo(headers)) == response

    def test_form(self, app: Path) -> None:
        """
        A form is read by the framework.
        """
        headers = {"content-type": "application/x-www-form-urlencoded"}
        form = octets("text=Žofie".encode())
        request = http_request("POST", f"{HOST}/form", headers=headers, body=form)

        with index(app) as worker:
            response = worker.invoke("shop", {"req": request})

        assert "Žofie" == _body(response).decode()

    def test_together(self, app: Path) -> None:
        """
        Requests run at the same time, each in a thread.
        """
        pairs = [("ada", "grace"), ("grace", "ada")]
        with index(app) as worker:
            responses = worker.run(_meet(worker, "shop", pairs))

        assert [b"ada met grace", b"grace met ada"] == list(map(_body, responses))

    def test_error(self, app: Path, caplog: pytest.LogCaptureFixture) -> None:
        """
        What the app raises becomes its own response, and is logged; the next request is answered.
        """
        with index(app) as worker:
            failed = worker.invoke("shop", {"req": http_request(url=f"{HOST}/fail")})
            unknown = worker.invoke("shop", {"req": http_request(url=f"{HOST}/unknown")})

        assert "500" == failed.return_value.http.status_code
        assert b"Internal Server Error" in _body(failed)
        assert "no pears" in caplog.text
        assert "404" == unknown.return_value.http.status_code


def _leave(reason: str, variable: str) -> None:
    if os.environ.get(variable) == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def _declared(worker: IndexingWorker) -> dict[str, list[dict[str, object]]]:
    """
    Return the bindings of each function as the host reads them.
    """
    return {
        result.name: list(map(json.loads, result.raw_bindings))
        for result in worker.metadata().function_metadata_results
    }


def _picture() -> Message:
    """
    Return a request that sends bytes.
    """
    headers = {"content-type": "image/png"}
    return http_request("PUT", f"{HOST}/echo", headers=headers, body=octets(PICTURE))


def _echo(headers: Mapping[str, str], same_site: str = "None") -> Message:
    """
    Return the response to it.
    """
    response = http_response(PICTURE, status_code=201, headers=headers)
    for name, value, http_only in (("a", "1", False), ("b", "2", True)):
        response.http.cookies.add(
            name=name,
            value=value,
            domain={"value": ""},
            path={"value": "/"},
            secure={"value": False},
            http_only={"value": http_only},
            same_site=same_site,
        )
    return response


async def _meet(
    worker: IndexingWorker, function: str, pairs: Iterable[tuple[str, str]]
) -> list[Message]:
    """
    Send requests at the same time, none of which can be answered alone.
    """
    requests = [http_request(url=f"{HOST}/meet/{other}?me={me}") for me, other in pairs]
    invocations = [
        worker.invoke_async(function, {"req": request}, invocation_id=f"id-{number}")
        for number, request in enumerate(requests)
    ]
    return await asyncio.gather(*invocations)


def _body(response: Message) -> bytes:
    body: bytes = response.return_value.http.body.bytes
    return body
