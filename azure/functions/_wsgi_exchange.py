"""One request to a WSGI app: what the app answers, and where it writes of errors."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

from ._errors import shorten
from ._http_environ import logger, make_response
from ._http_response import HttpResponse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _typeshed import OptExcInfo


class Answer:
    """What an app has answered so far. Nothing is sent before it is complete."""

    def __init__(self) -> None:
        self._status: int | None = None
        self._headers: list[tuple[str, str]] = []
        self._chunks: list[bytes] = []

    def start(
        self,
        status: str,
        headers: list[tuple[str, str]],
        exc_info: OptExcInfo | None = None,
        /,
    ) -> Callable[[bytes], object]:
        """Take the status and the headers: the ``start_response`` of PEP 3333."""
        if self._status is not None and exc_info is None:
            raise RuntimeError(
                "the WSGI app called start_response twice; only a call with exc_info, from where "
                "an error is handled, may replace the response"
            )
        self._status = _parse_status(status)
        self._headers = list(headers)
        self._chunks.clear()  # of the response that failed, of which nothing is sent yet
        return self.write

    def write(self, chunk: object) -> None:
        """Take a part of the body."""
        if not isinstance(chunk, bytes):
            raise TypeError(
                f"the WSGI app must answer with bytes, got {type(chunk).__name__}; encode text"
            )
        if self._status is None and chunk:
            raise RuntimeError("the WSGI app sent a body before it called start_response")
        self._chunks.append(chunk)

    def response(self, method: str) -> HttpResponse:
        """Return the complete answer."""
        if self._status is None:
            raise RuntimeError("the WSGI app returned without calling start_response")
        return make_response(method, self._status, self._headers, b"".join(self._chunks))


class ErrorStream(io.TextIOBase):
    """``wsgi.errors`` of one request: what the app writes is logged whenever it is flushed."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._is_logging = False

    def write(self, text: str, /) -> int:
        """Take text, to be logged."""
        if self._is_logging:
            # Flask's handler writes log records to this very stream; on the root logger it gets
            # those made here too, and would go round for ever.
            return sys.stderr.write(text)
        self._written.append(text)
        return len(text)

    def flush(self) -> None:
        """Log what was written since the last time."""
        written, self._written = self._written, []
        text = "".join(written).rstrip()
        if not text:
            return
        self._is_logging = True
        try:
            logger("WsgiMiddleware").error("%s", text)
        finally:
            self._is_logging = False


def _parse_status(status: object) -> int:
    """Return the number of a status such as ``"200 OK"``."""
    if isinstance(status, str):
        code = status.partition(" ")[0]
        if len(code) == 3 and code.isascii() and code.isdecimal():
            return int(code)
    raise ValueError(
        f'the WSGI app must give start_response its status as "200 OK", got {shorten(status)}'
    )
