from __future__ import annotations

import datetime as dt
import inspect
import re
import threading
from pathlib import Path
from typing import Any

import pytest

import azure.functions as func
from azure.functions import testing
from built import CASES, SENDERS_CHOICE, TIME, UTC, Case, facts, sent

each_builder = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
messages = pytest.mark.parametrize("case", CASES[:4], ids=[case.name for case in CASES[:4]])
events = pytest.mark.parametrize("case", CASES[4:6], ids=[case.name for case in CASES[4:6]])


class TestEachBuilder:
    @each_builder
    def test_class(self, case: Case) -> None:
        """
        A builder returns a value of its type.
        """
        assert case.cls is type(case.build())

    @each_builder
    def test_parameters(self, case: Case) -> None:
        """
        A builder has every parameter of its type by name, and ``json`` where there is a body.
        """
        builder = inspect.signature(case.build).parameters
        known = set(inspect.signature(case.cls).parameters) - {"extensions"}

        assert all(
            parameter.kind in (parameter.KEYWORD_ONLY, parameter.VAR_KEYWORD)
            for parameter in builder.values()
        )
        assert known | case.body == set(builder) - {"extensions"}

    @each_builder
    def test_filled(self, case: Case) -> None:
        """
        Nothing is None that a host always sends.
        """
        value = case.build(**({"data": "text"} if case.name == "blob" else {}))
        empty = {
            name
            for name in inspect.signature(case.cls).parameters
            if name != "extensions" and getattr(value, name, value) is None
        }

        assert SENDERS_CHOICE.get(case.name, set()) == empty

    @each_builder
    def test_none(self, case: Case) -> None:
        """
        None stands for the default.
        """
        given = dict.fromkeys(case.arguments)
        given.pop("past_due", None)
        value = case.build(**given)

        for name in given.keys() - SENDERS_CHOICE.get(case.name, set()) - {"length"}:
            assert None is not getattr(value, name)

    @each_builder
    def test_overridden(self, case: Case) -> None:
        """
        What is given is what the value has, be it empty or 0.
        """
        value = case.build(**case.arguments)

        assert case.arguments == {name: getattr(value, name) for name in case.arguments}

    @each_builder
    def test_round_trip(self, case: Case) -> None:
        """
        A function is given the value as it was built, with defaults.
        """
        value = case.build()

        assert facts(value) == facts(sent(case.binding, value))

    @each_builder
    def test_round_trip_of_overridden(self, case: Case) -> None:
        """
        A function is given the value as it was built, with all that was given.
        """
        value = case.build(**case.arguments)

        assert facts(value) == facts(sent(case.binding, value))

    @each_builder
    def test_wrong_type(self, case: Case) -> None:
        """
        An argument of a wrong type is refused by its name.
        """
        for name in case.arguments.keys() - {"json"}:
            with pytest.raises(func.ArgumentTypeError):
                case.build(**{name: object()})


class TestBodies:
    @messages
    @pytest.mark.parametrize(
        ("body", "expected"),
        [("ž", "ž".encode()), (b"\xff", b"\xff"), (bytearray(b"\xff"), b"\xff"), (None, b"")],
    )
    def test_body(self, case: Case, body: Any, expected: bytes) -> None:
        """
        A body is taken as it is.
        """
        value = case.build(body=body)

        assert expected == value.get_body()
        assert value == sent(case.binding, value)

    @messages
    def test_json(self, case: Case) -> None:
        """
        A value becomes compact JSON, times as ISO 8601 text.
        """
        value = case.build(json={"a": [1, None], "time": TIME})

        expected = '{"a":[1,null],"time":"2026-11-22T01:02:03+00:00"}'
        assert expected == value.get_body().decode()
        assert value == sent(case.binding, value)

    @messages
    @pytest.mark.parametrize("value", [0, False, "", [], {}])
    def test_falsy_json(self, case: Case, value: object) -> None:
        """
        A value that is empty or 0 is a value.
        """
        assert value == case.build(json=value).get_json()

    @each_builder
    def test_both(self, case: Case) -> None:
        """
        A body and JSON exclude each other.
        """
        if not case.body:
            return
        name = min(case.body - {"json"})

        with pytest.raises(TypeError) as caught:
            case.build(**{name: "", "json": {}})

        assert isinstance(caught.value, func.ArgumentTypeError)
        assert "json" == caught.value.parameter
        expected = f"{case.name}(): {name} and json exclude each other; pass one of them"
        assert expected == str(caught.value)

    @each_builder
    def test_no_json(self, case: Case) -> None:
        """
        A value that JSON has no form for is refused.
        """
        if case.body:
            with pytest.raises(TypeError, match="cannot write object"):
                case.build(json=object())

    @events
    @pytest.mark.parametrize("data", [{"a": 1}, [], "", 0, False, "text"])
    def test_data(self, case: Case, data: Any) -> None:
        """
        Data is taken as it is, be it empty or 0.
        """
        value = case.build(data=data)

        assert data == value.get_json()
        assert value == sent(case.binding, value)

    @events
    def test_json_data(self, case: Case) -> None:
        """
        JSON data is what the function reads of it.
        """
        value = case.build(json={"time": TIME})

        assert {"time": "2026-11-22T01:02:03+00:00"} == value.get_json()
        assert value == sent(case.binding, value)


class TestQueueMessage:
    def test_times(self) -> None:
        """
        A message came in now, in whole seconds, is hidden for ten minutes and lives seven days.
        """
        message = testing.queue_message()
        assert message.insertion_time is not None
        assert message.time_next_visible is not None
        assert message.expiration_time is not None

        assert 0 == message.insertion_time.microsecond
        assert dt.timedelta(0) <= dt.datetime.now(UTC) - message.insertion_time
        assert dt.timedelta(minutes=10) == message.time_next_visible - message.insertion_time
        assert dt.timedelta(days=7) == message.expiration_time - message.insertion_time

    def test_times_of_insertion(self) -> None:
        """
        The times follow the one at which the message came in.
        """
        message = testing.queue_message(insertion_time=TIME)

        assert TIME + dt.timedelta(days=7) == message.expiration_time

    def test_new(self) -> None:
        """
        Each message has an id and a receipt of its own, and was taken once.
        """
        first, second = testing.queue_message(), testing.queue_message()

        assert first.id != second.id
        assert first.pop_receipt != second.pop_receipt
        assert 1 == first.dequeue_count


class TestCloudEvent:
    @pytest.mark.parametrize("data", [b"\x00\xff", bytearray(b"\x00\xff")])
    def test_bytes(self, data: Any) -> None:
        """
        Bytes are sent as base64, and the function sees that.
        """
        event = testing.cloud_event(data=data)

        assert b"\x00\xff" == event.get_json()
        assert "application/octet-stream" == event.datacontenttype
        assert {"data_base64": "AP8="} == event.extension_attrs
        assert event == sent("eventGridTrigger", event)

    def test_extensions(self) -> None:
        """
        Any other argument is an extension attribute.
        """
        event = testing.cloud_event(comexampleext="x")

        assert {"comexampleext": "x"} == event.extension_attrs
        assert "1.0" == event.specversion
        assert event == sent("eventGridTrigger", event)


class TestBlob:
    def test_length(self) -> None:
        """
        The length is that of the data, in bytes, and stands in the properties.
        """
        blob = testing.blob(data="ž")
        assert blob.blob_properties is not None

        assert 2 == blob.length
        assert (2, 2) == tuple(blob.blob_properties[name] for name in ("Length", "ContentLength"))

    def test_empty(self) -> None:
        """
        An empty blob has no length, as in the worker.
        """
        assert None is testing.blob().length
        assert b"" == testing.blob().read()

    def test_json(self) -> None:
        """
        JSON is compact and has its media type.
        """
        blob = testing.blob(json={"a": [1]})
        assert blob.blob_properties is not None

        assert b'{"a":[1]}' == blob.read()
        assert "application/json" == blob.blob_properties["ContentType"]

    def test_properties(self) -> None:
        """
        Properties that are given stand beside those that every blob has.
        """
        blob = testing.blob(data="x", blob_properties={"ContentType": "text/plain", "Tier": "Hot"})
        assert blob.blob_properties is not None

        assert {"ETag", "LastModified", "Length", "Tier"} < {*blob.blob_properties}
        assert "text/plain" == blob.blob_properties["ContentType"]
        assert facts(blob) == facts(sent("blobTrigger", blob))

    def test_uri(self) -> None:
        """
        The address goes with the name.
        """
        uri = testing.blob(name="c/a b.txt").uri

        assert "https://account.blob.core.windows.net/c/a%20b.txt" == uri


class TestTimer:
    def test_status(self) -> None:
        """
        The timer fired five minutes ago and is due now.
        """
        timer = testing.timer()
        status = {name: dt.datetime.fromisoformat(at) for name, at in timer.schedule_status.items()}

        assert ["Last", "LastUpdated", "Next"] == list(status)
        assert dt.timedelta(minutes=5) == status["Next"] - status["Last"]
        assert status["Last"] == status["LastUpdated"]
        assert dt.timedelta(0) == status["Next"].utcoffset()

    def test_schedule(self) -> None:
        """
        The timer is on time and adjusts to daylight saving time.
        """
        timer = testing.timer()

        assert not timer.past_due
        assert {"AdjustForDST": True} == timer.schedule


class TestContext:
    def test_filled(self) -> None:
        """
        Everything that the worker fills is filled.
        """
        context = testing.context()

        assert "function" == context.function_name
        assert str(Path.cwd()) == context.function_directory
        assert re.fullmatch(r"[0-9a-f-]{36}", context.invocation_id)
        assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01", context.trace_context.trace_parent)
        assert func.RetryContext() == context.retry_context

    def test_new(self) -> None:
        """
        Each invocation and each trace has an id of its own.
        """
        first, second = testing.context(), testing.context()

        assert first.invocation_id != second.invocation_id
        assert first.trace_context != second.trace_context

    def test_overridden(self) -> None:
        """
        Everything can be given.
        """
        given: dict[str, Any] = {
            "function_name": "f",
            "function_directory": "",
            "invocation_id": "i",
            "thread_local_storage": threading.local(),
            "trace_context": func.TraceContext("t"),
            "retry_context": func.RetryContext(1, 3),
        }
        context = testing.context(**given)

        assert given == {name: getattr(context, name) for name in given}
        assert given.keys() == inspect.signature(func.Context).parameters.keys()
