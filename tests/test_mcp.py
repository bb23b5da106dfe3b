"""The contexts and converters of the Model Context Protocol."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import mcp
from azure.functions.mcp import (
    MCPPromptTriggerConverter,
    MCPResourceTriggerConverter,
    MCPToolTriggerConverter,
)
from azure.functions.meta import Collection, Datum

CONVERTERS = {
    "mcpToolTrigger": MCPToolTriggerConverter,
    "mcpResourceTrigger": MCPResourceTriggerConverter,
    "mcpPromptTrigger": MCPPromptTriggerConverter,
}

REQUEST: dict[str, Any] = {
    "name": "ž",
    "arguments": {"a": [1, None]},
    "sessionid": "s",
    "transport": {"name": "http"},
}

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda items: st.lists(items) | st.dictionaries(st.text(), items),
    max_leaves=6,
)
OBJECTS = st.dictionaries(st.text(), JSON)


def sdk_class(base: type, module: str = "mcp.types") -> type:
    """Return a class like the base, but of the MCP SDK."""
    return type(base.__name__, (base,), {"__module__": module})


class TextContent:
    def __init__(self, text: str = "hi") -> None:
        self.text = text

    def __str__(self) -> str:
        return "text"


class ImageContent(TextContent):
    def model_dump(self, **options: object) -> dict[str, object]:
        return {"data": self.text, "options": options}


@dataclasses.dataclass
class AudioContent:
    text: str = "hi"
    meta: object = None


OPTIONS = {"mode": "json", "by_alias": True, "exclude_none": True}


def prompt(data: Datum | None) -> func.PromptInvocationContext:
    """Decode a request for a prompt as the worker does."""
    return MCPPromptTriggerConverter.decode(data, trigger_metadata={})


class TestToolContext:
    def test_is_a_dict(self) -> None:
        """A context is a dict, can be parametrised, and survives pickling."""
        context = func.MCPToolContext({"a": [1]}, b=2)

        assert {"a": [1], "b": 2} == context
        assert isinstance(context, dict)
        generic: Any = func.MCPToolContext
        assert context == generic[str, int](context)
        assert context == pickle.loads(pickle.dumps(context))
        assert isinstance(copy.copy(context), func.MCPToolContext)

    def test_to_json(self) -> None:
        """``to_dict`` and ``to_json`` give what JSON has a form for."""
        context = func.MCPToolContext({"a": b"x"})

        assert {"a": "x"} == context.to_dict() == json.loads(context.to_json())


class TestPromptContext:
    @pytest.mark.parametrize("data", [REQUEST, json.dumps(REQUEST), json.dumps(REQUEST).encode()])
    def test_request(self, data: Any) -> None:
        """A request is given as a mapping or as JSON text."""
        context = func.PromptInvocationContext(data)

        assert REQUEST == {name: getattr(context, name) for name in REQUEST}
        assert REQUEST == context.to_dict() == json.loads(context.to_json())

    def test_keywords(self) -> None:
        """Every field is a keyword argument, which comes before the request."""
        assert func.PromptInvocationContext(REQUEST) == func.PromptInvocationContext(**REQUEST)
        assert "q" == func.PromptInvocationContext(data=REQUEST, name="q").name
        assert {"b": 1} == func.PromptInvocationContext(REQUEST, arguments={"b": 1}).arguments

    @pytest.mark.parametrize("data", [None, {}, "null", "[1]", "5", '"x"', {"Name": "x"}])
    def test_empty(self, data: Any) -> None:
        """What a request does not tell is empty or None."""
        context = func.PromptInvocationContext(data)

        assert ("", {}, None, None) == (
            context.name,
            context.arguments,
            context.sessionid,
            context.transport,
        )

    @pytest.mark.parametrize(
        ("name", "value"),
        [("data", 5), ("data", [1]), ("name", 5), ("arguments", [1]), ("sessionid", b"x")],
    )
    def test_wrong_type(self, name: str, value: Any) -> None:
        """An argument of the wrong type is refused by its name."""
        with pytest.raises(TypeError, match=f"PromptInvocationContext: {name} must be .*got "):
            func.PromptInvocationContext(**{name: value})

    @pytest.mark.parametrize("text", ["", "x", "{"])
    def test_no_json(self, text: str) -> None:
        """Text that is no JSON is refused."""
        with pytest.raises(ValueError, match="PromptInvocationContext: .*JSON"):
            func.PromptInvocationContext(text)

    def test_value(self) -> None:
        """Contexts compare by value, are read-only, and survive pickling with what came."""
        context = func.PromptInvocationContext({"name": None, "arguments": 5})

        assert context == pickle.loads(pickle.dumps(context))
        assert context == copy.copy(context)
        assert context != func.PromptInvocationContext()
        with pytest.raises(AttributeError):
            setattr(context, "name", "x")  # noqa: B010

    def test_repr(self) -> None:
        """The repr shows the fields that are there, and cuts them."""
        shown = repr(func.PromptInvocationContext(name="n", arguments={"a": "x" * 1000}))

        assert shown.startswith("PromptInvocationContext(name='n', arguments={'a': 'x")
        assert len(shown) < 150


class TestDecode:
    @pytest.mark.parametrize("binding", ["mcpToolTrigger", "mcpResourceTrigger"])
    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            (Datum('{"a": 1}', "json"), '{"a": 1}'),
            (Datum("x", "string"), "x"),
            (Datum(b"\xff", "bytes"), b"\xff"),
            (Datum(5, "int"), 5),
            (Datum(Collection("string", ["a"]), "collection_string"), ["a"]),
            (Datum(None, None), None),
            (None, None),
        ],
    )
    def test_as_it_came(self, binding: str, data: Datum | None, expected: object) -> None:
        """What the host sends is handed on as it came."""
        assert expected == CONVERTERS[binding].decode(data, trigger_metadata={})

    @pytest.mark.parametrize("kind", ["json", "string"])
    def test_prompt(self, kind: str) -> None:
        """A request for a prompt becomes a context, from text and from bytes."""
        text = json.dumps(REQUEST)

        assert func.PromptInvocationContext(REQUEST) == prompt(Datum(text, kind))
        assert func.PromptInvocationContext(REQUEST) == prompt(Datum(text.encode(), "bytes"))

    @pytest.mark.parametrize(
        "data",
        [None, Datum(None, None), Datum(None, "json"), Datum(5, "int"), Datum("null", "json")],
    )
    def test_no_request(self, data: Datum | None) -> None:
        """Where there is no request, the context is empty."""
        assert func.PromptInvocationContext() == prompt(data)

    def test_odd_fields(self) -> None:
        """Fields of an odd type are handed on as they came."""
        context: Any = prompt(Datum('{"name": 5, "arguments": null}', "json"))

        assert (5, None) == (context.name, context.arguments)

    @pytest.mark.parametrize(("value", "kind"), [("x", "string"), ("", "json"), (b"\xff", "bytes")])
    def test_no_json(self, value: object, kind: str) -> None:
        """Text that is no JSON is refused with what came and what is accepted."""
        with pytest.raises(ValueError, match="mcpPromptTrigger binding: cannot decode .*it takes"):
            prompt(Datum(value, kind))


class TestEncode:
    @pytest.mark.parametrize("converter", CONVERTERS.values())
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (None, Datum("", "string")),
            ("ž", Datum("ž", "string")),
            (b"\xff", Datum(b"\xff", "bytes")),
            (bytearray(b"x"), Datum(b"x", "bytes")),
            (5, Datum("5", "string")),
            (True, Datum("True", "string")),
            ({"a": 1}, Datum("{'a': 1}", "string")),
            ([], Datum("[]", "string")),
            ([1, "x"], Datum("[1, 'x']", "string")),
            (TextContent(), Datum("text", "string")),
        ],
        ids=repr,
    )
    def test_any_value(self, converter: Any, value: object, expected: Datum) -> None:
        """Text and bytes are sent as they are, any other value as its text."""
        assert expected == converter.encode(value)

    @pytest.mark.parametrize("module", ["mcp.types", "mcp_types", "mcp_types._types"])
    def test_content(self, module: str) -> None:
        """A tool's content of the MCP SDK, of any of its versions, is sent as JSON."""
        text, audio = sdk_class(TextContent, module)(), sdk_class(AudioContent, module)("ž")
        image = sdk_class(ImageContent, module)()
        encode = MCPToolTriggerConverter.encode

        assert Datum('{"text": "hi"}', "string") == encode(text)
        assert Datum('{"text": "\\u017e", "meta": null}', "string") == encode(audio)
        assert {"data": "hi", "options": OPTIONS} == json.loads(encode(image).value)
        assert [{"text": "hi"}, {"a": 1}] == json.loads(encode([text, {"a": 1}]).value)

    def test_subclass_of_content(self) -> None:
        """So is that of a class derived from one of the SDK."""
        derived = type("Derived", (sdk_class(TextContent),), {})

        assert '{"text": "hi"}' == MCPToolTriggerConverter.encode(derived()).value

    @pytest.mark.parametrize("module", ["mcpx", "mcp", "my.mcp.types", "mcp_typesx"])
    def test_other_module(self, module: str) -> None:
        """Objects of any other module are sent as their text."""
        assert "text" == MCPToolTriggerConverter.encode(sdk_class(TextContent, module)()).value

    def test_content_of_others(self) -> None:
        """What is no tool's is sent as its text."""
        content = sdk_class(TextContent)()

        assert "text" == MCPResourceTriggerConverter.encode(content).value

    @pytest.mark.parametrize("item", ["x", 5, None])
    def test_mixed(self, item: object) -> None:
        """A list that starts with content must hold nothing but content and dicts."""
        with pytest.raises(TypeError, match=f"mcpToolTrigger binding: .*{type(item).__name__}"):
            MCPToolTriggerConverter.encode([sdk_class(TextContent)(), item])

    def test_without_form(self) -> None:
        """Content that JSON has no form for is refused by name."""
        content = sdk_class(AudioContent)(object())
        for value in (content, [content]):
            with pytest.raises(TypeError, match="mcpToolTrigger binding: cannot encode .*hold"):
                MCPToolTriggerConverter.encode(value)


class TestRegistration:
    @pytest.mark.parametrize("binding", CONVERTERS)
    def test_converter(self, binding: str) -> None:
        """The registry knows the converters: triggers to which the return value goes."""
        converter = CONVERTERS[binding]

        assert converter is func.get_binding_registry().get(binding)
        assert converter.has_trigger_support()
        assert converter.has_implicit_output()

    @pytest.mark.parametrize("converter", CONVERTERS.values())
    def test_annotations(self, converter: Any) -> None:
        """Text, bytes and dicts come in, anything goes out."""
        for annotation in (str, bytes, dict, func.MCPToolContext, str | None):
            assert converter.check_input_type_annotation(annotation)
        others: list[Any] = [int, list[str], None, "x", Any]
        for annotation in others:
            assert not converter.check_input_type_annotation(annotation)
            assert converter.check_output_type_annotation(annotation)

    def test_prompt_annotation(self) -> None:
        """A prompt's parameter takes the context, others' do not."""
        context = func.PromptInvocationContext

        assert [False, False, True] == [
            converter.check_input_type_annotation(context) for converter in CONVERTERS.values()
        ]


class TestWire:
    @given(
        data=OBJECTS, fields=st.fixed_dictionaries({}, optional={"name": JSON, "transport": JSON})
    )
    def test_prompt(self, data: dict[str, Any], fields: dict[str, Any]) -> None:
        """The wire form of a request for a prompt decodes to it."""
        context = func.PromptInvocationContext({"arguments": data, **fields})
        datum, metadata = mcp.to_wire(context)

        assert {} == metadata
        assert context == prompt(datum)

    @given(OBJECTS)
    def test_tool(self, data: dict[str, Any]) -> None:
        """The wire form of a tool's call is its JSON text, which is what it decodes to."""
        context = func.MCPToolContext(data)
        datum, metadata = mcp.to_wire(context)
        text = MCPToolTriggerConverter.decode(datum, trigger_metadata=metadata)

        assert context == func.MCPToolContext(json.loads(text))

    @given(st.none() | st.text() | st.binary() | st.integers())
    def test_plain(self, value: Any) -> None:
        """The wire form of any other value decodes to the value."""
        datum, metadata = mcp.to_wire(value)

        assert value == MCPResourceTriggerConverter.decode(datum, trigger_metadata=metadata)

    def test_without_form(self) -> None:
        """A context with a value that JSON has no form for has none."""
        with pytest.raises(TypeError, match="mcpToolTrigger binding: cannot encode MCPToolContext"):
            mcp.to_wire(func.MCPToolContext(a=b"x"))
        with pytest.raises(TypeError, match="mcpPromptTrigger binding: cannot encode Prompt"):
            mcp.to_wire(func.PromptInvocationContext(arguments={"a": b"x"}))
