"""
Functions with bindings, made in a line for tests of `azure.functions.testing`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from azure.functions.testing import BindingInfo, FunctionInfo
from azure.functions.testing._plan import refusals

TIMER = ("timer", "timerTrigger")

_HERE = Path(__file__)


def made(
    parameters: str, names: Mapping[str, object] | None = None, **annotations: object
) -> Callable[..., Any]:
    """
    Return a function with these parameters and annotations.

    Args:
        parameters: The parameters, as in ``def``.
        names: What the annotations may name, where they are text.
        annotations: The annotations; ``returns`` is that of what it returns.
    """
    function: Callable[..., Any] = eval(f"lambda {parameters}: None", dict(names or {}))
    others = {"returns": "return"}
    function.__annotations__ = {others.get(name, name): each for name, each in annotations.items()}
    return function


def of(function: Callable[..., Any], *bindings: tuple[str, ...]) -> FunctionInfo:
    """
    Return a function with bindings; each is a name, a type and, where it is not in, a direction.
    """
    infos = tuple(
        BindingInfo(name, kind, direction[0] if direction else "in", {})
        for name, kind, *direction in bindings
    )
    return FunctionInfo("Fn", function, infos, directory=_HERE.parent, file=_HERE)


def why(function: Callable[..., Any], *bindings: tuple[str, ...]) -> list[str]:
    """
    Return why the worker refuses a function with bindings.
    """
    return [refusal.message for refusal in refusals(of(function, *bindings))]
