"""
The stand-ins for names of ``typing``: annotations that use them are read as others are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args, get_origin, get_type_hints

from azure.functions._typing import Generic, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R", bound=object)


class Box(Generic[P, R]):
    """
    A generic class.
    """

    def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Box[P, R]:
        """
        Annotated with what is generic.
        """
        function(*args, **kwargs)
        return self


class Numbers(Box[..., int]):
    """
    A class of one of its types.
    """


def test_generic_classes() -> None:
    """
    A generic class can be subscripted, and its types be read.
    """
    alias: Any = Box[..., int]

    assert Box is get_origin(alias)
    assert (..., int) == get_args(alias)
    assert isinstance(alias(), Box)
    assert (Numbers, Box) == Numbers.__mro__[:2]


def test_annotations_are_read() -> None:
    """
    What is annotated with a parameter specification and a type variable has type hints.
    """
    hints = get_type_hints(Box[..., int].call)

    assert Box is get_origin(hints["return"])
    assert {"function", "args", "kwargs", "return"} == set(hints)


def test_cast() -> None:
    """
    A cast returns the value.
    """
    assert 1 == cast("str", 1)  # type: ignore[comparison-overlap]  # that is what a cast does
