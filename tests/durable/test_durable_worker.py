"""Durable functions in the real worker: what it is sent and what it answers."""

from __future__ import annotations

import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from real_worker import (
    RealWorker,
    binding,
    http_request,
    json_text,
    json_value,
    loaded,
    rewrite_json,
    run_worker,
    string,
    succeeded,
    write_function,
)

FUNCTIONS: dict[str, tuple[list[dict[str, str]], str]] = {
    "Orchestrator": (
        [binding("context", "orchestrationTrigger")],
        """
        import azure.functions as func

        def main(context: func.OrchestrationContext) -> str:
            assert type(context) is func.OrchestrationContext
            return context.body
        """,
    ),
    "Generator": (
        [binding("context", "orchestrationTrigger")],
        """
        def main(context):
            yield
        """,
    ),
    "Entity": (
        [binding("context", "entityTrigger")],
        """
        import azure.functions as func

        def main(context: func.EntityContext) -> str:
            return context.body
        """,
    ),
    "Activity": (
        [binding("value", "activityTrigger")],
        """
        def main(value):
            return value
        """,
    ),
    "Typed": (
        [binding("value", "activityTrigger")],
        """
        from typing import Dict, List

        def main(value: List[int]) -> Dict[str, int]:
            return {"sum": sum(value)}
        """,
    ),
    "Custom": (
        [binding("value", "activityTrigger")],
        """
        class Point:
            def __init__(self, x):
                self.x = x

            @staticmethod
            def to_json(point):
                return point.x

            @staticmethod
            def from_json(data):
                return Point(data)

        def main(value) -> Point:
            return Point(value.x + 1 if isinstance(value, Point) else 0)
        """,
    ),
    "Opaque": (
        [binding("value", "activityTrigger")],
        """
        def main(value):
            return object()
        """,
    ),
    "Client": (
        [
            binding("req", "httpTrigger"),
            binding("starter", "durableClient"),
            binding("$return", "http", "out"),
        ],
        """
        import azure.functions as func

        def main(req: func.HttpRequest, starter: str) -> func.HttpResponse:
            return func.HttpResponse(starter)
        """,
    ),
}


@pytest.fixture(scope="module")
def worker(
    worker_is_available: None, tmp_path_factory: pytest.TempPathFactory
) -> Generator[RealWorker]:
    """Start a worker that has loaded every function."""
    app: Path = tmp_path_factory.mktemp("app")
    for name, (bindings, source) in FUNCTIONS.items():
        write_function(app, name, bindings, source)
    with run_worker(app) as started:
        for name in FUNCTIONS:
            assert loaded(name) == started.load(name)
        yield started


def result(response: Any) -> str:
    """Return what is wrong with an invocation."""
    return str(response.result.exception.message)


@pytest.mark.parametrize(
    ("function", "parameter"), [("Orchestrator", "context"), ("Entity", "context")]
)
@pytest.mark.parametrize("body", ['{"history": [], "ž": 1}', "[]"])
def test_orchestration(worker: RealWorker, function: str, parameter: str, body: str) -> None:
    """An orchestrator and an entity are given the body, and what they return is sent as JSON."""
    response = worker.invoke(function, {parameter: string(body)})

    assert succeeded(json_text(body)) == response


def test_generator(worker: RealWorker) -> None:
    """A generator that the library has made no orchestrator of is refused."""
    response = worker.invoke("Generator", {"context": string("{}")})

    assert "OrchestrationTriggerConverter" in result(response)
    assert "generator" in result(response)


@pytest.mark.parametrize("value", [None, 5, 1.5, True, "ž", "", [1, None], {"a": {"b": []}}])
def test_activity(worker: RealWorker, value: object) -> None:
    """An activity is given its input read, and what it returns is sent as JSON."""
    expected = succeeded(json_value(value))

    assert expected == rewrite_json(worker.invoke("Activity", {"value": json_value(value)}))
    assert expected == rewrite_json(worker.invoke("Activity", {"value": string(json.dumps(value))}))


def test_activity_with_text(worker: RealWorker) -> None:
    """Text that is no JSON is the input itself."""
    response = worker.invoke("Activity", {"value": string("no JSON")})

    assert succeeded(json_value("no JSON")) == rewrite_json(response)


def test_typed_activity(worker: RealWorker) -> None:
    """An activity may annotate its input and what it returns as it likes."""
    response = worker.invoke("Typed", {"value": json_value([1, 2])})

    assert succeeded(json_value({"sum": 3})) == rewrite_json(response)


def test_custom_object(worker: RealWorker) -> None:
    """A custom object travels from one activity to the next."""
    first = worker.invoke("Custom", {"value": json_value(None)})
    text = first.return_value.json
    wire = json.loads(text)
    second = worker.invoke("Custom", {"value": json_text(text)})

    assert {"__class__": "Point", "__module__": wire["__module__"], "__data__": 0} == wire
    assert {**wire, "__data__": 1} == json.loads(second.return_value.json)


def test_missing_class(worker: RealWorker) -> None:
    """A custom object of a class that is nowhere fails the invocation with what to do."""
    value = {"__class__": "X", "__module__": "nowhere", "__data__": 1}
    response = worker.invoke("Activity", {"value": json_value(value)})

    assert "activityTrigger binding: cannot decode" in result(response)
    assert "the module 'nowhere' is not loaded" in result(response)


def test_without_form(worker: RealWorker) -> None:
    """What an activity returns must have a form as JSON; the error says what has one."""
    response = worker.invoke("Opaque", {"value": json_value(1)})

    assert "activityTrigger binding: cannot encode object" in result(response)
    assert "to_json" in result(response)


def test_client(worker: RealWorker) -> None:
    """A client function is given the description of the client as text."""
    description = '{"taskHubName": "hub", "creationUrls": {}}'
    response = worker.invoke("Client", {"req": http_request(), "starter": string(description)})

    assert description.encode() == response.return_value.http.body.bytes
