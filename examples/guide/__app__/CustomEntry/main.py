"""A function that starts neither in __init__.py nor in main()."""

import azure.functions


def customentry(req: azure.functions.HttpRequest) -> str:
    """Repeat the request line."""
    return f"{req.method} {req.url}"
