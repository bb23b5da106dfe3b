from __future__ import annotations

import pytest

from azure.functions.decorators.core import Cardinality
from azure.functions.decorators.eventhub import EventHubTrigger, EventHubTriggerApi


class App(EventHubTriggerApi):
    pass


def receive(event: object) -> None:
    pass


class TestCardinality:
    @pytest.mark.parametrize("text", ["many", "MANY", "Many"])
    def test_text(self, text: str) -> None:
        """
        The cardinality may be given by its name in any case, and goes out as the name.
        """
        trigger = EventHubTrigger("event", "CON", "hub", cardinality=text)
        function = App().event_hub_message_trigger("event", "CON", "hub", None, text)(receive)

        (raw,) = function.build().get_raw_bindings()

        assert Cardinality.MANY is trigger.cardinality
        assert (
            '{"direction": "IN", "type": "eventHubTrigger", "name": "event", "connection": "CON", '
            '"eventHubName": "hub", "cardinality": "MANY"}'
        ) == raw

    def test_unknown(self) -> None:
        """
        A text that names no cardinality is a KeyError with the accepted ones.
        """
        declare = App().event_hub_message_trigger("event", "CON", "hub", cardinality="few")

        with pytest.raises(
            KeyError, match="cardinality='few' is no Cardinality; write one of ONE, MANY"
        ):
            declare(receive)
