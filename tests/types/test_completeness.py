"""
What pyright says of the installed package: every type is known, every symbol is described.
"""

from __future__ import annotations

from typing import Any

import public


def test_every_type_is_known(completeness: dict[str, Any]) -> None:
    """
    The type of every public symbol is known, and that of what they are made of.
    """
    counts = (completeness["exportedSymbolCounts"], completeness["otherSymbolCounts"])

    assert 1 == completeness["completenessScore"]
    assert [(0, 0), (0, 0)] == [
        (count["withUnknownType"], count["withAmbiguousType"]) for count in counts
    ]


def test_every_module_is_looked_at(completeness: dict[str, Any]) -> None:
    """
    Every public module is among what was looked at.
    """
    seen = {module["name"] for module in completeness["modules"]}

    assert set() == set(public.MODULES) - seen


def test_every_symbol_is_described(completeness: dict[str, Any]) -> None:
    """
    Every public class, function and method has a docstring, and nothing else is to be said.
    """
    complaints = [
        complaint["message"]
        for symbol in completeness["symbols"]
        for complaint in symbol["diagnostics"]
    ]
    missing = {name: count for name, count in completeness.items() if name.startswith("missing")}

    assert [] == complaints
    assert {0} == set(missing.values())
    assert {"missingClassDocStringCount", "missingFunctionDocStringCount"} <= set(missing)
