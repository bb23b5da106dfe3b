"""
The package under other flags of the interpreter, and laid out otherwise than it is installed.

In each condition an app is declared, indexed, checked and called, every recorded payload decoded
or encoded, and the command line used.
"""

from __future__ import annotations

import compileall
import json
import sys
import textwrap
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import azure.functions as func
from copying import copy_tree
from fresh import output

PACKAGE = Path(str(func.__file__)).parent
SUPPORT = Path(__file__).parent.parent / "support"


def run(flags: Sequence[str], code: str, *first: Path) -> Any:
    """
    Run code in an interpreter with these flags; return the JSON that it prints.

    The path is set in the code: some flags keep the interpreter from taking it from elsewhere.
    """
    added = [str(SUPPORT), str(PACKAGE.parent.parent), *filter(None, sys.path)]
    prelude = f"import sys; sys.path[:0] = {[*map(str, first)]!r}; sys.path += {added!r}\n"
    return json.loads(output([sys.executable, *flags, "-c", prelude + textwrap.dedent(code)]))


FACTS = "import json, scenario; print(json.dumps(scenario.facts()))"


@pytest.mark.parametrize(
    "flags",
    [
        ["-O"],
        ["-OO"],
        ["-X", "dev", "-W", "error", "-bb"],
        ["-I", "-B"],
        ["-S"],
        ["-X", "frozen_modules=off", "-X", "utf8=0"],
    ],
    ids=" ".join,
)
def test_flags(flags: list[str]) -> None:
    """
    Nothing comes out otherwise for the flags of the interpreter.
    """
    facts = run(flags, FACTS)

    assert [] == facts["wrong"]
    assert str(func.__file__) == facts["file"]


def test_commands_without_docstrings() -> None:
    """
    The command line tells what it can do where docstrings are gone.
    """
    command = [sys.executable, "-OO", "-m", "azure.functions", "check", "--help"]

    assert "usage:" in output(command, PYTHONPATH=str(PACKAGE.parent.parent))


APP = '''
import azure.functions as func

app = func.FunctionApp()


@app.queue_trigger("msg", queue_name="q", connection="AzureWebJobsStorage")
def work(message: str) -> None:
    """Have a parameter of another name than the binding."""


bp = func.Blueprint()


@bp.mcp_tool()
@bp.mcp_tool_property("a", description="The first.")
def add(a: int, b: int = 2) -> int:
    """Add numbers."""
    return a + b
'''
FAULTY = APP.splitlines().index("def work(message: str) -> None:")
"""The line of the decorator above, counted from 1."""


class Layout(NamedTuple):
    """
    A place with the package in it, and with an app.
    """

    place: Path
    flags: list[str]


def lay_out(folder: Path, kind: str) -> Path:
    """
    Copy the package, without its sources or into an archive or both, and an app beside it.
    """
    content = folder / "content"
    copy_tree(PACKAGE, content / "azure/functions")
    (content / "user_app.py").write_text(APP, "utf-8")
    if "compiled" in kind:
        optimize = 2 if "-OO" in kind else -1
        compileall.compile_dir(content, quiet=2, legacy=True, optimize=optimize)
        for file in content.rglob("*.py"):
            file.unlink()
    if "zipped" not in kind:
        return content
    archive = folder / "app.zip"
    with zipfile.ZipFile(archive, "w") as written:
        for file in content.rglob("*"):
            written.write(file, file.relative_to(content).as_posix())
    return archive


@pytest.fixture(scope="module", params=["compiled -OO", "zipped", "zipped compiled"])
def layout(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """
    The package and an app, laid out otherwise than they are installed.
    """
    kind: str = request.param
    flags = ["-OO"] if "-OO" in kind else []
    return Layout(lay_out(tmp_path_factory.mktemp("layout"), kind), flags)


def test_layouts(layout: Layout) -> None:
    """
    Nothing comes out otherwise where the package is in an archive, or without its sources.
    """
    facts = run(layout.flags, FACTS, layout.place)

    assert [] == facts["wrong"]
    assert facts["file"].startswith(str(layout.place / "azure"))


def test_app_there_too(layout: Layout) -> None:
    """
    An app in the same place is indexed, and told in which file and line it is wrong.
    """
    code = """
        import json, user_app
        from azure.functions import testing
        (problem, *_) = testing.Host(user_app.app).check()
        (trigger,) = testing.Host(user_app.bp).functions["add"].bindings
        print(json.dumps([problem.function, str(problem.file), problem.line, trigger.fields]))
        """

    name, file, line, fields = run(layout.flags, code, layout.place)

    assert ("work", "user_app.py", FAULTY) == (name, Path(file).name, line)
    assert ["a", "b"] == [each["propertyName"] for each in json.loads(fields["toolProperties"])]
