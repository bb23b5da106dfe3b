# The registries are private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from unittest import mock

import pytest

from azure.functions import get_binding_registry, testing
from azure.functions.extension import ExtensionMeta
from pages import ROOT


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """
    Where every library is there, nothing may be skipped.
    """
    report = yield
    if report.skipped and os.environ.get("REQUIRE_EVERYTHING") == "1":
        report.outcome = "failed"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """
    The same for whole modules.
    """
    report = yield
    if report.skipped and os.environ.get("REQUIRE_EVERYTHING") == "1":
        report.outcome = "failed"
    return report


@pytest.fixture(autouse=True)
def _as_if_alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """
    Run an example from the root of the repository, and forget what it registers and sets.
    """
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(ExtensionMeta, "_app_exts", None)
    monkeypatch.setattr(ExtensionMeta, "_func_exts", {})
    monkeypatch.setattr(ExtensionMeta, "_info", {})
    registry = get_binding_registry()
    monkeypatch.setattr(registry, "_registered", dict(registry._registered))
    with mock.patch.dict(os.environ):
        yield


@pytest.fixture
def function_host() -> testing.Host:
    """
    The app that examples take from pyproject.toml.
    """
    return testing.Host("examples/guide")
