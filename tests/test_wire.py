"""
Payloads recorded from the worker come out as the published packages bring them out.
"""

from __future__ import annotations

import pytest

import azure.functions as func
import replay

CASES = replay.load("wire.json")["cases"]


def test_every_recorded_binding_is_known() -> None:
    """
    Every binding type of the recording has a converter, so none is left out.
    """
    registry = func.get_binding_registry()

    assert set() == {case["binding"] for case in CASES if registry.get(case["binding"]) is None}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{number}-{case['binding']}-{case['op']}")
        for number, case in enumerate(CASES)
    ],
)
def test_recorded_payload(case: replay.JSON) -> None:
    """
    A recorded payload gives the recorded value, or is refused as recorded.
    """
    assert replay.expectation(case) == replay.replay(case)
