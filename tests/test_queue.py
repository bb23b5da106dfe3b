from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions.queue import QueueMessageInConverter, QueueMessageOutConverter
from replay import WorkerDatum

UTC = dt.timezone.utc
TIME = dt.datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)


def decode(value: Any, metadata: Any = None, kind: str = "string") -> func.QueueMessage:
    return QueueMessageInConverter.decode(
        WorkerDatum(value, kind),  # type: ignore[arg-type]  # the worker's own datum class  # pyright: ignore[reportArgumentType]
        trigger_metadata=metadata,
    )


def encode(value: object) -> func.Datum:
    return QueueMessageOutConverter.encode(value, expected_type=None)


class TestMessage:
    def test_nothing_is_needed(self) -> None:
        """
        A message made from nothing is empty.
        """
        message = func.QueueMessage()

        assert b"" == message.get_body()
        assert None is message.id
        assert None is message.dequeue_count
        assert None is message.expiration_time
        assert None is message.insertion_time
        assert None is message.time_next_visible
        assert None is message.pop_receipt

    def test_every_field(self) -> None:
        """
        Every field is taken by name and read by the same name.
        """
        fields: dict[str, Any] = {
            "id": "1",
            "dequeue_count": 3,
            "expiration_time": TIME,
            "insertion_time": TIME + dt.timedelta(1),
            "time_next_visible": TIME + dt.timedelta(2),
            "pop_receipt": "p",
        }
        message = func.QueueMessage(body="x", **fields)

        assert fields == {name: getattr(message, name) for name in fields}
        assert b"x" == message.get_body()

    def test_positional(self) -> None:
        """
        Fields are taken by name only, as published.
        """
        make: Any = func.QueueMessage

        with pytest.raises(TypeError, match="positional"):
            make("1")

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            (None, b""),
            ("ž", "ž".encode()),
            (b"\xff", b"\xff"),
            (bytearray(b"\xff"), b"\xff"),
        ],
    )
    def test_body(self, body: Any, expected: bytes) -> None:
        """
        The body is bytes, whatever it was given as.
        """
        actual = func.QueueMessage(body=body).get_body()

        assert expected == actual
        assert bytes is type(actual)

    @pytest.mark.parametrize(
        ("parameter", "value", "accepted"),
        [
            ("id", 5, "str or None, got int (5)"),
            ("body", {"a": 1}, "str, bytes, bytearray or None, got dict ({'a': 1})"),
            ("dequeue_count", "3", "int or None, got str ('3')"),
            ("expiration_time", "2026-11-22", "datetime or None, got str ('2026-11-22')"),
            ("insertion_time", dt.date(2026, 1, 1), "datetime or None, got date"),
            ("time_next_visible", 5, "datetime or None, got int (5)"),
            ("pop_receipt", b"p", "str or None, got bytes (b'p')"),
        ],
    )
    def test_refused(self, parameter: str, value: object, accepted: str) -> None:
        """
        An argument of a wrong type is refused with a TypeError that names it and what came.
        """
        arguments: dict[str, Any] = {parameter: value}

        with pytest.raises(func.ArgumentTypeError) as caught:
            func.QueueMessage(**arguments)

        assert isinstance(caught.value, TypeError)
        assert parameter == caught.value.parameter
        assert str(caught.value).startswith(f"QueueMessage: {parameter} must be {accepted}")

    @pytest.mark.parametrize(
        "name",
        [
            "id",
            "dequeue_count",
            "expiration_time",
            "insertion_time",
            "time_next_visible",
            "pop_receipt",
        ],
    )
    def test_read_only(self, name: str) -> None:
        """
        No field can be assigned to.
        """
        with pytest.raises(AttributeError):
            setattr(func.QueueMessage(), name, None)

    def test_no_other_attributes(self) -> None:
        """
        A misspelt attribute is refused when it is set.
        """
        message: Any = func.QueueMessage()

        with pytest.raises(AttributeError):
            message.dequeuecount = 1

    def test_get_json(self) -> None:
        """
        get_json() reads the body, and says whether one that it cannot read is empty or malformed.
        """
        assert {"a": ["ž"]} == func.QueueMessage(body='{"a": ["ž"]}').get_json()
        with pytest.raises(ValueError, match="QueueMessage: the body is empty, not JSON"):
            func.QueueMessage().get_json()
        with pytest.raises(ValueError, match="QueueMessage: the body is not JSON: Expecting"):
            func.QueueMessage(body="hello").get_json()

    def test_to_dict(self) -> None:
        """
        to_dict() gives the fields as published: times as ISO 8601, a body of UTF-8 as text.
        """
        message = func.QueueMessage(id="1", body="ž", expiration_time=TIME, dequeue_count=3)
        expected = {
            "id": "1",
            "body": "ž",
            "pop_receipt": None,
            "dequeue_count": 3,
            "expiration_time": "2026-11-22T01:02:03+00:00",
            "insertion_time": None,
            "time_next_visible": None,
        }

        assert expected == message.to_dict()
        assert expected == json.loads(message.to_json())

    def test_subclass(self) -> None:
        """
        A subclass may add fields, as published code does.
        """

        class Tagged(func.QueueMessage):
            def __init__(self, tag: str, **fields: Any) -> None:
                super().__init__(**fields)
                self.tag = tag

        message = Tagged("t", body="x")

        assert ("t", b"x") == (message.tag, message.get_body())
        assert (
            func.Datum('{"id":null,"body":"x"}', "json").python_value
            == encode(message).python_value
        )


class TestInConverter:
    def test_every_field(self) -> None:
        """
        A message has every field that the host sent.
        """
        message = decode(
            "ž",
            {
                "Id": WorkerDatum("1", "string"),
                "DequeueCount": WorkerDatum("3", "json"),
                "ExpirationTime": WorkerDatum("2026-11-22T01:02:03.1234567Z", "string"),
                "InsertionTime": WorkerDatum('"2026-11-22T01:02:03"', "json"),
                "NextVisibleTime": WorkerDatum("11/22/2026 01:02:03+00:00", "string"),
                "PopReceipt": WorkerDatum("p", "string"),
                "QueueTrigger": WorkerDatum("ž", "string"),
            },
        )

        assert (
            func.QueueMessage(
                id="1",
                body="ž",
                dequeue_count=3,
                expiration_time=TIME.replace(microsecond=123456),
                insertion_time=TIME.replace(tzinfo=None),
                time_next_visible=TIME,
                pop_receipt="p",
            )
            == message
        )

    @pytest.mark.parametrize("metadata", [None, {}, {"Id": None}, {"Id": WorkerDatum(None, None)}])
    def test_no_metadata(self, metadata: Any) -> None:
        """
        Every field may be absent.
        """
        assert func.QueueMessage(body="x") == decode("x", metadata)

    @pytest.mark.parametrize(
        ("name", "kind", "value"),
        [
            ("Id", "json", "{"),
            ("Id", "json", "[1]"),
            ("DequeueCount", "string", "many"),
            ("DequeueCount", "json", "{}"),
            ("ExpirationTime", "string", "never"),
            ("ExpirationTime", "json", "5"),
            ("InsertionTime", "string", "2026-13-45T00:00:00Z"),
            ("NextVisibleTime", "string", ""),
            ("PopReceipt", "json", "null"),
        ],
    )
    def test_unreadable_field(self, name: str, kind: str, value: str) -> None:
        """
        A field that cannot be read is None and fails nothing.
        """
        assert func.QueueMessage(body="x") == decode("x", {name: WorkerDatum(value, kind)})

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            ("string", "5"),
            ("int", 5),
            ("json", '"5"'),
            ("json", "5"),
        ],
    )
    def test_scalars_of_any_kind(self, kind: str, value: object) -> None:
        """
        Scalars come as text, numbers or JSON in turn.
        """
        metadata = {"Id": WorkerDatum(value, kind), "DequeueCount": WorkerDatum(value, kind)}

        assert ("5", 5) == (decode("x", metadata).id, decode("x", metadata).dequeue_count)

    @pytest.mark.parametrize(("kind", "value"), [("string", "ž"), ("bytes", "ž".encode())])
    def test_body(self, kind: str, value: object) -> None:
        """
        The body comes as text or bytes.
        """
        assert "ž".encode() == decode(value, kind=kind).get_body()

    @pytest.mark.parametrize(
        ("datum", "kind"),
        [
            (None, "None"),
            (WorkerDatum(None, None), "None"),
            (WorkerDatum("{}", "json"), "'json'"),
            (WorkerDatum(5, "int"), "'int'"),
            (
                WorkerDatum(SimpleNamespace(string=["a"]), "collection_string"),
                "'collection_string'",
            ),
        ],
    )
    def test_refused(self, datum: Any, kind: str) -> None:
        """
        Data of another kind is refused with an error that names the binding and both kinds.
        """
        with pytest.raises(func.UnsupportedDatumError) as caught:
            QueueMessageInConverter.decode(datum, trigger_metadata={})

        assert isinstance(caught.value, NotImplementedError)
        assert "queueTrigger" == caught.value.binding
        assert (
            f"queueTrigger binding: cannot decode data of kind {kind}; it takes string or bytes"
            == str(caught.value)
        )

    def test_class_methods(self) -> None:
        """
        The converter is a trigger's, without an implicit output.
        """
        assert True is QueueMessageInConverter.has_trigger_support()
        assert False is QueueMessageInConverter.has_implicit_output()


class TestOutConverter:
    @pytest.mark.parametrize(
        ("value", "kind", "expected"),
        [
            ("ž", "string", "ž"),
            ("", "string", ""),
            (b"\xff", "bytes", b"\xff"),
        ],
    )
    def test_single(self, value: object, kind: str, expected: object) -> None:
        """
        Text and bytes are sent as they are.
        """
        assert func.Datum(expected, kind) == encode(value)

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (func.QueueMessage(), {"id": None, "body": ""}),
            (func.QueueMessage(id="1", body="ž"), {"id": "1", "body": "ž"}),
            (["a", "b"], ["a", "b"]),
            ([], []),
            (("a",), ["a"]),
            ({"a"}, ["a"]),
            (iter(["a"]), ["a"]),
            ([func.QueueMessage(body="a"), "b"], [{"id": None, "body": "a"}, "b"]),
        ],
    )
    def test_json(self, value: object, expected: object) -> None:
        """
        A message, and one message an item of an iterable, are sent as JSON.
        """
        datum = encode(value)

        assert "json" == datum.type
        assert expected == json.loads(datum.value)

    def test_generator(self) -> None:
        """
        A generator is run once, an item a message.
        """

        def generate() -> Iterator[str]:
            yield "a"
            yield "b"

        assert ["a", "b"] == encode(generate()).python_value

    @pytest.mark.parametrize(
        ("value", "came"),
        [
            (None, "NoneType (None)"),
            (5, "int (5)"),
            (True, "bool (True)"),
            ({"a": 1}, "dict ({'a': 1})"),
            (bytearray(b"x"), "bytearray (bytearray(b'x'))"),
            (memoryview(b"x"), "memoryview ("),
            ([5], "int (5)"),
            ([["a"]], "list (['a'])"),
            ([None], "NoneType (None)"),
        ],
    )
    def test_refused(self, value: object, came: str) -> None:
        """
        Anything else is refused with an error that names the binding, what came and what to send.
        """
        with pytest.raises(func.UnsupportedTypeError) as caught:
            encode(value)

        assert isinstance(caught.value, NotImplementedError)
        assert "queue" == caught.value.binding
        assert str(caught.value).startswith(f"queue binding: cannot encode {came}")
        assert re.search("return or set .*str.*QueueMessage", str(caught.value))

    @pytest.mark.parametrize("others", [None, [], ["a"]])
    def test_body_that_is_not_text(self, others: list[object] | None) -> None:
        """
        A message whose body is not UTF-8 is refused, with a word on what to do instead.
        """
        message = func.QueueMessage(body=b"\xff")

        with pytest.raises(func.EncodeError) as caught:
            encode(message if others is None else [*others, message])

        assert isinstance(caught.value, ValueError)
        assert "queue" == caught.value.binding
        assert "is not UTF-8" in str(caught.value)
        assert "base64" in str(caught.value)

    def test_class_methods(self) -> None:
        """
        The converter is an output's.
        """
        assert False is QueueMessageOutConverter.has_trigger_support()


@given(st.none() | st.text(), st.text())
def test_round_trip(id: str | None, body: str) -> None:
    """
    The id and text of any message are in what is sent.
    """
    wire = encode(func.QueueMessage(id=id, body=body)).python_value

    assert {"id": id, "body": body} == wire
    assert body == decode(wire["body"]).get_body().decode()
