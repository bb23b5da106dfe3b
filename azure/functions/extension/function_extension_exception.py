"""``FunctionExtensionException``: what is raised where a worker extension cannot work."""

from __future__ import annotations

from .._errors import FunctionsError

__all__ = ("FunctionExtensionException",)


class FunctionExtensionException(FunctionsError):  # noqa: N818  # its published name
    """A worker extension is defined, instantiated or placed where it cannot work.

    Args:
        message: What came, what is accepted and what to do.
        facts: The same as data; each becomes an attribute of the error.
    """

    extension: str
    """The name of the extension's class."""

    def __init__(self, message: object = "", **facts: object) -> None:
        super().__init__(str(message), **facts)
