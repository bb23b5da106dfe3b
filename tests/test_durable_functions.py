"""The contexts and converters of durable functions."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import durable_functions
from azure.functions.durable_functions import (
    ActivityTriggerConverter,
    DurableClientConverter,
    EntityTriggerConverter,
    OrchestrationTriggerConverter,
)
from azure.functions.meta import Collection, Datum

ORCHESTRATIONS: list[tuple[Any, Any, str]] = [
    (OrchestrationTriggerConverter, func.OrchestrationContext, "orchestrationTrigger"),
    (EntityTriggerConverter, func.EntityContext, "entityTrigger"),
]

each_orchestration = pytest.mark.parametrize(("converter", "context", "binding"), ORCHESTRATIONS)
each_context = pytest.mark.parametrize("context", [func.OrchestrationContext, func.EntityContext])

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda items: st.lists(items) | st.dictionaries(st.text(), items),
    max_leaves=6,
)


class Point:
    def __init__(self, x: int) -> None:
        self.x = x

    @staticmethod
    def to_json(point: Point) -> int:
        return point.x

    @staticmethod
    def from_json(data: int) -> Point:
        if data < 0:
            raise KeyError("x")
        return Point(data)


class Loads:
    """A class whose data is text that it reads as JSON itself."""

    @staticmethod
    def to_json(_: Loads) -> str:
        return "no JSON"

    @staticmethod
    def from_json(data: str) -> object:
        return json.loads(data)


@each_context
class TestContext:
    @pytest.mark.parametrize("body", ['{"a": "ž"}', '{"a": "ž"}'.encode()])
    def test_body(self, context: type[func.OrchestrationContext], body: str | bytes) -> None:
        """The body is text, in whichever form it came."""
        value = context(body)

        assert '{"a": "ž"}' == value.body == str(value)
        assert {"a": "ž"} == value.get_json()
        assert {"body": value.body} == value.to_dict() == json.loads(value.to_json())

    def test_value(self, context: type[func.OrchestrationContext]) -> None:
        """Contexts compare by value, are read-only, and survive pickling."""
        value = context(body="x")

        assert value == context("x")
        assert value != context()
        assert value == pickle.loads(pickle.dumps(value))
        assert hash(value) == hash(context("x"))
        with pytest.raises(AttributeError):
            setattr(value, "body", "y")  # noqa: B010

    def test_repr(self, context: type[func.OrchestrationContext]) -> None:
        """The repr cuts the body."""
        assert f"{context.__name__}(body='x')" == repr(context("x"))
        assert len(repr(context("x" * 1000))) < 120

    @pytest.mark.parametrize("body", [None, 5, {}, bytearray(b"x")])
    def test_refused(self, context: type[func.OrchestrationContext], body: Any) -> None:
        """A body of another type is refused by name."""
        with pytest.raises(TypeError, match=f"{context.__name__}: body must be str or bytes"):
            context(body)

    def test_no_json(self, context: type[func.OrchestrationContext]) -> None:
        """``get_json`` says what is wrong with a body that is no JSON."""
        with pytest.raises(ValueError, match=f"{context.__name__}: the body is empty"):
            context("").get_json()


def test_contexts_differ() -> None:
    """An entity's context is an orchestration's, but not equal to it."""
    assert issubclass(func.EntityContext, func.OrchestrationContext)
    assert func.EntityContext("x") != func.OrchestrationContext("x")


@each_orchestration
class TestOrchestrations:
    @pytest.mark.parametrize(
        "data",
        [
            Datum('{"ž": 1}', "json"),
            Datum('{"ž": 1}', "string"),
            Datum('{"ž": 1}'.encode(), "bytes"),
        ],
    )
    def test_decode(self, converter: Any, context: Any, binding: str, data: Datum) -> None:
        """Text and bytes become a context; nothing is read of them."""
        decoded = converter.decode(data, trigger_metadata={})

        assert type(decoded) is context
        assert '{"ž": 1}' == decoded.body

    @pytest.mark.parametrize("text", ["", "x", "null", "[]", "false"])
    def test_any_text(self, converter: Any, context: Any, binding: str, text: str) -> None:
        """Any text does."""
        assert context(text) == converter.decode(Datum(text, "string"), trigger_metadata=None)

    @pytest.mark.parametrize(
        "data",
        [None, Datum(None, None), Datum(5, "int"), Datum(Collection("string", []), "collection_")],
    )
    def test_refused(self, converter: Any, context: Any, binding: str, data: Any) -> None:
        """Data that is no text is refused."""
        with pytest.raises(NotImplementedError, match=f"{binding} binding: .*it takes json"):
            converter.decode(data, trigger_metadata={})

    def test_bad_bytes(self, converter: Any, context: Any, binding: str) -> None:
        """Bytes that are not UTF-8 are refused."""
        with pytest.raises(ValueError, match=f"{binding} binding: cannot decode .*UTF-8"):
            converter.decode(Datum(b"\xff", "bytes"), trigger_metadata={})

    @pytest.mark.parametrize("value", ["{}", "", None, b"{}"])
    def test_encode(self, converter: Any, context: Any, binding: str, value: object) -> None:
        """What the library made is sent as it is."""
        assert Datum(value, "json") == converter.encode(value, expected_type=None)

    @pytest.mark.parametrize("value", [5, {}, [], iter([1])], ids=repr)
    def test_encode_refused(
        self, converter: Any, context: Any, binding: str, value: object
    ) -> None:
        """Another value, such as a generator, is refused with what to do."""
        with pytest.raises(NotImplementedError, match=rf"{binding} binding: .*Orchestrator.create"):
            converter.encode(value, expected_type=None)

    def test_annotations(self, converter: Any, context: Any, binding: str) -> None:
        """The context comes in, anything goes out."""
        other = ORCHESTRATIONS[context is func.OrchestrationContext][1]

        for annotation in (context, context | None, context | int, context | other):
            assert converter.check_input_type_annotation(annotation)
        for annotation in (other, str, dict, list[context], None, "x", Any):
            assert not converter.check_input_type_annotation(annotation)
            assert converter.check_output_type_annotation(annotation)

    def test_registration(self, converter: Any, context: Any, binding: str) -> None:
        """The registry knows the converter: a trigger to which the return value goes."""
        assert (True, True) == (converter.has_trigger_support(), converter.has_implicit_output())
        assert func.get_binding_registry().get(binding) is converter

    @given(body=st.text())
    def test_wire(self, converter: Any, context: Any, binding: str, body: str) -> None:
        """The wire form of a context decodes to the context."""
        data, metadata = durable_functions.to_wire(context(body))

        assert {} == metadata
        assert context(body) == converter.decode(data, trigger_metadata=metadata)


class TestActivity:
    @pytest.mark.parametrize("kind", ["json", "string"])
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("null", None),
            ("5", 5),
            ('"ž"', "ž"),
            ("[1, [2]]", [1, [2]]),
            ('{"a": [1.5, null]}', {"a": [1.5, None]}),
            ('{"__class__": "Point"}', {"__class__": "Point"}),
            ("", ""),
            ("x", "x"),
            ("{bad", "{bad"),
            ("\ufeff{}", "\ufeff{}"),
        ],
    )
    def test_decode(self, kind: str, text: str, expected: object) -> None:
        """JSON is read; text that is no JSON is the input itself."""
        data = Datum(text, kind)

        assert expected == ActivityTriggerConverter.decode(data, trigger_metadata={})

    def test_custom_object(self) -> None:
        """Custom objects are made."""
        datum = ActivityTriggerConverter.encode([Point(5)], expected_type=None)
        decoded = ActivityTriggerConverter.decode(datum, trigger_metadata={})

        assert "json" == datum.type
        assert [5] == [point.x for point in decoded]

    @pytest.mark.parametrize(
        "value", [Point(-1), Loads(), func.CloudEvent(id="1")], ids=["raises", "loads", "one way"]
    )
    def test_custom_object_refused(self, value: object) -> None:
        """A custom object that cannot be made is an error, never text."""
        datum = ActivityTriggerConverter.encode(value, expected_type=None)
        with pytest.raises(ValueError, match="activityTrigger binding: cannot decode .*it takes"):
            ActivityTriggerConverter.decode(datum, trigger_metadata={})

    def test_strict(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where typing is strict, a custom object is not made: its type is not known."""
        datum = ActivityTriggerConverter.encode(Point(5), expected_type=None)
        monkeypatch.setenv("AZURE_FUNCTIONS_DURABLE_STRICT_TYPING", "1")
        with pytest.raises(ValueError, match="activityTrigger binding: .*strict typing"):
            ActivityTriggerConverter.decode(datum, trigger_metadata={})

    @pytest.mark.parametrize(
        "data", [None, Datum(None, None), Datum(b"{}", "bytes"), Datum(5, "int")]
    )
    def test_other_kind(self, data: Datum | None) -> None:
        """Data of another kind is refused, so that the worker can say so."""
        with pytest.raises(NotImplementedError, match="activityTrigger binding: .*it takes JSON"):
            ActivityTriggerConverter.decode(data, trigger_metadata={})

    def test_no_text(self) -> None:
        """A datum without text is refused."""
        with pytest.raises(ValueError, match="activityTrigger binding: cannot decode None"):
            ActivityTriggerConverter.decode(Datum(None, "json"), trigger_metadata={})

    @pytest.mark.parametrize("value", [object(), b"x", {1}, {"a": object()}], ids=repr)
    def test_without_form(self, value: object) -> None:
        """What cannot be written is refused with the names of binding and type."""
        with pytest.raises(
            ValueError,
            match=f"activityTrigger binding: cannot encode {type(value).__name__} .*may hold dicts",
        ):
            ActivityTriggerConverter.encode(value, expected_type=None)

    def test_holds_itself(self) -> None:
        """A value that holds itself is refused likewise."""
        loop: list[object] = []
        loop.append(loop)
        with pytest.raises(ValueError, match="activityTrigger binding: cannot encode list"):
            ActivityTriggerConverter.encode(loop, expected_type=None)

    def test_registration(self) -> None:
        """The registry knows the converter: a trigger to which the return value goes."""
        assert ActivityTriggerConverter is func.get_binding_registry().get("activityTrigger")
        assert ActivityTriggerConverter.has_trigger_support()
        assert ActivityTriggerConverter.has_implicit_output()
        for annotation in (str, list[int], None, "x", Any):
            assert ActivityTriggerConverter.check_input_type_annotation(annotation)
            assert ActivityTriggerConverter.check_output_type_annotation(annotation)

    @given(JSON)
    def test_wire(self, value: Any) -> None:
        """The wire form of an input decodes to the input."""
        data, metadata = durable_functions.to_wire(value)

        assert value == ActivityTriggerConverter.decode(data, trigger_metadata=metadata)


class TestClient:
    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            (Datum('{"a": 1}', "json"), '{"a": 1}'),
            (Datum("", "string"), ""),
            (Datum(b"\xff", "bytes"), b"\xff"),
            (Datum(None, "json"), None),
            (Datum(None, None), None),
            (None, None),
        ],
    )
    def test_decode(self, data: Datum | None, expected: object) -> None:
        """The description is handed on as it came."""
        assert expected == DurableClientConverter.decode(data, trigger_metadata=None)

    def test_decode_refused(self) -> None:
        """Data of another kind is refused."""
        with pytest.raises(ValueError, match="durableClient binding: .*'int'; it takes json"):
            DurableClientConverter.decode(Datum(5, "int"), trigger_metadata=None)

    @pytest.mark.parametrize(
        ("value", "kind"),
        [
            ("x", "string"),
            (b"x", "bytes"),
            (None, None),
            ({"a": 1}, "dict"),
            ([1], "list"),
            (True, "bool"),
            (5, "int"),
            (1.5, "double"),
        ],
    )
    def test_encode(self, value: object, kind: str | None) -> None:
        """A plain value is sent as a datum of its own kind."""
        assert Datum(value, kind) == DurableClientConverter.encode(value, expected_type=None)

    def test_bytearray(self) -> None:
        """A bytearray is sent as bytes."""
        datum = DurableClientConverter.encode(bytearray(b"x"), expected_type=None)

        assert (bytes, "bytes") == (type(datum.value), datum.type)

    @pytest.mark.parametrize("value", [object(), (1,), {1}, memoryview(b"x")], ids=repr)
    def test_encode_refused(self, value: object) -> None:
        """Another value is refused by its type, with the types that are accepted."""
        came = type(value).__name__
        with pytest.raises(
            NotImplementedError, match=f"durableClient binding: cannot encode {came} .*return or"
        ):
            DurableClientConverter.encode(value, expected_type=None)

    def test_annotations(self) -> None:
        """Text and bytes come in; bytearrays go out too."""
        checks = DurableClientConverter
        for annotation in (str, bytes, str | None):
            assert checks.check_input_type_annotation(annotation)
            assert checks.check_output_type_annotation(annotation)
        others: list[Any] = [int, dict, list[str], None, "x", Any]
        for annotation in others:
            assert not checks.check_input_type_annotation(annotation)
            assert not checks.check_output_type_annotation(annotation)
        assert checks.check_output_type_annotation(bytearray)

    def test_registration(self) -> None:
        """The registry knows the converter, which is no trigger's."""
        assert DurableClientConverter is func.get_binding_registry().get("durableClient")
        assert not DurableClientConverter.has_trigger_support()
        assert not DurableClientConverter.has_implicit_output()
