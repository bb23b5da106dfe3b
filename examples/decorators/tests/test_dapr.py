import json

import azure.functions as func
from blueprints import dapr


def test_place_order() -> None:
    """
    The order is what the state store keeps.
    """
    state = func.Out[str]()

    dapr.place_order('{"order": "one pear"}', state)

    assert "one pear" == state.get()


def test_last_order() -> None:
    """
    The event has the question and the answer.
    """
    event = func.Out[str]()

    dapr.last_order('"Ada"', "one pear", event)

    assert {"payload": {"asked": "Ada", "order": "one pear"}} == json.loads(event.get() or "")


def test_pick_order() -> None:
    """
    The data of the event is the body of the request.
    """
    request = func.Out[str]()

    dapr.pick_order('{"id": "7", "data": ["pear"]}', request)

    assert {"body": ["pear"]} == json.loads(request.get() or "")


def test_show_sale() -> None:
    """
    The display is unlocked with the secret.
    """
    message = func.Out[str]()

    dapr.show_sale('{"amount": 4}', '{"till": "1234"}', message)

    expected = {"data": {"amount": 4}, "metadata": {"pin": "1234"}}
    assert expected == json.loads(message.get() or "")
