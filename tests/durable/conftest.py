from __future__ import annotations

import importlib
import os
import sys
from typing import Any, NoReturn

import pytest

import real_worker


def _missing(reason: str) -> NoReturn:
    """
    Skip, or fail where nothing may be missing.
    """
    if os.environ.get("REQUIRE_WORKER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def worker_is_available() -> None:
    """
    Skip where the worker cannot run, or fail where it must be there.
    """
    if real_worker.UNAVAILABLE:
        _missing(real_worker.UNAVAILABLE)


@pytest.fixture(scope="session")
def library() -> Any:
    """
    Return ``azure-functions-durable``; skip without it, or fail where it must be there.
    """
    try:
        return importlib.import_module("azure.durable_functions")
    except ModuleNotFoundError as error:
        if error.name != "azure.durable_functions":
            raise
    if sys.version_info >= (3, 15):
        pytest.skip("azure-functions-durable needs packages that have no wheels for 3.15 yet")
    _missing("azure-functions-durable is not installed")
