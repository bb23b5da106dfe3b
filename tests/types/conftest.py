from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from typing import Any

import pytest

NEEDED = ("jedi", "mypy", "pylint", "pyrefly", "pyright")


@pytest.fixture(autouse=True, scope="session")
def _checkers_are_available() -> None:
    """
    Skip where a checker is not installed, or fail where all must be there.
    """
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if os.environ.get("AZURE_FUNCTIONS_TEST_TREE") == "1":
        missing = ["the package itself"]
    if not missing:
        return
    reason = f"not installed: {', '.join(missing)}"
    if os.environ.get("REQUIRE_CHECKERS") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def completeness(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """
    What pyright reports of the installed package, from a directory without settings.
    """
    command = [sys.executable, "-m", "pyright", "--verifytypes", "azure.functions"]
    options = ["--ignoreexternal", "--outputjson", "--pythonpath", sys.executable]
    done = subprocess.run(
        [*command, *options],
        cwd=tmp_path_factory.mktemp("completeness"),
        capture_output=True,
        text=True,
        check=False,
    )
    report: dict[str, Any] = json.loads(done.stdout)["typeCompleteness"]
    return report
