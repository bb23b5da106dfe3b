# The registry has no way to take a converter out.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import sys
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import azure.functions as func
from azure.functions.meta import InConverter, register_converter
from azure.functions.testing import BindingInfo, FunctionInfo, HostError
from azure.functions.testing._generic import GenericConverter
from azure.functions.testing._plan import converter_of, has_implicit_output, plan, refusals

BASE = "azurefunctions.extensions.base"

T = typing.TypeVar("T")
Name = typing.NewType("Name", str)


def made(parameters: str, **annotations: object) -> Callable[..., Any]:
    """
    Return a function with these parameters and annotations; ``returns`` is that of its value.
    """
    function: Callable[..., Any] = eval(f"lambda {parameters}: None", globals())
    names = {"returns": "return"}
    function.__annotations__ = {names.get(name, name): each for name, each in annotations.items()}
    return function


def taking(annotation: object) -> Callable[..., Any]:
    """
    Return a function with an annotated parameter, x, beside a timer.
    """
    return made("timer, x", x=annotation)


def of(function: Callable[..., Any], *bindings: tuple[str, ...]) -> FunctionInfo:
    """
    Return a function with bindings; each is a name, a type and, where it is not in, a direction.
    """
    here = Path(__file__)
    infos = tuple(
        BindingInfo(name, kind, direction[0] if direction else "in", {})
        for name, kind, *direction in bindings
    )
    return FunctionInfo("Fn", function, infos, directory=here.parent, file=here)


def why(function: Callable[..., Any], *bindings: tuple[str, ...]) -> list[str]:
    """
    Return why the worker refuses a function.
    """
    return [refusal.message for refusal in refusals(of(function, *bindings))]


TIMER = ("timer", "timerTrigger")
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

        planned = plan(of(function, *bindings))

        assert ["req"] == [*planned.inputs]
        assert func.HttpRequest is planned.inputs["req"].annotation
        assert converter_of("httpTrigger") is planned.inputs["req"].converter
        assert ["msg"] == [*planned.outputs]
        assert str is planned.outputs["msg"].annotation
        assert GenericConverter is planned.outputs["msg"].converter
        assert planned.returned is not None
        assert str is planned.returned.annotation
        assert converter_of("http") is planned.returned.converter
        assert planned.takes_context is True

    def test_context_is_bound(self) -> None:
        """
        A parameter named context that has a binding is an input as any other.
        """
        planned = plan(of(made("context"), ("context", "orchestrationTrigger")))

        assert ["context"] == [*planned.inputs]
        assert planned.takes_context is False

    def test_text_is_not_generic_where_output_is_implicit(self) -> None:
        """
        Text is read by the worker, except where the function returns through the same binding.
        """
        planned = plan(of(taking(str), TIMER, ("x", "mcpToolTrigger")))

        assert converter_of("mcpToolTrigger") is planned.inputs["x"].converter

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

        planned = plan(of(made("timer, x, y"), TIMER, *others, *bindings))

        assert binding_type == (planned.returned and planned.returned.binding.type)

    def test_last_binding_counts(self) -> None:
        """
        Of bindings with one name the worker takes the last.
        """
        function = taking("func.InputStream")

        planned = plan(of(function, TIMER, ("x", "queue", "out"), ("x", "blob")))

        assert "blob" == planned.inputs["x"].binding.type
        assert {} == planned.outputs

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


class TestExtensions:
    def test_sdk_type(self, extensions: SimpleNamespace) -> None:
        """
        A class of an SDK is taken where its binding has one, and handed on as it is.
        """
        function = of(taking(extensions.Client), TIMER, ("x", "blob"))

        assert [] == [*refusals(function)]
        assert None is plan(function).inputs["x"].converter

    def test_sdk_type_elsewhere(self, extensions: SimpleNamespace) -> None:
        """
        It is refused where the binding has none.
        """
        output = eval("func.Out[cls]", {"func": func, "cls": extensions.Client})

        assert [] != why(taking(extensions.Client), TIMER, ("x", "table"))
        assert [] != why(taking(output), TIMER, ("x", "blob", "out"))

    def test_settlement(self, extensions: SimpleNamespace) -> None:
        """
        One parameter without a binding may be what settles messages: the worker makes it.
        """
        info = of(made("msg, actions", actions=extensions.Actions), ("msg", "serviceBusTrigger"))

        assert [] == [*refusals(info)]
        assert "serviceBusClient" == plan(info).inputs["actions"].binding.type
        assert None is plan(info).inputs["actions"].converter

    def test_settlement_beside_another(self, extensions: SimpleNamespace) -> None:
        """
        Beside another one without a binding it is refused too.
        """
        function = made("msg, actions, other", actions=extensions.Actions)

        assert 2 == len(why(function, ("msg", "serviceBusTrigger")))

    def test_streams(self, extensions: SimpleNamespace) -> None:
        """
        A request of a web framework is handed on, and its response is not converted.
        """
        function = made("req", req=extensions.Request, returns=extensions.Response)
        info = of(function, ("req", "httpTrigger"), ("$return", "http", "out"))

        assert [] == [*refusals(info)]
        planned = plan(info)
        assert None is planned.inputs["req"].converter
        assert planned.returned is not None
        assert None is planned.returned.converter

    def test_streams_elsewhere(self, extensions: SimpleNamespace) -> None:
        """
        It answers with its framework's responses; and other triggers do not give its requests.
        """
        function = made("req", req=extensions.Request, returns=func.HttpResponse)

        assert [] != why(function, ("req", "httpTrigger"), ("$return", "http", "out"))
        assert [] != why(function, ("req", "queueTrigger"))

    def test_others(self, extensions: SimpleNamespace) -> None:
        """
        What is no class of an extension is converted as ever.
        """
        assert [] == why(taking("func.InputStream"), TIMER, ("x", "blob"))
        assert [] != why(taking("typing.Literal['a']"), TIMER, ("x", "blob"))


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


@pytest.fixture
def extensions(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """
    Put a base of extensions in place, which has classes for ``blob`` and for requests.
    """

    class Client: ...

    class Actions: ...

    class Request: ...

    class Response: ...

    def check_supported_type(annotation: object) -> bool:
        if typing.get_origin(annotation) is typing.Literal:
            raise TypeError("issubclass() arg 1 must be a class")  # as the real one does
        return annotation is Client

    def only(cls: type) -> Callable[[object], bool]:
        return lambda annotation: annotation is cls

    converter = SimpleNamespace(check_input_type_annotation=only(Client))
    registry = SimpleNamespace(
        check_supported_type=check_supported_type,
        check_supported_grpc_client_type=only(Actions),
        get={"blob": converter}.get,
    )
    base = SimpleNamespace(
        get_binding_registry=lambda: registry,
        RequestTrackerMeta=SimpleNamespace(check_type=only(Request)),
        ResponseTrackerMeta=SimpleNamespace(check_type=only(Response)),
    )
    monkeypatch.setitem(sys.modules, BASE, base)
    return SimpleNamespace(Client=Client, Actions=Actions, Request=Request, Response=Response)
