"""
The tables of the page on typing say what the real worker takes and refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from real_worker import Message, binding, loaded, run_worker, write_function

PAGE = Path(__file__).parents[2] / "docs/typing.md"

IMPORTS = """
import typing

import azure.functions as func

"""


def _rows(columns: int) -> Iterator[list[str]]:
    """
    Return the rows of the page's table with so many columns, below its head.
    """
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.replace(r"\|", "|").strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == columns and any(cell.strip("-") for cell in cells):
            yield cells


TAKEN = [annotation.strip("`") for _, annotation in _rows(2)][1:]
REFUSED = [(annotation.strip("`"), message) for annotation, message, _ in _rows(3)][1:]


@pytest.mark.parametrize("annotation", TAKEN)
def test_takes(tmp_path: Path, annotation: str) -> None:
    """
    A function with an annotation of the first table loads.
    """
    assert loaded("Fn") == _load(tmp_path, annotation)


@pytest.mark.parametrize(("annotation", "message"), REFUSED)
def test_refuses(tmp_path: Path, annotation: str, message: str) -> None:
    """
    A function with an annotation of the second table does not load, and the worker says why.
    """
    response = _load(tmp_path, annotation)

    assert message in str(response.result.exception.message)


def test_tables_are_found() -> None:
    """
    Both tables have rows.
    """
    assert (10, 13) == (len(TAKEN), len(REFUSED))


def _load(app: Path, annotation: str) -> Message:
    """
    Return what the worker says to a function with this annotation.
    """
    bindings = [binding("timer", "timerTrigger")]
    source = f"def main(timer, arg: {annotation}): pass"
    if annotation.startswith("->"):
        kind = "http" if "Http" in annotation else "queue"
        bindings.append(binding("$return", kind, "out"))
        source = f"def main(timer) {annotation}: pass"
    elif "Out" in annotation:
        bindings.append(binding("arg", "queue", "out"))
    elif "ServiceBus" in annotation:
        bindings = [{**binding("arg", "serviceBusTrigger"), "cardinality": "many"}]
        source = source.replace("timer, ", "")
    else:
        bindings = [binding("arg", "queueTrigger")]
        source = source.replace("timer, ", "")
    write_function(app, "Fn", bindings, IMPORTS + source)
    with run_worker(app) as worker:
        return worker.load("Fn")
