"""The codec of durable functions: custom objects as JSON, and back.

``azure-functions-durable`` imports this module by its name. An object whose class has ``to_json``
travels as ``{"__class__": ..., "__module__": ..., "__data__": cls.to_json(obj)}`` and comes back
through ``from_json`` of that class. Text may name any class, so reading it never imports a module.
Where the environment variable ``AZURE_FUNCTIONS_DURABLE_STRICT_TYPING`` is 1, true or yes, it makes
no object either but of the class that the caller expects.
"""

from __future__ import annotations

from ._errors import DecodeError, UnwritableValueError, shorten
from ._json import JSONValue, too_deep
from ._narrow import is_dict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType

__all__ = (
    "_deserialize_custom_object",
    "_get_serialize_default",
    "_serialize_custom_object",
    "df_dumps",
    "df_loads",
)

STRICT_VARIABLE = "AZURE_FUNCTIONS_DURABLE_STRICT_TYPING"

_WRAPPED = frozenset(("__class__", "__module__", "__data__"))
_SUBJECT = "durable functions"
_WIRE_MODULES = {
    "_cloud_event": "azure.functions._eventgrid",
    "cosmosdb": "azure.functions._cosmosdb",
    "eventgrid": "azure.functions._eventgrid",
    "mysql": "azure.functions._mysql",
    "sql": "azure.functions._sql",
}
"""Module of this package -> the one that its classes have on the wire, where they have always been
and where the histories of running orchestrations have them."""

_HOMES = {wire: own for own, wire in _WIRE_MODULES.items() if not own.startswith("_")}


class CustomObjectError(DecodeError, TypeError):
    """A custom object is of a class that is not expected, or that cannot be read."""


class MissingClassError(DecodeError, AttributeError):
    """A custom object is of a class that its module does not have."""


def df_dumps(value: object) -> str:
    """Write a value as JSON text.

    Args:
        value: What JSON has a form for, or a custom object. Where typing is not strict, custom
            objects may also be within.

    Returns:
        The text.

    Raises:
        TypeError: It holds a value that has no form.
        ValueError: It holds itself.
    """
    import json

    if not _is_strict():
        return json.dumps(value, default=_serialize_custom_object)
    if callable(getattr(type(value), "to_json", None)):
        value = _serialize_custom_object(value)
    return json.dumps(value)


def df_loads(text: str | bytes | bytearray, expected_type: object = None) -> JSONValue:
    """Read JSON text.

    Args:
        text: What ``df_dumps`` wrote.
        expected_type: The type of the value. Where typing is strict, another type is an error, and
            a custom object needs one; else the log warns of another type.

    Returns:
        The value.

    Raises:
        TypeError: The value is of another type; its class has no ``from_json``; or typing is
            strict and a custom object came, but no type.
        AttributeError: The class of a custom object is not in its module.
        ValueError: The text is no JSON, is nested too deep (see ``_json.loads``), or the module of
            a custom object is not imported.
    """
    if _is_strict():
        return _load_strictly(_loads(text), expected_type)
    value = _loads(text, _deserialize_custom_object)
    if expected_type is not None and not _is_instance(value, expected_type):
        import logging

        logging.getLogger("azure.functions.DurableFunctions").warning(
            "df_loads: the value is %s, where %s is expected",
            type(value).__name__,
            _name(expected_type),
        )
    return value


def _serialize_custom_object(obj: object) -> dict[str, object]:
    """Return a custom object in the form in which it travels.

    Args:
        obj: The object.

    Returns:
        The names of its class and module, and what ``to_json`` of the class returns for it.

    Raises:
        TypeError: Its class has no ``to_json``.
    """
    cls = type(obj)
    to_json = getattr(cls, "to_json", None)
    if not callable(to_json):
        accepted = "what JSON has a form for, and objects whose class has to_json and from_json"
        raise UnwritableValueError(
            f"{_SUBJECT}: cannot write {cls.__name__} ({shorten(obj)}): class {cls.__module__}."
            f"{cls.__qualname__} does not expose a `to_json` function; it takes {accepted}",
            binding=_SUBJECT,
            accepted=accepted,
        )
    return {
        "__class__": cls.__name__,
        "__module__": _wire_module(cls),
        "__data__": to_json(obj),
    }


def _deserialize_custom_object(obj: dict[str, JSONValue]) -> JSONValue:
    """Return the custom object that a JSON object stands for.

    Args:
        obj: The JSON object.

    Returns:
        The object; the very dict where it stands for none.

    Raises:
        TypeError: The class has no ``from_json``.
        AttributeError: The class is not in its module.
        ValueError: The module is not imported.
    """
    if not _is_wrapped(obj):
        return obj
    return _from_json(_find_class(obj["__module__"], obj["__class__"]), obj["__data__"])


def _get_serialize_default() -> Callable[[object], dict[str, object]] | None:
    """Return what ``json.dumps`` takes as ``default``.

    Returns:
        The function that turns custom objects into the form in which they travel; None where
        typing is strict: within a value there may be none.
    """
    return None if _is_strict() else _serialize_custom_object


def _loads(
    text: str | bytes | bytearray,
    object_hook: Callable[[dict[str, JSONValue]], JSONValue] | None = None,
) -> JSONValue:
    """Read JSON text, always with the standard library, whose hooks ``orjson`` lacks."""
    import json

    try:
        return json.loads(text, object_hook=object_hook)
    except RecursionError as error:  # or that of a from_json, which the cause shows
        raise too_deep() from error


def _is_strict() -> bool:
    """Tell whether the environment asks for strict typing."""
    import os

    return os.environ.get(STRICT_VARIABLE, "").strip().lower() in ("1", "true", "yes")


def _is_wrapped(value: object) -> bool:
    """Tell whether a JSON value stands for a custom object."""
    return is_dict(value) and value.keys() >= _WRAPPED


def _load_strictly(value: JSONValue, expected_type: object) -> JSONValue:
    """Return the value, a custom object if it stands for one of a class that is expected."""
    if not _is_wrapped(value):
        if expected_type is None or _is_instance(value, expected_type):
            return value
        raise _mismatch(f"the value ({type(value).__name__})", expected_type)
    declared = (value["__module__"], value["__class__"])
    for cls in _members(expected_type):
        if isinstance(cls, type) and (_wire_module(cls), cls.__name__) == declared:
            return _from_json(cls, value["__data__"])
    told = _told(*declared)
    if expected_type is None:
        raise CustomObjectError(
            f"{_SUBJECT}: the text holds an object of {told}, which strict typing "
            f"({STRICT_VARIABLE}) reads only where that class is expected: pass it as the "
            f"expected_type of df_loads(), or annotate what takes the object",
            binding=_SUBJECT,
            accepted="an expected_type",
        )
    raise _mismatch(f"the object ({told})", expected_type)


def _mismatch(what: str, expected_type: object) -> CustomObjectError:
    """Make the error for a value of another type than the one that is expected."""
    return CustomObjectError(
        f"{_SUBJECT}: {what} is not compatible with the expected type {_name(expected_type)}",
        binding=_SUBJECT,
        accepted=_name(expected_type),
    )


def _is_instance(value: object, expected_type: object) -> bool:
    """Tell whether a value is of a type; every value is of one that cannot be asked."""
    for cls in _members(expected_type):
        if not isinstance(cls, type) or (cls is float and isinstance(value, int)):
            return True
        try:
            if isinstance(value, cls):
                return True
        except TypeError:  # list[int] on Python 3.10, Any from 3.11, protocols
            return True
    return False


def _members(expected_type: object) -> tuple[object, ...]:
    """Return the members of a union; else the type itself."""
    from types import UnionType
    from typing import Union, get_args, get_origin

    union = get_origin(expected_type) in (Union, UnionType)
    return get_args(expected_type) if union else (expected_type,)


def _name(expected_type: object) -> str:
    """Return the name of a type for messages."""
    if isinstance(expected_type, type):
        return f"{expected_type.__module__}.{expected_type.__qualname__}"
    return str(expected_type)


def _wire_module(cls: type) -> str:
    """Return the module that a class has on the wire."""
    package, _, module = cls.__module__.rpartition(".")
    if package != __package__:
        return cls.__module__
    return _WIRE_MODULES.get(module, cls.__module__)


def _told(module: object, name: object) -> str:
    """Return the class that text names as a message can tell it: anyone may have written it.

    A worker cannot send half a surrogate pair in a message, and then it sends no answer at all.
    """
    return f"class {shorten(name)} of module {shorten(module)}"


def _find_class(module: object, name: object) -> type:
    """Return a class of a module that is imported."""
    cls = _members_of(module, name).get(str(name))
    if cls is None:
        raise MissingClassError(
            f"{_SUBJECT}: cannot read an object of {_told(module, name)}: there is no such class "
            f"at the top of the module; one within another class cannot be found",
            binding=_SUBJECT,
            accepted="classes at the top of modules",
        )
    if isinstance(cls, type):
        return cls
    raise CustomObjectError(
        f"{_SUBJECT}: cannot read an object of {_told(module, name)}: that is no class but "
        f"{shorten(cls)}",
        binding=_SUBJECT,
        accepted="classes that have from_json",
    )


def _members_of(module: object, name: object) -> Mapping[str, object]:
    """Return what is at the top of the module of a class; import it if it is of this package."""
    import sys

    home = _HOMES.get(module) if isinstance(module, str) else None
    if home is not None:
        from importlib import import_module

        return vars(import_module(f".{home}", __package__))
    found: ModuleType | None = sys.modules.get(module) if isinstance(module, str) else None
    if found is None:
        raise DecodeError(
            f"{_SUBJECT}: cannot read an object of {_told(module, name)}: the module "
            f"{shorten(module)} is not loaded, and text never makes one be; import it where the "
            f"function is defined",
            binding=_SUBJECT,
            accepted="classes of imported modules",
        )
    return vars(found)  # not getattr(): a module's __getattr__ may import


def _from_json(cls: type, data: JSONValue) -> JSONValue:
    """Return what ``from_json`` of a class makes of the data."""
    from_json = getattr(cls, "from_json", None)
    if callable(from_json):
        return from_json(data)
    raise CustomObjectError(
        f"{_SUBJECT}: cannot read an object: class {_name(cls)} does not expose a `from_json` "
        f"function; give it a static or class method from_json(data) that makes one",
        binding=_SUBJECT,
        accepted="classes that have from_json",
    )
