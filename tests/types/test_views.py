"""
What type checkers and editors see of the installed package is what it exports.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import azure.functions as func
import public


def only_public(names: Iterable[str]) -> set[str]:
    """
    Leave out what is private, and what the module itself is made with.
    """
    return {name for name in names if not name.startswith("_")} - {"TYPE_CHECKING", "sys"}


PUBLIC = only_public(dir(func))
"""The names of the package and its modules."""

EXPRESSIONS = [
    *(f"azure.functions.{name}" for name in sorted(PUBLIC)),
    *(
        f"{name}.{export}"
        for name, module in public.MODULES.items()
        for export in public.exports(module)
        if module is not func
    ),
]
"""Everything that is exported, as code that uses it says."""


@pytest.fixture
def revealing(tmp_path: Path) -> Path:
    """
    A module that asks for the type of everything that is exported, in order, a line each.
    """
    lines = ["from typing_extensions import reveal_type"]
    lines += [f"import {name}" for name in public.MODULES]
    lines += [f"reveal_type({expression})" for expression in EXPRESSIONS]
    file = tmp_path / "revealing.py"
    file.write_text("\n".join(lines), "utf-8")
    return file


def run(*command: str | Path, cwd: Path) -> str:
    """
    Run a checker of this environment in a directory without settings; return what it prints.
    """
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, capture_output=True, text=True, check=False
    )
    return done.stdout


class TestEveryNameHasAType:
    def test_mypy(self, revealing: Path) -> None:
        """
        mypy finds everything that is exported, and knows its type.
        """
        told = run("mypy", "--strict", revealing, cwd=revealing.parent)
        types = re.findall(r'Revealed type is "(.*)"', told)

        assert ": error:" not in told
        assert len(EXPRESSIONS) == len(types)
        assert "Any" not in types

    def test_pyright(self, revealing: Path) -> None:
        """
        pyright finds everything that is exported, and knows its type.
        """
        told = run("pyright", "--pythonpath", sys.executable, revealing, cwd=revealing.parent)
        types = re.findall(r'Type of ".*" is "([\s\S]*?)"\n', told)

        assert " - error:" not in told
        assert len(EXPRESSIONS) == len(types)
        assert not {"Any", "Unknown"} & set(types)

    def test_pyrefly(self, revealing: Path) -> None:
        """
        pyrefly finds everything that is exported, and knows its type.
        """
        options = ("--preset", "strict", "--output-format", "min-text")
        python = ("--python-interpreter-path", sys.executable)
        told = run("pyrefly", "check", *options, *python, revealing, cwd=revealing.parent)
        types = re.findall(r"revealed type: (.*) \[reveal-type\]", told)

        assert "ERROR" not in told
        assert len(EXPRESSIONS) == len(types)
        assert not {"Any", "Unknown"} & set(types)


class TestNothingElseIsThere:
    def test_mypy(self) -> None:
        """
        To mypy the package has the names that it exports, and no others.
        """
        from mypy.build import build
        from mypy.main import process_options

        sources, options = process_options(["--config-file=", "-c", "import azure.functions"])
        options.incremental = False
        names = build(sources, options).files["azure.functions"].names
        seen = {name for name, symbol in names.items() if symbol.module_public}

        assert only_public(seen) == PUBLIC

    def test_pyright(self, completeness: dict[str, Any]) -> None:
        """
        To pyright the package has the names that it exports, and no others.
        """
        names = {symbol["name"] for symbol in completeness["symbols"]}
        seen = {name.removeprefix("azure.functions.") for name in names if name.count(".") == 2}

        assert only_public(seen) == PUBLIC

    def test_jedi(self) -> None:
        """
        Editors that use jedi offer the names that the package exports, and no others.
        """
        offered = read_by_jedi("azure.functions.").complete()

        assert only_public(each.name for each in offered) == PUBLIC

    def test_pylint(self) -> None:
        """
        To pylint the package has the names that it exports, and no others.
        """
        from pylint.lint import PyLinter

        tree: Any = PyLinter().get_ast(str(func.__file__), modname="azure.functions")

        assert only_public(set(tree.locals)) == PUBLIC


def test_jedi_finds_the_docstrings() -> None:
    """
    Editors that use jedi show the docstring of everything that the package exports.
    """
    found = {name: read_by_jedi(f"azure.functions.{name}").infer() for name in PUBLIC}

    assert [] == [
        name
        for name, definitions in found.items()
        if not (definitions and all(each.docstring(raw=True) for each in definitions))
    ]


def read_by_jedi(expression: str) -> Any:
    """
    Return jedi's view of code that ends with an expression.
    """
    jedi: Any = import_module("jedi")  # it has no types
    return jedi.Script(f"import azure.functions\n{expression}")
