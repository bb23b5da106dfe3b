"""What an MCP tool returns, as the text that the host takes."""

from __future__ import annotations

from .._errors import UnsupportedTypeError, shorten, wrong_type
from .._json import web_form
from .._mcp_content import content_form, content_forms, is_content, starts_with_content
from .._narrow import is_dict, is_sequence
from .._typing import TypeVar
from .._value import plain

_T = TypeVar("_T")

_MARKER = "__mcp_content__"
_PLAIN = (str, bytes, int, float, list, tuple, dict, set, frozenset)
_ACCEPTED = (
    "text, numbers, lists, dicts, dates, enums, dataclasses, models of pydantic, @mcp_content "
    "classes, or content of the MCP SDK"
)


def mcp_content(cls: type[_T]) -> type[_T]:
    """Mark a class whose objects are structured content of a tool's result.

    Args:
        cls: The class. The attributes of its objects become the fields.

    Returns:
        The class.

    Raises:
        TypeError: It is no class.
    """
    if not isinstance(cls, type):  # pyright: ignore[reportUnnecessaryIsInstance]  # untyped code
        raise wrong_type("mcp_content()", "cls", cls, "a class; write @mcp_content above it")
    setattr(cls, _MARKER, True)
    return cls


def has_mcp_content_marker(obj: object) -> bool:
    """Tell whether something is marked by ``mcp_content``.

    Args:
        obj: A class, or an object of it.

    Returns:
        True where it is.
    """
    return bool(getattr(obj, _MARKER, False))


def should_create_structured_content(obj: object) -> bool:
    """Tell whether structured content is made of a value's attributes.

    Args:
        obj: The value.

    Returns:
        True for what ``mcp_content`` marks, unless it is text, a number or a container.
    """
    return has_mcp_content_marker(obj) and not isinstance(obj, _PLAIN)


def encode_result(tool: str, value: object, use_result_schema: bool) -> str:
    """Write what a tool returned as the text that the host takes.

    Args:
        tool: The name of the tool, for errors.
        value: What it returned.
        use_result_schema: Whether the host takes a JSON object with ``type``, ``content`` and
            ``structuredContent``, instead of mere text.

    Returns:
        The text; empty for None.

    Raises:
        TypeError: The value holds something that JSON has no form for, or itself.
    """
    if value is None:
        return ""
    try:
        return _result(value) if use_result_schema else _text(value)
    except (TypeError, ValueError, RecursionError) as error:
        raise UnsupportedTypeError(
            f"tool {tool!r}: cannot write the result {type(value).__name__} ({shorten(value)}): "
            f"{error}",
            binding="mcpToolTrigger",
            accepted=_ACCEPTED,
        ) from error


def _text(value: object) -> str:
    """Write a result as mere text."""
    is_record = should_create_structured_content(value) and hasattr(value, "__dict__")
    if (is_record and not _has_text(value)) or is_content(value) or starts_with_content(value):
        return _dumps(value)
    return str(value)


def _result(value: object) -> str:
    """Write a result as a JSON object that says what it is."""
    if is_content(value):
        return _of_content(value)
    forms = content_forms(list(value) if is_sequence(value) else value)
    if forms is not None:
        return _wrap("call_tool_result", {"content": forms}, None)
    text = _dumps(value)
    if text.startswith('"'):
        import json

        text = json.loads(text)  # text travels as it is
    return _wrap("text", {"type": "text", "text": text}, text)


def _of_content(value: object) -> str:
    """Write a result that is of a class of the MCP SDK."""
    form = content_form(value)
    if any(base.__name__ == "CallToolResult" for base in type(value).__mro__):
        structured = form.get("structuredContent") if is_dict(form) else None
        return _wrap("call_tool_result", form, None if structured is None else _dumps(structured))
    return _wrap(getattr(value, "type", "text"), form, _dumps(form))


def _wrap(kind: str, content: object, structured: str | None) -> str:
    """Write the JSON object that the host takes; content is JSON text in it."""
    return _dumps({"type": kind, "content": _dumps(content), "structuredContent": structured})


def _dumps(value: object) -> str:
    """Write JSON text that is the same whichever library is installed."""
    import json

    return json.dumps(value, default=_form)


def _form(value: object) -> object:
    """Return a value that JSON has a form for in place of one that it has none for."""
    if is_content(value):
        return content_form(value)
    if isinstance(value, (bytes, bytearray)):
        return plain(bytes(value))
    if isinstance(value, type):
        raise TypeError(f"{value.__name__} is a class, not an object of it")
    model_dump = getattr(value, "model_dump", None)
    if callable(model_dump):
        return model_dump(mode="json")
    if should_create_structured_content(value) and hasattr(value, "__dict__"):
        return vars(value)
    try:
        return web_form(value)
    except TypeError:
        if hasattr(value, "__dict__"):
            return vars(value)
        raise


def _has_text(value: object) -> bool:
    """Tell whether a value's class says what its text is."""
    cls = type(value)
    return cls.__str__ is not object.__str__ or cls.__repr__ is not object.__repr__
