"""Azure Event Grid: events, and the converters of ``eventGridTrigger`` and ``eventGrid``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ._errors import unsupported_type
from ._json import JSONValue
from ._narrow import is_dict, is_iterable, is_mapping
from ._time import as_timestamp
from ._value import Value, check_optional
from ._wire import json_datum, read_json, reduce_as_it_is, unreadable
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
_CLOUD_ATTRIBUTES = frozenset(
    (
        "specversion",
        "id",
        "source",
        "type",
        "subject",
        "time",
        "datacontenttype",
        "dataschema",
        "data",
        "data_base64",
    )
)
"""What CloudEvents 1.0 defines in its JSON format; everything else is an extension."""


class EventGridEvent(Value):
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

    __slots__ = (
        "_data",
        "_data_version",
        "_event_time",
        "_event_type",
        "_id",
        "_subject",
        "_topic",
    )

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
        owner = "EventGridEvent"
        self._id = check_optional(owner, "id", id, str)
        self._data = data
        self._topic = check_optional(owner, "topic", topic, str)
        self._subject = check_optional(owner, "subject", subject, str)
        self._event_type = check_optional(owner, "event_type", event_type, str)
        self._event_time = check_optional(owner, "event_time", event_time, datetime)
        self._data_version = check_optional(owner, "data_version", data_version, str)

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

    def __reduce__(self) -> tuple[object, ...]:
        return reduce_as_it_is(self, self._fields)

    @property
    def id(self) -> str | None:
        """The event's id."""
        return self._id

    @property
    def topic(self) -> str | None:
        """The resource that sent the event."""
        return self._topic

    @property
    def subject(self) -> str | None:
        """What in the resource the event is about."""
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
            What happened, a dict, list, str, int, float, bool or None.
        """
        return self._data


class EventGridOutputEvent(Value):
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

    __slots__ = ("_data", "_data_version", "_event_time", "_event_type", "_id", "_subject")

    _fields = ("id", "subject", "event_type", "event_time", "data_version", "data")

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
        owner = "EventGridOutputEvent"
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
            What happened, as it was given.
        """
        return self._data


class CloudEvent(Value):
    """An event of CloudEvents 1.0.

    Args:
        id: The event's id.
        source: What sent it.
        type: The kind of event.
        specversion: The version of CloudEvents.
        data: What happened, as JSON, text or bytes.
        time: When it happened.
        subject: What in the source it is about.
        datacontenttype: The media type of ``data``.
        dataschema: The address of the schema of ``data``.
        extensions: The extension attributes. ``data_base64`` is no extension but how bytes travel:
            it becomes ``data`` where there is none.

    Raises:
        TypeError: An argument is of the wrong type.
    """

    __slots__ = (
        "_data",
        "_data_base64",
        "_datacontenttype",
        "_dataschema",
        "_extension_attrs",
        "_id",
        "_source",
        "_specversion",
        "_subject",
        "_time",
        "_type",
    )

    _fields = (
        "id",
        "source",
        "type",
        "specversion",
        "subject",
        "time",
        "datacontenttype",
        "dataschema",
        "data",
        "extension_attrs",
    )

    def __init__(
        self,
        /,
        *,
        id: str | None = None,
        source: str | None = None,
        type: str | None = None,
        specversion: str | None = "1.0",
        data: JSONValue = None,
        time: datetime | None = None,
        subject: str | None = None,
        datacontenttype: str | None = None,
        dataschema: str | None = None,
        **extensions: JSONValue,
    ) -> None:
        owner = "CloudEvent"
        self._id = check_optional(owner, "id", id, str)
        self._source = check_optional(owner, "source", source, str)
        self._type = check_optional(owner, "type", type, str)
        self._specversion = check_optional(owner, "specversion", specversion, str)
        self._time = check_optional(owner, "time", time, datetime)
        self._subject = check_optional(owner, "subject", subject, str)
        self._datacontenttype = check_optional(owner, "datacontenttype", datacontenttype, str)
        self._dataschema = check_optional(owner, "dataschema", dataschema, str)
        self._data_base64 = extensions.pop("data_base64", None)
        self._data = _from_base64(self._data_base64) if data is None else data
        self._extension_attrs = extensions

    @classmethod
    def _from_wire(cls, event: dict[str, JSONValue]) -> CloudEvent:
        """Make one from an event as it travels, its attributes as they came."""
        get = event.get
        made = cls.__new__(cls)
        made._id = get("id")
        made._source = get("source")
        made._type = get("type")
        made._specversion = get("specversion")
        made._time = as_timestamp(get("time"))
        made._subject = get("subject")
        made._datacontenttype = get("datacontenttype")
        made._dataschema = get("dataschema")
        made._data_base64 = get("data_base64")
        made._data = get("data")
        if made._data is None:
            made._data = _from_base64(made._data_base64)
        extensions = event.keys() - _CLOUD_ATTRIBUTES
        made._extension_attrs = {name: event[name] for name in event if name in extensions}
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return reduce_as_it_is(self, (*self._fields, "data_base64"))

    @property
    def id(self) -> str | None:
        """The event's id."""
        return self._id

    @property
    def source(self) -> str | None:
        """What sent the event."""
        return self._source

    @property
    def type(self) -> str | None:
        """The kind of event."""
        return self._type

    @property
    def specversion(self) -> str | None:
        """The version of CloudEvents."""
        return self._specversion

    @property
    def time(self) -> datetime | None:
        """When it happened."""
        return self._time

    @property
    def subject(self) -> str | None:
        """What in the source the event is about."""
        return self._subject

    @property
    def datacontenttype(self) -> str | None:
        """The media type of the data."""
        return self._datacontenttype

    @property
    def dataschema(self) -> str | None:
        """The address of the schema of the data."""
        return self._dataschema

    @property
    def extension_attrs(self) -> dict[str, JSONValue]:
        """The extension attributes, in a new dict; ``data_base64`` too, where it came."""
        if self._data_base64 is None:
            return dict(self._extension_attrs)
        return {**self._extension_attrs, "data_base64": self._data_base64}

    def get_json(self) -> JSONValue:
        """Return the data.

        Returns:
            What happened, a dict, list, str, int, float, bool or None; bytes where the event
            carries them, as ``data_base64``.
        """
        return self._data


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


def _from_base64(text: JSONValue) -> bytes | None:
    """Return the bytes of base64 text; None for what is none."""
    if not isinstance(text, str):
        return None
    from base64 import b64decode

    try:
        return b64decode(text, validate=True)
    except ValueError:
        return None


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
