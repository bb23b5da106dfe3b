"""
What the page on errors quotes of the worker's messages is what the real worker says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from real_worker import (
    Message,
    binding,
    http_request,
    json_text,
    run_worker,
    string,
    write_function,
)

PAGE = Path(__file__).parents[2] / "docs/errors.md"

TIMER = [binding("arg", "timerTrigger")]
HTTP = [binding("arg", "httpTrigger"), binding("$return", "http", "out")]

CONVERTER = """
import azure.functions as func

class NothingConverter(func.meta.OutConverter):
    @classmethod
    def encode(cls, obj, *, expected_type):
        return None

func.register_converter("nothing", NothingConverter, overwrite=True)

def main(arg, out):
    out.set("text")
"""

TICK = partial(json_text, "{}")

CASES: list[tuple[list[dict[str, str]], str, Callable[[], Message]]] = [
    (TIMER, "def main(timer): pass", TICK),
    (TIMER, "import there_is_no_such_module", TICK),
    (TIMER, "def main(arg): pass", partial(string, "{}")),
    (HTTP, "def main(arg): return {}", http_request),
    (HTTP, "def main(arg: str): return arg", http_request),
    (TIMER, "def main(arg): return 5", TICK),
    ([*TIMER, binding("out", "nothing", "out")], CONVERTER, TICK),
]
"""A function for each row of the table, in its order, and what it is called with."""


def _quoted() -> list[str]:
    """
    Return the messages in the page's last table.
    """
    table = PAGE.read_text("utf-8").partition("| the worker says |")[2]
    return re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)


@pytest.mark.parametrize(
    ("quoted", "bindings", "source", "send"),
    [(quoted, *case) for quoted, case in zip(_quoted(), CASES, strict=True)],
)
def test_message(
    tmp_path: Path,
    quoted: str,
    bindings: list[dict[str, str]],
    source: str,
    send: Callable[[], Message],
) -> None:
    """
    The worker's message holds what the table quotes.
    """
    write_function(tmp_path, "Fn", bindings, source)

    with run_worker(tmp_path) as worker:
        answer = worker.load("Fn")
        if not answer.result.exception.message:
            answer = worker.invoke("Fn", {"arg": send()})

    assert quoted in str(answer.result.exception.message)
