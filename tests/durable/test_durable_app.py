"""
An app of durable functions in the real worker: what the host is told of it, sends it and is sent.

It is declared by the decorators of this package and by those of ``azure-functions-durable``.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from typing import Any

import pytest

from real_worker import (
    IndexingWorker,
    http_request,
    index,
    json_value,
    rewrite_json,
    string,
    succeeded,
    write_app,
)

SOURCE = """
import json

import azure.durable_functions as df
import azure.functions as func

app = {app}()
bp = {blueprint}()


class Price:
    def __init__(self, cents):
        self.cents = cents

    @staticmethod
    def to_json(price):
        return price.cents

    @staticmethod
    def from_json(cents):
        return Price(cents)


@app.function_name("Start")
@app.route("orders/{{id}}", methods=["POST"])
@app.durable_client_input(client_name="client", task_hub="hub", connection_name="Storage")
async def start(
    req: func.HttpRequest, client: df.DurableOrchestrationClient, context: func.Context
) -> func.HttpResponse:
    assert isinstance(client, df.DurableOrchestrationClient)
    return client.create_check_status_response(req, req.route_params["id"])


@app.orchestration_trigger(context_name="context")
def order(context: df.DurableOrchestrationContext):
    again = df.RetryOptions(first_retry_interval_in_milliseconds=1000, max_number_of_attempts=2)
    context.set_custom_status("pricing")
    price = yield context.call_activity_with_retry(price_of, again, Price(context.get_input()))
    context.set_custom_status({{"cents": price.cents}})
    left = yield context.call_entity(df.EntityId("stock", "main"), "take", 1)
    receipt = yield context.call_sub_orchestrator(receipt_of, price)
    return [receipt, left]


@bp.function_name("Receipt")
@bp.orchestration_trigger(context_name="context")
def receipt_of(context: df.DurableOrchestrationContext):
    price = context.get_input()
    text = yield context.call_activity("print_receipt", price.cents)
    return text


@bp.function_name("PriceOf")
@bp.activity_trigger(input_name="listed", activity="PriceOf")
def price_of(listed: Price) -> Price:
    return Price(listed.cents * 2)


@bp.activity_trigger(input_name="cents")
async def print_receipt(cents: int) -> str:
    return f"{{cents}} ct"


@bp.entity_trigger(context_name="context", entity_name="stock")
def stock(context: df.DurableEntityContext):
    left = context.get_state(lambda: 10) - context.get_input()
    if left < 0:
        raise ValueError("sold out")
    context.set_state(left)
    context.set_result(left)


app.register_functions(bp)
"""

BINDINGS = {
    "Start": [
        {
            "direction": "IN",
            "type": "durableClient",
            "name": "client",
            "taskHub": "hub",
            "connectionName": "Storage",
        },
        {
            "direction": "IN",
            "type": "httpTrigger",
            "name": "req",
            "methods": ["POST"],
            "authLevel": "FUNCTION",
            "route": "orders/{id}",
        },
        {"direction": "OUT", "type": "http", "name": "$return"},
    ],
    "order": [{"direction": "IN", "type": "orchestrationTrigger", "name": "context"}],
    "Receipt": [{"direction": "IN", "type": "orchestrationTrigger", "name": "context"}],
    "PriceOf": [
        {"direction": "IN", "type": "activityTrigger", "name": "listed", "activity": "PriceOf"}
    ],
    "print_receipt": [{"direction": "IN", "type": "activityTrigger", "name": "cents"}],
    "stock": [
        {"direction": "IN", "type": "entityTrigger", "name": "context", "entityName": "stock"}
    ],
}


def price(cents: int) -> str:
    """
    Return a price of the app as the library writes it.
    """
    return json.dumps({"__class__": "Price", "__module__": "function_app", "__data__": cents})


RETRY = {"firstRetryIntervalInMilliseconds": 1000, "maxNumberOfAttempts": 2}
PRICE_OF: dict[str, object] = {
    "actionType": 1,
    "functionName": "PriceOf",
    "input": price(100),
    "retryOptions": RETRY,
}
TAKE: dict[str, object] = {
    "actionType": 7,
    "instanceId": "@stock@main",
    "operation": "take",
    "input": "1",
}
RECEIPT: dict[str, object] = {
    "actionType": 2,
    "functionName": "Receipt",
    "input": price(200),
    "instanceId": None,
    "version": None,
}


def event(kind: int, number: int = -1, **fields: object) -> dict[str, object]:
    """
    Return an event of an orchestration's history.
    """
    time = "2026-11-22T12:00:00.0000000Z"
    return {"EventType": kind, "EventId": number, "IsPlayed": False, "Timestamp": time, **fields}


NEXT = [event(13), event(12)]
FAILED = [event(4, 0, Name="PriceOf"), *NEXT, event(6, TaskScheduledId=0, Reason="r", Details="d")]
WAITED = [event(10, 1, FireAt="2026-11-22T12:00:01Z"), *NEXT, event(11, TimerId=1)]
PRICED = [event(4, 2, Name="PriceOf"), *NEXT, event(5, TaskScheduledId=2, Result=price(200))]
TAKEN = [
    event(14, 3, InstanceId="@stock@main", Name="op", Input='{"id": "call"}'),
    *NEXT,
    event(15, Name="call", Input='{"result": "9"}'),
]
PRINTED = [event(7, 4, Name="Receipt"), *NEXT, event(8, TaskScheduledId=4, Result='"200 ct"')]

EPISODES: dict[str, tuple[list[dict[str, object]], dict[str, object]]] = {
    "new": (
        [],
        {"isDone": False, "actions": [[PRICE_OF]], "customStatus": "pricing"},
    ),
    "activity failed": (
        FAILED,
        {"isDone": False, "actions": [[PRICE_OF]], "customStatus": "pricing"},
    ),
    "activity done": (
        [*FAILED, *WAITED, *PRICED],
        {"isDone": False, "actions": [[PRICE_OF], [TAKE]], "customStatus": {"cents": 200}},
    ),
    "entity called": (
        [*FAILED, *WAITED, *PRICED, *TAKEN],
        {
            "isDone": False,
            "actions": [[PRICE_OF], [TAKE], [RECEIPT]],
            "customStatus": {"cents": 200},
        },
    ),
    "sub-orchestration done": (
        [*FAILED, *WAITED, *PRICED, *TAKEN, *PRINTED],
        {
            "isDone": True,
            "actions": [[PRICE_OF], [TAKE], [RECEIPT]],
            "customStatus": {"cents": 200},
            "output": ["200 ct", 9],
        },
    ),
}

KINDS = [
    ("func.FunctionApp", "func.Blueprint"),
    ("func.FunctionApp", "df.Blueprint"),
    ("df.DFApp", "func.Blueprint"),
    ("df.DFApp", "df.Blueprint"),
]


@pytest.fixture(scope="module", params=KINDS, ids=" ".join)
def worker(
    request: pytest.FixtureRequest,
    worker_is_available: None,
    library: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Generator[IndexingWorker]:
    """
    A worker that has indexed the app.
    """
    folder = tmp_path_factory.mktemp("app")
    app, blueprint = request.param
    write_app(folder, SOURCE.format(app=app, blueprint=blueprint))
    with index(folder) as worker:
        yield worker


def orchestrate(
    worker: IndexingWorker, function: str, input_: str, *events: dict[str, object]
) -> Any:
    """
    Run one episode of an orchestration, and return the worker's response.
    """
    started = event(0, Name=function, Input=input_, Version=None)
    body = {
        "history": [event(12), started, *events],
        "input": input_,
        "instanceId": "1",
        "isReplaying": bool(events),
        "parentInstanceId": None,
        "upperSchemaVersion": 0,
    }
    return worker.invoke(function, {"context": string(json.dumps(body))})


def test_metadata(worker: IndexingWorker) -> None:
    """
    The host is told of every function, by its name, with its bindings.
    """
    functions = worker.metadata().function_metadata_results
    bindings = {each.name: [json.loads(raw) for raw in each.raw_bindings] for each in functions}

    assert BINDINGS == bindings


@pytest.mark.parametrize("episode", EPISODES)
def test_orchestrator(worker: IndexingWorker, episode: str) -> None:
    """
    Each episode answers with all that was asked for so far, and the last one with the output.
    """
    events, state = EPISODES[episode]

    response = rewrite_json(orchestrate(worker, "order", "100", *events))

    assert succeeded(response.return_value) == response
    assert state == json.loads(response.return_value.json)


def test_orchestrator_out_of_attempts(worker: IndexingWorker) -> None:
    """
    Where the last attempt fails, the invocation does, and tells the host the state.
    """
    failed = [event(4, 2, Name="PriceOf"), *NEXT]
    failed += [event(6, TaskScheduledId=2, Reason="no", Details="price")]
    waited = [event(10, 3), *NEXT, event(11, TimerId=3)]

    response = orchestrate(worker, "order", "100", *FAILED, *WAITED, *failed, *waited)

    message, _, state = response.result.exception.message.partition("\n\n$OutOfProcData$:")
    assert "Exception: no \n price" == message
    assert [[PRICE_OF]] == json.loads(state)["actions"]


def test_sub_orchestrator(worker: IndexingWorker) -> None:
    """
    A sub-orchestrator reads the object that it is given, and calls an activity by its name.
    """
    action = {"actionType": 0, "functionName": "print_receipt", "input": "200"}
    printed = [event(4, 0), *NEXT, event(5, TaskScheduledId=0, Result='"200 ct"')]

    first = rewrite_json(orchestrate(worker, "Receipt", price(200)))
    second = rewrite_json(orchestrate(worker, "Receipt", price(200), *printed))

    state = {"isDone": False, "actions": [[action]]}
    assert state == json.loads(first.return_value.json)
    assert {**state, "isDone": True, "output": "200 ct"} == json.loads(second.return_value.json)


def test_activity(worker: IndexingWorker) -> None:
    """
    An activity is given the object that was sent, and its own goes back.
    """
    response = worker.invoke("PriceOf", {"listed": string(price(100))})

    assert succeeded(json_value(json.loads(price(200)))) == rewrite_json(response)


def test_coroutine_activity(worker: IndexingWorker) -> None:
    """
    An activity may be a coroutine function.
    """
    response = worker.invoke("print_receipt", {"cents": string("200")})

    assert succeeded(json_value("200 ct")) == rewrite_json(response)


def test_entity(worker: IndexingWorker) -> None:
    """
    An entity works off its operations, and sends its state, also where one of them fails.
    """
    operations = [
        {"name": "take", "id": "1", "isSignal": False, "input": json.dumps(json.dumps(count))}
        for count in (3, 9, 1)
    ]
    body = {
        "self": {"name": "stock", "key": "main"},
        "exists": True,
        "state": "8",
        "batch": operations,
    }

    response = worker.invoke("stock", {"context": string(json.dumps(body))})

    assert succeeded(response.return_value) == response
    state = json.loads(response.return_value.json)
    results = [(each["isError"], each["result"]) for each in state["results"]]
    assert (True, "4", []) == (state["entityExists"], state["entityState"], state["signals"])
    assert [(False, "5"), (True, '"sold out"'), (False, "4")] == results


def test_client(worker: IndexingWorker) -> None:
    """
    A client function is given a client made of what the host sends, and answers where to look.
    """
    url = "http://localhost:7071/runtime"
    client = {
        "taskHubName": "hub",
        "creationUrls": {"createNewInstancePostUri": f"{url}/orchestrators"},
        "managementUrls": {"id": "ID", "statusQueryGetUri": f"{url}/instances/ID?code=c"},
        "rpcBaseUrl": url,
    }
    request = http_request("POST", "http://localhost:7071/api/orders/7", route_params={"id": "7"})

    response = worker.invoke("Start", {"req": request, "client": string(json.dumps(client))})

    assert succeeded(response.return_value) == response
    http = response.return_value.http
    status = f"{url}/instances/7?code=c"
    assert ("202", status) == (http.status_code, http.headers["Location"])
    assert {"id": "7", "statusQueryGetUri": status} == json.loads(http.body.bytes)
