from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure.functions.decorators._schedule import schedule_problem


@pytest.mark.parametrize(
    "schedule",
    [
        "* * * * * *",
        "0 */5 * * * *",
        "*/5 * * * *",
        "0 0 9 * * Mon-Fri",
        "0 0 9 * JANUARY,sep sunday",
        "0 0 9 * Ja w",
        "1-5/2,7 0 0 1 1 0",
        "0 5-1 * * * *",
        "  0  0 0 * * * ",
        "%SCHEDULE%",
        "0 */%MINUTES% * * * *",
        "01:00:00",
        "00:30",
        "1.00:00:00",
        "00:00:10.5",
    ],
)
def test_what_the_host_reads_is_no_problem(schedule: str) -> None:
    """
    Expressions of five and six fields, time spans, and what holds a setting are accepted.
    """
    assert schedule_problem(schedule) is None


@pytest.mark.parametrize(
    ("schedule", "told"),
    [
        ("", "0 fields"),
        ("every day", "2 fields"),
        ("@daily", "1 fields"),
        ("0 0 0 0 1 1 1", "7 fields"),
        ("60 * * * * *", "'60' is no second"),
        ("0 60 * * * *", "'60' is no minute"),
        ("60 * * * *", "'60' is no minute"),
        ("0 0 24 * * *", "'24' is no hour"),
        ("0 0 0 0 * *", "'0' is no day"),
        ("0 0 0 ? * *", "'?' is no day"),
        ("0 0 0 L * *", "'L' is no day"),
        ("0 0 0 * 13 *", "'13' is no month"),
        ("0 0 0 * Jax *", "'Jax' is no month"),
        ("0 0 0 * * 7", "'7' is no day of the week"),
        ("0 0 0 * * Jan", "'Jan' is no day of the week"),
        ("*/0 * * * * *", "'*/0' is no second"),
        ("*/x * * * * *", "'*/x' is no second"),
        ("1/2/3 * * * * *", "'1/2/3' is no second"),
        ("1- * * * * *", "'1-' is no second"),
        ("1,,2 * * * * *", "'1,,2' is no second"),
        ("٣ * * * * *", "is no second"),
        ("9999999999 * * * * *", "is no second"),
        ("1:2:3:4", "1 fields"),
        ("a:b:c", "1 fields"),
        (".01:00", "1 fields"),
        ("50%", "1 fields"),
    ],
)
def test_what_the_host_refuses_is_told(schedule: str, told: str) -> None:
    """
    The message says how many fields there are, or which one is wrong.
    """
    problem = schedule_problem(schedule)

    assert problem is not None
    assert told in problem


@given(st.text())
def test_any_text_is_answered(schedule: str) -> None:
    """
    No text makes the check raise.
    """
    assert schedule_problem(schedule) != ""


def expressions() -> st.SearchStrategy[str]:
    """
    Return schedules of six fields, each a list of numbers, ranges, steps and stars.
    """

    def field(lowest: int, highest: int) -> st.SearchStrategy[str]:
        number = st.integers(lowest, highest).map(str)
        span = st.tuples(number, number).map("-".join)
        values = st.one_of(number, span, st.just("*"))
        step = st.one_of(st.just(""), st.integers(1, 99).map("/{}".format))
        element = st.tuples(values, step).map("".join)
        return st.lists(element, min_size=1, max_size=3).map(",".join)

    limits = [(0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 6)]
    return st.tuples(*(field(lowest, highest) for lowest, highest in limits)).map(" ".join)


@given(expressions())
def test_every_expression_within_the_limits_is_accepted(schedule: str) -> None:
    """
    Lists of numbers, ranges and steps within a field's limits are no problem.
    """
    assert schedule_problem(schedule) is None
