"""Values of a test in the form in which the host sends them, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import GenericAlias

from .._errors import shorten, wrong_type
from .._json import JSONValue, dumps
from .._narrow import is_list
from .._registry import CONVERTERS
from ..meta import Collection, Datum
from ._app import FunctionInfo, HostError
from ._kinds import KINDS, Kind, accepted_types
from ._plan import Slot, answers, converter_of
from ._sent import sent_form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_BATCHED = frozenset({"eventHubTrigger", "kafkaTrigger", "serviceBusTrigger"})
"""The triggers whose cardinality says whether the host sends one message or many."""

_BINARY = frozenset({"blobTrigger"})
"""The bindings whose data the host sends as bytes, whatever they declare."""

_WITHOUT_JSON = _BINARY | {"blob", "queueTrigger"}
"""The bindings that take JSON as what it is there: text."""


class Wire:
    """What the host sends for a binding, for tests of what no value has the form of.

    Args:
        datum: The data; None where the host sends none.
        metadata: The trigger's metadata, by name.

    Raises:
        TypeError: One of these is no datum.
    """

    __slots__ = ("datum", "metadata")

    def __init__(
        self, datum: Datum | None, metadata: Mapping[str, Datum | None] | None = None
    ) -> None:
        self.datum: Datum | None = _check("datum", datum)
        self.metadata: dict[str, Datum | None] = {
            name: _check(name, each) for name, each in (metadata or {}).items()
        }

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Wire):
            return NotImplemented
        return (self.datum, self.metadata) == (other.datum, other.metadata)

    def __repr__(self) -> str:
        return f"Wire({self.datum!r}, {self.metadata!r})"


def _check(name: str, value: object) -> Datum | None:
    """Return what a ``Wire`` is given where it is a datum or None."""
    if value is None or isinstance(value, Datum):
        return value
    raise wrong_type("Wire", name, value, 'a datum, such as func.Datum("text", "string"), or None')


def to_wire(function: FunctionInfo, slot: Slot, value: object) -> Wire:
    """Return a value as the host sends it.

    Args:
        function: The function that it is for.
        slot: The parameter that it is for.
        value: A value of this package's types, or a list of them where the host sends batches;
            text, bytes, or what JSON has a form for; or a ``Wire``.

    Returns:
        The wire form.

    Raises:
        HostError: The binding has no form for such a value. It is a RuntimeError.
    """
    if isinstance(value, Wire):
        if value.metadata and not slot.binding.is_trigger:
            raise _refused(function, slot, value, "metadata is the trigger's; give it there")
        return value
    if value is None:
        return Wire(None)
    is_own = _is_own(slot, value)
    mismatch = _cardinality_problem(slot, value, is_own=is_own)
    if mismatch:
        raise _refused(function, slot, value, mismatch)
    try:
        return _own(slot, value) if is_own else Wire(_plain(slot, value))
    except (TypeError, ValueError) as error:
        accepted = accepted_types(slot.binding.type, "in")
        why = f"{error}; pass {accepted}, what JSON has a form for, or a testing.Wire"
        raise _refused(function, slot, value, why) from error


def from_wire(function: FunctionInfo, slot: Slot, wire: Wire) -> object:
    """Return what a function is given for what the host sends.

    Args:
        function: The function.
        slot: The parameter.
        wire: What the host sends.

    Returns:
        What the parameter's converter makes of it.

    Raises:
        HostError: The converter does not take it. It is a RuntimeError.
    """
    if slot.converter is None:
        raise _refused(function, slot, wire, "the worker makes it by itself; pass the object")
    decode = getattr(slot.converter, "decode", None)
    if decode is None:
        raise _refused(function, slot, wire.datum, "the binding is for outputs; declare it so")
    try:
        metadata = wire.metadata if slot.converter.has_trigger_support() else {}
        decoded: object = decode(wire.datum, trigger_metadata=metadata)
    except (NotImplementedError, TypeError, ValueError) as error:
        types = KINDS.get(slot.binding.type, Kind()).inputs
        accepted = [*(each for each in types if "func." in each), "a testing.Wire"]
        why = f"{error}; pass {' or '.join(accepted)}"
        raise _refused(function, slot, wire.datum, why) from error
    return decoded


def encode(function: FunctionInfo, slot: Slot, value: object) -> Datum | None:
    """Return what the worker sends for what a function has set or returned.

    Args:
        function: The function.
        slot: The parameter, or the return value.
        value: What it has set or returned.

    Returns:
        The datum; None for nothing.

    Raises:
        HostError: The converter does not take it. It is a RuntimeError.
    """
    if slot.converter is None:
        return None
    write = getattr(slot.converter, "encode", None)
    if write is None:
        raise _refused(function, slot, value, "the binding is for inputs; declare another one")
    try:
        datum: Datum | None = write(value, expected_type=slot.annotation)
        if datum is not None:
            return sent_form(datum)
    except (NotImplementedError, TypeError, ValueError) as error:
        raise _refused(function, slot, value, str(error)) from error
    fix = "its converter's encode() returned None; Datum(None, None) sends nothing"
    raise _refused(function, slot, value, fix)


def _is_own(slot: Slot, value: object) -> bool:
    """Tell whether a value is one that the binding's own converter gives to functions."""
    binding_type = slot.binding.type
    if binding_type not in CONVERTERS or binding_type == "activityTrigger":
        return binding_type == "activityTrigger"  # any value, which travels as JSON
    kinds: set[type[object]] = {*map(type, value if is_list(value) and value else [value])}
    if not all(_is_ours(kind) for kind in kinds):
        return False
    return all(
        answers(
            converter_of(binding_type),
            "check_input_type_annotation",
            GenericAlias(list, kind) if is_list(value) else kind,
        )
        for kind in kinds
    )


def _is_ours(kind: type) -> bool:
    """Tell whether a class is one of this package, or made of one."""
    return any(base.__module__.startswith("azure.functions") for base in kind.__mro__)


def _cardinality_problem(slot: Slot, value: object, *, is_own: bool) -> str:
    """Tell what is wrong with one value for a batch, or many for one; empty where nothing is."""
    binding = slot.binding
    if binding.type not in _BATCHED or binding.is_many == is_list(value):
        return ""
    if binding.is_many:
        return "the host sends a batch, as the cardinality is many; pass a list"
    return "the cardinality is one; pass one value, or declare many" if is_own else ""


def _own(slot: Slot, value: object) -> Wire:
    """Return the wire form that the binding's own module writes."""
    module, _ = CONVERTERS[slot.binding.type]
    write: Callable[[Any], tuple[Datum, dict[str, Datum]]]
    write = import_module(f"azure.functions.{module}").to_wire
    datum, metadata = write(value)
    if slot.annotation is str and datum.type == "bytes" and _sends_text(slot):
        datum = Datum(datum.value.decode("utf-8"), "string")
    return Wire(datum, metadata)


def _sends_text(slot: Slot) -> bool:
    """Tell whether the host sends a message as text: it does unless it is told otherwise."""
    data_type = str(slot.binding.fields.get("dataType", "")).lower()
    return data_type != "binary" and slot.binding.type not in _BINARY


def _plain(slot: Slot, value: object) -> Datum:
    """Return text, bytes and what JSON has a form for as the host sends them."""
    if isinstance(value, str):
        return Datum(value, "string")
    if isinstance(value, (bytes, bytearray)):
        return Datum(bytes(value), "bytes")
    if slot.binding.is_many and is_list(value):
        return _batch(value)
    return Datum(dumps(value), "string" if slot.binding.type in _WITHOUT_JSON else "json")


def _batch(messages: list[JSONValue]) -> Datum:
    """Return many messages as the host sends them; those that are neither text nor bytes as JSON.

    They are no JSON array: without the metadata of a batch that would be one message.
    """
    if all(isinstance(message, bytes) for message in messages):
        return Datum(Collection("bytes", messages), "collection_bytes")
    texts = [message if isinstance(message, str) else dumps(message) for message in messages]
    return Datum(Collection("string", texts), "collection_string")


def _refused(function: FunctionInfo, slot: Slot, value: object, why: str) -> HostError:
    """Make the error for a value that cannot be converted."""
    name, kind = slot.binding.name, slot.binding.type
    return HostError(
        f"function {function.name!r}, {name!r} ({kind}): cannot convert "
        f"{type(value).__name__} ({shorten(value)}): {why}",
        function=function.name,
        parameter=name,
        problems=(),
    )
