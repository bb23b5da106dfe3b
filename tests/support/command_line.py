"""
What the tests of the command line share: an app, and commands with what they print.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from azure.functions.__main__ import main

T = TypeVar("T")

GUIDE = str(Path(__file__).parents[2] / "examples/guide")

APP = """
import asyncio, logging, os, sys
from typing import Dict, List
import azure.functions as func

app = func.FunctionApp()
ON = {"connection": "AzureWebJobsStorage"}

@app.route("items/{id:int}", methods=["DELETE", "PATCH"])
def item(req: func.HttpRequest) -> str:
    return f"{req.method} {req.url} {dict(req.route_params)} {req.headers.get('x-shop')}"

@app.route("echo/{kind=text}/{*rest}")
def echo(req: func.HttpRequest) -> func.HttpResponse:
    media_type = req.headers.get("content-type") or "text/plain"
    response = func.HttpResponse(req.get_body(), mimetype=media_type)
    response.headers.add("Set-Cookie", "a=1; Path=/")
    response.headers.add("Set-Cookie", "b=2")
    return response

@app.route("silent", binding_arg_name="answer")
@app.queue_output("msg", queue_name="q", **ON)
def silent(
    req: func.HttpRequest, answer: func.Out[func.HttpResponse], msg: func.Out[str]
) -> None:
    if req.params:
        msg.set(req.params["msg"])

@app.queue_trigger("msg", queue_name="q", **ON)
def queued(msg: str) -> None:
    logging.info("%r", msg)
    logging.debug("not shown")

@app.queue_output("$return", queue_name="q", **ON)
@app.queue_trigger("msg", queue_name="q", **ON)
def copied(msg: func.QueueMessage) -> str:
    print("printed", flush=True)
    return f"{msg.get_body()!r} {msg.dequeue_count} {bool(msg.id)}"

@app.service_bus_queue_trigger("batch", queue_name="q", cardinality="many", **ON)
def many(batch: List[func.ServiceBusMessage]) -> None:
    for each in batch:
        logging.info("%r %s %s", each.get_body(), each.delivery_count, each.subject)

@app.event_grid_trigger("event")
def happened(event: func.EventGridEvent) -> None:
    logging.info("%s", event.id)

@app.schedule("timer", schedule="0 */5 * * * *")
def ticked(timer: func.TimerRequest) -> None:
    logging.info("%s", timer.past_due)

@app.warm_up_trigger("warm")
def warm(warm: func.WarmUpContext) -> None: ...

@app.generic_trigger("order", type="activityTrigger")
def act(order: Dict[str, int]) -> int:
    return order["count"]

@app.retry("fixed_delay", max_retry_count="3", delay_interval="00:00:10")
@app.blob_input("blob", path="c/b", **ON)
@app.blob_output("copy", path="c/d", **ON)
@app.generic_input_binding("row", type="table", table_name="t")
@app.schedule("timer", schedule="0 */5 * * * *")
def read(timer: func.TimerRequest, blob: func.InputStream, row: str, copy: func.Out[bytes]) -> None:
    logging.info("%r", row)
    copy.set(blob.read() if blob else b"")

@app.route("fail")
async def fail(req: func.HttpRequest) -> str:
    await asyncio.sleep(0)
    return _fail()

def _fail():
    raise ValueError("no sale")

@app.route("leave")
def leave(req: func.HttpRequest) -> str:
    if req.params["how"] == "exit":
        sys.exit("left")
    if req.params["how"] == "end":
        raise GeneratorExit("ended")
    raise BrokenPipeError("its own")

@app.route("wrong")
def wrong(req: func.HttpRequest) -> func.HttpResponse:
    return 5

@app.route("a//b")
def no_route(req: func.HttpRequest) -> str: ...
"""


def make_app(folder: Path) -> str:
    """
    Write the app, and return the name of its folder.
    """
    folder.mkdir()
    (folder / "function_app.py").write_text(APP, "utf-8")
    (folder / "host.json").write_text('{"version": "2.0"}', "utf-8")
    return folder.name


def returning(value: T) -> Callable[[object], T]:
    """
    Return a function of one argument that returns a value.
    """

    def function(_argument: object) -> T:
        return value

    return function


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    """
    Run a command that ends with a status, and return what it prints on standard output.
    """
    assert status == main(arguments)
    return capsys.readouterr().out


def told(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    """
    Run a command that ends with a status, and return what it prints on standard error.
    """
    assert status == main(arguments)
    return capsys.readouterr().err


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """
    Give a command line that cannot be read, and return the last line about it.
    """
    with pytest.raises(SystemExit) as caught:
        main(arguments)

    assert 2 == caught.value.code
    return capsys.readouterr().err.splitlines()[-1]
