"""Warm-up: ``WarmUpContext``, and the converter of ``warmupTrigger``."""

from __future__ import annotations

from collections.abc import Mapping

from ._value import Value
from .meta import Datum, InConverter, is_input_annotation

__all__ = ("WarmUpContext", "WarmUpTriggerConverter")


class WarmUpContext(Value):
    """A new instance of the app is being warmed up. It carries nothing."""

    __slots__ = ()


class WarmUpTriggerConverter(InConverter, binding="warmupTrigger", trigger=True):
    """Turns what a warm-up trigger sends into a ``WarmUpContext``."""

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter can take a ``WarmUpContext``.

        Args:
            pytype: The parameter's annotation.

        Returns:
            True for ``WarmUpContext`` and unions with it.
        """
        return is_input_annotation(pytype, WarmUpContext)

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Mapping[str, Datum | None] | None
    ) -> WarmUpContext:
        """Return the context, whatever was sent.

        Args:
            data: Not needed.
            trigger_metadata: Not needed.

        Returns:
            The context.
        """
        return WarmUpContext()


def to_wire(value: WarmUpContext) -> tuple[Datum, dict[str, Datum]]:
    """Turn a warm-up into what the host sends for it.

    Args:
        value: The context, which carries nothing.

    Returns:
        The datum and the trigger's metadata, from which the same is decoded.
    """
    return Datum(value.to_json(), "json"), {}
