"""``azure-functions-durable`` on this package: it uses this codec, and orchestrations run."""

from __future__ import annotations

import importlib
import json
from collections.abc import Generator
from typing import Any

import pytest

import azure.functions as func
from azure.functions import _durable_functions as codec

REASON = "azure-functions-durable is not installed, or needs what this package lacks yet"


@pytest.fixture
def library() -> Any:
    """Return the library."""
    return pytest.importorskip("azure.durable_functions", reason=REASON, exc_type=ImportError)


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
