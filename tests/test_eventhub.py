"""Event Hub events and their converters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import eventhub
from azure.functions.eventhub import EventHubConverter, EventHubEvent, EventHubTriggerConverter
from azure.functions.meta import Collection, Datum

NOON = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)

WRONG: Any = object()

FIELDS: dict[str, Any] = {
    "enqueued_time": NOON,
    "partition_key": "p",
    "sequence_number": 1,
    "offset": "5",
    "iothub_metadata": {"connection-device-id": "d"},
}


def decode(
    data: Datum | None, metadata: Mapping[str, Datum | None] | None = None
) -> EventHubEvent | list[EventHubEvent]:
    """Decode as the worker does."""
    decoded: EventHubEvent | list[EventHubEvent]
    decoded = cast("Any", EventHubTriggerConverter.decode(data, trigger_metadata=metadata))
    return decoded


def one(data: Datum, metadata: Mapping[str, Datum | None] | None = None) -> EventHubEvent:
    """Decode what holds one event."""
    event = decode(data, metadata)
    assert isinstance(event, EventHubEvent)
    return event


def many(data: Datum, metadata: Mapping[str, Datum | None] | None = None) -> list[EventHubEvent]:
    """Decode what holds a batch."""
    events = decode(data, metadata)
    assert isinstance(events, list)
    return events


def json_datum(value: object) -> Datum:
    """Return a value as JSON."""
    return Datum(json.dumps(value), "json")


def strings(*items: str) -> Datum:
    """Return a collection of strings."""
    return Datum(Collection("string", items), "collection_string")


class TestConstruction:
    def test_every_field(self) -> None:
        """Every field is a keyword argument and an attribute of the same name."""
        event = func.EventHubEvent(body=b'{"a": 1}', **FIELDS)

        assert FIELDS == {name: getattr(event, name) for name in FIELDS}
        assert b'{"a": 1}' == event.get_body()
        assert {"a": 1} == event.get_json()

    def test_defaults(self) -> None:
        """A test names only the fields that it cares about."""
        event = func.EventHubEvent()

        assert [None] * 5 == [getattr(event, name) for name in FIELDS]
        assert b"" == event.get_body()

    @pytest.mark.parametrize("name", FIELDS)
    def test_wrong_type(self, name: str) -> None:
        """An argument of the wrong type is refused by its name."""
        with pytest.raises(TypeError, match=rf"EventHubEvent: {name} must be .*got object"):
            func.EventHubEvent(body=b"x", **{name: WRONG})

    def test_to_dict(self) -> None:
        """The dict form holds every field as what JSON has a form for."""
        expected = {
            "body": "x",
            "partition_key": "p",
            "sequence_number": 1,
            "offset": "5",
            "enqueued_time": "2026-11-22T12:00:00+00:00",
            "iothub_metadata": {"connection-device-id": "d"},
        }

        assert expected == func.EventHubEvent(body=b"x", **FIELDS).to_dict()


class TestDecodeOne:
    @pytest.mark.parametrize("metadata", [None, {}])
    def test_without_metadata(self, metadata: dict[str, Datum | None] | None) -> None:
        """An event that the host sent no metadata of still decodes."""
        event = one(Datum("x", "string"), metadata)

        assert b"x" == event.get_body()
        assert [None] * 5 == [getattr(event, name) for name in FIELDS]

    @pytest.mark.parametrize("offset", [Datum(9, "int"), Datum("9", "json"), Datum("9", "string")])
    def test_offset_is_text(self, offset: Datum) -> None:
        """The offset is text, however it came."""
        assert "9" == one(Datum("x", "string"), {"Offset": offset}).offset

    @pytest.mark.parametrize(
        ("metadata", "expected"),
        [
            ({"iothub-a": Datum("b", "string")}, {"a": "b"}),
            ({"SystemProperties": json_datum({"iothub-a": "b", "Offset": 1})}, {"a": "b"}),
            (
                {
                    "iothub-a": Datum("b", "string"),
                    "SystemProperties": json_datum({"iothub-c": "d"}),
                },
                {"a": "b"},
            ),
            ({"SystemProperties": json_datum({})}, {}),
            ({"SystemProperties": Datum("bad", "json")}, None),
        ],
    )
    def test_iothub(
        self, metadata: dict[str, Datum | None], expected: dict[str, object] | None
    ) -> None:
        """What an IoT Hub tells stands beside the other metadata, or else in SystemProperties."""
        assert expected == one(Datum("x", "string"), metadata).iothub_metadata

    @pytest.mark.parametrize("data", [Datum(5, "int"), Datum(None, None), None])
    def test_refused(self, data: Datum | None) -> None:
        """Data that holds no event is refused with what is accepted."""
        with pytest.raises(NotImplementedError, match="eventHubTrigger binding: .*it takes"):
            decode(data, {})


class TestDecodeBatch:
    def test_fields(self) -> None:
        """A batch brings one object of fields an event."""
        system = {
            "Offset": 5,
            "SequenceNumber": "7",
            "EnqueuedTimeUtc": "2026-11-22T12:00:00Z",
            "PartitionKey": "p",
            "iothub-x": "y",
            "Other": 1,
        }

        event = many(strings("a"), {"SystemPropertiesArray": json_datum([system])})[0]

        assert "5" == event.offset
        assert 7 == event.sequence_number
        assert NOON == event.enqueued_time
        assert "p" == event.partition_key
        assert {"x": "y"} == event.iothub_metadata
        assert {"SystemPropertiesArray": [system]} == event.metadata

    @pytest.mark.parametrize(
        "array",
        [None, json_datum([]), json_datum([None]), json_datum({}), Datum("bad", "json")],
    )
    def test_missing_fields(self, array: Datum | None) -> None:
        """Where the fields are missing, they are None and the events arrive."""
        events = many(strings("a", "b"), {"SystemPropertiesArray": array})

        assert [b"a", b"b"] == [event.get_body() for event in events]
        assert [None, None] == [event.offset for event in events]
        assert [None, None] == [event.iothub_metadata for event in events]

    def test_parsed_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A batch parses its metadata once, however many fields are read."""
        parsed: list[object] = []

        def counting(text: str) -> object:
            parsed.append(text)
            return json.loads(text)

        monkeypatch.setattr(func.meta, "loads", counting)
        system = [{"Offset": str(i), "SequenceNumber": i, "iothub-a": i} for i in range(5)]
        events = many(strings(*"abcde"), {"SystemPropertiesArray": json_datum(system)})

        assert list(range(5)) == [event.sequence_number for event in events]
        assert list("01234") == [event.offset for event in events]
        assert [{"a": i} for i in range(5)] == [event.iothub_metadata for event in events]
        assert 1 == len(parsed)


class TestPlainInput:
    def test_one(self) -> None:
        """A plain input gives the event without metadata."""
        event = EventHubConverter.decode(
            Datum("x", "string"), trigger_metadata={"Offset": Datum("1", "string")}
        )

        assert isinstance(event, EventHubEvent)
        assert b"x" == event.get_body()
        assert event.offset is None
        assert event.metadata is None

    def test_text_batch(self) -> None:
        """The text of a batch stays text, as published."""
        events: Any = EventHubConverter.decode(strings("a"), trigger_metadata=None)

        assert ["a"] == [event.get_body() for event in events]
        assert [None] == [event.offset for event in events]


texts = st.text(max_size=20)
iothub = st.dictionaries(texts, st.none() | st.booleans() | st.integers() | texts, max_size=3)
events = st.builds(
    EventHubEvent,
    body=st.binary(max_size=50) | texts,
    enqueued_time=st.none() | st.datetimes(timezones=st.just(timezone.utc)) | st.datetimes(),
    partition_key=st.none() | texts,
    sequence_number=st.none() | st.integers(),
    offset=st.none() | texts,
    iothub_metadata=iothub,
)


class TestWire:
    @given(events)
    def test_round_trip_one(self, event: EventHubEvent) -> None:
        """An event decodes from its wire form to itself."""
        data, metadata = eventhub.to_wire(event)

        assert event == decode(data, metadata)

    def test_round_trip_without_iothub(self) -> None:
        """One event that no IoT Hub tells of decodes to itself too."""
        event = func.EventHubEvent(body=b"x", offset="1")
        data, metadata = eventhub.to_wire(event)

        assert event == decode(data, metadata)

    @given(st.lists(events, max_size=4))
    def test_round_trip_batch(self, batch: list[EventHubEvent]) -> None:
        """A batch decodes from its wire form to itself."""
        data, metadata = eventhub.to_wire(batch)

        assert batch == decode(data, metadata)


class TestEncode:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("č", Datum("č", "string")),
            (b"\xff", Datum(b"\xff", "bytes")),
            (bytearray(b"x"), Datum(b"x", "bytes")),
            (5, Datum(5, "int")),
            (None, Datum(None, None)),
        ],
    )
    def test_one(self, value: object, expected: Datum) -> None:
        """Text, bytes and a number are one event; None is none."""
        assert expected == EventHubConverter.encode(value, expected_type=None)

    def test_many(self) -> None:
        """A list is one event an item."""
        datum = EventHubConverter.encode(["a", b"b", 5, {"c": 1}], expected_type=None)

        assert ("json", ["a", "b", 5, {"c": 1}]) == (datum.type, datum.python_value)

    @pytest.mark.parametrize("value", [1.5, {"a": 1}, object(), [object()]])
    def test_refused(self, value: object) -> None:
        """Anything else is refused with what is accepted."""
        with pytest.raises(NotImplementedError, match="eventHub binding: .*return or set str"):
            EventHubConverter.encode(value, expected_type=None)

    def test_binary_item(self) -> None:
        """Bytes of a list that are not UTF-8 are refused: a list travels as JSON."""
        with pytest.raises(ValueError, match="eventHub binding: .*is not UTF-8"):
            EventHubConverter.encode([b"\xff"], expected_type=None)


class TestAnnotations:
    @pytest.mark.parametrize(
        "annotation",
        [
            EventHubEvent,
            list[EventHubEvent],
            EventHubEvent | list[EventHubEvent],
            EventHubEvent | None,
        ],
    )
    def test_inputs(self, annotation: object) -> None:
        """A parameter takes an event, or many."""
        assert EventHubTriggerConverter.check_input_type_annotation(annotation) is True
        assert EventHubTriggerConverter.check_input_type_annotation(list[int]) is False

    @pytest.mark.parametrize("annotation", [str, bytes, list[str], list[bytes], str | None])
    def test_outputs(self, annotation: object) -> None:
        """Text and bytes, one or many, are sent."""
        assert EventHubConverter.check_output_type_annotation(annotation) is True
        assert EventHubConverter.check_output_type_annotation(EventHubEvent) is False
