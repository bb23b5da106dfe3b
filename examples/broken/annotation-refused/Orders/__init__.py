import logging

import azure.functions as func


def main(msg: func.HttpRequest) -> None:
    logging.info("Order: %s", msg.get_body().decode())
