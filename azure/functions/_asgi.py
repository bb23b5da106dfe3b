"""``AsgiMiddleware``: a function that is an ASGI app, such as one of Starlette or FastAPI."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from ._asgi_exchange import Exchange
from ._asgi_lifespan import ASGIApplication, Lifespan, Scope
from ._context import Context
from ._http_environ import (
    Target,
    check_app,
    check_root_path,
    client_address,
    invocation_details,
    is_under,
    logger,
)
from ._http_request import HttpRequest
from ._http_response import HttpResponse


class AsgiMiddleware:
    """Answers requests with an ASGI app.

    Requests run at the same time, each in the task that asks for it. The app's start-up runs
    before the first of them where ``ensure_started`` is awaited first, as ``AsgiFunctionApp``
    does, and its shutdown when the event loop or the process ends. Without it the app has no
    lifespan.

    Args:
        app: The app.
        root_path: The path that the app is mounted at, without percent-encoding, such as
            ``"/api"``: the ``root_path`` of the requests that are for paths below it. Where not
            given, the app routes by whole paths.

    Attributes:
        state: What the app put into its lifespan's state; each request gets a shallow copy.
        main: A function for a module whose function is the app; ``handle`` without its warning.

    Raises:
        TypeError: ``root_path`` is no text.
        ValueError: ``root_path`` is no path.
    """

    def __init__(self, app: ASGIApplication, *, root_path: str = "") -> None:
        self._app = app
        self._root_path = check_root_path("AsgiMiddleware", root_path)
        self.state: dict[str, object] = {}
        self.main: Callable[[HttpRequest, Context], HttpResponse] = self._handle
        self._lifespan: Lifespan | None = None
        self._lifespan_lock = Lock()

    def handle(self, req: HttpRequest, context: Context | None = None) -> HttpResponse:
        """Answer a request from code that is not asynchronous, on an event loop of its own.

        Deprecated: each request pays for a loop, and nothing of the app may outlive it. Await
        ``handle_async`` in an ``async def`` function.

        Args:
            req: The request.
            context: The invocation's context.

        Returns:
            The app's response.

        Raises:
            RuntimeError: An event loop is running in this thread.
        """
        from warnings import warn

        warn(
            "AsgiMiddleware.handle() starts an event loop for every request; make the function "
            "async and `return await middleware.handle_async(req, context)`",
            DeprecationWarning,
            stacklevel=2,
        )
        return self._run(req, context)

    async def handle_async(self, req: HttpRequest, context: Context | None = None) -> HttpResponse:
        """Answer a request.

        A response in several parts is collected, and the app is waited for until it returns:
        what it does in the background after its response belongs to the invocation.

        Args:
            req: The request.
            context: The invocation's context, which the app finds in ``azure_functions.*`` of
                its scope.

        Returns:
            The app's response. What the app raises after it is complete is logged with its
            traceback; Starlette raises on what its 500 response has told.

        Raises:
            Exception: What the app raised before its response was complete.
            RuntimeError: The app broke the protocol; the message says how. It is logged too.
            TypeError: The app cannot be called.
        """
        return await self._handle_async(req, context)

    async def ensure_started(self) -> None:
        """Run the app's start-up if it did not run yet; whoever comes meanwhile waits for it.

        It runs once, and again only if the event loop that it ran on is closed: what an app
        opens belongs to its loop. An app that takes no part in the lifespan protocol has started.

        Raises:
            RuntimeError: The start-up failed, now or before; the message is the app's.
        """
        failure = await self._start()
        if failure is not None:
            raise RuntimeError(f"the ASGI app failed to start: {failure}")

    async def notify_startup(self) -> bool:
        """Run the app's start-up as ``ensure_started`` does.

        Returns:
            Whether it went well; what the app says of a failure is logged.
        """
        return await self._start() is None

    async def notify_shutdown(self) -> bool:
        """Run the shutdown of an app that has started, if it did not run yet.

        Returns:
            Whether it went well; what the app says of a failure is logged.
        """
        return True if self._lifespan is None else await self._lifespan.stop()

    async def _handle_async(self, req: HttpRequest, context: Context | None) -> HttpResponse:
        """Answer a request; under this name, published code has an answer of its own."""
        scope = http_scope(req, context, root_path=self._root_path, state=self.state.copy())
        return await answer(self._app, scope, req.get_body())

    async def _start(self) -> str | None:
        """Have the app started, and return why it could not be."""
        with self._lifespan_lock:
            if self._lifespan is None or self._lifespan.loop.is_closed():
                scope = {"type": "lifespan", **_versions(), "state": self.state}
                self._lifespan = Lifespan(self._app, scope)
            lifespan = self._lifespan
        return await lifespan.failure()

    def _handle(self, req: HttpRequest, context: Context) -> HttpResponse:
        """Answer a request; ``main`` of a module, of which the worker reads the annotations."""
        return self._run(req, context)

    def _run(self, req: HttpRequest, context: Context | None) -> HttpResponse:
        """Answer a request on an event loop of its own."""
        import asyncio

        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return asyncio.run(self.handle_async(req, context))
        raise RuntimeError(
            "AsgiMiddleware: an event loop is running in this thread; make the function async "
            "and `return await middleware.handle_async(req, context)`"
        )


class AsgiRequest:
    """A request, for code that calls its ASGI app itself; ``AsgiMiddleware`` does more.

    Args:
        func_req: The request.
        func_ctx: The invocation's context.
    """

    def __init__(self, func_req: HttpRequest, func_ctx: Context | None = None) -> None:
        self._req = func_req
        self._context = func_ctx

    def to_asgi_http_scope(self, state: dict[str, object] | None = None) -> Scope:
        """Return what the app is told about the request.

        Args:
            state: What the app put into its lifespan's state.

        Returns:
            The scope.
        """
        return http_scope(self._req, self._context, root_path="", state=dict(state or {}))


class AsgiResponse:
    """A response, for code that calls its ASGI app itself.

    Args:
        response: The response of the function.
    """

    def __init__(self, response: HttpResponse) -> None:
        self._response = response

    @classmethod
    async def from_app(cls, app: ASGIApplication, scope: Scope, body: bytes) -> AsgiResponse:
        """Have the app answer.

        Args:
            app: The app.
            scope: What it is told about the request.
            body: The body of the request.

        Returns:
            Its response.

        Raises:
            Exception: What the app raised before its response was complete.
        """
        return cls(await answer(app, scope, body))

    def to_func_response(self) -> HttpResponse:
        """Return the response of the function.

        Returns:
            The response.
        """
        return self._response


def http_scope(
    req: HttpRequest, context: Context | None, *, root_path: str, state: dict[str, object]
) -> Scope:
    """Return what an app is told about a request.

    Args:
        req: The request.
        context: The invocation's context; None outside the worker.
        root_path: The path that the app is mounted at; empty for none.
        state: The state of the request.

    Returns:
        The scope.
    """
    target = Target(req)
    path = target.decoded_path().decode("utf-8", "replace")
    headers = ((name.lower(), value) for name, value in req.headers.items())
    return {
        "type": "http",
        **_versions(),
        "http_version": "1.1",
        "method": req.method,
        "scheme": target.scheme,
        "path": path,
        "raw_path": _encoded(target.path),
        "query_string": _encoded(target.query),
        "root_path": root_path if is_under(root_path, path) else "",
        "headers": [(_encoded(name), _encoded(value)) for name, value in headers],
        "server": (target.host, target.port) if target.host else None,
        "client": client_address(req.headers),
        "state": state,
        **invocation_details(context),
    }


async def answer(app: ASGIApplication, scope: Scope, body: bytes) -> HttpResponse:
    """Have an app answer a request.

    Args:
        app: The app.
        scope: What it is told about the request.
        body: The body of the request.

    Returns:
        Its response.

    Raises:
        Exception: What the app raised before its response was complete.
        RuntimeError: The app broke the protocol.
        TypeError: The app cannot be called.
    """
    # Not where it is given: published apps give None first and put their app in place later.
    check_app("AsgiMiddleware", app, "an ASGI app, called with (scope, receive, send)")
    exchange = Exchange(scope["method"], body)
    try:
        await app(scope, exchange.receive, exchange.send)
    except Exception:  # whatever the app raises: it goes on, or is logged behind a response
        if not exchange.is_complete:
            raise
        logger("AsgiMiddleware").exception("the ASGI app raised after its response was complete")
    finally:
        exchange.end()
    return exchange.response()


def _encoded(text: str) -> bytes:
    """Return text in UTF-8; half of a surrogate pair, which no host sends, is a question mark."""
    return text.encode("utf-8", "replace")


def _versions() -> dict[str, object]:
    """Return what an app is told of ASGI: as it says, and in the flat keys that were published."""
    return {
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "asgi.version": "2.1",
        "asgi.spec_version": "2.1",
    }
