"""The figures of the benchmarks, from the file that ``tox -e bench -- --docs`` wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from extension_metadata import PARALLEL, Metadata

FIGURES = Path(__file__).parents[1] / "_static" / "benchmarks.json"


class BenchmarkFigures(SphinxDirective):
    """``benchmark-figures``: what was measured, when and on what machine, in a table a group."""

    def run(self) -> list[nodes.Node]:
        """Make the tables.

        Returns:
            A paragraph and the tables.
        """
        self.env.note_dependency(str(FIGURES))
        text = "\n".join(_markdown(json.loads(FIGURES.read_text("utf-8"))))
        return self.parse_text_to_nodes(text)


def _markdown(measured: dict[str, Any]) -> Iterator[str]:
    """Return the lines of the tables."""
    yield (
        "Measured on {date}: this package {ours} beside the published {published}, on Python "
        "{python}, {cpu}, {cores} cores; medians of up to {rounds} rounds."
    ).format(**measured)
    for group, rows in groupby(measured["rows"], key=_group):
        yield f"\n| {group} | published | this package | ratio |\n|---|--:|--:|--:|"
        for row in rows:
            yield f"| {row['name']} | {' | '.join(row['spelled'])} |"


def _group(row: dict[str, str]) -> str:
    """Return the group of a row."""
    return row["group"]


def setup(app: Sphinx) -> Metadata:
    """Register the directive.

    Args:
        app: The build.

    Returns:
        That it may run in several processes.
    """
    app.add_directive("benchmark-figures", BenchmarkFigures)
    return PARALLEL
