"""``WsgiMiddleware``: a function that is a WSGI app (PEP 3333), such as one of Flask or Django."""

from __future__ import annotations

import io
from collections.abc import Callable

from ._context import Context
from ._errors import shorten
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
from ._wsgi_exchange import Answer, ErrorStream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
else:
    WSGIApplication = object


class WsgiMiddleware:
    """Answers requests with a WSGI app.

    Threads may share it: all that a request needs is the request's own.

    Args:
        app: The app.
        root_path: The path that the app is mounted at, without percent-encoding, such as
            ``"/api"``: it becomes ``SCRIPT_NAME`` of the requests that are for paths below it.
            Where not given, the app sees whole paths.

    Raises:
        TypeError: ``root_path`` is no text.
        ValueError: ``root_path`` is no path.
    """

    def __init__(self, app: WSGIApplication, *, root_path: str = "") -> None:
        self._app = app
        self._root_path = check_root_path("WsgiMiddleware", root_path)
        self.main: Callable[[HttpRequest, Context], HttpResponse] = self._handle

    def handle(self, req: HttpRequest, context: Context | None = None) -> HttpResponse:
        """Answer a request.

        What the app raises, and what it does against PEP 3333, is logged with its traceback and
        answered by a 500 response that tells nothing about it, unless the app's own response was
        complete. What the app writes to ``wsgi.errors`` is logged too, as an error.

        Args:
            req: The request.
            context: The invocation's context, which the app finds in ``azure_functions.*`` of
                its environ.

        Returns:
            The app's response.

        Raises:
            TypeError: The app cannot be called.
        """
        # Not where it is given: published apps give None first and put their app in place later.
        check_app("WsgiMiddleware", self._app, "a WSGI app, called with (environ, start_response)")
        target = Target(req)
        errors = ErrorStream()
        answer = Answer()
        try:
            self._call(self._environ(req, target, context, errors), answer)
            return answer.response(req.method)
        except Exception:  # noqa: BLE001  # an app raises what it likes; it is logged
            logger("WsgiMiddleware").exception(
                "the WSGI app failed on %s %s", req.method, shorten(target.path)
            )
            return HttpResponse("Internal Server Error", status_code=500)
        finally:
            errors.flush()

    def _handle(self, req: HttpRequest, context: Context) -> HttpResponse:
        """Answer a request; ``main`` of a module, of which the worker reads the annotations."""
        return self.handle(req, context)

    def _call(self, environ: dict[str, object], answer: Answer) -> None:
        """Let the app answer, and release what it answers with whatever happens."""
        chunks = self._app(environ, answer.start)
        try:
            for chunk in chunks:
                answer.write(chunk)
        except BaseException:
            _close(chunks)
            raise
        try:
            _close(chunks)
        except Exception:  # noqa: BLE001  # nothing is missing of the response, so it is sent
            logger("WsgiMiddleware").exception("the WSGI app failed to close its whole response")

    def _environ(
        self, req: HttpRequest, target: Target, context: Context | None, errors: ErrorStream
    ) -> dict[str, object]:
        """Return what the app is told about a request."""
        body = req.get_body()
        script_name, path = self._split_path(target.decoded_path().decode("latin-1"))
        environ: dict[str, object] = {
            "REQUEST_METHOD": _as_native(req.method),
            "SCRIPT_NAME": script_name,
            "PATH_INFO": path,
            "QUERY_STRING": _as_native(target.query),
            "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": _as_native(target.host) or "localhost",
            "SERVER_PORT": str(target.port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": _as_native(target.scheme),
            "wsgi.input": io.BytesIO(body),
            # the whole body is here, whatever Transfer-Encoding says of how it came
            "wsgi.input_terminated": True,
            "wsgi.errors": errors,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            **invocation_details(context),
        }
        client = client_address(req.headers)
        if client is not None:
            environ["REMOTE_ADDR"] = client[0]
        return environ | _header_variables(req)

    def _split_path(self, path: str) -> tuple[str, str]:
        """Return the part of a path that the app is mounted at, and the rest."""
        root_path = _as_native(self._root_path)
        if not is_under(root_path, path):
            return "", path
        return root_path, path[len(root_path) :]


_PLATFORM_HEADERS = (
    "client-ip",
    "disguised-host",
    "x-appservice-",
    "x-arr-",
    "x-azure-",
    "x-client-",
    "x-forwarded-",
    "x-functions-",
    "x-ms-",
    "x-original-",
    "x-real-ip",
)
"""How the names of headers begin that apps believe because the platform sets or removes them."""

_NOT_OF_CGI = ("HTTP_CONTENT_LENGTH", "HTTP_CONTENT_TYPE")


def _header_variables(req: HttpRequest) -> dict[str, object]:
    """Return the headers of a request as CGI names them."""
    variables: dict[str, object] = {}
    for name, text in req.headers.items():
        value = _as_native(text)
        variable = f"HTTP_{_as_native(name).upper().replace('-', '_')}"
        if name == "content-type":
            variables["CONTENT_TYPE"] = value
        elif variable in _NOT_OF_CGI or _is_forged(name):
            continue
        elif variable in variables:
            separator = "; " if variable == "HTTP_COOKIE" else ", "
            variables[variable] = f"{variables[variable]}{separator}{value}"
        else:
            variables[variable] = value
    return variables


def _is_forged(name: str) -> bool:
    """Tell whether a header passes for another one, which the platform vouches for.

    In the names of variables ``X_MS_CLIENT_PRINCIPAL`` reads as ``X-MS-CLIENT-PRINCIPAL``, but
    the platform removes only the latter from what clients send.
    """
    return "_" in name and name.replace("_", "-").startswith(_PLATFORM_HEADERS)


def _as_native(text: str) -> str:
    """Return text as PEP 3333 has it: each character stands for one byte of UTF-8."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("latin-1")


def _close(chunks: object) -> None:
    """Release what an app answered with, if it has something to release."""
    close = getattr(chunks, "close", None)
    if close is not None:
        close()
