"""
Content of the MCP SDK, told by the names of its classes.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from azure.functions._mcp_content import (
    content_form,
    content_forms,
    is_content,
    starts_with_content,
)

MODULES = ["mcp.types", "mcp_types", "mcp_types._types"]


class Text:
    def __init__(self, text: str = "hi") -> None:
        self.text = text


@dataclasses.dataclass
class Point:
    x: int = 1


class Model:
    def model_dump(self, **options: object) -> dict[str, object]:
        return options


def of_sdk(base: type[Any], module: str = "mcp.types") -> Any:
    """
    Return an object of a class of the SDK.
    """
    return type(base.__name__, (base,), {"__module__": module})()


@pytest.mark.parametrize("module", MODULES)
def test_is_content(module: str) -> None:
    """
    It is told by the module of the class, or of one that it derives from.
    """
    content: object = of_sdk(Text, module)
    derived = type("Derived", (type(content),), {})()

    assert is_content(content)
    assert is_content(derived)
    assert starts_with_content([content, 5])


@pytest.mark.parametrize("module", ["mcp", "mcpx", "my.mcp.types", "mcp.typesx", "mcp_typesx"])
def test_other_modules(module: str) -> None:
    """
    Classes of any other module are not of the SDK.
    """
    assert not is_content(of_sdk(Text, module))


@pytest.mark.parametrize("value", [None, 5, [], (), "x", {}, Text(), [Text()]], ids=repr)
def test_no_content(value: object) -> None:
    """
    Nor is any other value, or a list of such.
    """
    assert not is_content(value)
    assert not starts_with_content(value)
    assert content_forms(value) is None


def test_form() -> None:
    """
    The form is that of pydantic, of a dataclass, or the attributes.
    """
    assert {"mode": "json", "by_alias": True, "exclude_none": True} == content_form(of_sdk(Model))
    assert {"x": 1} == content_form(of_sdk(Point))
    assert {"text": "hi"} == content_form(of_sdk(Text))
    assert {} == content_form(5)


def test_forms() -> None:
    """
    A list may hold content and dicts, and nothing else.
    """
    content = of_sdk(Text)

    assert [{"text": "hi"}, {"a": 1}] == content_forms([content, {"a": 1}])
    with pytest.raises(TypeError, match="mcpToolTrigger binding: cannot encode int"):
        content_forms([content, 5])
