"""Warm-up: the binding ``warmupTrigger``, and its decorator."""

from __future__ import annotations

from ._api import Decorator, DecoratorApi, declares
from .constants import WARMUP_TRIGGER
from .core import DataType, Trigger

__all__ = ("WARMUP_TRIGGER", "WarmUpTrigger")


class WarmUpTrigger(Trigger, binding=WARMUP_TRIGGER):
    """The trigger of ``@app.warm_up_trigger``, whose arguments it takes."""

    def __init__(
        self, name: str, data_type: DataType | str | None = None, **kwargs: object
    ) -> None:
        super().__init__(name, data_type)


class WarmUpTriggerApi(DecoratorApi):
    """The decorator of the function that warms up a new instance of the app."""

    @declares
    def warm_up_trigger(
        self,
        arg_name: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function on each instance that is added to the app, before it takes work.

        An app may have one such function, and the host knows it by the name ``warmup``.

        Args:
            arg_name: The parameter that takes the ``WarmUpContext``. It becomes ``name``.
            data_type: In which form the host hands over the context; not needed, as it carries
                nothing. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(lambda: WarmUpTrigger(arg_name, data_type, **kwargs))
