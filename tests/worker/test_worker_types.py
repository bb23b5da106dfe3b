"""
The worker hands in objects of its own classes where users annotate with ours.
"""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest

import azure.functions as func
from real_worker import (
    INVOCATION_ID,
    PACKAGE,
    binding,
    http_request,
    loaded,
    protos,
    rewrite_json,
    run_worker,
    string,
    succeeded,
    write_function,
)

HTTP = [binding("req", "httpTrigger"), binding("$return", "http", "out")]

IMPORTS = """
import json
import typing

import azure.functions
import azure.functions as func
from azure.functions import Context, Out
"""

DESCRIBE = """
def main(req, context{annotation}):
    trace, retry = context.trace_context, context.retry_context
    return json.dumps([
        context.function_name,
        context.function_directory,
        context.invocation_id,
        context.thread_local_storage.invocation_id,
        trace.trace_parent,
        trace.trace_state,
        dict(trace.attributes),
        retry.retry_count,
        retry.max_retry_count,
    ])
"""


@pytest.mark.parametrize(
    ("worker_class", "our_class", "only_in_worker", "only_in_ours"),
    [
        ("context.Context", func.Context, "", ""),
        (
            "tracecontext.TraceContext",
            func.TraceContext,
            "Attributes Traceparent Tracestate",
            "to_dict to_json",
        ),
        (
            "retrycontext.RetryContext",
            func.RetryContext,
            "",
            "exception to_dict to_json",
        ),
        ("retrycontext.RpcException", func.RpcException, "", "to_dict to_json"),
        ("out.Out", func.Out, "", "is_set"),
    ],
)
def test_differences(
    worker_class: str, our_class: type, only_in_worker: str, only_in_ours: str
) -> None:
    """
    The worker's class has the names that ours has, but for these.
    """
    module, _, name = worker_class.partition(".")
    their_class = getattr(importlib.import_module(f"{PACKAGE}.bindings.{module}"), name)
    theirs, ours = _public_names(their_class), _public_names(our_class)

    expected = (set(only_in_worker.split()), set(only_in_ours.split()))

    assert expected == (theirs - ours, ours - theirs)


@pytest.mark.parametrize(
    "annotation",
    ["", ": func.Context", ": azure.functions.Context", ": Context", ": 'func.Context'"],
)
def test_context(tmp_path: Path, annotation: str) -> None:
    """
    The context tells of the function, the invocation, its trace and its tries.
    """
    write_function(tmp_path, "Describe", HTTP, IMPORTS + DESCRIBE.format(annotation=annotation))
    context = [
        "Describe",
        str(tmp_path / "Describe"),
        INVOCATION_ID,
        INVOCATION_ID,
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "vendor=1",
        {"key": "value"},
        1,
        3,
    ]
    expected = succeeded(string(json.dumps(context)))

    with run_worker(tmp_path) as worker:
        assert loaded("Describe") == worker.load("Describe")
        response = worker.invoke(
            "Describe",
            {"req": http_request()},
            trace_context={
                "trace_parent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "trace_state": "vendor=1",
                "attributes": {"key": "value"},
            },
            retry_context={"retry_count": 1, "max_retry_count": 3},
        )

    assert expected == response


@pytest.mark.parametrize(
    ("annotation", "value", "kind", "wire_value"),
    [
        ("", "'a'", "string", "a"),
        (": func.Out[str]", "'a'", "string", "a"),
        (": azure.functions.Out[str]", "'a'", "string", "a"),
        (": Out[str]", "'a'", "string", "a"),
        (": 'func.Out[str]'", "'a'", "string", "a"),
        (": func.Out['str']", "'a'", "string", "a"),
        (": func.Out[bytes]", r"b'\xff'", "bytes", b"\xff"),
        (": func.Out[func.QueueMessage]", "'a'", "string", "a"),
        (
            ": func.Out[func.QueueMessage]",
            "func.QueueMessage(id='1', body='a')",
            "json",
            '{"id": "1", "body": "a"}',
        ),
        (": func.Out[typing.List[str]]", "['a', 'b']", "json", '["a", "b"]'),
        (
            ": func.Out[typing.List[func.QueueMessage]]",
            "[func.QueueMessage(body='a')]",
            "json",
            '[{"id": null, "body": "a"}]',
        ),
    ],
)
def test_out(
    tmp_path: Path, annotation: str, value: str, kind: str, wire_value: str | bytes
) -> None:
    """
    What a function sets is sent, in the form that its type has on the wire.
    """
    source = f"def main(req, msg{annotation}):\n    msg.set({value})\n    return 'done'"
    write_function(tmp_path, "Send", [*HTTP, binding("msg", "queue", "out")], IMPORTS + source)
    message = protos().TypedData(**{kind: wire_value})
    expected = succeeded(string("done"), outputs={"msg": message})

    with run_worker(tmp_path) as worker:
        assert loaded("Send") == worker.load("Send")
        response = worker.invoke("Send", {"req": http_request()})

    assert expected == rewrite_json(response)


@pytest.mark.parametrize("body", ["pass", "msg.set(None)", "msg.set('a'); msg.set(None)"])
def test_nothing_to_send(tmp_path: Path, body: str) -> None:
    """
    An output that is not set, or set to None, sends nothing.
    """
    source = f"def main(req, msg: func.Out[str]):\n    {body}\n    return repr(msg.get())"
    write_function(tmp_path, "Send", [*HTTP, binding("msg", "queue", "out")], IMPORTS + source)

    with run_worker(tmp_path) as worker:
        worker.load("Send")
        response = worker.invoke("Send", {"req": http_request()})

    assert succeeded(string("None")) == response


def _public_names(cls: type) -> set[str]:
    """
    Return what users find on an object of the class.
    """
    names = {*dir(cls), *getattr(cls, "__annotations__", ())}
    return {name for name in names if not name.startswith("_")}
