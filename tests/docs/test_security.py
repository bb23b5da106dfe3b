"""
What SECURITY says of this package is held by the tests that it names.
"""

# The bounds are private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import re

import pytest

from azure.functions import _durable_functions, _limits
from pages import ROOT

PAGE = ROOT / ".github/SECURITY.md"


def rows() -> list[tuple[str, str]]:
    """
    Return what holds, and the tests that hold it.
    """
    table = PAGE.read_text("utf-8").partition("| what | held by |")[2]
    return re.findall(r"^\| (?!-)(.+?) \| (.+?) \|$", table, re.MULTILINE)


def test_every_statement_has_its_tests() -> None:
    """
    Each row names tests that there are, the first with its file.
    """
    assert rows()
    for what, tests in rows():
        named = re.findall(r"`(?:([\w/]+\.py)::)?(\w+)`", tests)
        assert named, what
        file = ""
        for path, test in named:
            file = path or file
            text = (ROOT / file).read_text("utf-8")
            assert re.search(rf"^ *(async )?def {test}\(", text, re.MULTILINE), f"{file}::{test}"


@pytest.mark.parametrize(
    ("figure", "of"),
    [
        (_limits.MOST_FORM_PARTS, "at most {:,} parts"),
    ],
)
def test_figures(figure: int, of: str) -> None:
    """
    The bounds are those of the package.
    """
    assert of.format(figure) in PAGE.read_text("utf-8")


def test_strict_typing() -> None:
    """
    The variable that makes the types of durable functions strict is the one that is read.
    """
    assert f"{_durable_functions.STRICT_VARIABLE}=1" in PAGE.read_text("utf-8")
