"""What is wrong with a function.json: the shape of its bindings, and their fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from .._errors import shorten
from .._narrow import is_dict, is_list
from ..decorators._schedule import schedule_problem
from ..decorators._spelling import closest, did_you_mean
from ..decorators.http import HttpMethod
from ._app import BindingInfo
from ._documents import Document, Place, kind_of, shown
from ._fields import Field, Shape, known_types, shapes_of
from ._plan import RETURN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._json import JSONValue

    Fields = Mapping[str, JSONValue]

_FIELDS = (
    *("bindings", "scriptFile", "entryPoint", "retry", "disabled", "excluded"),
    *("configurationSource", "generatedBy", "language", "functionDirectory", "name", "$schema"),
)
_HEADER = ("name", "type", "direction", "dataType", "properties")
_DIRECTIONS = ("in", "out", "inout")

_NAME = re.compile(r"(?!.*__)[A-Za-z_][A-Za-z0-9_]{0,127}", re.ASCII)
"""What the host takes as the name of a binding, beside ``$return``."""

_STRATEGIES = {
    "fixedDelay": ("delayInterval",),
    "exponentialBackoff": ("minimumInterval", "maximumInterval"),
}
"""Strategy of a retry policy -> the intervals that it needs."""

_INTERVAL = re.compile(r"(\d+\.)?([01]?\d|2[0-3]):[0-5]?\d:[0-5]?\d(\.\d{1,7})?", re.ASCII)


class Finding(NamedTuple):
    """Something that is wrong with a declaration."""

    message: str
    """What is wrong, and what would be right."""
    place: Place
    """The fields and indexes that lead to it."""
    is_warning: bool = False
    """Whether it may work all the same."""


def wrong_bindings(bindings: Sequence[Fields]) -> Iterator[Finding]:
    """Find what keeps a function from being loaded, whatever its code: names, types, directions.

    Args:
        bindings: The bindings, as in function.json.

    Returns:
        What is wrong; its places begin with the index of a binding.
    """
    names: set[str] = set()
    triggers: list[str] = []
    for index, fields in enumerate(bindings):
        yield from _wrong_text(fields, index)
        name, binding_type = fields.get("name"), fields.get("type")
        if isinstance(name, str) and name:
            yield from _wrong_name(name, index, names)
        if not isinstance(binding_type, str):
            continue
        yield from wrong_type(binding_type, index)
        if BindingInfo("", binding_type, "", {}).is_trigger:
            triggers.append(binding_type)
            if len(triggers) > 1:
                message = (
                    f"it has two triggers, {shown(triggers[0])} and {shown(binding_type)}; keep "
                    "one of them, and move the other to a function of its own"
                )
                yield Finding(message, (index, "type"))
        yield from _wrong_direction(fields, binding_type, index)


def wrong_name(name: str, index: int) -> Iterator[Finding]:
    """Find what is wrong with the name of a binding.

    Args:
        name: The name.
        index: Which binding it is.

    Returns:
        What is wrong.
    """
    if name != RETURN and (name.lower() == RETURN or name == "return"):
        yield Finding(
            f"name is {name!r}; write {RETURN} for what the function returns", (index, "name")
        )
    elif name != RETURN and not _NAME.fullmatch(name):
        message = (
            f"name {shorten(name)} is refused by the host; write up to 128 letters, digits and "
            "single underscores, with no digit in front"
        )
        yield Finding(message, (index, "name"))


def wrong_type(binding_type: str, index: int) -> Iterator[Finding]:
    """Find a type that is surely misspelt; of those of extensions, nobody knows them all.

    Args:
        binding_type: The type of a binding.
        index: Which binding it is.

    Returns:
        What is wrong.
    """
    if binding_type and binding_type not in known_types():
        meant = closest(binding_type, known_types())
        if meant:
            message = f"type {shorten(binding_type)} does not exist; did you mean {meant}?"
            yield Finding(message, (index, "type"))


def misspelt(fields: Fields, known: tuple[str, ...], place: Place) -> Iterator[Finding]:
    """Find the fields whose names are close to those of fields that there are.

    Args:
        fields: The fields, by their names.
        known: The names that there are.
        place: Where they are.

    Returns:
        What is wrong.
    """
    for name in fields:
        meant = None if name in known else closest(name, known)
        if meant is None:
            continue
        if name.lower() == meant.lower():
            message = f"field {shown(name)} is written {meant}; not all that read it take both"
            yield Finding(message, (*place, name), is_warning=True)
        elif meant not in fields:
            message = f"there is no field {shorten(name)}; did you mean {meant}?"
            yield Finding(message, (*place, name))


def duplicates(document: Document) -> Iterator[Finding]:
    """Find the fields that are given twice, of which the host takes the last.

    Args:
        document: The file.

    Returns:
        What is wrong.
    """
    for place in document.duplicates:
        yield Finding(
            f"{shorten(place[-1])} is given twice, and only the last one counts; remove one", place
        )


def wrong_fields(declared: Fields, bindings: Sequence[Fields]) -> Iterator[Finding]:
    """Find what is wrong with the fields of a function.json.

    Args:
        declared: The function.json.
        bindings: The bindings in it.

    Returns:
        What is wrong; its places are those of the function.json.
    """
    yield from misspelt(declared, _FIELDS, ())
    retry = declared.get("retry")
    if retry is not None:
        yield from _wrong_retry(retry)
    for index, fields in enumerate(bindings):
        for finding in _wrong_binding(fields):
            yield finding._replace(place=("bindings", index, *finding.place))


def _wrong_text(fields: Fields, index: int) -> Iterator[Finding]:
    """Find the fields that every binding has, where they are missing or no text."""
    for field in ("name", "type"):
        value = fields.get(field)
        if value is None or value == "":
            hint = "" if field in fields else did_you_mean(field, fields)
            yield Finding(f"{field} is missing; every binding has one{hint}", (index, field))
        elif not isinstance(value, str):
            yield Finding(f"{field} must be text; it is {kind_of(value)}", (index, field))


def _wrong_name(name: str, index: int, names: set[str]) -> Iterator[Finding]:
    """Find what is wrong with a name, also beside those of the bindings before."""
    yield from wrong_name(name, index)
    if name.lower() in names:
        message = (
            f"name {shorten(name)} is that of another binding; give each a parameter of its own "
            "(the host takes upper and lower case as the same)"
        )
        yield Finding(message, (index, "name"))
    names.add(name.lower())


def _wrong_direction(fields: Fields, binding_type: str, index: int) -> Iterator[Finding]:
    """Find what is wrong with the way that data goes."""
    direction, name = fields.get("direction"), fields.get("name")
    place = (index, "direction")
    ways = ("out",) if name == RETURN else _ways(binding_type)
    told = RETURN if name == RETURN else shown(binding_type)
    if direction is None or direction == "":
        message = f"direction is missing; write {' or '.join(ways)}"
        yield Finding(message, place, is_warning="in" in ways)
    elif not isinstance(direction, str):
        yield Finding(f"direction must be text, in or out; it is {kind_of(direction)}", place)
    elif direction.lower() not in _DIRECTIONS:
        hint = did_you_mean(direction, _DIRECTIONS)
        yield Finding(
            f"direction {shorten(direction)} does not exist; write in or out{hint}", place
        )
    elif direction.lower() != "inout" and direction.lower() not in ways:
        yield Finding(f"direction of {told} must be {ways[0]}; it is {direction}", place)


def _ways(binding_type: str) -> tuple[str, ...]:
    """Return the directions that bindings of a type may have."""
    if BindingInfo("", binding_type, "", {}).is_trigger:
        return ("in",)
    ways = {shape.direction for shape in shapes_of(binding_type)}
    return tuple(sorted(ways)) or ("in", "out")


def _wrong_binding(fields: Fields) -> Iterator[Finding]:
    """Find what is wrong with the fields of a binding."""
    binding_type, direction = str(fields.get("type")), str(fields.get("direction", "in")).lower()
    shapes = [each for each in shapes_of(binding_type) if each.direction == direction]
    if not shapes:
        return
    known: dict[str, Field] = {}
    for shape in shapes:
        known.update(shape.fields)
    wrong_names = list(misspelt(fields, (*_HEADER, *known), ()))
    yield from wrong_names
    for name, field in known.items():
        value = fields.get(name)
        if value is not None and name not in {"name", "type"}:
            yield from _wrong_value(name, value, field)
    if not wrong_names:
        yield from _missing(fields, binding_type, shapes)
    if binding_type == "timerTrigger":
        yield from _wrong_schedule(fields.get("schedule"))
    if binding_type == "httpTrigger":
        yield from _wrong_methods(fields.get("methods"))


def _missing(fields: Fields, binding_type: str, shapes: list[Shape]) -> Iterator[Finding]:
    """Find the fields that the host demands and that are not there."""

    def missing(shape: Shape) -> list[str]:
        needed = (name for name, field in shape.fields.items() if field.is_required)
        return [name for name in needed if name not in _HEADER and fields.get(name) in (None, "")]

    # Of several shapes, the one is meant that most of the fields belong to.
    meant = min(
        shapes, key=lambda shape: (len(missing(shape)), -len(shape.fields.keys() & fields.keys()))
    )
    for name in missing(meant):
        yield Finding(f"{name} is missing, which {binding_type} needs", (name,))


def _wrong_value(name: str, value: object, field: Field) -> Iterator[Finding]:
    """Find a value that a field does not take; what settings are put into is not known here."""
    text = value if isinstance(value, str) else None
    if text is not None and "%" in text:
        return
    if field.choices and not isinstance(value, (int, float)):
        if text is None:
            yield Finding(f"{name} must be text; it is {kind_of(value)}", (name,))
        elif text.lower() not in map(str.lower, field.choices):
            hint = f"write {', '.join(field.choices)}{did_you_mean(text, field.choices)}"
            yield Finding(f"{name} {shorten(text)} does not exist; {hint}", (name,))
    elif field.kind == "str" and (isinstance(value, bool) or is_dict(value) or is_list(value)):
        yield Finding(f"{name} must be text; it is {kind_of(value)}", (name,))
    elif field.kind == "int" and not _is_whole(value):
        yield Finding(f"{name} must be a whole number; it is {shorten(value)}", (name,))
    elif field.kind == "bool" and not _is_boolean(value):
        yield Finding(f"{name} must be true or false; it is {shorten(value)}", (name,))


def _is_whole(value: object) -> bool:
    """Tell whether the host reads a value as a whole number."""
    if isinstance(value, str):
        return re.fullmatch(r"\s*[+-]?\d{1,18}\s*", value, re.ASCII) is not None
    if isinstance(value, float):
        return value.is_integer()
    return isinstance(value, int) and not isinstance(value, bool)


def _is_boolean(value: object) -> bool:
    """Tell whether the host reads a value as a boolean."""
    return isinstance(value, bool) or str(value).lower() in {"true", "false"}


def _wrong_schedule(schedule: object) -> Iterator[Finding]:
    """Find what is wrong with the schedule of a timer."""
    problem = schedule_problem(schedule) if isinstance(schedule, str) and schedule else None
    if problem:
        accepted = "NCRONTAB expression, time span or %setting%"
        yield Finding(f"schedule {shorten(schedule)} is no {accepted}: {problem}", ("schedule",))


def _wrong_methods(methods: object) -> Iterator[Finding]:
    """Find what is wrong with the methods of an HTTP trigger."""
    known = [method.value.lower() for method in HttpMethod]
    if methods is not None and not is_list(methods):
        message = f'methods must be a list, such as ["get", "post"]; it is {kind_of(methods)}'
        yield Finding(message, ("methods",))
        return
    for index, method in enumerate(methods or ()):
        if not isinstance(method, str):
            message = f"methods must hold text, such as get; there is {kind_of(method)}"
            yield Finding(message, ("methods", index))
        elif method.lower() not in known:
            hint = f"write {', '.join(known)}{did_you_mean(method, known)}"
            yield Finding(f"method {shorten(method)} does not exist; {hint}", ("methods", index))


def _wrong_retry(retry: object) -> Iterator[Finding]:
    """Find what is wrong with a retry policy."""
    place: Place = ("retry",)
    if not is_dict(retry):
        yield Finding(f"retry must be an object; it is {kind_of(retry)}", place)
        return
    intervals = tuple(each for needed in _STRATEGIES.values() for each in needed)
    wrong_names = list(misspelt(retry, ("strategy", "maxRetryCount", *intervals), place))
    yield from wrong_names
    given = retry.get("strategy")
    strategies = {name.lower(): name for name in _STRATEGIES}
    strategy = strategies.get(given.lower()) if isinstance(given, str) else None
    if strategy is None and not wrong_names:
        hint = f"write {' or '.join(_STRATEGIES)}{did_you_mean(str(given), _STRATEGIES)}"
        what = "is missing" if given is None else f"{shorten(given)} does not exist"
        yield Finding(f"strategy {what}; {hint}", (*place, "strategy"))
    needed = ("maxRetryCount", *(_STRATEGIES[strategy] if strategy else ()))
    for name in needed if not wrong_names else ():
        if retry.get(name) is None:
            what = "a retry policy" if strategy is None or name == needed[0] else strategy
            yield Finding(f"{name} is missing, which {what} needs", (*place, name))
    yield from _wrong_numbers(retry, intervals)


def _wrong_numbers(retry: Fields, intervals: tuple[str, ...]) -> Iterator[Finding]:
    """Find the counts and intervals of a retry policy that the host cannot read."""
    count = retry.get("maxRetryCount")
    if count is not None and not _is_whole(count):
        message = f"maxRetryCount {shorten(count)} is no whole number; write one, or -1 for no end"
        yield Finding(message, ("retry", "maxRetryCount"))
    for name in intervals:
        value = retry.get(name)
        if value is not None and not (isinstance(value, str) and _INTERVAL.fullmatch(value)):
            message = f"{name} {shorten(value)} is no interval; write hh:mm:ss, such as 00:00:10"
            yield Finding(message, ("retry", name))
