"""
Threads that share the package: what they decode and encode at once, and what they use first.

How long and how often is for the machine at hand: ``tox -e 3.13-stress`` takes 30 seconds, and
many more interpreters.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import azure.functions as func
import races
import replay
from azure.functions._registry import CONVERTERS
from fresh import output
from scenario import WIRE

THREADS = 64
STRESS = os.environ.get("STRESS") == "1"
SECONDS = 30 if STRESS else 1
"""How long threads decode and encode, with each JSON library."""
SEEDS = range(20 if STRESS else 1)
"""How often each race is run: the seed says in which order the threads take what they take."""
SUPPORT = Path(races.__file__).parent


@pytest.fixture
def restless() -> Iterator[None]:
    """
    Have Python switch threads a hundred times as often as it does.
    """
    interval = sys.getswitchinterval()
    sys.setswitchinterval(interval / 100)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("restless", "each_json_library")
def test_many_threads() -> None:
    """
    Threads that decode and encode all bindings at once get the recorded answers.
    """
    expected = [replay.expectation(case) for case in WIRE]
    start = threading.Barrier(THREADS)
    done: list[int] = []
    wrong: list[Any] = []

    def work(first: int) -> None:
        start.wait()
        end = time.monotonic() + SECONDS
        number = first
        while time.monotonic() < end and not wrong:
            case = WIRE[number % len(WIRE)]
            try:
                came = replay.replay(case)
            except Exception as error:  # noqa: BLE001 - it must come out of the thread
                came = repr(error)
            if came != expected[number % len(WIRE)]:
                wrong.append((case, came))
            number += 1
        done.append(number - first)

    workers = [
        threading.Thread(target=work, args=(number * len(WIRE) // THREADS,))
        for number in range(THREADS)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [] == wrong
    assert THREADS == len(done)
    assert len(WIRE) < sum(done)


def test_every_binding_is_among_them() -> None:
    """
    Every converter of the registry decodes or encodes in them, by all the code that it has for it.
    """
    converters: list[Any] = [func.get_binding_registry().get(each) for each in CONVERTERS]
    able = [getattr(each, step, None) for each in converters for step in ("decode", "encode")]

    assert {case["binding"] for case in WIRE} == set(CONVERTERS)
    assert {_code(method) for method in able if method is not None} == {
        _code(getattr(func.get_binding_registry().get(case["binding"]), case["op"]))
        for case in WIRE
    }


def _code(method: Any) -> Any:
    """
    Return the function that a class method is made of, be it inherited.
    """
    return method.__func__


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("race", races.RACES)
def test_first_uses(race: str, seed: int) -> None:
    """
    Threads that are the first to use something, all at once, get what one of them would get.
    """
    installed = [name for name in ("werkzeug",) if importlib.util.find_spec(name) is not None]
    command = [sys.executable, "-W", "error", "-m", "races", race, str(seed), *installed]
    path = [str(SUPPORT), *filter(None, sys.path)]

    assert [] == json.loads(output(command, PYTHONPATH=os.pathsep.join(path)))
