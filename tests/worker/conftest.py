# The registry has no public way to forget.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import os
from collections.abc import Iterator
from unittest import mock

import pytest

import real_worker
from azure.functions import get_binding_registry


@pytest.fixture(autouse=True, scope="module")
def _worker_is_available() -> None:
    """
    Skip where the worker cannot run, or fail where it must be there.
    """
    if not real_worker.UNAVAILABLE:
        return
    if os.environ.get("REQUIRE_WORKER") == "1":
        pytest.fail(real_worker.UNAVAILABLE)
    pytest.skip(real_worker.UNAVAILABLE)


@pytest.fixture(autouse=True, scope="module")
def _registry_as_it_was() -> Iterator[None]:
    """
    Forget the converters that the apps of a module register.
    """
    with mock.patch.dict(get_binding_registry()._registered):
        yield
