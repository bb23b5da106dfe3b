"""
What ``testing.Host`` answers is what the real worker answers, for every function of the examples.

Each call of the tables goes to both, and what they send is compared byte by byte. What would
differ by its nature is given: the invocation's id, times, and what the durable extension answers.
Only the time at which an entity works is left out.
"""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Generator, Mapping
from datetime import datetime, timezone
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias
from unittest import mock

import pytest

import azure.functions as func
from azure.functions import testing
from azure.functions.meta import Datum
from real_worker import index, loaded, run_worker
from side_by_side import SideBySide

EXAMPLES = Path(__file__).parents[2] / "examples"
GUIDE = EXAMPLES / "guide" / "__app__"
DECORATORS = EXAMPLES / "decorators"

HAS_DURABLE = find_spec("azure.durable_functions") is not None
"""Whether the app with decorators has its workflows."""

Call: TypeAlias = tuple[str, Mapping[str, object]]


def request(
    method: str = "GET",
    *,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    params: Mapping[str, str] | None = None,
    route_params: Mapping[str, str] | None = None,
) -> func.HttpRequest:
    """
    Return a request of a url that no function looks at.
    """
    return func.HttpRequest(
        method,
        "https://example.com/api/function",
        headers=headers,
        params=params,
        route_params=route_params,
        body=body,
    )


ORDER = func.QueueMessage(
    id="42",
    body="one pear",
    dequeue_count=2,
    insertion_time=datetime(2020, 5, 4, 10, 20, 30, tzinfo=timezone.utc),
    expiration_time=datetime(2020, 5, 11, 10, 20, 30, tzinfo=timezone.utc),
    time_next_visible=datetime(2020, 5, 4, 10, 30, 30, tzinfo=timezone.utc),
    pop_receipt="receipt",
)


PARCEL = func.ServiceBusMessage(body=b"one pear", message_id="7", subject="Ada", delivery_count=1)

SOLD_OUT = func.EventGridEvent(
    id="7",
    data={"left": 0},
    topic="shop",
    subject="pears",
    event_type="Shop.SoldOut",
    event_time=datetime(2026, 11, 22, 12, tzinfo=timezone.utc),
    data_version="1.0",
)

BASKET = func.Document({"id": "7", "items": ["pear", "fig"]})


def reading(degrees: str, fridge: str, number: int) -> func.EventHubEvent:
    """
    Return what a fridge tells.
    """
    return func.EventHubEvent(
        body=degrees.encode(), partition_key=fridge, sequence_number=number, offset=str(number)
    )


def json_request(value: object) -> func.HttpRequest:
    headers = {"content-type": "application/json"}
    return request("POST", headers=headers, body=json.dumps(value).encode())


def json_wire(value: object) -> testing.Wire:
    return testing.Wire(Datum(json.dumps(value), "json"))


def text(value: str) -> testing.Wire:
    return testing.Wire(Datum(value, "string"))


GUIDE_CALLS: list[Call] = [
    ("AppSetting", {"req": request()}),
    ("AsyncTrigger", {"req": request("POST", body=b'["Ada", "Grace"]')}),
    ("AsyncTrigger", {"req": request("POST")}),
    ("BlobInput", {"req": request(route_params={"id": "7"}), "obj": b"\x00\xff"}),
    ("BlobInput", {"req": request(route_params={"id": "7"}), "obj": func.InputStream(b"")}),
    ("BlobInput", {"req": request(route_params={"id": "7"}), "obj": text("pear")}),
    ("BlobInput", {"req": request(route_params={"id": "7"}), "obj": None}),
    ("CachedGlobal", {"req": request(params={"item": "apple"})}),
    ("CachedGlobal", {"req": request(params={"item": "pear"})}),
    ("CachedGlobal", {"req": request(params={"item": "plum"})}),
    ("ContextInfo", {"req": request()}),
    ("CustomEntry", {"req": request("HEAD")}),
    ("HttpTrigger", {"req": request(params={"name": "Ada"})}),
    ("HttpTrigger", {"req": request("POST", body='{"name": "Žofie"}'.encode())}),
    ("HttpTrigger", {"req": request("POST", body=b"\xff")}),
    ("NoAnnotations", {"req": request(params={"user": "Ada"})}),
    ("NoAnnotations", {"req": request()}),
    ("QueueOutput", {"req": request("POST", body=b"one pear")}),
    ("QueueOutput", {"req": request("POST")}),
    ("QueueTrigger", {"msg": ORDER}),
    ("QueueTrigger", {"msg": func.QueueMessage(body=b"one pear")}),
    ("QueueTrigger", {"msg": "one pear"}),
    ("QueueTrigger", {"msg": b"one pear"}),
    ("SharedCode", {"req": request(params={"text": "how do you do"})}),
    ("TempFile", {"req": request("POST", body=b"one\ntwo\n")}),
    ("TimerTrigger", {"timer": func.TimerRequest(past_due=True)}),
    ("TimerTrigger", {"timer": func.TimerRequest()}),
    ("TimerTrigger", {"timer": {"IsPastDue": "true"}}),
]


DECORATOR_CALLS: list[Call] = [
    # web
    ("greeting", {"req": request(params={"name": "Žofie"})}),
    ("item", {"req": request(route_params={"id": "7"})}),
    ("remove-item", {"req": request("DELETE", route_params={"id": "7"})}),
    ("feedback", {"req": request("POST", body=b"Nice pears")}),
    ("feedback", {"req": json_request({"text": "Nice pears"})}),
    ("feedback", {"req": request("POST")}),
    ("picture", {"upload": request("PUT", body=b"\x89PNG\r\n\x00\xff")}),
    # schedules
    ("warmup", {"context": func.WarmUpContext()}),
    ("warmup", {"context": json_wire({})}),
    ("daily_report", {"timer": func.TimerRequest(past_due=True)}),
    ("clean_up", {"timer": func.TimerRequest()}),
    # storage
    ("take_order", {"order": ORDER}),
    ("take_order", {"order": "one pear"}),
    ("shrink_photo", {"photo": func.InputStream(b"\x89PNG\r\n", name="photos/pear.png")}),
    ("invoice", {"req": request(route_params={"id": "7"}), "invoice": "one pear"}),
    ("reviews", {"req": request(), "rows": [{"RowKey": "Ada", "Text": "Sweet"}]}),
    ("add_review", {"req": request("POST", params={"author": "Ada"}, body=b"Sweet")}),
    # messaging
    ("ship_parcel", {"parcel": PARCEL}),
    ("ship_parcel", {"parcel": b"one pear"}),
    ("print_labels", {"parcels": [PARCEL, func.ServiceBusMessage(body=b"42", subject="Grace")]}),
    ("print_labels", {"parcels": ["7", "42"]}),
    ("print_labels", {"parcels": [b"7", b"42"]}),
    ("print_labels", {"parcels": [7, {"order": 42}]}),
    ("tell_customer", {"shipment": func.ServiceBusMessage(body=b"7: one pear", session_id="Ada")}),
    # events
    ("watch_fridges", {"readings": [reading("9", "milk", 0), reading("4", "fish", 1)]}),
    ("watch_fridges", {"readings": [reading("4", "fish", 1)]}),
    ("watch_fridges", {"readings": ["9", "4"]}),
    ("order_more", {"sold_out": SOLD_OUT}),
    (
        "order_more",
        {"sold_out": {"id": "7", "subject": "pears", "eventTime": "2026-11-22T12:00:00Z"}},
    ),
    ("take_payment", {"sale": func.KafkaEvent(body=b"21", key="7")}),
    ("take_payment", {"sale": "21"}),
    # databases
    ("sum_up_baskets", {"baskets": func.DocumentList([BASKET])}),
    ("basket", {"req": request(), "baskets": func.DocumentList([BASKET])}),
    ("basket", {"req": request(), "baskets": [{"id": "7"}]}),
    ("basket", {"req": request(), "baskets": []}),
    ("basket", {"req": request(), "baskets": json_wire(None)}),
    ("customers", {"req": request(), "rows": func.SqlRowList([func.SqlRow({"name": "Ada"})])}),
    ("add_customer", {"req": request("POST", body=b'{"id": 1, "name": "Ada"}')}),
    ("follow_customers", {"changes": [{"Operation": 2, "Item": {"id": 1}}]}),
    ("suppliers", {"req": request(), "rows": func.MySqlRowList([func.MySqlRow({"name": "Ada"})])}),
    ("follow_suppliers", {"changes": func.MySqlRowList([func.MySqlRow({"Operation": 0})])}),
    ("archive_orders", {"orders": func.DocumentList([func.Document({"state": "delivered"})])}),
    ("archive_orders", {"orders": func.DocumentList()}),
    ("orders", {"req": request(), "orders": [{"id": "1"}]}),
    # integrations
    ("escalate", {"complaint": "Late!", "template": "They say: {complaint}"}),
    ("read_mail", {"mail": {"subject": "Pears?"}}),
    # dapr
    ("place_order", {"payload": {"order": "one pear"}}),
    ("last_order", {"payload": json_wire("Ada"), "last_order": "one pear"}),
    ("pick_order", {"event": {"id": "7", "data": ["pear"]}}),
    ("show_sale", {"sale": {"amount": 4}, "secret": {"till": "1234"}}),
    # ai
    ("create_assistant", {"req": request("PUT", route_params={"id": "7"})}),
    ("ask_assistant", {"req": request(), "chat": {"recentMessages": [{"content": "Yes."}]}}),
    ("read_chat", {"req": request(), "chat": 7}),
    ("put_into_basket", {"item": "pear"}),
    ("slogan", {"req": request(), "completion": {"content": "Pears!"}}),
    ("add_manual", {"req": request("POST", params={"title": "Fridges"})}),
    ("embed", {"req": request(), "embeddings": {"response": {"data": [1, 2]}}}),
    ("search_manuals", {"req": request(), "search": {"Response": "Yes."}}),
    # tools
    ("price", {"context": {"name": "price", "arguments": {"item": "pear", "currency": "CZK"}}}),
    ("price", {"context": func.MCPToolContext({"arguments": {"item": "pear"}})}),
    ("reserve", {"context": {"arguments": {"item": "pear", "count": 2}, "sessionid": "s-1"}}),
    ("track", {"call": {"name": "track", "arguments": {"parcel": "7"}}}),
    ("opening_hours", {"request": {"uri": "shop://opening-hours"}}),
    ("complaint", {"request": {"name": "complaint", "arguments": {"order": "7"}}}),
]


FULFILMENT = {"id": "7", "items": ["pear", "plum"]}


def event(kind: int, number: int, **fields: object) -> dict[str, object]:
    """
    Return an event of an orchestration's history.
    """
    time = "2026-11-22T12:00:00.0000000Z"
    return {"EventType": kind, "EventId": number, "IsPlayed": False, "Timestamp": time, **fields}


STARTED = event(0, -1, Name="fulfil_order", Input=json.dumps(FULFILMENT), Version=None)
CHARGED = [event(4, 0, Name="charge"), event(5, -1, TaskScheduledId=0, Result="6")]
TAKEN = [
    event(14, 1, InstanceId="@stock@main", Name="op", Input=json.dumps({"id": "call"})),
    event(15, -1, Name="call", Input=json.dumps({"result": "98"})),
]


def orchestration(*history: dict[str, object]) -> str:
    return json.dumps(
        {
            "history": [event(12, -1), STARTED, *history],
            "input": json.dumps(FULFILMENT),
            "instanceId": "1",
            "isReplaying": False,
            "parentInstanceId": None,
            "upperSchemaVersion": 0,
        }
    )


ENTITY = json.dumps(
    {
        "self": {"name": "stock", "key": "main"},
        "exists": False,
        "state": None,
        "batch": [
            {"name": "take", "input": json.dumps(json.dumps(2)), "signal": False},
            {"name": "get", "input": None, "signal": False},
        ],
    }
)

CLIENT = json.dumps(
    {
        "taskHubName": "hub",
        "rpcBaseUrl": "http://127.0.0.1:17071/durabletask/",
        "creationUrls": {},
        "managementUrls": {
            "id": "INSTANCE",
            "statusQueryGetUri": "http://127.0.0.1:17071/durabletask/INSTANCE",
        },
    }
)
"""What the host tells of its durable extension."""

TIME = re.compile(r'"(startTime|duration)": \d+, ')
"""When an entity worked, and how many milliseconds."""

DURABLE_CALLS: list[Call] = [
    ("fulfil_order", {"context": text(orchestration())}),
    ("fulfil_order", {"context": func.OrchestrationContext(orchestration(*CHARGED))}),
    ("fulfil_order", {"context": orchestration(*CHARGED, *TAKEN)}),
    ("fulfil_order", {"context": json_wire(json.loads(orchestration(*CHARGED)))}),
    ("charge", {"order": FULFILMENT}),
    ("charge", {"order": text(json.dumps(FULFILMENT))}),
    ("stock", {"context": func.EntityContext(ENTITY)}),
    ("stock", {"context": ENTITY}),
]


def name_of(call: Call) -> str:
    return call[0]


@pytest.fixture(scope="module")
def guide() -> Generator[SideBySide]:
    """
    The app with a function.json a function.
    """
    host = testing.Host(GUIDE)
    with run_worker(GUIDE) as worker:
        for name in host.functions:
            assert loaded(name) == worker.load(name)
        yield SideBySide(GUIDE, host, worker)


@pytest.fixture(scope="module")
def decorators() -> Generator[SideBySide]:
    """
    The app with decorators.
    """
    host = testing.Host(DECORATORS)
    with index(DECORATORS) as worker:
        yield SideBySide(DECORATORS, host, worker)


class TestGuide:
    @pytest.mark.parametrize("call", GUIDE_CALLS, ids=name_of)
    def test_same(self, guide: SideBySide, call: Call) -> None:
        """
        Host and worker send the same, byte by byte, and log the same.
        """
        assert guide.ask_worker(*call) == guide.ask_host(*call)

    def test_every_function_is_called(self, guide: SideBySide) -> None:
        """
        The table has each function of the app, and no others.
        """
        assert sorted(guide.host.functions) == sorted({*map(name_of, GUIDE_CALLS)})


class TestDecorators:
    @pytest.mark.parametrize("call", DECORATOR_CALLS, ids=name_of)
    def test_same(self, decorators: SideBySide, call: Call) -> None:
        """
        Host and worker send the same, byte by byte, and log the same.
        """
        assert decorators.ask_worker(*call) == decorators.ask_host(*call)

    def test_every_function_is_called(self, decorators: SideBySide) -> None:
        """
        The tables have each function of the app, and no others.
        """
        called = {*map(name_of, DECORATOR_CALLS)}
        if HAS_DURABLE:
            called |= {*map(name_of, DURABLE_CALLS), "start_fulfilment"}

        assert sorted(decorators.host.functions) == sorted(called)


@pytest.mark.skipif(not HAS_DURABLE, reason="azure-functions-durable is not installed")
class TestDurable:
    @pytest.mark.parametrize("call", DURABLE_CALLS, ids=name_of)
    def test_same(self, decorators: SideBySide, call: Call) -> None:
        """
        Host and worker send the same state of a workflow, but for the time.
        """
        theirs = decorators.ask_worker(*call)
        ours = decorators.ask_host(*call)

        for answer in (theirs, ours):
            value = answer.response.return_value
            value.json = TIME.sub("", value.json)
        assert theirs == ours

    def test_client(self, decorators: SideBySide) -> None:
        """
        The client asks the extension for the same, and answers the same, however often.
        """
        call = (
            "start_fulfilment",
            {
                "req": request("POST", route_params={"id": "7"}, body=b'["pear", "plum"]'),
                "client": CLIENT,
            },
        )
        client = importlib.import_module(
            "azure.durable_functions.models.DurableOrchestrationClient"
        )
        post = mock.AsyncMock(return_value=[202, {"id": "instance-1"}])

        with mock.patch.object(client, "post_async_request", post):
            theirs = [decorators.ask_worker(*call) for _ in range(2)]
            ours = [decorators.ask_host(*call) for _ in range(2)]

        assert theirs == ours
        assert 1 == len({repr(asked) for asked in post.await_args_list})
        assert 4 == post.await_count
