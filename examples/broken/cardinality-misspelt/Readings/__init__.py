import logging

import azure.functions as func


def main(events: func.EventHubEvent) -> None:
    logging.info("%s", events.sequence_number)
