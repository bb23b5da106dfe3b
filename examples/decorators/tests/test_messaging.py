import asyncio

import azure.functions as func
from blueprints import messaging


def test_ship_parcel() -> None:
    """
    What is returned names the parcel and what is in it.
    """
    parcel = func.ServiceBusMessage(body="one pear", message_id="7")

    assert "7: one pear" == messaging.ship_parcel(parcel)


def test_print_labels() -> None:
    """
    A batch is a list of messages, and becomes one message.
    """
    labels = func.Out[str]()
    parcels = [
        func.ServiceBusMessage(body="one pear", subject="Ada"),
        func.ServiceBusMessage(body="two plums", subject="Grace"),
    ]

    messaging.print_labels(parcels, labels)

    assert "Ada: one pear\nGrace: two plums" == labels.get()


def test_tell_customer() -> None:
    """
    The mail goes to the customer of the session.
    """
    mails = func.Out[str]()
    shipment = func.ServiceBusMessage(body="7: one pear", session_id="Ada")

    asyncio.run(messaging.tell_customer(shipment, mails))

    assert "To Ada: 7: one pear" == mails.get()
