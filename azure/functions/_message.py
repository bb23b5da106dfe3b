"""What messages of Service Bus, Event Hubs and Kafka share: fields read when they are asked for.

A batch comes as one datum of bodies, and metadata whose arrays have an item a message. Each array
is parsed once, when a field of it is first asked for, whatever the size of the batch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from ._errors import EncodeError, shorten, unsupported_datum, unsupported_type
from ._json import JSONValue, dumps, loads_body, standard_dumps
from ._narrow import is_sequence
from ._time import as_duration, as_timestamp
from ._value import Value, check_optional, encode_body
from .meta import (
    Collection,
    Datum,
    InConverter,
    OutConverter,
    as_int,
    as_list,
    as_mapping,
    as_text,
    collection_items,
    is_input_annotation,
    is_output_annotation,
    metadata_datums,
    metadata_value,
    wire_form,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeVar

    M = TypeVar("M", bound="Message")

Reader = Callable[[JSONValue], object]
Readers = dict[str, tuple[str, Reader]]
"""Field -> its name in the metadata, how it is read."""

Metadata = Mapping[str, Datum | None] | None
"""The trigger's metadata as the worker hands it over."""

_TYPES: dict[Reader, type[object]] = {
    as_duration: timedelta,
    as_int: int,
    as_list: list,
    as_mapping: dict,
    as_text: str,
    as_timestamp: datetime,
}
"""What each reader of a metadata field reads it as."""


class Fields:
    """The fields of one message, each read when it is first asked for.

    Args:
        metadata: The trigger's metadata, if any.
        readers: The table of the fields.
        known: The fields that are known already, by name.
    """

    __slots__ = ("_known", "_plain", "_readers", "metadata")

    def __init__(
        self, metadata: Metadata, readers: Readers, known: dict[str, JSONValue] | None = None
    ) -> None:
        self.metadata: Metadata = metadata
        self._readers = readers
        self._known: dict[str, JSONValue] = {} if known is None else known
        self._plain: dict[str, JSONValue] | None = None

    def get(self, name: str, index: int) -> JSONValue:
        """Return a field.

        Args:
            name: Its name.
            index: Which message of a batch asks; not needed for one.

        Returns:
            The field; None where it is absent or cannot be read.
        """
        known = self._known
        if name in known:
            return known[name]
        wire_name, read = self._readers[name]
        value = known[name] = read(self.read(wire_name))
        return value

    def read(self, wire_name: str) -> JSONValue:
        """Read a field from the metadata.

        Args:
            wire_name: Its name there.

        Returns:
            The field as it came; None where it is absent.
        """
        return metadata_value(self.metadata, wire_name)

    def plain_metadata(self) -> dict[str, JSONValue] | None:
        """Return the metadata read as plain Python, once for all messages that share it.

        Returns:
            The metadata, in a new dict; None where there is none.
        """
        metadata = self.metadata
        if metadata is None:
            return None
        if self._plain is None:
            self._plain = {name: metadata_value(metadata, name) for name in metadata}
        return dict(self._plain)


class BatchFields(Fields):
    """The fields of a batch of messages: each is an array, read when it is first asked for."""

    __slots__ = ()

    def get(self, name: str, index: int) -> JSONValue:
        """Return a field of a message.

        Args:
            name: Its name.
            index: Which message of the batch asks.

        Returns:
            The field; None where it is absent or cannot be read, and where its array is shorter
            than the batch.
        """
        column = self._known.get(name)
        if column is None:
            wire_name, read = self._readers[name]
            column = self._known[name] = [read(item) for item in self.read(wire_name)]
        return column[index] if index < len(column) else None

    def read(self, wire_name: str) -> list[JSONValue]:
        """Read the array of a field from the metadata.

        Args:
            wire_name: The field's name there, without ``Array``.

        Returns:
            The fields as they came; empty where there is no array.
        """
        return as_list(metadata_value(self.metadata, f"{wire_name}Array")) or []


class Message(Value):
    """A message with a body and metadata.

    A subclass has the table of its fields as ``readers``.

    Args:
        body: The body; text is encoded as UTF-8.
        trigger_metadata: The metadata that came along.
        fields: The fields by name.

    Raises:
        TypeError: An argument is of the wrong type.
    """

    __slots__ = ("_body", "_index", "_source")

    readers: Readers
    """The fields, their names in the metadata, and how each is read."""

    def __init__(
        self,
        body: str | bytes | bytearray | None,
        trigger_metadata: Metadata,
        fields: dict[str, JSONValue],
    ) -> None:
        owner = type(self).__name__
        for name, value in fields.items():
            check_optional(owner, name, value, _TYPES[self.readers[name][1]])
        self._body: JSONValue = encode_body(owner, body)
        self._source = Fields(trigger_metadata, self.readers, fields)
        self._index = 0

    @property
    def metadata(self) -> Mapping[str, JSONValue] | None:
        """The trigger's metadata as it came, read as plain Python; None where there is none.

        The messages of a batch share what it holds, so that none should be changed.
        """
        return self._source.plain_metadata()

    def get_body(self) -> bytes:
        """Return the body.

        Returns:
            The bytes of the message.
        """
        body = self._body
        if isinstance(body, bytes):
            return body
        if isinstance(body, str):
            return encode_body(type(self).__name__, body)
        return standard_dumps(body).encode("utf-8")

    def get_json(self) -> JSONValue:
        """Return the body read as JSON.

        Returns:
            The value, a dict, list, str, int, float, bool or None.

        Raises:
            ValueError: The body is empty or is not JSON; the message says which.
        """
        return loads_body(self.get_body(), type(self).__name__)

    def _field(self, name: str) -> JSONValue:
        """Return a field, read when it is first asked for."""
        return self._source.get(name, self._index)

    def _values(self) -> dict[str, object]:
        """Return the fields by name."""
        return {"body": self.get_body(), **{name: self._field(name) for name in self.readers}}

    @staticmethod
    def _from_wire(message_class: type[M], body: object, source: Fields, index: int) -> M:
        """Make a message of a body that the host sent, and of the metadata it has an index in."""
        message = message_class.__new__(message_class)
        message._body = body
        message._source = source
        message._index = index
        return message

    def _wire_fields(self) -> dict[str, JSONValue]:
        """Return the fields that are known as the host sends them, by their names there."""
        values = ((wire, self._field(name)) for name, (wire, _) in self.readers.items())
        return {wire: wire_form(value) for wire, value in values if value is not None}

    def __reduce__(self) -> tuple[object, ...]:
        fields = {name: self._field(name) for name in self.readers}
        metadata = self.metadata
        return _restore, (type(self), self.get_body(), fields, metadata)


# Service modules call these two, and users do not: so they are private methods of the messages.
make_message = Message._from_wire  # pyright: ignore[reportPrivateUsage]  # of this module
fields_to_wire = Message._wire_fields  # pyright: ignore[reportPrivateUsage]  # of this module


def decode_messages(
    binding: str,
    message_class: type[M],
    data: Datum | None,
    metadata: Metadata,
    fields: type[Fields] = Fields,
    batch_fields: type[BatchFields] = BatchFields,
) -> M | list[M]:
    """Turn a datum into a message, or into as many as it holds.

    A collection is a batch, and so is a JSON array that comes with metadata in arrays.

    Args:
        binding: The binding type, for errors.
        message_class: The class of the messages.
        data: The datum.
        metadata: The trigger's metadata, if any.
        fields: How the metadata of one message is read.
        batch_fields: How the metadata of a batch is read.

    Returns:
        The message, or the list of messages.

    Raises:
        NotImplementedError: The data is of a kind that holds no message.
    """
    kind = None if data is None else data.type
    readers = message_class.readers
    if data is not None and kind in ("collection_bytes", "collection_string"):
        bodies = collection_items(data.value, kind)
        return _batch(message_class, bodies, batch_fields(metadata, readers))
    if data is not None and kind == "json" and any(map(_is_array, metadata or ())):
        items = as_list(data.value)
        if items is not None:
            return _batch(message_class, map(_body_of_item, items), batch_fields(metadata, readers))
    if data is not None and kind in ("string", "bytes", "json"):
        return make_message(message_class, data.value, fields(metadata, readers), 0)
    raise unsupported_datum(
        binding, kind, "string, bytes, json, or a collection of strings or bytes"
    )


class EventConverter(InConverter, OutConverter):
    """Turns what the host sends into events, and what a function returns or sets into events.

    A subclass names its binding and the class of its events, and how their fields are read.
    """

    _binding: str
    _event: type[Message]
    _one: type[Fields] = Fields
    _many: type[BatchFields] = BatchFields

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter can take events.

        Args:
            pytype: The parameter's annotation.

        Returns:
            True for the class of the events, iterables of it, and unions with one of them.
        """
        return is_input_annotation(pytype, cls._event, items=cls._event)

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
    def decode(cls, data: Datum | None, *, trigger_metadata: Metadata) -> Message | list[Message]:
        """Turn a datum into an event, or into as many as it holds.

        Args:
            data: The body, of kind ``string``, ``bytes`` or ``json``, or a collection of bodies.
            trigger_metadata: The event's fields; each may be absent. For a batch, arrays, which
                may be shorter than it. Not needed for a plain input.

        Returns:
            The event, or the list of events. A field that cannot be read is None.

        Raises:
            NotImplementedError: The data is of another kind.
        """
        metadata = trigger_metadata if cls.has_trigger_support() else None
        return decode_messages(cls._binding, cls._event, data, metadata, cls._one, cls._many)

    @classmethod
    def encode(cls, obj: object, *, expected_type: object) -> Datum:
        """Turn a value into one event, or a list of values into one event an item.

        Args:
            obj: ``str``, ``bytes``, ``int``, a list of these and of what JSON has a form for, or
                None for nothing to send.
            expected_type: The annotation; not needed.

        Returns:
            The datum.

        Raises:
            NotImplementedError: The value, or an item, is of another type.
            ValueError: An item is bytes that are not UTF-8: a list travels as JSON.
        """
        return _encode_events(cls._binding, obj)


def message_to_wire(message: Message) -> tuple[Datum, dict[str, Datum]]:
    """Turn a message into what the host sends for it.

    Args:
        message: The message.

    Returns:
        The datum and the trigger's metadata, from which the message is decoded.
    """
    metadata = fields_to_wire(message)
    return Datum(message.get_body(), "bytes"), metadata_datums(metadata)


def messages_to_wire(messages: Iterable[Message]) -> tuple[Datum, dict[str, Datum]]:
    """Turn messages into what the host sends for a batch of them.

    Args:
        messages: The messages.

    Returns:
        The datum and the trigger's metadata, from which the messages are decoded.
    """
    batch = list(messages)
    metadata = [fields_to_wire(message) for message in batch]
    names = {name: None for fields in metadata for name in fields}
    arrays = {f"{name}Array": [fields.get(name) for fields in metadata] for name in names}
    bodies = Collection("bytes", (message.get_body() for message in batch))
    return Datum(bodies, "collection_bytes"), metadata_datums(arrays)


def text_items(binding: str, items: Iterable[object], accepted: str) -> list[str]:
    """Return messages to send as the texts that travel in a JSON array.

    Args:
        binding: The binding type, for errors.
        items: The messages.
        accepted: What the binding accepts, for errors.

    Returns:
        The texts; bytes are read as UTF-8.

    Raises:
        NotImplementedError: An item is neither ``str`` nor ``bytes``.
        ValueError: An item is bytes that are not UTF-8.
    """
    texts: list[str] = []
    for item in items:
        if not isinstance(item, (str, bytes)):
            raise unsupported_type(binding, item, accepted)
        texts.append(item if isinstance(item, str) else text_of(binding, item, accepted))
    return texts


def text_of(binding: str, item: bytes, accepted: str) -> str:
    """Return a message of bytes as the text that travels in a JSON array.

    Args:
        binding: The binding type, for errors.
        item: The message.
        accepted: What the binding accepts, for errors.

    Returns:
        The text.

    Raises:
        ValueError: The bytes are not UTF-8.
    """
    try:
        return item.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EncodeError(
            f"{binding} binding: {shorten(item)} in a list is not UTF-8, and a list travels as "
            f"JSON; send it alone, or encode it as base64",
            binding=binding,
            accepted=accepted,
        ) from error


def _batch(message_class: type[M], bodies: Iterable[object], source: Fields) -> list[M]:
    """Make the messages of a batch, which share its metadata."""
    return [make_message(message_class, body, source, i) for i, body in enumerate(bodies)]


def _is_array(name: str) -> bool:
    """Tell whether metadata of this name has an item a message."""
    return name.endswith("Array")


def _body_of_item(item: JSONValue) -> object:
    """Return an item of a JSON array as a body: text stays JSON, in quotes."""
    if not isinstance(item, str):
        return item
    return standard_dumps(item)


def _restore(
    message_class: type[M],
    body: bytes,
    known: dict[str, JSONValue],
    metadata: dict[str, JSONValue] | None,
) -> M:
    """Make the message that was pickled, with the metadata as plain Python."""
    datums: Metadata = None
    if metadata is not None:
        datums = {name: Datum(value, "python") for name, value in metadata.items()}
    return make_message(message_class, body, Fields(datums, message_class.readers, known), 0)


def _encode_events(binding: str, obj: object) -> Datum:
    """Turn a value into one event, or a list of values into one event an item."""
    accepted = "str, bytes, int, None, or a list of these and of what JSON has a form for"
    if isinstance(obj, str):
        return Datum(obj, "string")
    if isinstance(obj, (bytes, bytearray)):
        return Datum(bytes(obj), "bytes")
    if isinstance(obj, int):
        return Datum(obj, "int")
    if obj is None:
        return Datum(None, None)
    if not is_sequence(obj):
        raise unsupported_type(binding, obj, accepted)
    items = [text_of(binding, i, accepted) if isinstance(i, bytes) else i for i in obj]
    try:
        return Datum(dumps(items), "json")
    except TypeError as error:
        raise unsupported_type(binding, obj, accepted) from error
