"""
How the cost of an action grows with its input: in steps of Python, in time, and in memory.
"""

from __future__ import annotations

import gc
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

Case = Callable[[int], Callable[[], object]]
Check = Callable[[Case, int], None]


def steps(action: Callable[[], object]) -> int:
    """
    Return how many lines and calls of Python an action takes, of whatever module.
    """
    count = 0

    def trace(*_: object) -> Any:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before)
    return count


def seconds(action: Callable[[], object], times: int) -> float:
    """
    Return the shortest time that an action takes.
    """

    def once() -> float:
        start = time.process_time()
        action()
        return time.process_time() - start

    gc.disable()
    try:
        return min(once() for _ in range(times))
    finally:
        gc.enable()


def peak(action: Callable[[], object]) -> int:
    """
    Return the most memory that an action takes.
    """
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _check_steps(case: Case, size: int) -> None:
    case(size)()  # with what is imported on first use
    small, large = (steps(case(n)) for n in (size, 2 * size))

    assert large - 2 * small <= 20 + size // 5


def _check_time(case: Case, size: int) -> None:
    small, large = case(size), case(8 * size)
    small()
    for times in (1, 2, 3, 5, 7):
        base, grown = seconds(small, 2 * times), seconds(large, times)
        if grown <= 16 * base + 0.002:
            return
    pytest.fail(f"{base:.4f} s, and {grown:.4f} s for eight times that")


def _check_memory(case: Case, size: int) -> None:
    case(size)()
    small, large = (peak(case(n)) for n in (size, 8 * size))

    assert large <= 16 * small + 200 * size


@pytest.fixture
def check_steps() -> Check:
    """
    Return the check that twice the input takes twice the steps, and a few more.
    """
    return _check_steps


@pytest.fixture
def check_time() -> Check:
    """
    Return the check that eight times the input takes less than sixteen times the time.
    """
    return _check_time


@pytest.fixture
def check_memory() -> Check:
    """
    Return the check that eight times the input takes less than sixteen times the memory.
    """
    return _check_memory
