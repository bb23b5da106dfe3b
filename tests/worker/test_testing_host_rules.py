"""
The rules of ``testing.Host`` are those of the real workers: for what loads, goes in and comes out.

Each is asked of both, for every binding type with every kind of annotation, datum or value.
"""

from __future__ import annotations

import importlib
import io
import re
import typing
from collections.abc import Callable, Generator, Mapping
from datetime import datetime, timezone
from inspect import Parameter, Signature
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import azure.functions as func
from azure.functions import testing
from azure.functions._registry import CONVERTERS
from azure.functions.meta import Collection, Datum
from azure.functions.testing._generic import GenericConverter
from azure.functions.testing._plan import Slot, plan
from azure.functions.testing._wire import encode, from_wire
from real_worker import INDEXING_PACKAGE, PACKAGE, Message, protos, run_indexing_worker
from side_by_side import sent, typed_data

BINDING_TYPES = sorted([*CONVERTERS, "rabbitMQTrigger", "table"])
"""What has a converter of its own, and what the worker converts by itself."""

for_each_binding = pytest.mark.parametrize("binding_type", BINDING_TYPES)

T = typing.TypeVar("T")


class Own: ...


class OwnText(str):
    __slots__ = ()


class OwnGeneric(typing.Generic[T]): ...


class OwnOut(func.Out[str]): ...


class Context: ...


class OwnStream:
    def read(self) -> bytes:
        return b"own"


CLASSES = [
    *("str", "bytes", "bytearray", "int", "bool", "dict", "list", "object", "None", "io.BytesIO"),
    *("Own", "OwnText", "OwnGeneric", "OwnGeneric[str]", "OwnOut", "Context", "T", "typing.Any"),
    *("func.Out", "typing.List", "typing.Tuple", "typing.Dict", "typing.Callable", "'str'"),
    *("typing.NewType('OwnType', str)", "typing.Literal['a']", "func.Out[func.Out[str]]"),
    *("func.Context", "func.HttpRequest", "func.HttpResponse", "func.QueueMessage"),
    *("func.InputStream", "func.TimerRequest", "func.ServiceBusMessage", "func.EventHubEvent"),
    *("func.KafkaEvent", "func.EventGridEvent", "func.EventGridOutputEvent", "func.Document"),
    *("func.DocumentList", "func.SqlRow", "func.SqlRowList", "func.MySqlRow", "func.MySqlRowList"),
    *("func.WarmUpContext", "func.OrchestrationContext", "func.EntityContext"),
    *("func.MCPToolContext", "func.PromptInvocationContext"),
]
GENERICS = [
    *("typing.List[{}]", "list[{}]", "typing.Iterable[{}]", "typing.Tuple[{}]", "tuple[{}, ...]"),
    *("typing.Optional[{}]", "{} | None", "typing.Union[{}, float]", "typing.Dict[str, {}]"),
    *("dict[str, {}]", "typing.Callable[[{0}], {0}]", "typing.Annotated[{}, 'note']"),
    *("typing.Type[{}]", "OwnGeneric[{}]", "func.Out[{}]", "func.Out[typing.List[{}]]"),
    *("func.Out[list[{}]]", "func.Out[typing.Optional[{}]]"),
]
ITEMS = ["str", "bytes", "int", "func.QueueMessage", "func.ServiceBusMessage", "func.Document"]

ANNOTATIONS: list[object] = [
    eval(text)
    for text in (*CLASSES, *(generic.format(item) for generic in GENERICS for item in ITEMS))
]

MOMENT = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)

HTTP = {
    "method": Datum("GET", "string"),
    "url": Datum("https://example.com", "string"),
    "headers": {"a": Datum("b", "string")},
    "params": {},
    "query": {},
    "body": Datum(b"body", "bytes"),
}

# These workers know no int and no double among what comes in; a host that sends them has another.
DATUMS: list[Datum | None] = [
    None,
    *(Datum(text, "string") for text in ("", "Ada", "7", "{}", "[1]", "Žofie")),
    *(Datum(data, "bytes") for data in (b"", b"Ada", b"\xff", b"[{}]")),
    *(Datum(text, "json") for text in ("", "{", "null", "7", '"Ada"', "{}", "[]", "[{}]", "[1]")),
    Datum(Collection("string", ["a", "{}"]), "collection_string"),
    Datum(Collection("string", []), "collection_string"),
    Datum(Collection("bytes", [b"a", b"\xff"]), "collection_bytes"),
    Datum(Collection("sint64", [1, 2]), "collection_sint64"),
]

METADATA: list[dict[str, Datum | None]] = [
    {},
    {
        "Id": Datum("7", "string"),
        "DequeueCount": Datum("2", "json"),
        "BlobTrigger": Datum("photos/pear.png", "string"),
        "Properties": Datum('{"Length": 6}', "json"),
        "EnqueuedTimeUtc": Datum("2026-11-22T12:00:00Z", "string"),
        "SequenceNumber": Datum("7", "json"),
        "Key": None,
    },
    {
        "SystemPropertiesArray": Datum('[{"Offset": "1"}, {"Offset": "2"}]', "json"),
        "MessageIdArray": Datum(Collection("string", ["1", "2"]), "collection_string"),
        "KeyArray": Datum('["a", "b"]', "json"),
    },
]

VALUES: list[Callable[[], object]] = [
    *(lambda: None, str, lambda: "Žofie", lambda: OwnText("a"), lambda: "\ud800"),
    *(bytes, lambda: b"\xff", lambda: bytearray(b"a"), lambda: memoryview(b"a")),
    *(int, lambda: -7, lambda: 2**63 - 1, lambda: 2**63, lambda: -(2**63) - 1),
    *(bool, lambda: True, float, lambda: float("inf"), lambda: 1j, lambda: MOMENT),
    *(dict, lambda: {"a": 1}, lambda: {1: 2}, lambda: {"a": b""}, lambda: {"a": "\ud800"}),
    *(list, lambda: ["a"], lambda: [1], lambda: [b"a"], lambda: [None], lambda: ["a", 1]),
    *(tuple, lambda: ("a",), set, lambda: {"a"}, lambda: iter(["a"]), object, lambda: Own),
    *(io.BytesIO, lambda: io.BytesIO(b"a"), lambda: io.StringIO("a"), OwnStream),
    lambda: func.HttpResponse("a"),
    lambda: func.HttpResponse(b"\xff", status_code=404, headers={"a": "b"}),
    lambda: func.HttpResponse(headers={"Set-Cookie": "a=b; Max-Age=7; Secure; SameSite=Lax"}),
    lambda: func.HttpResponse(headers={"Set-Cookie": "a=b; Max-Age=soon"}),
    lambda: func.HttpResponse(headers={"Set-Cookie": "a=b; Expires=tomorrow"}),
    lambda: func.QueueMessage(id="7", body="a"),
    lambda: [func.QueueMessage(body="a")],
    lambda: func.InputStream(b"a"),
    lambda: func.ServiceBusMessage(body="a"),
    lambda: func.EventHubEvent(body=b"a"),
    lambda: [func.EventHubEvent(body=b"a")],
    lambda: func.KafkaEvent(body=b"a"),
    lambda: func.EventGridOutputEvent(
        id="7", data={}, subject="a", event_type="b", event_time=MOMENT, data_version="1"
    ),
    lambda: func.Document({"a": 1}),
    lambda: func.DocumentList([func.Document({"a": 1})]),
    func.DocumentList,
    lambda: [func.Document({"a": 1})],
    lambda: func.SqlRow({"a": 1}),
    lambda: func.SqlRowList([func.SqlRow({"a": 1})]),
    lambda: func.MySqlRow({"a": 1}),
    func.MySqlRowList,
    func.WarmUpContext,
    func.TimerRequest,
]


@pytest.fixture(autouse=True, scope="module")
def _workers_without_extensions(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    """
    Have workers as they start: what an app imports of their extensions changes the rules.
    """
    with run_indexing_worker(tmp_path_factory.mktemp("app")):
        yield


class TestLoading:
    @for_each_binding
    @pytest.mark.parametrize("direction", ["in", "out"])
    def test_parameter(self, binding_type: str, direction: str) -> None:
        """
        A parameter is taken with the same annotations, and by the same converter.
        """
        arg = binding("arg", binding_type, direction)

        for annotation in ANNOTATIONS:
            assert_same_plan(with_timer(arg), {"arg": annotation})

    @for_each_binding
    def test_return_value(self, binding_type: str) -> None:
        """
        So is a return value that is bound by name.
        """
        for annotation in ANNOTATIONS:
            returned = binding("$return", binding_type, "out")
            assert_same_plan([TIMER, returned], {"return": annotation})

    @for_each_binding
    def test_implicit_return_value(self, binding_type: str) -> None:
        """
        So is a return value that goes to the trigger, or to another binding.
        """
        for annotation in ANNOTATIONS:
            assert_same_plan(with_timer(binding("arg", binding_type)), {"return": annotation})

    def test_context(self) -> None:
        """
        The context is told by the name of its class.
        """
        for annotation in ANNOTATIONS:
            assert_same_plan([TIMER], {"context": annotation}, ["timer", "context"])

    @pytest.mark.parametrize(
        ("others", "parameters"),
        [
            ([], ["timer"]),
            ([], ["timer", "context"]),
            ([], []),
            ([], ["tiemr"]),
            ([], ["timer", "other"]),
            ([("context", "blob", "in")], ["timer", "context"]),
            ([("context", "blob", "out")], ["timer", "context"]),
            ([("arg", "queue", "inout")], ["timer", "arg"]),
            ([("$return", "queue", "out")], ["timer"]),
            ([("$return", "queue", "in")], ["timer"]),
            ([("$return", "queue", "inout")], ["timer"]),
        ],
    )
    def test_names(self, others: list[tuple[str, str, str]], parameters: list[str]) -> None:
        """
        Parameters and bindings have the same names, but for the context, and go in or out.
        """
        assert_same_plan([TIMER, *(binding(*other) for other in others)], {}, parameters)

    @pytest.mark.parametrize(
        "binding_types", [["table", "mcpToolTrigger"], ["mcpToolTrigger", "table"]]
    )
    def test_two_implicit_return_values(self, binding_types: list[str]) -> None:
        """
        Of several bindings that take the return value, the last one does.

        That is where their order is known: the first worker has them in a map, which has none.
        """
        function = function_with([binding(f"arg{i}", each) for i, each in enumerate(binding_types)])

        assert second_plan(function) == our_plan(function)


@for_each_binding
def test_receiving(binding_type: str) -> None:
    """
    Each datum becomes the same value, or is refused by both.
    """
    arg = binding("arg", binding_type)
    slot = plan(function_with(with_timer(arg))).inputs["arg"]

    for datum in DATUMS:
        for metadata in METADATA:
            theirs = outcome(received, binding_type, datum, metadata)
            ours = outcome(from_wire, NOBODY, slot, testing.Wire(datum, metadata))

            assert facts(theirs) == facts(ours), (datum, metadata)


def test_receiving_a_request() -> None:
    """
    A request becomes the same request.
    """
    slot = plan(function_with([binding("req", "httpTrigger")])).inputs["req"]
    wire = testing.Wire(Datum(HTTP, "http"))

    assert received("httpTrigger", wire.datum, {}) == from_wire(NOBODY, slot, wire)


@for_each_binding
@pytest.mark.parametrize("annotation", [None, str, bytes])
def test_sending(binding_type: str, annotation: type | None) -> None:
    """
    Each value becomes the same protobuf, or is refused by both.
    """
    converter = plan(function_with([TIMER, binding("$return", binding_type, "out")])).returned
    assert converter is not None
    slot = Slot(converter.binding, annotation, converter.converter)

    for make in VALUES:
        theirs = outcome(written, binding_type, make(), annotation)
        ours = outcome(encode, NOBODY, slot, make())

        assert told(theirs) == told(sent(ours) if isinstance(ours, Datum) else ours), make()


def binding(name: str, type: str, direction: str = "in") -> testing.BindingInfo:
    return testing.BindingInfo(name, type, direction, {})


TIMER = binding("timer", "timerTrigger")
REFUSED = "refused"


def with_timer(arg: testing.BindingInfo) -> list[testing.BindingInfo]:
    """
    Return the bindings of a function that has something to make it run.
    """
    return [arg] if arg.is_trigger and arg.direction == "in" else [TIMER, arg]


def function_with(
    bindings: list[testing.BindingInfo],
    annotations: Mapping[str, object] | None = None,
    parameters: list[str] | None = None,
) -> testing.FunctionInfo:
    """
    Return a function with these bindings and annotations.
    """

    def main(**_: object) -> None: ...

    names = [each.name for each in bindings if each.name != "$return"]
    kind = Parameter.POSITIONAL_OR_KEYWORD
    signature = Signature(
        [Parameter(n, kind) for n in (names if parameters is None else parameters)]
    )
    main.__signature__ = signature  # type: ignore[attr-defined]
    main.__annotations__ = dict(annotations or {})
    place = Path(__file__)
    return testing.FunctionInfo("Fn", main, tuple(bindings), directory=place.parent, file=place)


NOBODY = function_with([TIMER])


def assert_same_plan(
    bindings: list[testing.BindingInfo],
    annotations: Mapping[str, object],
    parameters: list[str] | None = None,
) -> None:
    """
    Load a function by the rules of all three, which must agree.
    """
    function = function_with(bindings, annotations, parameters)
    ours = outcome(our_plan, function)

    assert outcome(first_plan, function) == ours, annotations
    assert outcome(second_plan, function) == ours, annotations


def outcome(ask: Callable[..., object], *question: object) -> object:
    """
    Return what comes of a question; the workers take any error for a refusal.
    """
    try:
        return ask(*question)
    except (AttributeError, RuntimeError, TypeError, ValueError):
        return REFUSED


def facts(value: object) -> object:
    """
    Return what a value is compared by: a blob is equal to itself only.
    """
    if not isinstance(value, func.InputStream):
        return value
    return value.name, value.uri, value.length, value.blob_properties, value.metadata, value.read()


def told(answer: object) -> str:
    """
    Return an answer as text, without the addresses that objects have in theirs.
    """
    return re.sub(r" at 0x\w+", "", str(answer))


def our_plan(function: testing.FunctionInfo) -> object:
    """
    Return how the host calls a function: by the converters, None for the generic one.
    """
    ours = plan(function)
    inputs = {name: _converter(slot) for name, slot in ours.inputs.items()}
    outputs = {name: _converter(slot) for name, slot in ours.outputs.items()}
    returned = ours.returned and _converter(ours.returned)
    return inputs, outputs, returned, ours.takes_context


def _converter(slot: Slot) -> tuple[type | None, object]:
    converter = slot.converter
    return None if converter is GenericConverter else converter, slot.annotation


def first_plan(function: testing.FunctionInfo) -> object:
    """
    Return how the worker of function.json calls it, in the same form.
    """
    info = {
        each.name: protos().BindingInfo(type=each.type, direction=each.direction)
        for each in function.bindings
    }
    metadata = protos().RpcFunctionMetadata(name="Fn", directory="/", bindings=info)
    registry = part(PACKAGE, "functions").Registry()
    registry.add_function("1", function.function, metadata, protos())
    return _plan_of_worker(registry.get_function("1"))


def second_plan(function: testing.FunctionInfo) -> object:
    """
    Return how the worker of decorators calls it, in the same form.
    """
    ways = {"in": 0, "out": 1, "inout": 2}
    declared = SimpleNamespace(
        get_user_function=lambda: function.function,
        get_function_name=lambda: "Fn",
        get_bindings=lambda: [
            SimpleNamespace(
                name=each.name, type=each.type, direction=ways[each.direction], data_type=None
            )
            for each in function.bindings
        ],
    )
    registry = part(INDEXING_PACKAGE, "functions").Registry()
    return _plan_of_worker(registry.add_indexed_function(declared, protos()))


def _plan_of_worker(info: Any) -> object:
    def converter(each: Any) -> tuple[type | None, object]:
        return func.get_binding_registry().get(each.binding_name), each.pytype

    inputs = {name: converter(each) for name, each in info.input_types.items()}
    outputs = {name: converter(each) for name, each in info.output_types.items()}
    returned = info.return_type and converter(info.return_type)
    return inputs, outputs, returned, info.requires_context


def received(
    binding_type: str, datum: Datum | None, metadata: Mapping[str, Datum | None]
) -> object:
    """
    Return what the worker makes of what the host sends.
    """
    worker = part(PACKAGE, "bindings.meta")
    given = {name: typed_data(each) for name, each in metadata.items()}
    return worker.from_incoming_proto(
        binding_type,
        protos().ParameterBinding(name="arg", data=typed_data(datum)),
        trigger_metadata=given if worker.is_trigger_binding(binding_type) else None,
    )


def written(binding_type: str, value: object, annotation: type | None) -> Message | None:
    """
    Return what the worker sends for a value; None where it has no data.
    """
    worker = part(PACKAGE, "bindings.meta")
    message = worker.to_outgoing_proto(binding_type, value, pytype=annotation, protos=protos())
    return message if message and message.WhichOneof("data") else None


def part(package: str, name: str) -> Any:
    """
    Return a module of a worker that knows the converters.
    """
    importlib.import_module(f"{package}.bindings.meta").load_binding_registry()
    return importlib.import_module(f"{package}.{name}")
