"""Orders that are fulfilled step by step, with Durable Functions."""

# The worker takes Dict[...] of typing, and refuses dict[...]:
# ruff: noqa: UP006, UP035
# azure-functions-durable comes without types:
# mypy: disable-error-code="import-not-found, import-untyped, no-any-return"
# pyright: basic, reportMissingImports=false, reportOptionalSubscript=false

from collections.abc import Generator
from typing import Any, Dict

import azure.durable_functions as df

import azure.functions as func

bp = func.Blueprint()


@bp.route("orders/{id}/fulfilment", methods=["POST"])
@bp.durable_client_input("client")
async def start_fulfilment(
    req: func.HttpRequest, client: df.DurableOrchestrationClient
) -> func.HttpResponse:
    """Start to fulfil an order, and say where its progress can be read."""
    order = {"id": req.route_params["id"], "items": req.get_json()}
    instance = await client.start_new("fulfil_order", client_input=order)
    return client.create_check_status_response(req, instance)


@bp.orchestration_trigger("context")
def fulfil_order(context: df.DurableOrchestrationContext) -> Generator[Any, Any, str]:
    """Charge the customer, then take what was ordered from the stock."""
    order = context.get_input()
    amount = yield context.call_activity("charge", order)
    stock = df.EntityId("stock", "main")
    left = yield context.call_entity(stock, "take", len(order["items"]))
    return f"Order {order['id']}: {amount} charged, {left} items left"


@bp.activity_trigger("order")
def charge(order: Dict[str, Any]) -> int:
    """Charge the customer, and return how much."""
    return 3 * len(order["items"])


@bp.entity_trigger("context")
def stock(context: df.DurableEntityContext) -> None:
    """Keep how many items are in stock."""
    left: int = context.get_state(lambda: 100)
    if context.operation_name == "take":
        left -= context.get_input()
    context.set_state(left)
    context.set_result(left)
