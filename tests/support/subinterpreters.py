"""
The scenario in several interpreters of one process.

Run as a program with their number: prints as JSON what went wrong in each.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from importlib import import_module
from typing import Any

CODE = """
import os, sys
sys.path[:] = {path!r}
import json, scenario
report = json.dumps(scenario.wrong())[:4000] + chr(10)
os.write({pipe}, report.encode())
"""


def at_once(code: str, number: int) -> None:
    """
    Run code in interpreters with a lock of their own, each in a thread.
    """
    interpreters: Any = import_module("concurrent.interpreters")
    running = [interpreters.create() for _ in range(number)]
    threads = [threading.Thread(target=each.exec, args=(code,)) for each in running]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def in_turn(code: str, number: int) -> None:
    """
    Run code in interpreters that are all there, one after the other.

    In several threads at once, Python 3.13 crashes where two of them import datetime; Python 3.12
    crashes already where two interpreters with a lock of their own do so in turn.
    """
    if sys.version_info >= (3, 13):
        interpreters: Any = import_module("_interpreters")
        running = [interpreters.create() for _ in range(number)]
        failures = [interpreters.exec(each, code) for each in running]
    else:
        interpreters = import_module("_xxsubinterpreters")
        running = [interpreters.create(isolated=False) for _ in range(number)]
        failures = [interpreters.run_string(each, code) for each in running]
    for failure in failures:
        if failure is not None:
            print(failure, file=sys.stderr)


if __name__ == "__main__":
    read, write = os.pipe()
    number = int(sys.argv[1])
    (at_once if sys.version_info >= (3, 14) else in_turn)(
        CODE.format(path=sys.path, pipe=write), number
    )
    os.close(write)
    with open(read, encoding="utf-8") as reports:  # noqa: PTH123 - a pipe
        print(json.dumps([json.loads(report) for report in reports]), flush=True)
    sys.stderr.flush()
    os._exit(0)  # these interpreters cannot all be taken down: that is Python's, before 3.14
