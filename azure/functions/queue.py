"""Azure Queue Storage: ``QueueMessage``, and the converters of ``queueTrigger`` and ``queue``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ._errors import EncodeError, shorten, unsupported_datum, unsupported_type
from ._json import JSONValue, dumps, loads_body
from ._narrow import is_iterable, is_mapping
from ._time import as_timestamp
from ._value import Value, check_optional, encode_body
from .meta import (
    Datum,
    InConverter,
    OutConverter,
    as_int,
    as_text,
    is_input_annotation,
    is_output_annotation,
    metadata_datums,
    metadata_value,
)

__all__ = ("QueueMessage", "QueueMessageInConverter", "QueueMessageOutConverter")


class QueueMessage(Value):
    """A message of a storage queue.

    Args:
        id: The message's id.
        body: The message; text is encoded as UTF-8, None is empty.
        dequeue_count: How many times it has been taken from the queue.
        expiration_time: When it leaves the queue unread.
        insertion_time: When it came into the queue.
        time_next_visible: When it becomes visible again.
        pop_receipt: What the queue demands to delete the message.

    Raises:
        TypeError: An argument is of the wrong type.
    """

    __slots__ = (
        "_body",
        "_dequeue_count",
        "_expiration_time",
        "_id",
        "_insertion_time",
        "_pop_receipt",
        "_time_next_visible",
    )

    _fields = (
        "id",
        "body",
        "pop_receipt",
        "dequeue_count",
        "expiration_time",
        "insertion_time",
        "time_next_visible",
    )

    def __init__(
        self,
        *,
        id: str | None = None,
        body: str | bytes | bytearray | None = None,
        dequeue_count: int | None = None,
        expiration_time: datetime | None = None,
        insertion_time: datetime | None = None,
        time_next_visible: datetime | None = None,
        pop_receipt: str | None = None,
    ) -> None:
        self._id = check_optional("QueueMessage", "id", id, str)
        self._body = encode_body("QueueMessage", body)
        self._dequeue_count = check_optional("QueueMessage", "dequeue_count", dequeue_count, int)
        self._expiration_time = check_optional(
            "QueueMessage", "expiration_time", expiration_time, datetime
        )
        self._insertion_time = check_optional(
            "QueueMessage", "insertion_time", insertion_time, datetime
        )
        self._time_next_visible = check_optional(
            "QueueMessage", "time_next_visible", time_next_visible, datetime
        )
        self._pop_receipt = check_optional("QueueMessage", "pop_receipt", pop_receipt, str)

    @property
    def id(self) -> str | None:
        """The message's id."""
        return self._id

    @property
    def dequeue_count(self) -> int | None:
        """How many times the message has been taken from the queue."""
        return self._dequeue_count

    @property
    def expiration_time(self) -> datetime | None:
        """When the message leaves the queue unread."""
        return self._expiration_time

    @property
    def insertion_time(self) -> datetime | None:
        """When the message came into the queue."""
        return self._insertion_time

    @property
    def time_next_visible(self) -> datetime | None:
        """When the message becomes visible again."""
        return self._time_next_visible

    @property
    def pop_receipt(self) -> str | None:
        """What the queue demands to delete the message."""
        return self._pop_receipt

    def get_body(self) -> bytes:
        """Return the body.

        Returns:
            The bytes of the message.
        """
        return self._body

    def get_json(self) -> JSONValue:
        """Return the body read as JSON.

        Returns:
            The value, a dict, list, str, int, float, bool or None.

        Raises:
            ValueError: The body is empty or is not JSON; the message says which.
        """
        return loads_body(self._body, "QueueMessage")


class QueueMessageInConverter(InConverter, binding="queueTrigger", trigger=True):
    """Turns what a queue trigger sends into a ``QueueMessage``."""

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter can take a ``QueueMessage``.

        Args:
            pytype: The parameter's annotation.

        Returns:
            True for ``QueueMessage`` and unions with it.
        """
        return is_input_annotation(pytype, QueueMessage)

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Mapping[str, Datum | None] | None
    ) -> QueueMessage:
        """Turn a datum into a message.

        Args:
            data: The body, of kind ``string`` or ``bytes``.
            trigger_metadata: The message's fields; each may be absent.

        Returns:
            The message. A field that cannot be read is None.

        Raises:
            NotImplementedError: The data is of another kind.
        """
        if data is None or data.type not in ("string", "bytes"):
            kind = None if data is None else data.type
            raise unsupported_datum("queueTrigger", kind, "string or bytes")
        return QueueMessage(
            id=as_text(metadata_value(trigger_metadata, "Id")),
            body=data.value,
            dequeue_count=as_int(metadata_value(trigger_metadata, "DequeueCount")),
            expiration_time=as_timestamp(metadata_value(trigger_metadata, "ExpirationTime")),
            insertion_time=as_timestamp(metadata_value(trigger_metadata, "InsertionTime")),
            time_next_visible=as_timestamp(metadata_value(trigger_metadata, "NextVisibleTime")),
            pop_receipt=as_text(metadata_value(trigger_metadata, "PopReceipt")),
        )


class QueueMessageOutConverter(OutConverter, binding="queue"):
    """Turns what a function returns or sets into queue messages."""

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        """Tell whether values of this annotation can be sent to a queue.

        Args:
            pytype: The annotation.

        Returns:
            True for ``str``, ``bytes``, ``QueueMessage``, iterables of ``str`` and
            ``QueueMessage``, and unions of these.
        """
        return is_output_annotation(pytype, (str, bytes, QueueMessage), items=(str, QueueMessage))

    @classmethod
    def encode(cls, obj: object, *, expected_type: object) -> Datum:
        """Turn a value into one message, or an iterable of values into one message an item.

        Args:
            obj: ``str``, ``bytes``, ``QueueMessage``, or an iterable of ``str`` and
                ``QueueMessage``.
            expected_type: The annotation; not needed.

        Returns:
            The datum.

        Raises:
            NotImplementedError: The value, or an item, is of another type.
            ValueError: The body of a ``QueueMessage`` is not UTF-8: it travels as text.
        """
        if isinstance(obj, str):
            return Datum(obj, "string")
        if isinstance(obj, bytes):
            return Datum(obj, "bytes")
        if isinstance(obj, QueueMessage):
            return Datum(dumps(_wire_form(obj)), "json")
        if is_iterable(obj) and not (is_mapping(obj) or isinstance(obj, (bytearray, memoryview))):
            return Datum(dumps([_wire_form(item) for item in obj]), "json")
        raise unsupported_type("queue", obj, _ACCEPTED)


_ACCEPTED = "str, bytes, QueueMessage, or a list of str and QueueMessage"


def _wire_form(message: object) -> object:
    """Return a message in the form in which it travels in JSON."""
    if isinstance(message, str):
        return message
    if not isinstance(message, QueueMessage):
        raise unsupported_type("queue", message, "a list of nothing but str and QueueMessage")
    try:
        return {"id": message.id, "body": message.get_body().decode("utf-8")}
    except UnicodeDecodeError as error:
        raise EncodeError(
            f"queue binding: the body of {shorten(message)} is not UTF-8, and a QueueMessage "
            f"travels as text; set the bytes themselves, or encode them as base64",
            binding="queue",
            accepted=_ACCEPTED,
        ) from error


def to_wire(value: QueueMessage) -> tuple[Datum, dict[str, Datum]]:
    """Turn a message into what the host sends for it.

    Args:
        value: The message.

    Returns:
        The datum and the trigger's metadata, from which the same is decoded.
    """
    fields = {
        "Id": value.id,
        "DequeueCount": value.dequeue_count,
        "ExpirationTime": value.expiration_time,
        "InsertionTime": value.insertion_time,
        "NextVisibleTime": value.time_next_visible,
        "PopReceipt": value.pop_receipt,
    }
    return Datum(value.get_body(), "bytes"), metadata_datums(fields)
