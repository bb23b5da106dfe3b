import asyncio

import pytest

import azure.functions as func
from blueprints import schedules


def test_warm_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    After the warm-up the prices are there.
    """
    monkeypatch.setattr(schedules, "prices", {})

    schedules.warmup(func.WarmUpContext())

    assert {"apple": 3, "pear": 4} == schedules.prices


@pytest.mark.parametrize(("past_due", "log"), [(False, []), (True, ["The reports are late"])])
def test_daily_report(caplog: pytest.LogCaptureFixture, past_due: bool, log: list[str]) -> None:
    """
    The reports are asked for, and a late timer is told.
    """
    reports = func.Out[list[str]]()

    schedules.daily_report(func.TimerRequest(past_due=past_due), reports)

    assert ["sales", "stock"] == reports.get()
    assert log == caplog.messages


def test_clean_up(caplog: pytest.LogCaptureFixture) -> None:
    """
    A coroutine function is still one, so that a test runs it as any other.
    """
    caplog.set_level("INFO")

    asyncio.run(schedules.clean_up(func.TimerRequest()))

    assert ["Removing abandoned baskets"] == caplog.messages
