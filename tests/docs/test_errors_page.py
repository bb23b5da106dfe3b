"""
The page on errors names every error and warning, with what it is and what it carries.
"""

from __future__ import annotations

import inspect
import re

import pages
from azure.functions import _errors

PAGE = pages.ROOT / "docs/errors.md"
ROW = re.compile(r"^\| `(\w+)` \| ([^|]*) \| ?([^|]*)\|$", re.MULTILINE)


def _told_of(error: type[Exception]) -> tuple[set[str], set[str]]:
    """
    Return the classes that an error is besides, the root left out, and its attributes.
    """
    bases = {each.__name__ for each in error.__bases__} - {"FunctionsError"}
    attributes = {name for each in error.__mro__ for name in inspect.get_annotations(each)}
    return bases, attributes


DEFINED = {
    name: _told_of(each)
    for name, each in vars(_errors).items()
    if isinstance(each, type) and issubclass(each, Exception)
}
ERRORS, RAISED, WARNINGS = (
    [[*row] for row in ROW.findall(part)]
    for part in re.split(r"^## (?:When each|Warnings)", PAGE.read_text("utf-8"), flags=re.MULTILINE)
)


def test_every_error_has_a_row() -> None:
    """
    Each error has one row, which names the classes that it is besides and its attributes.
    """
    told = [
        (name, (set(bases.split(", ")), set(re.findall(r"`(\w+)`", attributes))))
        for name, bases, attributes in ERRORS
    ]

    errors = {name: facts for name, facts in DEFINED.items() if name.endswith("Error")}
    assert errors == dict(told)
    assert len(errors) == len(told)


def test_every_error_is_raised_somewhere() -> None:
    """
    Each error but the root has one row that says when it is raised.
    """
    expected = sorted(name for name, _, _ in ERRORS if name != "FunctionsError")

    assert expected == sorted(name for name, _, _ in RAISED)


def test_every_warning_has_a_row() -> None:
    """
    Each warning has one row, which names the class that it is besides.
    """
    told = {name: {bases} for name, bases, _ in WARNINGS if name.endswith("Warning")}

    expected = {name: bases for name, (bases, _) in DEFINED.items() if name.endswith("Warning")}
    assert expected == told
