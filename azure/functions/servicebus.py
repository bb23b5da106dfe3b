"""Azure Service Bus: ``ServiceBusMessage``, and the converters of its trigger and output."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from ._errors import unsupported_type
from ._json import JSONValue, dumps
from ._message import (
    Message,
    Metadata,
    Readers,
    decode_messages,
    message_to_wire,
    messages_to_wire,
    text_items,
)
from ._narrow import is_sequence
from ._time import as_duration, as_timestamp
from ._value import own_dict
from .meta import (
    Datum,
    InConverter,
    OutConverter,
    as_int,
    as_mapping,
    as_text,
    is_input_annotation,
    is_output_annotation,
    metadata_value,
)

__all__ = ("ServiceBusMessage", "ServiceBusMessageInConverter", "ServiceBusMessageOutConverter")


_READERS: Readers = {
    "application_properties": ("ApplicationProperties", as_mapping),
    "content_type": ("ContentType", as_text),
    "correlation_id": ("CorrelationId", as_text),
    "dead_letter_error_description": ("DeadLetterErrorDescription", as_text),
    "dead_letter_reason": ("DeadLetterReason", as_text),
    "dead_letter_source": ("DeadLetterSource", as_text),
    "delivery_count": ("DeliveryCount", as_int),
    "enqueued_sequence_number": ("EnqueuedSequenceNumber", as_int),
    "enqueued_time_utc": ("EnqueuedTimeUtc", as_timestamp),
    "expires_at_utc": ("ExpiresAtUtc", as_timestamp),
    "label": ("Label", as_text),
    "locked_until": ("LockedUntil", as_timestamp),
    "lock_token": ("LockToken", as_text),
    "message_id": ("MessageId", as_text),
    "partition_key": ("PartitionKey", as_text),
    "reply_to": ("ReplyTo", as_text),
    "reply_to_session_id": ("ReplyToSessionId", as_text),
    "scheduled_enqueue_time_utc": ("ScheduledEnqueueTimeUtc", as_timestamp),
    "sequence_number": ("SequenceNumber", as_int),
    "session_id": ("SessionId", as_text),
    "state": ("State", as_int),
    "subject": ("Subject", as_text),
    "time_to_live": ("TimeToLive", as_duration),
    "to": ("To", as_text),
    "transaction_partition_key": ("TransactionPartitionKey", as_text),
    "user_properties": ("UserProperties", as_mapping),
}
"""Field -> its name in the metadata, how it is read."""


class ServiceBusMessage(Message):
    """A message of a Service Bus queue or topic.

    Args:
        body: The body; text is encoded as UTF-8, None is empty.
        trigger_metadata: The metadata that came along, by the host's names.
        application_properties: The sender's properties, by the newer of their two names.
        content_type: The media type of the body.
        correlation_id: What the sender correlates the message with.
        dead_letter_error_description: The error for which the message was dead-lettered.
        dead_letter_reason: Why the message was dead-lettered.
        dead_letter_source: The entity from which the message was dead-lettered.
        delivery_count: How many times the message has been delivered.
        enqueued_sequence_number: The sequence number that it had where it was enqueued first.
        enqueued_time_utc: When the message was enqueued.
        expires_at_utc: When the message expires.
        label: What the message is about, by the older of its two names.
        locked_until: Until when the message is locked for this receiver.
        lock_token: The token of that lock.
        message_id: The message's id.
        partition_key: The key of the partition.
        reply_to: Where replies go.
        reply_to_session_id: The session that replies go to.
        scheduled_enqueue_time_utc: When the message is to be enqueued.
        sequence_number: The number that the broker gave the message.
        session_id: The session that the message belongs to.
        state: Whether the message is active (0), deferred (1) or scheduled (2).
        subject: What the message is about, by the newer of its two names.
        time_to_live: How long the message lives after it was enqueued.
        to: Where the message goes.
        transaction_partition_key: The key of the partition of a transaction.
        user_properties: The sender's properties, by the older of their two names.

    Raises:
        TypeError: An argument is of the wrong type.
    """

    __slots__ = ()

    readers = _READERS

    def __init__(
        self,
        *,
        body: str | bytes | bytearray | None = None,
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
        message_id: str | None = "",
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
    ) -> None:
        owner = "ServiceBusMessage"
        fields: dict[str, JSONValue] = {
            "application_properties": own_dict(
                owner, "application_properties", application_properties
            )
            or {},
            "content_type": content_type,
            "correlation_id": correlation_id,
            "dead_letter_error_description": dead_letter_error_description,
            "dead_letter_reason": dead_letter_reason,
            "dead_letter_source": dead_letter_source,
            "delivery_count": delivery_count,
            "enqueued_sequence_number": enqueued_sequence_number,
            "enqueued_time_utc": enqueued_time_utc,
            "expires_at_utc": expires_at_utc,
            "label": label,
            "locked_until": locked_until,
            "lock_token": lock_token,
            "message_id": message_id,
            "partition_key": partition_key,
            "reply_to": reply_to,
            "reply_to_session_id": reply_to_session_id,
            "scheduled_enqueue_time_utc": scheduled_enqueue_time_utc,
            "sequence_number": sequence_number,
            "session_id": session_id,
            "state": state,
            "subject": subject,
            "time_to_live": time_to_live,
            "to": to,
            "transaction_partition_key": transaction_partition_key,
            "user_properties": own_dict(owner, "user_properties", user_properties) or {},
        }
        super().__init__(body, trigger_metadata, fields)

    @property
    def application_properties(self) -> dict[str, JSONValue] | None:
        """The sender's properties, by the newer of their two names."""
        application_properties: dict[str, JSONValue] | None = self._field("application_properties")
        return application_properties

    @property
    def content_type(self) -> str | None:
        """The media type of the body."""
        content_type: str | None = self._field("content_type")
        return content_type

    @property
    def correlation_id(self) -> str | None:
        """What the sender correlates the message with."""
        correlation_id: str | None = self._field("correlation_id")
        return correlation_id

    @property
    def dead_letter_error_description(self) -> str | None:
        """The error for which the message was dead-lettered."""
        dead_letter_error_description: str | None = self._field("dead_letter_error_description")
        return dead_letter_error_description

    @property
    def dead_letter_reason(self) -> str | None:
        """Why the message was dead-lettered."""
        dead_letter_reason: str | None = self._field("dead_letter_reason")
        return dead_letter_reason

    @property
    def dead_letter_source(self) -> str | None:
        """The entity from which the message was dead-lettered."""
        dead_letter_source: str | None = self._field("dead_letter_source")
        return dead_letter_source

    @property
    def delivery_count(self) -> int | None:
        """How many times the message has been delivered."""
        delivery_count: int | None = self._field("delivery_count")
        return delivery_count

    @property
    def enqueued_sequence_number(self) -> int | None:
        """The sequence number of the message where it was enqueued first."""
        enqueued_sequence_number: int | None = self._field("enqueued_sequence_number")
        return enqueued_sequence_number

    @property
    def enqueued_time_utc(self) -> datetime | None:
        """When the message was enqueued."""
        enqueued_time_utc: datetime | None = self._field("enqueued_time_utc")
        return enqueued_time_utc

    @property
    def expires_at_utc(self) -> datetime | None:
        """When the message expires."""
        expires_at_utc: datetime | None = self._field("expires_at_utc")
        return expires_at_utc

    @property
    def label(self) -> str | None:
        """What the message is about, by the older of its two names."""
        label: str | None = self._field("label")
        return label

    @property
    def locked_until(self) -> datetime | None:
        """Until when the message is locked for this receiver."""
        locked_until: datetime | None = self._field("locked_until")
        return locked_until

    @property
    def lock_token(self) -> str | None:
        """The token of the lock under which the message was received."""
        lock_token: str | None = self._field("lock_token")
        return lock_token

    @property
    def message_id(self) -> str | None:
        """The message's id."""
        message_id: str | None = self._field("message_id")
        return message_id

    @property
    def partition_key(self) -> str | None:
        """The key by which the message was given to a partition."""
        partition_key: str | None = self._field("partition_key")
        return partition_key

    @property
    def reply_to(self) -> str | None:
        """Where replies go."""
        reply_to: str | None = self._field("reply_to")
        return reply_to

    @property
    def reply_to_session_id(self) -> str | None:
        """The session that replies go to."""
        reply_to_session_id: str | None = self._field("reply_to_session_id")
        return reply_to_session_id

    @property
    def scheduled_enqueue_time_utc(self) -> datetime | None:
        """When the message is to be enqueued."""
        scheduled_enqueue_time_utc: datetime | None = self._field("scheduled_enqueue_time_utc")
        return scheduled_enqueue_time_utc

    @property
    def sequence_number(self) -> int | None:
        """The number that the broker gave the message."""
        sequence_number: int | None = self._field("sequence_number")
        return sequence_number

    @property
    def session_id(self) -> str | None:
        """The session that the message belongs to, or else the one that the metadata names."""
        session_id: str | None = self._field("session_id")
        if session_id is not None:
            return session_id
        return as_text(metadata_value(self._source.metadata, "SessionId"))

    @property
    def state(self) -> int | None:
        """Whether the message is active (0), deferred (1) or scheduled (2)."""
        state: int | None = self._field("state")
        return state

    @property
    def subject(self) -> str | None:
        """What the message is about, by the newer of its two names."""
        subject: str | None = self._field("subject")
        return subject

    @property
    def time_to_live(self) -> timedelta | None:
        """How long the message lives after it was enqueued."""
        time_to_live: timedelta | None = self._field("time_to_live")
        return time_to_live

    @property
    def to(self) -> str | None:
        """Where the message goes."""
        to: str | None = self._field("to")
        return to

    @property
    def transaction_partition_key(self) -> str | None:
        """The key by which the message of a transaction was given to a partition."""
        transaction_partition_key: str | None = self._field("transaction_partition_key")
        return transaction_partition_key

    @property
    def user_properties(self) -> dict[str, JSONValue] | None:
        """The sender's properties, by the older of their two names."""
        user_properties: dict[str, JSONValue] | None = self._field("user_properties")
        return user_properties

    @property
    def expiration_time(self) -> datetime | None:
        """When the message expires; the same as ``expires_at_utc``."""
        return self.expires_at_utc

    @property
    def scheduled_enqueue_time(self) -> datetime | None:
        """When the message is to be enqueued; the same as ``scheduled_enqueue_time_utc``."""
        return self.scheduled_enqueue_time_utc

    @property
    def force_persistence(self) -> bool | None:
        """None: the host does not send it."""
        return None

    @property
    def properties(self) -> dict[str, JSONValue]:
        """The sender's properties, under whichever of their two names they came."""
        return {**(self.user_properties or {}), **(self.application_properties or {})}


class ServiceBusMessageInConverter(InConverter, binding="serviceBusTrigger", trigger=True):
    """Turns what a Service Bus trigger sends into messages."""

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter can take Service Bus messages.

        Args:
            pytype: The parameter's annotation.

        Returns:
            True for ``ServiceBusMessage``, iterables of it, and unions with one of them.
        """
        return is_input_annotation(pytype, ServiceBusMessage, items=ServiceBusMessage)

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Metadata
    ) -> ServiceBusMessage | list[ServiceBusMessage]:
        """Turn a datum into a message, or into as many as it holds.

        Args:
            data: The body, of kind ``string``, ``bytes`` or ``json``, or a collection of bodies;
                None is an empty body.
            trigger_metadata: The message's fields; each may be absent. For a batch, arrays of them
                under names that end in ``Array``, which may be shorter than the batch.

        Returns:
            The message, or the list of messages. A field that cannot be read is None.

        Raises:
            NotImplementedError: The data is of another kind.
        """
        data = Datum(b"", "bytes") if data is None else data
        return decode_messages("serviceBusTrigger", ServiceBusMessage, data, trigger_metadata)


class ServiceBusMessageOutConverter(OutConverter, binding="serviceBus"):
    """Turns what a function returns or sets into Service Bus messages."""

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        """Tell whether values of this annotation can be sent.

        Args:
            pytype: The annotation.

        Returns:
            True for ``str``, ``bytes``, iterables of ``str`` and ``bytes``, and unions of these.
        """
        return is_output_annotation(pytype, (str, bytes), items=(str, bytes))

    @classmethod
    def encode(cls, obj: object, *, expected_type: object) -> Datum:
        """Turn a value into one message, or a list of values into one message an item.

        Args:
            obj: ``str``, ``bytes``, or a list of them.
            expected_type: The annotation; not needed.

        Returns:
            The datum.

        Raises:
            NotImplementedError: The value, or an item, is of another type.
            ValueError: An item is bytes that are not UTF-8: a list travels as JSON.
        """
        if isinstance(obj, str):
            return Datum(obj, "string")
        if isinstance(obj, (bytes, bytearray)):
            return Datum(bytes(obj), "bytes")
        if is_sequence(obj):
            return Datum(dumps(text_items("serviceBus", obj, _ACCEPTED)), "json")
        raise unsupported_type("serviceBus", obj, _ACCEPTED)


_ACCEPTED = "str, bytes, or a list of str and bytes"


def to_wire(
    value: ServiceBusMessage | list[ServiceBusMessage],
) -> tuple[Datum, dict[str, Datum]]:
    """Turn messages into what the host sends for them.

    Args:
        value: A message, or a batch of them.

    Returns:
        The datum and the trigger's metadata, from which the same is decoded.
    """
    if isinstance(value, ServiceBusMessage):
        return message_to_wire(value)
    return messages_to_wire(value)
