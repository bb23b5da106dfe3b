"""Helpers under the names that published code imports; they live in ``core`` and ``_enums``."""

from __future__ import annotations

from collections.abc import Iterable
from json import JSONEncoder

from .._enums import StringifyEnum, parse_member, parse_members
from .._typing import TypeVar
from .core import to_camel_case

__all__ = (
    "StringifyEnum",
    "StringifyEnumJsonEncoder",
    "is_snake_case",
    "is_word",
    "parse_iterable_param_to_enums",
    "parse_singular_param_to_enum",
    "to_camel_case",
)

_E = TypeVar("_E", bound=StringifyEnum)


class StringifyEnumJsonEncoder(JSONEncoder):
    """Writes enums by their names."""

    def default(self, o: object) -> object:
        """Return what stands for a value that JSON has no form for.

        Args:
            o: The value.

        Returns:
            The name of a member of an enum.

        Raises:
            TypeError: It is none.
        """
        return o.name if isinstance(o, StringifyEnum) else super().default(o)


def parse_singular_param_to_enum(param: _E | str | None, class_name: type[_E]) -> _E | None:
    """Return a member of an enum, given as itself or by its name.

    Args:
        param: The member, its name in any case, or None.
        class_name: The enum.

    Returns:
        The member; None for None.

    Raises:
        KeyError: There is no member of this name.
        TypeError: It is of another type.
    """
    return parse_member(param, class_name, "param")


def parse_iterable_param_to_enums(
    param_values: Iterable[_E | str] | None, class_name: type[_E]
) -> list[_E] | None:
    """Return members of an enum, each given as itself or by its name.

    Args:
        param_values: Members, or their names in any case; or None.
        class_name: The enum.

    Returns:
        The members; None for None.

    Raises:
        KeyError: Something is not the name of a member, or a text stands in place of the iterable.
        TypeError: It is no iterable, or holds something of another type.
    """
    return parse_members(param_values, class_name, "param_values")


def is_snake_case(input_string: str) -> bool:
    """Tell whether a name is in snake case.

    Args:
        input_string: The name.

    Returns:
        True for letters and digits with an underscore among them, and no digit in front.
    """
    parts = input_string.split("_")
    return len(parts) > 1 and any(parts) and input_string.isascii() and input_string.isidentifier()


def is_word(input_string: str) -> bool:
    """Tell whether a name is a single word.

    Args:
        input_string: The name.

    Returns:
        True for letters, digits at the end among them.
    """
    return input_string.isascii() and input_string.rstrip("0123456789").isalpha()
