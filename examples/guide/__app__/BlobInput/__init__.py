"""A blob that the route of the request picks."""

import logging

import azure.functions as func


def main(req: func.HttpRequest, obj: func.InputStream) -> func.HttpResponse:
    """Return the blob of the item, or 404 where there is none."""
    return _response(req.route_params["id"], obj)


def _response(item: str, blob: func.InputStream | None) -> func.HttpResponse:
    # For a missing blob the worker hands in None, yet it takes no Optional in main()'s annotation.
    if blob is None:
        return func.HttpResponse(f"There is no item {item}.", status_code=404)
    content = blob.read()
    logging.info("Item %s has %d bytes", item, len(content))
    return func.HttpResponse(content, mimetype="application/octet-stream")
