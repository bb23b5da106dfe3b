from __future__ import annotations

from typing import Any

import pytest

import azure.functions as func
from azure.functions.warmup import WarmUpTriggerConverter
from replay import WorkerDatum


@pytest.mark.parametrize(
    "datum", [None, WorkerDatum("{}", "json"), WorkerDatum("x", "string"), WorkerDatum(None, None)]
)
@pytest.mark.parametrize("metadata", [None, {}, {"a": None}])
def test_decode(datum: Any, metadata: Any) -> None:
    """
    Whatever was sent, the function is told of the warm-up.
    """
    context = WarmUpTriggerConverter.decode(datum, trigger_metadata=metadata)

    assert func.WarmUpContext() == context


def test_no_attributes() -> None:
    """
    A warm-up carries nothing and takes nothing.
    """
    context: Any = func.WarmUpContext()

    with pytest.raises(AttributeError):
        context.name = "x"


def test_class_methods() -> None:
    """
    The converter is a trigger's, without an implicit output.
    """
    assert True is WarmUpTriggerConverter.has_trigger_support()
    assert False is WarmUpTriggerConverter.has_implicit_output()
