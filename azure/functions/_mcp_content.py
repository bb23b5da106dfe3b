"""Results of the MCP SDK, told by the names of their classes: the SDK itself is never imported."""

from __future__ import annotations

from ._errors import unsupported_type
from ._narrow import is_dict, is_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeGuard

_SDK_MODULES = ("mcp.types", "mcp_types")
"""Where the classes of the MCP SDK live, by its versions."""

_IN_LISTS = "content of the MCP SDK (such as mcp.types.TextContent) and dicts in such a list"


def is_content(value: object) -> bool:
    """Tell whether a value is of a class of the MCP SDK, or of one derived from such a class.

    Args:
        value: Any value.

    Returns:
        True for ``TextContent``, ``CallToolResult`` and their like.
    """
    return any(
        base.__module__ == module or base.__module__.startswith(f"{module}.")
        for base in type(value).__mro__
        for module in _SDK_MODULES
    )


def starts_with_content(value: object) -> TypeGuard[list[object]]:
    """Tell whether a value is a list whose first item is content of the MCP SDK.

    Args:
        value: Any value.

    Returns:
        True for such a list.
    """
    return is_list(value) and bool(value) and is_content(value[0])


def content_form(content: object) -> object:
    """Return content of the MCP SDK as what JSON has a form for.

    Args:
        content: The content.

    Returns:
        A dict with the names that fields have on the wire, without those that are None.
    """
    model_dump = getattr(content, "model_dump", None)
    if callable(model_dump):
        return model_dump(mode="json", by_alias=True, exclude_none=True)
    from dataclasses import asdict, is_dataclass

    if is_dataclass(content) and not isinstance(content, type):
        return asdict(content)
    return getattr(content, "__dict__", {})


def content_forms(value: object) -> list[object] | None:
    """Return a list that starts with content of the MCP SDK as what JSON has a form for.

    Args:
        value: Any value.

    Returns:
        The forms of what is in the list; None for any other list, and for any other value.

    Raises:
        TypeError: The list holds something else than content and dicts.
    """
    if not starts_with_content(value):
        return None
    for item in value:
        if not (is_content(item) or is_dict(item)):
            raise unsupported_type("mcpToolTrigger", item, _IN_LISTS)
    return [item if is_dict(item) else content_form(item) for item in value]
