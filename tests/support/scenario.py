"""
What an app and its worker do with the package, from the import to the answer, in one go.

It is run where the interpreter is not as usual: it asserts nothing, since ``python -O`` takes
assertions out, and returns what went wrong. Run as a program it prints that as JSON.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import typing
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import azure.functions as func
import recorded_bindings
import replay
from azure.functions import testing
from azure.functions.__main__ import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
UNRECORDED: list[replay.JSON] = [
    {
        "op": "decode",
        "binding": "mysqlTrigger",
        "data": {"$datum": "json", "value": '[{"Operation": 0, "Item": {"id": 1}}]'},
        "trigger_metadata": {},
        "expect": {
            "type": "MySqlRowList",
            "items": [{"type": "MySqlRow", "data": {"Operation": 0, "Item": {"id": 1}}}],
        },
    },
    {
        "op": "decode",
        "binding": "entityTrigger",
        "data": {"$datum": "string", "value": '{"a": 1}'},
        "trigger_metadata": None,
        "expect": {"type": "EntityContext", "attrs": {"body": '{"a": 1}'}, "calls": {}},
    },
    {
        "op": "encode",
        "binding": "kafka",
        "expr": '["x", "y"]',
        "expect": {"$datum": "json", "value": {"$json": ["x", "y"]}},
    },
]
"""What the recording has none of, in its form."""
WIRE: list[replay.JSON] = [*replay.load("wire.json")["cases"], *UNRECORDED]
BINDINGS: list[replay.JSON] = replay.load("bindings.json")["cases"]


def wrong() -> list[str]:
    """
    Return everything that came out otherwise than it should.
    """
    steps = (decoded_and_encoded, declared, indexed, called, checked)
    return [f"{step.__name__}: {told}" for step in steps for told in step()]


def decoded_and_encoded() -> Iterator[str]:
    """
    Replay every recorded payload.
    """
    for case in WIRE:
        if (came := replay.replay(case)) != replay.expectation(case):
            yield f"{case['binding']} {case['op']}: {came}"


def declared() -> Iterator[str]:
    """
    Make every recorded call of a decorator.
    """
    with warnings.catch_warnings():
        # The recorded calls decorate one function, whatever they name its parameters.
        warnings.simplefilter("ignore", func.DeclarationWarning)
        for case in BINDINGS:
            if (came := recorded_bindings.replay(case)) != case["bindings"]:
                yield f"{case['decorator']}: {came}"


def make_app() -> func.FunctionApp:
    """
    Declare an app as users do: its tool has a description of its properties in a docstring.
    """
    app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

    @app.route("orders/{id:int}", methods=["GET", "POST"])
    @app.queue_output("msg", queue_name="orders", connection="AzureWebJobsStorage")
    def order(req: func.HttpRequest, msg: func.Out[str], context: func.Context) -> str:
        msg.set(req.get_body().decode())
        return f"{context.function_name} {req.route_params['id']} {req.params.get('a')}"

    @app.service_bus_queue_trigger(
        "batch", queue_name="q", connection="Bus", cardinality=func.Cardinality.MANY
    )
    @app.event_hub_output("$return", event_hub_name="h", connection="Hub")
    def forwarded(batch: typing.List[func.ServiceBusMessage]) -> str:  # noqa: UP006 - the worker takes no other
        return ",".join(each.get_body().decode() for each in batch)

    @app.mcp_tool()
    def add(a: int, b: float = 1.5) -> float:
        """Add numbers.

        Args:
            a: The first.
            b: The second.
        """
        return a + b

    return app


def indexed() -> Iterator[str]:
    """
    Index an app as the worker does.
    """
    functions = {each.get_function_name(): each for each in make_app().get_functions()}
    if sorted(functions) != ["add", "forwarded", "order"]:
        yield f"the functions are {sorted(functions)}"
        return
    types = {
        name: [json.loads(text)["type"] for text in each.get_raw_bindings()]
        for name, each in functions.items()
    }
    wanted = {
        "add": ["mcpToolTrigger"],
        "forwarded": ["eventHub", "serviceBusTrigger"],
        "order": ["http", "httpTrigger", "queue"],
    }
    if {name: sorted(each) for name, each in types.items()} != wanted:
        yield f"the bindings are {types}"
    tool = json.loads(functions["add"].get_raw_bindings()[0])
    properties = json.loads(tool["toolProperties"])
    if [each["propertyName"] for each in properties] != ["a", "b"]:
        yield f"the properties of the tool are {properties}"


def called() -> Iterator[str]:
    """
    Check an app, and call its functions.
    """
    host = testing.Host(make_app())
    yield from (problem.message for problem in host.check() if not problem.is_warning)
    request = testing.http_request(
        method="POST", url="/api/orders/7?a=b", route_params={"id": "7"}, json=["x"]
    )
    result = host.call("order", req=request)
    if (result.return_value, result.outputs.get("msg")) != ("order 7 b", '["x"]'):
        yield f"order gave {result.return_value!r} and {result.outputs!r}"
    if (answer := host.post("/api/orders/7?a=b", json=["x"])).get_body() != b"order 7 b":
        yield f"the request was answered {answer!r}"
    batch = [testing.service_bus_message(body=text) for text in ("x", "y")]
    if (result := host.call("forwarded", batch=batch)).return_value != "x,y":
        yield f"forwarded gave {result.return_value!r}"


def checked() -> Iterator[str]:
    """
    Check the apps of the examples on the command line.
    """
    for folder in ("decorators", "guide"):
        yield from _command(0, "check", str(EXAMPLES / folder))
    yield from _command(1, "check", str(EXAMPLES / "broken" / "app-two-triggers"))
    yield from _command(0, "bindings")


def _command(status: int, *arguments: str) -> Iterator[str]:
    with (
        contextlib.redirect_stdout(io.StringIO()) as out,
        contextlib.redirect_stderr(io.StringIO()) as err,
    ):
        came = main(arguments)
    if came != status:
        yield f"{' '.join(arguments)} ended with {came}: {out.getvalue()}{err.getvalue()}"


def facts() -> dict[str, Any]:
    """
    Return what went wrong, and where the package came from.
    """
    return {"wrong": wrong(), "file": func.__file__, "flags": list(sys.flags)}


if __name__ == "__main__":
    print(json.dumps(facts()))
