"""
The benchmarks measure what they say: each case runs, and no converter is left out.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import azure.functions as func
import real_worker
from azure.functions._registry import CONVERTERS

ROOT = Path(__file__).parents[1]
BENCHMARKS = ROOT / "benchmarks"


@pytest.fixture(scope="module")
def modules() -> Iterator[dict[str, Any]]:
    """
    The modules of the benchmarks by name, which nothing else imports.
    """
    names = {file.stem for file in BENCHMARKS.glob("*.py")}
    assert not names & sys.modules.keys()
    sys.path.append(str(BENCHMARKS))
    try:
        yield {name: importlib.import_module(name) for name in sorted(names)}
    finally:
        sys.path.remove(str(BENCHMARKS))
        for name in names:
            del sys.modules[name]


def test_every_converter_is_measured(modules: dict[str, Any]) -> None:
    """
    Each decode and each encode that the registry can find is a case.
    """
    registry = func.get_binding_registry()
    expected = {
        f"{binding}: every recorded {op}"
        for binding in CONVERTERS
        for op in ("decode", "encode")
        if hasattr(registry.get(binding), op)
    }

    assert expected == {case.name for case in modules["recorded"].CASES}


def test_cases_run(modules: dict[str, Any]) -> None:
    """
    Each case prepares its input and can be called.
    """
    cases, batches, recorded = (modules[name].CASES for name in ("cases", "batches", "recorded"))
    with modules["harness"].opened:
        for case in [*cases, *batches, *recorded]:
            case.make()()


@pytest.mark.skipif(bool(real_worker.UNAVAILABLE), reason=real_worker.UNAVAILABLE)
def test_invocations_run(modules: dict[str, Any]) -> None:
    """
    Each whole invocation succeeds.
    """
    with modules["harness"].opened:
        for case in modules["invocations"].CASES:
            case.make()()


def test_kept_figures(modules: dict[str, Any]) -> None:
    """
    What the documentation shows is of every group, with enough rounds, and says when.
    """
    shown = json.loads((ROOT / "docs" / "_static" / "benchmarks.json").read_text("utf-8"))
    groups = modules["suite"].GROUPS
    measured = {row["name"].partition(": memory")[0] for row in shown["rows"]}

    assert set(groups) == {row["group"] for row in shown["rows"]}
    assert {case.name for case in groups["Start"]} <= measured
    assert len(measured) > 80
    assert shown["rounds"] >= 21
    assert dt.date.fromisoformat(shown["date"]) >= dt.date(2026, 11, 24)
    assert all(row["within"] is not False for row in shown["rows"])


def test_commands_start() -> None:
    """
    The scripts start as tox starts them.
    """
    for environment in ("bench", "instructions"):
        text = (ROOT / "tox.ini").read_text("utf-8").partition(f"[testenv:{environment}]")[2]
        (command,) = re.findall(r"^commands = python (.*) \{posargs\}$", text, re.MULTILINE)[:1]
        words = command.replace("{/}", "/").split()
        run = subprocess.run(
            (sys.executable, *words, "--help"), cwd=ROOT, check=True, capture_output=True, text=True
        )
        assert run.stdout.startswith("usage: ")


def test_budgets_are_held_against(modules: dict[str, Any]) -> None:
    """
    A budget is a part of the published figure, or bytes; beyond it a row is not within.
    """
    report = modules["report"]
    part, size = modules["cases"].IMPORTS[0].time, modules["harness"].MEGABYTE

    assert report.Row("a", "s", 1.0, 0.05, 0.05, part).within
    assert not report.Row("a", "s", 1.0, 0.2, 0.2, part).within
    assert not report.Row("a", "B", 0, size + 1, None, size).within
    assert report.Row("a", "s", None, 1.0, None, None).within is None


def test_instructions_that_have_grown(
    modules: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """
    What takes a tenth more than the figure kept has grown, measured by this build's yardstick.
    """
    instructions = modules["instructions"]
    kept = {"yardstick": 1000, "a": 100, "b": 100}
    counted = {"yardstick": 2000, "a": 219, "b": 221, "c": 1}

    assert ["b", "c"] == instructions.compare(counted, kept)
    assert "2.000 times" in capsys.readouterr().out


def test_instructions_are_kept(modules: dict[str, Any]) -> None:
    """
    There is a figure for each import and each hot call.
    """
    instructions = modules["instructions"]
    kept = instructions.json.loads(instructions.KEPT.read_text("utf-8"))
    expected = {
        instructions.YARDSTICK,
        *instructions.HOT,
        *(each.name for each in modules["cases"].IMPORTS),
    }

    assert [expected] == [set(figures) for figures in kept.values()]
