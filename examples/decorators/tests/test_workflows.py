import asyncio
from typing import Any
from unittest import mock

import pytest

import azure.functions as func

df: Any = pytest.importorskip("azure.durable_functions", exc_type=ImportError)
workflows: Any = pytest.importorskip("blueprints.workflows", exc_type=ImportError)

ORDER = {"id": "7", "items": ["pear", "plum"]}


def test_start() -> None:
    """
    The order is given to a new instance, and the response is that of the client.
    """
    client = mock.create_autospec(df.DurableOrchestrationClient, instance=True)
    client.start_new.return_value = "instance"
    req = func.HttpRequest(
        "POST", "/api/orders/7/fulfilment", route_params={"id": "7"}, body='["pear", "plum"]'
    )

    response = asyncio.run(workflows.start_fulfilment(req, client))

    client.start_new.assert_awaited_once_with("fulfil_order", client_input=ORDER)
    assert client.create_check_status_response.return_value is response


def test_fulfil() -> None:
    """
    An orchestrator is a generator: a test sends in what its activities return.
    """
    context = mock.create_autospec(df.DurableOrchestrationContext, instance=True)
    context.get_input.return_value = ORDER
    steps = workflows.fulfil_order(context)

    assert context.call_activity.return_value is next(steps)
    assert context.call_entity.return_value is steps.send(6)
    with pytest.raises(StopIteration) as end:
        steps.send(98)

    assert "Order 7: 6 charged, 98 items left" == end.value.value
    context.call_activity.assert_called_once_with("charge", ORDER)
    context.call_entity.assert_called_once_with(df.EntityId("stock", "main"), "take", 2)


def test_charge() -> None:
    """
    Each item costs the same.
    """
    assert 6 == workflows.charge(ORDER)


@pytest.mark.parametrize(("operation", "left"), [("take", 98), ("get", 100)])
def test_stock(operation: str, left: int) -> None:
    """
    What is taken is no longer in stock.
    """
    context = mock.create_autospec(df.DurableEntityContext, instance=True)
    context.operation_name = operation
    context.get_state.return_value = 100
    context.get_input.return_value = 2

    workflows.stock(context)

    context.set_state.assert_called_once_with(left)
    context.set_result.assert_called_once_with(left)
