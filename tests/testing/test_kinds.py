from __future__ import annotations

import sys
import typing
from collections.abc import Callable
from inspect import Parameter, signature
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import azure.functions as func
import durable_stand_in
from azure.functions import testing
from azure.functions._registry import CONVERTERS
from azure.functions.decorators import constants
from azure.functions.testing._app import BindingInfo, FunctionInfo
from azure.functions.testing._kinds import KINDS, Kind, accepted_types
from azure.functions.testing._plan import RETURN, plan, refusals
from azure.functions.testing._wire import encode, from_wire, to_wire

Out: Any = func.Out

UNLISTED = {
    "generic_trigger",  # of any type
    "generic_input_binding",
    "generic_output_binding",
    "mcp_tool_property",  # declares no binding, but completes the one of mcp_tool
}

SENT: dict[str, Any] = {
    "activityTrigger": "text",
    "blob": testing.blob(data="text"),
    "blobTrigger": testing.blob(data="text"),
    "cosmosDB": func.DocumentList([func.Document(id="1")]),
    "cosmosDBTrigger": func.DocumentList([func.Document(id="1")]),
    "entityTrigger": func.EntityContext("{}"),
    "eventGridTrigger": testing.cloud_event(),
    "eventHubTrigger": testing.event_hub_event(),
    "httpTrigger": testing.http_request(),
    "kafkaTrigger": testing.kafka_event(),
    "mcpPromptTrigger": func.PromptInvocationContext(name="greet"),
    "mysql": func.MySqlRowList([func.MySqlRow(id=1)]),
    "mysqlTrigger": func.MySqlRowList([func.MySqlRow(Operation=0, Item={"id": 1})]),
    "orchestrationTrigger": func.OrchestrationContext("{}"),
    "queueTrigger": testing.queue_message(),
    "serviceBusTrigger": testing.service_bus_message(),
    "sql": func.SqlRowList([func.SqlRow(id=1)]),
    "timerTrigger": testing.timer(),
    "warmupTrigger": func.WarmUpContext(),
}
"""
What a test sends; text to the types that are not here.
"""

SET: dict[str, Any] = {
    "str": "text",
    "bytes": b"bytes",
    "func.Document": func.Document(id="1"),
    "func.DocumentList": func.DocumentList([func.Document(id="1")]),
    "func.EventGridOutputEvent": func.EventGridOutputEvent(id="1", data={}),
    "func.HttpResponse": func.HttpResponse("text"),
    "func.InputStream": func.InputStream(b"bytes"),
    "func.MySqlRow": func.MySqlRow(id=1),
    "func.MySqlRowList": func.MySqlRowList([func.MySqlRow(id=1)]),
    "func.QueueMessage": func.QueueMessage(body="text"),
    "func.SqlRow": func.SqlRow(id=1),
    "func.SqlRowList": func.SqlRowList([func.SqlRow(id=1)]),
}
"""
A value of each type that outputs are listed to take.
"""


def cases(*, inputs: bool = False, outputs: bool = False, returns: bool = False) -> list[Any]:
    """
    Return the listed types, each with its binding type.
    """
    return [
        pytest.param(binding_type, text, id=f"{binding_type}-{text}")
        for binding_type, kind in KINDS.items()
        for text in (
            *(kind.inputs if inputs else ()),
            *(kind.outputs if outputs else ()),
            *(kind.returns if returns else ()),
        )
    ]


def evaluated(text: str) -> Any:
    """
    Return the annotation that a text is.
    """
    return eval(text, {"func": func, "typing": typing})


def info(function: Callable[..., object], *bindings: BindingInfo) -> FunctionInfo:
    """
    Return a function with its bindings, beside a timer where they have no trigger.
    """
    here = Path(__file__)
    all_bindings = bindings
    if not any(binding.is_trigger and binding.direction == "in" for binding in bindings):
        all_bindings = (*bindings, BindingInfo("timer", "timerTrigger", "in", {}))
    return FunctionInfo("f", function, all_bindings, directory=here.parent, file=here)


def taking(binding_type: str, annotation: Any, direction: str) -> FunctionInfo:
    """
    Return a function with an annotated parameter that has a binding.
    """

    def alone(x: Any) -> None: ...
    def with_timer(x: Any, timer: Any) -> None: ...

    cardinality = "many" if "typing.List" in repr(annotation) else "one"
    binding = BindingInfo("x", binding_type, direction, {"cardinality": cardinality})
    function = alone if binding.is_trigger else with_timer
    function.__annotations__ = {"x": annotation}
    return info(function, binding)


def returning(binding_type: str, annotation: Any) -> FunctionInfo:
    """
    Return a function whose return value has a binding.
    """

    def function(timer: Any) -> Any: ...

    function.__annotations__ = {"return": annotation}
    return info(function, BindingInfo(RETURN, binding_type, "out", {}))


def refused(function: FunctionInfo) -> list[str]:
    """
    Return why the worker would not load a function.
    """
    return [refusal.message for refusal in refusals(function)]


class TestTypes:
    @pytest.mark.parametrize(("binding_type", "text"), cases(inputs=True))
    def test_input_loads(self, binding_type: str, text: str) -> None:
        """
        A parameter that is annotated with a listed type loads.
        """
        assert [] == refused(taking(binding_type, evaluated(text), "in"))

    @pytest.mark.parametrize(("binding_type", "text"), cases(outputs=True))
    def test_output_loads(self, binding_type: str, text: str) -> None:
        """
        An output parameter that is annotated with a listed type loads.
        """
        assert [] == refused(taking(binding_type, Out[evaluated(text)], "out"))

    @pytest.mark.parametrize(("binding_type", "text"), cases(returns=True))
    def test_return_loads(self, binding_type: str, text: str) -> None:
        """
        A function that is annotated to return a listed type loads.
        """
        assert [] == refused(returning(binding_type, evaluated(text)))

    @pytest.mark.parametrize(("binding_type", "text"), cases(inputs=True))
    def test_input_is_given(self, binding_type: str, text: str) -> None:
        """
        A parameter that is annotated with a listed type is given what the host sends.
        """
        value = SENT.get(binding_type, "text")
        is_message = not hasattr(value, "extend")
        if text.startswith("typing.List") and is_message:
            value = [value]
        function = taking(binding_type, evaluated(text), "in")
        slot = plan(function).inputs["x"]

        given = from_wire(function, slot, to_wire(function, slot, value))

        assert given is not None

    @pytest.mark.parametrize(("binding_type", "text"), cases(outputs=True))
    def test_output_is_sent(self, binding_type: str, text: str) -> None:
        """
        A value of a listed type is sent.
        """
        item = text.removeprefix("typing.List[").removesuffix("]")
        function = taking(binding_type, Out[evaluated(text)], "out")
        slot = plan(function).outputs["x"]

        datum = encode(function, slot, SET[item] if item == text else [SET[item]])

        assert datum is not None

    @pytest.mark.parametrize(("binding_type", "text"), cases(returns=True))
    def test_return_is_sent(self, binding_type: str, text: str) -> None:
        """
        A returned value of a listed type is sent.
        """
        function = returning(binding_type, evaluated(text))
        slot = plan(function).returned
        assert slot is not None

        assert encode(function, slot, SET[text]) is not None


class TestTable:
    def test_every_type(self) -> None:
        """
        Every type that has a converter or a decorator is listed, in order.
        """
        declared = {value for name, value in vars(constants).items() if name.isupper()}

        assert [] == sorted({*CONVERTERS, *declared} ^ {*KINDS})
        assert sorted(KINDS) == list(KINDS)

    def test_every_decorator(self) -> None:
        """
        Every decorator that declares bindings of one type is listed.
        """
        common = dir(func.DecoratorApi)
        public = {
            name
            for api in (func.TriggerApi, func.BindingApi)
            for name in dir(api)
            if not name.startswith("_") and name not in common
        }
        listed = {name for kind in KINDS.values() for name in kind.decorators}

        assert public - UNLISTED == listed

    @pytest.mark.filterwarnings("ignore::azure.functions.DeclarationWarning")
    @pytest.mark.parametrize(
        ("binding_type", "decorator"),
        [(name, decorator) for name, kind in KINDS.items() for decorator in kind.decorators],
    )
    def test_decorator(
        self, monkeypatch: pytest.MonkeyPatch, binding_type: str, decorator: str
    ) -> None:
        """
        A listed decorator declares a binding of the type, in a direction that types are listed for.
        """
        durable = SimpleNamespace(Blueprint=durable_stand_in.Blueprint)
        monkeypatch.setitem(sys.modules, "azure.durable_functions", durable)

        kind = KINDS[binding_type]
        found = [each for each in declared(decorator) if each.type == binding_type]

        assert found
        assert all(kind.inputs if each.direction == 0 else kind.outputs for each in found)

    @pytest.mark.parametrize("binding_type", KINDS)
    def test_triggers(self, binding_type: str) -> None:
        """
        A trigger fills a parameter and takes nothing; any other type does one of the two.
        """
        kind = KINDS[binding_type]

        if binding_type.endswith("Trigger"):
            assert kind.inputs
            assert not kind.outputs
        else:
            assert kind.inputs or kind.outputs

    def test_repr(self) -> None:
        """
        The repr shows the types.
        """
        assert "Kind(inputs=('str',), outputs=())" == repr(Kind(inputs=("str",)))


def declared(decorator: str) -> list[Any]:
    """
    Return the bindings that a decorator declares with text for each argument that it must have.
    """

    def function(x: Any) -> None: ...

    app = func.FunctionApp()
    declare = getattr(app, decorator)
    parameters = signature(declare).parameters
    required = [
        name
        for name, parameter in parameters.items()
        if parameter.default is Parameter.empty and parameter.kind is not Parameter.VAR_KEYWORD
    ]
    given = {name: "0 * * * * *" if name == "schedule" else "x" for name in required}
    if decorator == "event_grid_output":
        given["connection"] = "x"  # it takes one of two ways to name the topic
    builder = declare(**given)(function)
    if not hasattr(func.TriggerApi, decorator):
        app.queue_trigger("trigger", "queue", "connection")(builder)
    (indexed,) = app.get_functions()
    bindings: list[Any] = indexed.get_bindings()
    return bindings


class TestAcceptedTypes:
    @pytest.mark.parametrize(
        ("binding_type", "place", "expected"),
        [
            ("httpTrigger", "in", "func.HttpRequest"),
            ("queueTrigger", "in", "func.QueueMessage, str or bytes"),
            ("http", "out", "func.Out[func.HttpResponse] or func.Out[str]"),
            ("http", "return", "func.HttpResponse or str"),
            ("sql", "return", "func.SqlRow or func.SqlRowList"),
            ("table", "out", "func.Out[str]"),
            ("table", "inout", "str"),
        ],
    )
    def test_known(self, binding_type: str, place: str, expected: str) -> None:
        """
        The types are told as a user writes them in that place.
        """
        assert expected == accepted_types(binding_type, place)

    @pytest.mark.parametrize(
        ("binding_type", "place", "expected"),
        [
            ("rabbitMQTrigger", "in", "str or bytes"),
            ("rabbitMQ", "out", "func.Out[str] or func.Out[bytes]"),
            ("rabbitMQ", "return", "str or bytes"),
            ("queue", "in", "str or bytes"),
        ],
    )
    def test_unknown(self, binding_type: str, place: str, expected: str) -> None:
        """
        Where nothing is known, those are told that the worker takes for any binding.
        """
        assert expected == accepted_types(binding_type, place)

    @pytest.mark.parametrize(
        ("function", "expected"),
        [
            (taking("queueTrigger", func.HttpRequest, "in"), "func.QueueMessage, str or bytes"),
            (taking("queueTrigger", str | None, "in"), "func.QueueMessage, str or bytes"),
            (taking("queue", func.QueueMessage, "in"), "str or bytes"),
            (taking("http", func.Out[int], "out"), "func.Out[func.HttpResponse] or func.Out[str]"),
            (returning("http", bytes), "func.HttpResponse or str"),
            (returning("http", str | None), "func.HttpResponse or str"),
            (returning("queueTrigger", func.QueueMessage), "str or bytes"),
        ],
    )
    def test_in_refusals(self, function: FunctionInfo, expected: str) -> None:
        """
        The worker's refusals end with what would load.
        """
        (message,) = refused(function)

        assert message.endswith(f"; write {expected}")
