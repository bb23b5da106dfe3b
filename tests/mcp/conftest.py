from __future__ import annotations

import importlib.util
import os

import pytest

_REASON = "the MCP SDK is not installed: pip install mcp"


@pytest.fixture(autouse=True)
def _sdk_is_available() -> None:
    """
    Skip where the SDK is not installed, or fail where it must be there.
    """
    if importlib.util.find_spec("mcp") is not None:
        return
    if os.environ.get("REQUIRE_MCP") == "1":
        pytest.fail(_REASON)
    pytest.skip(_REASON)
