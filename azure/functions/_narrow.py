"""``isinstance`` for containers, telling type checkers that nothing is known of what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeGuard

    from ._json import JSONValue


def is_dict(value: object) -> TypeGuard[dict[str, JSONValue]]:
    """Tell whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[JSONValue]]:
    """Tell whether a JSON value is an array."""
    return isinstance(value, list)


def is_iterable(value: object) -> TypeGuard[Iterable[object]]:
    """Tell whether a value can be iterated over."""
    return isinstance(value, Iterable)


def is_mapping(value: object) -> TypeGuard[Mapping[object, object]]:
    """Tell whether a value is a mapping."""
    return isinstance(value, (dict, Mapping))  # dict first: asking an abstract class is slow


def is_sequence(value: object) -> TypeGuard[list[object] | tuple[object, ...]]:
    """Tell whether a value is a list or a tuple."""
    return isinstance(value, (list, tuple))


def is_set(value: object) -> TypeGuard[set[object] | frozenset[object]]:
    """Tell whether a value is a set."""
    return isinstance(value, (set, frozenset))
