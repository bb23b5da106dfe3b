"""
``Function`` and ``FunctionBuilder``: what decorators leave in the place of a function.
"""

# Libraries use these private names.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import asyncio
import functools
import inspect
import json
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from typing import Any, cast, get_type_hints

import pytest

import azure.functions as func
from azure.functions.decorators.function_app import Function, FunctionBuilder
from azure.functions.decorators.function_name import FunctionName
from azure.functions.decorators.generic import GenericTrigger
from azure.functions.decorators.http import HttpOutput, HttpTrigger
from azure.functions.decorators.queue import QueueOutput
from azure.functions.decorators.timer import TimerTrigger


def greet(req: func.HttpRequest, name: str = "world", *, loud: bool = False) -> str:
    """Greet somebody."""
    return f"Hello, {name}!" if not loud else "HELLO"


async def fetch(req: func.HttpRequest) -> str:
    """Fetch something."""
    return req.url


def numbers(req: func.HttpRequest) -> Iterator[int]:
    """Count."""
    yield 1


async def ticks(req: func.HttpRequest) -> AsyncIterator[int]:
    """Tick."""
    yield 1


def built(function: Callable[..., Any], *declared: Any) -> FunctionBuilder[..., Any]:
    """
    Return a builder of a function with a trigger, bindings and settings.
    """
    builder = FunctionBuilder(function, "app.py")
    for each in declared:
        builder._function._add(each)
    return builder


class TestFunctionBuilder:
    @pytest.mark.parametrize("function", [greet, fetch, numbers, ticks])
    def test_stands_for_the_function(self, function: Callable[..., Any]) -> None:
        """
        It has the function's name, documentation, module, annotations and signature.
        """
        builder = FunctionBuilder(function, "app.py")

        for name in ("__name__", "__qualname__", "__doc__", "__module__", "__annotations__"):
            assert getattr(function, name) == getattr(builder, name)
        assert function is builder.__wrapped__
        assert inspect.signature(function) == inspect.signature(builder)
        assert get_type_hints(function) == get_type_hints(builder)
        assert function is inspect.unwrap(builder)

    @pytest.mark.parametrize("function", [greet, fetch, numbers, ticks])
    @pytest.mark.parametrize(
        "told",
        [
            inspect.iscoroutinefunction,
            inspect.isgeneratorfunction,
            inspect.isasyncgenfunction,
        ],
    )
    def test_inspect_tells_the_truth(
        self, function: Callable[..., Any], told: Callable[[object], bool]
    ) -> None:
        """
        Coroutine functions and generators are told as those of the function are.
        """
        assert told(function) is told(FunctionBuilder(function, "app.py"))

    def test_calling_it_calls_the_function(self) -> None:
        """
        Arguments and the result go through, those of a coroutine function too.
        """
        request = func.HttpRequest("GET", "/x")

        assert "Hello, Ada!" == FunctionBuilder(greet, "app.py")(request, "Ada")
        assert "HELLO" == FunctionBuilder(greet, "app.py")(request, loud=True)
        assert "/x" == asyncio.run(FunctionBuilder(fetch, "app.py")(request))

    def test_attributes_of_the_function_are_its_own(self) -> None:
        """
        What others have set on the function is found on the builder.
        """

        def marked(req: func.HttpRequest) -> None:
            pass

        vars(marked)["mark"] = 1
        builder = FunctionBuilder(marked, "app.py")
        vars(marked)["later"] = 2

        assert (1, 2) == (getattr(builder, "mark", None), getattr(builder, "later", None))
        assert not hasattr(builder, "never")

    def test_is_told_before_it_is_made(self) -> None:
        """
        An object that copying or unpickling has only begun to make has no attributes yet.
        """
        begun: Any = object.__new__(cast("type[Any]", FunctionBuilder))

        assert not hasattr(begun, "anything")

    def test_methods_chain(self) -> None:
        """
        Each method that adds something returns the builder.
        """
        builder = FunctionBuilder(greet, "app.py")

        assert builder is builder.add_trigger(HttpTrigger("req"))
        assert builder is builder.add_binding(HttpOutput("$return"))
        assert builder is builder.add_setting(FunctionName("hello"))
        assert builder is builder.configure_http_type("wsgi")

        function = builder.build()
        assert ("hello", "wsgi", "app.py") == (
            function.get_function_name(),
            function.http_type,
            function.function_script_file,
        )

    def test_reads_well(self) -> None:
        """
        The repr names the function.
        """
        assert "<FunctionBuilder greet>" == repr(FunctionBuilder(greet, "app.py"))
        assert "<Function greet>" == repr(Function(greet, "app.py"))


class TestBuild:
    def test_an_http_trigger_gets_route_and_level(self) -> None:
        """
        Without a route it has the name of the function; without a level, that of the app.
        """
        builder = built(greet, HttpTrigger("req"))

        trigger = builder.build(func.AuthLevel.ADMIN).get_trigger()

        assert isinstance(trigger, HttpTrigger)
        assert ("greet", func.AuthLevel.ADMIN) == (trigger.route, trigger.auth_level)

    def test_what_is_declared_stays(self) -> None:
        """
        A declared route, be it empty, and a declared level are not replaced.
        """
        builder = built(greet, HttpTrigger("req", auth_level="anonymous", route=""))

        trigger = builder.build("ADMIN").get_trigger()

        assert isinstance(trigger, HttpTrigger)
        assert ("", func.AuthLevel.ANONYMOUS) == (trigger.route, trigger.auth_level)

    def test_a_generic_http_trigger_gets_them_too(self) -> None:
        """
        A trigger of HTTP that is declared as a generic one gets the fields at its end.
        """
        builder = built(greet, GenericTrigger("req", "httpTrigger", extra_one=1))

        expected = {
            "direction": "IN",
            "type": "httpTrigger",
            "name": "req",
            "extraOne": 1,
            "route": "greet",
            "authLevel": "FUNCTION",
        }
        (text,) = builder.build("function").get_raw_bindings()
        assert list(expected.items()) == list(json.loads(text).items())

    def test_building_changes_nothing(self) -> None:
        """
        Each build is as if it were the first, with a level of its own.
        """
        builder = built(greet, QueueOutput("msg", "q", "c"), HttpTrigger("req"))

        levels = ["ADMIN", "ANONYMOUS", None, "ADMIN"]
        built_levels = [
            json.loads(builder.build(level).get_raw_bindings()[1]).get("authLevel")
            for level in levels
        ]

        assert levels == built_levels
        assert builder.build() is not builder.build()

    def test_without_a_trigger(self) -> None:
        """
        The error is a ValueError that names the function, its file and line, and what to add.
        """
        line = greet.__code__.co_firstlineno
        message = rf"function 'greet' at .*test_function\.py:{line} has no trigger.*@app\.route\(\)"

        with pytest.raises(ValueError, match=message) as caught:
            FunctionBuilder(greet, "app.py").build()

        assert (str(caught.value),) == getattr(caught.value, "problems", None)

    def test_with_an_unknown_level(self) -> None:
        """
        A level that there is not is a KeyError.
        """
        with pytest.raises(KeyError, match="auth_level='x' is no AuthLevel"):
            built(greet, HttpTrigger("req")).build("x")


class TestFunction:
    def test_two_triggers(self) -> None:
        """
        A second trigger is a ValueError that names both, and the first one stays.
        """
        function = Function(greet, "app.py")
        first = HttpTrigger("req")
        function.add_trigger(first)

        message = "two triggers, httpTrigger .'req'. and timerTrigger .'t'.; keep one"
        with pytest.raises(ValueError, match=message):
            function.add_trigger(TimerTrigger("t", "* * * * * *"))

        assert first is function.get_trigger()
        assert [first] == function.get_bindings()

    def test_json(self) -> None:
        """
        The function.json holds the script and the bindings, from the function upwards.
        """
        function = built(
            greet, QueueOutput("msg", "q", "c"), HttpTrigger("req"), HttpOutput("$return")
        ).build("ADMIN")

        queue = {
            "direction": "OUT",
            "type": "queue",
            "name": "msg",
            "queueName": "q",
            "connection": "c",
        }
        trigger = {
            "direction": "IN",
            "type": "httpTrigger",
            "name": "req",
            "authLevel": "ADMIN",
            "route": "greet",
        }
        output = {"direction": "OUT", "type": "http", "name": "$return"}
        bindings = [queue, trigger, output]
        expected = json.dumps({"scriptFile": "app.py", "bindings": bindings})
        assert expected == function.get_function_json()
        assert expected == str(function)
        assert [json.dumps(binding) for binding in bindings] == function.get_raw_bindings()
        assert {"scriptFile", "bindings"} == set(function.get_dict_repr())
        assert function.get_dict_repr()["bindings"] == function.get_bindings_dict()["bindings"]

    def test_what_json_has_no_form_for(self) -> None:
        """
        A field that cannot be written is a TypeError that names the function and the value.
        """
        function = built(greet, GenericTrigger("req", "any", at=datetime(2026, 1, 2))).build()

        with pytest.raises(TypeError, match="function 'greet' at .*: what is declared.*datetime"):
            function.get_raw_bindings()

    def test_settings(self) -> None:
        """
        Of several settings with one name the one nearest the function counts.
        """
        function = Function(greet, "app.py")
        first = FunctionName("first")
        function.add_setting(first)
        function.add_setting(FunctionName("second"))

        assert "first" == function.get_function_name() == function._name
        assert first is function.get_setting("function_name")
        expected = {"setting_name": "function_name", "function_name": "first"}
        assert expected == function.get_settings_dict("function_name")
        assert function.get_setting("retry_policy") is None
        assert function.get_settings_dict("retry_policy") is None

    def test_http(self) -> None:
        """
        Whether it answers HTTP requests is told by its trigger.
        """
        assert not Function(greet, "app.py").is_http_function()
        assert built(greet, HttpTrigger("req")).build().is_http_function()
        assert not built(greet, TimerTrigger("t", "1")).build().is_http_function()

    def test_the_user_function(self) -> None:
        """
        The worker calls the function itself, and so does calling the object.
        """
        function = built(greet, HttpTrigger("req")).build()

        assert greet is function.get_user_function()
        assert "Hello, Ada!" == function(None, "Ada")

    @pytest.mark.parametrize(
        ("callable_", "name"), [(functools.partial(greet), "partial"), (str.upper, "upper")]
    )
    def test_callables_of_other_kinds(self, callable_: Callable[..., Any], name: str) -> None:
        """
        What has no name of its own is named as its type, and what has no code has no line.
        """
        builder = FunctionBuilder(callable_, "app.py")

        assert name == builder._function.get_function_name()
        with pytest.raises(ValueError, match=f"^function '{name}' has no trigger"):
            builder.build()
