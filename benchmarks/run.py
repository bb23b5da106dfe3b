"""
Measure this project beside the published azure-functions, the two in turn.

    python benchmarks/run.py [--rounds N] [--only TEXT] [--json FILE] [--check]

Each of the two gets an environment of its own in .bench/, both of the Python that runs this. Every
round measures one and then the other (next time the other first), so that a busy moment hits both.
Printed are medians; the ratio is the median of the rounds' own ratios. Cases are in cases.py.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import cases

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BENCH = ROOT / ".bench"
PUBLISHED = "2.3.0" if sys.version_info >= (3, 13) else "1.26.0"  # the latest for this Python
# What a process should bring along to be measured: nothing.
ENVIRON = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}

NOTHING = "pass"
# The highest resident size so far, in KiB. Not ru_maxrss: a child inherits that of its parent.
PRINT_PEAK = """
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


class Row(NamedTuple):
    name: str
    unit: str  # "s" or "B"
    published: float
    ours: float
    ratio: float | None
    budget: Fraction | int | None  # a part of the published one's, or so many bytes

    @property
    def within(self) -> bool | None:
        if self.budget is None:
            return None
        if isinstance(self.budget, Fraction):
            return self.ratio is not None and self.ratio <= self.budget
        return self.ours <= self.budget


class Side:
    """
    One of the two packages in its environment.
    """

    def __init__(self, name: str, requirement: str) -> None:
        directory = BENCH / f"{name}-{platform.python_version()}"
        self.python = directory / "bin" / "python"
        if not self.python.exists():
            venv = (sys.executable, "-I", "-m", "venv", "--without-pip", str(directory))
            subprocess.run(venv, check=True)
        pip = (sys.executable, "-I", "-m", "pip", "--python", str(self.python))
        subprocess.run([*pip, "install", "--quiet", requirement], env=ENVIRON, check=True)

        self._child = subprocess.Popen(
            [self.python, "-E", "-s", HERE / "child.py"],
            env=ENVIRON,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.version, self.file = self._answer()
        assert Path(self.file).is_relative_to(directory), self.file

    def _answer(self) -> Any:
        assert self._child.stdout is not None
        return json.loads(self._child.stdout.readline())

    def ask(self, name: str, what: str) -> float:
        """
        Have the child measure "seconds" or "peak" of the case so named.
        """
        assert self._child.stdin is not None
        self._child.stdin.write(json.dumps([name, what]) + "\n")
        self._child.stdin.flush()
        return float(self._answer())

    def run(self, code: str) -> tuple[float, str]:
        """
        Run *code* in a fresh interpreter. Returns the seconds it took, and what it printed.
        """
        command = (self.python, "-I", "-c", code)
        start = time.perf_counter()
        done = subprocess.run(command, env=ENVIRON, stdout=subprocess.PIPE, text=True, check=True)
        return time.perf_counter() - start, done.stdout

    def startup(self, code: str) -> float:
        """
        The seconds that *code* adds to an empty interpreter.
        """
        return self.run(code)[0] - self.run(NOTHING)[0]

    def memory(self, code: str) -> float:
        """
        The bytes that *code* adds to the peak of an empty interpreter.
        """
        used, empty = (int(self.run(each + PRINT_PEAK)[1]) for each in (code + "\n", ""))
        return (used - empty) * 1024

    def close(self) -> None:
        assert self._child.stdin is not None
        self._child.stdin.close()
        self._child.wait()


def in_turn(
    published: Side, ours: Side, rounds: int, measure: Callable[[Side], float]
) -> tuple[float, float, float]:
    """
    Measure one and the other, *rounds* times. Returns both medians, and that of the ratios.
    """
    pairs: list[tuple[float, float]] = []
    for number in range(rounds):
        first, second = (published, ours) if number % 2 else (ours, published)
        values = {first: measure(first), second: measure(second)}
        pairs.append((values[published], values[ours]))
    return (
        median(one for one, _ in pairs),
        median(other for _, other in pairs),
        median(other / one for one, other in pairs),
    )


def rows(published: Side, ours: Side, rounds: int, only: str) -> Iterator[Row]:
    for each in cases.IMPORTS:
        if only in each.name:
            measure = partial(Side.startup, code=each.code)
            yield Row(each.name, "s", *in_turn(published, ours, rounds, measure), each.time)
            # The same every time, but for a page or two.
            measure = partial(Side.memory, code=each.code)
            name = f"{each.name}: peak memory"
            yield Row(name, "B", *in_turn(published, ours, 7, measure), each.memory)
    for case in cases.CASES:
        if only in case.name:
            measure = partial(Side.ask, name=case.name, what="seconds")
            yield Row(case.name, "s", *in_turn(published, ours, rounds, measure), case.time)
        if only in case.name and case.extra_memory is not None:
            one, other = (side.ask(case.name, "peak") for side in (published, ours))
            yield Row(f"{case.name}: extra memory", "B", one, other, None, case.extra_memory)


def spell(value: float, unit: str) -> str:
    """
    *value* with three digits and a prefix: 12.3 ms, 4.56 MB.
    """
    steps = [(1.0, "s"), (1e-3, "ms"), (1e-6, "us")]
    if unit == "B":
        steps = [(1024.0**2, "MB"), (1024.0, "kB"), (1, "B")]
    size, prefixed = next((step for step in steps if abs(value) >= step[0]), steps[-1])
    return f"{value / size:.3g} {prefixed}"


def table(measured: list[Row]) -> str:
    lines = [("case", "published", "ours", "ratio", "budget", "within")]
    for row in measured:
        budget = "" if row.budget is None else str(row.budget)
        if isinstance(row.budget, int):
            budget = spell(row.budget, row.unit)
        lines.append(
            (
                row.name,
                spell(row.published, row.unit),
                spell(row.ours, row.unit),
                "" if row.ratio is None else f"{row.ratio:.3f}",
                budget,
                {None: "", True: "yes", False: "NO"}[row.within],
            )
        )
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            text.rjust(width) if 0 < number < 5 else text.ljust(width)
            for number, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def machine() -> dict[str, Any]:
    with Path("/proc/cpuinfo").open(encoding="utf-8") as info:
        models = [line.split(":", 1)[1].strip() for line in info if line.startswith("model name")]
    return {
        "cpu": models[0] if models else platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.platform(),
        "load": os.getloadavg()[0],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=41, help="how often each case is measured")
    parser.add_argument("--only", default="", metavar="TEXT", help="cases with TEXT in their name")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures")
    parser.add_argument("--check", action="store_true", help="exit with 1 where one is over budget")
    options = parser.parse_args()

    published = Side(f"published-{PUBLISHED}", f"azure-functions=={PUBLISHED}")
    ours = Side("ours", str(ROOT))
    about = machine()
    print("{cpu}, {cores} cores, Python {python}, load {load:.1f}".format(**about))
    print(f"published {published.version}, ours {ours.version}, {options.rounds} rounds\n")

    measured = list(rows(published, ours, options.rounds, options.only))
    published.close()
    ours.close()
    print(table(measured))

    target = options.json or BENCH / f"results-{platform.python_version()}.json"
    figures = [
        {
            **row._asdict(),
            "budget": None if row.budget is None else float(row.budget),
            "within": row.within,
        }
        for row in measured
    ]
    result = {
        **about,
        "published": published.version,
        "ours": ours.version,
        "rounds": options.rounds,
        "rows": figures,
    }
    target.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(f"\nFigures in {target}")

    over = [row.name for row in measured if row.within is False]
    if over:
        print(f"Over budget: {'; '.join(over)}")
    return 1 if over and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
