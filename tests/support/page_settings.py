"""
The settings of a page: TOML and INI, and whether what they set exists.
"""

from __future__ import annotations

import configparser
import importlib.util
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from azure.functions import testing
from page_commands import wrong_requirement
from pages import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_PYRIGHT = {"include", "exclude", "typeCheckingMode", "pythonVersion", "extraPaths"}


def problems_of_toml(text: str, config: pytest.Config, folder: Path) -> list[str]:
    """
    Return what is wrong with a piece of pyproject.toml.
    """
    problems: list[str] = []
    tables = tomllib.loads(text)
    tools: dict[str, Any] = tables.pop("tool", {})
    project: dict[str, Any] = tables.pop("project", {})
    requirements = [
        *project.pop("dependencies", []),
        *(each for one in project.pop("optional-dependencies", {}).values() for each in one),
        *(each for one in tables.pop("dependency-groups", {}).values() for each in one),
    ]
    problems += filter(None, map(wrong_requirement, requirements))
    for name, table in tools.items():
        if name == "pytest":
            problems += _wrong_pytest(table["ini_options"], config)
        elif name == "mypy":
            problems += _wrong_mypy("pyproject.toml", text, folder)
        elif name == "pyright":
            problems += [f"pyright has no {each}" for each in table if each not in _PYRIGHT]
        else:
            problems.append(f"no test knows the table tool.{name}")
    problems += [f"no test knows the table {each}" for each in tables]
    return problems


def problems_of_ini(text: str, config: pytest.Config, folder: Path) -> list[str]:
    """
    Return what is wrong with a piece of pytest.ini, mypy.ini or tox.ini.
    """
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(text)
    problems: list[str] = []
    for name in parser.sections():
        if name in {"pytest", "tool:pytest"}:
            problems += _wrong_pytest(parser[name], config)
        elif name.startswith("mypy"):
            problems += _wrong_mypy("mypy.ini", text, folder)
        else:
            problems.append(f"no test knows the section {name}")
    return problems


def _wrong_pytest(options: Mapping[str, Any], config: pytest.Config) -> list[str]:
    """
    Find options that pytest, with this package's plugin, does not have, and an app that is none.
    """
    problems: list[str] = []
    for name, value in options.items():
        try:
            config.getini(name)
        except ValueError as error:
            problems.append(str(error))
        if name == "azure_functions_app" and ":" not in value and value != ".":
            testing.Host(ROOT / value)
    return problems


def _wrong_mypy(name: str, text: str, folder: Path) -> list[str]:
    """
    Find what mypy does not understand of its options, where mypy is installed.
    """
    if importlib.util.find_spec("mypy") is None:
        return []
    (folder / name).write_text(text, "utf-8")
    run = subprocess.run(
        [sys.executable, "-I", "-m", "mypy", "--config-file", name, "-c", ""],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return [line for line in run.stdout.splitlines() if line.startswith(name)]
