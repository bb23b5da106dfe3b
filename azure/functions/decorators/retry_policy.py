"""What the host does when a function fails: ``@app.retry``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ._api import Decorator, DecoratorApi, declares
from ._function import Function
from ._spelling import did_you_mean
from .core import Setting, further_fields

__all__ = ("RETRY_POLICY", "RetryPolicy", "SettingsApi")

RETRY_POLICY = "retry_policy"
"""The name of the setting that ``@app.retry`` leaves."""

_STRATEGIES = ("fixed_delay", "exponential_backoff")
_INTERVALS = ("delay_interval", "minimum_interval", "maximum_interval")


class RetryPolicy(Setting):
    """The setting of ``@app.retry``, whose arguments it takes."""

    def __init__(
        self,
        strategy: str,
        max_retry_count: str,
        delay_interval: str | None = None,
        minimum_interval: str | None = None,
        maximum_interval: str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(RETRY_POLICY)
        self.strategy = strategy
        self.max_retry_count = max_retry_count
        self.delay_interval = delay_interval
        self.minimum_interval = minimum_interval
        self.maximum_interval = maximum_interval

    def doubts(self, function: Function) -> Iterator[str]:
        """Find what the worker cannot read.

        Args:
            function: The function.

        Returns:
            A message for each mistake.
        """
        strategy = self.strategy
        if strategy not in _STRATEGIES:
            hint = f"write {' or '.join(_STRATEGIES)}{did_you_mean(str(strategy), _STRATEGIES)}"
            yield f"strategy {strategy!r} does not exist; {hint}"
        if strategy == "fixed_delay" and self.delay_interval is None:
            yield 'strategy fixed_delay needs a delay_interval, such as "00:00:10"'
        for name in _INTERVALS:
            interval = getattr(self, name)
            if interval is not None and not _is_interval(str(interval)):
                yield f"{name} {interval!r} is no interval; write HH:MM:SS, up to 23:59:59"
        if not str(self.max_retry_count).removeprefix("-").isdecimal():
            count = self.max_retry_count
            yield f'max_retry_count {count!r} is no whole number; write one, or "-1" for no end'


def _is_interval(text: str) -> bool:
    """Tell whether the worker can read an interval."""
    parts = text.split(":")
    limits = (24, 60, 60)
    return len(parts) == len(limits) and all(
        part.isdecimal() and int(part) < limit for part, limit in zip(parts, limits, strict=True)
    )


class SettingsApi(DecoratorApi):
    """The decorators of what is no binding."""

    @declares
    def retry(
        self,
        strategy: str,
        max_retry_count: str,
        delay_interval: str | None = None,
        minimum_interval: str | None = None,
        maximum_interval: str | None = None,
        setting_extra_fields: Mapping[str, object] | None = None,
    ) -> Decorator:
        """Have the host call the function again when it fails.

        Args:
            strategy: ``fixed_delay``, or ``exponential_backoff`` for delays that grow.
            max_retry_count: How many times at the most, as digits; ``"-1"`` without an end.
            delay_interval: The delay of ``fixed_delay``, as ``HH:MM:SS``.
            minimum_interval: The smallest delay of ``exponential_backoff``, as ``HH:MM:SS``.
            maximum_interval: The largest delay of ``exponential_backoff``, as ``HH:MM:SS``.
            setting_extra_fields: Further fields of the setting, by name.

        Returns:
            The decorator.
        """
        fields = further_fields("retry()", "setting_extra_fields", setting_extra_fields)
        return self._declare(
            lambda: RetryPolicy(
                strategy,
                max_retry_count,
                delay_interval,
                minimum_interval,
                maximum_interval,
                **fields,
            )
        )
