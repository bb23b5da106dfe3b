from __future__ import annotations

from typing import Any

import pytest

from azure.functions.decorators.timer import TimerTriggerApi


class App(TimerTriggerApi):
    pass


def run(timer: object) -> None:
    pass


class TestSchedule:
    @pytest.mark.parametrize(
        ("args", "kwargs"),
        [
            (("timer", "0 */5 * * * *"), {}),
            (("timer", "%WHEN%", True, False, "string"), {"further_field": 1}),
            ((), {"arg_name": "timer", "schedule": "00:05:00", "use_monitor": True}),
        ],
    )
    def test_alias(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """
        ``schedule`` declares what ``timer_trigger`` declares with the same arguments.
        """
        by_trigger = App().timer_trigger(*args, **kwargs)(run)
        by_alias = App().schedule(*args, **kwargs)(run)

        assert by_trigger.build().get_raw_bindings() == by_alias.build().get_raw_bindings()

    def test_every_argument(self) -> None:
        """
        Every argument of ``schedule`` is handed on, False among them.
        """
        timer = App().schedule("timer", "%WHEN%", False, False, "string", further_field=1)(run)

        (raw,) = timer.build().get_raw_bindings()

        assert (
            '{"direction": "IN", "dataType": "STRING", "type": "timerTrigger", "name": "timer", '
            '"schedule": "%WHEN%", "runOnStartup": false, "useMonitor": false, "furtherField": 1}'
        ) == raw

    @pytest.mark.parametrize("name", ["schedule", "timer_trigger"])
    def test_place(self, name: str) -> None:
        """
        A trigger says by which of the two names it was declared, and in this file.
        """
        trigger = getattr(App(), name)("timer", "0 * * * * *")(run).build().get_trigger()

        assert (name, __file__) == (trigger.place.decorator, trigger.place.file)

    @pytest.mark.parametrize("name", ["schedule", "timer_trigger"])
    def test_missing(self, name: str) -> None:
        """
        A call without a schedule is refused under the name that was called.
        """
        declare = getattr(App(), name)

        with pytest.raises(TypeError, match=rf"^@{name} at .*: missing schedule$"):
            declare("timer")
