from __future__ import annotations

import asyncio
import contextvars
import copy
import logging
import pickle
import threading
from collections.abc import Callable, Iterator

import pytest

import azure.functions as func
from azure.functions.testing import LogMessage, context
from azure.functions.testing._logs import captured

ROOT = logging.getLogger()
LOGGER = "azure_functions_testing.shop"


@pytest.fixture(autouse=True)
def _root_as_before() -> Iterator[None]:
    """
    Each test leaves the root logger as it was: at WARNING, as Python has it.
    """
    ROOT.setLevel(logging.WARNING)
    before = list(ROOT.handlers)
    yield
    assert logging.WARNING == ROOT.level
    assert before == ROOT.handlers


def logged(code: Callable[[], object], of: func.Context | None = None) -> list[LogMessage]:
    """
    Return what is logged while code runs.
    """
    messages: list[LogMessage] = []
    with captured(messages, of or context()):
        code()
    return messages


def speak() -> None:
    """
    Log a line at each level.
    """
    ROOT.debug("debug")
    logging.getLogger(LOGGER).info("%s", "info")
    ROOT.warning("warning")


class TestCaptured:
    def test_levels(self) -> None:
        """
        What is logged is kept from INFO on, the worker's level, with its level and logger.
        """
        messages = logged(speak)

        assert ["info", "warning"] == messages
        assert ["INFO", "WARNING"] == [message.level for message in messages]
        assert [LOGGER, "root"] == [message.logger for message in messages]
        assert __name__.rpartition(".")[2] == messages[0].record.module

    def test_lower_level(self) -> None:
        """
        A level below that of the worker stays.
        """
        ROOT.setLevel(logging.DEBUG)
        messages = logged(speak)
        ROOT.setLevel(logging.WARNING)

        assert ["debug", "info", "warning"] == messages

    @pytest.mark.parametrize(("setting", "count"), [("1", 3), (" True ", 3), ("0", 2), ("", 2)])
    def test_setting(self, monkeypatch: pytest.MonkeyPatch, setting: str, count: int) -> None:
        """
        The worker's setting for it lowers the level to DEBUG.
        """
        monkeypatch.setenv("PYTHON_ENABLE_DEBUG_LOGGING", setting)

        assert count == len(logged(speak))

    def test_level_of_logger(self) -> None:
        """
        A logger with a level of its own keeps it, and one that does not propagate is not heard.
        """
        own, silent = logging.getLogger(f"{LOGGER}.own"), logging.getLogger(f"{LOGGER}.silent")
        own.setLevel(logging.DEBUG)
        silent.propagate = False

        def code() -> None:
            own.debug("debug")
            silent.error("error")

        assert ["debug"] == logged(code)

    def test_error(self) -> None:
        """
        The root logger is as before also when the code raises.
        """
        with pytest.raises(LookupError), captured([], context()):
            raise LookupError

    def test_level_is_put_back(self) -> None:
        """
        So it is when the code has set another level.
        """

        def code() -> None:
            ROOT.setLevel(logging.WARNING)
            speak()

        assert ["warning"] == logged(code)

    def test_pytest(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        pytest hears the same.
        """
        logged(speak)

        assert ["info", "warning"] == caplog.messages

    def test_unwritable(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        A line that cannot be written is told as ever, and does not fail the function.
        """
        handlers, ROOT.handlers = ROOT.handlers, []

        def code() -> None:
            ROOT.warning("%d", "one")  # a mistake of the function
            ROOT.warning("after")

        messages = logged(code)
        ROOT.handlers = handlers

        assert ["after"] == messages
        assert "--- Logging error ---" in capsys.readouterr().err

    def test_outside(self) -> None:
        """
        What is logged elsewhere meanwhile is not the function's.
        """

        def code() -> None:
            speak()
            thread = threading.Thread(target=_outside(lambda: ROOT.warning("elsewhere")))
            thread.start()
            thread.join()

        assert ["info", "warning"] == logged(code)


class TestTasksAndThreads:
    def test_tasks(self) -> None:
        """
        Tasks that the function starts are its own.
        """

        async def task(number: int) -> None:
            ROOT.info("task %d", number)

        async def code() -> None:
            await asyncio.gather(task(1), task(2))
            await asyncio.to_thread(ROOT.info, "thread")

        assert ["task 1", "task 2", "thread"] == logged(lambda: asyncio.run(code()))

    def test_threads(self) -> None:
        """
        A thread is the function's once it has said so, as the worker demands.
        """
        own = context()

        def thread() -> None:
            ROOT.warning("before")
            own.thread_local_storage.invocation_id = own.invocation_id
            ROOT.warning("after")

        def code() -> None:
            thread_of_its_own = threading.Thread(target=_outside(thread))
            thread_of_its_own.start()
            thread_of_its_own.join()

        assert ["after"] == logged(code, own)

    def test_calls_at_once(self) -> None:
        """
        Of calls that run at the same time, each has what it logged itself.
        """

        async def call(name: str) -> list[LogMessage]:
            messages: list[LogMessage] = []
            with captured(messages, context()):
                for number in range(3):
                    ROOT.info("%s %d", name, number)
                    await asyncio.sleep(0)
            return messages

        async def calls() -> list[list[LogMessage]]:
            return await asyncio.gather(*map(call, "ab"))

        assert [["a 0", "a 1", "a 2"], ["b 0", "b 1", "b 2"]] == asyncio.run(calls())

    def test_nested_calls(self) -> None:
        """
        A call within another has its own, and the level stays to the end of the outer one.
        """
        inner: list[LogMessage] = []

        def code() -> None:
            inner.extend(logged(lambda: ROOT.info("inner")))
            ROOT.info("outer")

        assert ["outer"] == logged(code)
        assert ["inner"] == inner


class TestLogMessage:
    def test_text(self) -> None:
        """
        It is text.
        """
        [message] = logged(lambda: ROOT.warning("%d pears", 3))

        assert "3 pears" == message
        assert "pears" in message

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle(self, protocol: int) -> None:
        """
        It survives pickling and copying.
        """
        [message] = logged(lambda: ROOT.warning("pears"))

        for same in (pickle.loads(pickle.dumps(message, protocol)), copy.copy(message)):
            assert ("pears", "WARNING", "root") == (same, same.level, same.logger)


def _outside(code: Callable[[], object]) -> Callable[[], object]:
    """
    Return code that runs in no context of a call: some Pythons hand theirs to threads.
    """
    return lambda: contextvars.Context().run(code)
