import logging

import azure.functions as func


def main(msg: func.QueueMessage | None) -> None:
    logging.info("Order: %s", msg and msg.get_body().decode())
