"""
What is public: the modules without an underscore, what they export, and the members of that.
"""

from __future__ import annotations

import ast
import enum
import inspect
from collections.abc import Iterator
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import azure.functions as func

PACKAGE = Path(str(func.__file__)).parent


def _names() -> Iterator[str]:
    """
    Return the names of the public modules.
    """
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        inner = parts[:-1] if parts[-1] == "__init__" else parts
        if not any(part.startswith("_") for part in inner):
            yield ".".join((func.__name__, *inner))


MODULES: dict[str, ModuleType] = {name: import_module(name) for name in _names()}


def exports(module: ModuleType) -> list[str]:
    """
    Return the names that a module exports: where it does not say so, its constants.
    """
    constants = [name for name in vars(module) if name.isupper() and name != "TYPE_CHECKING"]
    names: list[str] = list(getattr(module, "__all__", constants))
    return names


def exported() -> dict[str, Any]:
    """
    Return what public modules export, each thing once, by the first name that it has.
    """
    found: dict[int, tuple[str, Any]] = {}
    for name, module in MODULES.items():
        for export in exports(module):
            value = getattr(module, export)
            found.setdefault(id(value), (f"{name}.{export}", value))
    return dict(found.values())


def _own_bases(cls: type) -> list[type]:
    """
    Return the class and those of its bases that this package defines.
    """
    return [base for base in cls.__mro__ if base.__module__.startswith(func.__name__)]


def members(cls: type) -> dict[str, Any]:
    """
    Return the public members of a class, its constructor and operators too, as they are defined.
    """
    found: dict[str, Any] = {}
    for base in _own_bases(cls):
        for name, value in vars(base).items():
            if name.startswith("__") or not name.startswith("_"):
                found.setdefault(name, value)
    return found


def functions() -> dict[str, Any]:
    """
    Return every public function, and every method and getter of a public class.
    """
    found: dict[str, Any] = {}
    for label, value in exported().items():
        if inspect.isfunction(value):
            found[label] = value
        elif inspect.isclass(value):
            for name, member in members(value).items():
                function = _function(member)
                if function is not None and _is_ours(function):
                    found[f"{label}.{name}"] = function
    return found


def _is_ours(function: Any) -> bool:
    """
    Tell methods that the package defines from those that ``enum`` and others put in.
    """
    return str(function.__module__).startswith(func.__name__)


def _function(member: object) -> Any:
    """
    Return the function that a member of a class is made of.
    """
    if isinstance(member, (classmethod, staticmethod)):
        return member.__func__  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    if isinstance(member, property):
        return member.fget
    if isinstance(member, cached_property):
        return member.func
    return member if inspect.isfunction(member) else None


def classes() -> dict[str, type[Any]]:
    """
    Return every public class.
    """
    return {label: value for label, value in exported().items() if inspect.isclass(value)}


def enums() -> dict[str, type[enum.Enum]]:
    """
    Return every public enum.
    """
    return {label: cls for label, cls in classes().items() if issubclass(cls, enum.Enum)}


def undocumented_variables() -> list[str]:
    """
    Return the public variables of public modules and classes that no text stands below.
    """
    found: list[str] = []
    for name, module in MODULES.items():
        assigned = _assigned(_tree(name).body)
        names = (each for each in exports(module) if assigned.get(each) is False)
        found += [f"{name}.{each}" for each in names]
    for label, cls in classes().items():
        bodies = [_definition(base).body for base in _own_bases(cls)]
        described = {name for body in bodies for name in _assigned(body) if _assigned(body)[name]}
        others = {name for body in bodies for name in _assigned(body)} - described
        found += [f"{label}.{name}" for name in sorted(others) if not name.startswith("_")]
    return found


def _assigned(body: list[ast.stmt]) -> dict[str, bool]:
    """
    Return the variables that statements assign, and whether text stands below each; another name
    of a method has what the method has.
    """
    found: dict[str, bool] = {}
    for statement, below in zip(body, [*body[1:], ast.Pass()], strict=True):
        if isinstance(statement, (ast.Assign, ast.AnnAssign)):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            is_text = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
            is_alias = isinstance(statement.value, ast.Name)
            names = (target.id for target in targets if isinstance(target, ast.Name))
            found.update(dict.fromkeys(names, is_text or is_alias))
    return found


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(Path(str(import_module(module).__file__)).read_text("utf-8"))


def _definition(cls: type) -> ast.ClassDef:
    """
    Return the statement that defines a class.
    """
    found: ast.Module | ast.ClassDef = _tree(cls.__module__)
    for name in cls.__qualname__.split("."):
        (found,) = (
            each for each in ast.walk(found) if isinstance(each, ast.ClassDef) and each.name == name
        )
    assert isinstance(found, ast.ClassDef)
    return found
