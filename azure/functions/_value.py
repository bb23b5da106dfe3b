"""What every value type shares: equality, repr and the dict form, from its list of fields."""

from __future__ import annotations

from collections.abc import Mapping

from ._errors import UnwritableValueError, shorten, wrong_type, wrong_value
from ._narrow import is_mapping, is_sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")


class Value:
    """A read-only value with named fields.

    A subclass lists its fields in ``_fields`` and keeps each in an attribute of that name with an
    underscore before it.
    """

    __slots__ = ("__weakref__",)

    _fields: tuple[str, ...] = ()

    def _values(self) -> dict[str, object]:
        """Return the fields by name."""
        return {name: getattr(self, f"_{name}") for name in self._fields}

    def _state(self) -> dict[str, object]:
        """Return the attributes that make up the value, for a copy."""
        return {f"_{name}": getattr(self, f"_{name}") for name in self._fields}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Value) or type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        values = self._values().values()
        hashable = (value for value in values if getattr(value, "__hash__", None) is not None)
        return hash((type(self), *hashable))

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (type(self), self._state(), getattr(self, "__dict__", {}))

    def __repr__(self) -> str:
        shown = (
            f"{name}={shorten(value)}"
            for name, value in self._values().items()
            if value is not None and value != b""
        )
        return f"{type(self).__name__}({', '.join(shown)})"

    def to_dict(self) -> dict[str, object]:
        """Return the fields as a dict of what JSON has a form for.

        Returns:
            One entry a field, named as the attribute. Bytes are text where they are UTF-8, else
            ``{"__encoding": "base64", "value": ...}``; times are ISO 8601 text; durations are
            ``[d day[s], ]H:MM:SS[.ffffff]``.
        """
        return {name: plain(value) for name, value in self._values().items()}

    def to_json(self) -> str:
        """Return ``to_dict`` as JSON text.

        Returns:
            The text.
        """
        from ._json import dumps

        return dumps(self.to_dict())


def check(owner: str, parameter: str, value: T, accepted: type[object]) -> T:
    """Return an argument if it is of the accepted type.

    Args:
        owner: The class that is constructed, as the user writes it.
        parameter: The name of the parameter.
        value: The argument.
        accepted: The accepted type.

    Returns:
        The argument.

    Raises:
        ArgumentTypeError: It is of another type. It is a TypeError.
    """
    if isinstance(value, accepted):
        return value
    raise wrong_type(owner, parameter, value, accepted.__name__)


def check_optional(owner: str, parameter: str, value: T | None, accepted: type[T]) -> T | None:
    """Return an argument if it is None or of the accepted type.

    Args:
        owner: The class that is constructed, as the user writes it.
        parameter: The name of the parameter.
        value: The argument.
        accepted: The accepted type.

    Returns:
        The argument.

    Raises:
        ArgumentTypeError: It is of another type. It is a TypeError.
    """
    if value is None or isinstance(value, accepted):
        return value
    raise wrong_type(owner, parameter, value, f"{accepted.__name__} or None")


def own_dict(owner: str, parameter: str, value: Mapping[str, T] | None) -> dict[str, T] | None:
    """Return a mapping that a constructor was given as a dict of the object's own.

    Args:
        owner: The class that is constructed, as the user writes it.
        parameter: The name of the parameter.
        value: The argument.

    Returns:
        The dict; None for None.

    Raises:
        ArgumentTypeError: It is no mapping. It is a TypeError.
    """
    if value is None:
        return None
    return dict(check(owner, parameter, value, Mapping))


def encode_body(owner: str, body: object, parameter: str = "body") -> bytes:
    """Return the body that a constructor was given as bytes.

    Args:
        owner: The class that is constructed, as the user writes it.
        body: The argument: text is encoded as UTF-8, None is empty.
        parameter: The name of the parameter.

    Returns:
        The bytes; the very object where bytes came.

    Raises:
        ArgumentTypeError: It is of another type. It is a TypeError.
        ArgumentValueError: It is text with half a surrogate pair. It is a ValueError.
    """
    if isinstance(body, bytes):
        return body
    if isinstance(body, str):
        try:
            return body.encode("utf-8")
        except UnicodeEncodeError:
            accepted = "text that UTF-8 has a form for, without half surrogate pairs"
            raise wrong_value(owner, parameter, body, accepted) from None
    if isinstance(body, bytearray):
        return bytes(body)
    if body is None:
        return b""
    raise wrong_type(owner, parameter, body, "str, bytes, bytearray or None")


def plain(value: object) -> object:
    """Return a field's value as what JSON has a form for.

    Args:
        value: The value.

    Returns:
        Text, a number, a dict or a list in its place; the value itself where its type is none
        that fields hold.

    Raises:
        UnwritableValueError: It is nested too deep. It is a TypeError and a ValueError.
    """
    try:
        return _plain(value)
    except RecursionError:
        raise UnwritableValueError(
            f"cannot turn {type(value).__name__} into what JSON has a form for: it is nested too "
            f"deep",
            binding="",
            accepted="what is nested less deep",
        ) from None


def _plain(value: object) -> object:
    """Return a value, and what it holds, as what JSON has a form for."""
    if isinstance(value, bytes):
        return _plain_bytes(value)
    if isinstance(value, Value):
        return value.to_dict()
    if is_mapping(value):
        return {key: _plain(item) for key, item in value.items()}
    if is_sequence(value):
        return [_plain(item) for item in value]
    from datetime import date, timedelta

    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return value


def _restore(
    value_class: type[Value], state: dict[str, object], attributes: dict[str, object]
) -> Value:
    """Make the value that was pickled or copied, with what was set on it beside its fields."""
    value = value_class.__new__(value_class)
    for name, attribute in {**state, **attributes}.items():
        setattr(value, name, attribute)
    return value


def _plain_bytes(value: bytes) -> object:
    """Return bytes as text where they are UTF-8, else as a dict that says how they are encoded."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        from base64 import b64encode

        return {"__encoding": "base64", "value": b64encode(value).decode("ascii")}
