"""
The decorators of durable functions, which ``azure-functions-durable`` implements.

They are tested with the library where it is installed, and everywhere with a stand-in that uses
this package as the library does.
"""

# The library uses these private names.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import asyncio
import functools
import inspect
import json
import sys
import typing
from collections.abc import Callable, Generator
from types import ModuleType
from typing import Any, ParamSpec, TypeVar

import pytest

import azure.functions as func
import durable_stand_in

P = ParamSpec("P")
R = TypeVar("R")

LIBRARY = "azure.durable_functions"


@pytest.fixture(params=["library", "stand-in"])
def app(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> func.FunctionApp:
    """
    An empty app; its decorators find the library, or the stand-in.
    """
    if request.param == "library":
        reason = "azure-functions-durable is not installed"
        pytest.importorskip(LIBRARY, reason=reason, exc_type=ModuleNotFoundError)
    else:
        monkeypatch.setitem(sys.modules, LIBRARY, durable_stand_in)
    return func.FunctionApp()


DESCRIPTION = json.dumps({"taskHubName": "hub", "creationUrls": {}, "managementUrls": {}})


def wrapped(function: Callable[P, R]) -> Callable[P, R]:
    """
    A decorator as users write them.
    """

    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    return wrapper


def bindings(function: func.Function) -> list[Any]:
    """
    Return a function's bindings as the worker tells them to the host.
    """
    return [json.loads(raw) for raw in function.get_raw_bindings()]


def binding(type_: str, name: str, **fields: str) -> dict[str, str]:
    """
    Return a binding of an input as the worker tells it to the host.
    """
    return {"direction": "IN", "type": type_, "name": name, **fields}


class TestOrchestrator:
    def test_bindings(self, app: func.FunctionApp) -> None:
        """
        It is indexed under the name of its function, with or without one of the orchestrator.
        """

        @app.orchestration_trigger(context_name="context")
        def first(context: Any) -> Generator[Any, Any, int]:
            yield 1
            return 1

        @app.orchestration_trigger("context", "Second")
        def second(context: Any) -> Generator[Any, Any, int]:
            yield 1
            return 1

        functions = app.get_functions()

        assert ["first", "second"] == [each.get_function_name() for each in functions]
        assert [
            [binding("orchestrationTrigger", "context")],
            [binding("orchestrationTrigger", "context", orchestration="Second")],
        ] == [bindings(each) for each in functions]
        app.validate()

    def test_calls(self, app: func.FunctionApp) -> None:
        """
        A test calls what the user wrote; the worker calls the library, which knows it too.
        """

        @app.orchestration_trigger("context")
        def main(context: str) -> Generator[str, str, str]:
            answer = yield context.upper()
            return answer

        steps = main("call")
        handle: Any = main.build().get_user_function()

        assert "CALL" == next(steps)
        with pytest.raises(StopIteration, match="answer"):
            steps.send("answer")
        assert inspect.isgeneratorfunction(main)
        assert main.__wrapped__ is handle.orchestrator_function
        assert "main" == handle.__name__

    def test_what_is_below_is_kept(self, app: func.FunctionApp) -> None:
        """
        Decorators stack below it and above it.
        """

        @app.generic_input_binding("state", "state")
        @app.orchestration_trigger("context")
        @app.function_name("Main")
        @wrapped
        def main(context: Any, state: Any) -> Generator[Any, Any, None]:
            yield

        (function,) = app._declared()

        assert "Main" == function.get_function_name()
        assert ["orchestrationTrigger", "state"] == [each["type"] for each in bindings(function)]

    def test_between_users_decorators(self, app: func.FunctionApp) -> None:
        """
        The worker calls the library, which calls the user's decorators; so does a test.
        """
        seen: list[object] = []

        def watched(function: Callable[P, R]) -> Callable[P, R]:
            @functools.wraps(function)
            def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
                seen.append(args[0])
                return function(*args, **kwargs)

            return wrapper

        @app.function_name("Main")
        @watched
        @app.orchestration_trigger("context")
        @watched
        def main(context: str) -> Generator[str, Any, None]:
            yield context

        (function,) = app.get_functions()
        handle: Any = function.get_user_function()

        assert ["x"] == list(main("x"))
        assert ["x", "x"] == seen
        assert ["y"] == list(handle.orchestrator_function("y"))
        assert ["x", "x", "y", "y"] == seen
        assert 1 == len(function.get_bindings())


class TestEntity:
    def test_bindings(self, app: func.FunctionApp) -> None:
        """
        It is indexed under the name of its function, with or without one of the entity.
        """

        @app.entity_trigger(context_name="context")
        def first(context: Any) -> None:
            pass

        @app.function_name("Second")
        @app.entity_trigger("context", "counter")
        def second(context: Any) -> None:
            pass

        functions = app.get_functions()

        assert ["first", "Second"] == [each.get_function_name() for each in functions]
        assert [
            [binding("entityTrigger", "context")],
            [binding("entityTrigger", "context", entityName="counter")],
        ] == [bindings(each) for each in functions]
        app.validate()

    def test_calls(self, app: func.FunctionApp) -> None:
        """
        A test calls what the user wrote; the worker calls the library, which knows it too.
        """

        @app.entity_trigger("context")
        def counter(context: list[int]) -> None:
            context.append(1)

        context: list[int] = []
        counter(context)
        handle: Any = counter.build().get_user_function()

        assert [1] == context
        assert counter.__wrapped__ is handle.entity_function
        assert ["context"] == list(inspect.signature(handle).parameters)


class TestActivity:
    def test_bindings(self, app: func.FunctionApp) -> None:
        """
        It is indexed with the settings and bindings that stand below it and above it.
        """

        @app.retry("fixed_delay", "3", delay_interval="00:00:01")
        @app.blob_input("blob", "a/b", "Storage")
        @app.activity_trigger(input_name="name", activity="Greet")
        @app.generic_output_binding("$return", "other")
        @app.function_name("Hello")
        def greet(name: str, blob: bytes) -> str:
            return f"{name}{blob!r}"

        (function,) = app.get_functions()

        assert "Hello" == function.get_function_name()
        assert [
            {"direction": "OUT", "type": "other", "name": "$return"},
            binding("activityTrigger", "name", activity="Greet"),
            binding("blob", "blob", path="a/b", connection="Storage"),
        ] == bindings(function)
        assert function.get_settings_dict("retry_policy") is not None
        assert "xb''" == greet("x", b"") == function.get_user_function()("x", b"")
        app.validate()

    def test_between_users_decorators(self, app: func.FunctionApp) -> None:
        """
        A user's decorator may stand on either side, and nothing is declared twice.
        """

        @app.function_name("Hello")
        @wrapped
        @app.activity_trigger("name")
        @wrapped
        @app.blob_input("blob", "a/b", "Storage")
        def greet(name: str, blob: str) -> str:
            return name + blob

        (function,) = app.get_functions()

        assert "Hello" == function.get_function_name()
        assert ["blob", "activityTrigger"] == [each["type"] for each in bindings(function)]
        assert "xy" == function.get_user_function()("x", "y")

    def test_types(self, app: func.FunctionApp) -> None:
        """
        The worker reads its types as the user wrote them, and so does the library.
        """

        @app.activity_trigger("count")
        async def double(count: int) -> float:
            return count * 2.0

        expected = {"count": int, "return": float}

        assert expected == typing.get_type_hints(double.build().get_user_function())
        assert expected == typing.get_type_hints(double._function._func)
        assert inspect.iscoroutinefunction(double)
        assert 4.0 == asyncio.run(double(2))


class TestClient:
    def test_bindings(self, app: func.FunctionApp) -> None:
        """
        It is a binding beside the trigger, and may stand below it or above it.
        """

        @app.route()
        @app.durable_client_input(client_name="client")
        async def below(req: func.HttpRequest, client: Any) -> str:
            return str(client)

        @app.durable_client_input("client", "hub", "Storage")
        @app.queue_trigger("msg", "q", "c")
        async def above(msg: func.QueueMessage, client: Any) -> None:
            assert client

        first, second = app.get_functions()
        client = binding("durableClient", "client", taskHub="hub", connectionName="Storage")

        assert binding("durableClient", "client") == bindings(first)[0]
        assert client == bindings(second)[1]
        app.validate()

    def test_calls(self, app: func.FunctionApp) -> None:
        """
        A test hands in a client of its own; the worker hands in text, of which one is made.
        """

        @app.queue_trigger("msg", "q", "c")
        @app.durable_client_input("client")
        async def start(msg: str, client: object) -> str:
            return f"{msg} {type(client).__name__}"

        user_function: Any = start.build().get_user_function()
        answer = asyncio.run(user_function(msg="x", client=DESCRIPTION))

        assert "x object" == asyncio.run(start("x", object()))
        assert answer in {"x Client", "x DurableOrchestrationClient"}
        assert start.__wrapped__ is user_function.client_function
        assert inspect.iscoroutinefunction(user_function)

    def test_types(self, app: func.FunctionApp) -> None:
        """
        The worker reads that the client is text, which it can make; all else is as written.
        """

        @app.queue_trigger("msg", "q", "c")
        @app.durable_client_input("client")
        async def start(msg: func.QueueMessage, client: object) -> None:
            assert client

        hints = typing.get_type_hints(start.build().get_user_function())

        assert {"msg": func.QueueMessage, "client": str, "return": type(None)} == hints

    def test_two_clients(self, app: func.FunctionApp) -> None:
        """
        A function may have clients of two task hubs.
        """

        @app.durable_client_input("second", "2")
        @app.durable_client_input("first", "1")
        @app.queue_trigger("msg", "q", "c")
        async def start(msg: str, first: Any, second: Any) -> list[str]:
            return [type(each).__name__ for each in (msg, first, second)]

        user_function: Any = start.build().get_user_function()
        names = asyncio.run(user_function(msg="x", first=DESCRIPTION, second=DESCRIPTION))

        assert "str" == names[0]
        assert "str" not in names[1:]
        app.validate()

    @pytest.mark.parametrize("kind", ["FunctionApp", "DFApp"])
    def test_above_a_users_decorator(self, app: func.FunctionApp, kind: str) -> None:
        """
        It may stand below a user's decorator below one of ours.
        """
        library: Any = sys.modules[LIBRARY]
        owner: func.FunctionApp = app if kind == "FunctionApp" else library.Blueprint()

        @owner.queue_trigger("msg", "q", "c")
        @wrapped
        @owner.durable_client_input("first")
        @wrapped
        @owner.durable_client_input("second")
        async def start(msg: str, first: Any, second: Any) -> list[str]:
            return [type(each).__name__ for each in (msg, first, second)]

        (builder,) = owner._function_builders
        user_function: Any = builder.build().get_user_function()
        names = asyncio.run(user_function(msg="x", first=DESCRIPTION, second=DESCRIPTION))

        assert ["str", "int", "int"] == asyncio.run(start("x", 1, 2))
        assert "str" == names[0]
        assert "str" not in names[1:]
        assert str is typing.get_type_hints(user_function)["first"]

    def test_below_a_users_decorator(self, app: func.FunctionApp) -> None:
        """
        It may stand above a user's decorator above one of ours.
        """

        @app.durable_client_input("client")
        @wrapped
        @app.queue_trigger("msg", "q", "c")
        async def start(msg: str, client: Any) -> str:
            return type(client).__name__

        (function,) = app.get_functions()

        user_function: Any = function.get_user_function()
        assert ["queueTrigger", "durableClient"] == [each["type"] for each in bindings(function)]
        assert "str" != asyncio.run(user_function(msg="x", client=DESCRIPTION))


class TestDeclaring:
    def test_blueprint(self, app: func.FunctionApp) -> None:
        """
        A blueprint has the decorators too.
        """
        bp = func.Blueprint()
        bp.activity_trigger("name")(_greet)
        app.register_functions(bp)

        assert ["_greet"] == [each.get_function_name() for each in app.get_functions()]

    def test_two_triggers(self, app: func.FunctionApp) -> None:
        """
        Two triggers are told with the places of both.
        """
        message = "two triggers, activityTrigger .*test_durable.py.*entityTrigger .*test_durable.py"

        with pytest.raises(ValueError, match=message):
            app.entity_trigger("context")(app.activity_trigger("name")(_greet))

    def test_problems_name_the_decorator(self, app: func.FunctionApp) -> None:
        """
        A problem of such a binding says where it was declared.
        """
        app.activity_trigger("nmae")(_greet)

        with pytest.raises(ValueError, match="@activity_trigger at .*'nmae' is no parameter"):
            app.validate()

    def test_name_of_the_context(self, app: func.FunctionApp) -> None:
        """
        The library takes the context by one name only; the message says so, and where.
        """
        app.entity_trigger("ctx")(_main)

        message = "function '_main' at .*test_durable.py:.*context_name 'ctx' must be 'context'"
        with pytest.raises(ValueError, match=message):
            app.validate()

    def test_no_function(self, app: func.FunctionApp) -> None:
        """
        What is no function is refused before the library sees it.
        """
        with pytest.raises(ValueError, match="decorates int"):
            app.activity_trigger("name")(5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # refused

        with pytest.raises(ValueError, match=r"int \(5\) is decorated"):
            sys.modules[LIBRARY].Blueprint().activity_trigger("name")(5)


Apply = Callable[[func.FunctionApp], object]

DECORATORS: list[Apply] = [
    lambda app: app.orchestration_trigger("context"),
    lambda app: app.activity_trigger("name"),
    lambda app: app.entity_trigger("context"),
    lambda app: app.durable_client_input("client"),
]


class TestWithoutTheLibrary:
    @pytest.mark.parametrize("decorate", DECORATORS)
    def test_not_installed(self, decorate: Apply, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        Without the library, its decorators are an ImportError that says what to install.
        """
        monkeypatch.setitem(sys.modules, LIBRARY, None)  # what stops an import

        with pytest.raises(ImportError, match="pip install --upgrade azure-functions-durable") as e:
            decorate(func.FunctionApp())

        assert isinstance(e.value.__cause__, ImportError)

    def test_without_decorators(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        So it is where the library has no decorators yet.
        """
        monkeypatch.setitem(sys.modules, LIBRARY, ModuleType(LIBRARY))

        with pytest.raises(ImportError, match="has no attribute 'Blueprint'") as e:
            func.FunctionApp().activity_trigger("name")

        assert isinstance(e.value.__cause__, AttributeError)

    def test_misspelt(self) -> None:
        """
        A misspelt argument is told before the library is looked for.
        """
        with pytest.raises(TypeError, match="did you mean input_name"):
            func.FunctionApp().activity_trigger(inputname="name")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # refused


def _greet(name: str) -> str:
    return f"Hello, {name}"


def _main(ctx: Any) -> None:
    """
    An entity that does nothing.
    """
