# The registry has no way to take a converter out.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions.meta import Collection, Datum, InConverter, OutConverter, register_converter
from azure.functions.testing import BindingInfo, FunctionInfo, HostError, Wire
from azure.functions.testing._plan import Slot, converter_of
from azure.functions.testing._wire import encode, from_wire, to_wire

HERE = Path(__file__)


class Order:
    """
    A custom object of durable functions.
    """

    def __init__(self, number: int) -> None:
        self.number = number

    def to_json(self) -> dict[str, int]:
        return {"number": self.number}

    @staticmethod
    def from_json(data: dict[str, int]) -> Order:
        return Order(data["number"])


class Message(func.QueueMessage):
    """
    A class that a user made of one of ours.
    """


def slot(binding_type: str, annotation: object = None, **fields: object) -> Slot:
    binding = BindingInfo("x", binding_type, "in", fields)
    return Slot(binding, annotation, converter_of(binding_type))


def info(of: Slot) -> FunctionInfo:
    return FunctionInfo("F", print, (of.binding,), directory=HERE.parent, file=HERE)


def wire(binding_type: str, value: object, annotation: object = None, **fields: object) -> Wire:
    """
    Return what the host sends for a value.
    """
    of = slot(binding_type, annotation, **fields)
    return to_wire(info(of), of, value)


def given_for(binding_type: str, value: object, cardinality: str = "one") -> Any:
    """
    Return what a function is given for a value.
    """
    of = slot(binding_type, cardinality=cardinality)
    return from_wire(info(of), of, to_wire(info(of), of, value))


def sent(binding_type: str, value: object, annotation: object = None) -> Datum | None:
    """
    Return what the worker sends for a value.
    """
    of = slot(binding_type, annotation)
    return encode(info(of), of, value)


def items(datum: Datum | None) -> list[object]:
    assert datum is not None
    values: list[object] = datum.python_value
    return values


class TestWire:
    def test_parts(self) -> None:
        """
        It has a datum and metadata, which are compared.
        """
        wire = Wire(Datum("x", "string"), {"Id": Datum("1", "string"), "Other": None})

        assert Datum("x", "string") == wire.datum
        assert {"Id": Datum("1", "string"), "Other": None} == wire.metadata
        assert Wire(Datum("x", "string")) != wire
        assert wire == Wire(wire.datum, wire.metadata)
        assert wire != 1
        assert "Wire(<Datum string 'x'>, {})" == repr(Wire(Datum("x", "string")))

    def test_metadata_is_its_own(self) -> None:
        """
        It keeps a copy of the metadata.
        """
        metadata: dict[str, Datum | None] = {}
        wire = Wire(None, metadata)
        metadata["Id"] = None

        assert {} == wire.metadata

    @pytest.mark.parametrize(
        ("arguments", "name"), [(("x",), "datum"), ((None, {"Id": "1"}), "Id")]
    )
    def test_no_datum(self, arguments: Any, name: str) -> None:
        """
        What is no datum is refused by its name.
        """
        with pytest.raises(TypeError, match=f"Wire: {name} must be a datum"):
            Wire(*arguments)


class TestToWire:
    def test_wire(self) -> None:
        """
        What is in its wire form already is taken as it is.
        """
        given = Wire(Datum("x", "string"), {"Id": Datum("1", "string")})

        assert given is wire("queueTrigger", given)

    def test_metadata_without_trigger(self) -> None:
        """
        Metadata is the trigger's.
        """
        with pytest.raises(HostError, match="metadata is the trigger's; give it there"):
            wire("blob", Wire(None, {"Uri": None}))

    @pytest.mark.parametrize(
        ("binding_type", "value", "datum"),
        [
            ("table", None, None),
            ("table", "text", Datum("text", "string")),
            ("table", b"bytes", Datum(b"bytes", "bytes")),
            ("table", bytearray(b"bytes"), Datum(b"bytes", "bytes")),
            ("table", ["a", 1], Datum('["a",1]', "json")),
            ("queueTrigger", "text", Datum("text", "string")),
            ("eventHubTrigger", {"a": 1}, Datum('{"a":1}', "json")),
            ("httpTrigger", 5, Datum("5", "json")),
            ("activityTrigger", "text", Datum('"text"', "json")),
            ("activityTrigger", 5, Datum("5", "json")),
            ("orchestrationTrigger", "{}", Datum("{}", "string")),
            ("entityTrigger", "{}", Datum("{}", "string")),
            ("durableClient", "{}", Datum("{}", "string")),
            ("mcpToolTrigger", "{}", Datum("{}", "string")),
        ],
    )
    def test_plain(self, binding_type: str, value: object, datum: Datum | None) -> None:
        """
        Text, bytes and what JSON has a form for are sent as they are; an activity's input as JSON.
        """
        found = wire(binding_type, value)

        assert {} == found.metadata
        if datum is not None and datum.type == "json":
            assert found.datum is not None
            assert (datum.type, datum.python_value) == (
                found.datum.type,
                found.datum.python_value,
            )
        else:
            assert datum == found.datum

    @pytest.mark.parametrize("binding_type", ["queueTrigger", "blobTrigger", "blob"])
    def test_json_as_text(self, binding_type: str) -> None:
        """
        Where the host sends JSON as text, a function can be given what JSON has a form for.
        """
        given: Any = given_for(binding_type, {"a": [1]})
        text = given.read() if isinstance(given, func.InputStream) else given.get_body()

        assert {"a": [1]} == json.loads(text)

    def test_own(self) -> None:
        """
        A value of this package is sent with its metadata.
        """
        found = wire("queueTrigger", func.QueueMessage(body="x", id="1"))

        assert Datum(b"x", "bytes") == found.datum
        identifier = found.metadata["Id"]
        assert identifier is not None
        assert "1" == identifier.python_value

    def test_subclass(self) -> None:
        """
        A value of a class made of one of ours is sent as ours.
        """
        assert Datum(b"x", "bytes") == wire("queueTrigger", Message(body="x")).datum

    @pytest.mark.parametrize(
        ("binding_type", "annotation", "data_type", "expected"),
        [
            ("queueTrigger", str, None, Datum("x", "string")),
            ("queueTrigger", str, "STRING", Datum("x", "string")),
            ("queueTrigger", str, "binary", Datum(b"x", "bytes")),
            ("queueTrigger", bytes, None, Datum(b"x", "bytes")),
        ],
    )
    def test_text(
        self, binding_type: str, annotation: object, data_type: str | None, expected: Datum
    ) -> None:
        """
        A message for a parameter of text is sent as text, unless it is declared to be binary.
        """
        value = func.QueueMessage(body="x")

        assert expected == wire(binding_type, value, annotation, dataType=data_type).datum

    def test_blob_for_text(self) -> None:
        """
        A blob that triggers is sent as bytes, and another one as text, unless it is binary.
        """
        blob = func.InputStream(b"x")

        assert Datum(b"x", "bytes") == wire("blobTrigger", blob, str).datum
        assert Datum(b"x", "bytes") == wire("blobTrigger", blob, str, dataType="string").datum
        assert Datum("x", "string") == wire("blob", blob, str).datum
        assert Datum(b"x", "bytes") == wire("blob", blob, str, dataType="binary").datum

    def test_no_text(self) -> None:
        """
        Bytes that are no text cannot be sent as text.
        """
        with pytest.raises(HostError, match="'utf-8' codec can't decode"):
            wire("queueTrigger", func.QueueMessage(body=b"\xff"), str)

    @pytest.mark.parametrize(
        ("messages", "kind"),
        [
            ([b"a", b"b"], "collection_bytes"),
            (["a", "b"], "collection_string"),
            ([{"a": 1}, "b"], "collection_string"),
        ],
    )
    def test_batches(self, messages: list[object], kind: str) -> None:
        """
        A batch is sent as a collection.
        """
        datum = wire("eventHubTrigger", messages, cardinality="many").datum

        assert datum is not None
        assert kind == datum.type
        assert 2 == len(items(datum))

    def test_batch_of_events(self) -> None:
        """
        A batch of events is sent with the metadata of a batch.
        """
        events = [func.EventHubEvent(body=b"a"), func.EventHubEvent(body=b"b")]
        found = wire("eventHubTrigger", events, cardinality="many")

        assert [b"a", b"b"] == items(found.datum)
        assert ["SystemPropertiesArray"] == [*found.metadata]

    @pytest.mark.parametrize(
        ("value", "cardinality", "message"),
        [
            (func.EventHubEvent(), "many", "the cardinality is many; pass a list"),
            ("text", "MANY", "the cardinality is many; pass a list"),
            (
                [func.EventHubEvent()],
                "one",
                "the cardinality is one; pass one value, or declare many",
            ),
            ([func.EventHubEvent()], None, "the cardinality is one"),
        ],
    )
    def test_cardinality(self, value: object, cardinality: str | None, message: str) -> None:
        """
        One message for a batch is refused, and a batch for one message.
        """
        with pytest.raises(HostError, match=message):
            wire("eventHubTrigger", value, cardinality=cardinality)

    def test_one_message_of_json(self) -> None:
        """
        One message may be a JSON array.
        """
        assert Datum("[1]", "json") == wire("eventHubTrigger", [1], cardinality="one").datum

    @pytest.mark.parametrize(
        ("binding_type", "value", "accepted"),
        [
            ("httpTrigger", func.QueueMessage(), "func.HttpRequest"),
            ("queueTrigger", func.HttpRequest("GET", "/"), "func.QueueMessage"),
            ("queueTrigger", object(), "func.QueueMessage"),
            ("eventHubTrigger", [func.QueueMessage()], "func.EventHubEvent"),
            ("queue", func.QueueMessage(), "str"),
            ("table", {1}, "str"),
        ],
    )
    def test_wrong_type(self, binding_type: str, value: object, accepted: str) -> None:
        """
        The error names the function, the parameter, the binding and what came, and what to pass.
        """
        cardinality = "many" if binding_type == "eventHubTrigger" else "one"

        with pytest.raises(HostError) as caught:
            wire(binding_type, value, cardinality=cardinality)

        text = str(caught.value)
        assert text.startswith(f"function 'F', 'x' ({binding_type}): cannot convert ")
        assert type(value).__name__ in text
        assert f"pass {accepted}" in text
        assert ("F", "x", ()) == (
            caught.value.function,
            caught.value.parameter,
            caught.value.problems,
        )
        assert isinstance(caught.value.__cause__, TypeError)


class TestFromWire:
    def test_converted(self) -> None:
        """
        A function is given what the registered converter makes, with the metadata.
        """
        message = given_for("queueTrigger", func.QueueMessage(body="x", id="1"))

        assert func.QueueMessage(body="x", id="1") == message

    def test_custom_object(self) -> None:
        """
        An activity is given custom objects.
        """
        assert 3 == given_for("activityTrigger", Order(3)).number

    def test_metadata(self) -> None:
        """
        A converter without a trigger is given no metadata.
        """
        of, trigger = slot("eventHub"), slot("eventHubTrigger")
        given = Wire(Datum("x", "string"), {"PartitionKey": Datum("p", "string")})

        event: Any = from_wire(info(of), of, given)
        assert None is event.partition_key
        event = from_wire(info(trigger), trigger, given)
        assert "p" == event.partition_key

    def test_nothing(self) -> None:
        """
        A blob that is not there is None.
        """
        assert None is given_for("blob", None)

    def test_refused(self) -> None:
        """
        What the converter refuses is refused by name, with its reason.
        """
        with pytest.raises(HostError, match=r"'x' \(httpTrigger\): cannot convert Datum .*http"):
            given_for("httpTrigger", "text")

    def test_fix(self) -> None:
        """
        The refusal says what to pass instead.
        """
        accepted = "pass func.TimerRequest or a testing.Wire"

        with pytest.raises(HostError, match=f"it takes json; {accepted}"):
            given_for("timerTrigger", "text")

    def test_outputs_only(self) -> None:
        """
        A binding for outputs gives nothing.
        """
        with pytest.raises(HostError, match="the binding is for outputs; declare it so"):
            given_for("queue", "text")

    def test_objects(self) -> None:
        """
        What the worker makes itself has no wire form.
        """
        of = Slot(BindingInfo("x", "blob", "in", {}), object, None)

        with pytest.raises(HostError, match="pass the object"):
            from_wire(info(of), of, Wire(None))


class TestEncode:
    @pytest.mark.parametrize(
        ("binding_type", "value", "annotation", "expected"),
        [
            ("queue", "text", None, Datum("text", "string")),
            ("queue", "text", str, Datum("text", "string")),
            ("table", None, None, None),
            ("table", {"a": 1}, None, Datum('{"a": 1}', "json")),
            ("table", [1], None, Datum("[1]", "json")),
            ("table", True, None, Datum(1, "int")),
            ("table", 1.5, None, Datum(1.5, "double")),
            ("durableClient", True, None, Datum(1, "int")),
            ("orchestrationTrigger", None, None, None),
            ("orchestrationTrigger", b"{}", None, Datum("{}", "json")),
            ("mcpToolTrigger", None, None, Datum("", "string")),
        ],
    )
    def test_sent(
        self, binding_type: str, value: object, annotation: object, expected: Datum | None
    ) -> None:
        """
        A value is sent as its converter writes it, in a kind that travels.
        """
        assert expected == sent(binding_type, value, annotation)

    def test_response(self) -> None:
        """
        A response is sent with its parts.
        """
        datum = sent("http", func.HttpResponse("x", headers={"a": "b"}))

        assert datum is not None
        assert "http" == datum.type
        assert Datum("b", "string") == datum.value["headers"]["a"]

    @pytest.mark.parametrize(
        ("binding_type", "value", "message"),
        [
            ("queue", object(), "cannot encode object"),
            ("http", None, "cannot encode NoneType"),
            ("table", {"a": object()}, "not JSON serializable"),
            ("table", "\ud800", "surrogates not allowed"),
            ("table", 2**63, "does not fit in the 64 bits"),
            ("timerTrigger", "x", "the binding is for inputs; declare another one"),
            ("odd", 1, "there is no datum of kind 'odd'"),
            ("odd", "string", "a datum of kind 'string' cannot hold int"),
            ("odd", "bytes", "a datum of kind 'bytes' cannot hold int"),
            ("odd", None, "encode() returned None; Datum(None, None) sends nothing"),
        ],
    )
    @pytest.mark.usefixtures("odd_converter")
    def test_refused(self, binding_type: str, value: object, message: str) -> None:
        """
        What cannot be sent is refused, as in the worker.
        """
        with pytest.raises(HostError) as caught:
            sent(binding_type, value)

        assert str(caught.value).startswith(f"function 'F', 'x' ({binding_type}): cannot convert")
        assert message in str(caught.value)

    @given(
        value=st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
            lambda children: st.lists(children) | st.dictionaries(st.text(), children),
        )
    )
    def test_any_value(self, value: object) -> None:
        """
        Whatever a function returns through a generic binding is sent, or refused.
        """
        try:
            datum = sent("table", value)
        except HostError:
            return
        assert datum is None or datum.type in {"string", "bytes", "json", "int", "double"}
        if isinstance(value, float) and datum is not None:
            assert value == datum.value or math.isnan(value)

    def test_objects(self) -> None:
        """
        What goes out by another way is not sent.
        """
        of = Slot(BindingInfo("x", "http", "out", {}), object, None)

        assert None is encode(info(of), of, object())


@pytest.fixture
def odd_converter() -> Iterator[None]:
    """
    Register a converter that makes datums that there are not.
    """

    class Odd(InConverter, OutConverter):
        @classmethod
        def encode(cls, obj: object, *, expected_type: object) -> Datum | None:
            if obj is None:
                return None
            return Datum(1, obj if isinstance(obj, str) else "odd")

    register_converter("odd", Odd)
    yield
    del func.get_binding_registry()._registered["odd"]


def test_collections_are_read() -> None:
    """
    A collection made by hand is what the host sends for a batch.
    """
    datum = Datum(Collection("string", ["a", "b"]), "collection_string")

    events = given_for("eventHubTrigger", Wire(datum), cardinality="many")

    assert [b"a", b"b"] == [event.get_body() for event in events]
