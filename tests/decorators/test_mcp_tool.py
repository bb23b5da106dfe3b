"""
How a function becomes a tool: its properties, what the worker calls, and how it is called.
"""

# Libraries call these private names.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import asyncio
import functools
import inspect
import json
import threading
import typing
from collections.abc import Callable
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions.decorators.function_app import Function, FunctionApp
from azure.functions.decorators.mcp import McpToolProperty


def index(app: FunctionApp) -> Function:
    """
    Return the only function of an app.
    """
    (function,) = app.get_functions()
    return function


def tool(f: Callable[..., Any], **options: Any) -> Function:
    """
    Return a function that is a tool and nothing else.
    """
    app = func.FunctionApp()
    app.mcp_tool(**options)(f)
    return index(app)


def properties(function: Function) -> dict[str, dict[str, Any]]:
    """
    Return what the host is told of the properties, by their names.
    """
    (trigger,) = (
        json.loads(text)
        for text in function.get_raw_bindings()
        if json.loads(text)["type"] == "mcpToolTrigger"
    )
    return {each["propertyName"]: each for each in json.loads(trigger["toolProperties"])}


def payload(arguments: object = None, **more: object) -> str:
    """
    Return a call as the host sends it.
    """
    return json.dumps({"name": "t", "arguments": arguments, "sessionid": "s", **more})


def call(f: Callable[..., Any], arguments: object = None) -> str:
    """
    Call a function as a tool.
    """
    text: str = asyncio.run(tool(f).get_user_function()(payload(arguments)))
    return text


def run(function: Function, *args: object, **kwargs: object) -> Any:
    """
    Call what the worker calls.
    """
    return asyncio.run(function.get_user_function()(*args, **kwargs))


def show(*values: object) -> str:
    """
    Return values as text.
    """
    return json.dumps(values)


def add(x: int, y: int = 2) -> str:
    return show(x, y)


class TestProperties:
    def test_docstring(self) -> None:
        """
        Descriptions come from the docstring, before those of annotations.
        """

        def f(x: Annotated[int, "annotated"], y: Annotated[int, "annotated"], z: int) -> str:
            """
            :param x: documented
            """
            raise NotImplementedError

        found = properties(tool(f))

        assert ["documented", "annotated", ""] == [each["description"] for each in found.values()]

    def test_declared(self) -> None:
        """
        What a decorator says goes before all else, above ``mcp_tool`` and below; the last counts.
        """
        app = func.FunctionApp()

        @app.mcp_tool_property("y", "above")
        @app.mcp_tool()
        @app.mcp_tool_property("x", property_type="float", as_array=True, is_required=False)
        @app.mcp_tool_property("y", "below", func.McpPropertyType.BOOLEAN)
        def f(x: int, y: str = "") -> str:
            """
            Args:
                x: documented
                y: documented
            """
            raise NotImplementedError

        found = properties(index(app))

        assert ["x", "float", "documented", True, False] == list(found["x"].values())
        assert ["y", "boolean", "above", False, True] == list(found["y"].values())

    def test_declared_none(self) -> None:
        """
        What a decorator leaves open follows from the signature.
        """
        app = func.FunctionApp()

        @app.mcp_tool()
        @app.mcp_tool_property("x", as_array=None, is_required=None)
        def f(x: list[int] | None) -> None: ...

        assert ["x", "integer", "", True, False] == list(properties(index(app))["x"].values())

    def test_unknown_type(self) -> None:
        """
        A type that there is not is refused, with the place and those that there are.
        """
        app = func.FunctionApp()
        with pytest.raises(KeyError, match="'f' at .*@mcp_tool_property at .*write one of INTEGER"):

            @app.mcp_tool()
            @app.mcp_tool_property("x", property_type="bogus")
            def f(x: int) -> None: ...

    def test_no_properties(self) -> None:
        """
        ``*args`` and ``**kwargs`` are no properties, nor is what is filled otherwise.
        """

        def f(
            x: int, ctx: func.MCPToolContext, context: func.Context, *args: int, **kwargs: int
        ) -> None: ...

        assert ["x"] == list(properties(tool(f)))

    def test_context_of_other_types(self) -> None:
        """
        A parameter named ``context`` that takes no context is a property.
        """

        def f(context: str, other: int) -> str:
            return context

        assert ["context", "other"] == list(properties(tool(f)))
        assert "c" == call(f, {"context": "c", "other": 1})

    @pytest.mark.parametrize("below", [True, False])
    def test_other_bindings(self, below: bool) -> None:
        """
        What other bindings fill is no property, be they declared below ``mcp_tool`` or above.
        """
        app = func.FunctionApp()
        blob, queue = app.blob_input("b", "p", "c"), app.queue_output("q", "n", "c")

        def f(b: func.InputStream, x: int, q: func.Out[str]) -> str:
            q.set("sent")
            return show(b.read().decode(), x)

        if below:
            app.mcp_tool()(queue(blob(f)))
        else:
            queue(blob(app.mcp_tool()(f)))
        function = index(app)
        handler, out = function.get_user_function(), func.Out[str]()

        assert ["x"] == list(properties(function))
        assert {"context", "b", "q"} == set(inspect.signature(handler).parameters)
        assert {"b": func.InputStream, "q": func.Out[str]} == typing.get_type_hints(handler)
        blob_1, blob_2 = func.InputStream(data=b"blob"), func.InputStream(data=b"blob")
        assert '["blob", 1]' == run(function, context=payload({"x": 1}), b=blob_1, q=out)
        assert '["blob", 2]' == run(function, payload({"x": 2}), b=blob_2, q=out)
        assert "sent" == out.get()

    def test_returned_to_another_binding(self) -> None:
        """
        An output that takes what the function returns is no parameter.
        """
        app = func.FunctionApp()

        @app.mcp_tool()
        @app.queue_output("$return", "n", "c")
        def f(x: int) -> None: ...

        assert ["context"] == list(inspect.signature(index(app).get_user_function()).parameters)

    def test_binding_named_context(self) -> None:
        """
        No other binding can have the name of the trigger's.
        """
        app = func.FunctionApp()

        @app.mcp_tool()
        @app.blob_input("context", "p", "c")
        def f(context: str) -> None: ...

        with pytest.raises(ValueError, match="'f' at .*no binding can have the arg_name 'context'"):
            app.get_functions()

    def test_indexed_again(self) -> None:
        """
        Indexing changes nothing of what was declared.
        """
        app = func.FunctionApp()
        app.mcp_tool()(add)

        assert (
            app.get_functions()[0].get_raw_bindings() == app.get_functions()[0].get_raw_bindings()
        )


class TestHandler:
    def test_looks_like_the_function(self) -> None:
        """
        The worker finds the function's name and file, and the parameters that it fills.
        """

        def f(x: object) -> str:
            return show(x)

        f.__annotations__.update(x="NotImported", **{"return": "NotImported"})
        handler = tool(f).get_user_function()

        assert "f" == handler.__name__
        assert ["context"] == list(inspect.signature(handler).parameters)
        assert {} == typing.get_type_hints(handler)

    def test_plain(self) -> None:
        """
        The handler of a plain function is a coroutine function too, as published, which calls it
        on the event loop.
        """
        handler = tool(lambda: str(threading.get_ident())).get_user_function()

        assert inspect.iscoroutinefunction(handler)
        assert str(threading.get_ident()) == asyncio.run(handler(payload()))

    def test_coroutine(self) -> None:
        """
        That of a coroutine function is one.
        """

        async def f(x: int) -> str:
            await asyncio.sleep(0)
            return show(x)

        assert inspect.iscoroutinefunction(tool(f).get_user_function())
        assert "[1]" == call(f, {"x": 1})

    def test_coroutine_below_a_decorator(self) -> None:
        """
        So is that of one below a decorator that hands on what it returns.
        """

        async def f(x: int) -> str:
            return show(x)

        @functools.wraps(f)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            return f(*args, **kwargs)

        assert inspect.iscoroutinefunction(tool(wrapper).get_user_function())
        assert "[1]" == call(wrapper, {"x": 1})

    def test_coroutine_function_that_is_run(self) -> None:
        """
        A decorator may also make something else of what a coroutine function returns.
        """

        async def f() -> None: ...

        @functools.wraps(f)
        def wrapper() -> str:
            return "x"

        assert "x" == call(wrapper)

    def test_awaitable(self) -> None:
        """
        A plain function may return an awaitable.
        """

        async def later(x: int) -> str:
            await asyncio.sleep(0)
            return show(x)

        def f(x: int) -> Any:
            return later(x)

        assert "[1]" == run(tool(f), payload({"x": 1}))

    def test_objects_that_are_called(self) -> None:
        """
        Any object that can be called can be a tool.
        """

        class Plain:
            def __call__(self, x: int) -> str:
                return show(x)

        class Async:
            async def __call__(self, x: int) -> str:
                return show(x)

        for each in (Plain(), Async(), functools.partial(add, y=1)):
            app = func.FunctionApp()
            app.function_name("t")(app.mcp_tool()(each))

            assert asyncio.run(index(app).get_user_function()(payload({"x": 1}))).startswith("[1")

    def test_decorator_above(self) -> None:
        """
        A decorator above that keeps what it wraps takes part in the call.
        """
        app = func.FunctionApp()

        @app.mcp_tool()
        def f(x: int) -> str:
            return show(x)

        @app.queue_output("$return", "n", "c")
        @functools.wraps(f)
        def wrapper(*args: Any, **kwargs: Any) -> str:
            return "around " + f(*args, **kwargs)

        assert "around [1]" == run(index(app), payload({"x": 1}))
        assert "around [1]" == wrapper(1)

    def test_result_schema(self) -> None:
        """
        With a result schema, results say what they are.
        """
        schema = tool(add, use_result_schema=True)

        assert "text" == json.loads(run(schema, payload({"x": 1})))["type"]
        assert "" == run(tool(lambda: None, use_result_schema=True), payload())

    def test_errors_of_the_function(self) -> None:
        """
        What the function raises goes to the worker.
        """

        def f() -> None:
            raise KeyError("mine")

        with pytest.raises(KeyError, match="mine"):
            call(f)


class TestArguments:
    @pytest.mark.parametrize(
        ("arguments", "expected"),
        [
            ({"x": 1}, "[1, 2]"),
            ({"x": "1", "y": None}, '["1", null]'),
            ({"x": 1, "y": 3, "unknown": 5, "self": 1}, "[1, 3]"),
        ],
    )
    def test_arguments(self, arguments: object, expected: str) -> None:
        """
        Arguments are handed on as they came; those that have no parameter are left out.
        """
        assert expected == call(add, arguments)

    @pytest.mark.parametrize("arguments", [{}, None, {"y": 1}])
    def test_missing(self, arguments: object) -> None:
        """
        An argument that is required and missing is told by its name and that of the tool.
        """
        with pytest.raises(TypeError, match="tool 'add': the call lacks the argument 'x'; it has"):
            call(add, arguments)

    def test_not_required(self) -> None:
        """
        An argument that is not required and has no default is None.
        """
        app = func.FunctionApp()

        @app.mcp_tool()
        @app.mcp_tool_property("x", is_required=False)
        def f(x: int, y: int | None) -> str:
            return show(x, y)

        assert "[null, null]" == run(index(app), payload())

    def test_required_with_default(self) -> None:
        """
        A default counts even where a client must give the argument.
        """
        app = func.FunctionApp()
        app.mcp_tool()(app.mcp_tool_property("y")(add))

        assert "[1, 2]" == run(index(app), payload({"x": 1}))

    def test_positional_only(self) -> None:
        """
        Parameters of any kind get their arguments.
        """

        def f(a: int, b: int = 2, /, c: int = 3, *rest: int, d: int, **others: int) -> str:
            return show(a, b, c, rest, d, others)

        assert "[1, 2, 3, [], 4, {}]" == call(f, {"a": 1, "d": 4})

    def test_tool_context(self) -> None:
        """
        A parameter of that type takes the whole call, whatever its name.
        """

        class Mine(func.MCPToolContext): ...

        def f(
            ctx: func.MCPToolContext, x: int, mine: Mine, none: func.MCPToolContext | None
        ) -> str:
            assert ctx == mine == none
            return show(type(ctx).__name__, type(mine).__name__, x, ctx["sessionid"])

        f.__annotations__["mine"] = Mine
        assert '["MCPToolContext", "Mine", 1, "s"]' == call(f, {"x": 1})

    def test_worker_context(self) -> None:
        """
        One that takes the context of the invocation gets the worker's, as ``context``.
        """

        def f(x: int, invocation: func.Context) -> str:
            return show(x, invocation.invocation_id)

        function = tool(f)
        handler = function.get_user_function()

        assert ["toolCall"] == [each.name for each in function.get_bindings()]
        assert ["toolCall", "context"] == list(inspect.signature(handler).parameters)
        assert {} == typing.get_type_hints(handler)
        context = func.Context(invocation_id="i")
        assert '[1, "i"]' == run(function, toolCall=payload({"x": 1}), context=context)

    @pytest.mark.parametrize("text", ["", "x", "{", b"\xff"])
    def test_no_json(self, text: str | bytes) -> None:
        """
        A call that is no JSON is told with the name of the tool.
        """
        with pytest.raises(ValueError, match="tool 'add': .*JSON"):
            run(tool(add), text)

    @pytest.mark.parametrize(
        "value", ["[1]", "5", "null", '{"arguments": [1]}', '{"arguments": ""}', None, 5]
    )
    def test_no_call(self, value: object) -> None:
        """
        So is one of another shape.
        """
        with pytest.raises(ValueError, match="tool 'add': cannot read the call .*it takes a JSON"):
            run(tool(add), value)

    @pytest.mark.parametrize("make", [str, str.encode, json.loads])
    def test_forms_of_a_call(self, make: Callable[[str], object]) -> None:
        """
        A call may be text, bytes or, in tests, a dict.
        """
        assert "[1, 2]" == run(tool(add), make(payload({"x": 1})))

    @given(st.dictionaries(st.text(), st.none() | st.integers() | st.text()))
    def test_any_arguments(self, arguments: dict[str, object]) -> None:
        """
        Whatever a client sends, the function gets the arguments that it has parameters for.
        """
        assert show(1, arguments.get("y", 2)) == call(add, {**arguments, "x": 1})


class TestDoubts:
    @staticmethod
    def doubts(app: FunctionApp) -> list[str]:
        """
        Find what is wrong with the only function's properties.
        """
        function = app._function_builders[0].build()
        return [doubt for each in function._settings for doubt in each.doubts(function)]

    def test_none(self) -> None:
        """
        Nothing is wrong with properties of a tool, and with other settings.
        """
        app = func.FunctionApp()

        @app.function_name("other")
        @app.mcp_tool()
        @app.mcp_tool_property("x", as_array=True)
        @app.mcp_tool_property("y", "d")
        @app.mcp_tool_property("z", as_array=None)
        def f(x: list[int], y: int, z: list[int]) -> None: ...

        assert [] == self.doubts(app)

    def test_without_tool(self) -> None:
        """
        A property of a function that is no tool, or that reads the call itself, is lost.
        """
        app = func.FunctionApp()
        app.mcp_tool_trigger("x", "t")(app.mcp_tool_property("x")(add))

        assert ["the property 'x' is lost without @app.mcp_tool(); add it above"] == self.doubts(
            app
        )

    def test_no_parameter(self) -> None:
        """
        So is one whose name is no property.
        """
        app = func.FunctionApp()

        @app.mcp_tool()
        @app.mcp_tool_property("numbre")
        @app.mcp_tool_property("ctx")
        def f(number: int, ctx: func.MCPToolContext) -> None: ...

        first, second = self.doubts(app)

        assert first == "arg_name 'ctx' is no property of the tool, which has number"
        assert "arg_name 'numbre' is no property of the tool, which has number" in second
        assert "did you mean number" in second

    def test_no_properties(self) -> None:
        """
        Where there are no properties at all, that is told.
        """
        app = func.FunctionApp()

        @app.mcp_tool()
        @app.mcp_tool_property("x")
        def f() -> None: ...

        assert ["arg_name 'x' is no property of the tool, which has none"] == self.doubts(app)

    def test_list_that_is_no_array(self) -> None:
        """
        A list that clients are told is one value is a mistake too.
        """
        app = func.FunctionApp()

        @app.mcp_tool()
        @app.mcp_tool_property("x")
        def f(x: list[int]) -> None: ...

        (doubt,) = self.doubts(app)
        assert "'x' is annotated as a list, but as_array is not set" in doubt

    def test_setting(self) -> None:
        """
        The setting shows what was declared.
        """
        setting = McpToolProperty("x", "d", "integer")

        assert "mcp_tool_property" == setting.get_setting_name()
        assert "x" == setting.get_settings_value("arg_name")
        assert func.McpPropertyType.INTEGER is setting.property_type
