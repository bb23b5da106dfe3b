"""What the shop does by the clock, and when an instance starts."""

# The worker takes List[...] of typing, and refuses list[...]:
# ruff: noqa: UP006, UP035

import logging
from typing import List

import azure.functions as func

bp = func.Blueprint()

prices: dict[str, int] = {}
"""The prices, which are read before the first request comes."""


@bp.warm_up_trigger("context")
def warmup(context: func.WarmUpContext) -> None:
    """Read the prices while the instance takes no requests yet."""
    prices.update(apple=3, pear=4)
    logging.info("Read %d prices", len(prices))


@bp.retry(strategy="fixed_delay", max_retry_count="3", delay_interval="00:00:30")
@bp.queue_output("reports", queue_name="reports", connection="AzureWebJobsStorage")
@bp.timer_trigger("timer", schedule="0 0 6 * * 1-5", run_on_startup=False)
def daily_report(timer: func.TimerRequest, reports: func.Out[List[str]]) -> None:
    """Ask for the reports of the day, each working day at six."""
    if timer.past_due:
        logging.warning("The reports are late")
    reports.set(["sales", "stock"])


@bp.schedule("timer", schedule="%CLEANUP_SCHEDULE%", use_monitor=True)
async def clean_up(timer: func.TimerRequest) -> None:
    """Remove abandoned baskets, as often as the setting says."""
    logging.info("Removing abandoned baskets")
