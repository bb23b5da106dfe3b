"""JSON text to values and back: ``orjson`` where it is installed, the standard library else.

Both are imported on first use. What ``orjson`` refuses, or would read as another value, is left
to the standard library: installing it changes the speed and the white space. What it writes
otherwise is NaN and the infinities, as null, and enum members and UUIDs, which it knows.
"""

from __future__ import annotations

from ._errors import DecodeError, UnwritableValueError, shorten
from ._narrow import is_mapping, is_set

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from json import JSONDecoder
    from types import ModuleType
    from typing import Any, TypeAlias

    JSONValue: TypeAlias = Any
    """What a JSON text decodes to: its shape is the sender's, so it is not checked."""
else:
    JSONValue = object

_LONGEST_EXACT_INTEGER = 18
"""Digits of the longest integer that ``orjson`` surely reads as an int and not as a float."""

_DIGITS_ALIKE = bytes(ord("0") if chr(byte) in "0123456789" else ord(" ") for byte in range(256))
_LONG_NUMBER = b"0" * (_LONGEST_EXACT_INTEGER + 1)
"""A longer one, once all digits are alike: to look for it so is much faster than a pattern."""

_WHITE_SPACE = " \t\n\r"

_orjson: ModuleType | None = None
_orjson_was_sought = False
_decoder: JSONDecoder | None = None


def loads(text: str | bytes) -> JSONValue:
    """Read a JSON text.

    Args:
        text: JSON as text, or as bytes in UTF-8, UTF-16 or UTF-32 (RFC 8259).

    Returns:
        The value, a dict, list, str, int, float, bool or None.

    Raises:
        ValueError: The text is not JSON, is nested deeper than Python follows, or has a number of
            more digits than Python reads.
    """
    fast = _orjson if _orjson_was_sought else _find_orjson()
    if fast is not None and not _has_long_number(text):
        try:
            return fast.loads(text)
        except ValueError:
            pass  # orjson reads less than RFC 8259 plus NaN: the standard library has the last word
    try:
        return _standard_loads(text)
    except RecursionError:
        raise too_deep() from None


def too_deep() -> DecodeError:
    """Make the error for JSON text that is nested too deep.

    Returns:
        The error, for the caller to raise.
    """
    return DecodeError(
        "the JSON text is nested too deep to be read",
        binding="",
        accepted="what is nested less deep",
    )


def loads_body(body: str | bytes, owner: str) -> JSONValue:
    """Read the JSON body of a message or request.

    Args:
        body: The body.
        owner: What the body belongs to, as the user knows it: ``"QueueMessage"``.

    Returns:
        The value, a dict, list, str, int, float, bool or None.

    Raises:
        json.JSONDecodeError: The body is empty or is not JSON; the message says which. It is a
            ValueError.
    """
    try:
        return loads(body)
    except ValueError as error:
        cause = error
    import json

    text = body if isinstance(body, str) else body.decode("utf-8", errors="replace")
    if not text.strip():
        raise json.JSONDecodeError(f"{owner}: the body is empty, not JSON", text, 0) from None
    where: int = getattr(cause, "pos", 0) or getattr(cause, "start", 0)
    reason: str = getattr(cause, "msg", "") or str(cause)
    raise json.JSONDecodeError(f"{owner}: the body is not JSON: {reason}", text, where) from cause


def dumps(value: object, *, default: Callable[[Any], object] | None = None) -> str:
    """Write a value as JSON text.

    Args:
        value: The value.
        default: Turns an object that JSON has no form for into one that it has; it raises
            TypeError for what it does not know.

    Returns:
        The text; its white space and escapes are those of the library that wrote it.

    Raises:
        UnwritableValueError: The value holds an object that has no JSON form, or itself, or is
            nested too deep. It is a TypeError and a ValueError.
    """
    fast = _find_orjson()
    if fast is not None:
        try:
            return str(fast.dumps(value, default, _orjson_options(fast)), "utf-8")
        except TypeError:
            pass  # the standard library also writes integers over 64 bits and keys that are no text
    return standard_dumps(value, default=default)


def standard_dumps(value: object, *, default: Callable[[Any], object] | None = None) -> str:
    """Write a value as JSON text with the standard library, whichever libraries are installed.

    Args:
        value: The value.
        default: What ``dumps`` takes.

    Returns:
        The text.

    Raises:
        UnwritableValueError: As ``dumps``.
    """
    import json

    try:
        return json.dumps(value, default=default)
    except (TypeError, ValueError, RecursionError) as error:
        raise _unwritable(error) from error


def dumps_web(value: object) -> str:
    """Write a value as the web's ``JSON.stringify`` does: compact, NaN and infinities as null.

    Args:
        value: The value. Beyond what JSON has a form for: dates and times (ISO 8601), Decimal
            (its digits as text, so that none is lost), UUID (text), enum members (their value),
            dataclasses, mappings, sets, and objects that have ``to_dict``.

    Returns:
        The text.

    Raises:
        UnwritableValueError: The value holds an object that has no JSON form, or itself, or is
            nested too deep. It is a TypeError and a ValueError.
    """
    fast = _find_orjson()
    if fast is not None:
        try:
            return str(fast.dumps(value, web_form, _orjson_options(fast)), "utf-8")
        except TypeError:
            pass  # as in dumps; a type that nobody knows is refused below, with a better message
    try:
        return _standard_dumps_web(value)
    except (TypeError, ValueError, RecursionError) as error:
        raise _unwritable(error) from error


def _standard_dumps_web(value: object) -> str:
    """Write a value as ``dumps_web`` does, with the standard library."""
    import json

    compact = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, default=web_form)
    text = compact.encode(value)
    if "NaN" in text or "Infinity" in text:
        text = compact.encode(json.loads(text, parse_constant=lambda _: None))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair: it travels as an escape
        text = json.dumps(json.loads(text), separators=(",", ":"))
    return text


def web_form(value: object) -> object:
    """Return a value that JSON has a form for in place of one that it has none for."""
    from dataclasses import fields, is_dataclass
    from datetime import date, datetime, time
    from decimal import Decimal
    from enum import Enum
    from uuid import UUID

    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if is_mapping(value):
        return dict(value)
    if is_set(value):
        return list(value)
    to_dict = getattr(value, "to_dict", None)
    if callable(to_dict):
        return to_dict()
    raise TypeError(
        f"cannot write {type(value).__name__} ({shorten(value)}) as JSON; it takes dict, list, "
        f"str, int, float, bool, None, datetime, Decimal, UUID, enums, dataclasses and what has "
        f"to_dict()"
    )


def _unwritable(error: Exception) -> UnwritableValueError:
    """Make the error for a value that the standard library does not write either."""
    is_deep = isinstance(error, RecursionError)
    return UnwritableValueError(
        "the value is nested too deep to be written as JSON" if is_deep else str(error),
        binding="",
        accepted="what JSON has a form for",
    )


def _standard_loads(text: str | bytes) -> JSONValue:
    """Read a JSON text with the standard library."""
    decoder = _decoder or _make_decoder()
    try:
        string = text if isinstance(text, str) else str(text, "utf-8")
        value, end = decoder.raw_decode(string)
        if end == len(string) or not string[end:].strip(_WHITE_SPACE):
            return value
    except ValueError:
        pass  # white space before the value, another encoding or no JSON: told apart below
    import json

    return json.loads(text)


def _make_decoder() -> JSONDecoder:
    """Return the standard library's decoder, made on first use."""
    global _decoder
    from json import JSONDecoder

    _decoder = JSONDecoder()
    return _decoder


def _orjson_options(orjson: ModuleType) -> int:
    """Return the options under which ``orjson`` leaves to ``default`` what it would know itself."""
    return int(orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS)


def _find_orjson() -> ModuleType | None:
    """Return the ``orjson`` module, or None where it is not installed; look only once."""
    global _orjson, _orjson_was_sought
    if not _orjson_was_sought:
        try:
            import orjson

            _orjson = orjson
        except ImportError:
            _orjson = None
        _orjson_was_sought = True
    return _orjson


def _has_long_number(text: str | bytes) -> bool:
    """Tell whether the text may hold an integer that ``orjson`` reads as a float."""
    if len(text) <= _LONGEST_EXACT_INTEGER:
        return False
    raw = text if isinstance(text, bytes) else text.encode("utf-8", errors="replace")
    return _LONG_NUMBER in raw.translate(_DIGITS_ALIKE)
