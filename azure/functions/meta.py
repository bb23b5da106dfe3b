"""What converters are made of: the datum, the two base classes, and readers of metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ._errors import shorten, unsupported_datum, unsupported_type, wrong_type
from ._json import JSONValue, loads, standard_dumps
from ._limits import LONGEST_NUMBER
from ._narrow import is_dict, is_list
from ._registry import BindingRegistry, check_binding_type, get_binding_registry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeGuard

__all__ = (
    "BindingRegistry",
    "Converter",
    "Datum",
    "InConverter",
    "OutConverter",
    "get_binding_registry",
    "is_iterable_type_annotation",
    "register_converter",
)


class Datum:
    """A value as it travels between the host and the worker.

    Args:
        value: The value, of the Python type that the kind implies.
        type: The kind: ``string``, ``bytes``, ``json`` (text), ``int``, ``double``, ``http``,
            ``collection_string``, ``collection_bytes``, ``collection_sint64``,
            ``collection_double``, ``model_binding_data``, ``bool``, ``dict``, ``list``, or None.
    """

    __slots__ = ("__weakref__", "type", "value")

    def __init__(self, value: JSONValue, type: str | None) -> None:
        self.value: JSONValue = value
        self.type: str | None = type

    @property
    def python_value(self) -> JSONValue:
        """The value as plain Python, JSON read, collections as lists."""
        if self.value is None or self.type is None:
            return None
        if self.type == "json":
            return loads(self.value)
        if self.type.startswith("collection_"):
            return collection_items(self.value, self.type)
        return self.value

    @property
    def python_type(self) -> type[object]:
        """The type of ``python_value``."""
        value: object = self.python_value
        return type(value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Datum):
            return NotImplemented
        return (self.type, self.value) == (other.type, other.value)

    def __hash__(self) -> int:
        return hash((Datum, self.type, self.value))

    def __reduce__(self) -> tuple[object, ...]:
        return Datum, (self.value, self.type)

    def __repr__(self) -> str:
        return f"<Datum {self.type} {shorten(self.value)}>"


class Collection:
    """Many values of one kind, as a datum of kind ``collection_...`` holds them.

    Args:
        kind: The kind: ``string``, ``bytes``, ``sint64`` or ``double``.
        items: The values. They are found under an attribute named for the kind.
    """

    def __init__(self, kind: str, items: Iterable[object]) -> None:
        setattr(self, kind, list(items))


class Converter:
    """What in- and out-converters share: they register themselves by their class keywords.

    ::

        class TableConverter(InConverter, OutConverter, binding="table"): ...
        class EventConverter(InConverter, binding="event", trigger="eventTrigger"): ...

    A class without keywords registers nothing: it is a base for others.
    """

    _has_trigger: bool = False

    def __init_subclass__(
        cls, *, binding: str | None = None, trigger: str | bool | None = None
    ) -> None:
        """Register the class.

        Args:
            binding: The binding type of function.json that the class converts.
            trigger: The binding type of the trigger, where it has a name of its own; True where
                ``binding`` names a trigger.

        Raises:
            RegistrationError: One of the types has a converter already.
        """
        super().__init_subclass__()
        owner = f"class {cls.__name__}"
        binding_types = [] if binding is None else [check_binding_type(owner, "binding", binding)]
        if trigger is not None and not isinstance(trigger, bool):
            binding_types.append(check_binding_type(owner, "trigger", trigger))
        get_binding_registry().register(*binding_types, converter=cls)
        if trigger:
            cls._has_trigger = True

    @classmethod
    def has_trigger_support(cls) -> bool:
        """Tell whether the class converts for a trigger, and so is given its metadata.

        Returns:
            True for a trigger.
        """
        return cls._has_trigger


class InConverter(Converter):
    """Base of the classes that turn what the host sends into what a function takes."""

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter with this annotation can take what the class decodes.

        Args:
            pytype: Any annotation that a user may write.

        Returns:
            True where it can. It never raises.
        """
        return False

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Mapping[str, Datum | None] | None
    ) -> object:
        """Turn a datum into what the function is given.

        Args:
            data: The datum; any object with ``type`` and ``value``. None where the host sent none.
            trigger_metadata: The trigger's metadata by name; None for a plain input.

        Returns:
            The value.

        Raises:
            NotImplementedError: The binding does not take data of this kind.
        """
        kind = None if data is None else data.type
        raise unsupported_datum(cls.__name__, kind, "nothing: the class does not define decode()")

    @classmethod
    def has_implicit_output(cls) -> bool:
        """Tell whether the function's return value goes to this binding without ``$return``.

        Returns:
            False, where a class does not say otherwise.
        """
        return False


class OutConverter(Converter):
    """Base of the classes that turn what a function returns or sets into what the host takes."""

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        """Tell whether values of this annotation can be encoded.

        Args:
            pytype: Any annotation that a user may write.

        Returns:
            True where they can. It never raises.
        """
        return False

    @classmethod
    def encode(cls, obj: object, *, expected_type: object) -> Datum | None:
        """Turn a value into a datum.

        Args:
            obj: What the function returned or set.
            expected_type: The annotation of the parameter or return value; None without one.

        Returns:
            The datum. ``Datum(None, None)`` sends nothing; on None in its place the worker fails.

        Raises:
            NotImplementedError: The binding does not take values of this type.
        """
        raise unsupported_type(cls.__name__, obj, "nothing: the class does not define encode()")


def register_converter(
    binding_name: str, converter_cls: type[Converter], *, overwrite: bool = False
) -> None:
    """Register the converter of a binding type.

    Args:
        binding_name: The type as in function.json.
        converter_cls: A subclass of ``InConverter``, of ``OutConverter``, or of both.
        overwrite: Replace the converter that the type has, if any.

    Raises:
        TypeError: An argument is of the wrong type.
        RegistrationError: The type has a converter and ``overwrite`` is false. It is a
            RuntimeError.
    """
    check_binding_type("register_converter()", "binding_name", binding_name)
    if not is_class_of(converter_cls, Converter):
        accepted = "a subclass of InConverter, of OutConverter, or of both"
        raise wrong_type("register_converter()", "converter_cls", converter_cls, accepted)
    registry = get_binding_registry()
    registry.register(binding_name, converter=converter_cls, overwrite=overwrite)


def union_members(annotation: object) -> tuple[object, ...]:
    """Return what an annotation may stand for.

    Args:
        annotation: Any annotation.

    Returns:
        The members of a union without None; of any other annotation, itself.
    """
    if _is_class(annotation):
        return (annotation,)
    from types import UnionType
    from typing import Annotated, Union, get_args, get_origin

    origin = get_origin(annotation)
    if origin is Annotated:
        return union_members(get_args(annotation)[0])
    if origin is not Union and origin is not UnionType:
        return (annotation,)
    members = (member for member in get_args(annotation) if member is not type(None))
    return tuple(single for member in members for single in union_members(member))


def is_class_of(annotation: object, classes: type | tuple[type, ...]) -> bool:
    """Tell whether an annotation is one of these classes or a subclass of one.

    Args:
        annotation: Any annotation.
        classes: The classes.

    Returns:
        True where it is. It never raises.
    """
    if not _is_class(annotation):
        return False
    accepted = classes if isinstance(classes, tuple) else (classes,)
    # not issubclass(): it asks metaclasses, and those of users may raise
    return any(base is single for base in type.mro(annotation) for single in accepted)


def has_method(annotation: object, name: str) -> bool:
    """Tell whether an annotation is a class with a method.

    Args:
        annotation: Any annotation.
        name: The name of the method.

    Returns:
        True where it is. It never raises.
    """
    if not _is_class(annotation):
        return False
    found = (vars(base)[name] for base in type.mro(annotation) if name in vars(base))
    return callable(next(found, None))


def is_input_annotation(
    annotation: object, classes: type | tuple[type, ...], items: type | tuple[type, ...] = ()
) -> bool:
    """Tell whether a parameter with this annotation can take a value of one of these classes.

    Args:
        annotation: Any annotation.
        classes: What a converter decodes to.
        items: What it decodes to lists of, if any.

    Returns:
        True where the annotation, or a member of its union, is accepted. It never raises.
    """
    return any(
        is_class_of(member, classes) or is_iterable_type_annotation(member, items)
        for member in union_members(annotation)
    )


def is_output_annotation(
    annotation: object, classes: type | tuple[type, ...], items: type | tuple[type, ...] = ()
) -> bool:
    """Tell whether all values of this annotation are of these classes.

    Args:
        annotation: Any annotation.
        classes: What a converter encodes.
        items: What it encodes an iterable of, if any.

    Returns:
        True where the annotation, or each member of its union but None, is accepted. It never
        raises.
    """
    members = union_members(annotation)
    return bool(members) and all(
        is_class_of(member, classes) or is_iterable_type_annotation(member, items)
        for member in members
    )


def is_iterable_type_annotation(annotation: object, pytype: type | tuple[type, ...]) -> bool:
    """Tell whether an annotation is an iterable of these classes, such as ``list[str]``.

    Args:
        annotation: Any annotation.
        pytype: The accepted classes of items.

    Returns:
        True for a generic iterable, not a mapping, of at least one accepted class.
    """
    if _is_class(annotation):
        return False
    from typing import get_args, get_origin

    origin = get_origin(annotation)
    if not has_method(origin, "__iter__") or has_method(origin, "keys"):
        return False
    members = (member for item in get_args(annotation) for member in union_members(item))
    return any(is_class_of(member, pytype) for member in members)


def metadata_value(metadata: Mapping[str, Datum | None] | None, name: str) -> JSONValue:
    """Read a metadata field as it came.

    Args:
        metadata: The trigger's metadata, if any.
        name: The name of the field.

    Returns:
        The field as plain Python; None where it is absent, empty or cannot be read.
    """
    datum = metadata.get(name) if metadata else None
    if datum is None:
        return None
    kind = datum.type
    if kind == "json":
        try:
            return loads(datum.value)
        except (TypeError, ValueError):
            return None
    if kind and kind.startswith("collection_"):
        return collection_items(datum.value, kind)
    return datum.value


def collection_items(value: object, kind: str) -> list[JSONValue]:
    """Return the items of a collection.

    Args:
        value: What the datum holds, the items in an attribute named for the kind.
        kind: The kind of the datum, ``collection_...``.

    Returns:
        The items; none where there is none.
    """
    return list(getattr(value, kind.removeprefix("collection_"), ()))


def metadata_datums(fields: Mapping[str, object]) -> dict[str, Datum]:
    """Return metadata fields as the host sends them.

    Args:
        fields: Names to values: text, numbers, times, durations, dicts and lists.

    Returns:
        Names to datums, for those that are not None.
    """
    return {name: _field_datum(value) for name, value in fields.items() if value is not None}


def wire_form(value: object) -> JSONValue:
    """Return a metadata field as the host sends it in JSON.

    Args:
        value: Text, a number, a time, a duration, a dict or a list.

    Returns:
        The same; a time as ISO 8601 text, a duration as .NET's TimeSpan.
    """
    from datetime import datetime, timedelta

    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        from ._time import format_duration

        return format_duration(value)
    return value


def as_text(value: JSONValue) -> str | None:
    """Return a metadata value as text.

    Args:
        value: The value as it came.

    Returns:
        The text; numbers are written out and bytes are read as UTF-8. None for anything else.
    """
    if value is None or isinstance(value, str):
        return value
    try:
        if isinstance(value, bytes):
            return value.decode("utf-8")
        return str(value) if isinstance(value, (int, float)) else None
    except ValueError:  # no UTF-8, or more digits than Python writes
        return None


def as_int(value: JSONValue) -> int | None:
    """Return a metadata value as a whole number.

    Args:
        value: The value as it came: a number, or its digits.

    Returns:
        The number; None for what is none, and for more than ``LONGEST_NUMBER`` digits.
    """
    if type(value) is int:
        return value
    if isinstance(value, str) and len(value) > LONGEST_NUMBER:
        return None
    if not isinstance(value, (int, float, str)):
        return None
    try:
        return int(value)
    except (ValueError, OverflowError):
        return None


def as_mapping(value: JSONValue) -> dict[str, JSONValue] | None:
    """Return a metadata value as a JSON object.

    Args:
        value: The value as it came: the object, or its JSON text.

    Returns:
        The object; None for what is none.
    """
    if isinstance(value, str):
        try:
            value = loads(value)
        except ValueError:
            return None
    return value if is_dict(value) else None


def as_list(value: JSONValue) -> list[JSONValue] | None:
    """Return a metadata value as a JSON array.

    Args:
        value: The value as it came: the array, or its JSON text.

    Returns:
        The array; None for what is none.
    """
    if isinstance(value, str):
        try:
            value = loads(value)
        except ValueError:
            return None
    return value if is_list(value) else None


def _is_class(annotation: object) -> TypeGuard[type]:
    """Tell whether an annotation is a class; it may only claim to be one, as ``list[str]`` does."""
    return issubclass(type(annotation), type)


def _field_datum(value: object) -> Datum:
    """Return a metadata field as a datum."""
    return Datum(standard_dumps(wire_form(value)), "json")
