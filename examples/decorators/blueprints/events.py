"""Events that the shop takes part in: Event Hubs, Event Grid and Kafka."""

# The worker takes List[...] of typing, and refuses list[...]:
# ruff: noqa: UP006, UP035

import json
from datetime import datetime, timezone
from typing import List

import azure.functions as func

bp = func.Blueprint()

EVENT_HUB = "EventHubConnection"
"""The app setting with the connection string."""


@bp.event_hub_output("alarms", connection=EVENT_HUB, event_hub_name="alarms")
@bp.event_hub_message_trigger(
    "readings",
    connection=EVENT_HUB,
    event_hub_name="fridges",
    cardinality=func.Cardinality.MANY,
    consumer_group="shop",
)
def watch_fridges(readings: List[func.EventHubEvent], alarms: func.Out[str]) -> None:
    """Raise an alarm for the fridges of a batch that are too warm."""
    warm = [
        f"{reading.partition_key} at {reading.sequence_number}"
        for reading in readings
        if float(reading.get_body()) > 8
    ]
    if warm:
        alarms.set(", ".join(warm))


@bp.event_grid_output(
    "restock", topic_endpoint_uri="RestockTopicUri", topic_key_setting="RestockTopicKey"
)
@bp.event_grid_trigger("sold_out")
def order_more(sold_out: func.EventGridEvent, restock: func.Out[func.EventGridOutputEvent]) -> None:
    """Ask the suppliers for what is sold out."""
    restock.set(
        func.EventGridOutputEvent(
            id=f"restock-{sold_out.id}",
            data={"item": sold_out.subject},
            subject="restock",
            event_type="Shop.Restock",
            event_time=sold_out.event_time or datetime.now(timezone.utc),
            data_version="1.0",
        )
    )


@bp.kafka_output("payments", topic="payments", broker_list="%KafkaBrokers%", avro_schema=None)
@bp.kafka_trigger(
    "sale", topic="sales", broker_list="%KafkaBrokers%", consumer_group="shop", protocol="SSL"
)
def take_payment(sale: func.KafkaEvent, payments: func.Out[str]) -> None:
    """Have a sale paid."""
    payments.set(json.dumps({"sale": sale.key, "amount": sale.get_body().decode()}))
