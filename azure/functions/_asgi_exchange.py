"""One request to an ASGI app: what the app receives, and what it sends."""

from __future__ import annotations

from ._asgi_lifespan import Message
from ._errors import shorten
from ._http_environ import logger, make_response
from ._http_response import HttpResponse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeGuard


class Exchange:
    """The messages of one request: what the app receives, and what it has sent so far.

    Args:
        method: The method of the request.
        body: Its body.
    """

    def __init__(self, method: str, body: bytes) -> None:
        from asyncio import Event

        self._method = method
        self._request: Message | None
        self._request = {"type": "http.request", "body": body, "more_body": False}
        self._ended = Event()
        self._status: int | None = None
        self._headers: list[tuple[str, str]] = []
        self._chunks: list[bytes] = []
        self.is_complete = False

    async def receive(self) -> Message:
        """Give the app the request, and when the response has ended tell that the client left.

        Until then it waits: apps that watch for a client which leaves too early do so beside
        answering, and the host does not tell.
        """
        if self._request is not None:
            request, self._request = self._request, None
            return request
        await self._ended.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Take a part of the response from the app."""
        kind = message["type"]
        if self.is_complete:
            raise _mistake(f"sent {kind!r} after its response was complete")
        if kind == "http.response.start":
            self._start(message)
        elif kind == "http.response.body":
            self._add(message)
        else:
            raise _mistake(f"sent {kind!r}, which is no part of a response to HTTP")

    def end(self) -> None:
        """Let the app's tasks that still wait for a message go on."""
        self._ended.set()

    def response(self) -> HttpResponse:
        """Return the response that the app has sent."""
        if self._status is None:
            raise _mistake("returned without a response: it sent no 'http.response.start'")
        if not self.is_complete:
            logger("AsgiMiddleware").warning(
                "the ASGI app returned before its response was complete"
            )
        return make_response(self._method, self._status, self._headers, b"".join(self._chunks))

    def _start(self, message: Message) -> None:
        """Take the status and the headers."""
        if self._status is not None:
            raise _mistake("sent 'http.response.start' twice")
        status: object = message.get("status")
        if not isinstance(status, int):
            raise _mistake(f"sent the status {shorten(status)}; it must be an int")
        self._headers = [_header(name, value) for name, value in message.get("headers", ())]
        self._status = status

    def _add(self, message: Message) -> None:
        """Take a part of the body."""
        if self._status is None:
            raise _mistake("sent 'http.response.body' before 'http.response.start'")
        chunk: object = message.get("body", b"")
        if not _is_bytes_like(chunk):
            raise _mistake(f"sent a body of {type(chunk).__name__}; it must be bytes")
        self._chunks.append(bytes(chunk))
        if not message.get("more_body", False):
            self.is_complete = True
            self._ended.set()


def _is_bytes_like(value: object) -> TypeGuard[bytes | bytearray | memoryview]:
    """Tell whether a value is bytes in one of the forms that frameworks hand on as they got it."""
    return isinstance(value, (bytes, bytearray, memoryview))


def _header(name: object, value: object) -> tuple[str, str]:
    """Return a header as text."""
    if not isinstance(name, bytes) or not isinstance(value, bytes):
        raise _mistake(
            f"sent the header {shorten(name)} as {type(name).__name__} and "
            f"{type(value).__name__}; name and value must be bytes"
        )
    return _text(name), _text(value)


def _text(octets: bytes) -> str:
    """Return what a header holds as text: UTF-8, and Latin-1 where it is not that."""
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def _mistake(text: str) -> RuntimeError:
    """Log what the app did against the protocol, for it may swallow the error that is returned."""
    message = f"the ASGI app {text}"
    logger("AsgiMiddleware").error(message)
    return RuntimeError(message)
