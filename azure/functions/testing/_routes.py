"""Which function answers which request: the routes of an app, as the host tries them.

The host tries functions in the order of their names, whatever their routes, and takes the first
whose route and methods match (azure-functions-host issue 3153). Where ASP.NET Core, which prefers
text to parameters, would take another one, a warning tells.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping
from urllib.parse import unquote_to_bytes

from .._errors import FunctionsWarning
from .._narrow import is_list
from ._app import FunctionInfo
from ._constraints import RouteError
from ._templates import Parameter, Template, may_be_missing

_RESERVED = ("admin", "runtime")
_ESCAPES = re.compile(r"(?:%(?!2[Ff])[0-9A-Fa-f]{2})+")


class Endpoint:
    """A function that answers HTTP requests.

    Args:
        function: The function, whose trigger is ``httpTrigger``.
        prefix: The route prefix of the app.

    Raises:
        RouteError: The host does not take its route. It is a ValueError.
    """

    __slots__ = ("function", "methods", "template")

    def __init__(self, function: FunctionInfo, prefix: str = "") -> None:
        self.function = function
        self.methods = http_methods(function)
        self.template = Template(_joined(prefix, http_route(function)))

    def takes(self, method: str) -> bool:
        """Tell whether it answers a method, in upper case."""
        return self.methods is None or method in self.methods

    def __str__(self) -> str:
        methods = "any method" if self.methods is None else ", ".join(sorted(self.methods))
        return f"/{self.template.text} [{methods}] of {self.function.name}"


class Found:
    """What answers a request.

    Args:
        endpoint: The function; None where there is none.
        route_params: The parameters of its route.
        allowed: Where none answers the method, the methods that the path has.
    """

    __slots__ = ("allowed", "endpoint", "route_params")

    def __init__(
        self,
        endpoint: Endpoint | None,
        route_params: Mapping[str, str],
        allowed: frozenset[str] = frozenset(),
    ) -> None:
        self.endpoint = endpoint
        self.route_params = route_params
        self.allowed = allowed


class Router:
    """The routes of an app.

    Args:
        functions: Its functions; those whose trigger is another than ``httpTrigger``, and those
            whose route the host does not take, answer nothing.
        prefix: Its route prefix.
    """

    __slots__ = ("endpoints", "problems")

    def __init__(self, functions: Iterable[FunctionInfo], prefix: str) -> None:
        self.endpoints: list[Endpoint] = []
        self.problems: list[str] = []
        """What is wrong with the routes that the host does not take."""
        for function in sorted(filter(is_http, functions), key=lambda each: each.name.upper()):
            problem = route_problem(http_route(function).lstrip("/"), prefix)
            if problem is None:
                self.endpoints.append(Endpoint(function, prefix))
            else:
                self.problems.append(f"function {function.name!r}: {problem}")

    def find(self, method: str, path: str) -> Found:
        """Return what answers a request.

        Args:
            method: Its method, in upper case.
            path: Its path, percent-encoded.

        Returns:
            The function and the parameters of its route, or what the path allows.
        """
        decoded = decode_path(path)
        tried = [(each, each.template.match(decoded)) for each in self.endpoints]
        matches = [(endpoint, values) for endpoint, values in tried if values is not None]
        taken = [match for match in matches if match[0].takes(method)]
        if not taken:
            allowed = {method for endpoint, _ in matches for method in endpoint.methods or ()}
            return Found(None, {}, frozenset(allowed))
        endpoint, values = taken[0]
        _warn_of_better(f"{method} {path}", [each for each, _ in taken])
        return Found(endpoint, values)


def is_http(function: FunctionInfo) -> bool:
    """Tell whether a function answers HTTP requests.

    Args:
        function: The function.

    Returns:
        True where its trigger is ``httpTrigger``.
    """
    return function.trigger is not None and function.trigger.type.lower() == "httptrigger"


def http_route(function: FunctionInfo) -> str:
    """Return the route of a function, as it is declared.

    Args:
        function: A function that answers HTTP requests.

    Returns:
        The route, without the prefix; the function's name where it declares none.
    """
    declared = function.trigger.fields.get("route") if function.trigger else None
    return declared if isinstance(declared, str) and declared.strip() else function.name


def http_methods(function: FunctionInfo) -> frozenset[str] | None:
    """Return the methods that a function answers.

    Args:
        function: A function that answers HTTP requests.

    Returns:
        The methods in upper case; None for all of them.
    """
    declared = function.trigger.fields.get("methods") if function.trigger else None
    if not is_list(declared):
        return None
    return frozenset(str(method).upper() for method in declared) or None


def route_problem(route: str, prefix: str = "") -> str | None:
    """Tell what the host does not take in a route.

    Args:
        route: The route, as ``http_route`` returns it.
        prefix: The route prefix of the app, where it is to be looked at, too: a slash that a
            route begins with stands for nothing only where there is no prefix.

    Returns:
        What is wrong, and what would be right; None for a sound route.
    """
    if route.strip("/").lower().startswith(_RESERVED):
        kept = " or ".join(_RESERVED)
        return (
            f"route {route!r}: the host keeps routes that begin with {kept} for itself; rename it"
        )
    if prefix and route.startswith("/"):
        return (
            f"route {route!r} begins with a slash, which the host takes for a second one behind "
            f"the route prefix {prefix!r}; write {route.lstrip('/')!r}, or set the prefix to ''"
        )
    try:
        Template(_joined(prefix, route))
    except RouteError as error:
        return f"route {route!r}: {error}"
    return None


def same_route(a: FunctionInfo, b: FunctionInfo) -> bool:
    """Tell whether two functions answer the same requests, so that the host reaches one only.

    Args:
        a: A function that answers HTTP requests.
        b: Another one.

    Returns:
        True where their routes differ at most in the names of parameters, and they have a method
        in common; False where a route is not sound.
    """
    try:
        first, second = Endpoint(a), Endpoint(b)
    except RouteError:
        return False
    shares = first.methods is None or second.methods is None or first.methods & second.methods
    return bool(shares) and first.template.shape == second.template.shape


def hides(a: FunctionInfo, b: FunctionInfo) -> bool:
    """Tell whether the host never calls a function, since it tries another one before it.

    Args:
        a: The other one.
        b: The function.

    Returns:
        True where ``a`` comes first by its name and answers all that ``b`` does, as far as can be
        told without guessing; False where a route is not sound.
    """
    if a.name.upper() >= b.name.upper():
        return False
    try:
        first, second = Endpoint(a), Endpoint(b)
    except RouteError:
        return False
    if first.methods is not None and not (second.methods and second.methods <= first.methods):
        return False
    if any(parameter.tests for parameter in first.template.parameters):
        return False
    return all(first.template.match(path) is not None for path in _samples(second.template))


def decode_path(path: str) -> str:
    """Return a path without its percent-encoding and dots, as the host's web server does.

    Args:
        path: The path.

    Returns:
        The path. An encoded slash stays encoded, and so does what is no UTF-8.
    """
    decoded = _ESCAPES.sub(lambda match: _decoded(match[0]), path)
    pieces: list[str] = []
    for piece in decoded.split("/"):
        if piece == "..":
            del pieces[max(len(pieces) - 1, 1) :]
        elif piece != ".":
            pieces.append(piece)
    return "/".join(pieces)


def _decoded(escapes: str) -> str:
    """Return percent-encoded characters decoded, where they are UTF-8."""
    try:
        return unquote_to_bytes(escapes).decode("utf-8")
    except UnicodeDecodeError:
        return escapes


def _joined(prefix: str, route: str) -> str:
    """Return a route behind its prefix."""
    return f"{prefix}/{route.lstrip('/')}".lstrip("/")


def _samples(template: Template) -> list[str]:
    """Return paths that a template matches but for its constraints: its longest, its shortest."""
    longest = ["".join(map(_sample, segment)) for segment in template.segments]
    shortest = list(longest)
    while shortest and may_be_missing(template.segments[len(shortest) - 1]):
        shortest.pop()
    return ["/".join(longest), "/".join(shortest)]


def _sample(part: str | Parameter) -> str:
    """Return text that a part of a template takes, and no other's text."""
    if isinstance(part, str):
        return part
    return "\ue000/\ue000" if part.is_catch_all else "\ue000"  # of private use


def _warn_of_better(request: str, taken: list[Endpoint]) -> None:
    """Tell that the host passes a more specific route by."""
    first = taken[0]
    best = min(taken, key=lambda each: each.template.precedence)
    if best.template.precedence < first.template.precedence:
        warnings.warn(
            f"{request} goes to {first}: the host tries functions in the order of their names, "
            f"so {best} is passed by; rename one of the two, or constrain the route's parameter",
            FunctionsWarning,
            stacklevel=2,
        )
