"""
The builders of ``azure.functions.testing``, with what is true of all of them, and what functions
are given for the values that they build.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import azure.functions as func
from azure.functions import testing
from azure.functions.testing._app import BindingInfo, FunctionInfo
from azure.functions.testing._plan import Slot, converter_of
from azure.functions.testing._wire import from_wire, to_wire

UTC = dt.timezone.utc
TIME = dt.datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)

BODY = {"body", "json"}
DATA = {"data", "json"}

SENDERS_CHOICE = {
    "service_bus_message": {
        "content_type",
        "correlation_id",
        "dead_letter_error_description",
        "dead_letter_reason",
        "dead_letter_source",
        "label",
        "partition_key",
        "reply_to",
        "reply_to_session_id",
        "scheduled_enqueue_time_utc",
        "session_id",
        "subject",
        "to",
        "transaction_partition_key",
    },
    "event_hub_event": {"partition_key"},
    "kafka_event": {"key"},
    "cloud_event": {"subject", "dataschema"},
}
"""
What a host sends of some messages only, so that it is None where it is not given.
"""


class Case:
    """
    A builder: the binding that sends its values, their class, and an argument for every parameter.
    """

    def __init__(
        self, build: Callable[..., Any], binding: str, cls: type, body: set[str], **arguments: Any
    ) -> None:
        self.build = build
        self.name = build.__name__
        self.binding = binding
        self.cls = cls
        self.body = body
        self.arguments = arguments


CASES = [
    Case(
        testing.queue_message,
        "queueTrigger",
        func.QueueMessage,
        BODY,
        id="1",
        dequeue_count=0,
        expiration_time=TIME,
        insertion_time=TIME,
        time_next_visible=TIME,
        pop_receipt="p",
    ),
    Case(
        testing.service_bus_message,
        "serviceBusTrigger",
        func.ServiceBusMessage,
        BODY,
        application_properties={"a": 1},
        content_type="text/plain",
        correlation_id="c",
        dead_letter_error_description="d",
        dead_letter_reason="r",
        dead_letter_source="s",
        delivery_count=0,
        enqueued_sequence_number=5,
        enqueued_time_utc=TIME,
        expires_at_utc=TIME,
        label="l",
        locked_until=TIME,
        lock_token="t",  # noqa: S106  # of a lock
        message_id="",
        partition_key="p",
        reply_to="r",
        reply_to_session_id="rs",
        scheduled_enqueue_time_utc=TIME,
        sequence_number=0,
        session_id="s",
        state=2,
        subject="u",
        time_to_live=dt.timedelta(0),
        to="t",
        transaction_partition_key="tp",
        user_properties={"b": 2},
    ),
    Case(
        testing.event_hub_event,
        "eventHubTrigger",
        func.EventHubEvent,
        BODY,
        enqueued_time=TIME,
        partition_key="p",
        sequence_number=0,
        offset="0",
        iothub_metadata={"connection-device-id": "d"},
    ),
    Case(
        testing.kafka_event,
        "kafkaTrigger",
        func.KafkaEvent,
        BODY,
        key="k",
        offset=7,
        partition=3,
        topic="t",
        timestamp="2026-11-22T01:02:03Z",
        headers=[{"Key": "a", "Value": "Yg=="}],
    ),
    Case(
        testing.event_grid_event,
        "eventGridTrigger",
        func.EventGridEvent,
        DATA,
        id="1",
        topic="t",
        subject="s",
        event_type="e",
        event_time=TIME,
        data_version="2",
    ),
    Case(
        testing.cloud_event,
        "eventGridTrigger",
        func.CloudEvent,
        DATA,
        id="1",
        source="/s",
        type="t",
        specversion="1.1",
        time=TIME,
        subject="s",
        datacontenttype="text/plain",
        dataschema="https://schema",
    ),
    Case(
        testing.timer,
        "timerTrigger",
        func.TimerRequest,
        set(),
        past_due=True,
        schedule_status={},
        schedule={},
    ),
    Case(
        testing.blob,
        "blobTrigger",
        func.InputStream,
        DATA,
        name="c/n.txt",
        uri="https://a/c/n.txt",
        length=5,
        metadata={"a": "b"},
    ),
]


def sent(binding: str, value: object) -> Any:
    """
    Return what a function is given for a value.
    """

    def function(x: Any) -> None: ...

    here = Path(__file__)
    cardinality = "many" if isinstance(value, list) else "one"
    info = BindingInfo("x", binding, "in", {"cardinality": cardinality})
    of = FunctionInfo("f", function, (info,), directory=here.parent, file=here)
    slot = Slot(info, None, converter_of(binding))
    wire = to_wire(of, slot, value)  # pyright: ignore[reportUnknownArgumentType]  # any value
    return from_wire(of, slot, wire)


def facts(value: Any) -> Any:
    """
    Return what tells values apart: a stream has no equality.
    """
    if not isinstance(value, func.InputStream):
        return value
    content = value.read()
    value.seek(0)
    return content, value.to_dict()
