from __future__ import annotations

import json
from typing import Any

import pytest

from azure.functions.decorators.core import AccessRights, Cardinality
from azure.functions.decorators.servicebus import (
    ServiceBusBindingApi,
    ServiceBusQueueOutput,
    ServiceBusQueueTrigger,
    ServiceBusTopicOutput,
    ServiceBusTopicTrigger,
    ServiceBusTriggerApi,
)


class App(ServiceBusTriggerApi, ServiceBusBindingApi):
    pass


def receive(message: object) -> None:
    pass


TRIGGERS = [
    (ServiceBusQueueTrigger, ("message", "CON", "queue")),
    (ServiceBusTopicTrigger, ("message", "CON", "topic", "subscription")),
]
OUTPUTS = [
    (ServiceBusQueueOutput, ("message", "CON", "queue")),
    (ServiceBusTopicOutput, ("message", "CON", "topic")),
]
TRIGGER_METHODS = [
    ("service_bus_queue_trigger", TRIGGERS[0][1]),
    ("service_bus_topic_trigger", TRIGGERS[1][1]),
]
OUTPUT_METHODS = [
    ("service_bus_queue_output", OUTPUTS[0][1]),
    ("service_bus_topic_output", OUTPUTS[1][1]),
]


class TestEnums:
    @pytest.mark.parametrize("text", ["listen", "LISTEN", "Listen"])
    @pytest.mark.parametrize(("binding", "args"), [*TRIGGERS, *OUTPUTS])
    def test_access_rights(self, binding: Any, args: tuple[str, ...], text: str) -> None:
        """
        Access rights may be given by their name in any case.
        """
        assert AccessRights.LISTEN is binding(*args, access_rights=text).access_rights

    @pytest.mark.parametrize("text", ["many", "MANY", "Many"])
    @pytest.mark.parametrize(("trigger", "args"), TRIGGERS)
    def test_cardinality(self, trigger: Any, args: tuple[str, ...], text: str) -> None:
        """
        The cardinality may be given by its name in any case.
        """
        assert Cardinality.MANY is trigger(*args, cardinality=text).cardinality

    @pytest.mark.parametrize(("method", "args"), [*TRIGGER_METHODS, *OUTPUT_METHODS])
    def test_unknown_access_rights(self, method: str, args: tuple[str, ...]) -> None:
        """
        A text that names no access rights is a KeyError with the accepted ones.
        """
        declare = getattr(App(), method)(*args, access_rights="send")

        with pytest.raises(
            KeyError, match="access_rights='send' is no AccessRights; write one of MANAGE, LISTEN"
        ):
            declare(receive)

    @pytest.mark.parametrize(("method", "args"), TRIGGER_METHODS)
    def test_unknown_cardinality(self, method: str, args: tuple[str, ...]) -> None:
        """
        A text that names no cardinality is a KeyError with the accepted ones.
        """
        declare = getattr(App(), method)(*args, cardinality="few")

        with pytest.raises(
            KeyError, match="cardinality='few' is no Cardinality; write one of ONE, MANY"
        ):
            declare(receive)


@pytest.mark.parametrize(("method", "args"), TRIGGER_METHODS)
class TestAutoCompleteMessages:
    @pytest.mark.parametrize("value", [True, False])
    def test_field(self, method: str, args: tuple[str, ...], value: bool) -> None:
        """
        The argument, which the classes know as a further field only, comes before other ones.
        """
        declare = getattr(App(), method)
        function = declare(*args, further_field=1, auto_complete_messages=value)(receive)
        (raw,) = function.build().get_raw_bindings()
        *_, last_but_one, last = json.loads(raw).items()

        assert ("autoCompleteMessages", value) == last_but_one
        assert ("furtherField", 1) == last

    def test_positional(self, method: str, args: tuple[str, ...]) -> None:
        """
        It may be given by position, as the last one.
        """
        rest = (None, None, True, "one", False)
        function = getattr(App(), method)(*args, *rest)(receive)
        (raw,) = function.build().get_raw_bindings()

        assert [
            ("isSessionsEnabled", True),
            ("cardinality", "ONE"),
            ("autoCompleteMessages", False),
        ] == list(json.loads(raw).items())[-3:]

    def test_none(self, method: str, args: tuple[str, ...]) -> None:
        """
        Without it there is no field, and host.json decides.
        """
        (raw,) = getattr(App(), method)(*args)(receive).build().get_raw_bindings()

        assert "autoCompleteMessages" not in json.loads(raw)
