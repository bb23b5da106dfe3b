"""
The decorators of the Model Context Protocol.
"""

# Libraries call these private names.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest

import azure.functions as func
from azure.functions.decorators import mcp
from azure.functions.decorators.function_app import FunctionApp
from azure.functions.decorators.mcp import MCPPromptTrigger, MCPResourceTrigger, MCPToolTrigger


def raw(app: FunctionApp) -> list[dict[str, Any]]:
    """
    Return the bindings of the only function.
    """
    (function,) = app.get_functions()
    return [json.loads(text) for text in function.get_raw_bindings()]


class TestPromptArgument:
    def test_value(self) -> None:
        """
        An argument shows its fields, compares by them, and survives copying.
        """
        argument = func.PromptArgument("a", "d", required=True)

        assert "PromptArgument(name='a', description='d', required=True)" == repr(argument)
        assert argument == func.PromptArgument("a", "d", True)
        assert argument == copy.copy(argument) == pickle.loads(pickle.dumps(argument))
        assert argument != func.PromptArgument("a")
        assert argument != {"name": "a", "description": "d", "required": True}

    def test_dict(self) -> None:
        """
        It is a dict for JSON, by its method or by the one made for ``json.dumps``.
        """
        argument = func.PromptArgument("a")
        expected = {"name": "a", "description": None, "required": False}

        assert expected == argument.to_dict() == argument.serializer()
        assert expected == func.PromptArgument.serializer(argument)
        assert func.PromptArgument.serializer(5) is None
        assert [expected] == json.loads(
            json.dumps([argument], default=func.PromptArgument.serializer)
        )


class TestPrompt:
    @pytest.mark.parametrize(
        ("arguments", "expected"),
        [
            (
                [func.PromptArgument("a", "ž", True)],
                '[{"name":"a","description":"\\u017e","required":true}]',
            ),
            ((func.PromptArgument("a"),), '[{"name":"a","description":null,"required":false}]'),
            (
                [{"name": "a"}, func.PromptArgument("b")],
                '[{"name":"a"},{"name":"b","description":null,"required":false}]',
            ),
            ('[{"name": "a"}]', '[{"name": "a"}]'),
            ([], None),
            ("", None),
            (None, None),
        ],
        ids=repr,
    )
    def test_arguments(self, arguments: Any, expected: str | None) -> None:
        """
        The arguments of a prompt are given as such, as dicts, or as JSON text.
        """
        assert expected == MCPPromptTrigger("x", "p", arguments).prompt_arguments

    @pytest.mark.parametrize("arguments", [5, {"name": "a"}, [5], ["a"], func.PromptArgument("a")])
    def test_wrong_arguments(self, arguments: Any) -> None:
        """
        Anything else is refused, with the place.
        """
        app = func.FunctionApp()
        with pytest.raises(
            TypeError, match="'f' at .*@mcp_prompt_trigger.*prompt_arguments must be"
        ):

            @app.mcp_prompt_trigger("x", "p", arguments)
            def f(x: str) -> None: ...

    def test_binding(self) -> None:
        """
        All arguments come out in order.
        """
        app = func.FunctionApp()

        @app.mcp_prompt_trigger(
            "x", "p", [{"name": "a"}], "t", "d", {"m": 1}, "[]", "string", more=1
        )
        def f(x: str) -> None: ...

        expected = {
            "direction": "IN",
            "dataType": "STRING",
            "type": "mcpPromptTrigger",
            "name": "x",
            "promptName": "p",
            "promptArguments": '[{"name":"a"}]',
            "title": "t",
            "description": "d",
            "metadata": {"m": 1},
            "icons": "[]",
            "more": 1,
        }
        assert [list(expected.items())] == [list(each.items()) for each in raw(app)]


class TestToolTrigger:
    def test_binding(self) -> None:
        """
        What the class takes beside the method's arguments is given as further keywords.
        """
        app = func.FunctionApp()

        @app.mcp_tool_trigger(
            "x", "t", "d", "[]", func.DataType.STRING, more=1, metadata="{}", use_result_schema=True
        )
        def f(x: str) -> None: ...

        expected = {
            "direction": "IN",
            "dataType": "STRING",
            "type": "mcpToolTrigger",
            "name": "x",
            "toolName": "t",
            "description": "d",
            "toolProperties": "[]",
            "metadata": "{}",
            "useResultSchema": True,
            "more": 1,
        }
        assert [list(expected.items())] == [list(each.items()) for each in raw(app)]

    def test_function(self) -> None:
        """
        The function itself is called, with the call as it came.
        """
        app = func.FunctionApp()

        @app.mcp_tool_trigger("x", "t")
        def f(x: str) -> str:
            return x

        (function,) = app.get_functions()
        assert "call" == function.get_user_function()("call")
        assert isinstance(function.get_trigger(), MCPToolTrigger)


class TestResourceTrigger:
    def test_binding(self) -> None:
        """
        So it is for resources.
        """
        app = func.FunctionApp()

        @app.mcp_resource_trigger("x", "ui://a", "r", use_result_schema=True, size=3)
        def f(x: str) -> None: ...

        expected = {
            "direction": "IN",
            "type": "mcpResourceTrigger",
            "name": "x",
            "uri": "ui://a",
            "resourceName": "r",
            "size": 3,
            "useResultSchema": True,
        }
        assert [list(expected.items())] == [list(each.items()) for each in raw(app)]

    def test_default(self) -> None:
        """
        Whether results say what they are is not told unless asked for.
        """
        assert MCPResourceTrigger("x", "u", "r").use_result_schema is None


class TestTool:
    def test_binding(self) -> None:
        """
        A tool has the function's name, its docstring and its parameters.
        """
        app = func.FunctionApp()

        @app.function_name("other")
        @app.mcp_tool(metadata='{"a": 1}', use_result_schema=True)
        def add(x: int, y: float = 0) -> float:
            """
            Add.

            Args:
                x: The first.
            """
            return x + y

        (binding,) = raw(app)
        properties = [
            ["x", "integer", "The first.", False, True],
            ["y", "number", "", False, False],
        ]
        keys = ["propertyName", "propertyType", "description", "isArray", "isRequired"]
        expected = {
            "direction": "IN",
            "type": "mcpToolTrigger",
            "name": "context",
            "toolName": "add",
            "description": "Add.\n\nArgs:\n    x: The first.",
            "toolProperties": json.dumps(
                [dict(zip(keys, each, strict=True)) for each in properties]
            ),
            "metadata": '{"a": 1}',
            "useResultSchema": True,
        }
        assert list(expected.items()) == list(binding.items())
        assert 3 == add(1, 2)

    def test_place(self) -> None:
        """
        The trigger knows where it was declared.
        """
        app = func.FunctionApp()

        @app.mcp_tool()
        def f() -> None: ...

        trigger = app.get_functions()[0].get_trigger()

        assert isinstance(trigger, MCPToolTrigger)
        assert str(trigger.place).startswith(f"@mcp_tool at {__file__}:")

    def test_two_triggers(self) -> None:
        """
        A tool has no other trigger.
        """
        app = func.FunctionApp()
        with pytest.raises(ValueError, match="'f' at .*has two triggers"):

            @app.mcp_tool()
            @app.mcp_tool()
            def f() -> None: ...

    def test_misspelt(self) -> None:
        """
        A misspelt argument is told with the right one.
        """
        method: Any = func.FunctionApp().mcp_tool
        with pytest.raises(TypeError, match="did you mean metadata"):
            method(metadat="{}")


def test_exports() -> None:
    """
    The package and the module have the same names.
    """
    assert func.mcp_content is mcp.mcp_content
    assert func.PromptArgument is mcp.PromptArgument
    assert func.McpPropertyType is mcp.McpPropertyType


def test_names_that_are_looked_up() -> None:
    """
    What only apps with tools need is among the module's names, and found when it is asked for.
    """
    module: Any = mcp

    for name in mcp.__all__:
        assert name in dir(mcp)
        assert name == getattr(getattr(mcp, name), "__name__", name)
    with pytest.raises(AttributeError, match="has no attribute 'McpTool'"):
        _ = module.McpTool
