"""An HTTP response and a queue message out of one function."""

import azure.functions as func


def main(req: func.HttpRequest, msg: func.Out[func.QueueMessage]) -> func.HttpResponse:
    """Queue the order in the body, and say so to the caller."""
    order = req.get_body().decode()
    if not order:
        return func.HttpResponse("Send the order in the body.", status_code=400)
    msg.set(func.QueueMessage(body=order))
    return func.HttpResponse(f"Queued: {order}", status_code=202)
