from __future__ import annotations

import base64
import copy
import datetime as dt
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import _value

TIME = dt.datetime(2026, 11, 22, tzinfo=dt.timezone.utc)

MAKERS: dict[str, Callable[[], Any]] = {
    "HttpRequest": lambda: func.HttpRequest(
        "GET", "/?a=1", headers={"A": "1"}, route_params={"b": "2"}, body=b"\xff"
    ),
    "HttpResponse": lambda: func.HttpResponse(
        "x", status_code=201, headers=[("A", "1"), ("A", "2")], mimetype="a/b", charset="ascii"
    ),
    "QueueMessage": lambda: func.QueueMessage(id="1", body="x", expiration_time=TIME),
    "TimerRequest": lambda: func.TimerRequest(
        past_due=True, schedule_status={"Last": "x"}, schedule={"AdjustForDST": True}
    ),
    "WarmUpContext": func.WarmUpContext,
    "TraceContext": lambda: func.TraceContext("p", "s", {"a": "b"}),
    "RetryContext": lambda: func.RetryContext(1, 2, func.RpcException("s", "t", "m")),
    "RpcException": lambda: func.RpcException("s", "t", "m"),
    "ServiceBusMessage": lambda: func.ServiceBusMessage(
        body="x", message_id="1", enqueued_time_utc=TIME, user_properties={"a": [1]}
    ),
    "EventHubEvent": lambda: func.EventHubEvent(body="x", offset="1", iothub_metadata={"a": "b"}),
    "KafkaEvent": lambda: func.KafkaEvent(body="x", key="k", headers=[{"Key": "a"}]),
    "EventGridEvent": lambda: func.EventGridEvent(id="1", data={"a": [1]}, event_time=TIME),
    "EventGridOutputEvent": lambda: func.EventGridOutputEvent(id="1", data={"a": 1}),
    "CloudEvent": lambda: func.CloudEvent(id="1", source="s", type="t", data={"a": 1}, time=TIME),
    "OrchestrationContext": lambda: func.OrchestrationContext("{}"),
    "EntityContext": lambda: func.EntityContext("{}"),
    "PromptInvocationContext": lambda: func.PromptInvocationContext({"name": "n"}),
}
EMPTY: dict[str, Callable[[], Any]] = {
    "HttpRequest": lambda: func.HttpRequest("GET", "/"),
    "HttpResponse": func.HttpResponse,
    "QueueMessage": func.QueueMessage,
    "TimerRequest": func.TimerRequest,
    "TraceContext": func.TraceContext,
    "RetryContext": func.RetryContext,
    "RpcException": func.RpcException,
    "ServiceBusMessage": func.ServiceBusMessage,
    "EventHubEvent": func.EventHubEvent,
    "KafkaEvent": func.KafkaEvent,
    "EventGridEvent": func.EventGridEvent,
    "EventGridOutputEvent": func.EventGridOutputEvent,
}

every_type = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


def test_every_value_type_is_tried() -> None:
    """
    The cases here are all the value types that the package exports.
    """
    exported = {name: getattr(func, name) for name in vars(func)["__all__"]}

    assert set(MAKERS) == {
        name
        for name, value in exported.items()
        if isinstance(value, type) and issubclass(value, _value.Value)
    }


@every_type
def test_equal(make: Callable[[], Any]) -> None:
    """
    Values made alike are equal and have the same hash.
    """
    assert make() == make()
    assert hash(make()) == hash(make())
    assert 1 == len({make(), make()})


@pytest.mark.parametrize("name", EMPTY)
def test_unequal(name: str) -> None:
    """
    Values that differ in their fields are not equal.
    """
    assert EMPTY[name]() != MAKERS[name]()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (func.QueueMessage(), func.QueueMessage(id="1")),
        (func.QueueMessage(), func.QueueMessage(body="x")),
        (func.QueueMessage(), func.QueueMessage(dequeue_count=1)),
        (func.QueueMessage(), func.QueueMessage(expiration_time=TIME)),
        (func.QueueMessage(), func.QueueMessage(insertion_time=TIME)),
        (func.QueueMessage(), func.QueueMessage(time_next_visible=TIME)),
        (func.QueueMessage(), func.QueueMessage(pop_receipt="p")),
        (func.HttpRequest("GET", "/"), func.HttpRequest("POST", "/")),
        (func.HttpRequest("GET", "/"), func.HttpRequest("GET", "/x")),
        (func.HttpRequest("GET", "/"), func.HttpRequest("GET", "/", headers={"A": "1"})),
        (func.HttpRequest("GET", "/"), func.HttpRequest("GET", "/", params={"a": "1"})),
        (func.HttpRequest("GET", "/"), func.HttpRequest("GET", "/", route_params={"a": "1"})),
        (func.HttpRequest("GET", "/"), func.HttpRequest("GET", "/", body="x")),
        (func.HttpResponse(), func.HttpResponse("x")),
        (func.HttpResponse(), func.HttpResponse(status_code=201)),
        (func.HttpResponse(), func.HttpResponse(headers={"A": "1"})),
        (func.HttpResponse(), func.HttpResponse(mimetype="a/b")),
        (func.HttpResponse(), func.HttpResponse(charset="ascii")),
        (func.TimerRequest(), func.TimerRequest(past_due=True)),
        (func.TimerRequest(), func.TimerRequest(schedule={"a": 1})),
        (func.TimerRequest(), func.TimerRequest(schedule_status={"a": 1})),
    ],
)
def test_every_field_counts(one: object, other: object) -> None:
    """
    Values that differ in one field are not equal.
    """
    assert one != other


@every_type
def test_unequal_to_others(make: Callable[[], Any]) -> None:
    """
    A value equals no object of another type.
    """
    value = make()

    assert value != value.to_dict()
    assert value != object()


def test_unequal_to_subclass() -> None:
    """
    A value does not equal one of a subclass, which may mean more by the same fields.
    """

    class Tagged(func.QueueMessage):
        pass

    assert Tagged() == Tagged()
    assert func.QueueMessage() != Tagged()
    assert Tagged() != func.QueueMessage()


@every_type
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(make: Callable[[], Any], protocol: int) -> None:
    """
    A value survives pickling at every protocol.
    """
    value = make()
    same = pickle.loads(pickle.dumps(value, protocol))

    assert value == same
    assert value.to_dict() == same.to_dict()


@every_type
@pytest.mark.parametrize("make_copy", [copy.copy, copy.deepcopy])
def test_copy(make: Callable[[], Any], make_copy: Callable[[Any], Any]) -> None:
    """
    A copy is equal and another object.
    """
    value = make()
    copied = make_copy(value)

    assert value == copied
    assert value is not copied
    assert type(value) is type(copied)


COPIES: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda value: pickle.loads(pickle.dumps(value)),
}


class Tagged(func.QueueMessage):
    """
    A subclass with a field of its own and another constructor, as published code has them.
    """

    def __init__(self, tag: str, **fields: Any) -> None:
        super().__init__(**fields)
        self.tag = tag


@pytest.mark.parametrize("make_copy", COPIES.values(), ids=COPIES)
def test_copy_of_subclass(make_copy: Callable[[Any], Any]) -> None:
    """
    A value of a subclass is copied and pickled whatever its constructor takes.
    """
    same = make_copy(Tagged("t", id="1", body="x"))

    assert Tagged is type(same)
    assert ("t", "1", b"x") == (same.tag, same.id, same.get_body())


def test_deep_copy_shares_nothing() -> None:
    """
    Changing a deep copy leaves the value as it was.
    """
    response = func.HttpResponse(headers={"A": "1"})
    copied = copy.deepcopy(response)
    copied.headers["A"] = "2"

    assert "1" == response.headers["A"]


def test_added_attributes_are_copied() -> None:
    """
    What a decorator set on a request goes along when the request is copied or pickled.
    """
    request: Any = func.HttpRequest("GET", "/")
    request.user = "Ada"

    assert "Ada" == copy.copy(request).user
    assert "Ada" == pickle.loads(pickle.dumps(request)).user


@every_type
def test_weak_reference(make: Callable[[], Any]) -> None:
    """
    A value can be referred to weakly.
    """
    import weakref

    value = make()

    assert value is weakref.ref(value)()


@every_type
def test_dict_and_json(make: Callable[[], Any]) -> None:
    """
    to_json() is to_dict() as JSON.
    """
    value = make()

    assert json.loads(json.dumps(value.to_dict())) == json.loads(value.to_json())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            func.TimerRequest(past_due=True, schedule={"a": [dt.timedelta(1, 2), (TIME, b"\xff")]}),
            {
                "past_due": True,
                "schedule_status": {},
                "schedule": {
                    "a": [
                        "1 day, 0:00:02",
                        ["2026-11-22T00:00:00+00:00", {"__encoding": "base64", "value": "/w=="}],
                    ]
                },
            },
        ),
        (func.WarmUpContext(), {}),
        (
            func.TraceContext("p", "s", {"a": "b"}),
            {"trace_parent": "p", "trace_state": "s", "attributes": {"a": "b"}},
        ),
        (
            func.RpcException("s", "t", "m"),
            {"source": "s", "stack_trace": "t", "message": "m"},
        ),
        (
            func.RetryContext(1, 2, func.RpcException("s", "t", "m")),
            {
                "retry_count": 1,
                "max_retry_count": 2,
                "exception": {"source": "s", "stack_trace": "t", "message": "m"},
            },
        ),
        (
            func.RetryContext(),
            {"retry_count": 0, "max_retry_count": 0, "exception": None},
        ),
    ],
)
@pytest.mark.usefixtures("each_json_library")
def test_to_dict(value: Any, expected: object) -> None:
    """
    The dict form holds nothing but what JSON has a form for.
    """
    assert expected == value.to_dict()
    assert expected == json.loads(value.to_json())


def test_to_dict_is_a_copy() -> None:
    """
    Changing the dict form does not change the value.
    """
    timer = func.TimerRequest(schedule={"a": [1]})
    schedule: Any = timer.to_dict()["schedule"]
    schedule["a"].append(2)

    assert {"a": [1]} == timer.schedule


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (func.QueueMessage(), "QueueMessage()"),
        (
            func.QueueMessage(id="1", body="x", dequeue_count=0),
            "QueueMessage(id='1', body=b'x', dequeue_count=0)",
        ),
        (
            func.HttpRequest("GET", "/x", body="hi"),
            (
                "HttpRequest(method='GET', url='/x', headers=HttpRequestHeaders({}), params={}, "
                "route_params={}, body=b'hi')"
            ),
        ),
        (
            func.HttpResponse("hi"),
            (
                "HttpResponse(body=b'hi', status_code=200, headers=HttpResponseHeaders([]), "
                "mimetype='text/plain', charset='utf-8')"
            ),
        ),
        (
            func.TimerRequest(),
            "TimerRequest(past_due=False, schedule_status={}, schedule={})",
        ),
        (func.WarmUpContext(), "WarmUpContext()"),
        (
            func.RpcException("s", "t", "m"),
            "RpcException(source='s', stack_trace='t', message='m')",
        ),
    ],
)
def test_repr(value: object, expected: str) -> None:
    """
    The repr shows the fields that are there.
    """
    assert expected == repr(value)


@pytest.mark.parametrize(
    "value",
    [
        func.QueueMessage(id="i" * 10**6, body=b"x" * 10**6),
        func.HttpRequest("GET", "/" * 10**6, headers={"A": "1" * 10**6}, body="x" * 10**6),
        func.HttpResponse("x" * 10**6, headers={"A": "1" * 10**6}),
        func.TimerRequest(schedule={"a": "x" * 10**6}),
    ],
)
def test_repr_is_cut(value: object) -> None:
    """
    The repr cuts what is long.
    """
    assert 500 > len(repr(value))
    assert "..." in repr(value)


@given(
    st.binary()
    | st.text()
    | st.lists(st.binary() | st.text())
    | st.dictionaries(st.text(), st.binary() | st.timedeltas() | st.datetimes() | st.dates())
)
def test_plain(value: object) -> None:
    """
    Whatever a field holds, its plain form is JSON, and bytes can be had back from it.
    """
    plain: Any = _value.plain(value)

    assert plain == json.loads(json.dumps(plain))
    if isinstance(value, bytes):
        text = isinstance(plain, str)
        assert value == (plain.encode() if text else base64.b64decode(plain["value"]))
