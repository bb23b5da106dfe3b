"""
The directive that shows what was measured.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

if os.environ.get("REQUIRE_EVERYTHING") != "1":
    pytest.importorskip("sphinx", reason="Sphinx is not installed")

from docutils import nodes
from sphinx.testing.util import SphinxTestApp

import benchmark_figures

MEASURED = {
    "date": "2026-03-02",
    "ours": "3.0.0",
    "published": "2.3.0",
    "python": "3.13.0",
    "cpu": "a processor",
    "cores": 2,
    "rounds": 41,
    "rows": [
        {"group": "Start", "name": "import", "spelled": ["79.3 ms", "535 us", "0.007"]},
        {"group": "Batches", "name": "a batch of 10", "spelled": ["1 ms", "17 us", "0.017"]},
        {"group": "Batches", "name": "kafka: encode", "spelled": ["-", "1 us", ""]},
    ],
}


def test_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The date and the machine are told, and each group is a table with a row a case.
    """
    figures = tmp_path / "figures.json"
    figures.write_text(json.dumps(MEASURED), "utf-8")
    monkeypatch.setattr(benchmark_figures, "FIGURES", figures)
    (tmp_path / "conf.py").write_text('extensions = ["myst_parser", "benchmark_figures"]', "utf-8")
    (tmp_path / "index.md").write_text("# Index\n\n```{benchmark-figures}\n```\n", "utf-8")

    app = SphinxTestApp("html", srcdir=tmp_path, warningiserror=True)
    app.build()
    page = app.env.get_doctree("index")
    app.cleanup()

    (told,) = (each.astext() for each in page.findall(nodes.paragraph) if "on" in each.astext())
    assert "Measured on 2026-03-02: this package 3.0.0 beside the published 2.3.0" in told
    assert "a processor, 2 cores" in told
    expected = [
        [["Start", "published", "this package", "ratio"], ["import", "79.3 ms", "535 us", "0.007"]],
        [
            ["Batches", "published", "this package", "ratio"],
            ["a batch of 10", "1 ms", "17 us", "0.017"],
            ["kafka: encode", "-", "1 us", ""],
        ],
    ]
    assert expected == [
        [[cell.astext() for cell in row.findall(nodes.entry)] for row in table.findall(nodes.row)]
        for table in page.findall(nodes.table)
    ]
