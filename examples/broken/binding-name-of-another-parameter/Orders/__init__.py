import logging

import azure.functions as func


def main(mesage: func.QueueMessage) -> None:
    logging.info("Order: %s", mesage.get_body().decode())
