"""
Fuzz every target, guided by coverage: ``tox -e fuzz``, ``tox -e fuzz -- --seconds 600 decode``.

Each target runs in a process of its own, which atheris ends at the first finding; the bytes of it
are written to a file, and how to try them again is printed. Needs Linux and Python 3.11 to 3.13.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

LARGEST_INPUT = 4096
_FIGURES = re.compile(r"^#(\d+)\s+(?:DONE|INITED).*?cov: (\d+)", re.MULTILINE)


def main() -> int:
    """
    Run the targets that are named, or all of them.
    """
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("targets", nargs="*", help="which targets; all where none is named")
    parser.add_argument("--seconds", type=int, default=3, help="how long each target runs")
    parser.add_argument(
        "--corpus", type=Path, help="a folder to keep what was found interesting in"
    )
    parser.add_argument("--reproduce", type=Path, help="run one target on the bytes of a file")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        _fuzz(options.child, options.corpus, options.seconds)
    from fuzz_targets import TARGETS

    names = options.targets or list(TARGETS)
    if options.reproduce:
        TARGETS[names[0]](options.reproduce.read_bytes())
        return 0
    with tempfile.TemporaryDirectory() as folder:
        corpus = options.corpus or Path(folder)
        return max([_run(name, corpus / name, options.seconds) for name in names])


def _run(name: str, corpus: Path, seconds: int) -> int:
    """
    Fuzz one target in a process of its own, and print what came of it.
    """
    from fuzz_targets import seeds

    corpus.mkdir(parents=True, exist_ok=True)
    for seed in seeds(name):
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    command = [sys.executable, __file__, "--child", name, "--corpus", str(corpus)]
    done = subprocess.run(
        [*command, "--seconds", str(seconds)],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    output = done.stdout + done.stderr
    figures = _FIGURES.findall(output)
    start, end = (figures[0][1], figures[-1]) if figures else ("?", ("?", "?"))
    told = "passed" if done.returncode == 0 else "FAILED"
    print(f"{name:10} {told}  {end[0]:>9} executions, coverage {start} -> {end[1]}", flush=True)
    if done.returncode == 0:
        return 0
    print(re.sub(r"^#\d+\s.*\n", "", output, flags=re.MULTILINE)[-6000:])
    found = re.findall(r"Test unit written to (\S+)", output)
    if found:
        print(f"\nTo try it again:\n  tox -e fuzz -- {name} --reproduce {found[-1]}")
        print(f"  its bytes: {Path(found[-1]).read_bytes()[:200]!r}")
    return 1


def _fuzz(name: str, corpus: Path, seconds: int) -> None:
    """
    Let atheris feed one target; it ends the process.
    """
    atheris: Any = import_module("atheris")  # only where it is installed is it known to checkers
    with atheris.instrument_imports(include=["azure.functions", "dateutil", "werkzeug"]):
        from fuzz_targets import TARGETS, seeds

        # What is imported on first use is instrumented too.
        for seed in seeds(name):
            TARGETS[name](seed)
    flags = [
        f"-max_total_time={seconds}",
        f"-max_len={LARGEST_INPUT}",
        "-timeout=10",
        "-rss_limit_mb=1024",
        f"-artifact_prefix={corpus.parent}-{name}-",
        "-print_final_stats=1",
        "-verbosity=1",
    ]
    atheris.Setup([sys.argv[0], *flags, str(corpus)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
