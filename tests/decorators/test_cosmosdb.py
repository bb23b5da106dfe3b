# What is declared of a function is private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from enum import Enum
from typing import Any

import pytest

from azure.functions.decorators import cosmosdb
from azure.functions.decorators.core import Binding, CosmosDBChangeFeedMode, to_camel_case
from azure.functions.decorators.cosmosdb import (
    CosmosDBBindingApi,
    CosmosDBTrigger,
    CosmosDBTriggerApi,
)

DECORATORS: dict[str, type[Binding]] = {
    "cosmos_db_trigger": cosmosdb.CosmosDBTrigger,
    "cosmos_db_input": cosmosdb.CosmosDBInput,
    "cosmos_db_output": cosmosdb.CosmosDBOutput,
    "cosmos_db_trigger_v3": cosmosdb.CosmosDBTriggerV3,
    "cosmos_db_input_v3": cosmosdb.CosmosDBInputV3,
    "cosmos_db_output_v3": cosmosdb.CosmosDBOutputV3,
}
"""Decorator -> the class of what it declares."""


class App(CosmosDBTriggerApi, CosmosDBBindingApi):
    pass


def handle(documents: object) -> None:
    pass


def fields(decorator: Callable[[Callable[[object], None]], Any]) -> dict[str, Any]:
    """Return what a decorator declares, as the worker tells it to the host."""
    (binding,) = decorator(handle)._function.get_raw_bindings()
    declared: dict[str, Any] = json.loads(binding)
    return declared


@pytest.mark.parametrize("name", DECORATORS)
def test_by_position(name: str) -> None:
    """
    Arguments by position become the fields of their parameters; function.json has them in the
    order of the class, which is not that of every decorator.
    """
    method = getattr(App(), name)
    parameters = [each for each in inspect.signature(method).parameters if each != "kwargs"]
    in_class = [
        "name" if each == "arg_name" else each
        for each in inspect.signature(DECORATORS[name]).parameters
        if each not in ("data_type", "kwargs")
    ]
    values = ["string" if each == "data_type" else f"the {each}" for each in parameters]

    declared = fields(method(*values))

    assert "STRING" == declared.pop("dataType")
    assert ["direction", "type", *map(to_camel_case, in_class)] == list(declared)
    assert "the arg_name" == declared["name"]
    for each in in_class[1:]:
        assert f"the {each}" == declared[to_camel_case(each)]


@pytest.mark.parametrize("name", DECORATORS)
def test_versions(name: str) -> None:
    """
    Both versions of the extension have the same types of bindings.
    """
    expected = cosmosdb.COSMOS_DB_TRIGGER if "trigger" in name else cosmosdb.COSMOS_DB

    assert expected == DECORATORS[name].get_binding_name()


class TestChangeFeedMode:
    @pytest.mark.parametrize("mode", CosmosDBChangeFeedMode)
    def test_member(self, mode: CosmosDBChangeFeedMode) -> None:
        """
        A member goes out as its value, which is what the host reads.
        """
        decorator = App().cosmos_db_trigger("documents", "C", "d", "c", change_feed_mode=mode)

        assert mode.value == fields(decorator)["changeFeedMode"]

    def test_member_of_an_earlier_copy(self) -> None:
        """
        A member of the enum before a reload of the package goes out as its value, too.
        """

        class Earlier(Enum):
            LATEST_VERSION = "LatestVersion"

        mode: Any = Earlier.LATEST_VERSION
        trigger = CosmosDBTrigger("documents", "C", "d", "c", change_feed_mode=mode)

        assert "LatestVersion" == trigger.change_feed_mode

    @pytest.mark.parametrize("text", ["AllVersionsAndDeletes", "latest_version", "%MODE%"])
    def test_text(self, text: str) -> None:
        """
        A text goes out as it is: it may name an app setting.
        """
        decorator = App().cosmos_db_trigger("documents", "C", "d", "c", change_feed_mode=text)

        assert text == fields(decorator)["changeFeedMode"]

    def test_none(self) -> None:
        """
        Without one, there is no such field.
        """
        assert "changeFeedMode" not in fields(App().cosmos_db_trigger("documents", "C", "d", "c"))


@pytest.mark.parametrize("value", [False, 0, ""])
def test_falsy_values_are_kept(value: Any) -> None:
    """
    What is false, zero or empty goes out; only None leaves a field out.
    """
    decorator = App().cosmos_db_trigger(
        "documents", "C", "d", "c", feed_poll_delay=value, start_from_beginning=None
    )

    declared = fields(decorator)

    assert value == declared["feedPollDelay"]
    assert "startFromBeginning" not in declared
