"""``Set-Cookie`` headers, over ``http.cookies``."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime
from http.cookies import CookieError, Morsel, SimpleCookie

from ._errors import EncodeError, FunctionsWarning, shorten, wrong_type, wrong_value
from ._limits import LONGEST_AGE
from ._value import check


class Cookie(SimpleCookie):
    """A cookie whose quoted value is read in linear time, which older Pythons do not."""

    def value_decode(self, val: str) -> tuple[str, str]:
        """Read a value.

        Args:
            val: The value as it travels.

        Returns:
            The value without quotes and escapes, and as it travels.
        """
        if len(val) < 2 or val[0] != '"' or val[-1] != '"':
            return val, val
        return _ESCAPE.sub(_unescaped, val[1:-1]), val


def format_cookie(name: str, value: str, attributes: Mapping[str, object]) -> str:
    """Write a ``Set-Cookie`` header.

    Args:
        name: The cookie's name.
        value: Its value; what a cookie cannot hold is quoted.
        attributes: Its attributes by name in lower case; None and False leave one out.

    Returns:
        The header's value.

    Raises:
        TypeError: An argument is of the wrong type.
        ValueError: The name is no cookie name, or an attribute is no value of its kind.
    """
    check(_OWNER, "name", name, str)
    check(_OWNER, "value", value, str)
    if _has_control(value):
        raise wrong_value(_OWNER, "value", value, "text without control characters")
    cookie = SimpleCookie()
    try:
        cookie[name] = value
    except CookieError:
        accepted = "a cookie name: letters, digits and !#$%&'*+-.^_`|~:"
        raise wrong_value(_OWNER, "name", name, accepted) from None
    for key, attribute in attributes.items():
        if attribute is not None and attribute is not False:
            cookie[name][key] = _format_attribute(key, attribute)
    return cookie[name].OutputString()


def parse_cookie(text: str) -> SimpleCookie:
    """Read a ``Set-Cookie`` header as workers take it.

    Args:
        text: The header's value.

    Returns:
        The cookie, its ``expires`` in the one form that workers read. Empty, with a warning,
        where the text is no cookie.

    Raises:
        EncodeError: ``Expires`` is no date, or ``Max-Age`` no number. It is a ValueError.
    """
    cookie = _load(text) or _load_leniently(text)
    for morsel in cookie.values():
        _check_lifetime(morsel, text)
    return cookie


_OWNER = "set_cookie()"
_FLAGS = ("httponly", "partitioned", "secure")
_ESCAPE = re.compile(r"\\(?:([0-3][0-7][0-7])|(.))")
_SAME_SITE = {"strict": "Strict", "lax": "Lax", "none": "None"}


def _format_attribute(key: str, value: object) -> object:
    """Return an attribute as ``http.cookies`` writes it."""
    if key in ("secure", "httponly"):
        return check(_OWNER, key, value, bool)
    if key == "max-age":
        return _format_max_age(value)
    if key == "expires" and isinstance(value, datetime):
        try:
            return _format_time(value)
        except OverflowError:
            raise wrong_value(_OWNER, key, value, "a time of the years 1 to 9999 in UTC") from None
    if not isinstance(value, str):
        raise wrong_type(_OWNER, key, value, "str")
    if ";" in value or _has_control(value):
        raise wrong_value(_OWNER, key, value, "text without ';' and control characters")
    if key != "samesite":
        return value
    if value.lower() not in _SAME_SITE:
        raise wrong_value(_OWNER, key, value, "'Strict', 'Lax' or 'None'")
    return _SAME_SITE[value.lower()]


def _format_max_age(value: object) -> int:
    """Return how long a cookie is kept, in seconds."""
    accepted = "a whole number of seconds, or a timedelta"
    seconds = int(value.total_seconds()) if isinstance(value, timedelta) else value
    if isinstance(seconds, bool) or not isinstance(seconds, int):
        raise wrong_type(_OWNER, "max_age", value, accepted)
    if abs(seconds) > LONGEST_AGE:
        raise wrong_value(_OWNER, "max_age", value, f"{accepted}, of at most {LONGEST_AGE:,}")
    return seconds


def _format_time(time: datetime) -> str:
    """Return a time in the form in which cookies tell it; a naive time is UTC."""
    aware = time if time.tzinfo else time.replace(tzinfo=timezone.utc)
    return format_datetime(aware.astimezone(timezone.utc), usegmt=True)


def _unescaped(match: re.Match[str]) -> str:
    """Return the character that an escape stands for."""
    octal: str | None = match[1]
    return match[2] if octal is None else chr(int(octal, 8))


def _has_control(text: str) -> bool:
    """Tell whether text holds a control character of ASCII."""
    return any(character < " " or character == "\x7f" for character in text)


def _load(text: str) -> SimpleCookie:
    """Read a header with the standard library; empty where it does not take the whole of it."""
    cookie = Cookie()
    try:
        cookie.load(text)
    except CookieError:
        cookie.clear()
    return cookie


def _load_leniently(text: str) -> SimpleCookie:
    """Read a header as browsers do (RFC 6265, 5.2), where the standard library does not."""
    cookie = Cookie()
    pair, *attributes = text.split(";")
    name, _, value = (part.strip() for part in pair.partition("="))
    try:
        cookie[name] = value
    except CookieError:
        _warn(f"is no cookie and is not sent: {shorten(text)}")
        return cookie
    for attribute in attributes:
        key, _, setting = (part.strip() for part in attribute.partition("="))
        if Morsel().isReservedKey(key):
            cookie[name][key] = True if key.lower() in _FLAGS else setting
        else:
            _warn(f"is sent without {key!r}, which http.cookies does not know: {shorten(text)}")
    return cookie


def _check_lifetime(morsel: Morsel[str], text: str) -> None:
    """Bring ``expires`` into the form that workers read, and refuse what they fail on."""
    try:
        if morsel["expires"]:
            morsel["expires"] = _format_time(parsedate_to_datetime(morsel["expires"]))
        age = float(morsel["max-age"] or 0)
    except (TypeError, ValueError, OverflowError) as error:
        raise _wrong_lifetime(text) from error
    if not abs(age) <= LONGEST_AGE:  # nor is NaN
        raise _wrong_lifetime(text)


def _wrong_lifetime(text: str) -> EncodeError:
    """Make the error for a header with a date or an age that workers or the host fail on."""
    return EncodeError(
        f"http binding: the header Set-Cookie: {shorten(text)} cannot be sent: Expires must be a "
        f"date like 'Wed, 21 Oct 2026 07:28:00 GMT' and Max-Age a number of at most "
        f"{LONGEST_AGE:,} seconds",
        binding="http",
        accepted="Set-Cookie with a date as Expires and a number as Max-Age",
    )


def _warn(what: str) -> None:
    """Tell that a header is not sent as it was set."""
    warnings.warn(f"http binding: a Set-Cookie header {what}", FunctionsWarning, stacklevel=2)
