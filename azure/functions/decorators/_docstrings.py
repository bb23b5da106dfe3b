"""What a docstring says of parameters, in the styles of Google, NumPy and Sphinx."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SECTIONS = frozenset({"args", "arguments", "parameters", "params", "other parameters"})

_GOOGLE = re.compile(r"\*{0,2}(?P<names>\w+)\s*(?:\(.*?\))?\s*:(?P<text>.*)")
_NUMPY = re.compile(r"(?P<names>\*{0,2}\w+(?:\s*,\s*\*{0,2}\w+)*)\s*(?::.*)?(?P<text>)")
_SPHINX = re.compile(
    r":(?:param|parameter|arg|argument|key|keyword)\s(?:[^:]*\s)?\*{0,2}(?P<names>\w+)\s*:(?P<text>.*)"
)


def describe_parameters(docstring: str) -> dict[str, str]:
    """Read what a docstring says of parameters.

    Args:
        docstring: The docstring. ``Args:`` and its like (Google), ``Parameters`` underlined
            (NumPy) and ``:param x:`` (Sphinx) are understood; what is neither is passed over.

    Returns:
        The description of each parameter that has one, on one line.
    """
    lines = docstring.expandtabs().splitlines()
    found: dict[str, str] = {}
    for index, line in enumerate(lines):
        title = line.strip()
        if title.rstrip(":").lower() in _SECTIONS:
            if title.endswith(":"):
                entries = _entries(_below(lines, index), _GOOGLE)
            elif _is_underlined(lines, index):
                entries = _entries(_section(lines, index), _NUMPY)
            else:
                continue
        else:
            entries = _entry(lines, index, _SPHINX)
        found.update(entries)
    return found


def _entries(lines: list[str], pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Read the entries of a section: what stands as far left as its first line."""
    indents = [_indent(line) for line in lines if line.strip()]
    for index, line in enumerate(lines):
        if line.strip() and _indent(line) == indents[0]:
            yield from _entry(lines, index, pattern)


def _entry(lines: list[str], index: int, pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Read the entry that starts in a line, if one does; it may be that of several parameters."""
    entry = pattern.fullmatch(lines[index].strip())
    if entry is None:
        return
    text = " ".join(" ".join([entry["text"], *_below(lines, index)]).split())
    for name in entry["names"].split(","):
        if text:
            yield name.strip(" *"), text


def _below(lines: list[str], index: int) -> list[str]:
    """Return the lines that belong to one: those below it that start further to the right."""
    below: list[str] = []
    for line in lines[index + 1 :]:
        if line.strip() and _indent(line) <= _indent(lines[index]):
            break
        below.append(line)
    return below


def _section(lines: list[str], index: int) -> list[str]:
    """Return the lines of a section of NumPy's style, up to the next title or its end."""
    section: list[str] = []
    for number in range(index + 2, len(lines)):
        line = lines[number]
        is_left = _indent(line) < _indent(lines[index])
        if line.strip() and (is_left or _is_underlined(lines, number)):
            break
        section.append(line)
    return section


def _is_underlined(lines: list[str], index: int) -> bool:
    """Tell whether a line is a title of NumPy's style."""
    below = lines[index + 1].strip() if index + 1 < len(lines) else ""
    return len(below) > 1 and set(below) == {"-"}


def _indent(line: str) -> int:
    """Return how far to the right a line starts."""
    return len(line) - len(line.lstrip())
