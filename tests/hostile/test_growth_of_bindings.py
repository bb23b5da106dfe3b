"""
Each converter decodes and encodes input of twice the size in twice the time, with both libraries.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

import azure.functions as func
from azure.functions._registry import CONVERTERS
from azure.functions.meta import Collection, Datum

Case = Callable[[int], Callable[[], object]]
Check = Callable[[Case, int], None]
Cases = dict[tuple[str, str], Case]

pytestmark = pytest.mark.filterwarnings("ignore::azure.functions.FunctionsWarning")

TIME = "2026-01-01T00:00:00Z"
OBJECT = {"Offset": "1", "PartitionKey": "1", "SequenceNumber": 1, "iothub-a": 1}
OBJECTS = ("ApplicationProperties", "Properties", "SystemProperties")


def converter(binding: str) -> Any:
    return func.get_binding_registry().get(binding)


def on(make: Callable[[int], Any], act: Callable[[Any], object]) -> Case:
    """
    Return the case of an action on a value, which is made beforehand.
    """

    def case(n: int) -> Callable[[], object]:
        value = make(n)
        return lambda: act(value)

    return case


def decoding(
    binding: str, make: Callable[[int], Datum], read: Callable[[Any], object] = repr
) -> Cases:
    """
    Return the case of decoding a datum, with metadata that grows too, and reading the result.
    """

    def act(sent: tuple[Datum, dict[str, Datum]]) -> object:
        return read(converter(binding).decode(sent[0], trigger_metadata=sent[1]))

    def made(n: int) -> tuple[Datum, dict[str, Datum]]:
        return make(n), {
            "Properties": wide(n),
            "Metadata": wide(n),
            "Id": long(n),
            **datums("a", n),
        }

    return {(binding, "decode"): on(made, act)}


def encoding(binding: str, make: Callable[[int], object]) -> Cases:
    def act(value: object) -> object:
        return converter(binding).encode(value, expected_type=None)

    return {(binding, "encode"): on(make, act)}


def batches(binding: str, message: type[Any]) -> Cases:
    """
    Return the cases of a batch: of its messages, and of each way in which they are read.
    """
    names = ["SystemProperties", *(name for name, _ in message.readers.values())]
    field = next(iter(message.readers))

    def case(make: Callable[[int], Datum], read: Callable[[Any], object], *names: str) -> Case:
        def made(n: int) -> tuple[Datum, dict[str, Datum]]:
            items = {name: OBJECT if name in OBJECTS else TIME for name in names}
            arrays = {f"{name}Array": json_datum([item] * n) for name, item in items.items()}
            return make(n), {"NoArray": json_datum([]), **arrays}

        def act(sent: tuple[Datum, dict[str, Datum]]) -> None:
            for each in converter(binding).decode(sent[0], trigger_metadata=sent[1]):
                read(each)

        return on(made, act)

    return {
        (binding, "decode"): case(bodies, message.get_body),
        (binding, "decode JSON"): case(objects, message.get_body),
        (binding, "decode, a field"): case(bodies, lambda each: getattr(each, field), *names),
        (binding, "decode, each field"): case(lambda n: bodies(n // 2), message.to_dict, *names),
        (binding, "decode, metadata"): case(bodies, lambda each: each.metadata, *names),
    }


def json_datum(value: object) -> Datum:
    return Datum(json.dumps(value), "json")


def datums(name: str, n: int) -> dict[str, Datum]:
    return {f"{name}-{index}": Datum("value", "string") for index in range(n)}


def keys(n: int) -> dict[str, Any]:
    return {f"a{index}": index for index in range(n)}


def wide(n: int) -> Datum:
    return json_datum(keys(n))


def long(n: int) -> Datum:
    return Datum("x" * (100 * n), "string")


def large(n: int) -> bytes:
    return b"x" * (100 * n)


def objects(n: int) -> Datum:
    return json_datum([{"a": 1, "b": "x"}] * n)


def bodies(n: int) -> Datum:
    return Datum(Collection("string", ["5"] * n), "collection_string")


def mixed(n: int) -> list[Any]:
    return ["text", b"bytes"] * (n // 2)


def request(n: int) -> Datum:
    texts = {"method": Datum("POST", "string"), "url": Datum("/", "string"), "body": long(n)}
    maps = {name: datums(f"X-{name}", n) for name in ("headers", "query", "params")}
    return Datum({**texts, **maps}, "http")


def read_request(req: func.HttpRequest) -> object:
    known = [req.headers.get(name) for name in (*req.headers, *req.params)]
    return (known, dict(req.params), dict(req.route_params), req.get_body(), repr(req))


def response(n: int) -> func.HttpResponse:
    headers = [(f"X-{index}", "value") for index in range(n)]
    cookies = [("Set-Cookie", f"a{index}=b; Path=/") for index in range(n)]
    return func.HttpResponse("x" * (100 * n), headers=[*headers, *cookies])


def grid_event(n: int) -> Datum:
    return json_datum({"id": "1", "eventTime": TIME, "data": keys(n), **keys(n)})


def cloud_event(n: int) -> Datum:
    return json_datum({"specversion": "1.0", "time": TIME, "data": keys(n), **keys(n)})


def prompt(n: int) -> Datum:
    return json_datum({"name": "a", "arguments": keys(n), **keys(n)})


def timer(n: int) -> Datum:
    return json_datum({"IsPastDue": True, "ScheduleStatus": keys(n), **keys(n)})


def blob_lines(stream: func.InputStream) -> object:
    return (stream.blob_properties, stream.metadata, stream.read(9), [*stream], repr(stream))


CASES: Cases = {
    **decoding("activityTrigger", objects),
    **encoding("activityTrigger", lambda n: [{"a": [1]}] * n),
    **decoding("blob", lambda n: Datum(b"line\n" * n, "bytes"), blob_lines),
    **encoding("blob", lambda n: func.InputStream(large(n))),
    **decoding("blobTrigger", lambda n: Datum("line\n" * n, "string"), blob_lines),
    **encoding("blobTrigger", large),
    **decoding("connectorTrigger", bodies),
    **encoding("connectorTrigger", keys),
    **decoding("cosmosDB", objects, lambda rows: rows.to_json()),
    **encoding("cosmosDB", lambda n: func.DocumentList([func.Document(a=1)] * n)),
    **decoding("cosmosDBTrigger", objects, lambda rows: rows.to_json()),
    **encoding("cosmosDBTrigger", lambda n: [func.Document(a=1)] * n),
    **decoding("durableClient", long),
    **encoding("durableClient", keys),
    **decoding("entityTrigger", wide, lambda context: context.get_json()),
    **encoding("entityTrigger", lambda n: long(n).value),
    **encoding("eventGrid", lambda n: [func.EventGridOutputEvent(data=keys(2))] * n),
    **decoding("eventGridTrigger", grid_event, lambda event: event.to_json()),
    ("eventGridTrigger", "decode CloudEvents"): decoding(
        "eventGridTrigger", cloud_event, lambda event: event.to_json()
    )["eventGridTrigger", "decode"],
    **decoding("eventHub", bodies),
    **encoding("eventHub", mixed),
    **batches("eventHubTrigger", func.EventHubEvent),
    **encoding("eventHubTrigger", lambda n: [{"a": 1}] * n),
    **encoding("http", response),
    **decoding("httpTrigger", request, read_request),
    **decoding("kafka", bodies),
    **encoding("kafka", mixed),
    **batches("kafkaTrigger", func.KafkaEvent),
    **encoding("kafkaTrigger", lambda n: [{"a": 1}] * n),
    **decoding("mcpPromptTrigger", prompt, lambda context: context.to_json()),
    **encoding("mcpPromptTrigger", keys),
    **decoding("mcpResourceTrigger", bodies),
    **encoding("mcpResourceTrigger", keys),
    **decoding("mcpToolTrigger", bodies),
    **encoding("mcpToolTrigger", keys),
    **decoding("mysql", objects, lambda rows: rows.to_json()),
    **encoding("mysql", lambda n: [func.MySqlRow(a=1)] * n),
    **decoding("mysqlTrigger", objects, lambda rows: rows.to_json()),
    **encoding("mysqlTrigger", lambda n: [func.MySqlRow(a=1)] * n),
    **decoding("orchestrationTrigger", wide, lambda context: context.get_json()),
    **encoding("orchestrationTrigger", lambda n: long(n).value),
    **encoding("queue", lambda n: ["text", func.QueueMessage(body=b"x")] * (n // 2)),
    **decoding("queueTrigger", lambda n: Datum(large(n), "bytes"), lambda each: each.to_json()),
    **encoding("serviceBus", mixed),
    **batches("serviceBusTrigger", func.ServiceBusMessage),
    **decoding("sql", objects, lambda rows: rows.to_json()),
    **encoding("sql", lambda n: func.SqlRowList([func.SqlRow(a=1)] * n)),
    **decoding("timerTrigger", timer, lambda each: each.to_json()),
    **decoding("warmupTrigger", wide),
}

COUNTED, TIMED = 200, 1_000


def test_all() -> None:
    """
    No converter that decodes is missing here, and none that encodes.
    """
    operations = ("decode", "encode")
    expected = {
        (name, op) for name in CONVERTERS for op in operations if hasattr(converter(name), op)
    }

    assert expected == {(name, op) for name, op in CASES if op in operations}


@pytest.mark.growth
@pytest.mark.parametrize("case", CASES, ids=", ".join)
def test_steps(case: tuple[str, str], each_json_library: str, check_steps: Check) -> None:
    """
    Twice the input takes twice the steps, and a few more.
    """
    check_steps(CASES[case], COUNTED)


@pytest.mark.growth
@pytest.mark.parametrize("case", CASES, ids=", ".join)
def test_time(case: tuple[str, str], each_json_library: str, check_time: Check) -> None:
    """
    Eight times the input takes about eight times the time.
    """
    check_time(CASES[case], TIMED)


@pytest.mark.growth
@pytest.mark.parametrize("case", CASES, ids=", ".join)
def test_memory(case: tuple[str, str], check_memory: Check) -> None:
    """
    Eight times the input takes about eight times the memory.
    """
    check_memory(CASES[case], COUNTED)
