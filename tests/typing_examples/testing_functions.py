"""
What users write in unit tests of their functions, and what checkers make of it.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from typing_extensions import assert_type

import azure.functions as func
from azure.functions import testing

app = func.FunctionApp()


@app.route("hello")
def hello(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("Hello!")


def host_of_a_folder() -> None:
    host = testing.Host("examples/guide")
    assert_type(host.functions, Mapping[str, testing.FunctionInfo])
    assert_type(host.functions["HttpTrigger"].bindings, tuple[testing.BindingInfo, ...])
    for problem in host.check():
        assert_type(problem, testing.Problem)
        assert_type(problem.line, int | None)


def host_of_an_app() -> None:
    testing.Host(app)
    testing.Host(func.Blueprint())
    testing.Host(hello)


def calls(host: testing.Host) -> None:
    result = host.call("hello", req=testing.http_request(), context=testing.context())
    assert_type(result, testing.Result)
    assert_type(result.return_value, Any)
    assert_type(result.outputs, dict[str, Any])
    assert_type(result.wire, dict[str, func.Datum])
    assert_type(result.wire["$return"].type, str | None)
    assert_type(result.logs, list[testing.LogMessage])
    assert_type(result.logs[0].level, str)
    batch = [testing.service_bus_message(json={"id": number}) for number in range(3)]
    host.call("batch", messages=batch)
    host.call("raw", event=testing.Wire(func.Datum("x", "string"), {"Id": None}))
    host.call("function_name", function_name="an input of that name")


async def calls_within_a_loop(host: testing.Host) -> None:
    assert_type(await host.call_async("hello", req="x"), testing.Result)


def errors(host: testing.Host) -> None:
    try:
        host.call("hello")
    except testing.HostError as error:
        assert_type(error.function, str | None)
        assert_type(error.parameter, str | None)
        assert_type(error.problems, tuple[testing.Problem, ...])


def builders() -> None:
    now = dt.datetime.now(dt.timezone.utc)
    assert_type(testing.queue_message(json=[1], insertion_time=now), func.QueueMessage)
    assert_type(testing.queue_message(body=b"x", dequeue_count=3), func.QueueMessage)
    assert_type(
        testing.service_bus_message(body="x", time_to_live=dt.timedelta(1)), func.ServiceBusMessage
    )
    assert_type(testing.event_hub_event(json={}, offset="1"), func.EventHubEvent)
    assert_type(testing.kafka_event(json={}, headers=[]), func.KafkaEvent)
    assert_type(testing.event_grid_event(data={"a": 1}, event_type="t"), func.EventGridEvent)
    assert_type(testing.cloud_event(data=b"x", comexampleext="x"), func.CloudEvent)
    assert_type(testing.blob(data="x", metadata={"a": "b"}), func.InputStream)
    assert_type(testing.timer(past_due=True), func.TimerRequest)
    assert_type(testing.context(retry_context=func.RetryContext(1, 3)), func.Context)
    assert_type(testing.http_request(), func.HttpRequest)
    testing.http_request(method="POST", url="/api/x", params={"a": ["1", "2"], "b": "3"})
    testing.http_request(json={"time": now}, headers={"X-Id": "1"}, route_params={"id": "1"})
    testing.http_request(form={"a": "1"}, files={"f": b"x", "g": ("a.txt", "x", "text/plain")})


def refused(host: testing.Host) -> None:
    testing.Host(5)  # type: ignore[arg-type]  # a number  # pyright: ignore[reportArgumentType]
    host.call()  # type: ignore[call-arg]  # no name  # pyright: ignore[reportCallIssue]
    host.call(hello)  # type: ignore[arg-type]  # not the name  # pyright: ignore[reportArgumentType]
    testing.queue_message("x")  # type: ignore[call-arg]  # by name only  # pyright: ignore[reportCallIssue]
    testing.queue_message(bdy="x")  # type: ignore[call-arg]  # misspelt  # pyright: ignore[reportCallIssue]
    testing.queue_message(dequeue_count="1")  # type: ignore[arg-type]  # text  # pyright: ignore[reportArgumentType]
    testing.event_hub_event(offset=5)  # type: ignore[arg-type]  # a number  # pyright: ignore[reportArgumentType]
    testing.http_request(files={"f": 5})  # type: ignore[dict-item]  # a number  # pyright: ignore[reportArgumentType]
    testing.http_request(headers={"X-Id": 1})  # type: ignore[dict-item]  # a number  # pyright: ignore[reportArgumentType]
    testing.context("f")  # type: ignore[call-arg]  # by name only  # pyright: ignore[reportCallIssue]
