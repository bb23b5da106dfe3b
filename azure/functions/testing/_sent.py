"""Datums in the form in which the worker sends them: what has none is refused, as there."""

from __future__ import annotations

import json
from collections.abc import Callable

from .._errors import shorten
from ..meta import Datum


def sent_form(datum: Datum) -> Datum | None:
    """Return a datum as it travels, which has no dicts, lists and booleans.

    Args:
        datum: What a converter has made.

    Returns:
        The datum; None where it holds nothing.

    Raises:
        TypeError: The value is not of its kind, or there is no such kind.
        ValueError: The value cannot travel: text with half of a surrogate pair, too large a number.
    """
    kind, value = datum.type, datum.value
    if kind is None or value is None:
        return None
    form = _FORMS.get(kind)
    if form is None:
        raise TypeError(f"there is no datum of kind {kind!r}; use {', '.join(_FORMS)}")
    return form(kind, value)


def _text(kind: str, value: object) -> Datum:
    """Return text, which may be in UTF-8."""
    if isinstance(value, bytes):
        value = value.decode("utf-8")
    if not isinstance(value, str):
        raise _wrong(kind, value)
    value.encode("utf-8")
    return Datum(value, kind)


def _bytes(kind: str, value: object) -> Datum:
    """Return bytes."""
    if not isinstance(value, bytes):
        raise _wrong(kind, value)
    return Datum(value, kind)


def _integer(kind: str, value: object) -> Datum:
    """Return an integer of 64 bits, be it a boolean."""
    if not isinstance(value, int):
        raise _wrong(kind, value)
    if not -(2**63) <= value < 2**63:
        raise ValueError(
            f"{shorten(value)} does not fit in the 64 bits of an integer; send it as text"
        )
    return Datum(int(value), "int")


def _number(kind: str, value: object) -> Datum:
    """Return a number."""
    if not isinstance(value, (float, int)):
        raise _wrong(kind, value)
    return Datum(float(value), kind)


def _json(_kind: str, value: object) -> Datum:
    """Return a dict or a list as JSON text."""
    return Datum(json.dumps(value), "json")


def _http(kind: str, value: dict[str, dict[str, Datum]]) -> Datum:
    """Return a response, whose headers can travel."""
    for header in value["headers"].values():
        sent_form(header)
    return Datum(value, kind)


def _wrong(kind: str, value: object) -> TypeError:
    """Make the error for a value that is not of its datum's kind."""
    return TypeError(f"a datum of kind {kind!r} cannot hold {type(value).__name__}")


_FORMS: dict[str, Callable[..., Datum]] = {
    "string": _text,
    "json": _text,
    "bytes": _bytes,
    "int": _integer,
    "bool": _integer,
    "double": _number,
    "dict": _json,
    "list": _json,
    "http": _http,
}
"""Kind of datum -> what writes one of it."""
