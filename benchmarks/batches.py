"""
Batches of messages: every size decoded and read, and the memory that a message keeps.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from typing import Any

from harness import Call, Case, Datum, collection, converter

SIZES = (1, 10, 100, 1_000, 10_000)
WEIGHED = 1_000
"""The size at which the memory of a message is measured."""

BODY = json.dumps({"order": 7, "lines": [{"sku": "A-1", "n": 2}]})

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
EVENT_HUB: dict[str, Any] = {
    "EnqueuedTimeUtc": "2026-03-02T14:15:16.123Z",
    "Offset": "4294967296",
    "PartitionKey": "p",
    "SequenceNumber": 12345,
    "iothub-connection-device-id": "device",
}
KAFKA: dict[str, Any] = {
    "Key": "k",
    "Partition": 2,
    "Timestamp": "2026-03-02T14:15:16.123Z",
    "Headers": [{"Key": "tenant", "Value": "YQ=="}],
}


def _arrays(values: dict[str, Any], size: int) -> dict[str, Datum]:
    return {
        f"{name}Array": Datum(json.dumps([value] * size), "json") for name, value in values.items()
    }


def service_bus_one() -> Call:
    """
    One message, which is no batch.
    """
    metadata = {name: Datum(json.dumps(value), "json") for name, value in SERVICE_BUS.items()}
    datum = Datum(BODY, "string")
    decode = converter("serviceBusTrigger").decode
    return lambda: _read_service_bus(decode(datum, trigger_metadata=metadata))


def service_bus(size: int) -> Call:
    """
    Messages with sixteen arrays of metadata, five fields read of each.
    """
    metadata = _arrays(SERVICE_BUS, size)
    datum = collection("string", [BODY] * size)
    return partial(_decode, "serviceBusTrigger", datum, metadata, _read_service_bus)


def event_hub(size: int) -> Call:
    """
    Events with one array of metadata.
    """
    metadata = {"SystemPropertiesArray": Datum(json.dumps([EVENT_HUB] * size), "json")}
    datum = collection("bytes", [BODY.encode()] * size)
    return partial(_decode, "eventHubTrigger", datum, metadata, _read_body)


def kafka(size: int) -> Call:
    """
    Events with four arrays of metadata and two collections.
    """
    metadata = _arrays(KAFKA, size)
    metadata["OffsetArray"] = collection("sint64", [1] * size)
    metadata["TopicArray"] = collection("string", ["orders"] * size)
    datum = collection("string", [BODY] * size)
    return partial(_decode, "kafkaTrigger", datum, metadata, _read_body)


def _decode(
    binding: str, datum: Datum, metadata: dict[str, Datum], read: Callable[[Any], object]
) -> list[Any]:
    messages: list[Any] = converter(binding).decode(datum, trigger_metadata=metadata)
    for message in messages:
        read(message)
    return messages


def _read_service_bus(message: Any) -> object:
    return (
        message.get_body(),
        message.message_id,
        message.delivery_count,
        message.enqueued_time_utc,
        message.application_properties,
    )


def _read_body(message: Any) -> object:
    return message.get_body()


BUDGETS = {
    ("serviceBusTrigger", 1_000): Fraction(1, 150),
    ("eventHubTrigger", 1_000): Fraction(1, 20),
    ("kafkaTrigger", 1_000): Fraction(2, 3),
}


def _cases() -> Iterator[Case]:
    one = "serviceBusTrigger: one message, and five fields"
    yield Case(one, service_bus_one, Fraction(1, 8))
    triggers = {
        "serviceBusTrigger": service_bus,
        "eventHubTrigger": event_hub,
        "kafkaTrigger": kafka,
    }
    for binding, make in triggers.items():
        for size in SIZES:
            yield Case(
                f"{binding}: a batch of {size:,}",
                partial(make, size),
                BUDGETS.get((binding, size)),
                messages=size if size == WEIGHED else None,
            )


CASES = list(_cases())
