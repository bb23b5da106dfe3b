"""The README and the documentation."""

from __future__ import annotations

import re
import subprocess
import sys
import unittest
from inspect import signature
from pathlib import Path

import pytest

from azure.functions import testing

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def _examples() -> list[tuple[Path, int, str]]:
    """Return the page, line and text of every Python code block."""
    return [
        (page, text.count("\n", 0, match.start(1)), match[1])
        for page in PAGES
        for text in [page.read_text("utf-8")]
        for match in re.finditer(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    ]


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Examples name paths from the root of the repository."""
    monkeypatch.chdir(ROOT)


@pytest.fixture
def function_host() -> testing.Host:
    """The app that pyproject.toml of the examples names."""
    return testing.Host("examples/guide")


@pytest.mark.parametrize(
    ("page", "line", "code"),
    [pytest.param(*example, id=f"{example[0].name}:{example[1]}") for example in _examples()],
)
def test_example_runs(page: Path, line: int, code: str, request: pytest.FixtureRequest) -> None:
    """A Python example runs as it stands, and the tests that it defines pass."""
    namespace: dict[str, object] = {"__name__": "example"}
    exec(compile("\n" * line + code, str(page), "exec", dont_inherit=True), namespace)  # noqa: S102  # our own text

    for name, test in namespace.items():
        if name.startswith("test_") and callable(test):
            test(**{each: request.getfixturevalue(each) for each in signature(test).parameters})
        elif isinstance(test, type) and issubclass(test, unittest.TestCase):
            unittest.defaultTestLoader.loadTestsFromTestCase(test).debug()


def _commands() -> list[tuple[str, str, str]]:
    """Return the page, the arguments and the output of every command of the package."""
    return [
        (page.name, command, output)
        for page in PAGES
        for command, output in re.findall(
            r"^\$ .*python -m azure\.functions (.*)\n((?:.+\n|\n(?!```))*)```$",
            page.read_text("utf-8"),
            re.MULTILINE,
        )
    ]


@pytest.mark.parametrize(("page", "command", "output"), _commands())
def test_command(page: str, command: str, output: str) -> None:
    """A command prints what the page shows."""
    run = subprocess.run(
        [sys.executable, "-I", "-m", "azure.functions", *command.split()],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if page == "README.md" else None,
        text=True,
        check=True,
    )

    # JSON has no spaces where orjson writes it.
    assert output.replace(" ", "") == run.stdout.replace(" ", "")


def test_first_command() -> None:
    """The README's first command is one of the package."""
    assert ("README.md", "call examples/guide HttpTrigger --query name=Ada") == _commands()[0][:2]


def test_pages_have_examples() -> None:
    """The pages that teach by example have some."""
    pages = {page.name for page, _, _ in _examples()}

    expected = {"README.md", "index.md", "types.md", "testing.md", "converters.md", "errors.md"}
    assert expected <= pages
