"""The inline constraints of ASP.NET Core's route templates, as Functions has them: ``{id:int}``."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from decimal import Decimal

from .._time import as_timestamp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Test: TypeAlias = Callable[[str], bool]


class RouteError(ValueError):
    """A route template that the host does not take."""


def parse_constraint(name: str, arguments: str | None) -> Test:
    """Return what tells whether a value of a route parameter is accepted.

    Args:
        name: The constraint, in any case: ``int``.
        arguments: What stands in parentheses behind it; None without any.

    Returns:
        The test.

    Raises:
        RouteError: There is no such constraint, or it does not take such arguments.
    """
    key = name.lower()
    if key in _PLAIN:
        if arguments is None:
            return _PLAIN[key]
        raise RouteError(f"the constraint {name} takes no arguments; write {key}")
    if key == "regex":
        return _regex(arguments or "")
    if key not in _NUMBERED:
        known = ", ".join(sorted([*_PLAIN, *_NUMBERED, "regex"]))
        raise RouteError(f"there is no constraint {name!r}; the host knows {known}")
    counts, make = _NUMBERED[key]
    numbers = [_whole_number(each) for each in (arguments or "").split(",")]
    if len(numbers) not in counts or None in numbers:
        told = " or ".join(map(str, counts))
        raise RouteError(f"the constraint {name} takes {told} whole numbers, as in {key}(1)")
    return make(*(number for number in numbers if number is not None))


_INT_BITS, _LONG_BITS = 31, 63
_LARGEST_DECIMAL = Decimal(2**96 - 1)

_WHOLE_NUMBER = re.compile(r"\s*([+-]?)0*([0-9]{1,19})\s*", re.ASCII)
_ANY_CASE = re.ASCII | re.IGNORECASE
_NUMBER = r"(?:[0-9][0-9,]*\.?[0-9]*|\.[0-9]+)"
_DECIMAL = re.compile(rf"\s*(?:[+-]?{_NUMBER}|{_NUMBER}[+-])\s*", re.ASCII)
_FLOAT = re.compile(rf"\s*[+-]?(?:{_NUMBER}(?:e[+-]?[0-9]+)?|nan|infinity)\s*", _ANY_CASE)
_ALPHA = re.compile(r"[a-z]*", _ANY_CASE)
_GUID_PARTS = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_GUID = re.compile(
    rf"\s*(?:[0-9a-f]{{32}}|{_GUID_PARTS}|\{{{_GUID_PARTS}\}}|\({_GUID_PARTS}\))\s*",
    _ANY_CASE,
)
_FILE_NAME = re.compile(r"[^/]*\.+[^./][^/]*")
_NET_GROUP = re.compile(r"\(\?<(?=[A-Za-z_])")


def _whole_number(text: str) -> int | None:
    """Return a whole number of at most 64 bits, as .NET reads one; None for what is none."""
    match = _WHOLE_NUMBER.fullmatch(text)
    if match is None:
        return None
    number = int(match[1] + match[2])
    return number if -(2**_LONG_BITS) <= number < 2**_LONG_BITS else None


def _is_int(value: str) -> bool:
    number = _whole_number(value)
    return number is not None and -(2**_INT_BITS) <= number < 2**_INT_BITS


def _is_decimal(value: str) -> bool:
    if not _DECIMAL.fullmatch(value):
        return False
    return Decimal(value.strip(" \t\n\r\f\v+-").replace(",", "")) <= _LARGEST_DECIMAL


def _is_file(value: str) -> bool:
    return _FILE_NAME.fullmatch(value.rpartition("/")[2]) is not None


_PLAIN: dict[str, Test] = {
    "alpha": lambda value: _ALPHA.fullmatch(value) is not None,
    "bool": lambda value: value.strip().lower() in {"true", "false"},
    "datetime": lambda value: as_timestamp(value) is not None,
    "decimal": _is_decimal,
    "double": lambda value: _FLOAT.fullmatch(value) is not None,
    "file": _is_file,
    "float": lambda value: _FLOAT.fullmatch(value) is not None,
    "guid": lambda value: _GUID.fullmatch(value) is not None,
    "int": _is_int,
    "long": lambda value: _whole_number(value) is not None,
    "nonfile": lambda value: not _is_file(value),
    "required": bool,
}
"""Constraints without arguments."""


def _length(least: int, most: int | None = None) -> Test:
    longest = least if most is None else most
    _check_order("length", least, longest)
    return lambda value: least <= len(value) <= longest


def _range(least: int, most: int) -> Test:
    _check_order("range", least, most)
    return lambda value: (number := _whole_number(value)) is not None and least <= number <= most


def _min(least: int) -> Test:
    return lambda value: (number := _whole_number(value)) is not None and least <= number


def _max(most: int) -> Test:
    return lambda value: (number := _whole_number(value)) is not None and number <= most


def _min_length(least: int) -> Test:
    return lambda value: len(value) >= least


def _max_length(most: int) -> Test:
    return lambda value: len(value) <= most


_NUMBERED: dict[str, tuple[tuple[int, ...], Callable[..., Test]]] = {
    "length": ((1, 2), _length),
    "max": ((1,), _max),
    "maxlength": ((1,), _max_length),
    "min": ((1,), _min),
    "minlength": ((1,), _min_length),
    "range": ((2,), _range),
}
"""Constraints with numbers as arguments: how many, and what makes the test."""


def _check_order(name: str, least: int, most: int) -> None:
    """Refuse bounds that nothing lies between."""
    if least > most:
        raise RouteError(f"the constraint {name}({least},{most}) accepts nothing; swap the two")


def _regex(pattern: str) -> Test:
    """Return the test of a regular expression, which looks anywhere in the value."""
    if not pattern:
        raise RouteError("the constraint regex takes a regular expression: regex(^[a-z]+$)")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Python's own syntax, which .NET does not share
            compiled = re.compile(_NET_GROUP.sub("(?P<", pattern), re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise RouteError(f"the regular expression {pattern!r} cannot be read: {error}") from error
    return lambda value: compiled.search(value) is not None
