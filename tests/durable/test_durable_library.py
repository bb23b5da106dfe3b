"""``azure-functions-durable`` on this package: it uses this codec, and orchestrations run."""

from __future__ import annotations

import importlib
import json
from collections.abc import Generator
from typing import Any

import pytest

import azure.functions as func
from azure.functions import _durable_functions as codec


def event(kind: int, number: int, **fields: object) -> dict[str, object]:
    """Return an event of an orchestration's history."""
    time = "2026-11-22T12:00:00.0000000Z"
    return {"EventType": kind, "EventId": number, "IsPlayed": False, "Timestamp": time, **fields}


def history(*events: dict[str, object]) -> func.OrchestrationContext:
    """Return one episode of an orchestration as the host sends it."""
    body = {
        "history": [event(12, -1), event(0, -1, Name="main", Input=None, Version=None), *events],
        "input": None,
        "instanceId": "1",
        "isReplaying": False,
        "parentInstanceId": None,
        "upperSchemaVersion": 0,
    }
    return func.OrchestrationContext(json.dumps(body))


def new_app(library: Any, kind: str) -> Any:
    """Return an empty app of the library, or of this package."""
    return getattr(library if kind == "DFApp" else func, kind)()


def test_codec(library: Any) -> None:
    """The library's functions are this package's."""
    used = importlib.import_module("azure.durable_functions.models.utils.df_serialization")

    assert codec.df_dumps is used.df_dumps
    assert codec.df_loads is used.df_loads
    assert codec._get_serialize_default is used._get_serialize_default


def test_orchestration(library: Any) -> None:
    """An orchestrator asks for an activity, and ends with what it returns: a document."""

    def main(context: Any) -> Generator[Any, Any, list[object]]:
        document = yield context.call_activity("Read", func.Document(id="1"))
        return [document["v"], type(document).__name__]

    handle = library.Orchestrator.create(main)
    first = json.loads(handle(history()))
    result = codec.df_dumps(func.Document(v=2))
    done = [
        event(4, 0, Name="Read", Input=None),
        event(13, -1),
        event(12, -1),
        event(5, -1, TaskScheduledId=0, Result=result),
    ]
    second = json.loads(handle(history(*done)))

    assert (False, True) == (first["isDone"], second["isDone"])
    assert func.Document(id="1") == codec.df_loads(first["actions"][0][0]["input"])
    assert [2, "Document"] == second["output"]


def test_entity(library: Any) -> None:
    """An entity keeps its state from one operation to the next."""

    def main(context: Any) -> None:
        context.set_state(context.get_state(lambda: 0) + context.get_input())
        context.set_result(context.entity_key)

    operation = {"name": "add", "id": "1", "isSignal": False, "input": '"2"'}
    body = {
        "self": {"name": "counter", "key": "k"},
        "exists": True,
        "state": "3",
        "batch": [operation, operation],
    }
    state = json.loads(library.Entity.create(main)(func.EntityContext(json.dumps(body))))

    assert "7" == state["entityState"]
    assert ['"k"', '"k"'] == [result["result"] for result in state["results"]]


@pytest.mark.parametrize("kind", ["DFApp", "FunctionApp"])
def test_calling_functions(library: Any, kind: str) -> None:
    """An orchestrator calls functions that are declared, by the names that the host knows."""
    app = new_app(library, kind)
    greet = app.function_name("Greet")(app.activity_trigger("name")(_greet))
    main = app.function_name("Main")(app.orchestration_trigger("context")(_main))
    context = library.DurableOrchestrationContext.from_json(history().body)

    activity = context.call_activity(greet, "x")
    orchestration = context.call_sub_orchestrator(main, "y")

    assert ("Greet", '"x"') == _action(activity)
    assert ("Main", '"y"') == _action(orchestration)
    assert str is activity._expected_output_type


def test_calling_functions_with_other_triggers(library: Any) -> None:
    """What is no activity is not called as one."""
    main = func.FunctionApp().orchestration_trigger("context")(_main)
    context = library.DurableOrchestrationContext.from_json(history().body)

    with pytest.raises(ValueError, match="Trigger-type `orchestrationTrigger`"):
        context.call_activity(main)


@pytest.mark.parametrize("kind", ["DFApp", "FunctionApp"])
def test_unit_tests(library: Any, kind: str) -> None:
    """Unit tests reach the user's functions as the library's documentation says."""
    app = new_app(library, kind)

    async def start(msg: str, client: object) -> object:
        return client

    main = app.orchestration_trigger("context")(_main)
    entity = app.entity_trigger("context")(_main)
    client = app.queue_trigger("msg", "q", "c")(app.durable_client_input("client")(start))

    assert _main is main.build().get_user_function().orchestrator_function
    assert _main is entity.build().get_user_function().entity_function
    assert start is client.build().get_user_function().client_function


def _greet(name: str) -> str:
    return f"Hello, {name}"


def _main(context: Any) -> Generator[Any, Any, None]:
    yield


def _action(task: Any) -> tuple[str, str]:
    """Return what a task asks the host for: the function, and its input."""
    (action,) = task.action_repr
    fields = action.to_json()
    return fields["functionName"], fields["input"]
