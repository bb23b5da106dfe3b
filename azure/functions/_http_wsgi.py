"""A shim: ``WsgiMiddleware`` lives in ``azure.functions._wsgi``; tutorials import it from here."""

from ._wsgi import WsgiMiddleware

__all__ = ("WsgiMiddleware",)
