"""
Whole invocations: from the host's protobuf message through the real worker and the function, back.

The worker is for Python 3.13 and newer; on others there are no such cases.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from batches import BODY, SERVICE_BUS
from harness import Call, Case, opened

SUPPORT = Path(__file__).parent.parent / "tests" / "support"

APP = """
import typing
import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route("hello")
def hello(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("Hello, " + req.params["name"] + "!")


@app.route("async")
async def hello_async(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("Hello, " + req.params["name"] + "!")


@app.queue_trigger("msg", "orders", "Storage")
@app.queue_output("copy", "copies", "Storage")
def work(msg: func.QueueMessage, copy: func.Out[str]) -> None:
    copy.set(msg.get_body().decode())


@app.service_bus_queue_trigger("batch", "Bus", "jobs", cardinality="many")
def jobs(batch: typing.List[func.ServiceBusMessage]) -> None:
    for message in batch:
        message.get_body(), message.message_id, message.application_properties
"""
"""What the worker indexes; it stays indexed as long as the process runs."""


@cache
def _worker() -> Any:
    sys.path.append(str(SUPPORT))
    import real_worker

    folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
    real_worker.write_app(folder, APP)
    return opened.enter_context(real_worker.index(folder))


def _invoke(name: str, inputs: Mapping[str, Any], **fields: Any) -> Call:
    worker = _worker()

    def call() -> object:
        response = worker.invoke(name, inputs, **fields)
        assert not response.result.exception.message, response
        return response

    return call


def http(name: str) -> Call:
    """
    A request with five headers, answered with text.
    """
    _worker()
    import real_worker

    request = real_worker.http_request(
        "GET",
        "https://app.example/api/hello?name=Ada",
        headers={
            "Accept": "*/*",
            "Host": "app.example",
            "Traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
            "X-Forwarded-For": "203.0.113.7:51234",
        },
        query={"name": "Ada"},
    )
    return _invoke(name, {"req": request})


def queue() -> Call:
    """
    A queue message, and one that is sent.
    """
    _worker()
    import real_worker

    metadata = {
        "Id": real_worker.string("5d5f5e0e-0d3c-4e3e-9df0-2d2b1c0f7a11"),
        "DequeueCount": real_worker.string("1"),
        "InsertionTime": real_worker.json_value("2026-03-02T14:15:16+00:00"),
        "ExpirationTime": real_worker.json_value("2026-03-09T14:15:16+00:00"),
    }
    return _invoke("work", {"msg": real_worker.string(BODY)}, trigger_metadata=metadata)


def service_bus(size: int) -> Call:
    """
    A batch of Service Bus messages, three fields read of each.
    """
    _worker()
    import real_worker

    metadata = {
        f"{name}Array": real_worker.json_value([value] * size)
        for name, value in SERVICE_BUS.items()
    }
    batch = real_worker.batch("collection_string", [BODY] * size)
    return _invoke("jobs", {"batch": batch}, trigger_metadata=metadata)


def _cases() -> Iterator[Case]:
    yield Case("worker: an HTTP request", partial(http, "hello"))
    yield Case("worker: an HTTP request, async", partial(http, "hello_async"))
    yield Case("worker: a queue message, one sent", queue)
    yield Case("worker: a batch of 100 Service Bus messages", partial(service_bus, 100))


# Not `sys.version_info >= ...`, behind which type checkers of older Pythons look at nothing.
CASES = list(_cases()) if sys.version_info[:2] >= (3, 13) else []
