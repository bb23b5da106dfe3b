import logging

import azure.functions as func


def main(msg: func.QueueMessage, thumbnail: bytes) -> None:
    logging.info("%s %s", msg.id, len(thumbnail))
