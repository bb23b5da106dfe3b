"""Whether the host can read the schedule of a timer: NCRONTAB, a time span, or a setting."""

from __future__ import annotations

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")

_FIELDS = (
    ("second", 0, 59, ()),
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day", 1, 31, ()),
    ("month", 1, 12, _MONTHS),
    ("day of the week", 0, 6, _DAYS),
)
"""The fields of NCRONTAB: what they are called, the smallest and largest number, the names."""


def schedule_problem(schedule: str) -> str | None:
    """Say what is wrong with a schedule.

    Args:
        schedule: An NCRONTAB expression, with or without a field for seconds; a .NET time span,
            as ``[d.]hh:mm:ss``; or text with a ``%setting%`` in it.

    Returns:
        What is wrong; None for what the host can read.
    """
    if schedule.count("%") > 1 or _is_time_span(schedule):
        return None
    fields = schedule.split()
    if len(fields) not in {5, 6}:
        return (
            f"it has {len(fields)} fields in place of 6: second, minute, hour, day, month, day of "
            "the week"
        )
    for text, (name, lowest, highest, names) in zip(fields, _FIELDS[-len(fields) :], strict=True):
        if not all(_is_element(element, lowest, highest, names) for element in text.split(",")):
            return f"{text!r} is no {name}: {lowest} to {highest}, a range, a list, or * and a step"
    return None


def _is_element(text: str, lowest: int, highest: int, names: tuple[str, ...]) -> bool:
    """Tell whether text is one of a field's elements: ``*``, ``5``, ``1-5``, ``*/2``, ``1-5/2``."""
    values, slash, step = text.partition("/")
    if slash and not (_is_number(step) and int(step) > 0):
        return False
    if values == "*":
        return True
    first, dash, last = values.partition("-")
    ends = [first, last] if dash else [first]
    return all(_is_value(end, lowest, highest, names) for end in ends)


def _is_value(text: str, lowest: int, highest: int, names: tuple[str, ...]) -> bool:
    """Tell whether text is a number in range, or the beginning of a name."""
    if _is_number(text):
        return lowest <= int(text) <= highest
    return text != "" and any(name.startswith(text.lower()) for name in names)


def _is_number(text: str) -> bool:
    """Tell whether text is a whole number of few digits."""
    return text.isascii() and text.isdecimal() and len(text) < 10


def _is_time_span(text: str) -> bool:
    """Tell whether text is a .NET time span: ``[d.]hh:mm[:ss[.fffffff]]``."""
    first, colon, rest = text.partition(":")
    if not colon:
        return False
    days, dot, hours = first.rpartition(".")
    seconds, _, fraction = rest.partition(".")
    parts = [*([days] if dot else []), hours, *seconds.split(":"), fraction or "0"]
    return len(seconds.split(":")) <= 2 and all(_is_number(part) for part in parts)
