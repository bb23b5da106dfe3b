"""Azure Event Grid: events, and the converters of ``eventGridTrigger`` and ``eventGrid``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ._cloud_event import CloudEvent
from ._errors import unsupported_type
from ._json import JSONValue
from ._narrow import is_dict, is_iterable, is_mapping
from ._time import as_timestamp
from ._value import Value, check_optional
from ._wire import json_datum, read_json, unreadable
from .meta import (
    Datum,
    InConverter,
    OutConverter,
    is_class_of,
    is_input_annotation,
    is_iterable_type_annotation,
    union_members,
)

__all__ = (
    "CloudEvent",
    "EventGridEvent",
    "EventGridEventInConverter",
    "EventGridEventOutConverter",
    "EventGridOutputEvent",
)

_READABLE = "a JSON object as json: an event of the Event Grid schema or of CloudEvents 1.0"
_ACCEPTED = "str, bytes, EventGridOutputEvent, or a list of str and EventGridOutputEvent"
_WRITABLE = "data of dicts, lists, str, int, float, bool and None; write other values as these"


class _GridEvent(Value):
    """What the events of the Event Grid schema share."""

    __slots__ = ("_data", "_data_version", "_event_time", "_event_type", "_id", "_subject")

    _fields: tuple[str, ...] = ("id", "subject", "event_type", "event_time", "data_version", "data")

    def __init__(
        self,
        *,
        id: str | None = None,
        data: JSONValue = None,
        subject: str | None = None,
        event_type: str | None = None,
        event_time: datetime | None = None,
        data_version: str | None = None,
    ) -> None:
        owner = type(self).__name__
        self._id = check_optional(owner, "id", id, str)
        self._data = data
        self._subject = check_optional(owner, "subject", subject, str)
        self._event_type = check_optional(owner, "event_type", event_type, str)
        self._event_time = check_optional(owner, "event_time", event_time, datetime)
        self._data_version = check_optional(owner, "data_version", data_version, str)

    @property
    def id(self) -> str | None:
        """The event's id."""
        return self._id

    @property
    def subject(self) -> str | None:
        """What the event is about."""
        return self._subject

    @property
    def event_type(self) -> str | None:
        """The kind of event."""
        return self._event_type

    @property
    def event_time(self) -> datetime | None:
        """When it happened."""
        return self._event_time

    @property
    def data_version(self) -> str | None:
        """The version of the schema of the data."""
        return self._data_version

    def get_json(self) -> JSONValue:
        """Return the data.

        Returns:
            What happened, as a dict, list, str, int, float, bool or None in an event that was
            received, in another whatever it was made with.
        """
        return self._data


class EventGridEvent(_GridEvent):
    """An event that a function received, of the Event Grid schema.

    Args:
        id: The event's id.
        data: What happened, as JSON.
        topic: The resource that sent it.
        subject: What in the resource it is about.
        event_type: The kind of event.
        event_time: When it happened.
        data_version: The version of the schema of ``data``.

    Raises:
        TypeError: An argument is of the wrong type.
    """

    __slots__ = ("_topic",)

    _fields = ("id", "topic", "subject", "event_type", "event_time", "data_version", "data")

    def __init__(
        self,
        *,
        id: str | None = None,
        data: JSONValue = None,
        topic: str | None = None,
        subject: str | None = None,
        event_type: str | None = None,
        event_time: datetime | None = None,
        data_version: str | None = None,
    ) -> None:
        super().__init__(
            id=id,
            data=data,
            subject=subject,
            event_type=event_type,
            event_time=event_time,
            data_version=data_version,
        )
        self._topic = check_optional(type(self).__name__, "topic", topic, str)

    @classmethod
    def _from_wire(cls, event: dict[str, JSONValue]) -> EventGridEvent:
        """Make one from an event as it travels, its fields as they came."""
        get = event.get
        made = cls.__new__(cls)
        made._id = get("id")
        made._data = get("data")
        made._topic = get("topic")
        made._subject = get("subject")
        made._event_type = get("eventType")
        made._event_time = as_timestamp(get("eventTime"))
        made._data_version = get("dataVersion")
        return made

    @property
    def topic(self) -> str | None:
        """The resource that sent the event."""
        return self._topic


class EventGridOutputEvent(_GridEvent):
    """An event that a function sends, of the Event Grid schema.

    Args:
        id: The event's id.
        data: What happened, as JSON.
        subject: What it is about.
        event_type: The kind of event.
        event_time: When it happened.
        data_version: The version of the schema of ``data``.

    Raises:
        TypeError: An argument is of the wrong type.
    """

    __slots__ = ()


class EventGridEventInConverter(InConverter, binding="eventGridTrigger", trigger=True):
    """Turns what an Event Grid trigger sends into an ``EventGridEvent`` or a ``CloudEvent``."""

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter can take an event.

        Args:
            pytype: The parameter's annotation.

        Returns:
            True for ``EventGridEvent``, ``CloudEvent``, and unions with one of them.
        """
        return is_input_annotation(pytype, (EventGridEvent, CloudEvent))

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Mapping[str, Datum | None] | None
    ) -> EventGridEvent | CloudEvent:
        """Turn a datum into an event.

        Args:
            data: The event, a JSON object. One with ``specversion`` is of CloudEvents.
            trigger_metadata: Not needed.

        Returns:
            The event. A field that is absent, or a time that cannot be read, is None.

        Raises:
            NotImplementedError: The data is no JSON. It is a ValueError.
            ValueError: The JSON is malformed, or is no object.
        """
        event = read_json("eventGridTrigger", data, ("json",), _READABLE)
        if not is_dict(event):
            raise unreadable("eventGridTrigger", event, _READABLE)
        if "specversion" in event:
            return CloudEvent._from_wire(event)  # pyright: ignore[reportPrivateUsage]  # one family
        return EventGridEvent._from_wire(event)  # pyright: ignore[reportPrivateUsage]  # one family


class EventGridEventOutConverter(OutConverter, binding="eventGrid"):
    """Turns what a function returns or sets into events."""

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        """Tell whether values of this annotation can be sent to Event Grid.

        Args:
            pytype: The annotation.

        Returns:
            True for ``str``, ``bytes``, ``EventGridOutputEvent``, iterables of ``str``,
            ``EventGridOutputEvent`` and ``object``, and unions of these.
        """
        members = union_members(pytype)
        return bool(members) and all(map(_is_sendable, members))

    @classmethod
    def encode(cls, obj: object, *, expected_type: object) -> Datum:
        """Turn a value into one event, or an iterable of values into one event an item.

        Args:
            obj: ``str``, ``bytes``, ``EventGridOutputEvent``, or an iterable of ``str`` and
                ``EventGridOutputEvent``.
            expected_type: The annotation; not needed.

        Returns:
            The datum.

        Raises:
            NotImplementedError: The value, or an item, is of another type.
            TypeError: The data of an event holds a value that JSON has no form for.
        """
        if isinstance(obj, str):
            return Datum(obj, "string")
        if isinstance(obj, bytes):
            return Datum(obj, "bytes")
        if isinstance(obj, EventGridOutputEvent):
            return json_datum("eventGrid", obj, _output_form(obj), _WRITABLE)
        if is_iterable(obj) and not (is_mapping(obj) or isinstance(obj, (bytearray, memoryview))):
            return json_datum("eventGrid", obj, [_output_form(item) for item in obj], _WRITABLE)
        raise unsupported_type("eventGrid", obj, _ACCEPTED)


def to_wire(value: EventGridEvent | CloudEvent) -> tuple[Datum, dict[str, Datum]]:
    """Write an event as the host sends it: the inverse of ``decode``.

    Args:
        value: The event.

    Returns:
        The datum, a JSON object, and the trigger's metadata, which is empty.

    Raises:
        TypeError: The data of the event is such as JSON has no form for.
    """
    form = _cloud_form(value) if isinstance(value, CloudEvent) else _grid_form(value)
    form = {name: field for name, field in form.items() if field is not None}
    if isinstance(value, CloudEvent):
        form = {**value.extension_attrs, "specversion": value.specversion, **form}
    return json_datum("eventGridTrigger", value, form, _WRITABLE), {}


def _is_sendable(annotation: object) -> bool:
    """Tell whether values of this annotation, no union, can be sent: objects may be events."""
    from typing import get_args

    if is_iterable_type_annotation(annotation, object):
        items = (single for item in get_args(annotation) for single in union_members(item))
        return any(
            item is object or is_class_of(item, (str, EventGridOutputEvent)) for item in items
        )
    return is_class_of(annotation, (str, bytes, EventGridOutputEvent))


def _grid_form(event: EventGridEvent) -> dict[str, JSONValue]:
    """Return a received event in the form in which it travels in JSON."""
    return {
        "id": event.id,
        "topic": event.topic,
        "subject": event.subject,
        "eventType": event.event_type,
        "eventTime": _iso(event.event_time),
        "data": event.get_json(),
        "dataVersion": event.data_version,
    }


def _cloud_form(event: CloudEvent) -> dict[str, JSONValue]:
    """Return a received event in the JSON format of CloudEvents."""
    return {
        "id": event.id,
        "source": event.source,
        "type": event.type,
        "subject": event.subject,
        "time": _iso(event.time),
        "datacontenttype": event.datacontenttype,
        "dataschema": event.dataschema,
        **_data_form(event.get_json()),
    }


def _data_form(data: JSONValue) -> dict[str, JSONValue]:
    """Return data in the JSON format of CloudEvents."""
    if not isinstance(data, (bytes, bytearray)):
        return {"data": data}
    from base64 import b64encode

    return {"data_base64": b64encode(data).decode("ascii")}


def _output_form(event: object) -> JSONValue:
    """Return an event in the form in which it travels in JSON."""
    if isinstance(event, str):
        return event
    if not isinstance(event, EventGridOutputEvent):
        raise unsupported_type("eventGrid", event, _ACCEPTED)
    return {
        "id": event.id,
        "subject": event.subject,
        "dataVersion": event.data_version,
        "eventType": event.event_type,
        "data": event.get_json(),
        "eventTime": _iso(event.event_time),
    }


def _iso(time: datetime | None) -> str | None:
    """Return a time as ISO 8601 text."""
    return None if time is None else time.isoformat()
