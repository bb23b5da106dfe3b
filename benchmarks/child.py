"""
Runs in each of the two environments and does what `run.py` asks, one line of JSON at a time.
"""

from __future__ import annotations

import json
import sys
import timeit
import tracemalloc

import cases

# About 20 ms at a time: long for the clock, short for whatever else the machine does.
AT_A_TIME = 0.02


class Measured:
    """
    A case, ready to be called.
    """

    def __init__(self, case: cases.Case) -> None:
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


def main() -> None:
    import azure.functions

    print(json.dumps([azure.functions.__version__, azure.functions.__file__]), flush=True)
    measured = {case.name: Measured(case) for case in cases.CASES}
    for line in sys.stdin:
        name, what = json.loads(line)
        print(json.dumps(getattr(measured[name], what)()), flush=True)


if __name__ == "__main__":
    main()
