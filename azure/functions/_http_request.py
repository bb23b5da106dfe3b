"""``HttpRequest``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ._errors import unsupported_datum
from ._headers import HttpRequestHeaders
from ._json import JSONValue, loads_body
from ._media import decode_text, parameter, sent_charset
from ._value import Value, check, check_optional, encode_body, own_dict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from werkzeug.datastructures import FileStorage, ImmutableMultiDict

    from .meta import Datum

    FormFields: TypeAlias = ImmutableMultiDict[str, str]
    FormFiles: TypeAlias = ImmutableMultiDict[str, FileStorage]
else:
    FormFields = FormFiles = object


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
        """The method in upper case, such as ``"GET"``."""
        return self._method

    @property
    def url(self) -> str:
        """The url as it came."""
        return self._url

    @property
    def headers(self) -> HttpRequestHeaders:
        """The headers, a read-only mapping whose keys are case-insensitive."""
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
        return encode_body("HttpRequest", self._body)

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
        charset = parameter(self._headers.get("content-type", ""), "charset") or "utf-8"
        return decode_text("HttpRequest", self._body, sent_charset("HttpRequest", charset))

    def get_json(self) -> JSONValue:
        """Return the body read as JSON.

        Returns:
            The value, a dict, list, str, int, float, bool or None.

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

    def _state(self) -> dict[str, object]:
        """Return the attributes that make up the request; a form is read anew by a copy."""
        return {**super()._state(), "_form": None}

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


def _check_texts(parameter: str, value: Mapping[str, str] | None) -> dict[str, str]:
    """Return the mapping that a request was given as a dict of its own."""
    texts = own_dict("HttpRequest", parameter, value) or {}
    for name, text in texts.items():
        check("HttpRequest", f"a name in {parameter}", name, str)
        check("HttpRequest", f"{parameter}[{name!r}]", text, str)
    return texts


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
