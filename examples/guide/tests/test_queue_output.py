import azure.functions as func
from __app__.QueueOutput import main


def test_order() -> None:
    """
    The body of the request becomes the queue message.
    """
    msg = func.Out[func.QueueMessage]()

    response = main(func.HttpRequest("POST", "/", body="one pear"), msg)

    assert func.QueueMessage(body="one pear") == msg.get()
    assert 202 == response.status_code
    assert b"Queued: one pear" == response.get_body()


def test_no_order() -> None:
    """
    Without a body nothing is queued, and the caller is told so.
    """
    msg = func.Out[func.QueueMessage]()

    response = main(func.HttpRequest("POST", "/"), msg)

    assert not msg.is_set
    assert 400 == response.status_code
