# ruff: noqa: UP006, UP037  # the old spellings are among what users write
from __future__ import annotations

import typing
from typing import Any

import pytest

import azure.functions as func


def test_nothing_set() -> None:
    """
    An output that was not set has no value and says so.
    """
    out = func.Out[str]()

    assert None is out.get()
    assert False is out.is_set
    assert "Out()" == repr(out)


@pytest.mark.parametrize("value", ["x", b"x", [func.QueueMessage(body="x")], 0, "", None])
def test_set(value: object) -> None:
    """
    An output records what it was set to, None and what is empty included.
    """
    out = func.Out[object]()
    out.set(value)

    assert value is out.get()
    assert True is out.is_set
    assert f"Out({value!r})" == repr(out)


def test_set_again() -> None:
    """
    A second value takes the place of the first.
    """
    out = func.Out[str]()
    out.set("x")
    out.set(val="y")

    assert "y" == out.get()


def test_outputs_are_apart() -> None:
    """
    Setting one output leaves another as it was.
    """
    one, other = func.Out[str](), func.Out[str]()
    one.set("x")

    assert False is other.is_set


def test_not_parametrised() -> None:
    """
    An output can be made without saying what it takes.
    """
    out: func.Out[int] = func.Out()
    out.set(5)

    assert 5 == out.get()


@pytest.mark.parametrize(
    "argument", [str, bytes, func.QueueMessage, list[str], typing.List[str], "func.X", Any, None]
)
def test_what_the_worker_asks(argument: Any) -> None:
    """
    Of Out[T] the worker sees the class, by its name, and exactly one argument.
    """
    annotation: Any = func.Out[argument]

    assert func.Out is typing.get_origin(annotation)
    assert 1 == len(typing.get_args(annotation))
    assert "Out" == typing.get_origin(annotation).__name__


def test_two_arguments() -> None:
    """
    Two arguments are refused.
    """
    out: Any = func.Out

    with pytest.raises(TypeError, match="argument|parameter"):
        out[str, int]


def test_type_hints() -> None:
    """
    The hints of a function with outputs are resolved.
    """

    def main(one: func.Out[str], two: "func.Out[list[func.QueueMessage]]") -> None: ...

    assert {
        "one": func.Out[str],
        "two": func.Out[list[func.QueueMessage]],
        "return": type(None),
    } == typing.get_type_hints(main)


def test_subclass() -> None:
    """
    Published test code derives from Out; such a class works.
    """

    class Recorder(func.Out[str]):
        def __init__(self) -> None:
            self.values: list[str] = []

        def set(self, val: str) -> None:
            self.values.append(val)

        def get(self) -> str:
            return self.values[-1]

    recorder = Recorder()
    recorder.set("x")

    assert "x" == recorder.get()
    assert isinstance(recorder, func.Out)
