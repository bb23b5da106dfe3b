"""Durable functions: contexts, and the converters of their triggers and of ``durableClient``."""

from __future__ import annotations

from collections.abc import Mapping

from ._durable_functions import df_dumps, df_loads
from ._errors import unsupported_datum, unsupported_type, wrong_type
from ._json import JSONValue, loads_body
from ._value import Value
from ._wire import ImplicitOutputConverter, plain_datum, unreadable, unwritable
from .meta import (
    Datum,
    InConverter,
    OutConverter,
    is_class_of,
    is_input_annotation,
    is_output_annotation,
    union_members,
)

__all__ = (
    "ActivityTriggerConverter",
    "DurableClientConverter",
    "EntityContext",
    "EntityTriggerConverter",
    "OrchestrationContext",
    "OrchestrationTriggerConverter",
)


class OrchestrationContext(Value):
    """One episode of an orchestration, as the host sends it.

    ``azure-functions-durable`` makes of it the context that orchestrators work with.

    Args:
        body: The history of the orchestration, JSON text.

    Raises:
        TypeError: It is neither text nor bytes.
        ValueError: It is bytes that are not UTF-8.
    """

    __slots__ = ("_body",)

    _fields = ("body",)

    def __init__(self, body: str | bytes = "") -> None:
        self._body = _decode_body(type(self).__name__, body)

    @property
    def body(self) -> str:
        """The history, or the state of an entity and the operations on it: JSON text."""
        return self._body

    def get_json(self) -> JSONValue:
        """Return the body read as JSON.

        Returns:
            The value, a dict, list, str, int, float, bool or None.

        Raises:
            ValueError: The body is empty or is not JSON; the message says which.
        """
        return loads_body(self._body, type(self).__name__)

    def __str__(self) -> str:
        return self._body


class EntityContext(OrchestrationContext):
    """One batch of operations on an entity, as the host sends it.

    ``azure-functions-durable`` makes of it the context that entities work with.

    Args:
        body: The state of the entity and the operations, JSON text.

    Raises:
        TypeError: It is neither text nor bytes.
        ValueError: It is bytes that are not UTF-8.
    """

    __slots__ = ()


class _OrchestrationConverter(ImplicitOutputConverter):
    """Base of the converters of orchestrations and entities.

    A subclass names its binding and the class of its contexts.
    """

    _binding: str
    _context: type[OrchestrationContext]

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Mapping[str, Datum | None] | None
    ) -> OrchestrationContext:
        """Turn a datum into a context.

        Args:
            data: Text, or bytes in UTF-8.
            trigger_metadata: Not needed.

        Returns:
            The context.

        Raises:
            NotImplementedError: The data is neither text nor bytes. It is a ValueError.
            ValueError: The bytes are not UTF-8.
        """
        body = None if data is None else data.value
        if data is None or not isinstance(body, (str, bytes)):
            raise unsupported_datum(cls._binding, data and data.type, "json, string or bytes")
        try:
            return cls._context(body)
        except ValueError as error:
            raise unreadable(cls._binding, body, "text, or bytes in UTF-8", error) from error

    @classmethod
    def encode(cls, obj: object, *, expected_type: object) -> Datum:
        """Turn what the function returned into a datum.

        Args:
            obj: What ``azure-functions-durable`` made of the function: JSON text. None is nothing.
            expected_type: The annotation; not needed.

        Returns:
            The datum.

        Raises:
            NotImplementedError: The value is of another type, such as the generator of a function
                that ``azure-functions-durable`` has not made an orchestrator of.
        """
        if obj is None or isinstance(obj, (str, bytes)):
            return Datum(obj, "json")
        accepted = (
            "JSON text, as a function does that df.Orchestrator.create() or df.Entity.create() made"
        )
        raise unsupported_type(cls._binding, obj, accepted)


class OrchestrationTriggerConverter(
    _OrchestrationConverter, binding="orchestrationTrigger", trigger=True
):
    """Turns what an orchestration trigger sends into an ``OrchestrationContext``."""

    _binding = "orchestrationTrigger"
    _context = OrchestrationContext

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter can take an ``OrchestrationContext``.

        Args:
            pytype: The parameter's annotation.

        Returns:
            True for ``OrchestrationContext`` and unions with it, not for ``EntityContext``.
        """
        return any(
            is_class_of(member, OrchestrationContext) and not is_class_of(member, EntityContext)
            for member in union_members(pytype)
        )


class EntityTriggerConverter(_OrchestrationConverter, binding="entityTrigger", trigger=True):
    """Turns what an entity trigger sends into an ``EntityContext``."""

    _binding = "entityTrigger"
    _context = EntityContext

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter can take an ``EntityContext``.

        Args:
            pytype: The parameter's annotation.

        Returns:
            True for ``EntityContext`` and unions with it.
        """
        return is_input_annotation(pytype, EntityContext)


class ActivityTriggerConverter(ImplicitOutputConverter, binding="activityTrigger", trigger=True):
    """Turns the input of an activity into a value, and what the activity returns into JSON."""

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter can take the input.

        Args:
            pytype: The parameter's annotation; not needed.

        Returns:
            True: an input is of any type.
        """
        return True

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Mapping[str, Datum | None] | None
    ) -> JSONValue:
        """Turn a datum into the input.

        Args:
            data: JSON, of kind ``json`` or ``string``.
            trigger_metadata: Not needed.

        Returns:
            The value, custom objects made; the text itself where it is no JSON.

        Raises:
            NotImplementedError: The data is of another kind. It is a ValueError.
            ValueError: There is no text, or a custom object cannot be made.
        """
        if data is None or data.type not in ("json", "string"):
            raise unsupported_datum("activityTrigger", data and data.type, _ACTIVITY_READABLE)
        text: object = data.value
        if not isinstance(text, str):
            raise unreadable("activityTrigger", text, _ACTIVITY_READABLE)
        try:
            return df_loads(text)
        except Exception as error:  # from_json is the user's: it may raise anything
            if getattr(error, "doc", None) is text:  # the text is no JSON: it is the input
                return text
            raise unreadable("activityTrigger", text, _ACTIVITY_READABLE, error) from error

    @classmethod
    def encode(cls, obj: object, *, expected_type: object) -> Datum:
        """Turn what the activity returned into a datum.

        Args:
            obj: What JSON has a form for, and custom objects.
            expected_type: The annotation; not needed.

        Returns:
            The datum, JSON.

        Raises:
            ValueError: It holds a value that has no form, or itself. It is a TypeError.
        """
        try:
            return Datum(df_dumps(obj), "json")
        except (TypeError, ValueError, RecursionError) as error:
            raise unwritable("activityTrigger", obj, _ACTIVITY_WRITABLE, error) from error


class DurableClientConverter(InConverter, OutConverter, binding="durableClient"):
    """Hands on what describes the durable client; ``azure-functions-durable`` makes it of that."""

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter can take the description.

        Args:
            pytype: The parameter's annotation.

        Returns:
            True for ``str``, ``bytes``, and unions with one of them.
        """
        return is_input_annotation(pytype, (str, bytes))

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        """Tell whether values of this annotation can be sent.

        Args:
            pytype: The annotation.

        Returns:
            True for ``str``, ``bytes``, ``bytearray``, and unions of these.
        """
        return is_output_annotation(pytype, (str, bytes, bytearray))

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Mapping[str, Datum | None] | None
    ) -> str | bytes | None:
        """Turn a datum into the description.

        Args:
            data: The description, of kind ``json``, ``string`` or ``bytes``.
            trigger_metadata: Not needed.

        Returns:
            The text or the bytes; None where there is none.

        Raises:
            ValueError: The data is of another kind.
        """
        if data is None or data.type is None:
            return None
        if data.type not in ("json", "string", "bytes"):
            raise unsupported_datum("durableClient", data.type, "json, string or bytes")
        description: str | bytes | None = data.value
        return description

    @classmethod
    def encode(cls, obj: object, *, expected_type: object) -> Datum:
        """Turn a value into a datum of its own kind.

        Args:
            obj: ``str``, ``bytes``, ``bytearray``, ``int``, ``float``, ``bool``, ``dict``,
                ``list`` or None.
            expected_type: The annotation; not needed.

        Returns:
            The datum.

        Raises:
            NotImplementedError: The value is of another type.
        """
        return plain_datum("durableClient", obj)


_ACTIVITY_READABLE = "JSON, or text that is none, as json or string"
_ACTIVITY_WRITABLE = (
    "dicts, lists, str, int, float, bool, None, and objects whose class has to_json and from_json"
)


def to_wire(value: JSONValue) -> tuple[Datum, dict[str, Datum]]:
    """Write what a function is given as the host sends it: the inverse of ``decode``.

    Args:
        value: The context of an orchestrator or an entity; or the input of an activity: what JSON
            has a form for, and custom objects.

    Returns:
        The datum, and the trigger's metadata, which is empty.

    Raises:
        ValueError: An input holds a value that has no form, or itself. It is a TypeError.
    """
    if isinstance(value, OrchestrationContext):
        return Datum(value.body, "string"), {}
    return ActivityTriggerConverter.encode(value, expected_type=None), {}


def _decode_body(owner: str, body: object) -> str:
    """Return the body that a constructor was given as text."""
    if isinstance(body, str):
        return body
    if isinstance(body, bytes):
        return body.decode("utf-8")
    raise wrong_type(owner, "body", body, "str or bytes")
