"""
The event loop that coroutine functions share.
"""

# The loop and its thread are private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Generator
from concurrent.futures import Future
from unittest import mock

import pytest

from azure.functions.testing import _loop


@pytest.fixture
def loop() -> Generator[_loop._Loop]:
    """
    A loop of the test's own.
    """
    with mock.patch.object(_loop, "_loop", None):
        loop = _loop._running()
        yield loop
        loop._stop()


@pytest.mark.usefixtures("loop")
class TestRun:
    def test_value(self) -> None:
        """
        The value of the coroutine comes back.
        """

        async def work() -> int:
            await asyncio.sleep(0)
            return 7

        assert 7 == _loop.run(work())

    def test_error(self) -> None:
        """
        So does its error.
        """

        async def work() -> None:
            raise KeyError("a")

        with pytest.raises(KeyError, match="a"):
            _loop.run(work())

    def test_one_loop(self, loop: _loop._Loop) -> None:
        """
        All coroutines run on one loop, in one thread, from whichever thread they come.
        """
        seen: list[object] = []

        async def work() -> None:
            seen.append((asyncio.get_running_loop(), threading.current_thread()))

        for _ in range(2):
            _loop.run(work())
            thread = threading.Thread(target=lambda: _loop.run(work()))
            thread.start()
            thread.join()

        assert [(loop.loop, loop.thread)] * 4 == seen

    def test_at_the_same_time(self) -> None:
        """
        Coroutines of several threads run at the same time.
        """
        both = threading.Barrier(2, timeout=10)

        async def work() -> None:
            await asyncio.to_thread(both.wait)

        thread = threading.Thread(target=lambda: _loop.run(work()))
        thread.start()
        _loop.run(work())
        thread.join()

        assert not both.broken

    def test_from_the_loop_itself(self) -> None:
        """
        A coroutine on the loop is told not to wait for the loop, instead of waiting for ever.
        """

        async def inner() -> None: ...

        async def work() -> None:
            _loop.run(inner())

        with pytest.raises(RuntimeError, match="cannot wait for it; await call_async()"):
            _loop.run(work())

    def test_interrupted(self) -> None:
        """
        When the wait is interrupted, the coroutine is cancelled.
        """
        started, cancelled = threading.Event(), threading.Event()

        async def work() -> None:
            started.set()
            try:
                await asyncio.sleep(60)
            finally:
                cancelled.set()

        def interrupted(_: object) -> None:
            started.wait(10)
            raise KeyboardInterrupt

        with (
            mock.patch.object(Future, "result", interrupted),
            pytest.raises(KeyboardInterrupt),
        ):
            _loop.run(work())

        assert cancelled.wait(10)


class TestEnd:
    def test_stop(self, loop: _loop._Loop) -> None:
        """
        At the end the loop cancels what still runs, and is closed; the next call has another.
        """
        ends: list[str] = []

        async def linger() -> None:
            try:
                await asyncio.sleep(60)
            finally:
                ends.append("cancelled")

        async def work() -> asyncio.Task[None]:
            task = asyncio.create_task(linger())
            await asyncio.sleep(0)
            return task

        task = _loop.run(work())
        loop._stop()

        assert ["cancelled"] == ends
        assert task.cancelled()
        assert loop.loop.is_closed()
        assert loop is not _loop._running()
        _loop._running()._stop()

    def test_failing_task(self, loop: _loop._Loop, caplog: pytest.LogCaptureFixture) -> None:
        """
        What fails while it is cancelled is logged with its traceback.
        """

        async def fail() -> None:
            try:
                await asyncio.sleep(60)
            finally:
                raise LookupError("late")

        async def work() -> asyncio.Task[None]:
            task = asyncio.create_task(fail())
            await asyncio.sleep(0)
            return task

        task = _loop.run(work())
        loop._stop()

        assert isinstance(task.exception(), LookupError)
        assert "failed while it was cancelled" in caplog.text
        assert "LookupError: late" in caplog.text
        _loop._running()._stop()

    def test_process(self) -> None:
        """
        A process ends quietly, and what the functions have on the loop ends before.
        """
        code = """
            import asyncio
            from azure.functions.testing._loop import run

            async def lines():
                try:
                    yield 1
                finally:
                    print("closed")

            async def linger():
                try:
                    await asyncio.sleep(60)
                finally:
                    print("cancelled")

            async def work():
                global kept, task
                kept, task = lines(), asyncio.create_task(linger())
                await asyncio.to_thread(int)
                async for _ in kept:
                    break

            run(work())
            """
        command = [sys.executable, "-I", "-W", "error", "-c", textwrap.dedent(code)]

        done = subprocess.run(command, text=True, capture_output=True, check=True, timeout=60)

        assert ("cancelled\nclosed\n", "") == (done.stdout, done.stderr)

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
    def test_fork(self) -> None:
        """
        A process that was forked, which has no such thread, has a loop of its own.
        """
        code = """
            import os
            from azure.functions.testing._loop import run

            async def work():
                return 7

            run(work())
            child = os.fork()
            assert 7 == run(work())
            if child:
                _, status = os.waitpid(child, 0)
                raise SystemExit(status)
            """
        command = [sys.executable, "-I", "-c", textwrap.dedent(code)]

        assert 0 == subprocess.run(command, check=False, timeout=60).returncode
