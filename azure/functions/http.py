"""HTTP: ``HttpRequest``, ``HttpResponse``, and the converters of ``httpTrigger`` and ``http``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ._errors import unsupported_datum, unsupported_type, wrong_type, wrong_value
from ._headers import HeadersInput, HttpRequestHeaders, HttpResponseHeaders
from ._json import JSONValue, loads_body
from ._media import decode_text, media_type, parameter, with_charset
from ._value import Value, check, check_optional, encode_body, own_dict
from .meta import Datum, InConverter, OutConverter, is_input_annotation, is_output_annotation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime, timedelta
    from http.cookies import SimpleCookie
    from typing import Literal, TypeAlias

    from werkzeug.datastructures import FileStorage, ImmutableMultiDict

    Expires: TypeAlias = datetime | str | None
    FormFields: TypeAlias = ImmutableMultiDict[str, str]
    FormFiles: TypeAlias = ImmutableMultiDict[str, FileStorage]
    MaxAge: TypeAlias = int | timedelta | None
    SameSite: TypeAlias = Literal["Strict", "Lax", "None"] | None
else:
    Expires = FormFields = FormFiles = MaxAge = SameSite = object

__all__ = (
    "HttpRequest",
    "HttpRequestConverter",
    "HttpRequestHeaders",
    "HttpResponse",
    "HttpResponseConverter",
    "HttpResponseHeaders",
)


class HttpRequest(Value):
    """An HTTP request.

    Attributes may be set on a request beside those that it has, so that a decorator can hand
    something on to the function.

    Args:
        method: The method, in any case.
        url: The whole url, or its path.
        headers: The headers.
        params: The query parameters; those of ``url`` where not given, the values of a repeated
            one joined by commas as the host does.
        route_params: The parameters of the route.
        body_type: Accepted for code that passes it; the body's own type tells.
        body: The body; text is encoded as UTF-8, None is empty.

    Raises:
        TypeError: An argument is of the wrong type.
    """

    __slots__ = (
        "__dict__",
        "_body",
        "_form",
        "_headers",
        "_method",
        "_params",
        "_route_params",
        "_url",
    )

    _fields = ("method", "url", "headers", "params", "route_params", "body")

    def __init__(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        route_params: Mapping[str, str] | None = None,
        body_type: str | None = None,
        body: str | bytes | bytearray | None = None,
    ) -> None:
        self._method = check("HttpRequest", "method", method, str).upper()
        self._url = check("HttpRequest", "url", url, str)
        self._headers = HttpRequestHeaders(_check_texts("headers", headers))
        self._params = _joined_values(url) if params is None else _check_texts("params", params)
        self._route_params = _check_texts("route_params", route_params)
        check_optional("HttpRequest", "body_type", body_type, str)
        self._body = body if isinstance(body, str) else encode_body("HttpRequest", body)
        self._form: tuple[FormFields, FormFiles] | None = None

    @property
    def method(self) -> str:
        """The method in upper case: ``"GET"``."""
        return self._method

    @property
    def url(self) -> str:
        """The url as it came."""
        return self._url

    @property
    def headers(self) -> HttpRequestHeaders:
        """The headers: a read-only mapping whose keys are case-insensitive."""
        return self._headers

    @property
    def params(self) -> Mapping[str, str]:
        """The query parameters, one value each, read-only."""
        return MappingProxyType(self._params)

    @property
    def query(self) -> Mapping[str, list[str]]:
        """The query parameters of the url with every value of each, read-only."""
        return MappingProxyType(_all_values(self._url))

    @property
    def route_params(self) -> Mapping[str, str]:
        """The parameters of the route, read-only."""
        return MappingProxyType(self._route_params)

    @property
    def form(self) -> FormFields:
        """The fields of a form, empty where the body is none. Needs the extra ``forms``.

        Raises:
            ImportError: The extra is not installed; the message says how to install it.
            ValueError: The body is a malformed form.
        """
        return self._parse_form()[0]

    @property
    def files(self) -> FormFiles:
        """The files of a form, empty where the body is none. Needs the extra ``forms``.

        Raises:
            ImportError: The extra is not installed; the message says how to install it.
            ValueError: The body is a malformed form.
        """
        return self._parse_form()[1]

    def get_body(self) -> bytes:
        """Return the body.

        Returns:
            The bytes; empty where there is no body.
        """
        return self._body.encode("utf-8") if isinstance(self._body, str) else self._body

    def get_text(self) -> str:
        """Return the body as text.

        Returns:
            The body, read in the charset that the ``Content-Type`` header declares, in UTF-8
            where it declares none.

        Raises:
            ValueError: Python does not know the charset, or the body is not of it.
        """
        if isinstance(self._body, str):
            return self._body
        charset = parameter(self._headers.get("content-type", ""), "charset")
        return decode_text("HttpRequest", self._body, charset or "utf-8")

    def get_json(self) -> JSONValue:
        """Return the body read as JSON.

        Returns:
            The value: dict, list, str, int, float, bool or None.

        Raises:
            ValueError: The body is empty or is not JSON; the message says which.
        """
        return loads_body(self._body, "HttpRequest")

    def _parse_form(self) -> tuple[FormFields, FormFiles]:
        """Read the body as a form, once."""
        if self._form is None:
            from ._forms import parse_form

            content_type = self._headers.get("content-type", "")
            self._form = parse_form(self.get_body(), content_type)
        return self._form

    def _values(self) -> dict[str, object]:
        """Return the fields by name; a body compares as bytes, however it was given."""
        return {**super()._values(), "body": self.get_body()}

    @classmethod
    def _from_wire(cls, wire: Mapping[str, JSONValue]) -> HttpRequest:
        """Make the request that the host sent, whose types need no check."""
        request = cls.__new__(cls)
        request._method = wire["method"].value.upper()
        request._url = wire["url"].value
        request._headers = HttpRequestHeaders.from_datums(wire["headers"])
        request._params = {name: datum.value for name, datum in wire["query"].items()}
        request._route_params = {name: datum.value for name, datum in wire["params"].items()}
        request._body = _wire_body(wire.get("body"))
        request._form = None
        return request


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
            not given.

    Raises:
        TypeError: An argument is of the wrong type.
        ValueError: The status is out of range, a header holds CR, LF or NUL, or the body has no
            form in the charset.
        LookupError: Python does not know the charset.
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
        self._charset = check_optional("HttpResponse", "charset", charset, str) or "utf-8"
        self._mimetype = _check_mimetype(mimetype)
        if isinstance(body, str):
            self._body = body.encode(self._charset)
        else:
            self._body = encode_body("HttpResponse", body)
        self._headers = HttpResponseHeaders(headers)

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

        return cls(
            dumps_web(obj), status_code=status_code, headers=headers, mimetype=mimetype
        )

    @property
    def status_code(self) -> int:
        """The status."""
        return self._status_code

    @property
    def mimetype(self) -> str:
        """The media type: that of the ``Content-Type`` header where there is one."""
        content_type = self._headers.get("Content-Type")
        return self._mimetype if content_type is None else media_type(content_type)

    @property
    def charset(self) -> str:
        """The encoding of a text body."""
        return self._charset

    @property
    def headers(self) -> HttpResponseHeaders:
        """The headers: case-insensitive, multi-valued, open to change."""
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
            The value: dict, list, str, int, float, bool or None.

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

    def _to_wire(self) -> Datum:
        """Make the datum that the host is sent: one value a header name, cookies apart.

        The values of a repeated header are joined by commas (RFC 9110, 5.3); of several
        ``Content-Type`` the last one counts.
        """
        headers: dict[str, Datum] = {}
        cookies: list[str] = []
        names: dict[str, str] = {}
        for name, value in self._headers:
            key = name.lower()
            if key == "set-cookie":
                cookies.append(value)
            elif key in names and key != "content-type":
                headers[names[key]].value += f", {value}"
            else:
                headers[names.setdefault(key, name)] = Datum(value, "string")
        if "content-type" not in names:
            content_type = with_charset(self._mimetype, self._charset)
            headers["content-type"] = Datum(content_type, "string")
        wire = {
            "status_code": Datum(str(self._status_code), "string"),
            "headers": headers,
            "cookies": _wire_cookies(cookies),
            "body": Datum(self._body, "bytes"),
        }
        return Datum(wire, "http")

    def __hash__(self) -> int:
        # the headers may change, so they do not count here though they do for ==
        return hash((type(self), self._status_code, self._body))


class HttpRequestConverter(InConverter, binding="httpTrigger", trigger=True):
    """Turns what an HTTP trigger sends into an ``HttpRequest``."""

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter can take an ``HttpRequest``.

        Args:
            pytype: The parameter's annotation.

        Returns:
            True for ``HttpRequest`` and unions with it.
        """
        return is_input_annotation(pytype, HttpRequest)

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Mapping[str, Datum | None] | None
    ) -> HttpRequest:
        """Turn a datum into a request.

        Args:
            data: The datum, of kind ``http``: a dict of datums with ``method``, ``url`` and
                ``body``, and dicts of datums ``headers``, ``query`` and ``params`` (those of the
                route).
            trigger_metadata: Not needed.

        Returns:
            The request.

        Raises:
            NotImplementedError: The data is of another kind, or its body is.
        """
        if data is None or data.type != "http":
            kind = None if data is None else data.type
            raise unsupported_datum("httpTrigger", kind, "http")
        return HttpRequest._from_wire(data.value)  # pyright: ignore[reportPrivateUsage]  # its own


class HttpResponseConverter(OutConverter, binding="http"):
    """Turns what a function returns into an HTTP response."""

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        """Tell whether values of this annotation can be a response.

        Args:
            pytype: The annotation.

        Returns:
            True for ``HttpResponse``, ``str``, and unions of them.
        """
        return is_output_annotation(pytype, (HttpResponse, str))

    @classmethod
    def encode(cls, obj: object, *, expected_type: object) -> Datum:
        """Turn a value into the response to send. The value itself stays as it is.

        Args:
            obj: ``HttpResponse``, or ``str`` for the body of one.
            expected_type: The annotation; not needed.

        Returns:
            The datum.

        Raises:
            NotImplementedError: The value is of another type.
            ValueError: A ``Set-Cookie`` header cannot be sent.
        """
        if isinstance(obj, str):
            return Datum(obj, "string")
        if isinstance(obj, HttpResponse):
            return obj._to_wire()  # pyright: ignore[reportPrivateUsage]  # its own
        raise unsupported_type("http", obj, "HttpResponse or str")


def _check_texts(parameter: str, value: Mapping[str, str] | None) -> dict[str, str]:
    """Return the mapping that a request was given as a dict of its own."""
    texts = own_dict("HttpRequest", parameter, value) or {}
    for name, text in texts.items():
        check("HttpRequest", f"a name in {parameter}", name, str)
        check("HttpRequest", f"{parameter}[{name!r}]", text, str)
    return texts


def _check_status(status_code: object) -> int:
    """Return the status that a response was given as a number."""
    accepted = "a number from 100 to 599, or None"
    if status_code is None:
        return 200
    if isinstance(status_code, str) and status_code.isdecimal():
        status_code = int(status_code)
    if not isinstance(status_code, int) or isinstance(status_code, bool):
        raise wrong_type("HttpResponse", "status_code", status_code, accepted)
    if not 100 <= status_code <= 599:
        raise wrong_value("HttpResponse", "status_code", status_code, accepted)
    return int(status_code)


def _check_mimetype(mimetype: str | None) -> str:
    """Return the media type that a response was given, or that of text."""
    checked = check_optional("HttpResponse", "mimetype", mimetype, str)
    if checked is None:
        return "text/plain"
    if not checked.isprintable():
        accepted = "a media type without line breaks, like 'text/html'"
        raise wrong_value("HttpResponse", "mimetype", mimetype, accepted)
    return checked


def _wire_cookies(texts: list[str]) -> list[SimpleCookie] | None:
    """Return ``Set-Cookie`` headers as the host takes them."""
    if not texts:
        return None
    from ._cookies import parse_cookie

    return [parse_cookie(text) for text in texts]


def _wire_body(body: Datum | None) -> str | bytes:
    """Return the body that the host sent."""
    if body is None or body.value is None:
        return b""
    if isinstance(body.value, (str, bytes)):
        return body.value
    raise unsupported_datum(
        "httpTrigger", body.type, "http with a body of kind string, bytes or json"
    )


def _all_values(url: str) -> dict[str, list[str]]:
    """Return the query parameters of a url, every value of each."""
    from urllib.parse import parse_qs

    query = url.partition("#")[0].partition("?")[2]
    return parse_qs(query, keep_blank_values=True)


def _joined_values(url: str) -> dict[str, str]:
    """Return the query parameters of a url, the values of a repeated one joined by commas."""
    if "?" not in url:
        return {}
    return {name: ",".join(values) for name, values in _all_values(url).items()}
