"""
What is measured: calls in one process, and code for a fresh interpreter. And the data they take.

All of it runs against the published package and against this one, so it uses only what both have. A
budget is a part of what the published package takes: 1/8 is at most an eighth of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, NamedTuple, TypeAlias

MEGABYTE = 1024 * 1024

opened = ExitStack()
"""What cases keep open as long as they are measured."""

Call: TypeAlias = Callable[[], object]


class Import(NamedTuple):
    """
    Code for a fresh interpreter. Measured is what it adds to one that runs nothing.
    """

    name: str
    code: str
    time: Fraction | None
    memory: Fraction | None


class Case(NamedTuple):
    """
    A call, made over and over in one process.
    """

    name: str
    make: Callable[[], Call]
    """Prepares the input, and returns what is timed."""
    time: Fraction | None = None
    extra_memory: int | None = None
    """How many bytes one call may allocate at its peak; None where that is not asked."""
    messages: int | None = None
    """How many messages one call returns, where the memory that each of them keeps is asked."""


class Cases(list[Case]):
    """
    The cases of a module, in its order.
    """

    def add(
        self, name: str, *, time: Fraction | None = None, extra_memory: int | None = None
    ) -> Callable[[Callable[[], Call]], Callable[[], Call]]:
        """
        Add what the decorated function prepares.
        """

        def add(make: Callable[[], Call]) -> Callable[[], Call]:
            self.append(Case(name, make, time, extra_memory))
            return make

        return add


class Datum:
    """
    A datum as the worker hands it over: its own class, with a value, a type and a Python value.
    """

    def __init__(self, value: Any, type: str | None) -> None:
        self.value = value
        self.type = type

    @property
    def python_value(self) -> Any:
        if self.value is None or self.type is None:
            return None
        if self.type.startswith("collection_"):
            return list(getattr(self.value, self.type.removeprefix("collection_")))
        return json.loads(self.value) if self.type == "json" else self.value


def texts(values: Mapping[str, str]) -> dict[str, Datum]:
    """
    Return each text as a datum.
    """
    return {key: Datum(value, "string") for key, value in values.items()}


def collection(kind: str, items: list[Any]) -> Datum:
    """
    Return a datum of many values: a message with one field, as protobuf has it.
    """
    return Datum(SimpleNamespace(**{kind: items}), f"collection_{kind}")


def converter(binding: str) -> Any:
    """
    Return the converter of a binding type.
    """
    import azure.functions as func

    found: Any = func.get_binding_registry().get(binding)
    assert found is not None, binding
    return found
