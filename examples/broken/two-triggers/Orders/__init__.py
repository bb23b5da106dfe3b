import logging

import azure.functions as func


def main(msg: func.QueueMessage, req: func.HttpRequest) -> None:
    logging.info("%s %s", msg.id, req.url)
