"""The shop among other services, through its Dapr sidecar."""

import json

import azure.functions as func

bp = func.Blueprint()


@bp.dapr_state_output("state", state_store="statestore", key="last-order")
@bp.dapr_service_invocation_trigger("payload", method_name="place_order")
def place_order(payload: str, state: func.Out[str]) -> None:
    """Remember the order that another service places."""
    state.set(json.loads(payload)["order"])


@bp.dapr_publish_output("event", pub_sub_name="pubsub", topic="order-lookups")
@bp.dapr_state_input("last_order", state_store="statestore", key="last-order")
@bp.dapr_service_invocation_trigger("payload", method_name="last_order")
def last_order(payload: str, last_order: str, event: func.Out[str]) -> None:
    """Publish the last order, for whoever asked."""
    event.set(json.dumps({"payload": {"asked": json.loads(payload), "order": last_order}}))


@bp.dapr_invoke_output("request", app_id="warehouse", method_name="pick", http_verb="post")
@bp.dapr_topic_trigger("event", pub_sub_name="pubsub", topic="orders")
def pick_order(event: str, request: func.Out[str]) -> None:
    """Have the warehouse pick what an event orders."""
    request.set(json.dumps({"body": json.loads(event)["data"]}))


@bp.dapr_binding_output("message", binding_name="till-display", operation="create")
@bp.dapr_secret_input(
    "secret",
    secret_store_name="vault",  # noqa: S106  # the name of a store
    key="till",
    metadata="metadata.namespace=shop",
)
@bp.dapr_binding_trigger("sale", binding_name="till")
def show_sale(sale: str, secret: str, message: func.Out[str]) -> None:
    """Show a sale of the till on its display."""
    pin = json.loads(secret)["till"]
    message.set(json.dumps({"data": json.loads(sale), "metadata": {"pin": pin}}))
