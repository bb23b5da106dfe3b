"""
The cases that budgets are set for: imports, and one request, message or document of each family.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from app import APP, without_annotations
from harness import MEGABYTE, Cases, Datum, Import, converter, opened, texts

IMPORTS = [
    Import(
        "import azure.functions",
        "import azure.functions",
        time=Fraction(1, 10),
        memory=Fraction(1, 4),
    ),
    Import(
        "import, HTTP in use",
        "import azure.functions as func\n"
        "func.HttpRequest('GET', 'https://app.example/api/hello', body=b'')\n"
        "func.HttpResponse('hello')\n"
        "func.get_binding_registry().get('httpTrigger').has_trigger_support()\n",
        time=Fraction(1, 6),
        memory=Fraction(1, 4),
    ),
    Import(
        "import, declare and index 20 functions",
        without_annotations(APP),
        time=Fraction(1, 5),
        memory=Fraction(1, 4),
    ),
    Import(
        # With annotations come the types of 13 services; for information, as it is no budget's.
        "import, declare and index 20 annotated functions",
        APP,
        time=None,
        memory=None,
    ),
]

CASES = Cases()


@CASES.add("httpTrigger: decode, read headers, params, JSON", time=Fraction(2, 3))
def http_decode() -> Callable[[], object]:
    headers = texts(
        {
            "Accept": "application/json",
            "Accept-Encoding": "gzip, deflate, br",
            "Accept-Language": "en-GB,en;q=0.9",
            "Cache-Control": "no-cache",
            "Content-Length": "137",
            "Content-Type": "application/json; charset=utf-8",
            "Host": "app.example",
            "Traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
            "X-Correlation-Id": "f6ff0a4c-6d8b-4f4f-9f6e-0f4d8c1e7a55",
            "X-Forwarded-For": "203.0.113.7:51234",
            "X-Forwarded-Proto": "https",
        }
    )
    body = {"id": 7, "name": "Ada", "tags": ["a", "b", "c"], "address": {"city": "London"}}
    request = {
        "method": Datum("POST", "string"),
        "url": Datum("https://app.example/api/people/7?name=Ada&page=2", "string"),
        "headers": headers,
        "query": texts({"name": "Ada", "page": "2"}),
        "params": texts({"id": "7"}),
        "body": Datum(json.dumps(body).encode(), "bytes"),
    }
    datum = Datum(request, "http")
    decode = converter("httpTrigger").decode

    def call() -> object:
        req = decode(datum, trigger_metadata={})
        return (
            req.method,
            req.url,
            req.headers["content-type"],
            req.headers.get("X-Correlation-Id"),
            req.params["name"],
            req.route_params["id"],
            req.get_json(),
        )

    return call


@CASES.add("http: encode a response with headers", time=Fraction(1, 2))
def http_encode() -> Callable[[], object]:
    import azure.functions as func

    response = func.HttpResponse(
        json.dumps({"id": 7, "name": "Ada", "tags": ["a", "b", "c"]}),
        status_code=201,
        headers={
            "Cache-Control": "no-store",
            "ETag": '"33a64df551425fcc55e4d42a148795d9f25f89d4"',
            "Location": "/api/people/7",
            "X-Correlation-Id": "f6ff0a4c-6d8b-4f4f-9f6e-0f4d8c1e7a55",
        },
        mimetype="application/json",
    )
    encode = converter("http").encode

    return lambda: encode(response, expected_type=None)


def _queue() -> Callable[[], Any]:
    datum = Datum(json.dumps({"order": 7, "lines": [{"sku": "A-1", "n": 2}]}), "string")
    metadata = texts(
        {
            "Id": "5d5f5e0e-0d3c-4e3e-9df0-2d2b1c0f7a11",
            "DequeueCount": "1",
            "ExpirationTime": "2026-03-09T14:15:16.1234567+00:00",
            "InsertionTime": "2026-03-02T14:15:16.1234567+00:00",
            "NextVisibleTime": "2026-03-02T14:25:16.1234567+00:00",
            "PopReceipt": "AgAAAAMAAAAAAAAAr7Y1Sg==",
        }
    )
    decode = converter("queueTrigger").decode
    return lambda: decode(datum, trigger_metadata=metadata)


@CASES.add("queueTrigger: decode, all metadata", time=Fraction(1, 8))
def queue_decode() -> Callable[[], object]:
    return _queue()


@CASES.add("queueTrigger: the same, every field read", time=Fraction(1, 8))
def queue_decode_and_read() -> Callable[[], object]:
    decode = _queue()

    def call() -> object:
        message = decode()
        return (
            message.id,
            message.dequeue_count,
            message.expiration_time,
            message.insertion_time,
            message.time_next_visible,
            message.pop_receipt,
            message.get_body(),
        )

    return call


# Reading hands out the bytes that came: anything near ten megabytes on top would be a copy.
@CASES.add("blobTrigger: decode 10 MB and read them", extra_memory=MEGABYTE)
def blob_decode() -> Callable[[], object]:
    datum = Datum(bytes(10 * MEGABYTE), "bytes")
    metadata = {
        "BlobTrigger": Datum("samples/large.bin", "string"),
        "Uri": Datum("https://account.blob.core.windows.net/samples/large.bin", "string"),
        "Properties": Datum(json.dumps({"Length": 10 * MEGABYTE}), "json"),
        "Metadata": Datum("{}", "json"),
    }
    decode = converter("blobTrigger").decode

    def call() -> object:
        data = decode(datum, trigger_metadata=metadata).read()
        assert len(data) == 10 * MEGABYTE
        return data

    return call


@CASES.add("eventGridTrigger: decode and read", time=Fraction(1, 6))
def event_grid() -> Callable[[], object]:
    event = {
        "id": "5d5f5e0e-0d3c-4e3e-9df0-2d2b1c0f7a11",
        "topic": "/subscriptions/s/resourceGroups/g",
        "subject": "/blobServices/default/containers/samples",
        "eventType": "Microsoft.Storage.BlobCreated",
        "eventTime": "2026-03-02T14:15:16.1234567Z",
        "data": {"api": "PutBlob", "contentLength": 524288},
        "dataVersion": "1",
    }
    datum = Datum(json.dumps(event), "json")
    decode = converter("eventGridTrigger").decode

    def call() -> object:
        event = decode(datum, trigger_metadata={})
        return event.id, event.subject, event.event_type, event.event_time, event.get_json()

    return call


@CASES.add("cosmosDBTrigger: 100 documents", time=Fraction(2, 3))
def cosmos_100() -> Callable[[], object]:
    document = {"id": "7", "name": "Ada", "tags": ["a", "b"], "_etag": "0x1", "_ts": 1772460916}
    datum = Datum(json.dumps([document] * 100), "json")
    decode = converter("cosmosDBTrigger").decode
    return lambda: [document["id"] for document in decode(datum, trigger_metadata={})]


def _request() -> Any:
    import azure.functions as func

    return func.HttpRequest(
        method="POST",
        url="https://app.example/api/people/7?name=Ada",
        headers={"Host": "app.example", "Content-Type": "text/plain", "X-Forwarded-For": "::1"},
        params={"name": "Ada"},
        body=b"Hello!",
    )


def _context() -> Any:
    names = (
        *("function_directory", "function_name", "invocation_id"),
        *("retry_context", "thread_local_storage", "trace_context"),
    )
    return SimpleNamespace(**dict.fromkeys(names))


# For information: what a request to another framework's app costs beside the app itself.
@CASES.add("AsgiMiddleware: a request")
def asgi() -> Callable[[], object]:
    import asyncio

    import azure.functions as func

    async def app(scope: Any, receive: Any, send: Any) -> None:
        message = await receive()
        headers = [(b"content-type", b"text/plain")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": message["body"]})

    middleware, request, context = func.AsgiMiddleware(app), _request(), _context()
    loop = opened.enter_context(closing(asyncio.new_event_loop()))

    def call() -> object:
        response = loop.run_until_complete(middleware.handle_async(request, context))
        assert response.get_body() == b"Hello!"
        return response

    return call


@CASES.add("WsgiMiddleware: a request")
def wsgi() -> Callable[[], object]:
    import azure.functions as func

    def app(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [environ["wsgi.input"].read()]

    middleware, request, context = func.WsgiMiddleware(app), _request(), _context()

    def call() -> object:
        response = middleware.handle(request, context)
        assert response.get_body() == b"Hello!"
        return response

    return call
