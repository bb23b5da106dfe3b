"""
The pages of the bindings show every table that can be made.
"""

from __future__ import annotations

import re
from collections import Counter

import pages
from azure.functions.testing._kinds import KINDS
from binding_facts import binding_decorators

FOLDER = pages.ROOT / "docs/bindings"


def shown(directive: str) -> Counter[str]:
    """
    Count what a directive shows on the pages of the bindings.
    """
    blocks = (block for page in FOLDER.glob("*.md") for block in pages.blocks_of(page))
    words = (block.info.split() for block in blocks)
    return Counter(name for first, *names in words if first == f"{{{directive}}}" for name in names)


def test_bindings() -> None:
    """
    The first page has the table of all bindings.
    """
    assert "{bindings-table}" in {each.info for each in pages.blocks_of(FOLDER / "index.md")}


def test_decorators() -> None:
    """
    The arguments of each decorator are shown once.
    """
    counts = shown("decorator-arguments")

    assert {} == {name: counts[name] for name in binding_decorators() if counts[name] != 1}


def test_types() -> None:
    """
    The attributes of each type that a parameter may have are shown once.
    """
    named = {
        name
        for kind in KINDS.values()
        for each in (*kind.inputs, *kind.outputs, *kind.returns)
        for name in re.findall(r"func\.(\w+)", each)
    }
    counts = shown("type-attributes")

    assert {} == {name: counts[name] for name in named if counts[name] != 1}
