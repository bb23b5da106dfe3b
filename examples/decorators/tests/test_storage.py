import json

import azure.functions as func
from blueprints import storage


def test_order() -> None:
    """
    An order is confirmed by a receipt that says how often it was tried.
    """
    receipts = func.Out[func.QueueMessage]()

    storage.take_order(func.QueueMessage(body="one pear", dequeue_count=2), receipts)

    assert func.QueueMessage(body="one pear, attempt 2") == receipts.get()


def test_photo() -> None:
    """
    The thumbnail is the beginning of the photo.
    """
    thumbnail = func.Out[bytes]()

    storage.shrink_photo(func.InputStream(data=b"\x89PNG\r\n", name="photos/pear"), thumbnail)

    assert b"\x89PNG" == thumbnail.get()


def test_invoice() -> None:
    """
    The invoice is the body of the response.
    """
    req = func.HttpRequest("GET", "/api/invoices/7", route_params={"id": "7"})

    response = storage.invoice(req, "one pear: 4")

    assert "one pear: 4" == response.get_text()
    assert "7" == response.headers["x-invoice"]


def test_reviews() -> None:
    """
    Of the rows of the table, only what customers wrote is listed.
    """
    rows = json.dumps([{"RowKey": "Ada", "Text": "Sweet"}, {"RowKey": "Grace", "Text": "Ripe"}])

    response = storage.reviews(func.HttpRequest("GET", "/api/products/7/reviews"), rows)

    assert ["Sweet", "Ripe"] == response.get_json()


def test_add_review() -> None:
    """
    A review becomes a row whose key is the author.
    """
    row = func.Out[str]()
    req = func.HttpRequest("POST", "/api/products/7/reviews?author=Ada", body="Sweet")

    response = storage.add_review(req, row)

    assert 201 == response.status_code
    assert {"RowKey": "Ada", "Text": "Sweet"} == json.loads(row.get() or "")
