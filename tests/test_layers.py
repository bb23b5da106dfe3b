"""
The one-way order of the package, which the comment in its ``__init__`` states, holds.
"""

from __future__ import annotations

import ast
import re
from itertools import chain
from pathlib import Path

import pytest

import azure.functions as func

PACKAGE = Path(str(func.__file__)).parent
SERVICES = {"blob", "http", "queue", "timer", "warmup"}


def stated_order() -> list[list[str]]:
    """
    Read the comment: the modules of each of its lines, from the lowest line up.
    """
    lines = (PACKAGE / "__init__.py").read_text("utf-8").splitlines()
    rows = (re.match(r"#   ((?:\w+(?:  |$))+)", line) for line in lines)
    return [row[1].split() for row in rows if row]


ORDER = stated_order()
LEVELS = {module: level for level, row in enumerate(ORDER) for module in row}
MODULES = sorted(file.stem for file in PACKAGE.glob("*.py") if file.stem != "__init__")


def imports(module: str) -> set[str]:
    """
    Return the modules of the package that a module imports when it runs.
    """
    tree = ast.parse((PACKAGE / f"{module}.py").read_text("utf-8"))
    guards = [n for n in ast.walk(tree) if isinstance(n, ast.If)]
    checked = chain.from_iterable(
        ast.walk(part) for n in guards if ast.unparse(n.test) == "TYPE_CHECKING" for part in n.body
    )
    for_checkers = set(map(id, checked))
    return {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level and id(node) not in for_checkers
        for name in ([node.module] if node.module else [alias.name for alias in node.names])
    }


def service(module: str) -> str:
    """
    Return the service that a module belongs to, if any: ``_http_request`` belongs to ``http``.
    """
    return module.strip("_").partition("_")[0]


def test_every_module_has_its_place() -> None:
    """
    The comment names every module of the package once, and no others.
    """
    assert MODULES == sorted(chain.from_iterable(ORDER))


@pytest.mark.parametrize("module", MODULES)
def test_one_way(module: str) -> None:
    """
    A module imports from its own line of the comment and those above it, and no other service.
    """
    assert set() == {name for name in imports(module) if LEVELS[name] > LEVELS[module]}
    if service(module) in SERVICES:
        others = SERVICES - {service(module)}
        assert set() == {name for name in imports(module) if service(name) in others}
