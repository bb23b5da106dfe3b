from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions._errors import FunctionsWarning
from azure.functions.testing._app import BindingInfo, FunctionInfo
from azure.functions.testing._constraints import RouteError
from azure.functions.testing._routes import (
    Endpoint,
    Router,
    decode_path,
    hides,
    http_methods,
    http_route,
    is_http,
    route_problem,
    same_route,
)


def function(name: str, *, type: str = "httpTrigger", **fields: object) -> FunctionInfo:
    """Return a function with this trigger."""
    bindings = (BindingInfo("req", type, "in", fields),)
    return FunctionInfo(name, print, bindings, directory=Path(), file=Path("function.json"))


def router(prefix: str = "api", **routes: str) -> Router:
    """Return the router of functions that have these routes."""
    return Router([function(name, route=route) for name, route in routes.items()], prefix)


def found(routes: Router, path: str, method: str = "GET") -> tuple[str, dict[str, str]] | None:
    """Return the function that answers a request, with its parameters."""
    answer = routes.find(method, path)
    if answer.endpoint is None:
        return None
    return answer.endpoint.function.name, dict(answer.route_params)


class TestDeclared:
    def test_is_http(self) -> None:
        """
        Functions with an HTTP trigger answer requests, however its type is spelt, and no others.
        """
        without = FunctionInfo("f", print, (), directory=Path(), file=Path())

        assert is_http(function("f"))
        assert is_http(function("f", type="HttpTrigger"))
        assert not is_http(function("f", type="queueTrigger"))
        assert not is_http(without)
        assert ("f", None) == (http_route(without), http_methods(without))

    @pytest.mark.parametrize(
        ("declared", "expected"), [("a/b", "a/b"), ("/a", "/a"), ("", "f"), (" ", "f"), (None, "f")]
    )
    def test_route(self, declared: str | None, expected: str) -> None:
        """
        A function without a route has its name for one.
        """
        assert expected == http_route(function("f", route=declared))
        assert "f" == http_route(function("f"))

    @pytest.mark.parametrize(
        ("declared", "expected"),
        [(["get", "POST"], {"GET", "POST"}), ([], None), (None, None), ("get", None)],
    )
    def test_methods(self, declared: object, expected: set[str] | None) -> None:
        """
        A function without methods answers all of them.
        """
        assert expected == http_methods(function("f", methods=declared))
        assert http_methods(function("f")) is None

    def test_endpoint(self) -> None:
        """
        An endpoint is written as its path, its methods and its function.
        """
        some = Endpoint(function("f", route="/a/{id}", methods=["post", "get"]), "api")
        every = Endpoint(function("f"))

        assert ("/api/a/{id} [GET, POST] of f", "/f [any method] of f") == (str(some), str(every))
        with pytest.raises(RouteError):
            Endpoint(function("f", route="{"))


class TestFind:
    def test_prefix(self) -> None:
        """
        Routes stand behind the route prefix, if there is one, with or without a slash.
        """
        for route in ("a/{id}", "/a/{id}"):
            assert ("f", {"id": "5"}) == found(router(f=route), "/api/a/5")
            assert ("f", {"id": "5"}) == found(router("", f=route), "/a/5")
            assert ("f", {"id": "5"}) == found(router("v1/api", f=route), "/V1/Api/a/5")
            assert found(router(f=route), "/a/5") is None
        assert ("f", {}) == found(router("", f="/"), "/")
        assert ("f", {"v": "2"}) == found(router("{v}", f="a"), "/2/a")

    def test_method(self) -> None:
        """
        The first function that answers the method is found; else the path's methods are told.
        """
        a, b = function("a", route="x", methods=["GET"]), function("b", route="X", methods=["PUT"])
        routes = Router([a, b, function("c", route="y", methods=["PATCH"])], "")

        assert ("a", {}) == found(routes, "/x")
        assert ("b", {}) == found(routes, "/x", "PUT")
        assert {"GET", "PUT"} == routes.find("POST", "/x").allowed
        assert frozenset() == routes.find("GET", "/z").allowed

    def test_order(self) -> None:
        """
        Of functions whose routes match, the host takes the first by its name, in any case.
        """
        assert ("a", {}) == found(router("", B="x", a="X"), "/x")
        assert ("a", {"id": "x"}) == found(router("", a="{id:alpha}", b="{key:alpha}"), "/x")
        assert ("b", {}) == found(router("", a="{id:int}", b="x"), "/x")

    def test_order_that_surprises(self) -> None:
        """
        Where ASP.NET Core would take another function, a warning says so.
        """
        routes = router(details="products/{id}", list="products/list")
        message = (
            "GET /api/products/list goes to /api/products/{id} [any method] of details: the host "
            "tries functions in the order of their names, so /api/products/list [any method] of "
            "list is passed by; rename one of the two, or constrain the route's parameter"
        )

        with pytest.warns(FunctionsWarning) as warned:
            assert ("details", {"id": "list"}) == found(routes, "/api/products/list")

        assert [message] == [str(each.message) for each in warned]
        assert ("details", {"id": "5"}) == found(routes, "/api/products/5")

    def test_problems(self) -> None:
        """
        A function whose route the host does not take answers nothing, and is told.
        """
        routes = router(bad="{", good="a", kept="admin/x")
        told = "function 'bad': route '{': a brace is not closed or not opened at 'api/{'"

        assert ("good", {}) == found(routes, "/api/a")
        assert ["good"] == [each.function.name for each in routes.endpoints]
        assert routes.problems[0].startswith(told[:30])
        assert "kept" in routes.problems[1]
        assert [] == Router([function("f", type="timerTrigger")], "api").endpoints
        assert [] == router("{", f="a").endpoints

    @given(st.text(), st.text())
    def test_any_path(self, prefix: str, path: str) -> None:
        """
        No prefix and no path fails.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FunctionsWarning)
            router(prefix, a="{id}", b="x/{id:int?}", c="{*rest}").find("GET", path)


class TestDecodePath:
    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("/a%20b", "/a b"),
            ("/%C3%A9", "/é"),
            ("/é", "/é"),
            ("/a%2Fb%2f", "/a%2Fb%2f"),
            ("/%25", "/%"),
            ("/%ff", "/%ff"),
            ("/%zz%", "/%zz%"),
            ("/a/./b", "/a/b"),
            ("/a/../b", "/b"),
            ("/a/%2e%2E/b", "/b"),
            ("/../../b", "/b"),
            ("/a/..%2Fb", "/a/..%2Fb"),
            ("/a/...", "/a/..."),
            ("..", ""),
            ("", ""),
        ],
    )
    def test_of(self, path: str, expected: str) -> None:
        """
        A path is decoded as by the host's web server, dots included; encoded slashes stay.
        """
        assert expected == decode_path(path)


class TestRouteProblem:
    def test_sound(self) -> None:
        """
        A sound route has none, with its prefix or without one.
        """
        assert route_problem("items/{id:int}") is None
        assert route_problem("items/{id:int}", "api") is None
        assert route_problem("/{*route}") is None
        assert route_problem("tools/admin", "api") is None

    @pytest.mark.parametrize("route", ["admin", "/Admin/x", "administration", "runtime/x"])
    def test_reserved(self, route: str) -> None:
        """
        The host keeps some routes for itself.
        """
        expected = (
            f"route {route!r}: the host keeps routes that begin with admin or runtime for "
            "itself; rename it"
        )

        assert expected == route_problem(route)

    def test_slash(self) -> None:
        """
        A slash behind a route prefix is one too many for the host.
        """
        expected = (
            "route '/{*route}' begins with a slash, which the host takes for a second one behind "
            "the route prefix 'api'; write '{*route}', or set the prefix to ''"
        )

        assert expected == route_problem("/{*route}", "api")

    @pytest.mark.parametrize(("route", "prefix"), [("a//b", ""), ("{id}/{id}", ""), ("a", "{")])
    def test_template(self, route: str, prefix: str) -> None:
        """
        What the host does not take in a template is told with the route.
        """
        told = route_problem(route, prefix)

        assert told is not None
        assert told.startswith(f"route {route!r}: ")

    @given(st.text() | st.text("{}/*?:=()ab.1,"), st.sampled_from(["", "api"]))
    def test_any(self, route: str, prefix: str) -> None:
        """
        Every route is sound or has a problem.
        """
        assert route_problem(route, prefix) != ""


class TestSameRoute:
    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            ({"route": "a/{id}"}, {"route": "/A/{key}"}, True),
            ({"route": "a"}, {"route": "a", "methods": ["GET"]}, True),
            ({"route": "a", "methods": ["GET"]}, {"route": "a"}, True),
            ({"route": "a", "methods": ["get", "PUT"]}, {"route": "a", "methods": ["PUT"]}, True),
            ({"route": "a", "methods": ["GET"]}, {"route": "a", "methods": ["PUT"]}, False),
            ({"route": "a"}, {"route": "b"}, False),
            ({"route": "{a:int}"}, {"route": "{a}"}, False),
            ({"route": "two"}, {}, True),
            ({"route": "{"}, {"route": "{"}, False),
        ],
    )
    def test_of(self, one: dict[str, Any], other: dict[str, Any], expected: bool) -> None:
        """
        Functions have one route where their templates differ in names only and a method is shared.
        """
        a, b = function("one", **one), function("two", **other)

        assert (expected, expected) == (same_route(a, b), same_route(b, a))


class TestHides:
    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ({"route": "{id}"}, {"route": "list"}),
            ({"route": "{id}"}, {"route": "{key:int}"}),
            ({"route": "{*all}"}, {"route": "a/{b}/{c?}"}),
            ({"route": "{*all}"}, {"route": "{*rest}"}),
            ({"route": "a/{x?}"}, {"route": "a"}),
            ({"route": "{x}"}, {"route": "v{x}.{y}"}),
            ({"route": "{x}", "methods": ["GET", "PUT"]}, {"route": "a", "methods": ["GET"]}),
        ],
    )
    def test_hidden(self, first: dict[str, Any], second: dict[str, Any]) -> None:
        """
        A function is never called where one before it by name answers all that it does.
        """
        a, b = function("a", **first), function("b", **second)

        assert hides(a, b)
        assert not hides(b, a)

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ({"route": "list"}, {"route": "{id}"}),
            ({"route": "{id:int}"}, {"route": "5"}),
            ({"route": "{id}"}, {"route": "{x?}"}),
            ({"route": "{id}"}, {"route": "{*x}"}),
            ({"route": "a/{id}"}, {"route": "b/{id}"}),
            ({"route": "{x}", "methods": ["PUT"]}, {"route": "a", "methods": ["GET"]}),
            ({"route": "{x}", "methods": ["PUT"]}, {"route": "a"}),
            ({"route": "{"}, {"route": "a"}),
        ],
    )
    def test_reached(self, first: dict[str, Any], second: dict[str, Any]) -> None:
        """
        A function is called where it answers something that the one before it does not.
        """
        assert not hides(function("a", **first), function("b", **second))

    def test_of_decorators(self) -> None:
        """
        The fields of a declared trigger are read as those of function.json.
        """
        app = func.FunctionApp()

        @app.route("x", methods=["GET"])
        def answer(req: func.HttpRequest) -> str:
            return ""

        from azure.functions.testing._load import load

        declared = load(app).functions["answer"]
        assert ("x", frozenset({"GET"})) == (http_route(declared), http_methods(declared))
