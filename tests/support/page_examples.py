"""
Runs the Python of a page as a reader would: as it stands, with the tests that it defines.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import io
import os
import subprocess
import sys
import traceback
import unittest
from collections.abc import Callable, Generator
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

from pages import ROOT, Block

OPTIONAL = {
    "azure.durable_functions": ("azure-functions-durable", "REQUIRE_WORKER"),
    "django": ("django", "REQUIRE_FRAMEWORKS"),
    "fastapi": ("fastapi", "REQUIRE_FRAMEWORKS"),
    "flask": ("flask", "REQUIRE_FRAMEWORKS"),
    "mcp": ("mcp", "REQUIRE_MCP"),
    "python_multipart": ("python-multipart", "REQUIRE_FRAMEWORKS"),
    "starlette": ("starlette", "REQUIRE_FRAMEWORKS"),
    "werkzeug": ("azure-functions[forms]", ""),
}
"""Module -> what brings it, and the variable that is set where it must be there."""


@contextlib.contextmanager
def running(block: Block) -> Generator[ModuleType]:
    """
    Run a block, give what it defines, and tell errors in the block's own lines.
    """
    name = f"example_{block.line}"
    # What shows a traceback asks a module's loader for its text: the page, with the block's lines.
    loader = SourceFileLoader(name, str(block.page))
    module = module_from_spec(ModuleSpec(name, loader, origin=str(block.page)))
    module.__file__ = str(block.page)
    sys.modules[module.__name__] = module
    try:
        exec(compile(block.padded, block.name, "exec", dont_inherit=True), vars(module))  # noqa: S102  # our own text
        yield module
    except Exception as error:  # noqa: BLE001  # whatever it is, it is told with its line
        _skip_without_library(block, error)
        pytest.fail(_told(block, error), pytrace=False)
    finally:
        del sys.modules[module.__name__]


def run_tests(block: Block, module: ModuleType, request: pytest.FixtureRequest) -> int:
    """
    Run the tests that a block defines, and count them.
    """
    found = [(name, each) for name, each in vars(module).items() if _is_test(name, each)]
    if any(map(_needs_pytest, vars(module).values())):
        _run_by_pytest(block, Path(request.getfixturevalue("tmp_path")))
        return len(found)
    for _, test in found:
        if isinstance(test, type) and issubclass(test, unittest.TestCase):
            unittest.defaultTestLoader.loadTestsFromTestCase(test).debug()
        elif isinstance(test, type):
            for name in (each for each in vars(test) if each.startswith("test_")):
                _call(getattr(test(), name), request)
        else:
            _call(test, request)
    return len(found)


def printed_by(block: Block) -> str:
    """
    Run a block and return what it prints.
    """
    with contextlib.redirect_stdout(io.StringIO()) as out, running(block):
        return out.getvalue()


def _is_test(name: str, found: object) -> bool:
    """
    Tell whether pytest would take something that a module holds as a test.
    """
    if isinstance(found, type):
        return name.startswith("Test") or issubclass(found, unittest.TestCase)
    return name.startswith("test_") and callable(found)


def _needs_pytest(found: object) -> bool:
    """
    Tell whether something is a fixture, or marked: what only pytest makes sense of.
    """
    if "FixtureFunction" in type(found).__name__ or hasattr(found, "_pytestfixturefunction"):
        return True
    return isinstance(found, (type, FunctionType)) and "pytestmark" in vars(found)


def _run_by_pytest(block: Block, folder: Path) -> None:
    """
    Run the tests of a block by pytest, in a process of its own.
    """
    file = folder / f"test_{block.page.stem.replace('-', '_')}_{block.line}.py"
    file.write_text(block.padded, "utf-8")
    # Whatever the terminal is, what is told of a failure has no colours.
    settings = "[pytest]\naddopts = --color=no\nfilterwarnings = error\n"
    (folder / "pytest.ini").write_text(settings, "utf-8")
    # Its own settings, and none of this repository's.
    options = [f"--rootdir={folder}", "-c", str(folder / "pytest.ini"), "--import-mode=importlib"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, str(file)],
        cwd=folder,
        env={**os.environ, "PYTHONSAFEPATH": "1", "PYTHONPATH": _also_imported()},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if run.returncode != 0:
        out = run.stdout.replace(str(file), block.name).replace(file.name, block.name)
        pytest.fail(f"{block.place}: its tests fail\n{out}", pytrace=False)


def _also_imported() -> str:
    """
    Return where modules that examples import are, beside what is installed.
    """
    return os.pathsep.join(str(ROOT / "examples" / name) for name in ("guide", "decorators"))


def _call(test: Callable[..., object], request: pytest.FixtureRequest) -> None:
    """
    Call a test with the fixtures that its parameters name.
    """
    fixtures = {name: request.getfixturevalue(name) for name in inspect.signature(test).parameters}
    result = test(**fixtures)
    if inspect.iscoroutine(result):
        asyncio.run(result)


def _skip_without_library(block: Block, error: BaseException) -> None:
    """
    Skip a block that needs a library which is not there, or fail where it must be there.
    """
    cause: BaseException | None = error
    while cause is not None:
        name = cause.name if isinstance(cause, ImportError) else None
        library = next(
            (each for each in OPTIONAL if name and f"{name}.".startswith(f"{each}.")), None
        )
        if library is not None:
            needed, variable = OPTIONAL[library]
            if library == "azure.durable_functions" and sys.version_info >= (3, 15):
                variable = ""  # it needs packages that have no wheels for 3.15 yet
            reason = f"{block.place} needs {needed}, which is not installed"
            if "1" in {os.environ.get("REQUIRE_EVERYTHING"), os.environ.get(variable)}:
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)
        cause = cause.__cause__ or cause.__context__


def _told(block: Block, error: BaseException) -> str:
    """
    Say where on the page an error comes from, and what it is.
    """
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename == block.name]
    line = own[-1].lineno if own else getattr(error, "lineno", block.line)
    code = block.page.read_text("utf-8").splitlines()[(line or 1) - 1].strip()
    below = frames[frames.index(own[0]) :] if own else []
    shown = "".join([*traceback.format_list(below), *traceback.format_exception_only(error)])
    return f"{block.name}:{line}: {code}\n(in the block at {block.place})\n{shown}"
