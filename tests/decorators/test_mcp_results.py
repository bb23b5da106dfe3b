"""
Results of a tool, as text.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions.decorators._mcp_results import encode_result
from azure.functions.decorators.mcp import (
    has_mcp_content_marker,
    mcp_content,
    should_create_structured_content,
)


class Colour(Enum):
    RED = "red"


@dataclasses.dataclass
class Point:
    x: int
    at: datetime.date | None = None
    inner: Point | None = None


class Pair(NamedTuple):
    a: int


class Record:
    def __init__(self, a: object = 1) -> None:
        self.a = a
        self._b = 2


class Model(Record):
    def model_dump(self, *, mode: str) -> dict[str, object]:
        return {"a": self.a, "mode": mode}


class Dictable(Record):
    def to_dict(self) -> dict[str, object]:
        return {"own": self.a}


class Slotted:
    __slots__ = ("a",)


@mcp_content
class Content(Record): ...


@mcp_content
class Titled(Record):
    def __str__(self) -> str:
        return "title"


@mcp_content
class DictableContent(Dictable): ...


@mcp_content
class SlottedContent:
    __slots__ = ("a",)


@mcp_content
@dataclasses.dataclass
class PointContent:
    x: int = 1


@mcp_content
class ListContent(list[int]): ...


@mcp_content
class DictContent(dict[str, int]): ...


@mcp_content
class TextContent(str):
    __slots__ = ()


class Block:
    """
    Content as that of the MCP SDK.
    """

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        if "type" in fields:
            self.type = fields["type"]

    def model_dump(self, **options: object) -> dict[str, object]:
        assert {"mode": "json", "by_alias": True, "exclude_none": True} == options
        return self.fields


class CallToolResult(Block): ...


def of_sdk(base: type[Block]) -> type[Block]:
    """
    Return a class of the SDK.
    """
    return type(base.__name__, (base,), {"__module__": "mcp.types"})


def block(**fields: object) -> Block:
    """
    Return a block of content.
    """
    return of_sdk(Block)(**fields)


HI = {"type": "text", "text": "hi"}
IMAGE = {"type": "image", "data": "aGk=", "mimeType": "image/png"}


def text(value: object) -> str:
    """
    Encode a result for a host that takes mere text.
    """
    return encode_result("t", value, False)


def result(value: object) -> dict[str, Any]:
    """
    Encode a result for a host that takes content, and read it; JSON text in it too.
    """
    told: dict[str, Any] = json.loads(encode_result("t", value, True))
    assert ["type", "content", "structuredContent"] == list(told)
    return told | {"content": json.loads(told["content"])}


class TestText:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (None, ""),
            ("ž", "ž"),
            (5, "5"),
            (True, "True"),
            (b"x", "b'x'"),
            ([1, "x"], "[1, 'x']"),
            ([], "[]"),
            ({"a": 1}, "{'a': 1}"),
            (Point(1), "Point(x=1, at=None, inner=None)"),
            (PointContent(), "PointContent(x=1)"),
            (Titled(), "title"),
            (Colour.RED, "Colour.RED"),
            (TextContent("x"), "x"),
            (DictContent(a=1), "{'a': 1}"),
            (Block, str(Block)),
        ],
        ids=repr,
    )
    def test_any_value(self, value: object, expected: str) -> None:
        """
        Mere text is what ``str()`` makes of a value, and empty for None.
        """
        assert expected == text(value)

    def test_content(self) -> None:
        """
        Content of the MCP SDK, and a list that starts with some, is JSON.
        """
        assert '{"type": "text", "text": "hi"}' == text(block(**HI))
        assert [HI, IMAGE, {"a": 1}, 5] == json.loads(
            text([block(**HI), block(**IMAGE), {"a": 1}, 5])
        )
        assert text((block(**HI),)).startswith("(<")

    def test_marked(self) -> None:
        """
        What is marked as content and has no text of its own is JSON.
        """
        assert '{"a": {"a": "2020-01-01", "_b": 2}, "_b": 2}' == text(
            Content(Content(datetime.date(2020, 1, 1)))
        )
        assert text(SlottedContent()).startswith("<")
        assert text(Record()).startswith("<")


class TestResult:
    def test_none(self) -> None:
        """
        None is empty text.
        """
        assert "" == encode_result("t", None, True)

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("ž", "ž"),
            ("", ""),
            ('{"a":1}', '{"a":1}'),
            (5, "5"),
            (1.5, "1.5"),
            (True, "true"),
            ({"a": [None, "ž"]}, '{"a": [null, "\\u017e"]}'),
            ({1: 2}, '{"1": 2}'),
            ([1, "x"], '[1, "x"]'),
            ([], "[]"),
            ((1, 2), "[1, 2]"),
            ({1}, "[1]"),
            (Pair(1), "[1]"),
            (b"x", "x"),
            (bytearray(b"\xff"), '{"__encoding": "base64", "value": "/w=="}'),
            (datetime.datetime(2020, 1, 1), "2020-01-01T00:00:00"),
            (Decimal("1.20"), "1.20"),
            (UUID(int=1), str(UUID(int=1))),
            (Colour.RED, "red"),
            (Point(1), '{"x": 1, "at": null, "inner": null}'),
            (
                Point(1, datetime.date(2020, 1, 1), Point(2)),
                '{"x": 1, "at": "2020-01-01", "inner": {"x": 2, "at": null, "inner": null}}',
            ),
            (Record(), '{"a": 1, "_b": 2}'),
            (Model(), '{"a": 1, "mode": "json"}'),
            (Dictable(), '{"own": 1}'),
            (func.QueueMessage(id="i"), None),
            (Content([Record(), Point(1)]), None),
            (Titled(), '{"a": 1, "_b": 2}'),
            (DictableContent(), '{"a": 1, "_b": 2}'),
            (PointContent(), '{"x": 1}'),
            ([PointContent(), {"k": PointContent()}], '[{"x": 1}, {"k": {"x": 1}}]'),
            (ListContent([1]), "[1]"),
            (DictContent(a=1), '{"a": 1}'),
            (TextContent("x"), "x"),
            ([5, block(**HI)], '[5, {"type": "text", "text": "hi"}]'),
            ({"a": block(**HI)}, '{"a": {"type": "text", "text": "hi"}}'),
        ],
        ids=repr,
    )
    def test_any_value(self, value: object, expected: str | None) -> None:
        """
        A value is text content, and the same text again as structured content.
        """
        told = result(value)
        expected = told["structuredContent"] if expected is None else expected

        assert {
            "type": "text",
            "content": {"type": "text", "text": expected},
            "structuredContent": expected,
        } == told

    @pytest.mark.parametrize("form", [HI, IMAGE, {"type": "resource_link", "uri": "file:///x"}])
    def test_block(self, form: dict[str, object]) -> None:
        """
        A block of content says itself of which type it is.
        """
        expected = {"type": form["type"], "content": form, "structuredContent": json.dumps(form)}

        assert expected == result(block(**form))

    def test_other_class_of_the_sdk(self) -> None:
        """
        What is of the SDK but says no type is told as text.
        """
        expected = {"type": "text", "content": {"a": 1}, "structuredContent": '{"a": 1}'}

        assert expected == result(block(a=1))

    @pytest.mark.parametrize("make", [list, tuple])
    def test_blocks(self, make: Any) -> None:
        """
        Several blocks are the content of a tool's result; dicts may stand among them.
        """
        expected = {
            "type": "call_tool_result",
            "content": {"content": [HI, IMAGE, {"a": 1}]},
            "structuredContent": None,
        }

        assert expected == result(make([block(**HI), block(**IMAGE), {"a": 1}]))

    @pytest.mark.parametrize(
        ("extra", "structured"),
        [({}, None), ({"structuredContent": {"a": "ž"}}, '{"a": "\\u017e"}')],
    )
    def test_call_tool_result(self, extra: dict[str, object], structured: str | None) -> None:
        """
        A whole result is handed on, with its structured content.
        """
        form = {"content": [HI], "isError": False, **extra}
        expected = {"type": "call_tool_result", "content": form, "structuredContent": structured}
        whole = of_sdk(CallToolResult)
        derived = type("Mine", (whole,), {})

        assert expected == result(whole(**form))
        assert expected == result(derived(**form))

    @pytest.mark.parametrize("item", ["x", 5, None, Record()])
    def test_mixed(self, item: object) -> None:
        """
        A list that starts with content must hold nothing but content and dicts.
        """
        with pytest.raises(TypeError, match=f"tool 't': .* cannot encode {type(item).__name__}"):
            encode_result("t", [block(**HI), item], True)

    @pytest.mark.parametrize(
        "value", [object(), Point, SlottedContent(), Content(Slotted()), {object(): 1}]
    )
    def test_without_form(self, value: object) -> None:
        """
        What JSON has no form for is refused, with the names of the tool and the type.
        """
        with pytest.raises(TypeError, match="tool 't': cannot write the result") as caught:
            encode_result("t", value, True)

        assert isinstance(caught.value, func.EncodeError)
        assert "mcpToolTrigger" == caught.value.binding

    def test_cycle(self) -> None:
        """
        So is what holds itself, by reference or without end.
        """
        cycle: list[object] = []
        cycle.append(cycle)

        with pytest.raises(TypeError, match="tool 't': cannot write the result list"):
            encode_result("t", cycle, True)

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
            lambda items: st.lists(items) | st.dictionaries(st.text(), items),
        )
    )
    def test_round_trip(self, value: Any) -> None:
        """
        Structured content is the value's JSON, or the text itself.
        """
        if value is None:
            return
        structured = result(value)["structuredContent"]

        assert value == (structured if isinstance(value, str) else json.loads(structured))


class TestMarker:
    def test_marker(self) -> None:
        """
        The marker is on the class, its objects and derived classes, and changes nothing else.
        """
        for each in (Content, Content(), type("Derived", (Content,), {})):
            assert has_mcp_content_marker(each)
        for other in (None, 5, Record, Record()):
            assert not has_mcp_content_marker(other)
        assert mcp_content is func.mcp_content

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (Content(), True),
            (PointContent(), True),
            (ListContent(), False),
            (DictContent(), False),
            (TextContent(), False),
            (Record(), False),
            ([Content()], False),
            (5, False),
            (None, False),
        ],
        ids=repr,
    )
    def test_should_create_structured_content(self, value: object, expected: bool) -> None:
        """
        Structured content is made of what is marked, unless it has a form already.
        """
        assert expected is should_create_structured_content(value)

    def test_no_class(self) -> None:
        """
        Only classes can be marked.
        """
        value: Any = 5
        with pytest.raises(TypeError, match="mcp_content.*cls must be a class.*got int"):
            mcp_content(value)
