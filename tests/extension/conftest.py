# The registry is private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

from pathlib import Path

import pytest

from azure.functions.extension import ExtensionMeta


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
    The folder of an app, which the host names in the environment.
    """
    monkeypatch.setenv("AzureWebJobsScriptRoot", str(tmp_path))
    return tmp_path
