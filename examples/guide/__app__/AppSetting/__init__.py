"""An app setting, which a function reads from its environment."""

import logging
import os

import azure.functions as func


def main(req: func.HttpRequest) -> str:
    """Welcome the caller to the shop that the settings name."""
    shop = os.environ["SHOP_NAME"]
    logging.info("SHOP_NAME is %s", shop)
    return f"Welcome to {shop}!"
