"""
Decorator calls as they were recorded from the published package, in ``data/bindings.json``.
"""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any, cast

import azure.functions as func
from azure.functions.decorators.core import StringifyEnum

ENUMS = {
    name: value
    for module in ("core", "http", "kafka", "openai")
    for name, value in vars(import_module(f"azure.functions.decorators.{module}")).items()
    if isinstance(value, type) and issubclass(value, StringifyEnum)
}


def replay(case: Any) -> list[dict[str, Any]]:
    """
    Make a recorded call, and return the bindings that it declares.
    """
    kwargs = {name: _from_json(value) for name, value in case["kwargs"].items()}
    return declared(case["decorator"], kwargs)


def declared(decorator: str, kwargs: dict[str, Any]) -> list[dict[str, Any]]:
    """
    Return the bindings that a decorator declares, beside a timer where it declares no trigger.
    """

    def fn(**_: object) -> None:
        pass

    app = func.FunctionApp("ANONYMOUS")
    function = getattr(app, decorator)(**kwargs)(fn)
    if not hasattr(func.TriggerApi, decorator):
        app.timer_trigger("timer", "0 * * * * *")(function)
    (indexed,) = app.get_functions()
    bindings = [json.loads(text) for text in indexed.get_raw_bindings()]
    if not hasattr(func.TriggerApi, decorator):
        bindings = [each for each in bindings if each["type"] != "timerTrigger"]
    return bindings


def _from_json(value: Any) -> Any:
    """
    Return a recorded argument: an enum is recorded by its name.
    """
    if not isinstance(value, dict):
        return value
    enum, member = cast(dict[str, str], value)["$enum"].split(".")
    return ENUMS[enum][member]
