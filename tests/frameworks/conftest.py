from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from http_apps import AsgiClient, WsgiClient

NEEDED = {
    "test_django": ("django",),
    "test_fastapi": ("fastapi", "python_multipart"),
    "test_flask": ("flask",),
    "test_starlette": ("starlette", "python_multipart"),
}
"""The modules of tests -> what they import."""

AsgiServer: TypeAlias = type[AsgiClient]
WsgiServer: TypeAlias = type[WsgiClient]


class _Missing(pytest.Module):
    """
    A module of tests whose framework is not there: skipped, or failed where it must be there.
    """

    reason = ""

    def collect(self) -> Iterator[pytest.Item]:
        if os.environ.get("REQUIRE_FRAMEWORKS") == "1":
            pytest.fail(self.reason, pytrace=False)
        pytest.skip(self.reason, allow_module_level=True)


def pytest_pycollect_makemodule(
    module_path: Path, parent: pytest.Collector
) -> pytest.Module | None:
    """
    Keep a module from being imported where what it imports is not there.
    """
    needed = NEEDED.get(module_path.stem, ())
    missing = [name for name in needed if importlib.util.find_spec(name) is None]
    if not missing:
        return None
    module: _Missing = _Missing.from_parent(parent, path=module_path)  # pyright: ignore[reportUnknownMemberType]  # pytest leaves it untyped
    module.reason = f"not installed: {', '.join(missing)}"
    return module


@pytest.fixture(params=[AsgiClient], ids=["middleware"])
def serve_asgi(request: pytest.FixtureRequest) -> AsgiServer:
    """
    Return what runs an ASGI app in a ``with`` block and gives a client for it.
    """
    server: AsgiServer = request.param
    return server


@pytest.fixture(params=[WsgiClient], ids=["middleware"])
def serve_wsgi(request: pytest.FixtureRequest) -> WsgiServer:
    """
    Return what runs a WSGI app in a ``with`` block and gives a client for it.
    """
    server: WsgiServer = request.param
    return server
