"""A shim for published imports: all of it lives in ``azure.functions._asgi``."""

from ._asgi import AsgiMiddleware, AsgiRequest, AsgiResponse

__all__ = ("AsgiMiddleware", "AsgiRequest", "AsgiResponse")
