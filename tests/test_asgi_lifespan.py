# The life of a lifespan is looked at from inside.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import asyncio
import atexit
import gc
import logging
import subprocess
import sys
import textwrap
import threading
from contextlib import suppress
from typing import Any, TypeAlias

import pytest

from azure.functions import _asgi_lifespan
from azure.functions._asgi import AsgiMiddleware
from http_apps import AsgiClient, body, request, sending, start

Scope: TypeAlias = Any  # apps that do wrong things, and look at everything
Receive: TypeAlias = Any
Send: TypeAlias = Any
LOGGER = "azure.functions.AsgiMiddleware"


class LifespanApp:
    """
    An app with a lifespan, which notes what happens to it.
    """

    def __init__(self, *, failure: str | None = None, shutdown_failure: str | None = None) -> None:
        self.events: list[str] = []
        self.failure = failure
        self.shutdown_failure = shutdown_failure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self.events.append("request")
            await send(start())
            await send(body(scope["state"].get("name", b"")))
            return
        assert {"type": "lifespan.startup"} == await receive()
        await asyncio.sleep(0.01)
        self.events.append("startup")
        if self.failure is not None:
            await send({"type": "lifespan.startup.failed", "message": self.failure})
            return
        scope["state"]["name"] = b"named"
        await send({"type": "lifespan.startup.complete"})
        assert {"type": "lifespan.shutdown"} == await receive()
        await asyncio.sleep(0.01)
        self.events.append("shutdown")
        if self.shutdown_failure is not None:
            await send({"type": "lifespan.shutdown.failed", "message": self.shutdown_failure})
            return
        await send({"type": "lifespan.shutdown.complete"})


class TestLifespan:
    def test_once(self) -> None:
        """
        The app starts once, before the first of many requests, and shuts down once.
        """
        app = LifespanApp()

        with AsgiClient(app) as client:
            responses = client.together(request(), request(), request())
            client()

        assert [b"named"] * 3 == [response.get_body() for response in responses]
        assert ["startup", *["request"] * 4, "shutdown"] == app.events

    def test_scope(self) -> None:
        """
        The scope of a lifespan holds the versions and the state.
        """
        scopes: list[Any] = []

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            scopes.append(scope)

        middleware = AsgiMiddleware(app)

        assert asyncio.run(middleware.notify_startup())
        assert {
            "type": "lifespan",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "asgi.version": "2.1",
            "asgi.spec_version": "2.1",
            "state": {},
        } == scopes[0]
        assert scopes[0]["state"] is middleware.state

    def test_notify(self) -> None:
        """
        Startup and shutdown may be asked for, any number of times.
        """
        app = LifespanApp()
        middleware = AsgiMiddleware(app)

        async def use() -> list[bool]:
            return [
                await middleware.notify_shutdown(),
                await middleware.notify_startup(),
                await middleware.notify_startup(),
                await middleware.notify_shutdown(),
                await middleware.notify_shutdown(),
            ]

        assert [True] * 5 == asyncio.run(use())
        assert ["startup", "shutdown"] == app.events
        assert {"name": b"named"} == middleware.state

    def test_without(self) -> None:
        """
        A request may be answered without the lifespan, as published.
        """
        app = LifespanApp()
        response = asyncio.run(AsgiMiddleware(app).handle_async(request()))

        assert b"" == response.get_body()
        assert ["request"] == app.events

    def test_failure(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        A start-up that failed is told with what the app says, to every request, and logged once.
        """
        app = LifespanApp(failure="no database")

        async def use() -> list[object]:
            middleware = AsgiMiddleware(app)
            first = await asyncio.gather(
                middleware.ensure_started(), middleware.ensure_started(), return_exceptions=True
            )
            started = await middleware.notify_startup()
            with pytest.raises(RuntimeError) as later:
                await middleware.ensure_started()
            return [*map(str, first), started, str(later.value), await middleware.notify_shutdown()]

        text = "the ASGI app failed to start: no database"
        assert [text, text, False, text, False] == asyncio.run(use())
        assert ["startup"] == app.events
        assert [(LOGGER, logging.ERROR, text)] == caplog.record_tuples

    def test_failure_without_a_word(self) -> None:
        """
        A start-up that failed without a message is told, too.
        """
        with pytest.raises(RuntimeError, match="failed to start: it does not say why"):
            asyncio.run(AsgiMiddleware(LifespanApp(failure="")).ensure_started())

    def test_failure_and_error(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        What an app raises beside telling that it failed to start is logged with its traceback.
        """

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await send({"type": "lifespan.startup.failed", "message": "no database"})
            raise LookupError

        with pytest.raises(RuntimeError, match="no database"):
            asyncio.run(AsgiMiddleware(app).ensure_started())
        failed, raised = caplog.records
        assert "the ASGI app failed to start: no database" == failed.getMessage()
        assert "the ASGI app raised in its lifespan" == raised.getMessage()
        assert raised.exc_info is not None

    def test_shutdown_failure(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        A shutdown that failed is logged with what the app says.
        """
        middleware = AsgiMiddleware(LifespanApp(shutdown_failure="still busy"))

        async def use() -> bool:
            await middleware.ensure_started()
            return await middleware.notify_shutdown()

        assert not asyncio.run(use())
        text = "the ASGI app failed to shut down: still busy"
        assert [(LOGGER, logging.ERROR, text)] == caplog.record_tuples

    def test_app_that_raises(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        An app that raises on a lifespan does not know it, and has started.
        """
        caplog.set_level(logging.INFO)

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                raise LookupError(scope["type"])
            await sending(start(), body(b"x"))(scope, receive, send)

        with AsgiClient(app) as client:
            assert b"x" == client().get_body()
        (record,) = caplog.records
        assert (LOGGER, logging.INFO) == (record.name, record.levelno)
        assert "takes no part in the lifespan protocol: LookupError(" in record.getMessage()

    def test_app_that_raises_in_its_startup(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        An app that has asked for the message does know it: it is served, and the error is logged.
        """

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await receive()
                raise LookupError("no database")
            await sending(start(), body(b"x"))(scope, receive, send)

        with AsgiClient(app) as client:
            assert b"x" == client().get_body()
        (record,) = caplog.records
        assert (LOGGER, logging.ERROR) == (record.name, record.levelno)
        assert record.exc_info is not None
        assert "no database" == str(record.exc_info[1])

    def test_app_that_returns(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        An app that returns on a lifespan has started.
        """

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                await sending(start(), body(b"x"))(scope, receive, send)

        with AsgiClient(app) as client:
            assert b"x" == client().get_body()
        assert [] == caplog.records

    @pytest.mark.parametrize(
        ("message", "text"),
        [
            ({"type": "http.response.start"}, "'http.response.start', which is no message of a"),
            (None, "asked for a message after that of its shutdown"),
        ],
    )
    def test_mistakes(self, message: Any, text: str, caplog: pytest.LogCaptureFixture) -> None:
        """
        An app that breaks the protocol gets an error, and the log has it.
        """

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await receive()
            await send({"type": "lifespan.startup.complete"})
            if message is not None:
                await send(message)
            await receive()
            await receive()

        async def use() -> bool:
            middleware = AsgiMiddleware(app)
            await middleware.ensure_started()
            return await middleware.notify_shutdown()

        assert not asyncio.run(use())
        (record,) = caplog.records
        assert record.exc_info is not None
        assert text in str(record.exc_info[1])

    def test_waiting_request_is_cancelled(self) -> None:
        """
        A request that is given up while the app starts does not stop the start-up.
        """
        app = LifespanApp()

        async def use() -> None:
            middleware = AsgiMiddleware(app)
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(middleware.ensure_started(), 0.001)
            await middleware.ensure_started()
            await middleware.notify_shutdown()

        asyncio.run(use())
        assert ["startup", "shutdown"] == app.events


class TestEndOfLoop:
    def test_run(self) -> None:
        """
        Where nobody asks for it the app shuts down when asyncio.run ends, whatever it waits for.
        """
        app = LifespanApp()

        asyncio.run(AsgiMiddleware(app).ensure_started())

        assert ["startup", "shutdown"] == app.events

    def test_shutdown_with_a_timeout(self) -> None:
        """
        The shutdown may use timeouts and tasks though the loop is closing.
        """
        events: list[object] = []

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(asyncio.sleep(30), 0.01)
            task = asyncio.current_task()
            assert task is not None
            if sys.version_info >= (3, 11):
                assert 0 == task.cancelling()
            events.append("shutdown")

        asyncio.run(AsgiMiddleware(app).ensure_started())

        assert ["shutdown"] == events

    def test_app_that_waits_with_a_timeout(self) -> None:
        """
        An app that gives up waiting is not told to shut down by that, and may wait again.
        """
        events: list[str] = []

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await receive()
            await send({"type": "lifespan.startup.complete"})
            for _ in range(2):
                with suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(receive(), 0.001)
                events.append("alive")
            events.append((await receive())["type"])

        async def use() -> None:
            middleware = AsgiMiddleware(app)
            await middleware.ensure_started()
            await asyncio.sleep(0.05)
            await middleware.notify_shutdown()

        asyncio.run(use())
        assert ["alive", "alive", "lifespan.shutdown"] == events

    def test_end_during_startup(self) -> None:
        """
        A start-up that the loop's end cuts off is cancelled; the next loop starts the app anew.
        """
        events: list[str] = []

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            events.append("startup")
            if len(events) == 1:
                await asyncio.sleep(30)

        middleware = AsgiMiddleware(app)

        async def leave() -> asyncio.Task[None]:
            waiting = asyncio.create_task(middleware.ensure_started())
            await asyncio.sleep(0.001)
            return waiting

        assert asyncio.run(leave()).cancelled()
        assert middleware._lifespan is not None
        text = "it was cancelled before its start-up was complete"
        assert text == asyncio.run(middleware._lifespan.failure())
        assert asyncio.run(middleware.notify_startup())
        assert ["startup", "startup"] == events

    def test_next_loop(self) -> None:
        """
        A loop after the first is closed starts the app again: what it opens belongs to its loop.
        """
        app = LifespanApp()
        middleware = AsgiMiddleware(app)

        asyncio.run(middleware.ensure_started())
        asyncio.run(middleware.ensure_started())

        assert ["startup", "shutdown", "startup", "shutdown"] == app.events

    def test_loop_of_another_thread(self) -> None:
        """
        A request on the loop of another thread shares the lifespan, and may end it.
        """
        app = LifespanApp()
        middleware = AsgiMiddleware(app)

        async def use() -> list[object]:
            first = asyncio.ensure_future(middleware.notify_startup())
            await asyncio.sleep(0)
            second = await asyncio.to_thread(asyncio.run, middleware.notify_startup())
            stopped = await asyncio.to_thread(asyncio.run, middleware.notify_shutdown())
            return [await first, second, stopped]

        assert [True, True, True] == asyncio.run(use())
        assert ["startup", "shutdown"] == app.events

    def test_loop_that_is_closed_at_once(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        A loop that is closed with its tasks in it cannot run the shutdown, which is logged.
        """
        app = LifespanApp()
        middleware = AsgiMiddleware(app)
        loop = asyncio.new_event_loop()
        loop.run_until_complete(middleware.ensure_started())
        lifespan = middleware._lifespan
        assert lifespan is not None
        loop.close()

        assert not asyncio.run(middleware.notify_shutdown())
        lifespan._at_exit()

        text = (
            "the ASGI app did not shut down: its event loop was closed without cancelling its tasks"
        )
        assert [(LOGGER, logging.ERROR, text)] * 2 == caplog.record_tuples
        assert ["startup"] == app.events
        _forget(lifespan)

    def test_exit_with_an_open_loop(self) -> None:
        """
        When the interpreter exits, a loop that is still open runs the shutdown.
        """
        app = LifespanApp()
        middleware = AsgiMiddleware(app)
        loop = asyncio.new_event_loop()
        loop.run_until_complete(middleware.ensure_started())
        assert middleware._lifespan is not None

        middleware._lifespan._at_exit()
        loop.close()

        assert ["startup", "shutdown"] == app.events

    @pytest.mark.parametrize("seconds", [30.0, 0.0])
    def test_exit_with_a_running_loop(
        self, seconds: float, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        When the interpreter exits, a loop that another thread runs is waited for, not for ever.
        """
        monkeypatch.setattr(_asgi_lifespan, "_SECONDS_TO_STOP", seconds)
        app = LifespanApp()
        middleware = AsgiMiddleware(app)
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        asyncio.run_coroutine_threadsafe(middleware.ensure_started(), loop).result(30)
        lifespan = middleware._lifespan
        assert lifespan is not None

        lifespan._at_exit()

        late = f"the ASGI app did not shut down within {seconds} seconds"
        assert ([] if seconds else [(LOGGER, logging.ERROR, late)]) == caplog.record_tuples
        asyncio.run_coroutine_threadsafe(lifespan.stop(), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        assert ["startup", "shutdown"] == app.events


def _forget(lifespan: _asgi_lifespan.Lifespan) -> None:
    """
    Let go of a lifespan on a closed loop, whose tasks nobody can end, without a complaint.
    """
    atexit.unregister(lifespan._at_exit)
    for task in (lifespan._task, lifespan._watch_task):
        task._log_destroy_pending = False  # type: ignore[attr-defined]  # asyncio's own way  # pyright: ignore[reportAttributeAccessIssue]
    gc.collect()


APP = """
import asyncio, sys, threading

from azure.functions._asgi import AsgiMiddleware

async def app(scope, receive, send):
    await receive()
    print("startup", flush=True)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await asyncio.sleep(0.01)
    print("shutdown", flush=True)
    await send({"type": "lifespan.shutdown.complete"})

middleware = AsgiMiddleware(app)
"""


@pytest.mark.parametrize(
    "end",
    [
        "asyncio.run(middleware.ensure_started())",
        """
        async def main():
            await middleware.ensure_started()
            sys.exit()
        asyncio.run(main())
        """,
        """
        async def main():
            await middleware.ensure_started()
            raise KeyboardInterrupt
        try:
            asyncio.run(main())
        except KeyboardInterrupt:
            pass
        """,
        """
        loop = asyncio.new_event_loop()
        loop.run_until_complete(middleware.ensure_started())
        """,
        """
        loop = asyncio.new_event_loop()
        threading.Thread(target=loop.run_forever, daemon=True).start()
        asyncio.run_coroutine_threadsafe(middleware.ensure_started(), loop).result()
        """,
    ],
    ids=["run", "exit", "interrupt", "open-loop", "thread"],
)
def test_end_of_process(end: str) -> None:
    """
    However a process comes to its end the app shuts down.
    """
    code = APP + textwrap.dedent(end)
    process = subprocess.run(
        [sys.executable, "-I", "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ("startup\nshutdown\n", "", 0) == (process.stdout, process.stderr, process.returncode)
