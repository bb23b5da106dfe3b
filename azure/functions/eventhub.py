"""Azure Event Hubs: ``EventHubEvent``, and the converters of its trigger, input and output."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ._json import JSONValue, dumps
from ._message import (
    BatchFields,
    EventConverter,
    Fields,
    Message,
    Metadata,
    Readers,
    fields_to_wire,
    message_to_wire,
    messages_to_wire,
)
from ._time import as_timestamp
from ._value import own_dict
from .meta import (
    Datum,
    as_int,
    as_mapping,
    as_text,
)

__all__ = ("EventHubConverter", "EventHubEvent", "EventHubTriggerConverter")

_IOTHUB = "iothub-"
"""How the names of what an IoT Hub tells of an event begin."""


_READERS: Readers = {
    "partition_key": ("PartitionKey", as_text),
    "sequence_number": ("SequenceNumber", as_int),
    "offset": ("Offset", as_text),
    "enqueued_time": ("EnqueuedTimeUtc", as_timestamp),
    "iothub_metadata": (_IOTHUB, as_mapping),
}
"""Field -> its name in the metadata, how it is read."""


class EventHubEvent(Message):
    """An event of an event hub.

    Args:
        body: The body; text is encoded as UTF-8, None is empty.
        trigger_metadata: The metadata that came along, by the host's names.
        enqueued_time: When the event was enqueued.
        partition_key: The key of its partition.
        sequence_number: Its number in the partition.
        offset: Its offset in the partition, as text.
        iothub_metadata: What an IoT Hub tells of it, by names without ``iothub-``.

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
        enqueued_time: datetime | None = None,
        partition_key: str | None = None,
        sequence_number: int | None = None,
        offset: str | None = None,
        iothub_metadata: Mapping[str, JSONValue] | None = None,
    ) -> None:
        fields: dict[str, JSONValue] = {
            "partition_key": partition_key,
            "sequence_number": sequence_number,
            "offset": offset,
            "enqueued_time": enqueued_time,
            "iothub_metadata": own_dict("EventHubEvent", "iothub_metadata", iothub_metadata),
        }
        super().__init__(body, trigger_metadata, fields)

    @property
    def enqueued_time(self) -> datetime | None:
        """When the event was enqueued."""
        enqueued_time: datetime | None = self._field("enqueued_time")
        return enqueued_time

    @property
    def partition_key(self) -> str | None:
        """The key that the sender gave, by which the event came to its partition."""
        partition_key: str | None = self._field("partition_key")
        return partition_key

    @property
    def sequence_number(self) -> int | None:
        """The event's number in its partition."""
        sequence_number: int | None = self._field("sequence_number")
        return sequence_number

    @property
    def offset(self) -> str | None:
        """The event's offset in its partition, as text."""
        offset: str | None = self._field("offset")
        return offset

    @property
    def iothub_metadata(self) -> dict[str, JSONValue] | None:
        """What an IoT Hub tells of the event, by names without ``iothub-``."""
        iothub_metadata: dict[str, JSONValue] | None = self._field("iothub_metadata")
        return iothub_metadata

    def get_body(self) -> bytes:
        """Return the body.

        Returns:
            The bytes of the event. Of a batch that a plain input gives as text, the text itself,
            as published.
        """
        if isinstance(self._source, _InputBatchFields):
            body: bytes = self._body
            return body
        return super().get_body()


class _EventFields(Fields):
    """The fields of one event; those of an IoT Hub stand beside the others, or in a JSON object."""

    __slots__ = ()

    def read(self, wire_name: str) -> JSONValue:
        read = super().read
        if wire_name != _IOTHUB:
            return read(wire_name)
        beside = {name: read(name) for name in self.metadata or {} if name.startswith(_IOTHUB)}
        return _iothub_fields(beside or as_mapping(read("SystemProperties")))


class _EventBatchFields(BatchFields):
    """The fields of a batch of events: one JSON array, of an object an event."""

    __slots__ = ("_events",)

    def read(self, wire_name: str) -> list[JSONValue]:
        events = self._parse_events()
        if wire_name == _IOTHUB:
            return [_iothub_fields(event) for event in events]
        return [None if event is None else event.get(wire_name) for event in events]

    def _parse_events(self) -> list[dict[str, JSONValue] | None]:
        """Return the objects of the events, parsed once."""
        if not hasattr(self, "_events"):
            self._events = [as_mapping(event) for event in super().read("SystemProperties")]
        return self._events


class _InputBatchFields(BatchFields):
    """The fields of a batch of a plain input: the host sends none."""

    __slots__ = ()


class EventHubConverter(EventConverter, binding="eventHub"):
    """Turns what a function returns or sets into events, and a plain input into events."""

    _binding = "eventHub"
    _event = EventHubEvent
    _many: type[BatchFields] = _InputBatchFields


class EventHubTriggerConverter(EventHubConverter, binding="eventHubTrigger", trigger=True):
    """Turns what an event hub trigger sends into events."""

    _binding = "eventHubTrigger"
    _one = _EventFields
    _many = _EventBatchFields


def to_wire(value: EventHubEvent | list[EventHubEvent]) -> tuple[Datum, dict[str, Datum]]:
    """Turn events into what the host sends for them.

    Args:
        value: An event, or a batch of them.

    Returns:
        The datum and the trigger's metadata, from which the same is decoded. An event of a batch
        has ``iothub_metadata`` there, if only an empty one, as from the host.
    """
    if isinstance(value, EventHubEvent):
        data, metadata = message_to_wire(value)
        iothub = metadata.pop(_IOTHUB, None)
        if iothub is not None:
            metadata["SystemProperties"] = Datum(dumps(_prefixed(iothub.python_value)), "json")
        return data, metadata
    bodies, _ = messages_to_wire(value)
    system = [_system_properties(event) for event in value]
    return bodies, {"SystemPropertiesArray": Datum(dumps(system), "json")}


def _system_properties(event: EventHubEvent) -> dict[str, JSONValue]:
    """Return the fields of an event as the host sends them for one of a batch."""
    fields = fields_to_wire(event)
    iothub: dict[str, JSONValue] = fields.pop(_IOTHUB, {})
    return {**fields, **_prefixed(iothub)}


def _prefixed(iothub: dict[str, JSONValue]) -> dict[str, JSONValue]:
    """Return what an IoT Hub tells by the names that the host sends."""
    return {f"{_IOTHUB}{name}": value for name, value in iothub.items()}


def _iothub_fields(fields: Mapping[str, JSONValue] | None) -> dict[str, JSONValue] | None:
    """Return the fields that an IoT Hub tells, by names without ``iothub-``."""
    if fields is None:
        return None
    return {
        name.removeprefix(_IOTHUB): value
        for name, value in fields.items()
        if name.startswith(_IOTHUB)
    }
