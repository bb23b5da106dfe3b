"""
Every decorator produces the binding JSON that was recorded from the published package.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from importlib import import_module
from typing import Any, cast

import pytest

import azure.functions as func
import replay
from azure.functions.decorators.core import StringifyEnum, to_camel_case

CASES = replay.load("bindings.json")["cases"]
ENUM_MODULES = ("core", "http", "kafka", "openai")
ENUMS = {
    name: value
    for module in ENUM_MODULES
    for name, value in vars(import_module(f"azure.functions.decorators.{module}")).items()
    if isinstance(value, type) and issubclass(value, StringifyEnum)
}

pytestmark = pytest.mark.filterwarnings(
    # The recorded calls decorate one function, whatever they name its parameters.
    "ignore::azure.functions.DeclarationWarning"
)


def from_json(value: Any) -> Any:
    """
    Return a recorded argument: an enum is recorded by its name.
    """
    if not isinstance(value, dict):
        return value
    kind, member = cast(dict[str, str], value)["$enum"].split(".")
    return ENUMS[kind][member]


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


def items(bindings: list[dict[str, Any]]) -> list[list[tuple[str, Any]]]:
    """
    Return the fields of bindings in their order.
    """
    return [list(binding.items()) for binding in bindings]


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{number}-{case['decorator']}" for number, case in enumerate(CASES)]
)
def test_recorded(case: Any) -> None:
    """
    A recorded call produces the recorded JSON, its fields in the recorded order.
    """
    kwargs = {name: from_json(value) for name, value in case["kwargs"].items()}

    assert items(case["bindings"]) == items(declared(case["decorator"], kwargs))


DECORATORS: list[tuple[str, Callable[..., Any]]] = [
    (name, method)
    for api in (func.TriggerApi, func.BindingApi)
    for name, method in inspect.getmembers(api, inspect.isfunction)
    if "kwargs" in inspect.signature(method).parameters and not name.startswith("_")
]
RENAMED = {"arg_name": "name"}
VALUES = {
    "data_type": "binary",
    "cardinality": "many",
    "access_rights": "listen",
    "schedule": "0 * * * * *",
    "protocol": "ssl",
    "authentication_mode": "plain",
    "key_data_type": "long",
    "o_auth_bearer_method": "oidc",
    "prompt_arguments": [func.PromptArgument("topic")],
    "use_result_schema": True,
}
"""Arguments that are not any text."""
ALWAYS = {"mcp_tool_trigger": {"useResultSchema"}}
"""Fields that a decorator writes whether or not it is given them."""


@pytest.mark.parametrize(("name", "method"), DECORATORS)
def test_every_argument_becomes_a_field(name: str, method: Callable[..., Any]) -> None:
    """
    Each argument, and a further one, comes out as the field named as it in camel case.
    """
    parameters = [each for each in inspect.signature(method).parameters if each != "self"]
    arguments = {each: VALUES.get(each, f"{each} of mine") for each in parameters[:-1]}
    if name == "event_grid_output":
        del arguments["connection"]

    (binding,) = declared(name, {**arguments, "further_one": 1})

    expected = {to_camel_case(RENAMED.get(each, each)) for each in (*arguments, "further_one")}
    expected |= ALWAYS.get(name, set())
    assert expected | {"direction", "type"} == set(binding)
