"""
The commands of a page: those of the package are run, and others are of a kind that is known.
"""

# What narrows types is private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import configparser
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.metadata import metadata
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import InvalidRequirement, Requirement

from azure.functions._narrow import is_dict, is_list
from pages import ROOT, Block

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

OWN = ["python", "-m", "azure.functions"]
"""How the package's own command begins."""

_TOOLS = {"django", "mypy", "pip", "pyright", "pytest", "pytest-asyncio", "tox"}
"""What pages tell to install, beside what pyproject.toml names."""


class Command(NamedTuple):
    """
    A command, and what the page shows of its output.
    """

    block: Block
    line: int
    text: str
    output: str

    @property
    def place(self) -> str:
        return f"{self.block.name}:{self.line}"

    @property
    def parts(self) -> list[list[str]]:
        """
        Its words; several lists of them where it is made of several commands.
        """
        return [shlex.split(each, comments=True) for each in self.text.split(" && ")]

    @property
    def own(self) -> list[str] | None:
        """
        What comes after the name of the package's command, where it is this one.
        """
        own = [words[3:] for words in self.parts if words[:3] == OWN]
        return own[-1] if own else None


def commands_of(block: Block) -> list[Command]:
    """
    Return the commands of a console block.
    """
    found: list[Command] = []
    continued = False
    for number, line in enumerate(block.text.splitlines(keepends=True), block.line + 1):
        if line.startswith("$ "):
            found.append(Command(block, number, line[2:].rstrip("\n"), ""))
        elif not found:
            message = f"{block.name}:{number}: a console block begins with `$ ` and a command"
            raise ValueError(message)
        elif continued:
            found[-1] = found[-1]._replace(text=found[-1].text[:-1] + line.strip())
        else:
            found[-1] = found[-1]._replace(output=found[-1].output + line)
        continued = found[-1].text.endswith("\\") and not found[-1].output
    return found


def run(arguments: list[str], cwd: Path, *, with_errors: bool = False) -> tuple[int, str]:
    """
    Run the package's command, and return its exit status and what it prints.
    """
    done = subprocess.run(
        [sys.executable, "-I", *OWN[1:], *arguments],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if with_errors else subprocess.PIPE,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def alike_output(expected: str, printed: str) -> bool:
    """
    Tell whether two outputs are alike: JSON has no spaces where orjson writes it.
    """
    return expected.replace(" ", "") == printed.replace(" ", "")


def unknown(words: list[str]) -> str | None:
    """
    Say what is wrong with a command that is not the package's own; None where nothing is.
    """
    if words[:2] == ["python", "-m"]:
        words = words[2:]
    for program, check in _PROGRAMS.items():
        if words[: len(program.split())] == program.split():
            return check(words[len(program.split()) :])
    return f"no test knows the command {shlex.join(words)}"


def _install(words: list[str]) -> str | None:
    """
    Find a requirement that pip install cannot mean, or a group that there is not.
    """
    for before, word in zip(["", *words], words, strict=False):
        problem = None
        if before == "--group":
            problem = None if word in project()["dependency-groups"] else f"no group {word}"
        elif before != "-r" and not word.startswith("-"):
            problem = wrong_requirement(re.sub(r"^\.(?=\[|$)", "azure-functions", word))
        if problem is not None:
            return problem
    return None


def wrong_requirement(text: str) -> str | None:
    """
    Say what is wrong with a requirement: one of this package has extras that there are, and one of
    another is known to this repository.
    """
    try:
        requirement = Requirement(text)
    except InvalidRequirement as error:
        return str(error)
    if requirement.name != "azure-functions":
        known = requirement.name in _known_packages()
        return None if known else f"nothing in pyproject.toml is named {requirement.name}"
    missing = requirement.extras - set(metadata("azure-functions").get_all("Provides-Extra", []))
    return f"there are no extras {sorted(missing)}" if missing else None


@cache
def project() -> Mapping[str, Any]:
    """
    Return what pyproject.toml says.
    """
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def _known_packages() -> set[str]:
    """
    Return the names of the packages that this repository uses.
    """
    lists = [
        project()["project"]["dependencies"],
        *project()["project"]["optional-dependencies"].values(),
        *project()["dependency-groups"].values(),
    ]
    return _TOOLS | {
        Requirement(each).name for one in lists for each in one if isinstance(each, str)
    }


def environments() -> set[str]:
    """
    Return the names of the environments of tox.ini, but those that only its sections' names imply.
    """
    tox = configparser.ConfigParser(interpolation=None)
    tox.read_string((ROOT / "tox.ini").read_text("utf-8"))
    sections = {each.partition(":")[2] for each in tox.sections()}
    single = {each for each in sections if each and "{" not in each}
    return single | set(re.split(r"[,\s]+", tox["tox"]["env_list"].strip())) | {"py"}


def _tox(words: list[str]) -> str | None:
    """
    Find an environment that tox.ini does not have.
    """
    for before, word in zip(["", *words], words, strict=False):
        missing = sorted({*word.split(",")} - environments()) if before == "-e" else []
        if missing:
            return f"tox.ini has no environment {', '.join(missing)}"
    return None


def _variable(words: list[str]) -> str | None:
    """
    Find a variable that the tests do not read.
    """
    (setting,) = words
    name = setting.partition("=")[0]
    known = name in (ROOT / "tests/conftest.py").read_text("utf-8")
    return None if known else f"no test reads {name}"


def _folder(words: list[str]) -> str | None:
    """
    Find a folder that is in neither the repository nor an example.
    """
    (name,) = words
    found = [each / name for each in (ROOT, *(ROOT / "examples").iterdir())]
    return None if any(each.is_dir() for each in found) else f"there is no folder {name}"


def _options(*allowed: str) -> Callable[[list[str]], str | None]:
    """
    Return what finds options that are not among these; other words have to be files or names.
    """

    def check(words: list[str]) -> str | None:
        for word in words:
            if word.startswith("-") and word not in allowed:
                return f"no test knows the option {word}"
            if "/" in word and not word.startswith("-") and not (ROOT / word).exists():
                return f"there is no {word}"
        return None

    return check


_PROGRAMS: Mapping[str, Callable[[list[str]], str | None]] = {
    "pip install": _install,
    "venv": _options(),
    # It is not there before it is made.
    ". .venv/bin/activate": _options(),
    "cd": _folder,
    "export": _variable,
    "tox run": _tox,
    "tox": _tox,
    "bash": _options(),
    "pytest": _options("-q", "-v", "-k", "-m"),
    "mypy": _options("--strict"),
    "pyright": _options(),
    "ruff": _options("--fix"),
    "towncrier build": _options("--draft", "--version"),
    "func start": _options(),
    "func init": _options("--python", "--worker-runtime"),
    "func azure functionapp publish": _options(),
}
"""Programs that pages name -> what finds mistakes in what is behind them."""


def steps_of(value: object) -> Iterator[str]:
    """
    Return the commands of a workflow, or of hooks: every ``run`` and ``entry`` in it, a line each.
    """
    items = [*value.items()] if is_dict(value) else [*enumerate(value)] if is_list(value) else []
    for name, each in items:
        if name in {"run", "entry"} and isinstance(each, str):
            yield from filter(None, map(str.strip, each.splitlines()))
        else:
            yield from steps_of(each)
