"""Kafka events and their converters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import kafka
from azure.functions.kafka import KafkaConverter, KafkaEvent, KafkaTriggerConverter
from azure.functions.meta import Collection, Datum

WRONG: Any = object()

FIELDS: dict[str, Any] = {
    "key": "k",
    "offset": 1,
    "partition": 2,
    "topic": "t",
    "timestamp": "2026-11-22T12:00:00Z",
    "headers": [{"Key": "a", "Value": "Yg=="}],
}

METADATA: dict[str, Datum | None] = {
    "Key": Datum("k", "string"),
    "Offset": Datum("1", "json"),
    "Partition": Datum(2, "int"),
    "Topic": Datum('"t"', "json"),
    "Timestamp": Datum("2026-11-22T12:00:00Z", "string"),
    "Headers": Datum('[{"Key": "a", "Value": "Yg=="}]', "json"),
}


def decode(
    data: Datum | None, metadata: Mapping[str, Datum | None] | None = None
) -> KafkaEvent | list[KafkaEvent]:
    """Decode as the worker does."""
    decoded: KafkaEvent | list[KafkaEvent]
    decoded = cast("Any", KafkaTriggerConverter.decode(data, trigger_metadata=metadata))
    return decoded


class TestConstruction:
    def test_every_field(self) -> None:
        """Every field is a keyword argument and an attribute of the same name."""
        event = func.KafkaEvent(body=b"[1]", **FIELDS)

        assert FIELDS == {name: getattr(event, name) for name in FIELDS}
        assert [1] == event.get_json()
        assert {"body": "[1]", **FIELDS} == event.to_dict()

    @pytest.mark.parametrize("name", FIELDS)
    def test_wrong_type(self, name: str) -> None:
        """An argument of the wrong type is refused by its name."""
        with pytest.raises(TypeError, match=rf"KafkaEvent: {name} must be .*got object"):
            func.KafkaEvent(body=b"x", **{name: WRONG})

    def test_metadata(self) -> None:
        """The metadata is given as it came, JSON as text."""
        event = func.KafkaEvent(trigger_metadata={"A": Datum("[1]", "json"), "B": None})

        assert {"A": "[1]", "B": None} == event.metadata
        assert func.KafkaEvent().metadata is None


class TestDecode:
    def test_one(self) -> None:
        """An event brings its fields in the metadata, in datums of any kind."""
        event = decode(Datum("x", "string"), METADATA)

        assert func.KafkaEvent(body="x", **FIELDS) == event

    @pytest.mark.parametrize("metadata", [None, {}])
    def test_without_metadata(self, metadata: dict[str, Datum | None] | None) -> None:
        """An event that the host sent no metadata of still decodes."""
        assert func.KafkaEvent(body="x") == decode(Datum("x", "string"), metadata)

    def test_odd_metadata(self) -> None:
        """A field that cannot be read is None, and the event arrives."""
        metadata: dict[str, Datum | None] = {
            "Key": Datum("[]", "json"),
            "Offset": Datum("x", "string"),
            "Headers": Datum("bad", "json"),
            "Topic": None,
        }

        assert func.KafkaEvent(body="x") == decode(Datum("x", "string"), metadata)

    def test_batch(self) -> None:
        """A collection is a batch; arrays come in any form and may be short."""
        data = Datum(Collection("bytes", [b"a", b"b"]), "collection_bytes")
        metadata: dict[str, Datum | None] = {
            "KeyArray": Datum('["k", null]', "json"),
            "OffsetArray": Datum(Collection("sint64", [1, 2]), "collection_sint64"),
            "TopicArray": Datum(Collection("string", ["t"]), "collection_string"),
        }

        expected = [
            func.KafkaEvent(body=b"a", key="k", offset=1, topic="t"),
            func.KafkaEvent(body=b"b", offset=2),
        ]
        assert expected == decode(data, metadata)

    def test_json_batch(self) -> None:
        """A JSON array beside metadata in arrays is a batch; without, it is one body."""
        data = Datum('["a", {"b": 1}]', "json")
        keys: dict[str, Datum | None] = {"KeyArray": Datum('["k"]', "json")}

        batch = [func.KafkaEvent(body='"a"', key="k"), func.KafkaEvent(body='{"b": 1}')]
        assert batch == decode(data, keys)
        assert func.KafkaEvent(body='["a", {"b": 1}]') == decode(data, {})

    @pytest.mark.parametrize("data", [Datum(5, "int"), Datum(None, None), None])
    def test_refused(self, data: Datum | None) -> None:
        """Data that holds no event is refused with what is accepted."""
        with pytest.raises(NotImplementedError, match="kafkaTrigger binding: .*it takes"):
            decode(data, {})

    def test_plain_input(self) -> None:
        """A plain input gives events without metadata."""
        data = Datum(Collection("string", ["a"]), "collection_string")

        assert func.KafkaEvent(body="x") == KafkaConverter.decode(
            Datum("x", "string"), trigger_metadata=METADATA
        )
        assert [func.KafkaEvent(body="a")] == KafkaConverter.decode(data, trigger_metadata=None)


texts = st.text(max_size=20)
events = st.builds(
    KafkaEvent,
    body=st.binary(max_size=50) | texts,
    key=st.none() | texts,
    offset=st.none() | st.integers(),
    partition=st.none() | st.integers(),
    topic=st.none() | texts,
    timestamp=st.none() | texts,
    headers=st.none() | st.lists(st.dictionaries(texts, texts, max_size=2), max_size=2),
)


class TestWire:
    @given(events)
    def test_round_trip_one(self, event: KafkaEvent) -> None:
        """An event decodes from its wire form to itself."""
        data, metadata = kafka.to_wire(event)

        assert event == decode(data, metadata)

    @given(st.lists(events, max_size=4))
    def test_round_trip_batch(self, batch: list[KafkaEvent]) -> None:
        """A batch decodes from its wire form to itself."""
        data, metadata = kafka.to_wire(batch)

        assert batch == decode(data, metadata)


class TestEncode:
    def test_values(self) -> None:
        """Text and bytes are one event, a list is one an item."""
        assert Datum("x", "string") == KafkaConverter.encode("x", expected_type=None)
        assert Datum(b"x", "bytes") == KafkaConverter.encode(b"x", expected_type=None)
        many = KafkaConverter.encode(["a", b"b"], expected_type=None)
        assert ["a", "b"] == json.loads(many.value)

    def test_refused(self) -> None:
        """Anything else is refused with what is accepted."""
        with pytest.raises(NotImplementedError, match="kafka binding: .*return or set str"):
            KafkaConverter.encode({"a": 1}, expected_type=None)


class TestAnnotations:
    @pytest.mark.parametrize(
        "annotation",
        [KafkaEvent, list[KafkaEvent], KafkaEvent | list[KafkaEvent], KafkaEvent | None],
    )
    def test_inputs(self, annotation: object) -> None:
        """A parameter takes an event, or many."""
        assert KafkaTriggerConverter.check_input_type_annotation(annotation) is True
        assert KafkaTriggerConverter.check_input_type_annotation(list[int]) is False

    @pytest.mark.parametrize("annotation", [str, bytes, list[str], list[bytes], str | None])
    def test_outputs(self, annotation: object) -> None:
        """Text and bytes, one or many, are sent."""
        assert KafkaConverter.check_output_type_annotation(annotation) is True
        assert KafkaConverter.check_output_type_annotation(KafkaEvent) is False
