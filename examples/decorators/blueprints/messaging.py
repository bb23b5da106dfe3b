"""What the shop sends and receives over Service Bus."""

# The worker takes List[...] of typing, and refuses list[...]:
# ruff: noqa: UP006, UP035

from typing import List

import azure.functions as func

bp = func.Blueprint()

SERVICE_BUS = "ServiceBusConnection"
"""The app setting with the connection string."""


@bp.service_bus_topic_output("$return", connection=SERVICE_BUS, topic_name="shipments")
@bp.service_bus_queue_trigger("parcel", connection=SERVICE_BUS, queue_name="parcels")
def ship_parcel(parcel: func.ServiceBusMessage) -> str:
    """Announce a parcel to everyone who follows the shipments."""
    return f"{parcel.message_id}: {parcel.get_body().decode()}"


@bp.service_bus_queue_output("labels", connection=SERVICE_BUS, queue_name="labels")
@bp.service_bus_queue_trigger(
    "parcels",
    connection=SERVICE_BUS,
    queue_name="parcels-in-bulk",
    cardinality=func.Cardinality.MANY,
)
def print_labels(parcels: List[func.ServiceBusMessage], labels: func.Out[str]) -> None:
    """Print the labels of many parcels at once."""
    lines = [f"{parcel.subject}: {parcel.get_body().decode()}" for parcel in parcels]
    labels.set("\n".join(lines))


@bp.service_bus_queue_output("mails", connection=SERVICE_BUS, queue_name="mails")
@bp.service_bus_topic_trigger(
    "shipment",
    connection=SERVICE_BUS,
    topic_name="shipments",
    subscription_name="customers",
    is_sessions_enabled=True,
)
async def tell_customer(shipment: func.ServiceBusMessage, mails: func.Out[str]) -> None:
    """Write to the customer whose session it is."""
    mails.set(f"To {shipment.session_id}: {shipment.get_body().decode()}")
