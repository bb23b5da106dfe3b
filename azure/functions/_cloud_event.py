"""``CloudEvent``: an event in the JSON format of CloudEvents 1.0."""

from __future__ import annotations

from datetime import datetime

from ._json import JSONValue
from ._time import as_timestamp
from ._value import Value, check_optional

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

    def _state(self) -> dict[str, object]:
        """Return the attributes that make up the event, for a copy."""
        return {**super()._state(), "_data_base64": self._data_base64}

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


def _from_base64(text: JSONValue) -> bytes | None:
    """Return the bytes of base64 text; None for what is none."""
    if not isinstance(text, str):
        return None
    from base64 import b64decode

    try:
        return b64decode(text, validate=True)
    except ValueError:
        return None
