"""Apache Kafka: ``KafkaEvent``, and the converters of ``kafkaTrigger`` and ``kafka``."""

from __future__ import annotations

from collections.abc import Mapping

from ._json import JSONValue
from ._message import (
    EventConverter,
    Message,
    Metadata,
    Readers,
    message_to_wire,
    messages_to_wire,
)
from .meta import (
    Datum,
    as_int,
    as_list,
    as_text,
)

__all__ = ("KafkaConverter", "KafkaEvent", "KafkaTriggerConverter")


_READERS: Readers = {
    "key": ("Key", as_text),
    "offset": ("Offset", as_int),
    "partition": ("Partition", as_int),
    "topic": ("Topic", as_text),
    "timestamp": ("Timestamp", as_text),
    "headers": ("Headers", as_list),
}
"""Field -> its name in the metadata, how it is read."""


class KafkaEvent(Message):
    """An event of a Kafka topic.

    Args:
        body: The body; text is encoded as UTF-8, None is empty.
        trigger_metadata: The metadata that came along, by the host's names.
        key: The event's key.
        offset: Its offset in the partition.
        partition: Its partition.
        topic: Its topic.
        timestamp: When it was produced, as the host tells it: ISO 8601 text.
        headers: Its headers, a list of dicts with ``Key`` and ``Value``.

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
        key: str | None = None,
        offset: int | None = None,
        partition: int | None = None,
        topic: str | None = None,
        timestamp: str | None = None,
        headers: list[JSONValue] | None = None,
    ) -> None:
        fields: dict[str, JSONValue] = {
            "key": key,
            "offset": offset,
            "partition": partition,
            "topic": topic,
            "timestamp": timestamp,
            "headers": headers,
        }
        super().__init__(body, trigger_metadata, fields)

    @property
    def key(self) -> str | None:
        """The event's key."""
        key: str | None = self._field("key")
        return key

    @property
    def offset(self) -> int | None:
        """The event's offset in the partition."""
        offset: int | None = self._field("offset")
        return offset

    @property
    def partition(self) -> int | None:
        """The event's partition."""
        partition: int | None = self._field("partition")
        return partition

    @property
    def topic(self) -> str | None:
        """The event's topic."""
        topic: str | None = self._field("topic")
        return topic

    @property
    def timestamp(self) -> str | None:
        """When the event was produced, ISO 8601 text as the host tells it."""
        timestamp: str | None = self._field("timestamp")
        return timestamp

    @property
    def headers(self) -> list[JSONValue] | None:
        """The event's headers, a list of dicts with ``Key`` and ``Value``."""
        headers: list[JSONValue] | None = self._field("headers")
        return headers

    @property
    def metadata(self) -> Mapping[str, JSONValue] | None:
        """The trigger's metadata as it came, JSON as text; None where there is none."""
        metadata = self._source.metadata
        if metadata is None:
            return None
        return {name: None if datum is None else datum.value for name, datum in metadata.items()}


class KafkaConverter(EventConverter, binding="kafka"):
    """Turns what a function returns or sets into events, and a plain input into events."""

    _binding = "kafka"
    _event = KafkaEvent


class KafkaTriggerConverter(KafkaConverter, binding="kafkaTrigger", trigger=True):
    """Turns what a Kafka trigger sends into events."""

    _binding = "kafkaTrigger"


def to_wire(value: KafkaEvent | list[KafkaEvent]) -> tuple[Datum, dict[str, Datum]]:
    """Turn events into what the host sends for them.

    Args:
        value: An event, or a batch of them.

    Returns:
        The datum and the trigger's metadata, from which the same is decoded.
    """
    if isinstance(value, KafkaEvent):
        return message_to_wire(value)
    return messages_to_wire(value)
