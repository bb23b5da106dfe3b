"""
The same call in ``testing.Host`` and in a real worker, and what both answer in one form.

The host's protobuf is made of the datums of ``testing``: what goes in by `typed_data`, what comes
out by the worker's own function.
"""

from __future__ import annotations

import importlib
import logging
import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol
from unittest import mock

import azure.functions as func
from azure.functions import testing
from azure.functions.testing._plan import plan
from azure.functions.testing._settings import local_settings
from azure.functions.testing._wire import to_wire
from real_worker import INDEXING_PACKAGE, INVOCATION_ID, Message, protos, succeeded


class Worker(Protocol):
    """
    Either of the real workers.
    """

    def invoke(
        self, function_name: str, inputs: Mapping[str, Message], **fields: object
    ) -> Message: ...


class Answer(NamedTuple):
    """
    What comes of a call.

    Args:
        response: The ``InvocationResponse``.
        logs: What the function logged.
    """

    response: Message
    logs: list[str]


class SideBySide:
    """
    An app in ``testing.Host`` and in a worker, each of which has imported it for itself.

    Args:
        root: The folder of the app.
        host: The one.
        worker: The other.
    """

    def __init__(self, root: Path, host: testing.Host, worker: Worker) -> None:
        self.root = root
        self.host = host
        self.worker = worker

    def ask_host(self, name: str, inputs: Mapping[str, object]) -> Answer:
        """
        Call a function in the host, with the invocation's id that the worker is sent.
        """
        is_input = any(each.name == "context" for each in self.host.functions[name].bindings)
        context = {} if is_input else {"context": func.Context(invocation_id=INVOCATION_ID)}
        result = self.host.call(name, **inputs, **context)
        wire = {key: sent(datum) for key, datum in result.wire.items()}
        response = succeeded(wire.pop("$return", None), outputs=wire)
        return Answer(response, [str(line) for line in result.logs])

    def ask_worker(self, name: str, inputs: Mapping[str, object]) -> Answer:
        """
        Call it in the worker, as a host does that runs the app with its settings.
        """
        function = self.host.functions[name]
        slots = plan(function).inputs
        wires = {key: to_wire(function, slots[key], value) for key, value in inputs.items()}
        data = {key: typed_data(wire.datum) for key, wire in wires.items()}
        metadata = {
            key: typed_data(datum)
            for name, wire in wires.items()
            if slots[name].binding.is_trigger
            for key, datum in wire.metadata.items()
        }
        with mock.patch.dict(os.environ, local_settings(self.root)), _logged() as logs:
            response = self.worker.invoke(name, data, trigger_metadata=metadata)
        return Answer(response, logs)


def typed_data(datum: func.meta.Datum | None) -> Message:
    """
    Return a datum that goes into a function as the host sends it.
    """
    if datum is None or datum.type is None:
        return protos().TypedData()
    if datum.type == "http":
        parts = datum.value
        texts = {
            key: {name: each.value for name, each in parts[key].items()}
            for key in ("headers", "params", "query")
        }
        request = protos().RpcHttp(
            method=parts["method"].value,
            url=parts["url"].value,
            body=typed_data(parts["body"]),
            **texts,
        )
        return protos().TypedData(http=request)
    if datum.type.startswith("collection_"):
        kind = datum.type.removeprefix("collection_")
        return protos().TypedData(**{datum.type: {kind: getattr(datum.value, kind)}})
    return protos().TypedData(**{datum.type: datum.value})


def sent(datum: func.meta.Datum) -> Message:
    """
    Return a datum that comes out of a function as the worker sends it.
    """
    datumdef = importlib.import_module(f"{INDEXING_PACKAGE}.bindings.datumdef")
    return datumdef.datum_as_proto(datum, protos())


@contextmanager
def _logged() -> Generator[list[str]]:
    """
    Collect what functions log in the block; the worker logs under a name of its own.
    """
    logs: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: _keep(logs, record)  # type: ignore[method-assign]  # of this one
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield logs
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def _keep(logs: list[str], record: logging.LogRecord) -> None:
    if record.name == "root":
        logs.append(record.getMessage())
