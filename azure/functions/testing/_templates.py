"""Route templates of ASP.NET Core, with which the host tells which request a function answers.

::

    items/{id:int}          items/5             id: 5
    files/{*path}           files/a/b.txt       path: a/b.txt
    {name}.{format?}        report.final.pdf    name: report.final, format: pdf
    pages/{number=1}        pages               number: 1
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ._constraints import RouteError, parse_constraint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from ._constraints import Test

    Part: TypeAlias = "str | Parameter"
    Segment: TypeAlias = tuple[Part, ...]

# Braces within a part are written twice.
_PART = re.compile(
    r"(?P<slash>/)"
    r"|\{(?!\{)(?P<parameter>(?:[^{}]|\{\{|\}\})*)\}"
    r"|(?P<literal>(?:[^{}/]|\{\{|\}\})+)"
)
_CONSTRAINT = re.compile(r":(?P<name>[^:=(]*)(?:\((?P<arguments>.*?)\)(?=[:=]|\Z))?", re.DOTALL)


class Parameter:
    """A parameter of a template.

    Args:
        text: What stands between its braces: ``id:int=5``.

    Raises:
        RouteError: It cannot be read.
    """

    __slots__ = ("constraints", "default", "is_catch_all", "is_optional", "name", "tests")

    def __init__(self, text: str) -> None:
        stars = len(text) - len(text.lstrip("*"))
        self.is_catch_all = stars > 0
        self.is_optional = text.endswith("?")
        rest = text[stars : len(text) - self.is_optional]
        self.name = re.split("[:=]", rest, maxsplit=1)[0]
        if stars > 2 or not self.name or set(self.name) & set("*?{}/"):
            raise RouteError(
                f"{{{text}}} is no parameter; write a name, without * ? {{ }} /, in braces: {{id}}"
            )
        self.constraints: list[str] = []
        self.tests: list[Test] = []
        self.default = self._read(text, rest[len(self.name) :])
        if self.is_optional and self.is_catch_all:
            raise RouteError(f"{{{text}}} takes everything, nothing included; remove its ?")
        if self.is_optional and self.default is not None:
            raise RouteError(f"{{{text}}} has a default, so it may be missing; remove its ?")

    @property
    def may_be_missing(self) -> bool:
        """Whether a path may end before it."""
        return self.is_optional or self.is_catch_all or self.default is not None

    def accepts(self, value: str | None) -> bool:
        """Tell whether a value meets the constraints.

        Args:
            value: The value; None where the path has none.

        Returns:
            True where it does; for a missing value, where it may be missing.
        """
        if value is None:
            return self.is_optional or not self.tests
        return all(test(value) for test in self.tests)

    def _read(self, text: str, rest: str) -> str | None:
        """Read the constraints, and return the default."""
        while match := _CONSTRAINT.match(rest):
            rest = rest[match.end() :]
            if rest.startswith("("):
                raise RouteError(f"{{{text}}} has a constraint whose parenthesis is not closed")
            name, arguments = match["name"], match["arguments"]
            self.tests.append(parse_constraint(name, arguments))
            self.constraints.append(f"{name.lower()}({arguments or ''})")
        return rest.removeprefix("=") if rest else None


class Template:
    """A route template, read.

    Args:
        text: The template, without the slash before it: ``api/items/{id}``.

    Raises:
        RouteError: The host does not take it.
    """

    __slots__ = ("segments", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.segments = tuple(_segments(text))
        _check_segments(self)

    @property
    def parameters(self) -> list[Parameter]:
        """The parameters, in order."""
        parts = (part for segment in self.segments for part in segment)
        return [part for part in parts if isinstance(part, Parameter)]

    @property
    def shape(self) -> tuple[tuple[object, ...], ...]:
        """What tells which paths match: two templates with one shape differ in names only."""
        return tuple(tuple(map(_shape, segment)) for segment in self.segments)

    @property
    def precedence(self) -> tuple[int, ...]:
        """How specific it is, by segment; the smaller, the more specific, as in ASP.NET Core."""
        return tuple(map(_generality, self.segments))

    def match(self, path: str) -> dict[str, str] | None:
        """Read the parameters from a path.

        Args:
            path: The path, decoded; a slash before and one behind it count for nothing.

        Returns:
            The values by parameter, without those that the path leaves out and that have no
            default; None where the path is another's.
        """
        pieces = path.removeprefix("/").split("/")
        given = pieces if pieces[-1] else pieces[:-1]
        values: dict[str, str] = {}
        for index, piece in enumerate(given):
            if not piece or index >= len(self.segments):
                return None
            last = self.segments[index][-1]
            if isinstance(last, Parameter) and last.is_catch_all:
                values[last.name] = "/".join(pieces[index:])
                break
            found = _match_segment(self.segments[index], piece)
            if found is None:
                return None
            values.update(found)
        if not all(may_be_missing(segment) for segment in self.segments[len(given) :]):
            return None
        return self._completed(values)

    def _completed(self, values: dict[str, str]) -> dict[str, str] | None:
        """Return values with the defaults of those that are missing, if they are accepted."""
        for parameter in self.parameters:
            if parameter.default is not None:
                values.setdefault(parameter.name, parameter.default)
            if not parameter.accepts(values.get(parameter.name)):
                return None
        return values


def _segments(text: str) -> Iterator[Segment]:
    """Read a template into its segments."""
    segment: list[Part] = []
    end = 0
    while end < len(text):
        match = _PART.match(text, end)
        if match is None:
            raise RouteError(
                f"a brace is not closed or not opened at {text[end:]!r}; write {{name}}, and "
                "braces that are no parameter's twice"
            )
        end = match.end()
        if match["slash"]:
            yield tuple(segment)
            segment = []
        elif match["literal"]:
            segment.append(_unescaped(match["literal"]))
        else:
            segment.append(Parameter(_unescaped(match["parameter"])))
    if segment:
        yield tuple(segment)


def _unescaped(text: str) -> str:
    """Return text with its double braces as single ones."""
    return text.replace("{{", "{").replace("}}", "}")


def _check_segments(template: Template) -> None:
    """Refuse what the host refuses in a template that can be read."""
    if not all(template.segments):
        raise RouteError("it has two slashes in a row, or one at its start; remove one")
    for segment in template.segments:
        _check_segment(segment, is_last=segment is template.segments[-1])
    names = [parameter.name.lower() for parameter in template.parameters]
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise RouteError(f"it has the parameter {name!r} twice; rename one")
        seen.add(name)


def _check_segment(segment: Segment, *, is_last: bool) -> None:
    """Refuse a segment that cannot be matched."""
    for before, part in zip(("", *segment), segment, strict=False):
        if isinstance(part, str):
            if "?" in part:
                raise RouteError(f"{part!r} has a '?'; a route is but a path, without the query")
        elif isinstance(before, Parameter):
            raise RouteError(
                f"{{{before.name}}} and {{{part.name}}} stand side by side; write text between them"
            )
        elif part.is_catch_all and not (is_last and len(segment) == 1):
            raise RouteError(f"{{*{part.name}}} takes the rest of the path; move it to the end")
        elif part.is_optional and len(segment) > 1 and (part is not segment[-1] or before != "."):
            raise RouteError(
                f"{{{part.name}?}} stands beside text; it may be optional only behind a dot, at "
                "the end of its segment"
            )


def _match_segment(segment: Segment, text: str) -> dict[str, str] | None:
    """Read the parameters of a segment; None where it is another."""
    found = _match_parts(segment, text)
    last = segment[-1]
    is_optional = isinstance(last, Parameter) and last.is_optional and len(segment) > 1
    if found is not None or not is_optional or text.endswith("."):
        return found
    return _match_parts(segment[:-2], text)


def _match_parts(parts: Segment, text: str) -> dict[str, str] | None:
    """Read parameters with text between them as the host does: from the right, never going back.

    So a parameter is as short as the text to its left allows, and the leftmost one gets the rest.
    """
    values: dict[str, str] = {}
    folded, end = _folded(text), len(text)
    pending: Parameter | None = None
    for part in reversed(parts):
        if isinstance(part, Parameter):
            pending = part
            continue
        # a parameter has at least one character
        start = folded.rfind(_folded(part), 0, end if pending is None else end - 1)
        behind = start + len(part)
        if start < 0 or (pending is None and behind != end):
            return None
        if pending is not None:
            values[pending.name] = text[behind:end]
        pending, end = None, start
    if pending is not None and end:
        values[pending.name] = text[:end]
        return values
    return values if pending is None and not end else None


def may_be_missing(segment: Segment) -> bool:
    """Tell whether a path may end before a segment.

    Args:
        segment: The segment.

    Returns:
        True where it is but a parameter that may be missing.
    """
    first = segment[0]
    return isinstance(first, Parameter) and len(segment) == 1 and first.may_be_missing


def _shape(part: Part) -> object:
    """Return what a part accepts."""
    if isinstance(part, str):
        return _folded(part)
    return part.is_catch_all, part.is_optional, part.default, tuple(sorted(part.constraints))


def _generality(segment: Segment) -> int:
    """Return how much a segment takes."""
    first = segment[0]
    if len(segment) > 1:
        return 2
    if isinstance(first, str):
        return 1
    return (5 if first.is_catch_all else 3) - bool(first.tests)


def _folded(text: str) -> str:
    """Return text in lower case, letter by letter, so that its length stays."""
    return "".join(letter.lower()[0] for letter in text)
