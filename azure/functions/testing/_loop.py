"""The event loop that coroutine functions run on: one for the process, as in a worker.

What an app makes once and keeps, such as a client with its connections, belongs to the loop that
it was made on.
"""

from __future__ import annotations

import asyncio
import atexit
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from functools import partial
from threading import Lock, Thread, current_thread
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine on the loop, and wait for it.

    Args:
        coroutine: The coroutine. It is cancelled when the wait is interrupted.

    Returns:
        What it returns.

    Raises:
        RuntimeError: It is called from the loop itself, which would wait for itself.
        Exception: What it raises.
    """
    loop = _running()
    if current_thread() is loop.thread:
        coroutine.close()
        raise RuntimeError("a function on the event loop cannot wait for it; await call_async()")
    future = asyncio.run_coroutine_threadsafe(_kept_from_loop(coroutine), loop.loop)
    try:
        return future.result()()
    finally:
        future.cancel()


async def _kept_from_loop(coroutine: Coroutine[Any, Any, T]) -> Callable[[], T]:
    """Return what returns the coroutine's value, or raises what would end the loop."""
    try:
        value = await coroutine
    except (KeyboardInterrupt, SystemExit) as error:
        return partial(_raise, error)
    return lambda: value


def _raise(error: BaseException) -> NoReturn:
    raise error


class _Loop:
    """An event loop that runs in a thread until the process ends.

    Attributes:
        loop: The loop.
        thread: The thread.
    """

    def __init__(self) -> None:
        ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()
        self.thread = Thread(target=_run, args=(ready,), name="functions", daemon=True)
        self.thread.start()
        self.loop, self._end = ready.result()
        atexit.register(self._stop)

    def _stop(self) -> None:
        """Have the loop end, with all that still runs on it."""
        if self.thread.is_alive():  # not so in a process that was forked
            self.loop.call_soon_threadsafe(self._end.set)
            self.thread.join()


def _run(ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]]) -> None:
    """Run a loop until its event is set."""
    # Not asyncio.run(): at its end it waits for other threads on one of its own, and an interpreter
    # that exits starts no more threads.
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(_serve(ready))
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()


async def _serve(ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]]) -> None:
    """Wait for the end, and then for all that runs on the loop."""
    end = asyncio.Event()
    loop = asyncio.get_running_loop()
    ready.set_result((loop, end))
    await end.wait()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    for result in await asyncio.gather(*others, return_exceptions=True):
        if isinstance(result, Exception):
            told = "a task of the functions failed while it was cancelled"
            loop.call_exception_handler({"message": told, "exception": result})


_lock = Lock()
_loop: _Loop | None = None


def _running() -> _Loop:
    """Return the loop, which the first call starts."""
    global _loop
    with _lock:
        if _loop is None or not _loop.thread.is_alive():
            _loop = _Loop()
        return _loop
