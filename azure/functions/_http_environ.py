"""What ASGI and WSGI both read of a request, and what both make of an app's answer."""

from __future__ import annotations

from collections.abc import Mapping

from ._context import Context
from ._errors import wrong_type, wrong_value
from ._headers import HttpResponseHeaders
from ._http_request import HttpRequest
from ._http_response import HttpResponse
from ._value import check

TYPE_CHECKING = False
if TYPE_CHECKING:
    from logging import Logger


class Target:
    """Where a request goes to, as its url tells, in parts that are as they came.

    Args:
        req: The request. Where its url is but a path, the ``Host`` header tells the server.
    """

    __slots__ = ("host", "path", "port", "query", "scheme")

    def __init__(self, req: HttpRequest) -> None:
        location, _, self.query = req.url.partition("#")[0].partition("?")
        if location.startswith("/"):
            scheme, authority, path = "", req.headers.get("host", ""), location
        else:
            scheme, _, rest = location.rpartition("://")
            authority, slash, path = rest.partition("/")
            path = slash + path
        self.path: str = path or "/"
        self.scheme: str = scheme.lower() or "http"
        self.host, port = _split_address(authority.rpartition("@")[2].lower())
        self.port: int = port or (443 if self.scheme == "https" else 80)

    def decoded_path(self) -> bytes:
        """Return the path without its percent-encoding.

        Returns:
            The bytes, most likely of text in UTF-8.
        """
        from urllib.parse import unquote_to_bytes

        return unquote_to_bytes(self.path.encode("utf-8", "replace"))


def client_address(headers: Mapping[str, str]) -> tuple[str, int] | None:
    """Return who sent a request, as the proxies before the host tell.

    The first hop is what the client claims about itself where it sent such a header itself: good
    for logs, not for deciding who may do what.

    Args:
        headers: The request's headers; ``X-Forwarded-For`` goes before ``Forwarded`` (RFC 7239)
            and that before ``X-Client-IP``. Of several hops the first counts.

    Returns:
        The IP address and the port, 0 where no port is told; None where no address is.
    """
    told = (
        headers.get("x-forwarded-for", ""),
        _forwarded_for(headers.get("forwarded", "")),
        headers.get("x-client-ip", ""),
    )
    for text in filter(None, told):
        host, port = _split_address(text.partition(",")[0].strip())
        if _is_ip_address(host):
            return host, port or 0
    return None


def invocation_details(context: Context | None) -> dict[str, object]:
    """Return what the apps are told about the invocation.

    Args:
        context: The invocation's context; None outside the worker.

    Returns:
        One entry a detail, its value None without a context.
    """
    names = (
        "function_directory",
        "function_name",
        "invocation_id",
        "thread_local_storage",
        "trace_context",
        "retry_context",
    )
    return {f"azure_functions.{name}": getattr(context, name, None) for name in names}


def check_app(owner: str, app: object, accepted: str) -> None:
    """Refuse an app that nobody can call.

    Args:
        owner: The middleware, as the user writes it.
        app: The app.
        accepted: What an app is, as prose.

    Raises:
        ArgumentTypeError: It is not callable. It is a TypeError.
    """
    if not callable(app):
        raise wrong_type(owner, "app", app, accepted)


def check_root_path(owner: str, root_path: str) -> str:
    """Return the path that an app is mounted at if it is one.

    Args:
        owner: The middleware, as the user writes it.
        root_path: The path.

    Returns:
        The path.

    Raises:
        ArgumentTypeError: It is no text. It is a TypeError.
        ArgumentValueError: It is no path, or ends in a slash. It is a ValueError.
    """
    text = check(owner, "root_path", root_path, str)
    if text and (not text.startswith("/") or text.endswith("/")):
        raise wrong_value(
            owner, "root_path", text, 'empty, or a path such as "/api": a slash before, none after'
        )
    return text


def is_under(root_path: str, path: str) -> bool:
    """Tell whether a path is that of a mounted app, or one below it.

    Args:
        root_path: The path that the app is mounted at; empty for none.
        path: The path of the request.

    Returns:
        True where it is.
    """
    return bool(root_path) and f"{path}/".startswith(f"{root_path}/")


def make_response(
    method: str, status: int, headers: list[tuple[str, str]], body: bytes
) -> HttpResponse:
    """Return an app's answer as the response of a function.

    Apps leave it to their server to send no body where HTTP has none. Without ``Content-Type``
    the response has the ``text/plain`` of every ``HttpResponse``: the host is always told one.

    Args:
        method: The method of the request.
        status: The status.
        headers: Names and values, as often as they came.
        body: The body.

    Returns:
        The response.

    Raises:
        TypeError: The status, a name or a value is of the wrong type.
        ValueError: The status is out of range, or a header holds CR, LF or NUL.
    """
    # Spaces around a value are no part of it (RFC 9110, 5.5); some apps begin with one.
    pairs = [(name, value.strip(" \t")) for name, value in HttpResponseHeaders(headers)]
    if status == 204 or status < 200:
        pairs = [pair for pair in pairs if pair[0].lower() != "content-length"]
    if method == "HEAD" or status in (204, 304) or status < 200:
        body = b""
    return HttpResponse(body, status_code=status, headers=pairs)


def logger(middleware: str) -> Logger:
    """Return a middleware's logger; ``logging`` costs too much to be imported before it is needed.

    Args:
        middleware: The middleware's name.

    Returns:
        The logger.
    """
    from logging import getLogger

    return getLogger(f"azure.functions.{middleware}")


def _split_address(text: str) -> tuple[str, int | None]:
    """Return the host and the port of ``host``, ``host:port``, ``[IPv6]:port`` or ``IPv6``."""
    if text.startswith("["):
        host, _, rest = text[1:].partition("]")
        return host, _as_port(rest.removeprefix(":"))
    if text.count(":") == 1:
        host, _, port = text.partition(":")
        return host, _as_port(port)
    return text, None


def _as_port(text: str) -> int | None:
    """Return a port, None where the text is none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 5):
        return None
    return int(text)


def _forwarded_for(text: str) -> str:
    """Return what the first hop of a ``Forwarded`` header tells about its sender."""
    for pair in text.partition(",")[0].split(";"):
        name, _, value = pair.partition("=")
        if name.strip().lower() == "for":
            return value.strip().strip('"')
    return ""


def _is_ip_address(text: str) -> bool:
    """Tell whether text is an IP address, which ``unknown`` and obfuscated names are not."""
    from ipaddress import ip_address

    try:
        ip_address(text)
    except ValueError:
        return False
    return True
