"""The name under which the host knows a function."""

from __future__ import annotations

from .core import Setting

__all__ = ("FUNCTION_NAME", "FunctionName")

FUNCTION_NAME = "function_name"
"""The name of the setting that ``@app.function_name`` leaves."""


class FunctionName(Setting):
    """The name of a function.

    Args:
        function_name: The name.
        kwargs: Further fields of the setting.
    """

    def __init__(self, function_name: str, **kwargs: object) -> None:
        super().__init__(FUNCTION_NAME)
        self.function_name = function_name
