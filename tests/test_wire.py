"""
Payloads recorded from the worker come out as the published packages bring them out.
"""

from __future__ import annotations

import pytest

import azure.functions as func
import replay

CASES = replay.load("wire.json")["cases"]

NOT_YET = {
    "activityTrigger",
    "connectorTrigger",
    "cosmosDB",
    "cosmosDBTrigger",
    "durableClient",
    "entityTrigger",
    "eventGrid",
    "eventGridTrigger",
    "eventHub",
    "eventHubTrigger",
    "kafka",
    "kafkaTrigger",
    "mcpPromptTrigger",
    "mcpResourceTrigger",
    "mcpToolTrigger",
    "mysql",
    "orchestrationTrigger",
    "serviceBus",
    "serviceBusTrigger",
    "sql",
}
"""Binding types of the recording that this package has no converter for yet."""


def test_every_recorded_binding_is_known_or_listed() -> None:
    """
    The recorded binding types without a converter are those listed here, so none is left out.
    """
    recorded = {case["binding"] for case in CASES}
    registry = func.get_binding_registry()

    assert NOT_YET == {binding for binding in recorded if registry.get(binding) is None}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{number}-{case['binding']}-{case['op']}")
        for number, case in enumerate(CASES)
        if case["binding"] not in NOT_YET
    ],
)
def test_recorded_payload(case: replay.JSON) -> None:
    """
    A recorded payload gives the recorded value, or is refused as recorded.
    """
    assert replay.expectation(case) == replay.replay(case)
