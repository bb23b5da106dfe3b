"""The commands ``check``, ``describe`` and ``bindings``, and what all commands share."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from argparse import Namespace
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from shutil import get_terminal_size
from typing import TextIO, cast

from .decorators.core import SCRIPT_FILE_NAME, to_camel_case
from .testing import FunctionInfo, Host, HostError, Problem
from .testing._documents import FUNCTION_JSON
from .testing._kinds import KINDS
from .testing._load import load
from .testing._settings import read_optional

_STRATEGIES: dict[object, object] = {
    "fixed_delay": "fixedDelay",
    "exponential_backoff": "exponentialBackoff",
}
"""Strategies of retry policies -> their names in function.json."""


class UsageError(Exception):
    """The command line asks for what there is not."""


def check(options: Namespace) -> int:
    """Print every problem of an app.

    Args:
        options: The command line.

    Returns:
        1 where one of them is more than a warning.
    """
    with working(f"checking {options.path}"):
        host = open_app(options.path)
        problems = [_shown(problem) for problem in host.check()]
    errors = sum(not problem.is_warning for problem in problems)
    warnings = len(problems) - errors
    if options.json:
        told = [problem.to_dict() for problem in problems]
        print(json.dumps({"functions": list(host.functions), "problems": told}, indent=2))
    else:
        loaded = counted(len(host.functions), "function")
        print(*problems, sep="\n", end="\n" if problems else "")
        print(f"{counted(errors, 'error')}, {counted(warnings, 'warning')}; {loaded} loaded")
    return 1 if errors else 0


def describe(options: Namespace) -> int:
    """Print the function.json of each function of an app, by its name.

    Args:
        options: The command line.

    Returns:
        1 where the app has functions that cannot be loaded.
    """
    with working(f"loading {options.path}"), _of_usage():
        app = load(options.path)
    print(
        json.dumps({name: _function_json(each) for name, each in app.functions.items()}, indent=2)
    )
    for problem in app.problems:
        tell(str(_shown(problem)))
    return 1 if any(not problem.is_warning for problem in app.problems) else 0


def bindings(_options: Namespace) -> int:
    """Print which way each binding type goes, its decorators and its types in Python.

    Args:
        _options: The command line, which has nothing to tell.

    Returns:
        0.
    """
    rows = [("TYPE", "WAY", "DECORATORS", "TYPES IN PYTHON"), *_ways()]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())
    return 0


def open_app(path: str) -> Host:
    """Load an app.

    Args:
        path: Its folder.

    Returns:
        The app.

    Raises:
        UsageError: There is none in it.
    """
    with _of_usage():
        return Host(path)


def tell(message: str) -> None:
    """Write a message to standard error.

    Args:
        message: The message. Paths in it are made relative.
    """
    print(relative(message), file=sys.stderr)


def relative(text: str) -> str:
    """Return text with the paths in it as they are seen from the current directory.

    Args:
        text: A path, or a message with paths in it.

    Returns:
        The same; of paths below the current directory, only what is below.
    """
    here = re.escape(f"{Path.cwd()}{os.sep}")
    return re.sub(rf"(?<![^\s'\"(:,;]){here}(?=[^\s'\"])", "", text)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    Args:
        number: The number.
        noun: The noun, in the singular.

    Returns:
        ``1 error``, ``2 errors``.
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


@contextmanager
def working(status: str) -> Generator[None, None, None]:
    """Run an app's code within the block, and tell on a terminal what takes its time.

    What the code prints and logs goes to standard error, so that standard output has nothing but
    what the command was asked for.

    Args:
        status: What is being done.
    """
    messages = _Messages(status)
    stream = cast("TextIO", messages)
    root, handler = logging.getLogger(), logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    try:
        with redirect_stdout(stream):
            yield
    finally:
        root.removeHandler(handler)
        messages.erase()


class _Messages:
    """Standard error, where on a terminal a status stands until something else is written."""

    def __init__(self, status: str) -> None:
        self._stream = sys.stderr
        self._status = ""
        if self._stream.isatty():
            self._status = f"{status} ..."[: get_terminal_size().columns - 1]
            self._stream.write(self._status)
            self._stream.flush()

    def write(self, text: str) -> int:
        """Write text in the place of the status."""
        self.erase()
        return self._stream.write(text)

    def erase(self) -> None:
        """Remove the status."""
        if self._status:
            self._stream.write(f"\r{' ' * len(self._status)}\r")
            self._stream.flush()
            self._status = ""

    def __getattr__(self, name: str) -> object:
        """Be the stream in all else."""
        return getattr(self._stream, name)


@contextmanager
def _of_usage() -> Generator[None, None, None]:
    """Tell of a folder without an app as of a wrong command line."""
    try:
        yield
    except HostError as error:
        raise UsageError(str(error)) from error


def _shown(problem: Problem) -> Problem:
    """Return a problem with its paths as they are printed."""
    return Problem(
        relative(problem.message),
        function=problem.function,
        file=problem.file and relative(problem.file),
        line=problem.line,
        is_warning=problem.is_warning,
    )


def _function_json(function: FunctionInfo) -> object:
    """Return the function.json of a function: what is in the file, or what would be in it."""
    if function.file.name == FUNCTION_JSON:
        return read_optional(function.file)
    declared: dict[str, object] = {
        "scriptFile": SCRIPT_FILE_NAME,
        "bindings": [binding.fields for binding in function.bindings],
    }
    return {**declared, "retry": _retry(function.retry)} if function.retry else declared


def _retry(policy: Mapping[str, object]) -> dict[str, object]:
    """Return a retry policy as in function.json."""
    fields = {to_camel_case(name): value for name, value in policy.items() if value is not None}
    fields.pop("settingName", None)
    strategy = fields.get("strategy")
    return {**fields, "strategy": _STRATEGIES.get(strategy, strategy)}


def _ways() -> Iterator[tuple[str, str, str, str]]:
    """Return the rows of what can be bound: a row for each way that a binding type goes."""
    for name, kind in KINDS.items():
        if kind.inputs:
            way = "trigger" if name.endswith("Trigger") else "input"
            yield name, way, _decorators(kind.decorators, "output"), ", ".join(kind.inputs)
        if kind.outputs:
            yield name, "output", _decorators(kind.decorators, "input"), ", ".join(kind.outputs)


def _decorators(names: tuple[str, ...], others: str) -> str:
    """Return decorators as users write them, without those of the other way."""
    return ", ".join(f"@app.{name}" for name in names if f"_{others}" not in name)
