"""A global that outlives the invocation, so that the work is done once a process."""

import json
import logging
from pathlib import Path

import azure.functions as func

_prices: dict[str, int] | None = None


def main(req: func.HttpRequest) -> func.HttpResponse:
    """Return the price of the item, from a list that is read when it is first needed."""
    global _prices  # noqa: PLW0603  # a global is what this function shows
    if _prices is None:
        _prices = _read_prices()
    item = req.params.get("item", "")
    if item not in _prices:
        return func.HttpResponse(f"No price for {item!r}.", status_code=404)
    return func.HttpResponse(str(_prices[item]))


def _read_prices() -> dict[str, int]:
    logging.info("Reading the prices")
    prices: dict[str, int] = json.loads(Path(__file__).with_name("prices.json").read_text("utf-8"))
    return prices
