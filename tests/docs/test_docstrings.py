"""
The code in docstrings runs.
"""

from __future__ import annotations

from importlib import import_module

import pytest

import azure.functions as func
import docstrings
from docstrings import Example

EXAMPLES = docstrings.examples()
DRAWINGS = {"azure.functions._errors", "azure.functions.testing._templates"}
"""
The modules with a literal block that is no code: the tree of errors, a table of routes.
"""


def test_no_code_is_missed() -> None:
    """
    Every literal block is found, and code is in no other form.
    """
    assert docstrings.literal_marks() == len(EXAMPLES)
    assert [] == docstrings.of_another_form()
    assert DRAWINGS == {each.module for each in EXAMPLES if not each.is_code}


@pytest.mark.parametrize(
    "example", [pytest.param(each, id=each.place) for each in EXAMPLES if each.is_code]
)
def test_runs(example: Example) -> None:
    """
    Code runs beside what its module has.
    """
    namespace = {**vars(import_module(example.module)), "func": func}

    # In angle brackets: this is no file, which coverage would look for.
    exec(compile(example.text, f"<{example.place}>", "exec", dont_inherit=True), namespace)  # noqa: S102  # our own text
