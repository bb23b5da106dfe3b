"""
The harness keeps apart what a worker process keeps in its globals.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from real_worker import (
    Message,
    binding,
    http_request,
    loaded,
    run_worker,
    string,
    succeeded,
    without_modules,
    write_function,
)

HTTP = [binding("req", "httpTrigger"), binding("$return", "http", "out")]


def test_apps_are_apart(tmp_path: Path) -> None:
    """
    Functions of the same name in two apps answer each for its own app, also in turn.
    """
    apps = [tmp_path / name for name in ("one", "two")]
    for app in apps:
        write_function(app, "Hello", HTTP, f"def main(req): return {app.name!r}")

    answers: list[Message] = []
    for app in [*apps, *apps]:
        with run_worker(app) as worker:
            assert loaded("Hello") == worker.load("Hello")
            answers.append(worker.invoke("Hello", {"req": http_request()}))

    assert [succeeded(string(name)) for name in ("one", "two", "one", "two")] == answers


def test_imported_app_survives(tmp_path: Path) -> None:
    """
    What a test imported from ``__app__`` is hidden from the worker, and back afterwards.
    """
    write_function(tmp_path, "HttpTrigger", HTTP, "def main(req): return 'worker'")

    with without_modules({"__app__"}):
        ours = importlib.import_module("__app__.HttpTrigger")
        with run_worker(tmp_path) as worker:
            worker.load("HttpTrigger")
            assert ours is not sys.modules["__app__.HttpTrigger"]

        assert ours is sys.modules["__app__.HttpTrigger"]
