"""The HTTP shorthand of ``Host``: ``host.get("/api/hello?name=Ada")``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cached_property

from typing_extensions import Unpack

from .._http_response import HttpResponse
from .._media import media_type
from ..decorators._spelling import did_you_mean
from ..meta import Datum
from ._app import App, FunctionInfo, HostError
from ._call import Result
from ._requests import OutgoingRequest, RequestOptions
from ._routes import Found, Router
from ._settings import route_prefix

_TEXT = "text/plain; charset=utf-8"
_MEDIA_TYPES = {"json": "application/json", "bytes": "application/octet-stream"}
"""What the host calls a body that is not in a response, by the kind of its datum."""


class HttpCalls(ABC):
    """What a host answers HTTP requests with: the functions by their routes and methods."""

    _app: App

    @abstractmethod
    def call(self, function_name: str, /, **inputs: object) -> Result:
        """Call a function."""

    @abstractmethod
    async def call_async(self, function_name: str, /, **inputs: object) -> Result:
        """Call a function within the running loop."""

    def request(self, method: str, path: str, **options: Unpack[RequestOptions]) -> HttpResponse:
        """Send a request to the function that its method and path belong to.

        Functions are found as the host does it: in the order of their names, by the route prefix
        of host.json (``api``), their routes and their methods. Keys are not asked for.

        Args:
            method: The method, in any case.
            path: The path as clients write it, query included: ``/api/hello?name=Ada``; or a
                whole url.
            options: What else the request has: ``params``, ``headers``, one body as ``json``,
                ``form`` with or without ``files``, or ``body``, and ``inputs`` for what else the
                function takes.

        Returns:
            What the client gets. Where no route is that of the path, a 404, where none answers
            the method, a 405 with ``Allow`` (today's host says 404 there, too); the text of both
            says why. Where the function sets no response, a 204. No body comes with HEAD.

        Raises:
            TypeError: An argument is of the wrong type, or there are two bodies.
            ValueError: A header holds CR, LF or NUL.
            HostError: The worker would refuse the function, its inputs or its outputs, or
                nothing answers and parts of the app could not be loaded. It is a RuntimeError.
            Exception: What the function raised; a client would get a 500.
        """
        call = self._routed(method, path, options)
        if isinstance(call, HttpResponse):
            return call
        return call.answer(self.call(call.function.name, **call.inputs))

    async def request_async(
        self, method: str, path: str, **options: Unpack[RequestOptions]
    ) -> HttpResponse:
        """Do the same as ``request`` within the running event loop.

        Args:
            method: The method, in any case.
            path: The path, query included.
            options: What else the request has, as ``request`` takes it.

        Returns:
            What the client gets.

        Raises:
            TypeError: As ``request``.
            ValueError: As ``request``.
            HostError: As ``request``.
            Exception: What the function raised.
        """
        call = self._routed(method, path, options)
        if isinstance(call, HttpResponse):
            return call
        return call.answer(await self.call_async(call.function.name, **call.inputs))

    def get(self, path: str, **options: Unpack[RequestOptions]) -> HttpResponse:
        """Send a GET request.

        Args:
            path: The path, query included.
            options: What else the request has, as ``request`` takes it.

        Returns:
            What the client gets, as ``request`` returns it.

        Raises:
            Exception: What ``request`` raises.
        """
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Unpack[RequestOptions]) -> HttpResponse:
        """Send a POST request.

        Args:
            path: The path, query included.
            options: What else the request has, as ``request`` takes it.

        Returns:
            What the client gets, as ``request`` returns it.

        Raises:
            Exception: What ``request`` raises.
        """
        return self.request("POST", path, **options)

    def put(self, path: str, **options: Unpack[RequestOptions]) -> HttpResponse:
        """Send a PUT request.

        Args:
            path: The path, query included.
            options: What else the request has, as ``request`` takes it.

        Returns:
            What the client gets, as ``request`` returns it.

        Raises:
            Exception: What ``request`` raises.
        """
        return self.request("PUT", path, **options)

    def patch(self, path: str, **options: Unpack[RequestOptions]) -> HttpResponse:
        """Send a PATCH request.

        Args:
            path: The path, query included.
            options: What else the request has, as ``request`` takes it.

        Returns:
            What the client gets, as ``request`` returns it.

        Raises:
            Exception: What ``request`` raises.
        """
        return self.request("PATCH", path, **options)

    def delete(self, path: str, **options: Unpack[RequestOptions]) -> HttpResponse:
        """Send a DELETE request.

        Args:
            path: The path, query included.
            options: What else the request has, as ``request`` takes it.

        Returns:
            What the client gets, as ``request`` returns it.

        Raises:
            Exception: What ``request`` raises.
        """
        return self.request("DELETE", path, **options)

    def head(self, path: str, **options: Unpack[RequestOptions]) -> HttpResponse:
        """Send a HEAD request, which goes to functions that list HEAD, or no methods at all.

        Args:
            path: The path, query included.
            options: What else the request has, as ``request`` takes it.

        Returns:
            What the client gets, as ``request`` returns it.

        Raises:
            Exception: What ``request`` raises.
        """
        return self.request("HEAD", path, **options)

    def options(self, path: str, **options: Unpack[RequestOptions]) -> HttpResponse:
        """Send an OPTIONS request, which goes to functions that list it, or no methods at all.

        Args:
            path: The path, query included.
            options: What else the request has, as ``request`` takes it.

        Returns:
            What the client gets, as ``request`` returns it.

        Raises:
            Exception: What ``request`` raises.
        """
        return self.request("OPTIONS", path, **options)

    @cached_property
    def _router(self) -> Router:
        """The routes of the app."""
        return Router(self._app.functions.values(), route_prefix(self._app.root))

    def _routed(self, method: str, path: str, options: RequestOptions) -> _Call | HttpResponse:
        """Return which function answers a request, or what the host answers by itself."""
        request = OutgoingRequest(method, path, options)
        found = self._router.find(request.method, request.path)
        if found.endpoint is None:
            return self._refusal(request, found)
        function = found.endpoint.function
        inputs = {**(options.get("inputs") or {})}
        trigger = "" if function.trigger is None else function.trigger.name
        if trigger in inputs:
            raise TypeError(
                f"request(): inputs has {trigger!r}, which is the request itself; remove it"
            )
        inputs[trigger] = request.routed(found.route_params)
        return _Call(function, inputs, request.method)

    def _refusal(self, request: OutgoingRequest, found: Found) -> HttpResponse:
        """Return what the host answers where no function does."""
        asked = f"{request.method} {request.path}"
        headers = [("Content-Type", _TEXT)]
        if found.allowed:
            allowed = ", ".join(sorted(found.allowed))
            told = f"no function answers {asked}, a route of functions that take {allowed}"
            return _sent(request.method, 405, [*headers, ("Allow", allowed)], told.encode())
        self._check_loaded(asked)
        paths = [f"/{each.template.text}" for each in self._router.endpoints]
        known = "; ".join([*map(str, self._router.endpoints), *self._router.problems])
        told = (
            f"no function answers {asked}{did_you_mean(request.path, paths)}; the app has "
            f"{known or 'no HTTP function'}"
        )
        return _sent(request.method, 404, headers, told.encode())

    def _check_loaded(self, asked: str) -> None:
        """Refuse to say that there is no function where it may be one that was not loaded."""
        missing = [
            each
            for each in self._app.problems
            if not each.is_warning and each.function not in self._app.functions
        ]
        if missing:
            raise HostError(
                f"no function answers {asked}, and parts of the app could not be loaded: "
                + "; ".join(map(str, missing)),
                function=None,
                parameter=None,
                problems=tuple(missing),
            )


class _Call:
    """A request on its way to its function."""

    __slots__ = ("_method", "function", "inputs")

    def __init__(self, function: FunctionInfo, inputs: Mapping[str, object], method: str) -> None:
        self.function = function
        self.inputs = inputs
        self._method = method

    def answer(self, result: Result) -> HttpResponse:
        """Return what the client gets, read from what the worker sends to the host."""
        names = [each.name for each in self.function.bindings if each.type.lower() == "http"]
        datum = next((result.wire[name] for name in names if name in result.wire), None)
        return _of_datum(self._method, datum)


def _of_datum(method: str, datum: Datum | None) -> HttpResponse:
    """Return the response that the host makes of a datum."""
    if datum is None:
        return _sent(method, 204, [], b"")
    if datum.type == "http":
        wire = datum.value
        headers = [(name, value.value) for name, value in wire["headers"].items()]
        for cookie in wire["cookies"] or ():
            headers += [("Set-Cookie", morsel.OutputString()) for morsel in cookie.values()]
        return _sent(method, int(wire["status_code"].value), headers, wire["body"].value)
    body = datum.value if isinstance(datum.value, bytes) else str(datum.value).encode()
    content_type = _MEDIA_TYPES.get(str(datum.type), _TEXT)
    return _sent(method, 200, [("Content-Type", content_type)], body)


def _sent(method: str, status: int, headers: list[tuple[str, str]], body: bytes) -> HttpResponse:
    """Return a response as clients get it: HTTP has no body for some."""
    content_type = next((value for name, value in headers if name.lower() == "content-type"), _TEXT)
    has_body = method != "HEAD" and status not in {204, 304}
    return HttpResponse(
        body if has_body else b"",
        status_code=status,
        headers=headers,
        mimetype=media_type(content_type),
    )
