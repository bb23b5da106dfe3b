"""Timers: ``TimerRequest``, and the converter of ``timerTrigger``."""

from __future__ import annotations

from collections.abc import Mapping

from ._errors import DecodeError, shorten, unsupported_datum
from ._json import JSONValue, dumps
from ._value import Value, check, own_dict
from .meta import Datum, InConverter, as_mapping, is_input_annotation

__all__ = ("TimerRequest", "TimerRequestConverter")


class TimerRequest(Value):
    """One firing of a timer.

    Args:
        past_due: The timer fires later than it should have.
        schedule_status: When it fired last and fires next, as the host tells it: ``Last``,
            ``Next`` and ``LastUpdated``, ISO 8601 text.
        schedule: The schedule, as the host tells it: ``AdjustForDST``.

    Raises:
        TypeError: An argument is of the wrong type.
    """

    __slots__ = ("_past_due", "_schedule", "_schedule_status")

    _fields = ("past_due", "schedule_status", "schedule")

    def __init__(
        self,
        *,
        past_due: bool = False,
        schedule_status: Mapping[str, JSONValue] | None = None,
        schedule: Mapping[str, JSONValue] | None = None,
    ) -> None:
        self._past_due = check("TimerRequest", "past_due", past_due, bool)
        self._schedule_status = own_dict("TimerRequest", "schedule_status", schedule_status) or {}
        self._schedule = own_dict("TimerRequest", "schedule", schedule) or {}

    @property
    def past_due(self) -> bool:
        """Whether the timer fires later than it should have."""
        return self._past_due

    @property
    def schedule_status(self) -> dict[str, JSONValue]:
        """When the timer fired last and fires next; empty where the host did not tell."""
        return self._schedule_status

    @property
    def schedule(self) -> dict[str, JSONValue]:
        """What the host tells of the schedule, such as ``AdjustForDST``; else empty."""
        return self._schedule


class TimerRequestConverter(InConverter, binding="timerTrigger", trigger=True):
    """Turns what a timer trigger sends into a ``TimerRequest``."""

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter can take a ``TimerRequest``.

        Args:
            pytype: The parameter's annotation.

        Returns:
            True for ``TimerRequest`` and unions with it.
        """
        return is_input_annotation(pytype, TimerRequest)

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Mapping[str, Datum | None] | None
    ) -> TimerRequest:
        """Turn a datum into a timer request.

        Args:
            data: A JSON object with ``IsPastDue``, ``ScheduleStatus`` and ``Schedule``; each may
                be absent.
            trigger_metadata: Not needed.

        Returns:
            The request. A field that cannot be read is False or empty.

        Raises:
            NotImplementedError: The data is no JSON.
            ValueError: The JSON is malformed, or is no object.
        """
        if data is None or data.type != "json":
            kind = None if data is None else data.type
            raise unsupported_datum("timerTrigger", kind, "json")
        info = as_mapping(data.value)
        if info is None:
            raise DecodeError(
                f"timerTrigger binding: got {shorten(data.value)}; it takes a JSON object",
                binding="timerTrigger",
                accepted="a JSON object",
            )
        return TimerRequest(
            past_due=_is_true(info.get("IsPastDue")),
            schedule_status=as_mapping(info.get("ScheduleStatus")),
            schedule=as_mapping(info.get("Schedule")),
        )


def to_wire(value: TimerRequest) -> tuple[Datum, dict[str, Datum]]:
    """Turn a timer request into what the host sends for it.

    Args:
        value: The request.

    Returns:
        The datum and the trigger's metadata, from which the same is decoded.
    """
    fields = {
        "IsPastDue": value.past_due,
        "ScheduleStatus": value.schedule_status,
        "Schedule": value.schedule,
    }
    return Datum(dumps(fields), "json"), {}


def _is_true(value: JSONValue) -> bool:
    """Tell whether a flag is set, which may come as text."""
    return value.lower() == "true" if isinstance(value, str) else bool(value)
