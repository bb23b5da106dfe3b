from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

import azure.functions
from azure.functions import _json

_ROOT = Path(__file__).resolve().parent.parent

# The same examples in every run, as long as they take: a run fails for what changed, never by luck.
settings.register_profile(
    "azure-functions", database=None, deadline=None, derandomize=True, max_examples=100
)
settings.load_profile("azure-functions")


def pytest_configure() -> None:
    """
    Refuse to test the tree: what users get is the wheel, and only that may pass.
    """
    tested = Path(str(azure.functions.__file__)).resolve()
    allowed = os.environ.get("AZURE_FUNCTIONS_TEST_TREE") == "1"
    if tested.is_relative_to(_ROOT / "azure") and not allowed:
        message = (
            f"azure.functions is {tested}, the tree beside the tests; install the project and run "
            f"pytest by its script, or set AZURE_FUNCTIONS_TEST_TREE=1 while you develop"
        )
        raise pytest.UsageError(message)
    # What a developer's machine is set up for must not decide what the tests see.
    ours = ("azurewebjobs", "azure_functions_durable")
    for name in [each for each in os.environ if each.lower().startswith(ours)]:
        del os.environ[name]


@pytest.fixture(params=["orjson", "json"])
def each_json_library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """
    Run a test with ``orjson``, where it is installed, and again with the standard library.
    """
    library: str = request.param
    if library == "orjson":
        pytest.importorskip("orjson", reason="the extra orjson is not installed")
    else:
        monkeypatch.setitem(sys.modules, "orjson", None)
    monkeypatch.setattr(_json, "_orjson", None)
    monkeypatch.setattr(_json, "_orjson_was_sought", False)
    return library
