"""Model Context Protocol: its contexts, and the converters of ``mcp*Trigger``."""

from __future__ import annotations

from collections.abc import Mapping

from ._errors import wrong_type
from ._json import JSONValue, dumps, loads_body
from ._mcp_content import content_form, content_forms, is_content
from ._narrow import is_dict, is_mapping
from ._value import Value, check_optional, own_dict, plain
from ._wire import (
    PassOnConverter,
    json_datum,
    json_text_datum,
    pass_on,
    plain_datum,
    text_datum,
    unreadable,
)
from .meta import Datum, is_input_annotation

__all__ = (
    "MCPPromptTriggerConverter",
    "MCPResourceTriggerConverter",
    "MCPToolContext",
    "MCPToolTriggerConverter",
    "PromptInvocationContext",
)

_READABLE = "a JSON object with name and arguments, as json, string or bytes"
_WRITABLE = "dicts, lists, str, int, float, bool and None; write other values as one of these"


class MCPToolContext(dict[str, JSONValue]):
    """One call of a tool: its name, its arguments and its session, as a dict."""

    def to_dict(self) -> dict[str, object]:
        """Return the context as a dict of what JSON has a form for.

        Returns:
            The dict.
        """
        return {key: plain(value) for key, value in self.items()}

    def to_json(self) -> str:
        """Return ``to_dict`` as JSON text.

        Returns:
            The text.
        """
        return dumps(self.to_dict())


class PromptInvocationContext(Value):
    """One request for a prompt.

    Args:
        data: The request, a mapping or the JSON text of an object with the names below. What is
            no object holds nothing.
        name: The name of the prompt; instead of the one in ``data``.
        arguments: The arguments of the prompt; instead of those in ``data``.
        sessionid: The id of the session; instead of the one in ``data``.
        transport: How the request came; instead of what ``data`` tells.

    Raises:
        TypeError: An argument is of the wrong type.
        ValueError: ``data`` is text but no JSON.
    """

    __slots__ = ("_arguments", "_name", "_sessionid", "_transport")

    _fields = ("name", "arguments", "sessionid", "transport")

    def __init__(
        self,
        data: Mapping[str, JSONValue] | str | bytes | None = None,
        *,
        name: str | None = None,
        arguments: Mapping[str, JSONValue] | None = None,
        sessionid: str | None = None,
        transport: JSONValue = None,
    ) -> None:
        owner = "PromptInvocationContext"
        fields = {
            "name": check_optional(owner, "name", name, str),
            "arguments": own_dict(owner, "arguments", arguments),
            "sessionid": check_optional(owner, "sessionid", sessionid, str),
            "transport": transport,
        }
        request = _read_request(owner, data)
        request |= {key: field for key, field in fields.items() if field is not None}
        self._name: str = request.get("name", "")
        self._arguments: dict[str, JSONValue] = request.get("arguments", {})
        self._sessionid: str | None = request.get("sessionid")
        self._transport: JSONValue = request.get("transport")

    @property
    def name(self) -> str:
        """The name of the prompt; empty where the host did not tell."""
        return self._name

    @property
    def arguments(self) -> dict[str, JSONValue]:
        """The arguments of the prompt."""
        return self._arguments

    @property
    def sessionid(self) -> str | None:
        """The id of the session."""
        return self._sessionid

    @property
    def transport(self) -> JSONValue:
        """How the request came."""
        return self._transport


class MCPToolTriggerConverter(PassOnConverter, binding="mcpToolTrigger", trigger=True):
    """Hands on the call of a tool as it came, and what the function returns as text or content."""

    @classmethod
    def encode(cls, obj: object, *, expected_type: object = None) -> Datum:
        """Turn what the function returned into a datum.

        Args:
            obj: Any value.
            expected_type: The annotation; not needed.

        Returns:
            The datum: content of the MCP SDK, and a list that starts with some, as JSON text; text
            and bytes as they are, None as empty text, and what ``str()`` makes of any other value.

        Raises:
            TypeError: A list of content holds another value, or content one that JSON has no form
                for.
        """
        form = content_form(obj) if is_content(obj) else content_forms(obj)
        if form is None:
            return text_datum(obj)
        return json_text_datum("mcpToolTrigger", obj, form, _WRITABLE)


class MCPResourceTriggerConverter(PassOnConverter, binding="mcpResourceTrigger", trigger=True):
    """Hands on the request for a resource as it came, and what the function returns as text."""


class MCPPromptTriggerConverter(PassOnConverter, binding="mcpPromptTrigger", trigger=True):
    """Turns a request into a ``PromptInvocationContext``; what the function returns is text."""

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter can take a request for a prompt.

        Args:
            pytype: The parameter's annotation.

        Returns:
            True for ``PromptInvocationContext``, ``str``, ``bytes``, ``dict``, and unions with
            one of them.
        """
        return is_input_annotation(pytype, (PromptInvocationContext, str, bytes, dict))

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Mapping[str, Datum | None] | None
    ) -> PromptInvocationContext:
        """Turn a datum into a request.

        Args:
            data: The request, a JSON object as text or bytes. Anything else but text holds
                nothing.
            trigger_metadata: Not needed.

        Returns:
            The request. A field that is absent is empty or None.

        Raises:
            ValueError: The data is text but no JSON.
        """
        text = pass_on(data)
        if not isinstance(text, (str, bytes)):
            return PromptInvocationContext()
        try:
            return PromptInvocationContext(text)
        except ValueError as error:
            raise unreadable("mcpPromptTrigger", text, _READABLE, error) from error


def to_wire(
    value: PromptInvocationContext | MCPToolContext | str | bytes | float | None,
) -> tuple[Datum, dict[str, Datum]]:
    """Write what a function is given as the host sends it: the inverse of ``decode``.

    Args:
        value: A request for a prompt; or the call of a tool, as a context, which ``decode`` turns
            into its JSON text, or as it travels; or the request for a resource as it travels.

    Returns:
        The datum, and the trigger's metadata, which is empty.

    Raises:
        TypeError: A context holds a value that JSON has no form for.
    """
    if isinstance(value, PromptInvocationContext):
        form = {
            "name": value.name,
            "arguments": value.arguments,
            "sessionid": value.sessionid,
            "transport": value.transport,
        }
        return json_datum("mcpPromptTrigger", value, form, _WRITABLE), {}
    if isinstance(value, MCPToolContext):
        return json_datum("mcpToolTrigger", value, dict(value), _WRITABLE), {}
    return plain_datum("mcpToolTrigger", value), {}


def _read_request(owner: str, data: object) -> dict[str, JSONValue]:
    """Return the request that a constructor was given; an empty one for JSON that is no object."""
    if data is None:
        return {}
    if isinstance(data, (str, bytes)):
        value = loads_body(data, owner)
        return value if is_dict(value) else {}
    if is_mapping(data):
        return {str(key): value for key, value in data.items()}
    raise wrong_type(owner, "data", data, "a mapping, JSON text, or None")
