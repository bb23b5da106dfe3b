"""A queue message in, another one out as the return value."""

import json
import logging

import azure.functions as func


def main(msg: func.QueueMessage) -> str:
    """Pass the order on with what the queue knows about it."""
    logging.info("Order %s, attempt %s", msg.id, msg.dequeue_count)
    return json.dumps(
        {
            "order": msg.get_body().decode(),
            "id": msg.id,
            "attempt": msg.dequeue_count,
            "queued": msg.insertion_time and msg.insertion_time.isoformat(),
        }
    )
