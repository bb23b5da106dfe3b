"""Model Context Protocol: the triggers of tools, resources and prompts, and their decorators."""

# A trigger completes the function that it belongs to.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .._enums import parse_member
from .._errors import wrong_type
from .._narrow import is_iterable, is_mapping
from .._typing import Any, cast
from ._api import Decorator, DecoratorApi, declares
from ._function import Function
from .constants import MCP_PROMPT_TRIGGER, MCP_RESOURCE_TRIGGER, MCP_TOOL_TRIGGER
from .core import DataType, McpPropertyType, Setting, Trigger

__all__ = (
    "MCP_PROMPT_TRIGGER",
    "MCP_RESOURCE_TRIGGER",
    "MCP_TOOL_TRIGGER",
    "MCPPromptTrigger",
    "MCPResourceTrigger",
    "MCPToolTrigger",
    "McpPropertyType",
    "PromptArgument",
    "build_property_metadata",
    "check_as_array",
    "check_is_required",
    "check_property_type",
    "has_mcp_content_marker",
    "mcp_content",
    "should_create_structured_content",
    "unwrap_optional",
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._mcp_properties import (
        build_property_metadata,
        check_as_array,
        check_is_required,
        check_property_type,
        unwrap_optional,
    )
    from ._mcp_results import (
        has_mcp_content_marker,
        mcp_content,
        should_create_structured_content,
    )
    from ._mcp_tool import Tool
else:
    Tool = object  # as below

    def __getattr__(name: str) -> object:
        # Only apps with tools need them, and those that import them from here.
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from . import _mcp_properties, _mcp_results

        return getattr(_mcp_results if hasattr(_mcp_results, name) else _mcp_properties, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


Fields = dict[str, Any]
Metadata = str | Mapping[str, object]

MCP_TOOL_PROPERTY = "mcp_tool_property"
"""The name of the setting that ``@app.mcp_tool_property`` leaves."""


class PromptArgument:
    """An argument of a prompt.

    Args:
        name: The name of the argument.
        description: What it is, for people and models.
        required: Whether a client must give it.
    """

    def __init__(self, name: str, description: str | None = None, required: bool = False) -> None:
        self.name = name
        self.description = description
        self.required = required

    def to_dict(self) -> dict[str, object]:
        """Return the argument as a dict.

        Returns:
            Its name, its description and whether it is required.
        """
        return dict(vars(self))

    # Called on an argument and on the class alike.
    def serializer(obj: object) -> dict[str, object] | None:  # noqa: N805  # pyright: ignore[reportSelfClsParameterName]
        """Return an argument as a dict; for the ``default`` of ``json.dumps``.

        Args:
            obj: The argument.

        Returns:
            The dict; None for anything else.
        """
        return obj.to_dict() if isinstance(obj, PromptArgument) else None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PromptArgument):
            return NotImplemented
        return vars(self) == vars(other)

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"PromptArgument({fields})"


class MCPToolTrigger(Trigger, binding=MCP_TOOL_TRIGGER):
    """The trigger of ``@app.mcp_tool_trigger``, whose arguments it takes."""

    _tool: Tool | None = None  # the function as a tool, where the trigger was derived from it

    def __init__(
        self,
        name: str,
        tool_name: str,
        description: str | None = None,
        tool_properties: str | list[dict[str, object]] | None = None,
        metadata: Metadata | None = None,
        use_result_schema: bool | None = False,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.tool_name = tool_name
        self.description = description
        self.tool_properties = tool_properties
        self.metadata = metadata
        self.use_result_schema = use_result_schema


class MCPToolOfFunction(Trigger, binding=MCP_TOOL_TRIGGER):
    """The trigger of ``@app.mcp_tool()``, until the function is indexed with all its bindings.

    Args:
        metadata: Metadata of the tool.
        use_result_schema: Whether results say what they are.
    """

    def __init__(self, metadata: Metadata | None, use_result_schema: bool | None) -> None:
        super().__init__("context")
        self.metadata = metadata
        self.use_result_schema = use_result_schema

    def _index(self, function: Function) -> MCPToolTrigger:
        """Give a function its handler, and return its trigger."""
        import json

        from ._mcp_tool import Tool

        said = [each for each in function._settings if isinstance(each, McpToolProperty)]
        tool = Tool(function, said)
        function._handler = tool.handler(bool(self.use_result_schema))
        trigger = MCPToolTrigger(
            tool.call_name,
            tool.name,
            tool.description,
            json.dumps(tool.properties),
            self.metadata,
            self.use_result_schema,
        )
        trigger.place = self.place
        trigger._tool = tool
        return trigger


class McpToolProperty(Setting):
    """The setting of ``@app.mcp_tool_property``, whose arguments it takes."""

    declares_function = False

    def __init__(
        self,
        arg_name: str,
        description: str | None = None,
        property_type: McpPropertyType | str | None = None,
        is_required: bool | None = True,
        as_array: bool | None = False,
    ) -> None:
        super().__init__(MCP_TOOL_PROPERTY)
        self.arg_name = arg_name
        self.description = description
        self.property_type: McpPropertyType | None = parse_member(
            property_type, McpPropertyType, "property_type"
        )
        self.is_required = is_required
        self.as_array = as_array

    def doubts(self, function: Function) -> Iterable[str]:
        """Find what is wrong with what it says.

        Args:
            function: The function, as it is indexed.

        Returns:
            A message for each mistake.
        """
        trigger = function.get_trigger()
        if isinstance(trigger, MCPToolTrigger) and trigger._tool is not None:
            return trigger._tool.doubts(self)
        return [f"the property {self.arg_name!r} is lost without @app.mcp_tool(); add it above"]

    def known(self) -> dict[str, object]:
        """Return what it says of the property.

        Returns:
            The values that are not None, by the keys of the property.
        """
        said = {
            "propertyType": self.property_type and self.property_type.value,
            "description": self.description,
            "isArray": self.as_array,
            "isRequired": self.is_required,
        }
        return {key: value for key, value in said.items() if value is not None}


class MCPResourceTrigger(Trigger, binding=MCP_RESOURCE_TRIGGER):
    """The trigger of ``@app.mcp_resource_trigger``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        uri: str,
        resource_name: str,
        title: str | None = None,
        description: str | None = None,
        mime_type: str | None = None,
        size: int | None = None,
        metadata: Metadata | None = None,
        use_result_schema: bool | None = False,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.uri = uri
        self.resource_name = resource_name
        self.title = title
        self.description = description
        self.mime_type = mime_type
        self.size = size
        self.metadata = metadata
        self.use_result_schema = use_result_schema or None  # not told unless asked for


class MCPPromptTrigger(Trigger, binding=MCP_PROMPT_TRIGGER):
    """The trigger of ``@app.mcp_prompt_trigger``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        prompt_name: str,
        prompt_arguments: Iterable[PromptArgument | Mapping[str, object]] | str | None = None,
        title: str | None = None,
        description: str | None = None,
        metadata: Metadata | None = None,
        icons: str | list[dict[str, object]] | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.prompt_name = prompt_name
        self.prompt_arguments: str | None = _write_arguments(prompt_arguments)
        self.title = title
        self.description = description
        self.metadata = metadata
        self.icons = icons


class McpTriggerApi(DecoratorApi):
    """The decorators of the Model Context Protocol."""

    @declares
    def mcp_tool(
        self, metadata: Metadata | None = None, use_result_schema: bool | None = False
    ) -> Decorator:
        """Make the function a tool, which a client calls with the function's own arguments.

        The tool has the name of the Python function, which becomes ``toolName``; its docstring
        becomes ``description``. Each parameter becomes a property in ``toolProperties``, with the
        type and the default that it has in the signature and the description that it has in the
        docstring. Not a property is what another binding fills; a parameter annotated
        ``MCPToolContext``, which takes the call; and one annotated ``Context``, which takes that
        of the invocation.

        What the function returns becomes text, or with ``use_result_schema`` content: text, lists
        and dicts, dataclasses, ``@mcp_content`` classes, and content of the MCP SDK.

        Args:
            metadata: Metadata of the tool, a JSON object as text. It becomes ``metadata``.
            use_result_schema: Whether results are sent with their type and as structured content.
                It becomes ``useResultSchema``.

        Returns:
            The decorator.
        """
        return self._declare(lambda: MCPToolOfFunction(metadata, use_result_schema))

    @declares
    def mcp_tool_property(
        self,
        arg_name: str,
        description: str | None = None,
        property_type: McpPropertyType | str | None = None,
        is_required: bool | None = True,
        as_array: bool | None = False,
    ) -> Decorator:
        """Say of a property of ``@app.mcp_tool()`` what its parameter does not.

        Args:
            arg_name: The parameter. It becomes ``propertyName``.
            description: What the property is, instead of what the docstring says. It becomes
                ``description``.
            property_type: The type, or that of the items of an array, instead of that of the
                annotation. It becomes ``propertyType``.
            is_required: Whether a client must give it, whatever the signature says; None leaves
                it to the signature. It becomes ``isRequired``.
            as_array: Whether it is an array, whatever the annotation says; None leaves it to the
                annotation. It becomes ``isArray``.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: McpToolProperty(arg_name, description, property_type, is_required, as_array)
        )

    @declares
    def mcp_tool_trigger(
        self,
        arg_name: str,
        tool_name: str,
        description: str | None = None,
        tool_properties: str | list[dict[str, object]] | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function for each call of a tool, with the call as it came.

        Args:
            arg_name: The parameter that takes the call, JSON text with ``name`` and
                ``arguments``. It becomes ``name``.
            tool_name: The name of the tool. It becomes ``toolName``.
            description: What the tool does, for people and models. It becomes ``description``.
            tool_properties: The properties, a JSON array as text of objects with
                ``propertyName``, ``propertyType`` and ``description``. It becomes
                ``toolProperties``.
            data_type: In which form the host hands over the call. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case, ``metadata`` and
                ``use_result_schema`` among them.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: MCPToolTrigger(
                arg_name,
                tool_name,
                description,
                tool_properties,
                data_type=data_type,
                **cast("Fields", kwargs),  # some of them are parameters of the class
            )
        )

    @declares
    def mcp_resource_trigger(
        self,
        arg_name: str,
        uri: str,
        resource_name: str,
        title: str | None = None,
        description: str | None = None,
        mime_type: str | None = None,
        size: int | None = None,
        metadata: Metadata | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function for each request for a resource; it returns the content.

        Args:
            arg_name: The parameter that takes the request, a ``str`` of JSON. It becomes ``name``.
            uri: The address of the resource, as ``ui://app/index.html``. It becomes ``uri``.
            resource_name: The name of the resource. It becomes ``resourceName``.
            title: Its name for people. It becomes ``title``.
            description: What it is. It becomes ``description``.
            mime_type: The type of its content, as ``text/html``. It becomes ``mimeType``.
            size: The size of its content, in bytes. It becomes ``size``.
            metadata: Metadata of the resource, a JSON object as text. It becomes ``metadata``.
            data_type: In which form the host hands over the request. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case, ``use_result_schema`` among
                them.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: MCPResourceTrigger(
                arg_name,
                uri,
                resource_name,
                title,
                description,
                mime_type,
                size,
                metadata,
                data_type=data_type,
                **cast("Fields", kwargs),  # one of them is a parameter of the class
            )
        )

    @declares
    def mcp_prompt_trigger(
        self,
        arg_name: str,
        prompt_name: str,
        prompt_arguments: Iterable[PromptArgument | Mapping[str, object]] | str | None = None,
        title: str | None = None,
        description: str | None = None,
        metadata: Metadata | None = None,
        icons: str | list[dict[str, object]] | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function for each request for a prompt; it returns the text.

        Args:
            arg_name: The parameter that takes the request, a ``PromptInvocationContext``. It
                becomes ``name``.
            prompt_name: The name of the prompt. It becomes ``promptName``.
            prompt_arguments: The arguments, each a ``PromptArgument`` or a dict like it; or all
                of them as JSON text. It becomes ``promptArguments``.
            title: The name of the prompt for people. It becomes ``title``.
            description: What the prompt is for. It becomes ``description``.
            metadata: Metadata of the prompt, a JSON object as text. It becomes ``metadata``.
            icons: Its icons, a JSON array as text. It becomes ``icons``.
            data_type: In which form the host hands over the request. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: MCPPromptTrigger(
                arg_name,
                prompt_name,
                prompt_arguments,
                title,
                description,
                metadata,
                icons,
                data_type,
                **kwargs,
            )
        )


def _write_arguments(arguments: object) -> str | None:
    """Write the arguments of a prompt as JSON text."""
    if not arguments:
        return None
    if isinstance(arguments, str):
        return arguments
    accepted = "a list of PromptArgument or dicts, JSON text, or None"
    if is_mapping(arguments) or not is_iterable(arguments):
        raise wrong_type("mcp_prompt_trigger()", "prompt_arguments", arguments, accepted)
    import json

    forms: list[object] = []
    for each in arguments:
        if not (isinstance(each, PromptArgument) or is_mapping(each)):
            raise wrong_type("mcp_prompt_trigger()", "prompt_arguments", each, accepted)
        forms.append(each.to_dict() if isinstance(each, PromptArgument) else dict(each))
    return json.dumps(forms, separators=(",", ":"))
