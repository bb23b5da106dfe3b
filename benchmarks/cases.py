"""
What is measured. A case is one function: it prepares its input and returns what is timed.

The same file runs against the published package and against this one, so it uses only what both
have. A budget is a part of what the published package takes: 1/8 is at most an eighth of it.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, NamedTuple

MEGABYTE = 1024 * 1024

APP = """
import typing
import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
bp = func.Blueprint()


@app.route("orders", methods=["GET"])
def orders(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse()


@app.route("orders/{id:int}", methods=["GET"], auth_level=func.AuthLevel.FUNCTION)
@app.cosmos_db_input("docs", "COSMOS", "shop", "orders", id="{id}", partition_key="{id}")
def order(req: func.HttpRequest, docs: func.DocumentList) -> func.HttpResponse:
    return func.HttpResponse()


@app.route("orders", methods=["POST"])
@app.queue_output("msg", "orders", "AzureWebJobsStorage")
@app.retry(strategy="fixed_delay", max_retry_count="3", delay_interval="00:00:10")
async def add(req: func.HttpRequest, msg: func.Out[str]) -> func.HttpResponse:
    return func.HttpResponse()


@app.route(trigger_arg_name="request", binding_arg_name="response")
@app.table_input("rows", "AzureWebJobsStorage", "people", partition_key="a")
def people(request: func.HttpRequest, rows: str, response: func.Out[func.HttpResponse]) -> None:
    pass


@app.timer_trigger("timer", "0 */5 * * * *", run_on_startup=False)
def every_five_minutes(timer: func.TimerRequest) -> None:
    pass


@app.schedule("timer", "0 0 3 * * MON-FRI", use_monitor=True)
@app.blob_output("report", "reports/{DateTime}.txt", "AzureWebJobsStorage")
def nightly(timer: func.TimerRequest, report: func.Out[str]) -> None:
    pass


@app.queue_trigger("msg", "orders", "AzureWebJobsStorage")
def work(msg: func.QueueMessage) -> None:
    pass


@app.function_name("Poison")
@app.queue_trigger("msg", "orders-poison", "AzureWebJobsStorage")
@app.table_output("row", "AzureWebJobsStorage", "failures")
def poison(msg: func.QueueMessage, row: func.Out[str]) -> None:
    pass


@app.blob_trigger("blob", "samples/{name}", "AzureWebJobsStorage", source="EventGrid")
def uploaded(blob: func.InputStream) -> None:
    pass


@app.blob_trigger("blob", "images/{name}", "AzureWebJobsStorage", data_type="binary")
@app.blob_output("small", "small/{name}", "AzureWebJobsStorage")
def shrink(blob: bytes, small: func.Out[bytes]) -> None:
    pass


@bp.service_bus_queue_trigger("msg", "BUS", "jobs", cardinality="one", is_sessions_enabled=True)
def job(msg: func.ServiceBusMessage) -> None:
    pass


@bp.service_bus_topic_trigger("msg", "BUS", "news", "all")
@bp.service_bus_queue_output("out", "BUS", "jobs")
def news(msg: func.ServiceBusMessage, out: func.Out[str]) -> None:
    pass


@bp.event_hub_message_trigger("events", "HUB", "telemetry", cardinality=func.Cardinality.MANY)
async def telemetry(events: typing.List[func.EventHubEvent]) -> None:
    pass


@bp.event_hub_message_trigger("event", "HUB", "alarms", cardinality=func.Cardinality.ONE)
@bp.event_hub_output("out", "HUB", "copies")
def alarm(event: func.EventHubEvent, out: func.Out[str]) -> None:
    pass


@bp.event_grid_trigger("event")
def event(event: func.EventGridEvent) -> None:
    pass


@bp.route("publish")
@bp.event_grid_output("out", topic_endpoint_uri="TopicUri", topic_key_setting="TopicKey")
def publish(req: func.HttpRequest, out: func.Out[func.EventGridOutputEvent]) -> str:
    return ""


@bp.cosmos_db_trigger("docs", "COSMOS", "shop", "orders", create_lease_container_if_not_exists=True)
def changed(docs: func.DocumentList) -> None:
    pass


@bp.sql_trigger("changes", "dbo.orders", "SQL")
@bp.sql_output("row", "dbo.audit", "SQL")
def audit(changes: str, row: func.Out[func.SqlRow]) -> None:
    pass


@bp.kafka_trigger("event", topic="orders", broker_list="BROKER", consumer_group="app")
def from_kafka(event: func.KafkaEvent) -> None:
    pass


@bp.generic_trigger("msg", type="rabbitMQTrigger", queue_name="q", connection_string_setting="MQ")
@bp.generic_output_binding("out", type="rabbitMQ", queue_name="r", connection_string_setting="MQ")
def rabbit(msg: str, out: func.Out[str]) -> None:
    pass


app.register_functions(bp)
bindings = [function.get_raw_bindings() for function in app.get_functions()]
assert len(bindings) == 20, bindings
"""
"""A function_app.py, and what the worker asks of it: 20 functions of ten families and more."""


def without_annotations(code: str) -> str:
    """
    Return the code with nothing annotated, so that it needs the decorators only.
    """
    tree = ast.parse(code.replace("import typing\n", ""))
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
    return ast.unparse(tree)


class Import(NamedTuple):
    """
    Code for a fresh interpreter. Measured is what it adds to one that runs nothing.
    """

    name: str
    code: str
    time: Fraction | None
    memory: Fraction | None


class Case(NamedTuple):
    """
    A call, made over and over in one process.
    """

    name: str
    make: Callable[[], Callable[[], object]]
    time: Fraction | None
    extra_memory: int | None
    """How many bytes one call may allocate at its peak; None where that is not asked."""


class Datum:
    """
    A datum as the worker hands it over: its own class, with a value, a type and a Python value.
    """

    def __init__(self, value: Any, type: str | None) -> None:
        self.value = value
        self.type = type

    @property
    def python_value(self) -> Any:
        if self.value is None or self.type is None:
            return None
        if self.type.startswith("collection_"):
            return list(getattr(self.value, self.type.removeprefix("collection_")))
        return json.loads(self.value) if self.type == "json" else self.value


def texts(values: Mapping[str, str]) -> dict[str, Datum]:
    return {key: Datum(value, "string") for key, value in values.items()}


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

CASES: list[Case] = []


def case(
    name: str, time: Fraction | None = None, extra_memory: int | None = None
) -> Callable[[Callable[[], Callable[[], object]]], Callable[[], Callable[[], object]]]:
    """
    Add the function to the table of cases.
    """

    def add(make: Callable[[], Callable[[], object]]) -> Callable[[], Callable[[], object]]:
        CASES.append(Case(name, make, time, extra_memory))
        return make

    return add


def converter(binding: str) -> Any:
    import azure.functions as func

    found: Any = func.get_binding_registry().get(binding)
    assert found is not None, binding
    return found


@case("httpTrigger: decode, read headers, params, JSON", time=Fraction(2, 3))
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


@case("http: encode a response with headers", time=Fraction(1, 2))
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


@case("queueTrigger: decode, all metadata", time=Fraction(1, 8))
def queue_decode() -> Callable[[], object]:
    return _queue()


@case("queueTrigger: the same, every field read", time=Fraction(1, 8))
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
@case("blobTrigger: decode 10 MB and read them", extra_memory=MEGABYTE)
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


def collection(kind: str, items: list[Any]) -> Datum:
    """
    Return a datum of many values: a message with one field, as protobuf has it.
    """
    return Datum(SimpleNamespace(**{kind: items}), f"collection_{kind}")


SERVICE_BUS: dict[str, Any] = {
    "ApplicationProperties": {"tenant": "a", "priority": 1},
    "ContentType": "application/json",
    "CorrelationId": "f6ff0a4c-6d8b-4f4f-9f6e-0f4d8c1e7a55",
    "DeliveryCount": 1,
    "EnqueuedTimeUtc": "2026-03-02T14:15:16.123Z",
    "ExpiresAtUtc": "2026-03-09T14:15:16.123Z",
    "Label": "order",
    "LockToken": "5d5f5e0e-0d3c-4e3e-9df0-2d2b1c0f7a11",
    "MessageId": "5d5f5e0e-0d3c-4e3e-9df0-2d2b1c0f7a12",
    "PartitionKey": "p",
    "SequenceNumber": 12345,
    "SessionId": "s",
    "Subject": "order",
    "TimeToLive": "00:10:00",
    "To": "orders",
    "UserProperties": {"tenant": "a", "priority": 1},
}
BODY = json.dumps({"order": 7, "lines": [{"sku": "A-1", "n": 2}]})


@case("serviceBusTrigger: one message, and four fields", time=Fraction(1, 8))
def service_bus_one() -> Callable[[], object]:
    metadata = {name: Datum(json.dumps(value), "json") for name, value in SERVICE_BUS.items()}
    datum = Datum(BODY, "string")
    decode = converter("serviceBusTrigger").decode
    return lambda: _read_service_bus(decode(datum, trigger_metadata=metadata))


def _read_service_bus(message: Any) -> object:
    return (
        message.get_body(),
        message.message_id,
        message.delivery_count,
        message.enqueued_time_utc,
        message.application_properties,
    )


def _service_bus_batch(size: int) -> Callable[[], object]:
    metadata = {
        f"{name}Array": Datum(json.dumps([value] * size), "json")
        for name, value in SERVICE_BUS.items()
    }
    datum = collection("string", [BODY] * size)
    decode = converter("serviceBusTrigger").decode
    return lambda: [
        _read_service_bus(message) for message in decode(datum, trigger_metadata=metadata)
    ]


@case("serviceBusTrigger: a batch of 10, the same read")
def service_bus_10() -> Callable[[], object]:
    return _service_bus_batch(10)


@case("serviceBusTrigger: a batch of 1,000, the same read", time=Fraction(1, 150))
def service_bus_1000() -> Callable[[], object]:
    return _service_bus_batch(1000)


@case("eventHubTrigger: a batch of 1,000", time=Fraction(1, 20))
def event_hub_1000() -> Callable[[], object]:
    system = {
        "EnqueuedTimeUtc": "2026-03-02T14:15:16.123Z",
        "Offset": "4294967296",
        "PartitionKey": "p",
        "SequenceNumber": 12345,
        "iothub-connection-device-id": "device",
    }
    metadata = {"SystemPropertiesArray": Datum(json.dumps([system] * 1000), "json")}
    datum = collection("bytes", [BODY.encode()] * 1000)
    decode = converter("eventHubTrigger").decode
    return lambda: [event.get_body() for event in decode(datum, trigger_metadata=metadata)]


@case("kafkaTrigger: a batch of 1,000", time=Fraction(2, 3))
def kafka_1000() -> Callable[[], object]:
    event = {
        "Key": "k",
        "Offset": 1,
        "Partition": 2,
        "Topic": "orders",
        "Timestamp": "2026-03-02T14:15:16.123Z",
        "Headers": [{"Key": "tenant", "Value": "YQ=="}],
    }
    metadata = {
        f"{name}Array": Datum(json.dumps([value] * 1000), "json")
        for name, value in event.items()
        if name not in {"Offset", "Topic"}
    }
    metadata["OffsetArray"] = collection("sint64", [1] * 1000)
    metadata["TopicArray"] = collection("string", ["orders"] * 1000)
    datum = collection("string", [BODY] * 1000)
    decode = converter("kafkaTrigger").decode
    return lambda: [event.get_body() for event in decode(datum, trigger_metadata=metadata)]


@case("eventGridTrigger: decode and read", time=Fraction(1, 6))
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


@case("cosmosDBTrigger: 100 documents", time=Fraction(2, 3))
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
@case("AsgiMiddleware: a request")
def asgi() -> Callable[[], object]:
    import asyncio

    import azure.functions as func

    async def app(scope: Any, receive: Any, send: Any) -> None:
        message = await receive()
        headers = [(b"content-type", b"text/plain")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": message["body"]})

    middleware, request, context = func.AsgiMiddleware(app), _request(), _context()
    loop = asyncio.new_event_loop()

    def call() -> object:
        response = loop.run_until_complete(middleware.handle_async(request, context))
        assert response.get_body() == b"Hello!"
        return response

    return call


@case("WsgiMiddleware: a request")
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
