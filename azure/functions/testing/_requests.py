"""Requests as an HTTP client sends them: from what a test writes to what the host hands on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from mimetypes import guess_type
from pathlib import PurePath
from types import MappingProxyType
from typing import IO, TypedDict
from urllib.parse import parse_qs, quote, urlencode
from uuid import uuid4

from .._errors import wrong_type, wrong_value
from .._http_request import HttpRequest
from .._json import dumps_web
from .._narrow import is_list, is_mapping, is_sequence
from .._value import check, encode_body

Content = str | bytes | bytearray
FileContent = Content | IO[str] | IO[bytes]
File = FileContent | tuple[str, FileContent] | tuple[str, FileContent, str]

ORIGIN = "http://localhost:7071"
"""Where ``func start`` listens."""

_OWNER = "request()"
_FILE = "bytes, text, an open file, (filename, content) or (filename, content, content type)"
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*")
_SAFE = "/%:@!$&'()*+,;=~-._?"
_WITH_BODY = ("PATCH", "POST", "PUT")
_MAPPINGS = ("params", "headers", "form", "files", "inputs")
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class RequestOptions(TypedDict, total=False):
    """What a request has beside its method and its path, all of it optional.

    Of ``json``, ``form`` with ``files``, and ``body`` one can be given.
    """

    params: Mapping[str, object] | None
    """Query parameters, behind those of the path; a list repeats one, None leaves it out."""
    headers: Mapping[str, str] | None
    """Headers; they go before those that a client sends by itself, as ``Content-Type``."""
    json: object
    """The body as a value, which is sent as JSON; None for none."""
    form: Mapping[str, object] | None
    """The fields of a form; a list repeats one. With ``files``, it is sent as multipart."""
    files: Mapping[str, File | list[File]] | None
    """The files of a form: bytes, text, an open file, ``(filename, content)`` or
    ``(filename, content, content type)``; a list repeats a field."""
    body: Content | None
    """The body as it is."""
    inputs: Mapping[str, object] | None
    """What the function's other inputs get, by parameter, as ``Host.call`` takes them."""


class OutgoingRequest:
    """A request that is not routed yet.

    Args:
        method: Its method, in any case.
        path: Its path, with a query or without one; or a whole url.
        options: What else it has.
        by_default: The headers, their names in lower case, that the client sends by itself beside
            those of the address and the body.

    Raises:
        TypeError: An argument is of the wrong type, or there are two bodies.
        ValueError: A header or a file's type would start another header.
    """

    __slots__ = ("_body", "_headers", "_query", "method", "path", "url")

    def __init__(
        self,
        method: str,
        path: str,
        options: RequestOptions,
        by_default: Mapping[str, str] = _NO_HEADERS,
    ) -> None:
        unknown = sorted(options.keys() - RequestOptions.__optional_keys__)
        if unknown:
            accepted = ", ".join(sorted(RequestOptions.__optional_keys__))
            raise TypeError(f"{_OWNER}: there is no argument {unknown[0]!r}; it takes {accepted}")
        _check_mappings(options)
        self.method = check(_OWNER, "method", method, str).upper()
        origin, self.path, self._query = _split(check(_OWNER, "the path or url", path, str))
        self._query = _joined(self._query, options.get("params"))
        self.url = f"{origin}{self.path}" + (f"?{self._query}" if self._query else "")
        self._body, content_type = _encode(options)
        self._headers = {"host": origin.partition("://")[2].rpartition("@")[2]}
        if content_type is not None:
            self._headers["content-type"] = content_type
        if self._body or self.method in _WITH_BODY:
            self._headers["content-length"] = str(len(self._body))
        self._headers.update(by_default)
        self._headers.update(_checked(options.get("headers")))

    def routed(self, route_params: Mapping[str, str]) -> HttpRequest:
        """Return the request as the host hands it on.

        Args:
            route_params: The parameters of the route.

        Returns:
            The request. Query parameters without a value are left out, as the host does for
            workers in Python.
        """
        queried = parse_qs(self._query, keep_blank_values=True)
        joined = {name: ",".join(values) for name, values in queried.items()}
        return HttpRequest(
            self.method,
            self.url,
            headers=self._headers,
            params={name: value for name, value in joined.items() if value},
            route_params=route_params,
            body=self._body,
        )


def _check_mappings(options: RequestOptions) -> None:
    """Refuse pairs and the like where names must lead to values."""
    for name in _MAPPINGS:
        value: object = options.get(name)
        if value is not None and not _is_named(value):
            raise wrong_type(_OWNER, name, value, "a mapping, such as a dict, of str to values")


def _is_named(value: object) -> bool:
    """Return whether text leads to values."""
    return is_mapping(value) and all(isinstance(name, str) for name in value)


def _split(path: str) -> tuple[str, str, str]:
    """Return the origin, path and query of a request, percent-encoded as clients do."""
    encode_body(_OWNER, path, "the path or url")  # refuses what no client can send
    absolute = _ABSOLUTE.match(path)
    origin, rest = (absolute[0], path[absolute.end() :]) if absolute else (ORIGIN, path)
    location, _, query = rest.partition("#")[0].partition("?")
    return origin, quote(f"/{location.removeprefix('/')}", _SAFE), quote(query, _SAFE)


def _joined(query: str, params: Mapping[str, object] | None) -> str:
    """Return a query with further parameters behind it."""
    given = {name: value for name, value in (params or {}).items() if value is not None}
    return "&".join(filter(None, (query, _urlencoded("params", given))))


def _urlencoded(parameter: str, fields: Mapping[str, object]) -> str:
    """Return fields as a query has them."""
    try:
        return urlencode(fields, doseq=True)
    except UnicodeEncodeError as error:
        accepted = "text that UTF-8 has a form for, without half surrogate pairs"
        raise wrong_value(_OWNER, parameter, error.object, accepted) from None


def _checked(headers: Mapping[str, object] | None) -> Iterator[tuple[str, str]]:
    """Return headers that a client can send, their names in lower case."""
    for name, value in (headers or {}).items():
        if not isinstance(value, str):
            raise wrong_type(_OWNER, f"headers[{name!r}]", value, "str")
        if set(f"{name}{value}") & set("\r\n\0"):
            accepted = "text without CR, LF and NUL"
            raise wrong_value(_OWNER, f"headers[{name!r}]", value, accepted)
        yield name.lower(), value


def _encode(options: RequestOptions) -> tuple[bytes, str | None]:
    """Return the body and its type."""
    value, body = options.get("json"), options.get("body")
    form, files = options.get("form"), options.get("files")
    is_form = form is not None or files is not None
    given = {"json": value is not None, "form or files": is_form, "body": body is not None}
    if sum(given.values()) > 1:
        told = " and ".join(name for name, is_given in given.items() if is_given)
        raise TypeError(f"{_OWNER}: a request has one body, but it is given {told}; remove one")
    if value is not None:
        return dumps_web(value).encode(), "application/json"
    if files is not None:
        return _multipart(form or {}, files)
    if form is not None:
        return _urlencoded("form", form).encode(), "application/x-www-form-urlencoded"
    return encode_body(_OWNER, body), None


def _multipart(
    form: Mapping[str, object], files: Mapping[str, File | list[File]]
) -> tuple[bytes, str]:
    """Return a form with files as ``multipart/form-data`` (RFC 7578)."""
    boundary = uuid4().hex
    parts: list[bytes] = []
    for head, content in (*_fields(form), *_files(files)):
        disposition = f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n"
        parts += (disposition.encode(), content, b"\r\n")
    parts.append(f"--{boundary}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={boundary}"


def _fields(form: Mapping[str, object]) -> Iterator[tuple[str, bytes]]:
    """Return the plain fields of a form: the rest of their head, and their content."""
    for name, value in form.items():
        for single in value if is_sequence(value) else [value]:
            yield f'name="{_quoted(name)}"', str(single).encode()


def _files(files: Mapping[str, object]) -> Iterator[tuple[str, bytes]]:
    """Return the files of a form, likewise."""
    for field, value in files.items():
        for single in value if is_list(value) else [value]:
            filename, content, content_type = _file(field, single)
            head = f'name="{_quoted(field)}"; filename="{_quoted(filename)}"'
            yield f"{head}\r\nContent-Type: {content_type}", content


def _file(field: str, value: object) -> tuple[str, bytes, str]:
    """Return the name, content and type of a file."""
    bare = (_filename(field, value), value)
    filename, file, *types = value if is_sequence(value) and len(value) > 1 else bare
    content = _read(file)
    if not isinstance(filename, str) or not isinstance(content, (str, bytes, bytearray)):
        raise wrong_type(_OWNER, f"files[{field!r}]", value, _FILE)
    guessed = guess_type(filename)[0] or "application/octet-stream"
    content_type = types[0] if types else guessed
    if len(types) > 1 or not isinstance(content_type, str) or not content_type.isprintable():
        accepted = f"{_FILE}, the type being one line of text"
        raise wrong_value(_OWNER, f"files[{field!r}]", value, accepted)
    return filename, encode_body(_OWNER, content), content_type


def _filename(field: str, value: object) -> str:
    """Return the name that an open file has, or else that of the field."""
    name = getattr(value, "name", None)
    return PurePath(name).name if isinstance(name, str) else field


def _read(value: object) -> object:
    """Return what is in an open file; what is none, as it is."""
    read: Callable[[], object] | None = getattr(value, "read", None)
    return value if read is None else read()


def _quoted(text: str) -> str:
    """Return a name as browsers write it in a part's head, which it cannot leave."""
    text = text.replace("\\", "\\\\")  # many take it as an escape, at the end one of the quote
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
