"""Timestamps and durations as hosts and services print them, read into ``datetime`` values."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from ._errors import shorten
from ._json import JSONValue
from ._limits import LONGEST_TIME

_DURATION = r"(-)?(?:(?:([0-9]+)\.)?([0-9]+):(?=[0-9]+:))?(?:([0-9]+):)?([0-9]+)(?:\.([0-9]+))?"
"""Sign, days, hours, minutes, seconds, fraction; hours are there only where minutes are."""


def parse_timestamp(text: str) -> datetime:
    """Read a point in time.

    Args:
        text: ISO 8601 or ``MM/dd/yyyy HH:mm:ss``, with any number of fractional digits, followed
            by ``Z``, an offset, or nothing; or any other full date that dateutil reads.

    Returns:
        An aware datetime where the text names a zone, a naive one where it does not. Digits
        beyond microseconds are cut off.

    Raises:
        ValueError: The text is no full date, or, where it is not ISO 8601, longer than
            ``LONGEST_TIME``.
    """
    iso = text
    if text[2:3] == "/" and text[5:6] == "/":
        iso = f"{text[6:10]}-{text[:2]}-{text[3:5]}T{text[11:]}"
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(_six_digits(iso))
    except ValueError:
        return _parse_any_timestamp(text)


def parse_duration(text: str) -> timedelta:
    """Read a length of time.

    Args:
        text: ``HH:MM:SS``, ``MM:SS``, whole seconds, or .NET's TimeSpan,
            ``[-][d.]HH:MM:SS[.fffffff]``. Hours may exceed 24.

    Returns:
        The duration. Digits beyond microseconds are cut off.

    Raises:
        ValueError: The text is of none of these forms, or is longer than ``LONGEST_TIME``.
    """
    import re

    match = re.fullmatch(_DURATION, text.strip()) if len(text) <= LONGEST_TIME else None
    if match is None:
        raise ValueError(f"no duration: {shorten(text)}")
    sign, *numbers, fraction = match.groups(default="0")
    days, hours, minutes, seconds = map(int, numbers)
    microseconds = int(fraction[:6].ljust(6, "0"))
    signed = -1 if sign == "-" else 1
    try:
        return signed * timedelta(days, seconds, microseconds, 0, minutes, hours)
    except OverflowError:
        raise ValueError(f"no duration: {shorten(text)}") from None


def format_duration(duration: timedelta) -> str:
    """Write a length of time.

    Args:
        duration: The length.

    Returns:
        It as .NET writes a TimeSpan, ``[-][d.]HH:MM:SS[.ffffff]``.
    """
    sign = "-" if duration < timedelta(0) else ""
    positive = abs(duration)
    minutes, seconds = divmod(positive.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days = f"{positive.days}." if positive.days else ""
    fraction = f".{positive.microseconds:06}" if positive.microseconds else ""
    return f"{sign}{days}{hours:02}:{minutes:02}:{seconds:02}{fraction}"


def as_timestamp(value: JSONValue) -> datetime | None:
    """Return a metadata value as a point in time.

    Args:
        value: The value as it came: text in one of the forms that ``parse_timestamp`` reads.

    Returns:
        The time, aware where its text names a zone; None for what is none.
    """
    if not isinstance(value, str):
        return None
    try:
        return parse_timestamp(value)
    except ValueError:
        return None


def as_duration(value: JSONValue) -> timedelta | None:
    """Return a metadata value as a length of time.

    Args:
        value: The value as it came: seconds, or text in one of the forms that ``parse_duration``
            reads.

    Returns:
        The duration; None for what is none.
    """
    if not isinstance(value, (int, float, str)):
        return None
    try:
        return parse_duration(str(value))
    except ValueError:
        return None


def _six_digits(text: str) -> str:
    """Return an ISO text as Python 3.10 reads it: an offset for ``Z``, six fractional digits."""
    text = text.strip()
    if text[-1:] in ("Z", "z"):
        text = f"{text[:-1].rstrip()}+00:00"
    whole, dot, rest = text.partition(".")
    if not dot:
        return text
    fraction = rest[: len(rest) - len(rest.lstrip("0123456789"))]
    return f"{whole}.{fraction[:6].ljust(6, '0')}{rest[len(fraction) :]}"


def _parse_any_timestamp(text: str) -> datetime:
    """Read a date of any other form, refusing text that leaves a part of the date open."""
    if len(text) > LONGEST_TIME:  # the parser is slow on long text
        raise ValueError(f"no timestamp: {shorten(text)}")
    from dateutil import parser

    try:
        first, second = (
            parser.parse(text, default=datetime(year, month, day), tzinfos=_zone)
            for year, month, day in ((2000, 1, 1), (2004, 2, 2))
        )
    except (ArithmeticError, TypeError, AttributeError) as error:
        raise ValueError(f"no timestamp: {text!r:.80}") from error
    if first != second:
        raise ValueError(f"no full date: {text!r:.80}")
    return first


def _zone(name: str | None, offset: int | None) -> timezone | None:
    """Return the zone of an offset in seconds, or of none; a name alone says nothing certain."""
    if name is None and offset is None:
        return None
    if offset is None:
        raise ValueError(f"unknown time zone: {name}")
    return timezone(timedelta(seconds=offset)) if offset else timezone.utc
