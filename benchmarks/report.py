"""
What was measured, as a table, as JSON and as a plot.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias


class Row(NamedTuple):
    """
    One measurement of both packages.
    """

    name: str
    unit: str
    """``s`` or ``B``."""
    published: float | None
    """None where the published package does not do it."""
    ours: float
    ratio: float | None
    budget: Fraction | int | None
    """A part of the published one's, or so many bytes."""

    @property
    def within(self) -> bool | None:
        """
        Whether it is within its budget; None where it has none.
        """
        if self.budget is None:
            return None
        if isinstance(self.budget, Fraction):
            return self.ratio is not None and self.ratio <= self.budget
        return self.ours <= self.budget


Rows: TypeAlias = Sequence[tuple[str, Row]]
"""Rows, each with the group that it is of."""


def heading(about: Mapping[str, Any]) -> str:
    """
    Say what was measured, where and when.
    """
    return (
        "azure-functions {ours} beside the published {published}, {date}: {cpu}, {cores} cores, "
        "Python {python}, load {load:.1f}, up to {rounds} rounds"
    ).format(**about)


def spell(value: float | None, unit: str) -> str:
    """
    *value* with three digits and a prefix: 12.3 ms, 4.56 MB.
    """
    if value is None:
        return "-"
    steps = [(1.0, "s"), (1e-3, "ms"), (1e-6, "us")]
    if unit == "B":
        steps = [(1024.0**2, "MB"), (1024.0, "kB"), (1, "B")]
    size, prefixed = next((step for step in steps if abs(value) >= step[0]), steps[-1])
    return f"{value / size:.3g} {prefixed}"


def cells(row: Row) -> tuple[str, ...]:
    """
    Return the cells of a row of the table.
    """
    budget = "" if row.budget is None else str(row.budget)
    if isinstance(row.budget, int):
        budget = spell(row.budget, row.unit)
    return (
        row.name,
        spell(row.published, row.unit),
        spell(row.ours, row.unit),
        "" if row.ratio is None else f"{row.ratio:.3g}",
        budget,
        {None: "", True: "yes", False: "NO"}[row.within],
    )


def table(measured: Rows) -> str:
    """
    Return all rows as one table of text.
    """
    lines = [
        ("case", "published", "ours", "ratio", "budget", "within"),
        *(cells(row) for _, row in measured),
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            text.rjust(width) if 0 < number < 5 else text.ljust(width)
            for number, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def write(base: Path, about: Mapping[str, Any], measured: Rows) -> Iterator[Path]:
    """
    Write the figures as JSON and as a plot, and return the files.
    """
    figures = [
        {
            "group": group,
            **row._asdict(),
            "budget": None if row.budget is None else float(row.budget),
            "within": row.within,
            "spelled": cells(row)[1:4],
        }
        for group, row in measured
    ]
    file = base.with_name(base.name + ".json")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({**about, "rows": figures}, indent=2) + "\n", encoding="utf-8")
    yield file
    yield plot(base.with_name(base.name + ".svg"), about, measured)


def plot(file: Path, about: Mapping[str, Any], measured: Rows) -> Path:
    """
    Draw how many times faster, or smaller, each case is than in the published package.
    """
    mpl: Any = import_module("matplotlib")
    mpl.use("svg")
    # Text stays text, and the same figures make the same file.
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "azure-functions"})
    mpl.rcParams.update({"font.family": "sans-serif", "font.size": 9})
    pyplot: Any = import_module("matplotlib.pyplot")

    compared = [(group, row, 1 / row.ratio) for group, row in measured if row.ratio]
    groups = list(dict.fromkeys(group for group, _, _ in compared))
    colours = {group: f"C{number}" for number, group in enumerate(groups)}
    names = [row.name for _, row, _ in compared]
    figure, axes = pyplot.subplots(figsize=(9, 1.2 + 0.2 * len(names)), layout="constrained")
    axes.set_xscale("log")
    bars = axes.barh(
        range(len(names)),
        [times - 1 for _, _, times in compared],
        left=1,
        color=[colours[group] for group, _, _ in compared],
    )
    labels = [f"{times:,.0f}" if times >= 100 else f"{times:.3g}" for _, _, times in compared]
    axes.bar_label(bars, labels, padding=3, fontsize=7)
    axes.set(
        yticks=range(len(names)),
        yticklabels=names,
        xlabel="times less time, or memory, than the published package (1: the same)",
        title=f"azure-functions {about['ours']} beside {about['published']}, {about['date']}",
    )
    axes.axvline(1, color="black", linewidth=0.8)
    axes.margins(y=0.005)
    axes.invert_yaxis()
    axes.spines[["top", "right"]].set_visible(False)
    handles = [pyplot.Rectangle((0, 0), 1, 1, color=colours[group]) for group in groups]
    axes.legend(handles, groups, loc="lower right", frameon=False)
    figure.savefig(file, metadata={"Date": None})
    return file
