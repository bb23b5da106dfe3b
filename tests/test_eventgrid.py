"""Events of Event Grid and of CloudEvents, and their converters."""

from __future__ import annotations

import json
import pickle
import typing
from base64 import b64encode
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import eventgrid
from azure.functions.eventgrid import EventGridEventInConverter, EventGridEventOutConverter
from azure.functions.meta import Datum

NOON = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)

GRID: dict[str, Any] = {
    "id": "1",
    "topic": "t",
    "subject": "s",
    "event_type": "e",
    "event_time": NOON,
    "data_version": "1.0",
    "data": {"a": [1, None]},
}
GRID_JSON: dict[str, Any] = {
    "id": "1",
    "topic": "t",
    "subject": "s",
    "eventType": "e",
    "eventTime": "2026-11-22T12:00:00Z",
    "dataVersion": "1.0",
    "data": {"a": [1, None]},
}

OUTPUT: dict[str, Any] = {name: value for name, value in GRID.items() if name != "topic"}
OUTPUT_JSON: dict[str, Any] = {
    **{name: value for name, value in GRID_JSON.items() if name != "topic"},
    "eventTime": "2026-11-22T12:00:00+00:00",
}

CLOUD: dict[str, Any] = {
    "id": "1",
    "source": "/s",
    "type": "t",
    "specversion": "1.0",
    "subject": "x",
    "time": NOON,
    "datacontenttype": "application/json",
    "dataschema": "d",
    "data": {"a": [1, None]},
}
CLOUD_JSON: dict[str, Any] = {**CLOUD, "time": "2026-11-22T12:00:00Z"}

CLASSES: list[tuple[type[Any], dict[str, Any]]] = [
    (func.EventGridEvent, GRID),
    (func.EventGridOutputEvent, OUTPUT),
    (func.CloudEvent, CLOUD),
]

each_class = pytest.mark.parametrize(("cls", "fields"), CLASSES)

TIMES: st.SearchStrategy[datetime] = st.datetimes() | st.datetimes(
    timezones=st.sampled_from([timezone.utc, timezone(timedelta(hours=-8, minutes=30))]),
    min_value=datetime(2, 1, 1),
    max_value=datetime(9998, 1, 1),
)
TEXTS = st.none() | st.text()
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda items: st.lists(items) | st.dictionaries(st.text(), items),
    max_leaves=6,
)
GRID_EVENTS = st.builds(
    func.EventGridEvent,
    id=TEXTS,
    data=JSON,
    topic=TEXTS,
    subject=TEXTS,
    event_type=TEXTS,
    event_time=st.none() | TIMES,
    data_version=TEXTS,
)


def decode(event: object) -> func.EventGridEvent | func.CloudEvent:
    """Decode an event, given as what its JSON stands for."""
    data = Datum(json.dumps(event), "json")
    return EventGridEventInConverter.decode(data, trigger_metadata={})


def decode_cloud(**fields: object) -> func.CloudEvent:
    """Decode an event of CloudEvents with these fields instead."""
    event = decode({**CLOUD_JSON, **fields})
    assert isinstance(event, func.CloudEvent)
    return event


def encode(value: object) -> Datum:
    """Encode as the worker does."""
    return EventGridEventOutConverter.encode(value, expected_type=None)


@each_class
class TestConstruction:
    def test_every_field(self, cls: type[Any], fields: dict[str, Any]) -> None:
        """Every field is a keyword argument and an attribute of the same name."""
        event = cls(**fields)

        assert fields == {
            name: event.get_json() if name == "data" else getattr(event, name) for name in fields
        }

    def test_defaults(self, cls: type[Any], fields: dict[str, Any]) -> None:
        """A unit test names only the fields that it cares about."""
        event = cls(subject="x")

        assert "x" == event.subject
        assert event.id is event.get_json() is None

    def test_wrong_type(self, cls: type[Any], fields: dict[str, Any]) -> None:
        """An argument of the wrong type is refused by its name."""
        for name in fields.keys() - {"data"}:
            with pytest.raises(TypeError, match=rf"{cls.__name__}: {name} must be .*got object"):
                cls(**{name: object()})

    def test_read_only(self, cls: type[Any], fields: dict[str, Any]) -> None:
        """No attribute can be set."""
        event = cls(**fields)
        for name in (*fields.keys() - {"data"}, "other"):
            with pytest.raises(AttributeError):
                setattr(event, name, "x")

    def test_equality(self, cls: type[Any], fields: dict[str, Any]) -> None:
        """Events compare by value, and survive pickling."""
        event = cls(**fields)

        assert event == cls(**fields)
        assert event == pickle.loads(pickle.dumps(event))
        assert event != cls(**{**fields, "id": "2"})
        assert hash(event) == hash(cls(**fields))

    def test_to_dict(self, cls: type[Any], fields: dict[str, Any]) -> None:
        """``to_dict`` and ``to_json`` name the fields as the attributes are named."""
        event = cls(**fields)
        times = {n: v.isoformat() for n, v in fields.items() if isinstance(v, datetime)}
        extra: dict[str, Any] = {"extension_attrs": {}} if cls is func.CloudEvent else {}

        assert {**fields, **times, **extra} == event.to_dict()
        assert list(event.to_dict()) == list(json.loads(event.to_json()))
        assert event.to_dict() == json.loads(event.to_json())

    def test_bytes_in_to_dict(self, cls: type[Any], fields: dict[str, Any]) -> None:
        """Bytes are text in ``to_dict``, or base64 that says so."""
        assert "x" == cls(data=b"x").to_dict()["data"]
        assert {"__encoding": "base64", "value": "/w=="} == cls(data=b"\xff").to_dict()["data"]

    def test_repr(self, cls: type[Any], fields: dict[str, Any]) -> None:
        """The repr shows the fields that are there, and cuts the data."""
        shown = repr(cls(id="1", data={"a": "x" * 1000}))

        assert shown.startswith(f"{cls.__name__}(id='1', ")
        assert "..." in shown
        assert len(shown) < 200


class TestCloudEvent:
    def test_extensions(self) -> None:
        """Other keyword arguments are extension attributes, whatever their names."""
        attributes: dict[str, Any] = {"traceparent": "00", "n": 5, "self": "me", "get_json": 1}
        event = func.CloudEvent(id="1", **attributes)

        assert attributes == event.extension_attrs
        assert event.extension_attrs is not event.extension_attrs
        assert {"a": "x"} == func.CloudEvent(a=b"x").to_dict()["extension_attrs"]
        assert event != func.CloudEvent(id="1")

    def test_version(self) -> None:
        """The version of CloudEvents is 1.0 where none is named."""
        assert "1.0" == func.CloudEvent().specversion
        assert func.CloudEvent(specversion=None).specversion is None

    def test_base64(self) -> None:
        """``data_base64`` is how bytes travel: it becomes the data where there is none."""
        event = func.CloudEvent(data_base64="/wA=")

        assert b"\xff\x00" == event.get_json()
        assert {"data_base64": "/wA="} == event.extension_attrs
        assert func.CloudEvent(data=b"\xff\x00") == event
        assert 1 == func.CloudEvent(data=1, data_base64="/wA=").get_json()


class TestDecodeGrid:
    def test_every_field(self) -> None:
        """An event of the Event Grid schema brings every field."""
        assert func.EventGridEvent(**GRID) == decode(GRID_JSON)

    @pytest.mark.parametrize("data", [None, "x", "", 5, 1.5, True, [], {}, [1], {"ž": "😀"}])
    def test_data(self, data: object) -> None:
        """The data is any JSON value."""
        assert data == decode({**GRID_JSON, "data": data}).get_json()

    @pytest.mark.parametrize("name", GRID_JSON)
    def test_missing(self, name: str) -> None:
        """A field that is missing or null is None, and the rest arrives."""
        without = {key: value for key, value in GRID_JSON.items() if key != name}
        attribute = {"eventType": "event_type", "eventTime": "event_time"}.get(
            name, "data_version" if name == "dataVersion" else name
        )
        expected = func.EventGridEvent(**{**GRID, attribute: None})

        assert expected == decode(without) == decode({**GRID_JSON, name: None})

    def test_empty(self) -> None:
        """An event without any field still decodes."""
        assert func.EventGridEvent() == decode({})

    def test_as_it_came(self) -> None:
        """Fields of an odd type are handed on as they came, as published."""
        event: Any = decode({"id": 5, "subject": [1], "dataVersion": 2})

        assert (5, [1], 2) == (event.id, event.subject, event.data_version)
        assert event == pickle.loads(pickle.dumps(event))

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2026-11-22T12:00:00.1234567Z", NOON.replace(microsecond=123456)),
            ("2026-11-22T12:00:00", NOON.replace(tzinfo=None)),
            ("2026-11-22T17:30:00+05:30", NOON),
            ("11/22/2026 12:00:00.5+00:00", NOON.replace(microsecond=500000)),
            ("bad", None),
            ("", None),
            (5, None),
            ([1], None),
        ],
    )
    def test_time(self, text: object, expected: datetime | None) -> None:
        """A time is read in every form; one that cannot be read is None."""
        event = decode({**GRID_JSON, "eventTime": text})

        assert isinstance(event, func.EventGridEvent)
        assert expected == event.event_time
        assert "1" == event.id
        assert expected == decode_cloud(time=text).time


class TestDecodeCloud:
    def test_every_field(self) -> None:
        """An event with ``specversion`` is of CloudEvents and brings every attribute."""
        assert func.CloudEvent(**CLOUD, ext="x", n=5) == decode({**CLOUD_JSON, "ext": "x", "n": 5})

    @pytest.mark.parametrize("version", ["1.0", "0.3", "", None, 5])
    def test_version(self, version: object) -> None:
        """An event is of CloudEvents whatever the version is."""
        assert version == decode_cloud(specversion=version).specversion

    @pytest.mark.parametrize("name", [*CLOUD.keys() - {"specversion"}])
    def test_missing(self, name: str) -> None:
        """An attribute that is missing or null is None, and the rest arrives."""
        without = {key: value for key, value in CLOUD_JSON.items() if key != name}

        assert func.CloudEvent(**{**CLOUD, name: None}) == decode(without)
        assert func.CloudEvent(**{**CLOUD, name: None}) == decode({**CLOUD_JSON, name: None})

    @pytest.mark.parametrize("data", [None, "x", "", 5, False, [], {}, [1], {"ž": "😀"}])
    def test_data(self, data: object) -> None:
        """The data is any JSON value, text included."""
        assert data == decode_cloud(data=data).get_json()
        assert data == decode_cloud(data=data, datacontenttype="text/plain").get_json()

    @pytest.mark.parametrize("body", [b"", b"x", b"\xff\x00", b'{"a": 1}', b"x" * 100_000])
    def test_bytes(self, body: bytes) -> None:
        """``data_base64`` brings bytes, and stays among the extension attributes, as published."""
        text = b64encode(body).decode()
        event = decode_cloud(data=None, data_base64=text, ext=1)

        assert body == event.get_json()
        assert {"ext": 1, "data_base64": text} == event.extension_attrs

    @pytest.mark.parametrize("text", ["!", "eA", 5, ["eA=="]])
    def test_bad_base64(self, text: object) -> None:
        """``data_base64`` that cannot be read leaves the data None, and the rest arrives."""
        event = decode_cloud(data=None, data_base64=text)

        assert event.get_json() is None
        assert {"data_base64": text} == event.extension_attrs
        assert "1" == event.id

    def test_odd_extensions(self) -> None:
        """Extension attributes may have any names and values."""
        extensions = {"self": "me", "with-dash": {"a": 1}, "eventType": None, "get_json": [1]}

        assert extensions == decode_cloud(**extensions).extension_attrs


class TestRefusedEvents:
    @pytest.mark.parametrize("text", ["null", "5", '"x"', "true", "[]", "[{}]"])
    def test_other_json(self, text: str) -> None:
        """JSON that is no object is refused with what came and what is accepted."""
        with pytest.raises(ValueError, match="eventGridTrigger binding: cannot decode .*object"):
            EventGridEventInConverter.decode(Datum(text, "json"), trigger_metadata={})

    @pytest.mark.parametrize("text", ["", "{", None])
    def test_no_json(self, text: str | None) -> None:
        """What is no JSON is refused likewise."""
        with pytest.raises(ValueError, match="eventGridTrigger binding: cannot decode .*takes a"):
            EventGridEventInConverter.decode(Datum(text, "json"), trigger_metadata={})

    @pytest.mark.parametrize(
        "data", [None, Datum(None, None), Datum("{}", "string"), Datum(b"{}", "bytes")]
    )
    def test_other_kind(self, data: Datum | None) -> None:
        """Data of another kind is refused, so that the worker can say so."""
        with pytest.raises(NotImplementedError, match="eventGridTrigger binding: .*it takes a"):
            EventGridEventInConverter.decode(data, trigger_metadata=None)


class TestEncode:
    def test_text_and_bytes(self) -> None:
        """Text and bytes are sent as they are."""
        assert Datum("x", "string") == encode("x")
        assert Datum(b"x", "bytes") == encode(b"x")

    def test_event(self) -> None:
        """An event is sent in the Event Grid schema."""
        datum = encode(func.EventGridOutputEvent(**OUTPUT))

        assert "json" == datum.type
        assert OUTPUT_JSON == datum.python_value

    def test_without_time(self) -> None:
        """An event without a time is sent with null."""
        assert encode(func.EventGridOutputEvent(id="1")).python_value["eventTime"] is None

    def test_many(self) -> None:
        """An iterable of events and text is sent as one event an item."""
        event = func.EventGridOutputEvent(**OUTPUT)

        assert [OUTPUT_JSON, "x"] == encode([event, "x"]).python_value
        assert [OUTPUT_JSON] == encode(iter([event])).python_value
        assert [] == encode(()).python_value

    @pytest.mark.parametrize(
        ("value", "came"),
        [
            (None, "NoneType"),
            (5, "int"),
            ({"a": 1}, "dict"),
            (bytearray(b"x"), "bytearray"),
            (memoryview(b"x"), "memoryview"),
            ([5], "int"),
            ([b"x"], "bytes"),
            ([{"a": 1}], "dict"),
            (func.CloudEvent(), "CloudEvent"),
            ([func.EventGridEvent()], "EventGridEvent"),
        ],
    )
    def test_refused(self, value: object, came: str) -> None:
        """Another value is refused by its type, with the types that are accepted."""
        accepted = "return or set str, bytes, EventGridOutputEvent, or a list"
        with pytest.raises(
            NotImplementedError, match=f"eventGrid binding: cannot encode {came} .*{accepted}"
        ):
            encode(value)

    @pytest.mark.parametrize("data", [NOON, b"x", object()])
    def test_without_form(self, data: object) -> None:
        """Data that JSON has no form for is refused with the names of binding and type."""
        event = func.EventGridOutputEvent(data={"a": data})
        for value, came in ((event, "EventGridOutputEvent"), ([event], "list")):
            with pytest.raises(TypeError, match=f"eventGrid binding: cannot encode {came} .*hold"):
                encode(value)


class TestAnnotations:
    @pytest.mark.parametrize(
        "annotation",
        [
            func.EventGridEvent,
            func.CloudEvent,
            func.EventGridEvent | func.CloudEvent,
            func.CloudEvent | None,
        ],
    )
    def test_input(self, annotation: object) -> None:
        """A parameter takes either kind of event, or both."""
        assert EventGridEventInConverter.check_input_type_annotation(annotation)

    @pytest.mark.parametrize(
        "annotation", [str, dict, list[func.EventGridEvent], func.EventGridOutputEvent, None, 5]
    )
    def test_input_refused(self, annotation: object) -> None:
        """A parameter takes nothing else; a list of events never comes."""
        assert not EventGridEventInConverter.check_input_type_annotation(annotation)

    @pytest.mark.parametrize(
        "annotation",
        [
            str,
            bytes,
            func.EventGridOutputEvent,
            typing.List[func.EventGridOutputEvent],  # noqa: UP006
            list[func.EventGridOutputEvent],
            list[str | func.EventGridOutputEvent],
            typing.Iterable[object],
            str | list[str] | None,
        ],
    )
    def test_output(self, annotation: object) -> None:
        """Text, bytes, events and iterables of them go out."""
        assert EventGridEventOutConverter.check_output_type_annotation(annotation)

    @pytest.mark.parametrize(
        "annotation", [dict, list, list[bytes], func.CloudEvent, str | int, None, "x", typing.Any]
    )
    def test_output_refused(self, annotation: object) -> None:
        """Other annotations are refused without an error."""
        assert not EventGridEventOutConverter.check_output_type_annotation(annotation)


def test_converters() -> None:
    """The registry knows the converters; the input is a trigger."""
    registry = func.get_binding_registry()

    assert EventGridEventInConverter is registry.get("eventGridTrigger")
    assert EventGridEventOutConverter is registry.get("eventGrid")
    assert EventGridEventInConverter.has_trigger_support()
    assert not EventGridEventOutConverter.has_trigger_support()
    assert not EventGridEventInConverter.has_implicit_output()
    assert func.CloudEvent is eventgrid.CloudEvent


class TestWire:
    @given(GRID_EVENTS)
    def test_grid(self, event: func.EventGridEvent) -> None:
        """The wire form of an event decodes to the event."""
        data, metadata = eventgrid.to_wire(event)

        assert event == EventGridEventInConverter.decode(data, trigger_metadata=metadata)

    @given(
        fields=st.fixed_dictionaries(
            {"id": TEXTS, "data": JSON | st.binary(), "time": st.none() | TIMES},
            optional=dict.fromkeys(
                ("source", "type", "specversion", "subject", "datacontenttype"), TEXTS
            ),
        ),
        extensions=st.dictionaries(st.from_regex("[a-z]{1,5}x", fullmatch=True), JSON),
    )
    def test_cloud(self, fields: dict[str, Any], extensions: dict[str, Any]) -> None:
        """The wire form of an event of CloudEvents decodes to the event, bytes included."""
        event = func.CloudEvent(**fields, **extensions)
        data, metadata = eventgrid.to_wire(event)

        assert event == EventGridEventInConverter.decode(data, trigger_metadata=metadata)

    @pytest.mark.parametrize(
        "event",
        [
            func.CloudEvent(data=b"\xff" * 100_000),
            func.CloudEvent(data=bytearray(b"x")),
            func.CloudEvent(data_base64="!"),
            func.CloudEvent(data={"a": 1}, data_base64="eA=="),
            func.EventGridEvent(data="ž" * 100_000),
        ],
        ids=repr,
    )
    def test_odd(self, event: func.CloudEvent | func.EventGridEvent) -> None:
        """So does that of an event with large or odd data."""
        data, metadata = eventgrid.to_wire(event)

        assert event == EventGridEventInConverter.decode(data, trigger_metadata=metadata)

    def test_without_form(self) -> None:
        """An event of the Event Grid schema cannot carry bytes."""
        with pytest.raises(TypeError, match="eventGridTrigger binding: cannot encode EventGridEv"):
            eventgrid.to_wire(func.EventGridEvent(data=b"x"))
