"""
``DecoratorApi``: applying decorators, stacking them, and collecting functions.
"""

# Libraries call these private names.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pytest

import azure.functions as func
from azure.functions.decorators.function_app import FunctionBuilder
from azure.functions.decorators.generic import GenericInputBinding

P = ParamSpec("P")
R = TypeVar("R")

FILE = Path(__file__).name
LEVELS = ("ADMIN", "ANONYMOUS", "FUNCTION")


def loud(function: Callable[P, str]) -> Callable[P, str]:
    """
    A decorator as users write them.
    """

    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> str:
        return function(*args, **kwargs).upper()

    return wrapper


def line() -> int:
    """
    Return the line of the caller.
    """
    frame = inspect.currentframe()
    assert frame is not None
    assert frame.f_back is not None
    return frame.f_back.f_lineno


@pytest.fixture
def app() -> func.FunctionApp:
    """
    An empty app.
    """
    return func.FunctionApp()


def types(function: Any) -> list[str]:
    """
    Return the types of a function's bindings, from the function upwards.
    """
    return [binding.type for binding in function.get_bindings()]


class TestStacking:
    def test_decorators_add_from_the_function_upwards(self, app: func.FunctionApp) -> None:
        """
        Each decorator adds to what those below have left, and one function comes of them all.
        """

        @app.function_name("Greet")
        @app.retry("fixed_delay", "3", delay_interval="00:00:01")
        @app.route()
        @app.queue_output("msg", "q", "c")
        def greet(req: func.HttpRequest, msg: func.Out[str]) -> str:
            return "hello"

        (function,) = app.get_functions()

        assert ["queue", "httpTrigger", "http"] == types(function)
        assert "Greet" == function.get_function_name()
        assert {
            "setting_name": "retry_policy",
            "strategy": "fixed_delay",
            "max_retry_count": "3",
            "delay_interval": "00:00:01",
        } == function.get_settings_dict("retry_policy")

    def test_a_decorator_below(self, app: func.FunctionApp) -> None:
        """
        What the worker calls is what the user's decorator made, and so is what a test calls.
        """

        @app.route()
        @loud
        def greet(req: func.HttpRequest) -> str:
            return "hello"

        (function,) = app.get_functions()

        request = func.HttpRequest("GET", "/")
        assert "HELLO" == greet(request)
        assert "HELLO" == function.get_user_function()(request)
        assert "greet" == function.get_function_name() == greet.__name__

    def test_a_decorator_above(self, app: func.FunctionApp) -> None:
        """
        The user's decorator wraps what is called as the function is, and the function is indexed.
        """

        @loud
        @app.route()
        def greet(req: func.HttpRequest) -> str:
            """Greet."""
            return "hello"

        assert "HELLO" == greet(func.HttpRequest("GET", "/"))
        assert ("greet", "Greet.") == (greet.__name__, greet.__doc__)
        assert ["req"] == list(inspect.signature(greet).parameters)
        assert ["greet"] == [each.get_function_name() for each in app.get_functions()]

    def test_a_decorator_above_a_coroutine_function(self, app: func.FunctionApp) -> None:
        """
        A plain wrapper around a coroutine function is no coroutine function itself.
        """

        def plain(function: Callable[P, R]) -> Callable[P, R]:
            @functools.wraps(function)
            def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
                return function(*args, **kwargs)

            return wrapper

        @plain
        @app.route()
        async def greet(req: func.HttpRequest) -> str:
            return "hello"

        assert not inspect.iscoroutinefunction(greet)

    def test_a_decorator_between(self, app: func.FunctionApp) -> None:
        """
        What was declared below the user's decorator is kept, in the same place among the functions.
        """

        @app.timer_trigger("first", "0 * * * * *")
        def before(first: func.TimerRequest) -> None:
            pass

        def declared() -> Any:
            @app.queue_output("msg", "q", "c")
            def greet(req: func.HttpRequest, msg: func.Out[str]) -> str:
                return "hello"

            return greet

        below = declared()

        @app.timer_trigger("last", "0 * * * * *")
        def after(last: func.TimerRequest) -> None:
            pass

        above = app.function_name("Loud")(app.route()(loud(below)))

        first, function, last = app.get_functions()
        assert ["before", "Loud", "after"] == [
            each.get_function_name() for each in (first, function, last)
        ]
        assert ["queue", "httpTrigger", "http"] == types(function)
        assert "HELLO" == function.get_user_function()(None, None) == above(None, None)

    def test_two_apps(self) -> None:
        """
        A function that decorators of two apps declare is a function of both.
        """
        one, other = func.FunctionApp(), func.FunctionApp()

        @one.timer_trigger("t", "0 * * * * *")
        @other.queue_output("msg", "q", "c")
        def tick(t: func.TimerRequest, msg: func.Out[str]) -> None:
            pass

        assert [["queue", "timerTrigger"]] == [types(each) for each in one.get_functions()]
        assert [["queue", "timerTrigger"]] == [types(each) for each in other.get_functions()]

    def test_the_kind_of_app(self, app: func.FunctionApp) -> None:
        """
        ``http_type`` is kept on the function.
        """

        @app.http_type("wsgi")
        @app.route()
        def greet(req: func.HttpRequest) -> str:
            return "hello"

        assert ["wsgi"] == [each.http_type for each in app.get_functions()]

    def test_a_library_configures_the_builder(self, app: func.FunctionApp) -> None:
        """
        Libraries with bindings of their own are handed the builder, new or from below.
        """

        def wrap(builder: FunctionBuilder[P, R]) -> FunctionBuilder[P, R]:
            return builder.add_binding(GenericInputBinding("x", "elsewhere"))

        @app.timer_trigger("t", "0 * * * * *")
        @app._configure_function_builder(wrap)
        def tick(t: func.TimerRequest, x: str) -> None:
            pass

        assert [["elsewhere", "timerTrigger"]] == [types(each) for each in app.get_functions()]
        assert [tick] == app._function_builders

    def test_a_library_keeps_the_builder(self, app: func.FunctionApp) -> None:
        """
        A library that asks for a builder puts it in the list itself, and it is there once.
        """

        def decorate(function: Callable[P, R]) -> FunctionBuilder[P, R]:
            builder = app._validate_type(function)
            app._function_builders.append(builder)
            return builder

        @decorate
        @loud
        @decorate
        @app.timer_trigger("t", "0 * * * * *")
        def tick(t: func.TimerRequest) -> str:
            return "ticked"

        assert [tick] == app._function_builders == [decorate(tick)]
        assert "TICKED" == app.get_functions()[0].get_user_function()(None)


class TestRefusals:
    def test_no_function(self, app: func.FunctionApp) -> None:
        """
        What cannot be called is a ValueError that names the decorator, its file and line.
        """
        with pytest.raises(ValueError, match="which is no function") as caught:
            app.route()(3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

        assert f"@route at {__file__}:{line() - 2} decorates int (3)" in str(caught.value)

    def test_two_triggers(self, app: func.FunctionApp) -> None:
        """
        Both places are named, and the function keeps its first trigger.
        """
        top = line()

        @app.timer_trigger("t", "0 * * * * *")
        def tick(t: func.TimerRequest) -> None:
            pass

        with pytest.raises(ValueError, match="two triggers") as caught:
            app.queue_trigger("msg", "q", "c")(tick)

        text = str(caught.value)
        assert f"function 'tick' at {__file__}:{top + 2} has two triggers" in text
        assert f"timerTrigger (@timer_trigger at {__file__}:{top + 2})" in text
        assert f"queueTrigger (@queue_trigger at {__file__}:{top + 7})" in text
        assert [["timerTrigger"]] == [types(each) for each in app.get_functions()]

    @pytest.mark.parametrize(
        ("decorator", "kwargs", "error", "message"),
        [
            (
                "route",
                {"auth_level": "none"},
                KeyError,
                "auth_level='none' is no AuthLevel; write one of FUNCTION",
            ),
            (
                "route",
                {"methods": "GET"},
                KeyError,
                r"methods takes a list of HttpMethod.*\['GET'\]",
            ),
            (
                "queue_trigger",
                {"arg_name": None, "queue_name": "q", "connection": "c"},
                TypeError,
                r"QueueTrigger: name \(arg_name\) must be text, got NoneType",
            ),
            (
                "queue_trigger",
                {"arg_name": "m", "queue_name": "q", "connection": "c", "name": "x"},
                TypeError,
                ".*multiple values.*'name'",
            ),
            ("event_grid_output", {"arg_name": "m"}, ValueError, "EventGridOutput: "),
        ],
    )
    def test_arguments(
        self,
        app: func.FunctionApp,
        decorator: str,
        kwargs: dict[str, Any],
        error: type[Exception],
        message: str,
    ) -> None:
        """
        The error names the function, the decorator, and where both stand; nothing is registered.
        """

        def handle(m: str) -> None:
            pass

        where = rf"function 'handle' at .*{FILE}:\d+, @{decorator} at .*{FILE}:\d+"
        with pytest.raises(error, match=f"{where}: {message}"):
            getattr(app, decorator)(**kwargs)(handle)

        assert [] == app._function_builders

    @pytest.mark.parametrize(
        ("decorator", "args", "kwargs", "message"),
        [
            (
                "queue_trigger",
                (),
                {"arg_name": "m", "quue_name": "q", "connection": "c"},
                "missing queue_name; there is no argument quue_name; did you mean queue_name[?]",
            ),
            ("queue_trigger", ("m",), {}, "missing queue_name, connection$"),
            ("route", (), {"rute": "x"}, "there is no argument rute; did you mean route[?]"),
            ("route", (), {"zzz": 1}, "there is no argument zzz$"),
            ("http_type", (), {}, "missing http_type$"),
            ("function_name", (), {}, "missing name$"),
            ("function_name", ("a", None, 3), {}, ".*takes from 2 to 3 positional arguments"),
        ],
    )
    def test_calls(
        self,
        app: func.FunctionApp,
        decorator: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        message: str,
    ) -> None:
        """
        A call without an argument, or with a misspelt one, is a TypeError that says which.
        """
        with pytest.raises(TypeError, match=rf"^@{decorator} at .*{FILE}:\d+: {message}"):
            getattr(app, decorator)(*args, **kwargs)

    @pytest.mark.parametrize(
        ("decorator", "parameter"),
        [
            ("route", "trigger_extra_fields"),
            ("route", "binding_extra_fields"),
            ("function_name", "setting_extra_fields"),
            ("retry", "setting_extra_fields"),
        ],
    )
    @pytest.mark.parametrize("fields", [3, {1: 2}, [("a", "b")]])
    def test_further_fields(
        self, app: func.FunctionApp, decorator: str, parameter: str, fields: object
    ) -> None:
        """
        Further fields are names with values; what is no such is told by its parameter.
        """
        required = {"function_name": ("f",), "retry": ("fixed_delay", "3")}

        with pytest.raises(func.ArgumentTypeError) as refused:
            getattr(app, decorator)(*required.get(decorator, ()), **{parameter: fields})

        assert (
            f"{decorator}(): {parameter} must be a mapping, such as a dict, of str to values, got "
            f"{type(fields).__name__} ({fields!r})" == str(refused.value)
        )


class TestBlueprints:
    def test_functions_come_in_the_order_of_declaration(self, app: func.FunctionApp) -> None:
        """
        Those of a blueprint stand where it was registered, those declared in it later too.
        """
        blueprint, nested = func.Blueprint(), func.Blueprint()

        def declare(api: Any, name: str) -> None:
            def tick(t: func.TimerRequest) -> None:
                pass

            api.function_name(name)(api.timer_trigger("t", "0 * * * * *")(tick))

        declare(app, "1")
        app.register_functions(blueprint)
        declare(blueprint, "2")
        blueprint.register_blueprint(nested)
        declare(blueprint, "4")
        declare(nested, "3")
        declare(app, "5")

        expected = ["1", "2", "3", "4", "5"]
        assert expected == [each.get_function_name() for each in app.get_functions()]

    def test_two_apps_with_different_levels(self) -> None:
        """
        A blueprint's routes have the level of the app that they are indexed in, in any order.
        """
        blueprint = func.Blueprint()

        @blueprint.route()
        def greet(req: func.HttpRequest) -> str:
            return "hello"

        @blueprint.route(auth_level="FUNCTION")
        def secret(req: func.HttpRequest) -> str:
            return "hello"

        apps = [func.FunctionApp("ADMIN"), func.FunctionApp("ANONYMOUS")]
        for app in apps:
            app.register_functions(blueprint)

        for _ in range(2):
            levels = [
                [getattr(each.get_trigger(), "auth_level", None) for each in app.get_functions()]
                for app in apps
            ]
            admin, anonymous, function = map(func.AuthLevel.__getitem__, LEVELS)
            assert [[admin, function], [anonymous, function]] == levels

    @pytest.mark.parametrize(
        ("container", "message"),
        [
            (3, "function_container must be a Blueprint.*got int"),
            (pytest, "function_container must be a Blueprint.*got module"),
            (func.FunctionApp(), "FunctionApp is an app, which cannot be registered in another"),
        ],
    )
    def test_what_is_no_blueprint(
        self, app: func.FunctionApp, container: Any, message: str
    ) -> None:
        """
        Anything but a blueprint is a TypeError that says what to pass.
        """
        with pytest.raises(TypeError, match=message):
            app.register_functions(container)

    def test_circles(self) -> None:
        """
        A blueprint cannot take in itself, nor what it is registered in.
        """
        outer, middle, inner = func.Blueprint(), func.Blueprint(), func.Blueprint()
        outer.register_functions(middle)
        middle.register_functions(inner)

        for container in (outer, middle, inner):
            with pytest.raises(ValueError, match="remove one of the two registrations"):
                inner.register_functions(container)

    def test_the_script(self) -> None:
        """
        The worker loads function_app.py.
        """
        assert "function_app.py" == func.Blueprint().app_script_file
        assert "function_app.py" == func.FunctionApp().app_script_file
