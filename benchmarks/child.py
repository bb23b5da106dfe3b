"""
Runs in each of the two environments and does what `run.py` asks, one line of JSON at a time.
"""

from __future__ import annotations

import gc
import json
import sys
import timeit
import tracemalloc
from functools import cache

from harness import Case, opened
from suite import GROUPS

# About 20 ms at a time: long for the clock, short for whatever else the machine does.
AT_A_TIME = 0.02

CASES = {case.name: case for group in GROUPS.values() for case in group if isinstance(case, Case)}


class Measured:
    """
    A case, ready to be called.
    """

    def __init__(self, case: Case) -> None:
        self._messages = case.messages or 1
        self._call = case.make()
        self._timer = timeit.Timer(self._call)
        self._number = 0

    def seconds(self) -> float:
        """
        How long one call takes.
        """
        if not self._number:
            number, seconds = self._timer.autorange()
            self._number = max(1, round(number * AT_A_TIME / seconds))
            if number == 1:
                return seconds
        return self._timer.timeit(self._number) / self._number

    def peak(self) -> int:
        """
        How many bytes one call has allocated at once, at most.
        """
        self._call()  # what is made once only is made now
        tracemalloc.start()
        self._call()
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    def kept(self) -> float:
        """
        How many bytes each message of one call keeps as long as it is there.
        """
        self._call()
        gc.collect()
        tracemalloc.start()
        messages = self._call()
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        del messages
        return kept / self._messages


@cache
def measured(name: str) -> Measured | None:
    """
    Return the case so named, or None where this package does not do what it is about.
    """
    try:
        return Measured(CASES[name])
    except NotImplementedError:
        return None


def main() -> None:
    import azure.functions

    print(json.dumps([azure.functions.__version__, azure.functions.__file__]), flush=True)
    for line in sys.stdin:
        name, what = json.loads(line)
        case = measured(name)
        print(json.dumps(case and getattr(case, what)()), flush=True)
    opened.close()


if __name__ == "__main__":
    main()
