"""
The one-way order of the package, which the comment in its ``__init__`` states, holds; and so does
that of the control plane, which is stated in the same form.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

import azure.functions as func

PACKAGE = Path(str(func.__file__)).parent
DECORATORS = PACKAGE / "decorators"
SERVICES = {"blob", "http", "queue", "timer", "warmup"}


def stated_order(folder: Path) -> list[list[str]]:
    """
    Read the comment: the modules of each of its lines, from the lowest line up.
    """
    lines = (folder / "__init__.py").read_text("utf-8").splitlines()
    rows = (re.match(r"#   ((?:\w+(?:  |$))+)", line) for line in lines)
    return [row[1].split() for row in rows if row]


ORDER = stated_order(PACKAGE)
LEVELS = {module: level for level, row in enumerate(ORDER) for module in row}
MADE_OF = {*ORDER[0], *ORDER[1]}
"""What both planes are made of."""
LOOKED_UP = {"_http_apps"}
"""What stands above both planes, and what a lower module looks up when it is asked for it."""
CONTROL_ORDER = stated_order(DECORATORS)
CONTROL_LEVELS = {module: level for level, row in enumerate(CONTROL_ORDER) for module in row}


def modules(folder: Path) -> list[str]:
    """
    Return the modules and packages in a folder.
    """
    files = (file.stem for file in folder.glob("*.py") if file.stem != "__init__")
    return sorted([*files, *(file.parent.name for file in folder.glob("*/__init__.py"))])


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """
    Return what a module of the package imports when it runs: levels and names of modules.
    """
    tree = ast.parse(file.read_text("utf-8"))
    guards = [n for n in ast.walk(tree) if isinstance(n, ast.If)]
    checked = chain.from_iterable(
        ast.walk(part) for n in guards if ast.unparse(n.test) == "TYPE_CHECKING" for part in n.body
    )
    for_checkers = set(map(id, checked))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level and id(node) not in for_checkers:
            names = [node.module] if node.module else [alias.name for alias in node.names]
            found = (name.partition(".")[0] for name in names)
            yield from ((node.level, name) for name in found if name != "__version__")


def files_of(module: str) -> list[Path]:
    """
    Return the files of a module of the package, or of one of its packages.
    """
    folder = PACKAGE / module
    return sorted(folder.glob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]


def imported(module: str) -> set[str]:
    """
    Return the modules of the package that a module, or a package in it, imports.
    """
    inner = (PACKAGE / module).is_dir()
    found = chain.from_iterable(imports(file) for file in files_of(module))
    return {name for level, name in found if level == 1 + inner}


def service(module: str) -> str:
    """
    Return the service that a module belongs to, if any: ``_http_request`` belongs to ``http``.
    """
    return module.strip("_").partition("_")[0]


def test_every_module_has_its_place() -> None:
    """
    The comments name every module of the package and of the control plane once, and no others.
    """
    assert modules(PACKAGE) == sorted(chain.from_iterable(ORDER))
    assert modules(DECORATORS) == sorted(chain.from_iterable(CONTROL_ORDER))


@pytest.mark.parametrize("module", modules(PACKAGE))
def test_one_way(module: str) -> None:
    """
    A module imports from its own line of the comment and those above it, and no other service.
    """
    found = imported(module) - LOOKED_UP

    assert set() == {name for name in found if LEVELS[name] > LEVELS[module]}
    if service(module) in SERVICES and LEVELS[module] < LEVELS["decorators"]:
        others = SERVICES - {service(module)}
        assert set() == {name for name in found if service(name) in others}


@pytest.mark.parametrize("module", modules(DECORATORS))
def test_one_way_in_the_control_plane(module: str) -> None:
    """
    A module of the control plane imports from its own line of the comment and those above it.
    """
    found = {name for level, name in imports(DECORATORS / f"{module}.py") if level == 1}

    assert set() == {name for name in found if CONTROL_LEVELS[name] > CONTROL_LEVELS[module]}


def test_the_control_plane_imports_nothing_of_the_data_plane() -> None:
    """
    Of the package it imports what both planes are made of.
    """
    assert set() == imported("decorators") - MADE_OF - LOOKED_UP


def test_the_data_plane_imports_nothing_of_the_control_plane() -> None:
    """
    No module below the decorators imports them.
    """
    below = [module for module in modules(PACKAGE) if LEVELS[module] < LEVELS["decorators"]]

    assert [] == [module for module in below if "decorators" in imported(module)]
