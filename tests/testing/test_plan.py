# The registry has no way to take a converter out.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import sys
import typing
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

import azure.functions as func
import planned
from azure.functions.meta import InConverter, register_converter
from azure.functions.testing import HostError
from azure.functions.testing._generic import GenericConverter
from azure.functions.testing._plan import converter_of, has_implicit_output, plan
from planned import TIMER, of, why

T = typing.TypeVar("T")
Name = typing.NewType("Name", str)


def made(parameters: str, **annotations: object) -> Callable[..., Any]:
    """
    Return a function whose annotations name what this module does.
    """
    return planned.made(parameters, globals(), **annotations)


def taking(annotation: object) -> Callable[..., Any]:
    """
    Return a function with an annotated parameter, x, beside a timer.
    """
    return made("timer, x", x=annotation)


RETURN = ("$return", "queue", "out")


class TestPlan:
    def test_parts(self) -> None:
        """
        A plan has what the function is given, what it sets and what it returns.
        """
        function = made(
            "req, msg, context",
            req="func.HttpRequest",
            msg="func.Out[str]",
            context="func.Context",
            returns="str",
        )
        bindings = (("req", "httpTrigger"), ("msg", "queue", "out"), ("$return", "http", "out"))

        parts = plan(of(function, *bindings))

        assert ["req"] == [*parts.inputs]
        assert func.HttpRequest is parts.inputs["req"].annotation
        assert converter_of("httpTrigger") is parts.inputs["req"].converter
        assert ["msg"] == [*parts.outputs]
        assert str is parts.outputs["msg"].annotation
        assert GenericConverter is parts.outputs["msg"].converter
        assert parts.returned is not None
        assert str is parts.returned.annotation
        assert converter_of("http") is parts.returned.converter
        assert parts.takes_context is True

    def test_context_is_bound(self) -> None:
        """
        A parameter named context that has a binding is an input as any other.
        """
        parts = plan(of(made("context"), ("context", "orchestrationTrigger")))

        assert ["context"] == [*parts.inputs]
        assert parts.takes_context is False

    def test_text_is_not_generic_where_output_is_implicit(self) -> None:
        """
        Text is read by the worker, except where the function returns through the same binding.
        """
        parts = plan(of(taking(str), TIMER, ("x", "mcpToolTrigger")))

        assert converter_of("mcpToolTrigger") is parts.inputs["x"].converter

    @pytest.mark.parametrize(
        ("bindings", "binding_type"),
        [
            ((), None),
            ((("$return", "queue", "out"), ("$return", "blob", "out")), "queue"),
            ((("x", "table"),), "table"),
            ((("x", "table"), ("$return", "queue", "out")), "queue"),
            ((("x", "activityTrigger"), ("y", "table")), "table"),
            ((("x", "durableClient"),), None),
            ((("x", "blob"),), None),
        ],
    )
    def test_returned(
        self, bindings: tuple[tuple[str, ...], ...], binding_type: str | None
    ) -> None:
        """
        What is returned goes to $return, or else to the last binding that takes it all the same.
        """
        names = {name for name, *_ in bindings}
        others = [(name, "blob") for name in ("x", "y") if name not in names]

        parts = plan(of(made("timer, x, y"), TIMER, *others, *bindings))

        assert binding_type == (parts.returned and parts.returned.binding.type)

    def test_last_binding_counts(self) -> None:
        """
        Of bindings with one name the worker takes the last.
        """
        function = taking("func.InputStream")

        parts = plan(of(function, TIMER, ("x", "queue", "out"), ("x", "blob")))

        assert "blob" == parts.inputs["x"].binding.type
        assert {} == parts.outputs

    def test_refused(self) -> None:
        """
        One error names the function and all that is wrong with it.
        """
        with pytest.raises(HostError) as caught:
            plan(of(made("time"), TIMER))

        error = caught.value
        assert str(error).startswith(
            "function 'Fn': parameter 'time' is filled by no binding; remove it, or declare a "
            "binding named 'time'"
        )
        assert "binding 'timer' is no parameter of the function, which has time" in str(error)
        assert ("Fn", "time") == (error.function, error.parameter)
        assert 2 == len(error.problems)
        assert {"Fn"} == {problem.function for problem in error.problems}


class TestRefusals:
    def test_no_trigger(self) -> None:
        """
        What nothing triggers never runs.
        """
        [told] = why(made("x"), ("x", "blob"))

        assert "it has no trigger; add a binding with a type such as httpTrigger" == told

    @pytest.mark.parametrize(
        ("binding", "message"),
        [
            (("x", "table", "inout"), "binding 'x' has the direction inout; declare in or out"),
            (("$return", "queue"), "binding '$return' must have the direction out"),
            (
                ("$return", "queue", "inout"),
                "binding '$return' has the direction inout; declare in or out",
            ),
        ],
    )
    def test_directions(self, binding: tuple[str, ...], message: str) -> None:
        """
        Data goes in or out, and what is returned goes out.
        """
        assert [message] == why(taking(str), TIMER, ("x", "table"), binding)

    def test_names(self) -> None:
        """
        Parameters and bindings have the same names.
        """
        [of_binding] = why(made(""), TIMER)
        [of_parameter] = why(made("timer, *args"), TIMER)

        assert of_binding == (
            "binding 'timer' is no parameter of the function, which has none; rename one of the "
            "two, or add the parameter"
        )
        assert of_parameter == (
            "parameter 'args' is filled by no binding; remove it, or declare a binding named 'args'"
        )

    @pytest.mark.parametrize(
        "annotation",
        ["func.HttpRequest", "dict", "func.Context | None", SimpleNamespace(__name__="Context")],
    )
    def test_context(self, annotation: object) -> None:
        """
        A context without a binding is a Context.
        """
        function = made("timer, context")
        function.__annotations__["context"] = annotation

        [message] = why(function, TIMER)

        if isinstance(annotation, str):
            assert message.startswith("parameter 'context' is annotated ")
            assert message.endswith("; write func.Context")

    def test_any_context(self) -> None:
        """
        It is told by its name: the worker has a class of its own.
        """
        context = type("Context", (), {})

        assert [] == why(made("timer, context", context=context), TIMER)
        assert [] == why(made("timer, context"), TIMER)

    @pytest.mark.parametrize(
        ("annotation", "message"),
        [
            ("func.Out", "annotated Out of nothing"),
            (
                "func.Out[typing.Tuple[str]]",
                "annotated func.Out[typing.Tuple[str]], which the worker does not take",
            ),
            ("func.Out[int]", "annotated func.Out[int], which queue does not take"),
            ("func.Out[func.Out[str]]", "annotated func.Out[func.Out[str]], which queue does"),
            ("int", "an output, but is annotated int"),
        ],
    )
    def test_outputs(self, annotation: str, message: str) -> None:
        """
        An output is annotated Out of what its binding takes.
        """
        [told] = why(taking(annotation), TIMER, ("x", "queue", "out"))

        assert message in told
        assert "; write func.Out[func.QueueMessage], func.Out[" in told

    def test_output_without_out(self) -> None:
        """
        What an output takes is told as it is written with Out.
        """
        [told] = why(taking("func.QueueMessage"), TIMER, ("x", "queue", "out"))

        assert told == (
            "parameter 'x' is an output, but is annotated func.QueueMessage; write "
            "func.Out[func.QueueMessage]"
        )

    @pytest.mark.parametrize(
        ("annotation", "message"),
        [
            (
                "func.Out[func.InputStream]",
                (
                    "func.Out[func.InputStream], but its binding blob has the direction in; write "
                    "func.InputStream, or declare the direction out"
                ),
            ),
            (
                "func.Out[int]",
                (
                    "func.Out[int], but its binding blob has the direction in; write "
                    "func.InputStream, str or bytes, or declare the direction out"
                ),
            ),
            ("func.HttpRequest", "func.HttpRequest, which blob does not give; write func.Inp"),
            ("T", "~T, which the worker does not take; write func.InputStream, str or bytes"),
            ("Name", "Name, which the worker does not take; write func.InputStream, str or"),
            (
                "typing.Callable[[int], str]",
                "typing.Callable[[int], str], which the worker does not take; write",
            ),
            (
                "typing.List[func.InputStream]",
                "typing.List[func.InputStream], which blob does not give; write",
            ),
        ],
    )
    def test_inputs(self, annotation: str, message: str) -> None:
        """
        An input is annotated with what its binding gives.
        """
        [told] = why(taking(annotation), TIMER, ("x", "blob"))

        assert told.startswith("parameter 'x' is annotated ")
        assert message in told

    @pytest.mark.parametrize(
        "annotation",
        [
            "typing.Optional[func.InputStream]",
            "typing.Union[str, bytes]",
            "func.InputStream | None",
            "typing.Tuple[str]",
            "typing.Tuple",
            "typing.Callable",
        ],
    )
    def test_no_types(self, annotation: str) -> None:
        """
        Unions, tuples and callables are not taken.
        """
        [told] = why(taking(annotation), TIMER, ("x", "blob"))

        assert "which the worker does not take" in told

    @pytest.mark.parametrize(
        "annotation",
        [
            func.InputStream,
            "func.InputStream",
            "typing.Annotated[func.InputStream, 'note']",
            "typing.Text",
            "bytes",
        ],
    )
    def test_sound(self, annotation: object) -> None:
        """
        Classes are taken, as text too, and with a note.
        """
        assert [] == why(taking(annotation), TIMER, ("x", "blob"))

    def test_lists_of_python(self) -> None:
        """
        ``list[...]`` is no type, except on Python 3.10, where it passes for one.
        """
        found = why(taking("list[func.EventHubEvent]"), TIMER, ("x", "eventHub"))

        assert (sys.version_info >= (3, 11)) == bool(found)
        assert [] == why(taking("typing.List[func.EventHubEvent]"), TIMER, ("x", "eventHub"))

    def test_any(self) -> None:
        """
        ``Any`` is a class from Python 3.11 on, which an activity may be given.
        """
        found = why(taking("typing.Any"), TIMER, ("x", "activityTrigger"))

        assert (sys.version_info < (3, 11)) == bool(found)

    def test_default_of_none(self) -> None:
        """
        A default of None makes an annotation a union, on Python 3.10 alone.
        """
        function = made("timer, x=None", x="func.InputStream")

        assert (sys.version_info < (3, 11)) == bool(why(function, TIMER, ("x", "blob")))

    @pytest.mark.parametrize(
        ("annotation", "message"),
        [
            ("typing.List[str]", "typing.List[str], which the worker does not take; write func."),
            ("func.Out[str]", "func.Out[str], which the worker does not take; write func."),
            ("func.Out", "func.Out, which queue does not take; write func."),
            ("int", "int, which queue does not take; write func."),
            (None, "NoneType, which queue does not take; write func."),
        ],
    )
    def test_returns(self, annotation: str | None, message: str) -> None:
        """
        A return annotation is a class that the binding takes.
        """
        [told] = why(made("timer", returns=annotation), TIMER, RETURN)

        assert told.startswith(f"the return annotation is {message}")

    def test_returns_without_binding(self) -> None:
        """
        Without $return, a return annotation may be anything; and with it there need be none.
        """
        assert [] == why(made("timer", returns="typing.List[str]"), TIMER)
        assert [] == why(made("timer"), TIMER, RETURN)

    @pytest.mark.parametrize(
        "function", [taking("Nothing"), taking("1 +"), taking("1"), min, SimpleNamespace()]
    )
    def test_unreadable(self, function: Any) -> None:
        """
        What cannot be read is refused, and nothing is raised.
        """
        assert [] != why(function, TIMER, ("x", "blob"))

    def test_unreadable_message(self) -> None:
        """
        The message says what is missing.
        """
        [told] = why(taking("Nothing"), TIMER, ("x", "blob"))

        assert told.startswith("its annotations cannot be read: ")
        assert "name 'Nothing' is not defined" in told

    def test_one_way_converters(self) -> None:
        """
        A binding that goes one way only does not take annotations for the other.
        """
        timer = ("x", "timerTrigger", "out")

        assert [] != why(taking("func.QueueMessage"), TIMER, ("x", "queue"))
        assert [] != why(taking("func.Out[func.TimerRequest]"), TIMER, timer)
        assert [] == why(taking("str"), TIMER, ("x", "queue"))

    def test_broken_converter(self, broken_converter: str) -> None:
        """
        A user's converter that raises refuses the annotation, as in the worker.
        """
        assert [] != why(taking("dict"), TIMER, ("x", broken_converter))
        assert [] == why(taking("str"), TIMER, ("x", broken_converter))


class TestImplicitOutput:
    @pytest.mark.parametrize(
        ("binding_type", "expected"),
        [
            ("activityTrigger", True),
            ("mcpToolTrigger", True),
            ("table", True),
            ("durableClient", False),
            ("httpTrigger", False),
            ("queue", False),
        ],
    )
    def test_has(self, binding_type: str, expected: bool) -> None:
        """
        Some triggers, and all bindings that nobody knows, take what a function returns.
        """
        assert expected is has_implicit_output(binding_type)

    def test_without_converters(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        The durable client does not, even where it has no converter.
        """
        registry: dict[str, object] = {}
        monkeypatch.setattr("azure.functions.testing._plan.get_binding_registry", lambda: registry)

        assert has_implicit_output("durableClient") is False
        assert has_implicit_output("httpTrigger") is True


@pytest.fixture
def broken_converter() -> Iterator[str]:
    """
    Register a converter that raises when it is asked.
    """

    class Broken(InConverter):
        @classmethod
        def check_input_type_annotation(cls, pytype: object) -> bool:
            raise RuntimeError("broken")

    register_converter("broken", Broken)
    yield "broken"
    del func.get_binding_registry()._registered["broken"]
