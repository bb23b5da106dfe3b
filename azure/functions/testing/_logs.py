"""What functions log, each call for itself, however many run at the same time."""

from __future__ import annotations

import logging
import os
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

from typing_extensions import Self

from .._context import Context


class LogMessage(str):
    """A line that a function logged: its text, and the record that it came in.

    Args:
        record: The record.
    """

    __slots__ = ("record",)

    record: logging.LogRecord
    """The record, with the level, the logger and the rest."""

    def __new__(cls, record: logging.LogRecord) -> Self:
        self = super().__new__(cls, record.getMessage())
        self.record = record
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return LogMessage, (self.record,)

    @property
    def level(self) -> str:
        """The name of its level, such as ``INFO``."""
        return self.record.levelname

    @property
    def logger(self) -> str:
        """The name of the logger, such as ``root``."""
        return self.record.name


class _Call:
    """A call that runs: what tells its threads from those of others, and what it has logged."""

    __slots__ = ("context", "messages")

    def __init__(self, messages: list[LogMessage], context: Context) -> None:
        self.messages = messages
        self.context = context

    def is_of_thread(self) -> bool:
        """Tell whether the running thread has said that it belongs to the call."""
        told = getattr(self.context.thread_local_storage, "invocation_id", None)
        return told == self.context.invocation_id


@contextmanager
def captured(messages: list[LogMessage], context: Context) -> Generator[None]:
    """Collect what is logged in the block, and in the tasks and threads that it starts.

    Threads count that are started with a copy of the context, as by ``asyncio.to_thread``; and
    those that set ``context.thread_local_storage.invocation_id``, by which the worker knows them.

    Args:
        messages: Where to collect it.
        context: The context of the call.
    """
    call = _Call(messages, context)
    token = _current.set(call)
    _start(call)
    try:
        yield
    finally:
        _stop(call)
        _current.reset(token)


class _Handler(logging.Handler):
    """Hands each record to the call that it is logged in."""

    def emit(self, record: logging.LogRecord) -> None:
        call = _current.get() or next((each for each in _calls if each.is_of_thread()), None)
        if call is None:
            return
        try:
            call.messages.append(LogMessage(record))
        except Exception:  # noqa: BLE001  # formatting runs what users wrote; logging never raises
            self.handleError(record)


_current: ContextVar[_Call | None] = ContextVar("function_call", default=None)
_handler = _Handler()
_lock = Lock()
_calls: list[_Call] = []
_level = logging.NOTSET


def _start(call: _Call) -> None:
    """Have the root logger hand on records, from the level that the worker has."""
    global _level
    root = logging.getLogger()
    with _lock:
        if not _calls:
            _level = root.level
            root.addHandler(_handler)
        root.setLevel(min(root.level, _worker_level()))
        _calls.append(call)


def _stop(call: _Call) -> None:
    """Leave the root logger as it was when no call runs any more."""
    root = logging.getLogger()
    with _lock:
        _calls.remove(call)
        if not _calls:
            root.removeHandler(_handler)
            root.setLevel(_level)


def _worker_level() -> int:
    """Return the level of the worker's root logger, which a setting lowers."""
    setting = os.environ.get("PYTHON_ENABLE_DEBUG_LOGGING", "").strip().lower()
    return logging.DEBUG if setting in {"1", "true", "t", "yes", "y"} else logging.INFO
