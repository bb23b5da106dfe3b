"""
Count the instructions of the import and of hot calls: figures that no busy machine changes.

    python benchmarks/instructions.py [--write]

Each runs under valgrind's callgrind, in a fresh interpreter, on the package that is installed for
this Python; counted is what it adds to a run without it. The figures kept in instructions.json are
those of one Python. One that has grown by more than a tenth fails; --write keeps what was counted.

Two builds of the same Python need not take the same instructions for the same work. A yardstick,
which is nothing of this package, tells how many more this build takes than that of the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import cases
from batches import CASES as BATCHES

HERE = Path(__file__).resolve().parent
KEPT = HERE / "instructions.json"
PYTHON = ".".join(platform.python_version_tuple()[:2])
GROWTH = 1.1
CALLS = 500

YARDSTICK = "yardstick"
MEASURE = """
import json
for number in range(3000):
    text = json.dumps({"number": number, "name": f"name {number}", "items": [1.5, None, True]})
    found = json.loads(text)
    pairs = sorted((key.upper(), str(value)) for key, value in found.items())
"""
"""What a Python does all day: calls, text, dicts and JSON."""

HOT = {
    "httpTrigger: decode, read headers, params, JSON": CALLS,
    "http: encode a response with headers": CALLS,
    "queueTrigger: the same, every field read": CALLS,
    "eventGridTrigger: decode and read": CALLS,
    "cosmosDBTrigger: 100 documents": CALLS // 10,
    "serviceBusTrigger: one message, and five fields": CALLS,
    "serviceBusTrigger: a batch of 100": CALLS // 10,
    "eventHubTrigger: a batch of 100": CALLS // 10,
    "kafkaTrigger: a batch of 100": CALLS // 10,
}
"""Case -> how often it is called."""


def count(code: str) -> int:
    """
    Return how many instructions an interpreter takes from its start to its end.
    """
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        sys.exit("valgrind is not installed; Debian's package of that name has it")
    # One order of sets and dicts, and nothing that this environment has for Python.
    environ = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
    tool = (valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null")
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            (*tool, sys.executable, "-Bsc", code),
            check=False,
            cwd=folder,  # `-c` looks for modules here first
            env=environ,
            stderr=subprocess.PIPE,
            text=True,
        )
    collected = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode or collected is None:
        sys.exit(f"{code}\nfailed under valgrind:\n{run.stderr}")
    return int(collected[1])


def count_calls(name: str, calls: int) -> int:
    """
    Return how many instructions the calls of a case take, all together.
    """
    code = (
        f"import sys; sys.path.append({str(HERE)!r}); import batches, cases\n"
        f"call = next(c for c in [*cases.CASES, *batches.CASES] if c.name == {name!r}).make()\n"
        "for _ in range({}): call()"
    )
    # A first call makes what is made once.
    return count(code.format(1 + calls)) - count(code.format(1))


def count_all() -> dict[str, int]:
    """
    Count everything, and return it by name.
    """
    nothing = count("pass")
    counted = {YARDSTICK: count(MEASURE) - nothing}
    for each in cases.IMPORTS:
        counted[each.name] = count(each.code) - nothing
    for name, calls in HOT.items():
        counted[name] = count_calls(name, calls) // calls
    return counted


def compare(counted: dict[str, int], kept: dict[str, int]) -> list[str]:
    """
    Print each figure beside the one that is kept, and return the names of those that have grown.
    """
    scale = counted[YARDSTICK] / kept[YARDSTICK]
    print(f"{'kept':>14} {'counted':>14}  growth, as this build takes {scale:.3f} times those kept")
    grown: list[str] = []
    for name, figure in counted.items():
        growth = figure / (kept[name] * scale) if name in kept else float("inf")
        print(f"{kept.get(name, 0):14,} {figure:14,}  {growth:6.3f}  {name}")
        if growth > GROWTH:
            grown.append(name)
    return grown


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--write", action="store_true", help="keep what is counted")
    options = parser.parse_args()
    assert HOT.keys() <= {case.name for case in [*cases.CASES, *BATCHES]}

    kept: dict[str, dict[str, int]] = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    if not options.write and PYTHON not in kept:
        have = ", ".join(kept) or "no Python"
        sys.exit(f"{KEPT.name} has figures of {have}, and this is {PYTHON}; keep some with --write")
    counted = count_all()
    if options.write:
        KEPT.write_text(json.dumps({**kept, PYTHON: counted}, indent=2) + "\n", "utf-8")
        return 0

    grown = compare(counted, kept[PYTHON])
    for name in grown:
        print(f"FAILED: {name} takes more than {GROWTH} times the instructions kept")
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
