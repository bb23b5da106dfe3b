"""Timers: the binding ``timerTrigger``, and its decorators."""

from __future__ import annotations

from ._api import Decorator, DecoratorApi, declares
from .constants import TIMER_TRIGGER
from .core import DataType, Trigger

__all__ = ("TIMER_TRIGGER", "TimerTrigger")


class TimerTrigger(Trigger, binding=TIMER_TRIGGER):
    """The trigger of ``@app.timer_trigger``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        schedule: str,
        run_on_startup: bool | None = None,
        use_monitor: bool | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.schedule = schedule
        self.run_on_startup = run_on_startup
        self.use_monitor = use_monitor


class TimerTriggerApi(DecoratorApi):
    """The decorators of functions that run on a schedule."""

    @declares
    def timer_trigger(
        self,
        arg_name: str,
        schedule: str,
        run_on_startup: bool | None = None,
        use_monitor: bool | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function on a schedule.

        Args:
            arg_name: The parameter that takes the ``TimerRequest``. It becomes ``name``.
            schedule: When to run: an NCRONTAB expression of six fields (second, minute, hour, day,
                month, day of week) such as ``0 */5 * * * *``, in UTC unless the app setting
                ``WEBSITE_TIME_ZONE`` names another zone; a time span ``hh:mm:ss`` between runs, on
                an App Service plan; or ``%NAME%`` for what an app setting holds. It becomes
                ``schedule``.
            run_on_startup: Whether to run whenever the app starts, too: after a deployment, a
                restart, and on each new instance. It becomes ``runOnStartup``; without it, no.
            use_monitor: Whether the host keeps the last run in storage, so that one missed during
                a restart is made up for. It becomes ``useMonitor``; without it, the host does for
                schedules of a minute or longer.
            data_type: In which form the host hands over the request; not needed, as it is JSON. It
                becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: TimerTrigger(
                arg_name, schedule, run_on_startup, use_monitor, data_type, **kwargs
            )
        )

    @declares
    def schedule(
        self,
        arg_name: str,
        schedule: str,
        run_on_startup: bool | None = None,
        use_monitor: bool | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function on a schedule: the same as ``timer_trigger``.

        Args:
            arg_name: The parameter that takes the ``TimerRequest``. It becomes ``name``.
            schedule: When to run, as ``timer_trigger`` takes it. It becomes ``schedule``.
            run_on_startup: Whether to run whenever the app starts, too. It becomes
                ``runOnStartup``.
            use_monitor: Whether the host keeps the last run in storage. It becomes
                ``useMonitor``.
            data_type: In which form the host hands over the request; not needed, as it is JSON. It
                becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self.timer_trigger(
            arg_name, schedule, run_on_startup, use_monitor, data_type, **kwargs
        )
