"""Files of JSON as the host reads them: comments are allowed, and each value has its line.

The size of a file and the depth of what it nests are bounded, so that no file stops a check.
"""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder
from pathlib import Path
from typing import TypeAlias

from .._errors import shorten
from .._narrow import is_dict
from ._app import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._json import JSONValue

Place: TypeAlias = tuple["str | int", ...]
"""Where a value is: the fields and indexes that lead to it."""

FUNCTION_JSON = "function.json"

_LARGEST = 1_000_000
_DEEPEST = 64
"""How deep the host's own reader follows."""
_DEEPEST_LINE = 8
"""How deep the lines are kept, so that a large file does not take much memory."""
_PLAIN = re.compile(r"[$\w.-]{1,64}", re.ASCII)

_SPACE = re.compile(r"(?:[ \t\r\n]+|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_SCALARS = JSONDecoder()


class Document:
    """A JSON object that was read from a file.

    Args:
        value: The object.
        lines: The line of each value in it, from 1; that of its name where it has one.
        duplicates: The fields that are given more than once; the last one counts.
    """

    __slots__ = ("duplicates", "lines", "value")

    def __init__(
        self,
        value: dict[str, JSONValue],
        lines: dict[Place, int],
        duplicates: list[Place],
    ) -> None:
        self.value = value
        self.lines = lines
        self.duplicates = duplicates

    def line(self, *place: str | int) -> int | None:
        """Return the line of a value, or of the nearest one around it that is there.

        Args:
            place: The fields and indexes that lead to the value.

        Returns:
            The line; None where nothing of it is there but the object itself.
        """
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines[place] if place else None


def read_document(file: Path) -> Document | Problem:
    """Read a JSON object from a file.

    Args:
        file: The file.

    Returns:
        The object, or what is wrong with the file.
    """
    function = file.parent.name if file.name == FUNCTION_JSON else None
    try:
        if file.stat().st_size > _LARGEST:
            message = (
                f"it is larger than {_LARGEST:,} bytes, which no such file is; check what it is"
            )
            return Problem(message, function=function, file=file)
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return Problem(f"it cannot be read: {error}", function=function, file=file)
    try:
        return _read(text)
    except JSONDecodeError as error:
        message = f"it is no JSON object: {error.msg} (column {error.colno})"
        return Problem(message, function=function, file=file, line=error.lineno)


def _read(text: str) -> Document:
    """Read a JSON object."""
    reader = _Reader(text)
    value = reader.document()
    if not is_dict(value):
        raise JSONDecodeError(f"it holds {kind_of(value)}; write an object in braces", text, 0)
    return Document(value, reader.lines, reader.duplicates)


def kind_of(value: object) -> str:
    """Say what kind of JSON value it is.

    Args:
        value: What was read.

    Returns:
        The kind, as prose.
    """
    kinds = ((bool, "a boolean"), (str, "text"), (list, "a list"), (dict, "an object"))
    if value is None:
        return "null"
    return next((kind for cls, kind in kinds if isinstance(value, cls)), "a number")


def shown(name: str) -> str:
    """Return a name for a message: as it is, or in quotes and cut where it is no plain one.

    Args:
        name: A name that a file holds.

    Returns:
        The name.
    """
    return name if _PLAIN.fullmatch(name) else shorten(name)


class _Reader:
    """Reads a JSON text, and keeps the line of each value."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Place, int] = {}
        self.duplicates: list[Place] = []
        self._text = text
        self._at = 0
        self._line = 1

    def document(self) -> object:
        """Read the value that is the whole text."""
        value = self._value(())
        if self._peek():
            raise self._error("there is more after the end of the object")
        return value

    def _value(self, place: Place, line: int | None = None) -> object:
        """Read a value, which has a line of its own, or that of its name."""
        first = self._peek()
        if len(place) <= _DEEPEST_LINE:
            self.lines[place] = self._line if line is None else line
        if first not in {"{", "["}:
            return self._scalar()
        if len(place) >= _DEEPEST:
            raise self._error(f"it is nested deeper than {_DEEPEST} levels; the host refuses it")
        self._at += 1
        return self._object(place) if first == "{" else self._array(place)

    def _object(self, place: Place) -> dict[str, object]:
        """Read the rest of an object."""
        fields: dict[str, object] = {}
        while self._has_item("}", is_first=not fields):
            if self._peek() != '"':
                raise self._error("a field's name in double quotes is expected")
            name, line = str(self._scalar()), self._line
            if self._peek() != ":":
                raise self._error(f"a colon is expected after {shorten(name)}")
            self._at += 1
            here = (*place, name)
            if name in fields:
                self.duplicates.append(here)
            fields[name] = self._value(here, line)
        return fields

    def _array(self, place: Place) -> list[object]:
        """Read the rest of an array."""
        items: list[object] = []
        while self._has_item("]", is_first=not items):
            items.append(self._value((*place, len(items))))
        return items

    def _has_item(self, end: str, *, is_first: bool) -> bool:
        """Tell whether there is another item before the end, and go on to what is next."""
        found = self._peek()
        if found == end or (found == "," and not is_first):
            self._at += 1
            if found == "," and self._peek() == end:
                raise self._error(f"a comma stands before {end}; remove it")
            return found != end
        if not is_first:
            raise self._error(f"a comma or {end} is expected")
        return True

    def _scalar(self) -> object:
        """Read text, a number, true, false or null."""
        try:
            value, self._at = _SCALARS.raw_decode(self._text, self._at)
        except JSONDecodeError:
            raise
        except ValueError:
            raise self._error("the number has too many digits") from None
        return value

    def _peek(self) -> str:
        """Return the first character after space and comments; nothing at the end."""
        space = _SPACE.match(self._text, self._at)
        if space:
            self._line += space[0].count("\n")
            self._at = space.end()
        return self._text[self._at : self._at + 1]

    def _error(self, message: str) -> JSONDecodeError:
        return JSONDecodeError(message, self._text, self._at)
