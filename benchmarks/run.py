"""
Measure this project beside the published azure-functions, the two in turn.

    python benchmarks/run.py [--rounds N] [--only TEXT] [--check] [--docs]

Each of the two gets an environment of its own in .bench/, both of the Python that runs this. Every
round measures one and then the other (next time the other first), so that a busy moment hits both.
The figures are medians; the ratio is the median of the rounds' own ratios. One table is printed,
and written as JSON and as a plot into .bench/, or with --docs where the documentation shows them.

It needs pip 25.1 or newer, and matplotlib for the plot: `tox run -e bench` has both.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import report
from harness import Case, Import
from report import Row
from suite import GROUPS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BENCH = ROOT / ".bench"
DOCS = ROOT / "docs" / "_static"
PUBLISHED = "2.3.0" if sys.version_info >= (3, 13) else "1.26.0"  # the latest for this Python
# What a process should bring along to be measured: nothing.
ENVIRON = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}

LONG_ENOUGH = 20.0
"""Seconds after which a case has no further round: one call of the published package takes 90."""

NOTHING = "pass"
# The highest resident size so far, in KiB. Not ru_maxrss: a child inherits that of its parent.
PRINT_PEAK = """
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


class Side:
    """
    One of the two packages in its environment, with the real worker.
    """

    def __init__(self, name: str, requirement: str) -> None:
        directory = BENCH / f"{name}-{platform.python_version()}"
        self.python = directory / "bin" / "python"
        if not self.python.exists():
            venv = (sys.executable, "-I", "-m", "venv", "--without-pip", str(directory))
            subprocess.run(venv, check=True)
        pip = (sys.executable, "-I", "-m", "pip", "--python", str(self.python))
        worker = ("--group", f"{ROOT / 'pyproject.toml'}:real-worker")
        subprocess.run([*pip, "install", "--quiet", requirement], env=ENVIRON, check=True)
        # After the package, which then is the azure-functions that the worker asks for.
        subprocess.run([*pip, "install", "--quiet", *worker], env=ENVIRON, check=True)

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

    def ask(self, name: str, what: str) -> float | None:
        """
        Have the child measure "seconds", "peak" or "kept" of the case so named.
        """
        assert self._child.stdin is not None
        self._child.stdin.write(json.dumps([name, what]) + "\n")
        self._child.stdin.flush()
        answer: float | None = self._answer()
        return answer

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
    published: Side, ours: Side, rounds: int, measure: Callable[[Side], float | None]
) -> tuple[float | None, float, float | None]:
    """
    Measure one and the other, *rounds* times. Returns both medians, and that of the ratios.
    """
    pairs: list[tuple[float | None, float]] = []
    start = time.perf_counter()
    for number in range(rounds):
        first, second = (published, ours) if number % 2 else (ours, published)
        values = {first: measure(first), second: measure(second)}
        one, other = values[published], values[ours]
        assert other is not None
        pairs.append((one, other))
        if time.perf_counter() - start > LONG_ENOUGH:
            break
    both = [(one, other) for one, other in pairs if one is not None]
    return (
        median(one for one, _ in both) if both else None,
        median(other for _, other in pairs),
        median(other / one for one, other in both) if both else None,
    )


def import_rows(published: Side, ours: Side, rounds: int, each: Import) -> Iterator[Row]:
    def startup(side: Side) -> float:
        return side.startup(each.code)

    def memory(side: Side) -> float:
        return side.memory(each.code)

    yield Row(each.name, "s", *in_turn(published, ours, rounds, startup), each.time)
    # The same every time, but for a page or two.
    name = f"{each.name}: peak memory"
    yield Row(name, "B", *in_turn(published, ours, 7, memory), each.memory)


def case_rows(published: Side, ours: Side, rounds: int, case: Case) -> Iterator[Row]:
    def measured(what: str, rounds: int) -> tuple[float | None, float, float | None]:
        return in_turn(published, ours, rounds, partial(Side.ask, name=case.name, what=what))

    yield Row(case.name, "s", *measured("seconds", rounds), case.time)
    if case.extra_memory is not None:
        one, other, _ = measured("peak", 1)
        yield Row(f"{case.name}: extra memory", "B", one, other, None, case.extra_memory)
    if case.messages is not None:
        yield Row(f"{case.name}: memory a message", "B", *measured("kept", 3), None)


def rows(published: Side, ours: Side, rounds: int, only: str) -> Iterator[tuple[str, Row]]:
    for group, members in GROUPS.items():
        for each in members:
            if only not in each.name:
                continue
            if isinstance(each, Import):
                found = import_rows(published, ours, rounds, each)
            else:
                found = case_rows(published, ours, rounds, each)
            yield from ((group, row) for row in found)


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
    parser.add_argument("--check", action="store_true", help="exit with 1 where one is over budget")
    parser.add_argument("--docs", action="store_true", help="write what the documentation shows")
    options = parser.parse_args()

    published = Side(f"published-{PUBLISHED}", f"azure-functions=={PUBLISHED}")
    ours = Side("ours", str(ROOT))
    about = {
        **machine(),
        "date": dt.datetime.now(dt.timezone.utc).date().isoformat(),
        "published": published.version,
        "ours": ours.version,
        "rounds": options.rounds,
    }
    print(report.heading(about) + "\n")

    measured = list(rows(published, ours, options.rounds, options.only))
    published.close()
    ours.close()
    print(report.table(measured))

    folder, name = (DOCS, "benchmarks") if options.docs else (BENCH, f"results-{about['python']}")
    for file in report.write(folder / name, about, measured):
        print(f"Written: {file.relative_to(ROOT)}")

    over = [row.name for _, row in measured if row.within is False]
    if over:
        print(f"Over budget: {'; '.join(over)}")
    return 1 if over and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
