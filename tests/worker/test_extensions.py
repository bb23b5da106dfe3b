"""
Worker extensions in the real worker.

The worker for Python 3.13 and newer loads apps that have extensions, but calls no hooks; the one
for Python 3.12 and older, which is on no package index, calls them. So that hooks get what a real
worker has for them, they are called here from within the newer one.
"""

# The registry is private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

import real_worker
from azure.functions.extension import ExtensionMeta
from real_worker import (
    Message,
    RealWorker,
    binding,
    http_request,
    http_response,
    loaded,
    run_worker,
    succeeded,
    write_function,
)

AUDIT = """
from azure.functions.extension import AppExtensionBase, FuncExtensionBase

EVENTS = []


class Audit(AppExtensionBase):
    @classmethod
    def init(cls):
        EVENTS.append("app: init")

    @classmethod
    def configure(cls, *, audience):
        EVENTS.append(f"app: configured for {audience}")

    @classmethod
    def post_function_load_app_level(cls, function_name, function_directory):
        EVENTS.append(f"app: loaded {function_name} from {function_directory}")

    @classmethod
    def pre_invocation_app_level(cls, logger, context, func_args):
        EVENTS.append(f"app: before {context.function_name} of {context.invocation_id}")

    @classmethod
    def post_invocation_app_level(cls, logger, context, func_args, func_ret):
        EVENTS.append(f"app: after {context.function_name}, {func_ret.status_code}")


class Shout(FuncExtensionBase):
    def __init__(self, file_path, *, mark):
        super().__init__(file_path)
        self.mark = mark

    def post_function_load(self, function_name, function_directory):
        EVENTS.append(f"function: loaded {function_name}")

    def pre_invocation(self, logger, context, func_args):
        EVENTS.append(f"function: before, {sorted(func_args)}, {func_args['req'].method}")

    def post_invocation(self, logger, context, func_args, func_ret):
        EVENTS.append(f"function: after, {func_ret.get_body().decode()}{self.mark}")
"""

GREET = """
import azure.functions as func

from __app__ import audit

audit.Audit.configure(audience="all")
audit.Shout(__file__, mark="!")


def main(req: func.HttpRequest) -> func.HttpResponse:
    audit.EVENTS.append("function itself")
    return func.HttpResponse(f"Hello, {req.params['name']}", status_code=201)
"""

ASYNC_LEAVE = """
import azure.functions as func

from __app__ import audit


async def main(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    audit.EVENTS.append("function itself")
    return func.HttpResponse("Bye", status_code=202)
"""

BINDINGS = [binding("req", "httpTrigger"), binding("$return", "http", "out")]
LOGGER = logging.getLogger(__name__)


@pytest.fixture(autouse=True)
def _empty_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Give each test a registry of its own.
    """
    monkeypatch.setattr(ExtensionMeta, "_app_exts", None)
    monkeypatch.setattr(ExtensionMeta, "_func_exts", {})
    monkeypatch.setattr(ExtensionMeta, "_info", {})


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """
    An app of two functions with an app-level extension, one of them with one of its own.
    """
    monkeypatch.setenv("AzureWebJobsScriptRoot", str(tmp_path))
    monkeypatch.setenv("PYTHON_ENABLE_WORKER_EXTENSIONS", "1")
    (tmp_path / "audit.py").write_text(AUDIT, "utf-8")
    write_function(tmp_path, "Greet", BINDINGS, GREET)
    write_function(tmp_path, "Leave", BINDINGS, ASYNC_LEAVE)
    return tmp_path


def events() -> list[str]:
    """
    Take what the extensions of the app, and its functions, have noted so far.
    """
    noted: list[str] = sys.modules["__app__.audit"].EVENTS
    taken = noted[:]
    noted.clear()
    return taken


def test_no_hooks_called(app: Path) -> None:
    """
    An app with extensions loads and runs; this worker calls none of their hooks.
    """
    with run_worker(app) as worker:
        assert loaded("Greet") == worker.load("Greet")
        assert loaded("Leave") == worker.load("Leave")
        assert ["app: init", "app: configured for all"] == events()

        assert greeting() == greet(worker)
        assert farewell() == worker.invoke("Leave", {"req": http_request()})
        assert ["function itself", "function itself"] == events()

    assert (
        '{"AppExtension": ["Audit"], "FuncExtension": {"Greet": ["Shout"]}}'
        == ExtensionMeta.get_registered_extensions_json()
    )


def test_sync_function(app: Path) -> None:
    """
    The hooks of the app and of the function see the context, the arguments and the return value,
    those of the app around those of the function.
    """
    with run_worker(app) as worker, hooks_called():
        load(worker, app, "Greet")
        assert [
            "app: init",
            "app: configured for all",
            "function: loaded Greet",
            f"app: loaded Greet from {app / 'Greet'}",
        ] == events()

        assert greeting() == greet(worker)
        assert [
            f"app: before Greet of {real_worker.INVOCATION_ID}",
            "function: before, ['req'], GET",
            "function itself",
            "function: after, Hello, Ada!",
            "app: after Greet, 201",
        ] == events()


def test_async_function(app: Path) -> None:
    """
    A function without an extension of its own has the hooks of the app around it.
    """
    with run_worker(app) as worker, hooks_called():
        load(worker, app, "Leave")
        assert ["app: init", f"app: loaded Leave from {app / 'Leave'}"] == events()

        assert farewell() == worker.invoke("Leave", {"req": http_request()})
        assert [
            f"app: before Leave of {real_worker.INVOCATION_ID}",
            "function itself",
            "app: after Leave, 202",
        ] == events()


def greet(worker: RealWorker) -> Message:
    """
    Invoke the function that greets.
    """
    return worker.invoke("Greet", {"req": http_request(query={"name": "Ada"})})


def greeting() -> Message:
    """
    Return the response of the function that greets.
    """
    headers = {"content-type": "text/plain; charset=utf-8"}
    return succeeded(http_response(b"Hello, Ada", status_code=201, headers=headers))


def farewell() -> Message:
    """
    Return the response of the function that leaves.
    """
    headers = {"content-type": "text/plain; charset=utf-8"}
    return succeeded(http_response(b"Bye", status_code=202, headers=headers))


def load(worker: RealWorker, app: Path, function_name: str) -> None:
    """
    Load a function and call the hooks for that.
    """
    assert loaded(function_name) == worker.load(function_name)
    for kind in ("post_function_load", "post_function_load_app_level"):
        call_hooks(kind, function_name, function_name, str(app / function_name))


@contextmanager
def hooks_called() -> Generator[None]:
    """
    Make the worker call hooks around functions, in the order of the one for Python 3.12 and older.
    """
    handle_event = importlib.import_module(f"{real_worker.PACKAGE}.handle_event")
    run_sync_func: Callable[..., Any] = handle_event.run_sync_func
    execute_async: Callable[..., Any] = handle_event.execute_async

    def before(context: Any, arguments: dict[str, object]) -> None:
        for kind in ("pre_invocation_app_level", "pre_invocation"):
            call_hooks(kind, context.function_name, LOGGER, context, arguments)

    def after(context: Any, arguments: dict[str, object], result: object) -> None:
        for kind in ("post_invocation", "post_invocation_app_level"):
            call_hooks(kind, context.function_name, LOGGER, context, arguments, result)

    def run_with_hooks(
        invocation_id: str, context: Any, function: object, arguments: dict[str, object]
    ) -> object:
        before(context, arguments)
        result = run_sync_func(invocation_id, context, function, arguments)
        after(context, arguments, result)
        return result

    async def execute_with_hooks(function: object, arguments: dict[str, object]) -> object:
        context = arguments["context"]  # this worker hands it to nobody else
        before(context, arguments)
        result = await execute_async(function, arguments)
        after(context, arguments, result)
        return result

    with (
        mock.patch.object(handle_event, "run_sync_func", run_with_hooks),
        mock.patch.object(handle_event, "execute_async", execute_with_hooks),
    ):
        yield


def call_hooks(kind: str, function_name: str, *arguments: object) -> None:
    """
    Look the hooks of a kind up and call them, as the worker for Python 3.12 and older does.
    """
    for hooks in (
        ExtensionMeta.get_function_hooks(function_name),
        ExtensionMeta.get_application_hooks(),
    ):
        for hook in getattr(hooks, kind, []):
            assert hook.ext_name in {"Audit", "Shout"}
            hook.ext_impl(*arguments)
