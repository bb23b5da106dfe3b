"""The pytest plugin: fixtures for tests of an app. pytest finds it by its entry point.

Every run of pytest loads this module where the package is installed; ``azure.functions.testing``
is imported when a test first asks for a fixture.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._context import Context
    from .testing import Host

OPTION = "azure_functions_app"

_HELP = "the app of the fixture function_host: its folder, or module:attribute of a FunctionApp"
_HOW = f"""\
name the app in pyproject.toml, by its folder, relative to the rootdir, or by module:attribute:

[tool.pytest.ini_options]
{OPTION} = "path/to/app\""""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Make the option known.

    Args:
        parser: What collects options.
    """
    parser.addini(OPTION, _HELP, default="")


@pytest.fixture(scope="session")
def function_host(pytestconfig: pytest.Config) -> Host:
    """Return the app that the option azure_functions_app names, as a testing.Host.

    It is made once a session: as in a worker, the app's modules are imported once, and what they
    remember outlives a call.
    """
    from .testing import Host, HostError

    named = str(pytestconfig.getini(OPTION)).strip()
    if not named:
        pytest.fail(f"function_host has no app; {_HOW}", pytrace=False)
    try:
        return Host(_named(named, pytestconfig.rootpath))
    except (HostError, TypeError) as error:
        pytest.fail(f"{OPTION} = {named!r}: {error}; {_HOW}", pytrace=False)


@pytest.fixture
def function_context() -> Context:
    """Return the context of an invocation, filled as testing.context() fills it."""
    from .testing import context

    return context()


def _named(named: str, root: Path) -> Any:
    """Return the folder, or the object, that the option names."""
    module, _, attribute = named.rpartition(":")
    if not (module and attribute.isidentifier()) or (root / named).is_dir():
        return root / named
    sys.path.append(str(root))  # `python -m pytest` has it there, `pytest` does not
    return getattr(import_module(module), attribute, None)
