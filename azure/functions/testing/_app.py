"""An app as calls and checks see it: functions with their bindings, however they are declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from .._errors import FunctionsError
from ._modules import Modules


class HostError(FunctionsError, RuntimeError):
    """An app, or a call of a function, is not what the worker would take."""

    function: str | None
    """The name of the function, where it is about one."""
    parameter: str | None
    """The name of the parameter, where it is about one."""
    problems: tuple[Problem, ...]
    """Everything that is wrong with the app."""


class Problem:
    """Something that is wrong with an app.

    Args:
        message: What is wrong, and what would be right.
        function: The name of the function, where it is one's.
        file: The file that it is in, where it is one's.
        line: The line in it, from 1, where it is one's.
        is_warning: Whether the app may work all the same.
    """

    __slots__ = ("file", "function", "is_warning", "line", "message")

    def __init__(
        self,
        message: str,
        *,
        function: str | None = None,
        file: str | Path | None = None,
        line: int | None = None,
        is_warning: bool = False,
    ) -> None:
        self.message: str = message
        self.function: str | None = function
        self.file: str | None = None if file is None else str(file)
        self.line: int | None = line
        self.is_warning: bool = is_warning

    def to_dict(self) -> dict[str, object]:
        """Return the problem as a dict of what JSON has a form for.

        Returns:
            The dict; ``level`` is ``error`` or ``warning``.
        """
        return {
            "file": self.file,
            "line": self.line,
            "function": self.function,
            "level": "warning" if self.is_warning else "error",
            "message": self.message,
        }

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line is not None else self.file
        parts = [where, self.function and f"function {self.function!r}", self.message]
        text = ": ".join(part for part in parts if part)
        return f"{text} (warning)" if self.is_warning else text

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Problem):
            return NotImplemented
        return self.to_dict() == other.to_dict()

    def __reduce__(self) -> tuple[object, ...]:
        made = partial(
            Problem,
            self.message,
            function=self.function,
            file=self.file,
            line=self.line,
            is_warning=self.is_warning,
        )
        return made, ()

    def __repr__(self) -> str:
        return f"Problem({str(self)!r})"


class BindingInfo:
    """A binding of a function, as in function.json.

    Args:
        name: The parameter that it fills, or ``$return``.
        type: Its type: ``queueTrigger``.
        direction: ``in``, ``out`` or ``inout``.
        fields: All its fields, as in function.json.
    """

    __slots__ = ("direction", "fields", "name", "type")

    def __init__(self, name: str, type: str, direction: str, fields: Mapping[str, object]) -> None:
        self.name: str = name
        self.type: str = type
        self.direction: str = direction
        self.fields: Mapping[str, object] = fields

    @property
    def is_trigger(self) -> bool:
        """Whether it is what makes the function run."""
        return self.type.lower().endswith("trigger")

    @property
    def is_many(self) -> bool:
        """Whether the host sends batches."""
        return str(self.fields.get("cardinality", "")).lower() == "many"

    def __repr__(self) -> str:
        return f"<{self.direction} binding {self.type} {self.name!r}>"


class FunctionInfo:
    """A function of an app: what it is called by, what is bound to it, and where it stands.

    Args:
        name: The name under which the host knows it.
        function: What the worker calls.
        bindings: Its bindings.
        directory: The folder that the worker tells it as ``function_directory``.
        file: The file that declares it: its function.json, or its source file.
        line: The line in it, from 1, where that is known.
        retry: The fields of its retry policy, if it has one.
    """

    __slots__ = ("bindings", "directory", "file", "function", "line", "name", "retry")

    def __init__(
        self,
        name: str,
        function: Callable[..., Any],
        bindings: tuple[BindingInfo, ...],
        *,
        directory: Path,
        file: Path,
        line: int | None = None,
        retry: Mapping[str, object] | None = None,
    ) -> None:
        self.name: str = name
        self.function: Callable[..., Any] = function
        self.bindings: tuple[BindingInfo, ...] = bindings
        self.directory: Path = directory
        self.file: Path = file
        self.line: int | None = line
        self.retry: Mapping[str, object] | None = retry

    @property
    def trigger(self) -> BindingInfo | None:
        """What makes it run; None where it has no trigger."""
        return next((each for each in self.bindings if each.is_trigger), None)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters of what the worker calls."""
        from inspect import signature

        return tuple(signature(self.function).parameters)

    def problem(self, message: str, *, is_warning: bool = False) -> Problem:
        """Return a problem of this function.

        Args:
            message: What is wrong, and what would be right.
            is_warning: Whether it may work all the same.

        Returns:
            The problem, which says where the function stands.
        """
        return Problem(
            message, function=self.name, file=self.file, line=self.line, is_warning=is_warning
        )

    def __repr__(self) -> str:
        return f"<FunctionInfo {self.name}>"


class App:
    """The functions of an app, and what is wrong with it so far.

    Args:
        functions: The functions by their names.
        problems: What was found wrong while they were loaded.
    """

    __slots__ = ("functions", "modules", "problems", "root", "settings")

    def __init__(self, functions: dict[str, FunctionInfo], problems: list[Problem]) -> None:
        self.functions: dict[str, FunctionInfo] = functions
        self.problems: list[Problem] = problems
        self.root: Path | None = None
        """The folder of the app; None for one that is given as an object."""
        self.modules: Modules | None = None
        """What is imported from the folder."""
        self.settings: dict[str, str] = {}
        """The settings that it has on a developer's machine."""
