"""
Every decorator produces the binding JSON that was recorded from the published package.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

import azure.functions as func
import recorded_bindings
import replay
from azure.functions.decorators.core import to_camel_case
from recorded_bindings import declared

CASES = replay.load("bindings.json")["cases"]

pytestmark = pytest.mark.filterwarnings(
    # The recorded calls decorate one function, whatever they name its parameters.
    "ignore::azure.functions.DeclarationWarning"
)


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
    assert items(case["bindings"]) == items(recorded_bindings.replay(case))


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
