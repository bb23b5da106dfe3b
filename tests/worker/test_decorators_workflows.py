"""
The workflows of examples/decorators in the real worker: durable functions through their package.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from real_worker import (
    IndexingWorker,
    http_request,
    http_response,
    index,
    json_value,
    octets,
    protos,
    rewrite_json,
    string,
    succeeded,
)

APP = Path(__file__).parents[2] / "examples" / "decorators"


def _event(kind: int, number: int, **fields: object) -> dict[str, object]:
    """
    Return an event of an orchestration's history.
    """
    time = "2026-11-22T12:00:00.0000000Z"
    return {"EventType": kind, "EventId": number, "IsPlayed": False, "Timestamp": time, **fields}


ORDER = {"id": "7", "items": ["pear", "plum"]}

CHARGE = {"actionType": 0, "functionName": "charge", "input": json.dumps(ORDER)}
CHARGED = [_event(4, 0, Name="charge"), _event(5, -1, TaskScheduledId=0, Result="6")]
TAKE = {"actionType": 7, "instanceId": "@stock@main", "operation": "take", "input": "2"}


@pytest.fixture
def worker() -> Generator[IndexingWorker]:
    """
    A worker that has indexed the whole app.
    """
    reason = "azure-functions-durable is not installed"
    pytest.importorskip("azure.durable_functions", reason=reason, exc_type=ImportError)
    with index(APP) as worker:
        yield worker


class TestOrchestrator:
    def test_activity(self, worker: IndexingWorker) -> None:
        """
        A new orchestration asks for its first activity.
        """
        state = _orchestrate(worker)

        assert not state["isDone"]
        assert [[CHARGE]] == state["actions"]

    def test_entity(self, worker: IndexingWorker) -> None:
        """
        When the activity is done, it asks for an entity.
        """
        state = _orchestrate(worker, *CHARGED)

        assert not state["isDone"]
        assert [[CHARGE], [TAKE]] == state["actions"]

    def test_output(self, worker: IndexingWorker) -> None:
        """
        When all steps are done, it has an output.
        """
        taken = [
            _event(14, 1, InstanceId="@stock@main", Name="op", Input=json.dumps({"id": "call"})),
            _event(15, -1, Name="call", Input=json.dumps({"result": "98"})),
        ]

        state = _orchestrate(worker, *CHARGED, *taken)

        assert state["isDone"]
        assert "Order 7: 6 charged, 98 items left" == state["output"]


class TestActivity:
    @pytest.mark.parametrize("kind", ["string", "json"])
    def test_charge(self, worker: IndexingWorker, kind: str) -> None:
        """
        An activity is given its input, and its result goes back as JSON.
        """
        order = protos().TypedData(**{kind: json.dumps(ORDER)})

        response = worker.invoke("charge", {"order": order})

        assert succeeded(json_value(6)) == rewrite_json(response)


class TestEntity:
    def test_stock(self, worker: IndexingWorker) -> None:
        """
        An entity works off its operations, and hands back its state.
        """
        batch = [
            {"name": "take", "input": json.dumps(json.dumps(2)), "signal": False},
            {"name": "get", "input": None, "signal": False},
        ]
        itself = {"name": "stock", "key": "main"}
        body = {"self": itself, "exists": False, "state": None, "batch": batch}

        response = worker.invoke("stock", {"context": string(json.dumps(body))})

        assert succeeded(response.return_value) == response
        state = json.loads(response.return_value.json)
        assert "98" == state["entityState"]
        assert [(False, "98"), (False, "98")] == [
            (result["isError"], result["result"]) for result in state["results"]
        ]


class TestClient:
    # The package asks aiohttp for a mend that later Pythons do not need.
    @pytest.mark.filterwarnings("ignore:enable_cleanup_closed:DeprecationWarning")
    def test_start_fulfilment(self, worker: IndexingWorker) -> None:
        """
        A client starts an orchestration at the host, and its response says where to look.
        """
        order = octets(b'["pear", "plum"]')
        with _host() as host, _session_of_its_own(worker):
            description = {
                "taskHubName": "hub",
                "rpcBaseUrl": f"{host.url}/",
                "creationUrls": {},
                "managementUrls": {"id": "INSTANCE", "statusQueryGetUri": f"{host.url}/INSTANCE"},
            }
            inputs = {
                "req": http_request("POST", host.url, route_params={"id": "7"}, body=order),
                "client": string(json.dumps(description)),
            }
            response = rewrite_json(worker.invoke("start_fulfilment", inputs))

        status = f"{host.url}/instance-1"
        body = json.dumps({"id": "instance-1", "statusQueryGetUri": status}).encode()
        headers = {"Content-Type": "application/json", "Location": status, "Retry-After": "10"}
        assert [("/orchestrators/fulfil_order", json.dumps(ORDER))] == host.requests
        assert succeeded(http_response(body, status_code=202, headers=headers)) == response


class _Host(HTTPServer):
    """
    What the host's extension answers to clients.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.requests: list[tuple[str, object]] = []


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, _Host)
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.requests.append((self.path, json.loads(body)))
        answer = b'{"id": "instance-1"}'
        self.send_response(202)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        """
        Keep quiet.
        """


@contextmanager
def _host() -> Generator[_Host]:
    with _Host() as host:
        thread = threading.Thread(target=host.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield host
        finally:
            host.shutdown()
            thread.join()


@contextmanager
def _session_of_its_own(worker: IndexingWorker) -> Generator[None]:
    """
    Have the package open its connections in the block, and close them on the loop that has them.
    """
    http_utils = import_module("azure.durable_functions.models.utils.http_utils")
    with mock.patch.object(http_utils, "_client_session", None):
        yield
        worker.run(http_utils._close_session())


def _orchestrate(worker: IndexingWorker, *events: dict[str, object]) -> Any:
    """
    Run one episode of the orchestration, and return the state that goes back.
    """
    started = _event(0, -1, Name="fulfil_order", Input=json.dumps(ORDER), Version=None)
    body = {
        "history": [_event(12, -1), started, *events],
        "input": json.dumps(ORDER),
        "instanceId": "1",
        "isReplaying": False,
        "parentInstanceId": None,
        "upperSchemaVersion": 0,
    }
    response = worker.invoke("fulfil_order", {"context": string(json.dumps(body))})

    assert succeeded(response.return_value) == response
    return json.loads(response.return_value.json)
