from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest

import azure.functions as func
from azure.functions.timer import TimerRequestConverter
from replay import WorkerDatum


def decode(value: str, kind: str = "json") -> func.TimerRequest:
    return TimerRequestConverter.decode(
        WorkerDatum(value, kind),  # type: ignore[arg-type]  # the worker's own datum class  # pyright: ignore[reportArgumentType]
        trigger_metadata={},
    )


def test_nothing_is_needed() -> None:
    """
    A timer made from nothing is on time and knows no schedule.
    """
    timer = func.TimerRequest()

    assert (False, {}, {}) == (timer.past_due, timer.schedule_status, timer.schedule)


def test_every_field() -> None:
    """
    Every field is taken by name and read by the same name.
    """
    timer = func.TimerRequest(
        past_due=True, schedule_status={"Last": "x"}, schedule=MappingProxyType({"a": 1})
    )

    assert True is timer.past_due
    assert {"Last": "x"} == timer.schedule_status
    assert {"a": 1} == timer.schedule


@pytest.mark.parametrize("name", ["past_due", "schedule_status", "schedule", "pastdue"])
def test_read_only(name: str) -> None:
    """
    No attribute can be assigned to, a misspelt one neither.
    """
    with pytest.raises(AttributeError):
        setattr(func.TimerRequest(), name, True)


@pytest.mark.parametrize(
    ("parameter", "value", "accepted"),
    [
        ("past_due", "false", "bool, got str ('false')"),
        ("past_due", 1, "bool, got int (1)"),
        ("schedule_status", "{}", "Mapping, got str ('{}')"),
        ("schedule", [1], "Mapping, got list ([1])"),
    ],
)
def test_refused(parameter: str, value: object, accepted: str) -> None:
    """
    An argument of a wrong type is refused with a TypeError that names it and what came.
    """
    arguments: dict[str, Any] = {parameter: value}

    with pytest.raises(func.ArgumentTypeError) as caught:
        func.TimerRequest(**arguments)

    assert isinstance(caught.value, TypeError)
    assert str(caught.value).startswith(f"TimerRequest: {parameter} must be {accepted}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", func.TimerRequest()),
        ('{"IsPastDue": true}', func.TimerRequest(past_due=True)),
        ('{"IsPastDue": false}', func.TimerRequest()),
        ('{"IsPastDue": null}', func.TimerRequest()),
        (
            '{"Schedule": {"AdjustForDST": true}}',
            func.TimerRequest(schedule={"AdjustForDST": True}),
        ),
        (
            '{"ScheduleStatus": {"Last": "2026-11-22T00:00:00"}, "New": 1}',
            func.TimerRequest(schedule_status={"Last": "2026-11-22T00:00:00"}),
        ),
        ('{"Schedule": null, "ScheduleStatus": null}', func.TimerRequest()),
        ('{"Schedule": [1], "ScheduleStatus": "soon"}', func.TimerRequest()),
    ],
)
def test_decode(text: str, expected: func.TimerRequest) -> None:
    """
    Every part of what a timer sends may be absent; one that cannot be read is empty.
    """
    assert expected == decode(text)


@pytest.mark.parametrize(
    ("datum", "kind"),
    [(None, "None"), (WorkerDatum(None, None), "None"), (WorkerDatum("{}", "string"), "'string'")],
)
def test_data_of_another_kind(datum: Any, kind: str) -> None:
    """
    Data of another kind is refused with an error that names the binding and both kinds.
    """
    with pytest.raises(func.UnsupportedDatumError) as caught:
        TimerRequestConverter.decode(datum, trigger_metadata={})

    assert isinstance(caught.value, NotImplementedError)
    assert f"timerTrigger binding: cannot decode data of kind {kind}; it takes json" == str(
        caught.value
    )


@pytest.mark.parametrize("text", ["", "{", "null", "[1]", '"x"', "5"])
def test_malformed(text: str) -> None:
    """
    JSON that is malformed or no object is refused with an error that shows it.
    """
    with pytest.raises(func.DecodeError) as caught:
        decode(text)

    assert isinstance(caught.value, ValueError)
    assert "timerTrigger" == caught.value.binding
    assert str(caught.value).startswith("timerTrigger binding: ")
    assert repr(text) in str(caught.value)
    assert "it takes a JSON object" in str(caught.value)


def test_class_methods() -> None:
    """
    The converter is a trigger's, without an implicit output.
    """
    assert True is TimerRequestConverter.has_trigger_support()
    assert False is TimerRequestConverter.has_implicit_output()


@pytest.mark.parametrize(
    ("flag", "expected"),
    [("true", True), ('"true"', True), ('"False"', False), ('"no"', False), ("1", True)],
)
def test_past_due_as_text(flag: str, expected: bool) -> None:
    """
    Whether the timer is past due may come as text.
    """
    datum = func.Datum(f'{{"IsPastDue": {flag}}}', "json")

    request = func.timer.TimerRequestConverter.decode(datum, trigger_metadata={})

    assert expected is request.past_due
