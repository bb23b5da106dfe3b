import logging

import azure.functions as func


def main(msg: func.QueueMessage, rows: str) -> None:
    logging.info("%s %s", msg.id, rows)
