"""
Apps of other frameworks as functions: one function that answers every request.
"""

# Published subclasses have a method of their own under a private name.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from functools import partial
from inspect import iscoroutinefunction
from typing import Any, TypeAlias

import pytest

import azure.functions as func
from azure.functions.decorators import function_app
from http_apps import request, start


async def asgi(scope: Any, receive: Any, send: Any) -> None:
    """
    Answer with the paths that the app is told.
    """
    if scope["type"] == "lifespan":
        assert "lifespan.startup" == (await receive())["type"]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    await send(start())
    told = f"{scope['root_path']}|{scope['path']}"
    await send({"type": "http.response.body", "body": told.encode()})


def wsgi(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """
    Answer with the paths that the app is told.
    """
    start_response("200 OK", [])
    return [f"{environ['SCRIPT_NAME']}|{environ['PATH_INFO']}".encode()]


Make: TypeAlias = Callable[..., func.ExternalHttpFunctionApp]

MAKE: list[Make] = [partial(func.AsgiFunctionApp, asgi), partial(func.WsgiFunctionApp, wsgi)]
make = pytest.mark.parametrize("make", MAKE, ids=["asgi", "wsgi"])


def answer(app: Any, url: str) -> str:
    """
    Return what the function of an app answers, called as the worker calls it.
    """
    (function,) = app.get_functions()
    call = function.get_user_function()
    if not iscoroutinefunction(call):
        response: func.HttpResponse = call(request(url=url), func.Context())
        return response.get_text()

    async def once() -> str:
        answered: func.HttpResponse = await call(request(url=url), func.Context())
        await app.middleware.notify_shutdown()
        return answered.get_text()

    return asyncio.run(once())


@make
@pytest.mark.parametrize(
    ("options", "level"), [({}, "FUNCTION"), ({"http_auth_level": "admin"}, "ADMIN")]
)
def test_one_function(make: Make, options: dict[str, str], level: str) -> None:
    """
    It has a function for every method and every route, at the level that was asked for.
    """
    (function,) = make(**options).get_functions()

    trigger, output = map(json.loads, function.get_raw_bindings())
    assert "http_app_func" == function.get_function_name()
    assert ("httpTrigger", "req", level) == (trigger["type"], trigger["name"], trigger["authLevel"])
    assert "/{*route}" == trigger["route"]
    assert [each.name for each in func.HttpMethod] == trigger["methods"]
    assert ("http", "$return", "OUT") == (output["type"], output["name"], output["direction"])


@make
def test_its_name(make: Make) -> None:
    """
    The function has the name that was asked for.
    """
    (function,) = make(function_name="site").get_functions()

    assert "site" == function.get_function_name()


def test_the_kind_of_app() -> None:
    """
    The function tells what kind of app answers.
    """
    kinds = [each.http_type for make in MAKE for each in make().get_functions()]

    assert ["asgi", "wsgi"] == kinds


@make
def test_the_app_answers(make: Make) -> None:
    """
    The function hands requests to the app, and returns its response; no root path is told.
    """
    assert "|/api/hello" == answer(make(), "https://app.example/api/hello")


def test_the_root_path() -> None:
    """
    A root path is handed on: ASGI keeps the whole path beside it, WSGI has the rest.
    """
    url = "https://app.example/api/hello"

    told = [answer(make(root_path="/api"), url) for make in MAKE]

    assert ["/api|/api/hello", "/api|/hello"] == told


@make
@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"root_path": "api"}, ValueError),
        ({"root_path": 5}, TypeError),
        ({"http_auth_level": "nobody"}, KeyError),
    ],
)
def test_refusals(make: Make, options: dict[str, Any], error: type[Exception]) -> None:
    """
    A root path that is none, and a level that there is not, are refused.
    """
    with pytest.raises(error):
        make(**options)


@make
def test_a_middleware_of_the_other_kind(make: Make) -> None:
    """
    It is refused.
    """
    other: Any = object()

    with pytest.raises(TypeError, match=r"http_middleware must be an? [AW]sgiMiddleware, got"):
        make()._add_http_app(other)


def test_an_app_that_is_put_in_place_later() -> None:
    """
    A published subclass gives None first, and declares a function that starts the app by itself.
    """

    class Mine(func.AsgiFunctionApp):
        def _add_http_app(
            self, http_middleware: object, function_name: str = "http_app_func"
        ) -> None:
            @self.route(route="{*route}")
            async def mine(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
                if not self.startup_task_done:
                    self.startup_task_done = await self.middleware.notify_startup()
                return await self.middleware.handle_async(req, context)

    nothing: Any = None
    app = Mine(nothing)
    app.middleware = func.AsgiMiddleware(asgi)

    assert not app.startup_task_done
    assert "|/late" == answer(app, "/late")
    assert app.startup_task_done


def test_the_base_is_abstract() -> None:
    """
    A class of its own says how the app is added.
    """
    abstract: Any = func.ExternalHttpFunctionApp

    with pytest.raises(TypeError, match="_add_http_app"):
        abstract(auth_level="function")


@make
def test_other_functions_beside_it(make: Make) -> None:
    """
    It has the decorators of every app.
    """
    app = make()

    @app.timer_trigger("timer", "0 * * * * *")
    def tick(timer: func.TimerRequest) -> None:
        pass

    assert ["http_app_func", "tick"] == [each.get_function_name() for each in app.get_functions()]


@pytest.mark.parametrize("name", ["AsgiFunctionApp", "ExternalHttpFunctionApp", "WsgiFunctionApp"])
def test_where_published_code_has_them_from(name: str) -> None:
    """
    They are the same from the module of the other apps; it has no others.
    """
    module: Any = function_app

    assert getattr(func, name) is getattr(module, name)
    with pytest.raises(AttributeError, match="has no attribute 'OtherApp'"):
        _ = module.OtherApp
