"""Where functions stand in the source, and what is wrong with them."""

# A function knows the code that it is around.
# pyright: reportPrivateUsage=false
from __future__ import annotations

from collections.abc import Callable, Iterator

from .core import Binding, Setting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._function import Function

_WRAPPED = ("__wrapped__", "orchestrator_function", "entity_function")
"""Where decorators keep what they wrap; the last two are those of azure-functions-durable."""


class Problem:
    """Something that is wrong with how functions are declared; as text, with the place of it.

    Args:
        message: What is wrong, and what would be right.
        text: The same with the place of it.
        function: The name of the function, where it is one's.
        file: The path of the source file; that of the decorator, where it is one's.
        line: The line in it, from 1.
        decorator: The name of the decorator, where it is one's.
    """

    __slots__ = ("_text", "decorator", "file", "function", "line", "message")

    def __init__(
        self,
        message: str,
        text: str,
        *,
        function: str | None = None,
        file: str | None = None,
        line: int | None = None,
        decorator: str | None = None,
    ) -> None:
        self.message = message
        self._text = text
        self.function = function
        self.file = file
        self.line = line
        self.decorator = decorator

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"Problem({self._text!r})"


def problem_of(
    function: Function, message: str, text: str = "", *, declared: Binding | Setting | None = None
) -> Problem:
    """Say what is wrong with a function, or with what is declared of it.

    Args:
        function: The function.
        message: What is wrong, and what would be right.
        text: The same with the place of it, where that is not what it starts with.
        declared: The binding or the setting that it is wrong with, if one.

    Returns:
        The problem.
    """
    where, place = place_of(function), declared and declared.place
    if declared is not None:
        kind = declared.type if isinstance(declared, Binding) else declared.get_setting_name()
        where = f"{where}, {place or kind}"
    file, line = (place.file, place.line) if place else source_of(function)
    return Problem(
        message,
        text or f"{where}: {message}",
        function=function.get_function_name(),
        file=file,
        line=line,
        decorator=place.decorator if place else None,
    )


def without_trigger(function: Function) -> Problem:
    """Say that a function has no trigger.

    Args:
        function: The function.

    Returns:
        The problem.
    """
    message = (
        "no trigger; every function has one, and only one: add a decorator such as @app.route() "
        "or @app.timer_trigger(...)"
    )
    return problem_of(function, message, f"{place_of(function)} has {message}")


def source_of(function: Function) -> tuple[str | None, int | None]:
    """Return where a function stands.

    Args:
        function: The function.

    Returns:
        The path of its source file and the line in it, from 1; None where it has none.
    """
    code = getattr(_unwrapped(function._func), "__code__", None)
    return (None, None) if code is None else (code.co_filename, code.co_firstlineno)


def place_of(function: Function) -> str:
    """Say which function it is and where it stands.

    Args:
        function: The function.

    Returns:
        Its name, file and line.
    """
    file, line = source_of(function)
    where = "" if file is None else f" at {file}:{line}"
    return f"function {function.get_function_name()!r}{where}"


def name_of(func: Callable[..., Any]) -> str:
    """Return the name of anything that can be called.

    Args:
        func: A function, or what can be called as one is.

    Returns:
        Its own name, or that of its class.
    """
    name: str = getattr(func, "__name__", type(func).__name__)
    return name


def _unwrapped(func: object) -> object:
    """Return the function at the bottom of decorators that keep what they wrap."""
    while (wrapped := next(_kept(func), None)) is not None:
        func = wrapped
    return func


def _kept(func: object) -> Iterator[object]:
    """Return what a decorator keeps of what it wraps."""
    found = (getattr(func, name, None) for name in _WRAPPED)
    return (each for each in found if each is not None)
