"""
Results of the real MCP SDK, of its versions 1 and 2.
"""

from __future__ import annotations

import asyncio
import json
from importlib import import_module
from typing import Annotated, Any

import pytest

import azure.functions as func

HI = {"type": "text", "text": "hi"}
IMAGE = {"type": "image", "data": "aGk=", "mimeType": "image/png"}
AUDIO = {"type": "audio", "data": "aGk=", "mimeType": "audio/wav"}
LINK = {"type": "resource_link", "name": "n", "uri": "file:///x"}
EMBEDDED = {"type": "resource", "resource": {"uri": "file:///x", "text": "t"}}
NOTED = {**HI, "_meta": {"a": 1}, "annotations": {"audience": ["user"], "priority": 0.5}}

CLASSES = {
    "text": "TextContent",
    "image": "ImageContent",
    "audio": "AudioContent",
    "resource_link": "ResourceLink",
    "resource": "EmbeddedResource",
}
BLOCKS: list[dict[str, Any]] = [HI, IMAGE, AUDIO, LINK, EMBEDDED, NOTED]


def sdk(name: str, fields: dict[str, Any]) -> Any:
    """
    Return an object of a class of the SDK, from its form on the wire.
    """
    return getattr(import_module("mcp.types"), name).model_validate(fields)


def block(fields: dict[str, Any]) -> Any:
    """
    Return a block of content.
    """
    return sdk(CLASSES[fields["type"]], fields)


def call(value: object, use_result_schema: bool = True) -> Any:
    """
    Call a tool that returns a value, and read the result, and JSON text in it.
    """
    app = func.FunctionApp()
    app.mcp_tool(use_result_schema=use_result_schema)(lambda: value)
    (function,) = app.get_functions()
    told = json.loads(asyncio.run(function.get_user_function()('{"arguments": {}}')))
    if use_result_schema:
        told |= {
            key: json.loads(told[key]) for key in ("content", "structuredContent") if told[key]
        }
    return told


def sent(value: object) -> Any:
    """
    Encode what a function with ``mcp_tool_trigger`` returns, as the worker does.
    """
    converter: Any = func.get_binding_registry().get("mcpToolTrigger")
    return json.loads(converter.encode(value, expected_type=None).value)


@pytest.mark.parametrize("fields", BLOCKS)
def test_block(fields: dict[str, Any]) -> None:
    """
    A block is told with its type, under the names of the wire.
    """
    content = block(fields)

    assert {"type": fields["type"], "content": fields, "structuredContent": fields} == call(content)
    assert fields == call(content, use_result_schema=False) == sent(content)


def test_blocks() -> None:
    """
    Several blocks are one result.
    """
    contents = [block(each) for each in BLOCKS]
    expected = {
        "type": "call_tool_result",
        "content": {"content": BLOCKS},
        "structuredContent": None,
    }

    assert expected == call(contents) == call(tuple(contents))
    assert BLOCKS == call(contents, use_result_schema=False) == sent(contents)


@pytest.mark.parametrize(
    "fields",
    [
        {"content": [HI, IMAGE], "isError": False},
        {"content": [HI], "structuredContent": {"a": {"b": [1]}}, "isError": False},
        {"content": [], "isError": True},
    ],
)
def test_call_tool_result(fields: dict[str, Any]) -> None:
    """
    A whole result is handed on, with its structured content.
    """
    told = call(sdk("CallToolResult", fields))

    assert "call_tool_result" == told["type"]
    assert fields == {key: told["content"][key] for key in fields}
    assert fields.get("structuredContent") == told["structuredContent"]


def test_content_in_values() -> None:
    """
    Content may stand anywhere in a value.
    """
    assert {"a": [HI]} == call({"a": [block(HI)]})["structuredContent"]


def test_model_of_pydantic() -> None:
    """
    A model of pydantic is written by its fields; so is one that is marked as content.
    """
    create_model: Any = import_module("pydantic").create_model
    inner = create_model("Inner", at=(Any, None))
    model = create_model("Model", a=(int, 1), inner=(inner, inner()))
    expected = {"a": 1, "inner": {"at": None}}

    assert expected == call(model())["structuredContent"]
    assert [expected] == call([model()])["structuredContent"]
    assert expected == call(func.mcp_content(model)())["structuredContent"]


def test_field_description() -> None:
    """
    ``pydantic.Field`` in an annotation describes its property, as in the SDK's own server.
    """
    field: Any = import_module("pydantic").Field(description="The x.")

    def f(x: object) -> None: ...

    f.__annotations__["x"] = Annotated[int, field]
    app = func.FunctionApp()
    app.mcp_tool()(f)
    (text,) = app.get_functions()[0].get_raw_bindings()
    (told,) = json.loads(json.loads(text)["toolProperties"])

    assert ("integer", "The x.") == (told["propertyType"], told["description"])


def test_coroutine_function() -> None:
    """
    The same goes for coroutine functions.
    """
    app = func.FunctionApp()

    @app.mcp_tool(use_result_schema=True)
    async def f() -> Any:
        return block(HI)

    (function,) = app.get_functions()
    text = asyncio.run(function.get_user_function()('{"arguments": {}}'))

    assert HI == json.loads(json.loads(text)["content"])
