"""Messages of Service Bus, Event Hubs and Kafka as a real host sends them.

Of every argument, None stands for what a host would send.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import TypeVar
from uuid import uuid4

from .. import eventhub, kafka, servicebus
from .._json import JSONValue
from .._message import Metadata
from .._value import check_optional
from ._bodies import JSON, Body, message_body
from ._builders import LIFETIME, now

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

T = TypeVar("T")

_BYTES_BETWEEN_EVENTS = 64
"""Offsets in an event hub count bytes."""

# Messages of a batch differ in their numbers, and come in their order.
_service_bus_numbers = count(1)
_event_hub_numbers = count(1)
_kafka_offsets = count()


def service_bus_message(
    *,
    body: Body | None = None,
    json: object = None,
    trigger_metadata: Metadata = None,
    application_properties: Mapping[str, JSONValue] | None = None,
    content_type: str | None = None,
    correlation_id: str | None = None,
    dead_letter_error_description: str | None = None,
    dead_letter_reason: str | None = None,
    dead_letter_source: str | None = None,
    delivery_count: int | None = None,
    enqueued_sequence_number: int | None = None,
    enqueued_time_utc: datetime | None = None,
    expires_at_utc: datetime | None = None,
    label: str | None = None,
    locked_until: datetime | None = None,
    lock_token: str | None = None,
    message_id: str | None = None,
    partition_key: str | None = None,
    reply_to: str | None = None,
    reply_to_session_id: str | None = None,
    scheduled_enqueue_time_utc: datetime | None = None,
    sequence_number: int | None = None,
    session_id: str | None = None,
    state: int | None = None,
    subject: str | None = None,
    time_to_live: timedelta | None = None,
    to: str | None = None,
    transaction_partition_key: str | None = None,
    user_properties: Mapping[str, JSONValue] | None = None,
) -> servicebus.ServiceBusMessage:
    """Return a message of a Service Bus queue or topic, delivered for the first time.

    What only some messages have is None where it is not given.

    Args:
        body: The body; text is encoded as UTF-8, without one it is empty.
        json: The body as a value, of the content type ``application/json``; for null, pass
            ``body="null"``.
        trigger_metadata: The metadata that comes along; that of the fields.
        application_properties: The sender's properties; those of ``user_properties``.
        content_type: The media type of the body.
        correlation_id: What the sender correlates the message with.
        dead_letter_error_description: The error for which the message was dead-lettered.
        dead_letter_reason: Why the message was dead-lettered.
        dead_letter_source: The entity from which the message was dead-lettered.
        delivery_count: How many times the message has been delivered; once.
        enqueued_sequence_number: The sequence number that it had where it was enqueued first; 0,
            as it was not forwarded.
        enqueued_time_utc: When the message was enqueued; now.
        expires_at_utc: When the message expires; when its time to live is over.
        label: What the message is about; what ``subject`` says.
        locked_until: Until when the message is locked; a minute after it was enqueued.
        lock_token: The token of that lock; a new one.
        message_id: The message's id; a new one.
        partition_key: The key of the partition.
        reply_to: Where replies go.
        reply_to_session_id: The session that replies go to.
        scheduled_enqueue_time_utc: When the message was to be enqueued.
        sequence_number: The number that the broker gave the message; the next one.
        session_id: The session that the message belongs to.
        state: Whether the message is active (0), deferred (1) or scheduled (2); active.
        subject: What the message is about; what ``label`` says.
        time_to_live: How long the message lives after it was enqueued; seven days.
        to: Where the message goes.
        transaction_partition_key: The key of the partition of a transaction.
        user_properties: The sender's properties; those of ``application_properties``.

    Returns:
        The message.

    Raises:
        TypeError: An argument is of the wrong type, or ``body`` and ``json`` are given, or JSON
            has no form for the value.
    """
    owner = "service_bus_message()"
    enqueued = check_optional(owner, "enqueued_time_utc", enqueued_time_utc, datetime) or now()
    lives = _either(check_optional(owner, "time_to_live", time_to_live, timedelta), LIFETIME)
    fields: dict[str, Any] = {
        "body": message_body(owner, body, json),
        "application_properties": _either(application_properties, user_properties),
        "content_type": content_type or (None if json is None else JSON),
        "correlation_id": correlation_id,
        "dead_letter_error_description": dead_letter_error_description,
        "dead_letter_reason": dead_letter_reason,
        "dead_letter_source": dead_letter_source,
        "delivery_count": _either(delivery_count, 1),
        "enqueued_sequence_number": _either(enqueued_sequence_number, 0),
        "enqueued_time_utc": enqueued,
        "expires_at_utc": expires_at_utc or enqueued + lives,
        "label": _either(label, subject),
        "locked_until": locked_until or enqueued + timedelta(minutes=1),
        "lock_token": lock_token or str(uuid4()),
        "message_id": _either(message_id, uuid4().hex),
        "partition_key": partition_key,
        "reply_to": reply_to,
        "reply_to_session_id": reply_to_session_id,
        "scheduled_enqueue_time_utc": scheduled_enqueue_time_utc,
        "sequence_number": _numbered(sequence_number, _service_bus_numbers),
        "session_id": session_id,
        "state": _either(state, 0),
        "subject": _either(subject, label),
        "time_to_live": lives,
        "to": to,
        "transaction_partition_key": transaction_partition_key,
        "user_properties": _either(user_properties, application_properties),
    }
    message = servicebus.ServiceBusMessage(**fields)
    metadata = _either(trigger_metadata, servicebus.to_wire(message)[1])
    return servicebus.ServiceBusMessage(trigger_metadata=metadata, **fields)


def event_hub_event(
    *,
    body: Body | None = None,
    json: object = None,
    trigger_metadata: Metadata = None,
    enqueued_time: datetime | None = None,
    partition_key: str | None = None,
    sequence_number: int | None = None,
    offset: str | None = None,
    iothub_metadata: Mapping[str, JSONValue] | None = None,
) -> eventhub.EventHubEvent:
    """Return an event of an event hub.

    Args:
        body: The body; text is encoded as UTF-8, without one it is empty.
        json: The body as a value to write as JSON; for null, pass ``body="null"``.
        trigger_metadata: The metadata that comes along; that of the fields.
        enqueued_time: When the event was enqueued; now.
        partition_key: The key of its partition; None, as only some senders give one.
        sequence_number: Its number in the partition; the next one.
        offset: Its offset in the partition, as text; one that goes with its number.
        iothub_metadata: What an IoT Hub tells of it, by names without ``iothub-``; nothing.

    Returns:
        The event.

    Raises:
        TypeError: An argument is of the wrong type, or ``body`` and ``json`` are given, or JSON
            has no form for the value.
    """
    owner = "event_hub_event()"
    given = check_optional(owner, "sequence_number", sequence_number, int)
    number = _numbered(given, _event_hub_numbers)
    fields: dict[str, Any] = {
        "body": message_body(owner, body, json),
        "enqueued_time": enqueued_time or now(),
        "partition_key": partition_key,
        "sequence_number": number,
        "offset": _either(offset, str(number * _BYTES_BETWEEN_EVENTS)),
        "iothub_metadata": _either(iothub_metadata, {}),
    }
    event = eventhub.EventHubEvent(**fields)
    metadata = _either(trigger_metadata, eventhub.to_wire(event)[1])
    return eventhub.EventHubEvent(trigger_metadata=metadata, **fields)


def kafka_event(
    *,
    body: Body | None = None,
    json: object = None,
    trigger_metadata: Metadata = None,
    key: str | None = None,
    offset: int | None = None,
    partition: int | None = None,
    topic: str | None = None,
    timestamp: str | None = None,
    headers: list[JSONValue] | None = None,
) -> kafka.KafkaEvent:
    """Return an event of a Kafka topic.

    Args:
        body: The body; text is encoded as UTF-8, without one it is empty.
        json: The body as a value to write as JSON; for null, pass ``body="null"``.
        trigger_metadata: The metadata that comes along; that of the fields.
        key: The event's key; None, as only some producers give one.
        offset: Its offset in the partition; the next one.
        partition: Its partition; 0.
        topic: Its topic; ``topic``.
        timestamp: When it was produced, ISO 8601 text; now.
        headers: Its headers, a list of dicts with ``Key`` and ``Value``; an empty one.

    Returns:
        The event.

    Raises:
        TypeError: An argument is of the wrong type, or ``body`` and ``json`` are given, or JSON
            has no form for the value.
    """
    fields: dict[str, Any] = {
        "body": message_body("kafka_event()", body, json),
        "key": key,
        "offset": _numbered(offset, _kafka_offsets),
        "partition": _either(partition, 0),
        "topic": _either(topic, "topic"),
        "timestamp": _either(timestamp, now().isoformat(timespec="milliseconds")),
        "headers": _either(headers, []),
    }
    event = kafka.KafkaEvent(**fields)
    metadata = _either(trigger_metadata, kafka.to_wire(event)[1])
    return kafka.KafkaEvent(trigger_metadata=metadata, **fields)


def _either(given: T | None, default: T) -> T:
    """Return an argument, or what stands in for it where it is not given."""
    return default if given is None else given


def _numbered(given: int | None, numbers: count[int]) -> int:
    """Return a number that is given, or else the next one."""
    return next(numbers) if given is None else given
