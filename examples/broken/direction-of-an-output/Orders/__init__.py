import logging

import azure.functions as func


def main(msg: func.QueueMessage, receipt: str) -> None:
    logging.info("%s %s", msg.id, receipt)
