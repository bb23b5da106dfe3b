"""A function that the clock starts."""

import logging

import azure.functions as func


def main(timer: func.TimerRequest) -> None:
    """Log the tick, and whether it came late."""
    if timer.past_due:
        logging.warning("The timer is past due")
    logging.info("The timer ticked")
