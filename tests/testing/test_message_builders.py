from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Callable
from typing import Any

import pytest

import azure.functions as func
from azure.functions import testing
from built import CASES, TIME, Case, sent

batches = pytest.mark.parametrize("case", CASES[1:4], ids=[case.name for case in CASES[1:4]])


class TestBatches:
    @batches
    def test_batch(self, case: Case) -> None:
        """
        A function is given a batch as it was built.
        """
        batch = [case.build(body=str(number)) for number in range(3)]

        assert batch == sent(case.binding, batch)

    @pytest.mark.parametrize(
        ("build", "number"),
        [
            (testing.service_bus_message, "sequence_number"),
            (testing.event_hub_event, "sequence_number"),
            (testing.kafka_event, "offset"),
        ],
    )
    def test_numbers(self, build: Callable[..., Any], number: str) -> None:
        """
        Messages are numbered in the order in which they are built.
        """
        first, second = build(), build()

        assert 1 + getattr(first, number) == getattr(second, number)

    @batches
    def test_metadata(self, case: Case) -> None:
        """
        A message that a test passes by itself has the metadata that it has in the worker.
        """
        value = case.build()

        assert value.metadata
        assert value.metadata == sent(case.binding, value).metadata

    @batches
    def test_own_metadata(self, case: Case) -> None:
        """
        Metadata that is given is taken, and is not read.
        """
        value = case.build(trigger_metadata={"MessageId": func.Datum("m", "string")})

        assert {"MessageId": "m"} == dict(value.metadata)
        assert "m" != getattr(value, "message_id", None)

    @batches
    def test_pickle(self, case: Case) -> None:
        """
        A message can be pickled.
        """
        value = case.build()

        assert value == pickle.loads(pickle.dumps(value))


class TestServiceBusMessage:
    def test_both_names(self) -> None:
        """
        What has two names is sent under both.
        """
        newer = testing.service_bus_message(subject="s", application_properties={"a": 1})
        older = testing.service_bus_message(label="s", user_properties={"a": 1})

        for message in (newer, older):
            assert ("s", "s") == (message.subject, message.label)
            assert {"a": 1} == message.user_properties == message.application_properties

    def test_times(self) -> None:
        """
        A message expires when its time to live is over, and is locked for a minute.
        """
        message = testing.service_bus_message(
            enqueued_time_utc=TIME, time_to_live=dt.timedelta(hours=1)
        )

        assert TIME + dt.timedelta(hours=1) == message.expires_at_utc
        assert TIME + dt.timedelta(minutes=1) == message.locked_until
        assert dt.timedelta(days=7) == testing.service_bus_message().time_to_live

    def test_counts(self) -> None:
        """
        A message is active and delivered for the first time.
        """
        message = testing.service_bus_message()

        assert (0, 1, 0) == (
            message.state,
            message.delivery_count,
            message.enqueued_sequence_number,
        )

    def test_content_type(self) -> None:
        """
        JSON has its content type, unless another one is given.
        """
        build = testing.service_bus_message

        assert "application/json" == build(json={}).content_type
        assert "text/json" == build(json={}, content_type="text/json").content_type


class TestEventHubEvent:
    def test_offset(self) -> None:
        """
        The offset is text that goes with the number, and is not the number.
        """
        assert "128" == testing.event_hub_event(sequence_number=2).offset

    def test_iot_hub(self) -> None:
        """
        An event of no IoT Hub has no metadata of one.
        """
        assert {} == testing.event_hub_event().iothub_metadata


class TestKafkaEvent:
    def test_timestamp(self) -> None:
        """
        The timestamp is text in ISO 8601, in UTC.
        """
        timestamp = testing.kafka_event().timestamp
        assert timestamp is not None

        assert dt.timedelta(0) == dt.datetime.fromisoformat(timestamp).utcoffset()
