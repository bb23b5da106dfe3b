"""The lifespan of an ASGI app: its start-up before the first request, its shutdown at the end."""

from __future__ import annotations

import sys

from ._http_environ import logger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping
    from concurrent.futures import Future
    from typing import Any, TypeAlias, TypeVar

    T = TypeVar("T")

    # What is in a scope or a message depends on its type and on extensions: every framework says
    # Any here, and only the very same type accepts their apps.
    Scope: TypeAlias = MutableMapping[str, Any]
    Message: TypeAlias = MutableMapping[str, Any]
    Receive: TypeAlias = Callable[[], Awaitable[Message]]
    Send: TypeAlias = Callable[[Message], Awaitable[None]]
    ASGIApplication: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
else:
    ASGIApplication = Message = Receive = Scope = Send = object

_SECONDS_TO_STOP = 10
"""How long a process that ends waits for an app whose loop runs in another thread."""

_CLOSED = "the ASGI app did not shut down: its event loop was closed without cancelling its tasks"


class Lifespan:
    """One run of an app from its start-up to its shutdown, in a task of the running loop.

    The app shuts down at the first of these:

    - ``stop`` is called;
    - the loop's tasks are cancelled because it is about to close, as ``asyncio.run`` does at its
      end: the app, which waits for a message then, gets that of the shutdown, and ``asyncio.run``
      waits for it;
    - the interpreter exits and the loop is still open.

    A process that is killed, or that a signal ends which nobody handles, tells its app nothing.

    Args:
        app: The app.
        scope: The scope to call it with.
    """

    def __init__(self, app: ASGIApplication, scope: Scope) -> None:
        import asyncio
        import atexit
        from concurrent.futures import Future

        self.loop = asyncio.get_running_loop()
        # Not asyncio's futures: a request on another loop, of another thread, may wait for them.
        self._failure: Future[str | None] = Future()
        self._stopped: Future[bool] = Future()
        self._is_healthy = True
        self._stopping = asyncio.Event()
        self._messages = ["lifespan.shutdown", "lifespan.startup"]
        self._watch_task = self.loop.create_task(self._watch())
        self._task = self.loop.create_task(self._run(app, scope))
        atexit.register(self._at_exit)

    async def failure(self) -> str | None:
        """Wait until the app has started, or has failed to.

        Returns:
            What the app says of its failure; None where it started, or takes no part in the
            lifespan protocol.
        """
        return await _result(self._failure)

    async def stop(self) -> bool:
        """Have the app shut down, and wait for it.

        Returns:
            False where its shutdown failed, or cannot run because the loop is closed.
        """
        if self._stopped.done():
            return self._stopped.result()
        if self.loop.is_closed():
            logger("AsgiMiddleware").error(_CLOSED)
            return False
        self.loop.call_soon_threadsafe(self._stopping.set)
        return await _result(self._stopped)

    async def _run(self, app: ASGIApplication, scope: Scope) -> None:
        """Call the app, which returns when it has shut down, or at once."""
        import atexit

        try:
            await app(scope, self._receive, self._send)
        except Exception as error:  # noqa: BLE001  # an app raises what it likes; it is logged
            self._tell(error)
        except BaseException:
            _settle(self._failure, "it was cancelled before its start-up was complete")
            raise
        finally:
            _settle(self._failure, None)
            _settle(self._stopped, self._is_healthy)
            self._stopping.set()  # ends the watch
            atexit.unregister(self._at_exit)

    async def _watch(self) -> None:
        """Take notice when the loop is about to close: nobody else can cancel this task."""
        import asyncio

        try:
            await self._stopping.wait()
        except asyncio.CancelledError:
            self._stopping.set()
            raise

    async def _receive(self) -> Message:
        """Give the app its next message; the second one comes at the end."""
        if not self._messages:
            raise RuntimeError("the ASGI app asked for a message after that of its shutdown")
        if self._messages == ["lifespan.shutdown"]:
            await self._wait_for_the_end()
        return {"type": self._messages.pop()}

    async def _wait_for_the_end(self) -> None:
        """Return when the app is to shut down."""
        import asyncio

        try:
            await self._stopping.wait()
        except asyncio.CancelledError:
            await asyncio.sleep(0)  # lets the watch tell
            if not self._stopping.is_set():
                raise  # the app itself did it: it waits with a timeout
            task = asyncio.current_task()
            if sys.version_info >= (3, 11) and task is not None:
                # else a timeout or a task group of the app's shutdown takes it for its own
                task.uncancel()

    async def _send(self, message: Message) -> None:
        """Take a message from the app."""
        kind = message["type"]
        if kind == "lifespan.startup.complete":
            _settle(self._failure, None)
        elif kind == "lifespan.startup.failed":
            self._is_healthy = False
            text = message.get("message") or "it does not say why"
            logger("AsgiMiddleware").error("the ASGI app failed to start: %s", text)
            _settle(self._failure, text)
        elif kind == "lifespan.shutdown.failed":
            self._is_healthy = False
            logger("AsgiMiddleware").error(
                "the ASGI app failed to shut down: %s", message.get("message", "")
            )
        elif kind != "lifespan.shutdown.complete":
            raise RuntimeError(f"the ASGI app sent {kind!r}, which is no message of a lifespan")

    def _tell(self, error: Exception) -> None:
        """Log what came out of the app."""
        if self._failure.done() or "lifespan.startup" not in self._messages:
            self._is_healthy = False
            logger("AsgiMiddleware").error("the ASGI app raised in its lifespan", exc_info=error)
            return
        # ASGI: who raises instead of answering does not support the protocol, and is served
        logger("AsgiMiddleware").info(
            "the ASGI app takes no part in the lifespan protocol: %r", error
        )

    def _at_exit(self) -> None:
        """Have the app shut down because the interpreter exits."""
        import asyncio
        from concurrent.futures import wait

        if self.loop.is_closed():
            logger("AsgiMiddleware").error(_CLOSED)
        elif not self.loop.is_running():
            self.loop.run_until_complete(self.stop())
        else:
            stopping = asyncio.run_coroutine_threadsafe(self.stop(), self.loop)
            if wait([stopping], _SECONDS_TO_STOP).not_done:
                logger("AsgiMiddleware").error(
                    "the ASGI app did not shut down within %s seconds", _SECONDS_TO_STOP
                )


async def _result(future: Future[T]) -> T:
    """Wait for a future that others wait for too: being cancelled does not cancel it."""
    if future.done():
        return future.result()
    import asyncio

    return await asyncio.shield(asyncio.wrap_future(future))


def _settle(future: Future[T], result: T) -> None:
    """Give a future its result if it has none."""
    if not future.done():
        future.set_result(result)
