"""A shim: ``AsgiMiddleware`` lives in ``azure.functions._asgi``; tutorials import it from here."""

from ._asgi import AsgiMiddleware

__all__ = ("AsgiMiddleware",)
