from __future__ import annotations

import os

import pytest

import real_worker


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
