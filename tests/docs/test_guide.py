"""
The guide to a new binding, followed step by step in a copy of the repository.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import guide
from copying import copy_tree
from page_commands import environments
from pages import ROOT

COPIED = ("azure", "benchmarks", "changelog.d", "docs", "examples", "tests")
FILES = ("README.md", "pyproject.toml", "tox.ini")
CHECKERS = ("mypy", "pyright", "ruff", "sphinx")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A copy of the repository in which every step was followed, where all can be checked.
    """
    missing = [name for name in CHECKERS if importlib.util.find_spec(name) is None]
    if missing and os.environ.get("REQUIRE_EVERYTHING") != "1":
        pytest.skip(f"not installed: {', '.join(missing)}; tox -e docs follows the guide")
    root = tmp_path_factory.mktemp("followed") / "repository"
    root.mkdir()
    for name in COPIED:
        copy_tree(ROOT / name, root / name)
    for name in FILES:
        shutil.copyfile(ROOT / name, root / name)
    for step in guide.steps():
        step.apply(root)
    return root


def run(root: Path, module: str, *arguments: str) -> str:
    """
    Run a module with the copy first on its path; show all that it prints where it fails.
    """
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=root,
        env={**os.environ, "AZURE_FUNCTIONS_TEST_TREE": "1", "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, f"{module} {shlex.join(arguments)}\n{done.stdout}"
    return done.stdout


def test_environments() -> None:
    """
    CONTRIBUTING has a row for every environment of tox.
    """
    rows = re.findall(r"^\| (`.+?) \|", guide.GUIDE.read_text("utf-8"), re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([\w.-]+)`", row) if "/" not in row}

    # The row of the Pythons names the first and the last of them.
    between = {"3.11", "3.12", "3.13", "3.14"}
    assert environments() == named | between


def test_every_block_has_its_place() -> None:
    """
    Every block of the guide is a step or a command.
    """
    assert [] == guide.blocks_without_a_place()
    assert len(guide.steps()) > 20


def test_its_tests(copy: Path) -> None:
    """
    The tests that the guide gives pass, with those that it names: tables, exports, layers.
    """
    (command,) = guide.commands()
    words = shlex.split(command)
    assert ["python", "-m"] == words[:2]

    # Of what takes long, the tests that hold the tables.
    long = (
        "tests/fuzz/test_fuzz.py::test_every_binding_is_fuzzed",
        "tests/test_benchmarks.py::test_every_converter_is_measured",
        "tests/conditions/test_threads.py::test_every_binding_is_among_them",
        "tests/hostile/test_growth_of_bindings.py::test_all",
    )
    run(copy, *words[2:], *long, "-q", "-p", "no:cacheprovider")


def test_its_page(copy: Path) -> None:
    """
    The code on the page that the guide gives runs, and the page declares the same twice.
    """
    out = run(copy, "pytest", "-q", "-p", "no:cacheprovider", "tests/docs", "-k", "beacon")

    assert "passed" in out


def test_the_copy_is_used(copy: Path) -> None:
    """
    What was tested is the copy, which lists the new binding.
    """
    assert "beaconTrigger" in run(copy, "azure.functions", "bindings")


def test_its_site(copy: Path, tmp_path: Path) -> None:
    """
    The documentation is built with the page that the guide gives.
    """
    run(copy, "sphinx", "-n", "-W", "--keep-going", "-q", "docs", str(tmp_path))


@pytest.mark.parametrize("checker", ["mypy", "pyright", "ruff"])
def test_its_types(copy: Path, checker: str) -> None:
    """
    What the guide gives is clean for type checkers and ruff.
    """
    new = [step.file for step in guide.steps() if not step.below and step.file.endswith(".py")]
    if checker == "ruff":
        written = sorted({step.file for step in guide.steps() if step.file.endswith(".py")})
        run(copy, "ruff", "check", *written)
        run(copy, "ruff", "format", "--check", *written)
    elif checker == "mypy":
        # It takes what it imports from an installed package, unless that is among what it checks.
        run(copy, "mypy", "azure", *(each for each in new if not each.startswith("azure/")))
    else:
        run(copy, "pyright", "--pythonpath", sys.executable, *new)
