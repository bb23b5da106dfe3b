"""
Requests for apps behind the middlewares, and a client that sends them as the worker would.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeAlias

from typing_extensions import Self

import azure.functions as func
from azure.functions._asgi import AsgiMiddleware
from azure.functions._asgi_lifespan import ASGIApplication
from azure.functions._wsgi import WsgiMiddleware

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

App: TypeAlias = Callable[[Any, Any, Any], Awaitable[None]]
"""An ASGI app, that may do wrong things."""


def start(status: int = 200, *headers: tuple[bytes, bytes]) -> dict[str, object]:
    """
    Return the message that starts a response.
    """
    return {"type": "http.response.start", "status": status, "headers": headers}


def body(chunk: bytes = b"", more_body: bool = False) -> dict[str, object]:
    """
    Return a message with a part of the body, the last one if nothing else is said.
    """
    return {"type": "http.response.body", "body": chunk, "more_body": more_body}


def sending(*messages: object) -> App:
    """
    Make an app that sends these messages, whatever it is asked.
    """

    async def app(scope: Any, receive: Any, send: Any) -> None:
        for message in messages:
            await send(message)

    return app


def request(
    method: str = "GET",
    url: str = "/",
    *,
    headers: Mapping[str, str] | None = None,
    body: str | bytes = b"",
) -> func.HttpRequest:
    """
    Make a request to a function app; a url that is but a path is that of its host.
    """
    if url.startswith("/"):
        url = f"https://app.example{url}"
    return func.HttpRequest(method, url, headers=headers, body=body)


def multipart(name: str, filename: str, content: bytes) -> tuple[dict[str, str], bytes]:
    """
    Return the headers and the body of a form that uploads one file.
    """
    disposition = f'form-data; name="{name}"; filename="{filename}"'
    head = f"--limit\r\nContent-Disposition: {disposition}\r\nContent-Type: text/plain\r\n\r\n"
    body = head.encode() + content + b"\r\n--limit--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=limit"}
    return {**headers, "Content-Length": str(len(body))}, body


class AsgiClient:
    """
    Runs an ASGI app as ``AsgiFunctionApp`` does: on one loop, with its lifespan.
    """

    def __init__(self, app: ASGIApplication, **options: Any) -> None:
        self.middleware = AsgiMiddleware(app, **options)
        self._loop = asyncio.new_event_loop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            self._loop.run_until_complete(self.middleware.notify_shutdown())
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
        finally:
            self._loop.close()

    def __call__(self, method: str = "GET", url: str = "/", **fields: Any) -> func.HttpResponse:
        """
        Send a request, and return the response.
        """
        return self.together(request(method, url, **fields))[0]

    def together(self, *requests: func.HttpRequest) -> list[func.HttpResponse]:
        """
        Send requests at the same time, and return the responses in their order.
        """

        async def all_of_them() -> list[func.HttpResponse]:
            return await asyncio.gather(*map(self._answer, requests))

        return self._loop.run_until_complete(all_of_them())

    async def _answer(self, req: func.HttpRequest) -> func.HttpResponse:
        await self.middleware.ensure_started()
        return await self.middleware.handle_async(req)


class WsgiClient:
    """
    Runs a WSGI app as ``WsgiFunctionApp`` does.
    """

    def __init__(self, app: WSGIApplication, **options: Any) -> None:
        self.middleware = WsgiMiddleware(app, **options)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """
        Leave nothing behind: a WSGI app has no end.
        """

    def __call__(self, method: str = "GET", url: str = "/", **fields: Any) -> func.HttpResponse:
        """
        Send a request, and return the response.
        """
        return self.middleware.handle(request(method, url, **fields))
