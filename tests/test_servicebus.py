"""Service Bus messages and their converters."""

from __future__ import annotations

import json
import pickle
import typing
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import servicebus
from azure.functions.meta import Collection, Datum
from azure.functions.servicebus import (
    ServiceBusMessage,
    ServiceBusMessageInConverter,
    ServiceBusMessageOutConverter,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)

WRONG: Any = object()

FIELDS: dict[str, Any] = {
    "application_properties": {"k": 1},
    "content_type": "text/plain",
    "correlation_id": "c",
    "dead_letter_error_description": "d",
    "dead_letter_reason": "r",
    "dead_letter_source": "s",
    "delivery_count": 2,
    "enqueued_sequence_number": 3,
    "enqueued_time_utc": NOON,
    "expires_at_utc": NOON + timedelta(days=1),
    "label": "l",
    "locked_until": NOON + timedelta(minutes=1),
    "lock_token": "t",
    "message_id": "1",
    "partition_key": "p",
    "reply_to": "a",
    "reply_to_session_id": "b",
    "scheduled_enqueue_time_utc": NOON - timedelta(days=1),
    "sequence_number": 4,
    "session_id": "x",
    "state": 0,
    "subject": "y",
    "time_to_live": timedelta(days=1, hours=2, microseconds=3),
    "to": "z",
    "transaction_partition_key": "q",
    "user_properties": {"u": [1, None]},
}


def decode(
    data: Datum | None, metadata: Mapping[str, Datum | None] | None = None
) -> ServiceBusMessage | list[ServiceBusMessage]:
    """Decode as the worker does."""
    return ServiceBusMessageInConverter.decode(data, trigger_metadata=metadata)


def one(
    data: Datum | None, metadata: Mapping[str, Datum | None] | None = None
) -> ServiceBusMessage:
    """Decode what holds one message."""
    message = decode(data, metadata)
    assert isinstance(message, ServiceBusMessage)
    return message


def many(
    data: Datum | None, metadata: Mapping[str, Datum | None] | None = None
) -> list[ServiceBusMessage]:
    """Decode what holds a batch."""
    messages = decode(data, metadata)
    assert isinstance(messages, list)
    return messages


def strings(*items: str) -> Datum:
    """Return a collection of strings."""
    return Datum(Collection("string", items), "collection_string")


def json_datum(value: object) -> Datum:
    """Return a value as JSON."""
    return Datum(json.dumps(value), "json")


class TestConstruction:
    def test_every_field(self) -> None:
        """Every field is a keyword argument and an attribute of the same name."""
        message = func.ServiceBusMessage(body=b"x", **FIELDS)

        assert FIELDS == {name: getattr(message, name) for name in FIELDS}
        assert b"x" == message.get_body()

    def test_defaults(self) -> None:
        """A test names only the fields that it cares about."""
        message = func.ServiceBusMessage()

        given = {name: getattr(message, name) for name in FIELDS if getattr(message, name)}
        assert {} == given
        assert ("", {}, {}) == (
            message.message_id,
            message.application_properties,
            message.user_properties,
        )
        assert b"" == message.get_body()
        assert message.metadata is None
        assert message.force_persistence is None

    def test_one_class(self) -> None:
        """The public name and the module's name are one class."""
        assert func.ServiceBusMessage is func.servicebus.ServiceBusMessage

    @pytest.mark.parametrize("name", FIELDS)
    def test_wrong_type(self, name: str) -> None:
        """An argument of the wrong type is refused by its name."""
        with pytest.raises(TypeError, match=rf"ServiceBusMessage: {name} must be .*got object"):
            func.ServiceBusMessage(body=b"x", **{name: WRONG})

    def test_read_only(self) -> None:
        """The fields are read-only."""
        with pytest.raises(AttributeError):
            func.ServiceBusMessage().message_id = "2"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]

    def test_aliases(self) -> None:
        """The older names of two times give the same."""
        message = func.ServiceBusMessage(**FIELDS)

        assert message.expires_at_utc == message.expiration_time
        assert message.scheduled_enqueue_time_utc == message.scheduled_enqueue_time

    @pytest.mark.parametrize(
        ("application_properties", "user_properties", "expected"),
        [
            ({"a": 1}, {}, {"a": 1}),
            ({}, {"a": 1}, {"a": 1}),
            ({"a": 1}, {"a": 2, "b": 3}, {"a": 1, "b": 3}),
            (None, None, {}),
        ],
    )
    def test_properties(
        self,
        application_properties: dict[str, Any] | None,
        user_properties: dict[str, Any] | None,
        expected: dict[str, Any],
    ) -> None:
        """The sender's properties are found under either name, those of the newer one first."""
        message = func.ServiceBusMessage(
            application_properties=application_properties, user_properties=user_properties
        )

        assert expected == message.properties

    def test_session_of_metadata(self) -> None:
        """Without a session of its own, a message belongs to the one that the metadata names."""
        metadata = {"SessionId": Datum("s", "string")}

        assert "s" == func.ServiceBusMessage(trigger_metadata=metadata).session_id
        own = func.ServiceBusMessage(trigger_metadata=metadata, session_id="own")
        assert "own" == own.session_id

    def test_metadata(self) -> None:
        """The metadata is given as plain Python."""
        metadata = {"A": json_datum([1]), "B": Datum("x", "string"), "C": None}

        message = func.ServiceBusMessage(trigger_metadata=metadata)

        assert {"A": [1], "B": "x", "C": None} == message.metadata

    def test_equality(self) -> None:
        """Messages are equal where all fields are."""
        assert func.ServiceBusMessage(**FIELDS) == func.ServiceBusMessage(**FIELDS)
        other = dict(FIELDS)
        other["state"] = 1
        assert func.ServiceBusMessage(**FIELDS) != func.ServiceBusMessage(**other)
        assert hash(func.ServiceBusMessage(**FIELDS)) == hash(func.ServiceBusMessage(**FIELDS))

    def test_repr(self) -> None:
        """The repr shows what is there and cuts a long body."""
        message = func.ServiceBusMessage(body=b"x" * 1000, message_id="1")

        assert repr(message).startswith("ServiceBusMessage(body=b'xxx")
        assert "message_id='1'" in repr(message)
        assert len(repr(message)) < 300

    def test_to_dict(self) -> None:
        """The dict form holds every field as what JSON has a form for."""
        plain = func.ServiceBusMessage(body="č", **FIELDS).to_dict()

        assert ["body", *FIELDS] == list(plain)
        assert "č" == plain["body"]
        assert "2026-11-22T12:00:00+00:00" == plain["enqueued_time_utc"]
        assert plain == json.loads(func.ServiceBusMessage(body="č", **FIELDS).to_json())


class TestDecodeOne:
    @pytest.mark.parametrize(
        ("data", "body"),
        [
            (Datum("č", "string"), "č".encode()),
            (Datum(b"\xff", "bytes"), b"\xff"),
            (Datum('{"a": 1}', "json"), b'{"a": 1}'),
            (Datum("[1, 2]", "json"), b"[1, 2]"),
            (Datum("", "string"), b""),
            (None, b""),
        ],
    )
    @pytest.mark.parametrize("metadata", [None, {}, {"UserProperties": None}])
    def test_body(
        self, data: Datum | None, body: bytes, metadata: dict[str, Datum | None] | None
    ) -> None:
        """A message of any body decodes without metadata."""
        message = one(data, metadata)

        assert body == message.get_body()
        assert message.message_id is None

    def test_arrays_do_not_make_a_batch(self) -> None:
        """Text is one message, even beside metadata in arrays."""
        assert b"x" == one(Datum("x", "string"), {"MessageIdArray": json_datum(["1"])}).get_body()
        broken = one(Datum("bad", "json"), {"MessageIdArray": json_datum([])})
        assert b"bad" == broken.get_body()

    @pytest.mark.parametrize(
        ("metadata", "name", "expected"),
        [
            ({"MessageId": Datum(5, "int")}, "message_id", "5"),
            ({"MessageId": Datum(b"5", "bytes")}, "message_id", "5"),
            ({"MessageId": Datum(b"\xff", "bytes")}, "message_id", None),
            ({"MessageId": Datum("[]", "json")}, "message_id", None),
            ({"MessageId": None}, "message_id", None),
            ({"DeliveryCount": Datum("many", "string")}, "delivery_count", None),
            ({"DeliveryCount": Datum("[]", "json")}, "delivery_count", None),
            ({"DeliveryCount": Datum("1e999", "json")}, "delivery_count", None),
            ({"EnqueuedTimeUtc": Datum("noon", "string")}, "enqueued_time_utc", None),
            ({"EnqueuedTimeUtc": Datum(5, "int")}, "enqueued_time_utc", None),
            ({"TimeToLive": Datum("long", "string")}, "time_to_live", None),
            ({"TimeToLive": Datum("[]", "json")}, "time_to_live", None),
            ({"TimeToLive": Datum(5, "int")}, "time_to_live", timedelta(seconds=5)),
            ({"ApplicationProperties": Datum('{"a":1}', "string")}, "properties", {"a": 1}),
            ({"ApplicationProperties": Datum("bad", "json")}, "application_properties", None),
            ({"ApplicationProperties": Datum("bad", "string")}, "application_properties", None),
            ({"ApplicationProperties": json_datum([1])}, "application_properties", None),
            ({"State": Datum("Active", "string")}, "state", None),
        ],
    )
    def test_odd_metadata(
        self, metadata: dict[str, Datum | None], name: str, expected: object
    ) -> None:
        """A field that cannot be read is None, and the message arrives."""
        message = one(Datum("x", "string"), metadata)

        assert expected == getattr(message, name)
        assert b"x" == message.get_body()

    @pytest.mark.parametrize("kind", ["int", "double", "http", "collection_sint64", None])
    def test_refused(self, kind: str | None) -> None:
        """Data that holds no message is refused with what is accepted."""
        with pytest.raises(NotImplementedError, match="serviceBusTrigger binding: .*it takes"):
            decode(Datum(5, kind), {})


class TestDecodeBatch:
    def test_collection_without_metadata(self) -> None:
        """A collection is a batch, whatever metadata there is."""
        assert [b"a", b"b"] == [message.get_body() for message in many(strings("a", "b"))]
        assert [] == many(strings())

    def test_bytes(self) -> None:
        """A collection of bytes gives their bytes."""
        data = Datum(Collection("bytes", [b"\xff"]), "collection_bytes")

        assert [b"\xff"] == [message.get_body() for message in many(data)]

    def test_json_array(self) -> None:
        """A JSON array beside metadata in arrays is a batch of the JSON of its items."""
        data = json_datum([{"a": 1}, "text", None, 5])

        messages = many(data, {"MessageIdArray": json_datum(["1"])})

        expected = [b'{"a": 1}', b'"text"', b"null", b"5"]
        assert expected == [message.get_body() for message in messages]
        assert [{"a": 1}, "text", None, 5] == [message.get_json() for message in messages]

    def test_short_and_missing_arrays(self) -> None:
        """Where an array is missing or shorter than the batch, the fields are None."""
        messages = many(strings("a", "b"), {"DeliveryCountArray": json_datum([1])})

        assert [1, None] == [message.delivery_count for message in messages]
        assert [None, None] == [message.message_id for message in messages]

    @pytest.mark.parametrize(
        "array",
        [
            json_datum(["1", 2, None]),
            Datum('["1", 2, null]', "string"),
            Datum(Collection("string", ["1", "2"]), "collection_string"),
        ],
    )
    def test_forms_of_arrays(self, array: Datum) -> None:
        """Arrays come as JSON, as text and as collections."""
        messages = many(strings("a", "b", "c"), {"MessageIdArray": array})

        assert ["1", "2", None] == [message.message_id for message in messages]

    def test_broken_array(self) -> None:
        """An array that cannot be read gives None for each message."""
        messages = many(strings("a"), {"MessageIdArray": Datum("bad", "json")})

        assert [None] == [message.message_id for message in messages]

    def test_session_of_batch(self) -> None:
        """A batch of one session may name it once."""
        messages = many(strings("a", "b"), {"SessionId": Datum("s", "string")})

        assert ["s", "s"] == [message.session_id for message in messages]

    def test_each_array_is_parsed_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A batch parses an array once, whatever its size."""
        parsed: list[object] = []

        def counting(text: str) -> object:
            parsed.append(text)
            return json.loads(text)

        monkeypatch.setattr(func.meta, "loads", counting)
        messages = many(strings(*"abcde"), {"MessageIdArray": json_datum(list("12345"))})

        assert list("12345") == [message.message_id for message in messages]
        assert list("12345") == [message.message_id for message in messages]
        assert 1 == len(parsed)

    def test_pickle(self) -> None:
        """A message of a batch is pickled alone, with its fields and metadata."""
        metadata = {"MessageIdArray": json_datum(["1", "2"])}
        message = many(strings("a", "b"), metadata)[1]

        copy = pickle.loads(pickle.dumps(message))

        assert message == copy
        assert message.metadata == copy.metadata

    def test_pickle_without_metadata(self) -> None:
        """A message without metadata is pickled too."""
        message = func.ServiceBusMessage(body=b"x", **FIELDS)

        copy = pickle.loads(pickle.dumps(message))

        assert message == copy
        assert copy.metadata is None


texts = st.text(max_size=20)
jsons = st.dictionaries(texts, st.none() | st.booleans() | st.integers() | texts, max_size=3)
times = st.datetimes(timezones=st.sampled_from([timezone.utc, timezone(timedelta(hours=-7))]))
counts = st.none() | st.integers()
optional_texts = st.none() | texts
optional_times = st.none() | times | st.datetimes()
messages = st.builds(
    ServiceBusMessage,
    body=st.binary(max_size=50) | texts,
    application_properties=jsons,
    content_type=optional_texts,
    correlation_id=optional_texts,
    dead_letter_error_description=optional_texts,
    dead_letter_reason=optional_texts,
    dead_letter_source=optional_texts,
    delivery_count=counts,
    enqueued_sequence_number=counts,
    enqueued_time_utc=optional_times,
    expires_at_utc=optional_times,
    label=optional_texts,
    locked_until=optional_times,
    lock_token=optional_texts,
    message_id=optional_texts,
    partition_key=optional_texts,
    reply_to=optional_texts,
    reply_to_session_id=optional_texts,
    scheduled_enqueue_time_utc=optional_times,
    sequence_number=counts,
    session_id=optional_texts,
    state=counts,
    subject=optional_texts,
    time_to_live=st.none() | st.timedeltas(),
    to=optional_texts,
    transaction_partition_key=optional_texts,
    user_properties=jsons,
)


class TestWire:
    @given(messages)
    def test_round_trip_one(self, message: ServiceBusMessage) -> None:
        """A message decodes from its wire form to itself."""
        data, metadata = servicebus.to_wire(message)

        assert message == decode(data, metadata)

    @given(st.lists(messages, max_size=4))
    def test_round_trip_batch(self, batch: list[ServiceBusMessage]) -> None:
        """A batch decodes from its wire form to itself."""
        data, metadata = servicebus.to_wire(batch)

        assert batch == decode(data, metadata)


class TestEncode:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("č", Datum("č", "string")),
            (b"\xff", Datum(b"\xff", "bytes")),
            (bytearray(b"x"), Datum(b"x", "bytes")),
        ],
    )
    def test_one(self, value: object, expected: Datum) -> None:
        """Text and bytes are one message."""
        assert expected == ServiceBusMessageOutConverter.encode(value, expected_type=None)

    def test_many(self) -> None:
        """A list is one message an item."""
        datum = ServiceBusMessageOutConverter.encode(["a", b"b"], expected_type=None)

        assert ("json", ["a", "b"]) == (datum.type, datum.python_value)

    @pytest.mark.parametrize("value", [5, None, {"a": 1}, [5], [None], func.ServiceBusMessage()])
    def test_refused(self, value: object) -> None:
        """Anything else is refused with what is accepted."""
        with pytest.raises(NotImplementedError, match="serviceBus binding: .*return or set str"):
            ServiceBusMessageOutConverter.encode(value, expected_type=None)

    def test_binary_item(self) -> None:
        """Bytes of a list that are not UTF-8 are refused: a list travels as JSON."""
        with pytest.raises(ValueError, match="serviceBus binding: .*is not UTF-8"):
            ServiceBusMessageOutConverter.encode([b"\xff"], expected_type=None)


class TestAnnotations:
    @pytest.mark.parametrize(
        "annotation",
        [
            ServiceBusMessage,
            typing.List[ServiceBusMessage],  # noqa: UP006  # the form that the worker asks about
            list[ServiceBusMessage],
            Sequence[ServiceBusMessage],
            typing.Optional[ServiceBusMessage],  # noqa: UP045  # users write it so
            ServiceBusMessage | list[ServiceBusMessage],
        ],
    )
    def test_inputs(self, annotation: object) -> None:
        """A parameter takes a message, or many."""
        assert ServiceBusMessageInConverter.check_input_type_annotation(annotation) is True

    @pytest.mark.parametrize("annotation", [str, list, list[str], func.QueueMessage, None, "x"])
    def test_other_inputs(self, annotation: object) -> None:
        """A parameter of another type is refused."""
        assert ServiceBusMessageInConverter.check_input_type_annotation(annotation) is False

    @pytest.mark.parametrize("annotation", [str, bytes, list[str], list[bytes], str | bytes])
    def test_outputs(self, annotation: object) -> None:
        """Text and bytes, one or many, are sent."""
        assert ServiceBusMessageOutConverter.check_output_type_annotation(annotation) is True

    @pytest.mark.parametrize("annotation", [int, list, list[int], ServiceBusMessage, str | int])
    def test_other_outputs(self, annotation: object) -> None:
        """Values of another type are refused."""
        assert ServiceBusMessageOutConverter.check_output_type_annotation(annotation) is False
