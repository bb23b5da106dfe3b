"""
The real Azure Functions workers, run in this process and spoken to in protobuf as the host does.

They are the distributions ``azure-functions-runtime-v1``, for folders with ``function.json``, and
``azure-functions-runtime``, for ``function_app.py``; both for Python 3.13 and newer. The wheel of
the first also holds the generated protobuf classes, but under the top-level folder
``tests/protos``: they are loaded here by file location, under a name that nobody else uses.
"""

from __future__ import annotations

import asyncio
import functools
import importlib
import importlib.metadata
import importlib.util
import json
import sys
import textwrap
from collections.abc import Collection, Coroutine, Generator, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias, TypeVar
from unittest import mock

DISTRIBUTION = "azure-functions-runtime-v1"
OLDEST_PYTHON = (3, 13)
PACKAGE = "azure_functions_runtime_v1"
INDEXING_DISTRIBUTION = "azure-functions-runtime"
INDEXING_PACKAGE = "azure_functions_runtime"
PROTOS = "_real_worker_protos"

INVOCATION_ID = "00000000-0000-0000-0000-000000000001"

T = TypeVar("T")

Message: TypeAlias = Any  # protobuf builds its message classes at run time, without types


def _why_unavailable() -> str:
    if sys.version_info < OLDEST_PYTHON:
        return f"{DISTRIBUTION} needs Python {'.'.join(map(str, OLDEST_PYTHON))} or newer"
    installed = {each.name for each in importlib.metadata.distributions()}
    missing = {DISTRIBUTION, INDEXING_DISTRIBUTION} - installed
    return f"{' and '.join(sorted(missing))} not installed" if missing else ""


UNAVAILABLE = _why_unavailable()
"""Why the worker cannot run here; empty where it can."""


@functools.cache
def protos() -> Any:
    """
    Return the module of generated protobuf classes that the worker's wheel carries.
    """
    files = importlib.metadata.distribution(DISTRIBUTION)
    location = str(files.locate_file("tests/protos/__init__.py"))
    spec = importlib.util.spec_from_file_location(PROTOS, location)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[PROTOS] = module
    spec.loader.exec_module(module)
    return module


def binding(name: str, type: str, direction: str = "in") -> dict[str, str]:
    """
    Return a binding as in ``function.json``.
    """
    return {"name": name, "type": type, "direction": direction}


def write_function(app: Path, name: str, bindings: Iterable[object], source: str) -> None:
    """
    Write a function into the app: its folder with ``function.json`` and ``__init__.py``.
    """
    folder = app / name
    folder.mkdir(parents=True)
    (folder / "function.json").write_text(json.dumps({"bindings": list(bindings)}), "utf-8")
    (folder / "__init__.py").write_text(textwrap.dedent(source), "utf-8")


def nothing() -> Message:
    """
    Return the value of a binding that holds no data.
    """
    return protos().TypedData()


def string(value: str) -> Message:
    """
    Return *value* as text on the wire.
    """
    return protos().TypedData(string=value)


def octets(value: bytes) -> Message:
    """
    Return *value* as bytes on the wire.
    """
    return protos().TypedData(bytes=value)


def json_text(text: str) -> Message:
    """
    Return *text* as JSON on the wire, well-formed or not.
    """
    return protos().TypedData(json=text)


def json_value(value: object) -> Message:
    """
    Return *value* as JSON on the wire, written by the standard library.
    """
    return json_text(json.dumps(value))


def batch(kind: str, values: Iterable[str]) -> Message:
    """
    Return several messages on the wire: ``collection_bytes``, ``collection_string`` or ``json``.

    For ``json``, which is an array, each message is JSON text.
    """
    if kind == "json":
        return json_text(f"[{', '.join(values)}]")
    if kind == "collection_string":
        return protos().TypedData(collection_string={"string": values})
    return protos().TypedData(collection_bytes={"bytes": [value.encode() for value in values]})


def http_request(
    method: str = "GET",
    url: str = "https://example.com/api",
    *,
    headers: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
    route_params: Mapping[str, str] | None = None,
    body: Message | None = None,
) -> Message:
    """
    Return an HTTP request on the wire.
    """
    request = protos().RpcHttp(
        method=method, url=url, headers=headers, query=query, params=route_params, body=body
    )
    return protos().TypedData(http=request)


def http_response(
    body: bytes, *, status_code: int = 200, headers: Mapping[str, str] | None = None
) -> Message:
    """
    Return an HTTP response on the wire.
    """
    response = protos().RpcHttp(status_code=str(status_code), headers=headers, body=octets(body))
    return protos().TypedData(http=response)


def loaded(function_name: str) -> Message:
    """
    Return the ``FunctionLoadResponse`` of a function that loads.
    """
    return protos().FunctionLoadResponse(function_id=function_name, result={"status": "Success"})


def succeeded(
    return_value: Message | None = None,
    *,
    outputs: Mapping[str, Message] | None = None,
    invocation_id: str = INVOCATION_ID,
) -> Message:
    """
    Return the ``InvocationResponse`` of a function that ran to its end.
    """
    return protos().InvocationResponse(
        invocation_id=invocation_id,
        return_value=return_value,
        output_data=_parameters(outputs or {}),
        result={"status": "Success"},
    )


def rewrite_json(response: Message) -> Message:
    """
    Return an ``InvocationResponse`` with its JSON written by the standard library.

    Other libraries use other white space, and which one writes is not what a test is about.
    """
    rewritten = protos().InvocationResponse()
    rewritten.CopyFrom(response)
    for data in [rewritten.return_value, *(output.data for output in rewritten.output_data)]:
        kind = data.WhichOneof("data")
        if kind == "json":
            data.json = json.dumps(json.loads(data.json))
        elif kind == "http" and "application/json" in data.http.headers.values():
            data.http.body.bytes = json.dumps(json.loads(data.http.body.bytes)).encode()
    return rewritten


class RealWorker:
    """
    A started worker and the one function app it serves; `run_worker` makes it.
    """

    def __init__(self, app: Path) -> None:
        self._app = app
        self._handlers = importlib.import_module(f"{PACKAGE}.handle_event")

    def init(self) -> Message:
        """
        Send what the host sends first, and return the ``WorkerInitResponse``.
        """
        return self._send("worker_init_request", function_app_directory=str(self._app))

    def load(self, function_name: str) -> Message:
        """
        Load the function as its ``function.json`` says, and return the ``FunctionLoadResponse``.
        """
        folder = self._app / function_name
        config = json.loads((folder / "function.json").read_text("utf-8"))
        metadata = protos().RpcFunctionMetadata(
            name=function_name,
            directory=str(folder),
            script_file=str(folder / config.get("scriptFile", "__init__.py")),
            entry_point=config.get("entryPoint", ""),
            bindings={binding["name"]: _binding_info(binding) for binding in config["bindings"]},
            raw_bindings=[json.dumps(binding) for binding in config["bindings"]],
        )
        importlib.invalidate_caches()
        return self._send("function_load_request", function_id=function_name, metadata=metadata)

    def invoke(
        self,
        function_name: str,
        inputs: Mapping[str, Message],
        **fields: object,
    ) -> Message:
        """
        Invoke a loaded function, and return the ``InvocationResponse``.

        Args:
            function_name: The function.
            inputs: What the host sends for each input binding.
            fields: Further fields of the ``InvocationRequest``, such as ``trigger_metadata``.
        """
        return self._send(
            "invocation_request",
            invocation_id=INVOCATION_ID,
            function_id=function_name,
            input_data=_parameters(inputs),
            **fields,
        )

    def _send(self, kind: str, **fields: object) -> Message:
        message = protos().StreamingMessage(**{kind: fields})
        return asyncio.run(getattr(self._handlers, kind)(_event(message)))


@contextmanager
def run_worker(app: Path) -> Generator[RealWorker]:
    """
    Start a worker for the function app in the folder *app*, and stop it at the end of the block.

    A worker process serves one app and keeps what it loads in module globals. Each block gets
    these globals empty, and an ``__app__`` of its own in ``sys.modules``, and puts both back.
    """
    loader = importlib.import_module(f"{PACKAGE}.loader")
    functions = importlib.import_module(f"{PACKAGE}.functions")
    handle_event = importlib.import_module(f"{PACKAGE}.handle_event")
    threadpool = importlib.import_module(f"{PACKAGE}.utils.threadpool")
    with (
        without_modules({"__app__"}),
        mock.patch.object(loader, "_submodule_dirs", []),
        mock.patch.object(handle_event, "_functions", functions.Registry()),
    ):
        worker = RealWorker(app)
        worker.init()
        threadpool.start_threadpool_executor()
        try:
            yield worker
        finally:
            threadpool.stop_threadpool_executor()


class IndexingWorker:
    """
    A started worker and the app that it has indexed; `run_indexing_worker` makes it.

    It runs on one event loop from the first request to the last, as a worker process does.
    """

    def __init__(self, app: Path) -> None:
        self._app = app
        self._handlers = importlib.import_module(f"{INDEXING_PACKAGE}.handle_event")
        self._ids: dict[str, str] = {}
        self.loop = asyncio.new_event_loop()

    def init(self) -> Message:
        """
        Send what the host sends first, and return the ``WorkerInitResponse``: the app is indexed.
        """
        return self._send("worker_init_request", function_app_directory=str(self._app))

    def metadata(self) -> Message:
        """
        Return the ``FunctionMetadataResponse``, with every function of the app.
        """
        return self._send("functions_metadata_request")

    def load(self) -> None:
        """
        Load every function of the app, so that it can be invoked.
        """
        for function in self.metadata().function_metadata_results:
            function_id: str = function.function_id
            response = self._send(
                "function_load_request", function_id=function_id, metadata=function
            )
            assert loaded(function_id) == response
            self._ids[function.name] = function_id

    def invoke(
        self, function_name: str, inputs: Mapping[str, Message], **fields: object
    ) -> Message:
        """
        Invoke a function, and return the ``InvocationResponse``.

        Args:
            function_name: The function.
            inputs: What the host sends for each input binding.
            fields: Further fields of the ``InvocationRequest``, such as ``trigger_metadata``.
        """
        return self.run(self.invoke_async(function_name, inputs, **fields))

    async def invoke_async(
        self, function_name: str, inputs: Mapping[str, Message], **fields: object
    ) -> Message:
        """
        Do the same on the running loop, so that several requests can be under way at once.
        """
        request = {
            "invocation_id": INVOCATION_ID,
            "function_id": self._ids[function_name],
            "input_data": _parameters(inputs),
            **fields,
        }
        message = protos().StreamingMessage(invocation_request=request)
        return await self._handlers.invocation_request(_event(message))

    def run(self, main: Coroutine[Any, Any, T]) -> T:
        """
        Run a coroutine on the worker's loop, and return what it returns.
        """
        return self.loop.run_until_complete(main)

    def _send(self, kind: str, **fields: object) -> Message:
        message = protos().StreamingMessage(**{kind: fields})
        handle = getattr(self._handlers, kind)
        return self.run(handle(_event(message)))

    def close(self) -> None:
        """
        End what still runs on the loop, as a worker process does when it ends.
        """
        tasks = asyncio.all_tasks(self.loop)
        for task in tasks:
            task.cancel()
        self.run(_wait_for(tasks))
        self.run(self.loop.shutdown_asyncgens())
        self.loop.close()


@contextmanager
def run_indexing_worker(app: Path) -> Generator[IndexingWorker]:
    """
    Start a worker that indexes ``function_app.py`` in the folder *app*, and stop it at the end.

    A worker process serves one app and keeps what it loads in module globals. Each block gets
    these globals empty, and imports the app's modules anew, and puts both back.
    """
    functions = importlib.import_module(f"{INDEXING_PACKAGE}.functions")
    handle_event = importlib.import_module(f"{INDEXING_PACKAGE}.handle_event")
    http = importlib.import_module(f"{INDEXING_PACKAGE}.http_v2")
    meta = importlib.import_module(f"{INDEXING_PACKAGE}.bindings.meta")
    threadpool = importlib.import_module(f"{INDEXING_PACKAGE}.utils.threadpool")
    with (
        _app_on_path(app),
        mock.patch.object(handle_event, "_functions", functions.Registry()),
        mock.patch.object(handle_event, "_metadata_result", None),
        mock.patch.object(http.HttpV2Registry, "_ext_base", None),
        mock.patch.object(http.HttpV2Registry, "_http_v2_enabled", False),
        mock.patch.object(http.HttpV2Registry, "_http_v2_enabled_checked", False),
        mock.patch.object(meta, "DEFERRED_BINDING_REGISTRY", None),
        mock.patch.object(meta, "_DEFERRED_BINDING_REGISTRY_LOADED", False),
    ):
        worker = IndexingWorker(app)
        threadpool.start_threadpool_executor()
        try:
            yield worker
        finally:
            threadpool.stop_threadpool_executor()
            worker.close()


@contextmanager
def index(app: Path) -> Generator[IndexingWorker]:
    """
    Start a worker that has indexed and loaded ``function_app.py`` in the folder *app*.
    """
    with run_indexing_worker(app) as worker:
        error = worker.init().result.exception
        assert not error.message, error.stack_trace
        worker.load()
        yield worker


def write_app(app: Path, source: str) -> None:
    """
    Write an app with decorators into the folder *app*: its ``function_app.py``.
    """
    (app / "function_app.py").write_text(textwrap.dedent(source), "utf-8")


@contextmanager
def _app_on_path(app: Path) -> Generator[None]:
    """
    Have the app's modules imported from its folder, and forget them at the end of the block.

    The worker's extensions are forgotten with them: they hold what an app has them hold.
    """
    packages = (path.parent.name for path in app.glob("*/__init__.py"))
    names = {"azurefunctions", *packages, *(path.stem for path in app.glob("*.py"))}
    with without_modules(names), mock.patch.object(sys, "path", [str(app), *sys.path]):
        importlib.invalidate_caches()
        yield


@contextmanager
def without_modules(names: Collection[str]) -> Generator[None]:
    """
    Hide every imported module of the packages, and at the end of the block bring them back.
    """
    hidden = {name: sys.modules.pop(name) for name in _modules_of(names)}
    try:
        yield
    finally:
        for name in _modules_of(names):
            del sys.modules[name]
        sys.modules.update(hidden)


def _modules_of(names: Collection[str]) -> list[str]:
    return [name for name in sys.modules if name.partition(".")[0] in names]


async def _wait_for(tasks: Iterable[asyncio.Task[Any]]) -> None:
    await asyncio.gather(*tasks, return_exceptions=True)


def _event(message: Message) -> SimpleNamespace:
    """
    Return a message as the worker's handlers take it.
    """
    return SimpleNamespace(request=message, properties={"host": "localhost", "protos": protos()})


def _binding_info(binding: Mapping[str, str]) -> Message:
    return protos().BindingInfo(
        type=binding["type"],
        direction=binding["direction"],
        data_type=binding.get("dataType", "undefined"),
    )


def _parameters(values: Mapping[str, Message]) -> list[Message]:
    return [protos().ParameterBinding(name=name, data=data) for name, data in values.items()]
