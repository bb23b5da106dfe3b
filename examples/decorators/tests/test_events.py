import json
from datetime import datetime, timezone

import pytest

import azure.functions as func
from blueprints import events


@pytest.mark.parametrize(
    ("degrees", "alarm"),
    [(["5", "7.5"], None), (["5", "9", "8.5"], "milk at 1, milk at 2"), ([], None)],
)
def test_fridges(degrees: list[str], alarm: str | None) -> None:
    """
    One alarm tells of all warm fridges of the batch; without one, nothing is sent.
    """
    alarms = func.Out[str]()
    readings = [
        func.EventHubEvent(body=body, partition_key="milk", sequence_number=number)
        for number, body in enumerate(degrees)
    ]

    events.watch_fridges(readings, alarms)

    assert alarm == alarms.get()


def test_order_more() -> None:
    """
    What is sold out is ordered.
    """
    restock = func.Out[func.EventGridOutputEvent]()
    time = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)
    sold_out = func.EventGridEvent(
        id="7", subject="pears", event_time=time, event_type="Shop.SoldOut", data_version="1.0"
    )

    events.order_more(sold_out, restock)

    event = restock.get()
    assert event is not None
    assert "restock-7" == event.id
    assert {"item": "pears"} == event.get_json()
    assert time == event.event_time


def test_payment() -> None:
    """
    A sale is paid under its key.
    """
    payments = func.Out[str]()

    events.take_payment(func.KafkaEvent(key="7", body="21"), payments)

    assert {"sale": "7", "amount": "21"} == json.loads(payments.get() or "")
