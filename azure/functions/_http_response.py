"""``HttpResponse``."""

from __future__ import annotations

from ._errors import wrong_type, wrong_value
from ._headers import HeadersInput, HttpResponseHeaders
from ._json import JSONValue, loads_body
from ._media import decode_text, encode_text, media_type, parameter, with_charset
from ._value import Value, check_optional, encode_body
from .meta import Datum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime, timedelta
    from http.cookies import SimpleCookie
    from typing import Literal, TypeAlias

    Expires: TypeAlias = datetime | str | None
    MaxAge: TypeAlias = int | timedelta | None
    SameSite: TypeAlias = Literal["Strict", "Lax", "None"] | None
else:
    Expires = MaxAge = SameSite = object


class HttpResponse(Value):
    """An HTTP response.

    Args:
        body: The body; text is encoded with ``charset``, None is empty.
        status_code: The status, 100 to 599, as a number or a ``http.HTTPStatus``; 200 where not
            given.
        headers: The headers, as a mapping or as pairs. ``Content-Type`` among them goes before
            ``mimetype``.
        mimetype: The media type; ``text/plain`` where not given.
        charset: The encoding of a text body, told in ``Content-Type`` for ``text/*``; UTF-8 where
            not given. Of bytes, what ``Content-Type`` among the headers declares.

    Raises:
        TypeError: An argument is of the wrong type.
        ValueError: The status is out of range, a header holds CR, LF or NUL, Python does not know
            the charset, or the body has no form in it.
    """

    __slots__ = ("__dict__", "_body", "_charset", "_headers", "_mimetype", "_status_code")

    _fields = ("body", "status_code", "headers", "mimetype", "charset")

    def __init__(
        self,
        body: str | bytes | bytearray | None = None,
        *,
        status_code: int | str | None = None,
        headers: HeadersInput = None,
        mimetype: str | None = None,
        charset: str | None = None,
    ) -> None:
        self._status_code = _check_status(status_code)
        self._headers = HttpResponseHeaders(headers)
        self._charset = _check_printable("charset", charset) or self._declared_charset(body)
        checked = _check_printable("mimetype", mimetype)
        self._mimetype = "text/plain" if checked is None else checked
        if isinstance(body, str):
            self._body = encode_text("HttpResponse", body, self._charset)
        else:
            self._body = encode_body("HttpResponse", body)

    @classmethod
    def json(
        cls,
        obj: object,
        *,
        status_code: int | str | None = None,
        headers: HeadersInput = None,
        mimetype: str = "application/json",
    ) -> HttpResponse:
        """Make a response that carries a value as JSON, as the web's own ``Response.json``.

        Args:
            obj: What JSON has a form for, and dates and times (ISO 8601), Decimal (as text, so
                that no digit is lost), UUID, enum members, dataclasses, mappings, sets, and
                objects with ``to_dict``. NaN and the infinities become null.
            status_code: The status, 100 to 599; 200 where not given.
            headers: The headers.
            mimetype: The media type.

        Returns:
            The response.

        Raises:
            TypeError: The value holds an object that has no JSON form.
        """
        from ._json import dumps_web

        response = cls(dumps_web(obj), status_code=status_code, headers=headers, mimetype=mimetype)
        response.headers.setdefault("Content-Type", mimetype)
        return response

    @property
    def status_code(self) -> int:
        """The status."""
        return self._status_code

    @property
    def mimetype(self) -> str:
        """The media type, that of the ``Content-Type`` header where there is one."""
        content_type = self._headers.get("Content-Type")
        return self._mimetype if content_type is None else media_type(content_type)

    @property
    def charset(self) -> str:
        """The encoding of a text body."""
        return self._charset

    @property
    def headers(self) -> HttpResponseHeaders:
        """The headers, case-insensitive, multi-valued, open to change."""
        return self._headers

    def get_body(self) -> bytes:
        """Return the body.

        Returns:
            The bytes; empty where there is no body.
        """
        return self._body

    def get_text(self) -> str:
        """Return the body as text.

        Returns:
            The body, read in ``charset``.

        Raises:
            ValueError: The body is not of the charset.
        """
        return decode_text("HttpResponse", self._body, self._charset)

    def get_json(self) -> JSONValue:
        """Return the body read as JSON.

        Returns:
            The value, a dict, list, str, int, float, bool or None.

        Raises:
            ValueError: The body is empty or is not JSON; the message says which.
        """
        return loads_body(self.get_text(), "HttpResponse")

    def set_cookie(
        self,
        name: str,
        value: str = "",
        *,
        max_age: MaxAge = None,
        expires: Expires = None,
        path: str | None = "/",
        domain: str | None = None,
        secure: bool = False,
        httponly: bool = False,
        samesite: SameSite = None,
    ) -> None:
        """Add a ``Set-Cookie`` header.

        Args:
            name: The cookie's name.
            value: Its value; what a cookie cannot hold is quoted.
            max_age: How long the client keeps it, in seconds; 0 makes it forget the cookie.
            expires: Until when the client keeps it; a naive time is UTC, text is sent as it is.
            path: The path under which it is sent back.
            domain: The domain to which it is sent back; only this host where not given.
            secure: Send it back over HTTPS only.
            httponly: Hide it from scripts.
            samesite: When it is sent along from other sites.

        Raises:
            ValueError: The name is no cookie name, or an attribute would start another.
        """
        from ._cookies import format_cookie

        attributes = {
            "max-age": max_age,
            "expires": expires,
            "path": path,
            "domain": domain,
            "secure": secure,
            "httponly": httponly,
            "samesite": samesite,
        }
        self._headers.add("Set-Cookie", format_cookie(name, value, attributes))

    def to_dict(self) -> dict[str, object]:
        """Return the response as a dict of what JSON has a form for.

        Returns:
            One entry a field; the headers are a list of pairs.
        """
        return {**super().to_dict(), "headers": self._headers.to_wsgi_list()}

    def _declared_charset(self, body: object) -> str:
        """Return the charset of a body in bytes, as ``Content-Type`` declares it."""
        declared = parameter(self._headers.get("Content-Type") or "", "charset")
        return declared if declared and not isinstance(body, str) else "utf-8"

    def _to_wire(self) -> Datum:
        """Make the datum that the host is sent: one value a header name, cookies apart.

        The values of a repeated header are joined by commas (RFC 9110, 5.3); of several
        ``Content-Type`` the last one counts.
        """
        headers: dict[str, Datum] = {}
        cookies: list[str] = []
        names: dict[str, str] = {}
        repeated: dict[str, list[str]] = {}
        for name, value in self._headers:
            key = name.lower()
            if key == "set-cookie":
                cookies.append(value)
            elif key not in names:
                names[key] = name
                headers[name] = Datum(value, "string")
            elif key == "content-type":
                headers[names[key]] = Datum(value, "string")
            else:
                repeated.setdefault(key, [headers[names[key]].value]).append(value)
        for key, values in repeated.items():
            headers[names[key]].value = ", ".join(values)
        if "content-type" not in names:
            content_type = with_charset(self._mimetype, self._charset)
            headers["content-type"] = Datum(content_type, "string")
        wire = {
            "status_code": Datum(str(self._status_code), "string"),
            "headers": headers,
            "cookies": _wire_cookies(cookies) if cookies else None,
            "body": Datum(self._body, "bytes"),
        }
        return Datum(wire, "http")

    def __hash__(self) -> int:
        # the headers may change, so they do not count here though they do for ==
        return hash((type(self), self._status_code, self._body))


def _check_status(status_code: object) -> int:
    """Return the status that a response was given as a number."""
    accepted = "a number from 100 to 599, or None"
    if status_code is None:
        return 200
    if isinstance(status_code, str) and status_code.isdecimal():
        status_code = int(status_code[:20])  # out of range like the whole of it
    if not isinstance(status_code, int) or isinstance(status_code, bool):
        raise wrong_type("HttpResponse", "status_code", status_code, accepted)
    if not 100 <= status_code <= 599:
        raise wrong_value("HttpResponse", "status_code", status_code, accepted)
    return int(status_code)


def _check_printable(parameter: str, value: str | None) -> str | None:
    """Return an argument that becomes part of a header."""
    text = check_optional("HttpResponse", parameter, value, str)
    if text is not None and not text.isprintable():
        raise wrong_value("HttpResponse", parameter, value, "printable text, without line breaks")
    return text


def _wire_cookies(texts: list[str]) -> list[SimpleCookie]:
    """Return ``Set-Cookie`` headers as the host takes them."""
    from ._cookies import parse_cookie

    return [parse_cookie(text) for text in texts]
