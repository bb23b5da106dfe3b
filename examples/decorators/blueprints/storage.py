"""What the shop keeps in its storage account: queues, blobs and tables."""

import json

import azure.functions as func

bp = func.Blueprint()

STORAGE = "AzureWebJobsStorage"
"""The app setting with the connection string."""


@bp.retry(
    strategy="exponential_backoff",
    max_retry_count="5",
    minimum_interval="00:00:10",
    maximum_interval="00:15:00",
)
@bp.queue_output("receipts", queue_name="receipts", connection=STORAGE)
@bp.queue_trigger("order", queue_name="orders", connection=STORAGE)
def take_order(order: func.QueueMessage, receipts: func.Out[func.QueueMessage]) -> None:
    """Confirm an order by a receipt."""
    text = f"{order.get_body().decode()}, attempt {order.dequeue_count}"
    receipts.set(func.QueueMessage(body=text))


@bp.blob_output("thumbnail", path="thumbnails/{name}", connection=STORAGE)
@bp.blob_trigger(
    "photo", path="photos/{name}", connection=STORAGE, source=func.BlobSource.EVENT_GRID
)
def shrink_photo(photo: func.InputStream, thumbnail: func.Out[bytes]) -> None:
    """Keep the first bytes of a photo: no artist, but fast."""
    thumbnail.set(photo.read(4))


@bp.route("invoices/{id}")
@bp.blob_input("invoice", path="invoices/{id}.txt", connection=STORAGE)
def invoice(req: func.HttpRequest, invoice: str) -> func.HttpResponse:
    """Return the invoice that the route picks."""
    return func.HttpResponse(invoice, headers={"x-invoice": req.route_params["id"]})


@bp.route("products/{id}/reviews", methods=["GET"])
@bp.table_input("rows", connection=STORAGE, table_name="reviews", partition_key="{id}", take=10)
def reviews(req: func.HttpRequest, rows: str) -> func.HttpResponse:
    """List what customers wrote about a product."""
    texts = [row["Text"] for row in json.loads(rows)]
    return func.HttpResponse.json(texts)


@bp.route("products/{id}/reviews", methods=["POST"])
@bp.table_output("row", connection=STORAGE, table_name="reviews", partition_key="{id}")
def add_review(req: func.HttpRequest, row: func.Out[str]) -> func.HttpResponse:
    """Keep what a customer writes about a product."""
    row.set(json.dumps({"RowKey": req.params["author"], "Text": req.get_text()}))
    return func.HttpResponse(status_code=201)
