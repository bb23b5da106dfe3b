import logging

import azure.functions as func


def main(timer: func.TimerRequest) -> None:
    logging.info("Late: %s", timer.past_due)
