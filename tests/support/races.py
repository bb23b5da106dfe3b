"""
First uses of the package by many threads at once, in an interpreter where nothing was used yet.

Run as a program with the name of a race and a seed: prints as JSON what came out otherwise than in
a thread of its own.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

THREADS = 64
DATA = Path(__file__).parent.parent / "data"


def race(tasks: Sequence[Callable[[], Any]]) -> list[Any]:
    """
    Start a thread for each task, let them go at once, and return what each returned or raised.
    """
    barrier = threading.Barrier(len(tasks))
    results: list[Any] = [None] * len(tasks)

    def run(number: int) -> None:
        barrier.wait()
        try:
            results[number] = tasks[number]()
        except BaseException:  # noqa: BLE001 - whatever it is, it is wrong
            results[number] = traceback.format_exc()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(tasks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def shuffled(items: Sequence[Any], chance: random.Random) -> list[Any]:
    """
    Return as many items as there are threads, all of them where that is enough, in any order.
    """
    many = [*items] * (THREADS // len(items) + 1)
    chance.shuffle(many)
    return many[: max(THREADS, len(items))]


def one_export(chance: random.Random) -> list[str]:
    """
    Every thread takes the same name of the package, one name after the other.
    """
    import azure.functions as func

    names = [*vars(func)["__all__"], *vars(func)["_MODULES"]]
    chance.shuffle(names)
    together = threading.Barrier(THREADS)

    def take() -> list[Any]:
        return [(together.wait(), getattr(func, name))[1] for name in names]

    results = race([take] * THREADS)
    expected = [getattr(func, name) for name in names]
    return [str(result) for result in results if result != expected]


def every_export(chance: random.Random) -> list[str]:
    """
    Every thread imports the package and takes another name of it.
    """
    table = _exported_names()
    names = shuffled(table, chance)

    def take(name: str) -> Any:
        namespace: dict[str, Any] = {}
        exec(f"from azure.functions import {name}", namespace)  # noqa: S102 - as users write it
        return namespace[name]

    results = race([partial(take, name) for name in names])
    package: Any = import_module("azure.functions")
    return [
        f"{name}: {result}"
        for name, result in zip(names, results, strict=True)
        if result is not getattr(package, name)
    ]


def _exported_names() -> list[str]:
    """
    Return the exported names, without importing the package.
    """
    recorded = json.loads((DATA / "surface.json").read_text("utf-8"))
    names = recorded["modules"]["azure.functions"]
    return [name for name in names if not name.startswith("_")]


def star_import(_: random.Random) -> list[str]:
    """
    Every thread imports all names.
    """

    def take() -> list[str]:
        namespace: dict[str, Any] = {}
        exec("from azure.functions import *", namespace)  # noqa: S102 - as users write it
        return sorted(name for name in namespace if not name.startswith("__"))

    results = race([take] * THREADS)
    names = sorted(import_module("azure.functions").__all__)
    return [str(result) for result in results if result != names]


def converters(chance: random.Random) -> list[str]:
    """
    Every thread asks the registry for another converter.
    """
    registry: Any = import_module("azure.functions").get_binding_registry()
    table: Any = import_module("azure.functions._registry").CONVERTERS
    types = shuffled([*table], chance)

    results = race([partial(registry.get, each) for each in types])

    return [
        f"{each}: {result}"
        for each, result in zip(types, results, strict=True)
        if result is not registry.get(each) or result.__name__ != table[each][1]
    ]


def payloads(chance: random.Random) -> list[str]:
    """
    Every thread decodes or encodes another recorded payload, the first of the process.
    """
    import replay

    cases: list[Any] = replay.load("wire.json")["cases"]
    some = shuffled(cases, chance)[:THREADS]
    results = race([partial(replay.replay, case) for case in some])
    return [
        f"{case['binding']} {case['op']}: {result}"
        for case, result in zip(some, results, strict=True)
        if result != replay.expectation(case)
    ]


def optional_libraries(chance: random.Random) -> list[str]:
    """
    Threads are the first to read a form, a date of an odd form, JSON, and to write JSON.
    """
    import azure.functions as func

    def form() -> Any:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return func.HttpRequest("POST", "/", headers=headers, body=b"a=1").form["a"]

    def odd_date() -> Any:
        metadata = {"InsertionTime": func.Datum("22 Nov 2026 10:11:12", "string")}
        converter: Any = func.get_binding_registry().get("queueTrigger")
        decoded = converter.decode(func.Datum("x", "string"), trigger_metadata=metadata)
        return decoded.insertion_time.isoformat()

    def read() -> Any:
        return func.HttpRequest("POST", "/", body=b'{"a": [1, 2.5, null]}').get_json()

    def write() -> Any:
        return func.Document({"a": [1, "\u00e9"]}).to_json()

    wanted = {
        odd_date: "2026-11-22T10:11:12",
        read: {"a": [1, 2.5, None]},
        write: '{"a": [1, "\u00e9"]}',
    }
    if "werkzeug" in sys.argv:
        wanted[form] = "1"
    tasks = shuffled([*wanted], chance)
    results = race(tasks)
    return [
        f"{task.__name__}: {result}"
        for task, result in zip(tasks, results, strict=True)
        if result != wanted[task] and not (task is write and json.loads(result) == {"a": [1, "é"]})
    ]


def apps(_: random.Random) -> list[str]:
    """
    Every thread declares an app, indexes it, checks it and calls it, as the first of the process.
    """

    def use() -> list[str]:
        import scenario

        return [*scenario.indexed(), *scenario.called()]

    return [str(result) for result in race([use] * THREADS) if result != []]


RACES = {
    each.__name__: each
    for each in (
        one_export,
        every_export,
        star_import,
        converters,
        payloads,
        optional_libraries,
        apps,
    )
}

if __name__ == "__main__":
    sys.setswitchinterval(1e-6)
    chance = random.Random(sys.argv[2])  # noqa: S311 - nothing is kept secret by it
    print(json.dumps(RACES[sys.argv[1]](chance)))
