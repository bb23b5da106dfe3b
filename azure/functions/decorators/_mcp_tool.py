"""How a function becomes an MCP tool: what the host is told of it, and what the worker calls."""

# Triggers and functions know each other's insides.
# pyright: reportPrivateUsage=false
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from .._errors import ArgumentTypeError, DeclarationError, DecodeError, shorten
from .._json import JSONValue, loads_body
from .._narrow import is_dict
from ._function import Function
from ._mcp_properties import build_property_metadata, check_as_array, plain_type, signature_of
from ._mcp_results import encode_result
from ._places import place_of
from ._spelling import did_you_mean
from .constants import MCP_TOOL_TRIGGER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from inspect import Signature
    from typing import Any

    from .mcp import McpToolProperty

_CALL = "context"
"""The name of the trigger's binding."""

_CALL_BESIDE_CONTEXT = "toolCall"
"""The same where the function takes the worker's own ``context``."""


class Tool:
    """A function as a tool: which of its parameters are properties, and which are filled otherwise.

    Args:
        function: The function, with all its bindings.
        declared: What is said of its properties.

    Raises:
        ValueError: A binding has the name of the trigger's.
    """

    def __init__(self, function: Function, declared: Sequence[McpToolProperty]) -> None:
        self._function = function
        self._func = function._func
        self.name: str = getattr(self._func, "__name__", None) or function.get_function_name()
        self.signature = signature_of(self._func)
        self.declared = declared
        self._parameters = {
            name: parameter
            for name, parameter in self.signature.parameters.items()
            if parameter.kind not in {parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD}
        }
        self._bound = self._names_of_bindings()
        types = {name: plain_type(each.annotation) for name, each in self._parameters.items()}
        self._contexts: dict[str, Any] = {
            name: each for name, each in types.items() if _is_tool_context(each)
        }
        self._worker_contexts = [name for name, each in types.items() if _is_context(each)]
        filled = {*self._bound, *self._contexts, *self._worker_contexts}
        self.property_names = [name for name in self._parameters if name not in filled]
        self.properties = self._describe()
        self._by_name = {each["propertyName"]: each for each in self.properties}

    def _names_of_bindings(self) -> list[str]:
        """Return the parameters that other bindings fill."""
        trigger = self._function.get_trigger()
        names = [each.name for each in self._function.get_bindings() if each is not trigger]
        if _CALL in names:
            problem = (
                f"{place_of(self._function)}: beside @app.mcp_tool(), no binding can have the "
                f"arg_name {_CALL!r}; rename it"
            )
            raise DeclarationError(problem, problems=(problem,))
        return [name for name in dict.fromkeys(names) if name in self._parameters]

    @property
    def call_name(self) -> str:
        """The name of the trigger's binding."""
        return _CALL_BESIDE_CONTEXT if self._worker_contexts else _CALL

    @property
    def description(self) -> str:
        """The function's docstring, without its indentation."""
        from inspect import cleandoc

        return cleandoc(self._func.__doc__ or "").strip()

    def doubts(self, said: McpToolProperty) -> Iterator[str]:
        """Find what is wrong with what is said of a property.

        Args:
            said: What is said.

        Returns:
            A message for each mistake.
        """
        name = said.arg_name
        if name not in self.property_names:
            has = ", ".join(self.property_names) or "none"
            yield (
                f"arg_name {name!r} is no property of the tool, which has {has}"
                f"{did_you_mean(name, self.property_names)}"
            )
        elif said.as_array is False and check_as_array(self.signature.parameters[name].annotation):
            yield (
                f"{name!r} is annotated as a list, but as_array is not set, so that clients send "
                "one value; write as_array=True"
            )

    def _describe(self) -> list[dict[str, object]]:
        """Return the properties as the host is told of them."""
        from ._docstrings import describe_parameters

        texts = describe_parameters(self.description)
        known: dict[str, dict[str, object]] = {
            name: {"description": text} for name, text in texts.items()
        }
        for each in self.declared:
            known[each.arg_name] = known.get(each.arg_name, {}) | each.known()
        skipped = set(self.signature.parameters) - set(self.property_names)
        return build_property_metadata(self.signature, skipped, known)

    def handler(self, use_result_schema: bool) -> Callable[..., Any]:
        """Return what the worker calls.

        Args:
            use_result_schema: Whether the host takes results as JSON that says what they are.

        Returns:
            A coroutine function, also where the function is none. Its parameters are the
            trigger's and those that other bindings fill.
        """
        from functools import update_wrapper
        from inspect import isawaitable

        signature = self._handler_signature()

        async def handler(*args: object, **kwargs: object) -> str:
            result = self._call(signature.bind_partial(*args, **kwargs).arguments)
            if isawaitable(result):
                result = await result
            return encode_result(self.name, result, use_result_schema)

        update_wrapper(handler, self._func)
        parameters = [self._parameters[name] for name in self._bound]
        handler.__annotations__ = {
            each.name: each.annotation for each in parameters if each.annotation is not each.empty
        }
        handler.__signature__ = signature  # type: ignore[attr-defined]  # what the worker reads
        return handler

    def _handler_signature(self) -> Signature:
        """Return the parameters of the handler: those that bindings and the worker fill."""
        from inspect import Parameter

        names = [self.call_name, *self._bound, *(["context"] if self._worker_contexts else [])]
        return self.signature.replace(
            parameters=[Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in names],
            return_annotation=self.signature.empty,
        )

    def _call(self, given: dict[str, object]) -> Any:
        """Call the function with what the worker gives the handler."""
        call = self._read(given.pop(self.call_name, None))
        values = self._arguments(call)
        for name, context in self._contexts.items():
            values[name] = context(call)
        if self._worker_contexts:
            values |= dict.fromkeys(self._worker_contexts, given.pop("context", None))
        values |= given
        positional = [
            values.pop(name, parameter.default)
            for name, parameter in self._parameters.items()
            if parameter.kind is parameter.POSITIONAL_ONLY
        ]
        return self._func(*positional, **values)

    def _read(self, payload: object) -> dict[str, JSONValue]:
        """Read the call of the tool that the host sends."""
        call: object = payload
        if isinstance(payload, (str, bytes)):
            call = loads_body(payload, f"tool {self.name!r}")
        if is_dict(call) and (call.get("arguments") is None or is_dict(call["arguments"])):
            return call
        accepted = "a JSON object with an object under arguments"
        raise DecodeError(
            f"tool {self.name!r}: cannot read the call {shorten(payload)}; it takes {accepted}",
            binding=MCP_TOOL_TRIGGER,
            accepted=accepted,
        )

    def _arguments(self, call: dict[str, JSONValue]) -> dict[str, object]:
        """Return the arguments of a call that the function has parameters for."""
        sent: dict[str, JSONValue] = call.get("arguments") or {}
        values: dict[str, object] = {}
        for name in self.property_names:
            if name in sent:
                values[name] = sent[name]
            elif self._parameters[name].default is not self._parameters[name].empty:
                continue
            elif self._by_name[name]["isRequired"]:
                has = ", ".join(map(shorten, sent)) or "none"
                raise ArgumentTypeError(
                    f"tool {self.name!r}: the call lacks the argument {name!r}; it has {has}",
                    parameter=name,
                    accepted=", ".join(self.property_names),
                )
            else:
                values[name] = None
        return values


def _is_tool_context(hint: object) -> bool:
    """Tell whether a parameter takes the call of the tool; told by name, whichever copy it is."""
    return isinstance(hint, type) and any(
        base.__name__ == "MCPToolContext" and base.__module__ == "azure.functions.mcp"
        for base in hint.__mro__
    )


def _is_context(hint: object) -> bool:
    """Tell whether a parameter takes the worker's context; told by name, as the worker does."""
    return isinstance(hint, type) and hint.__name__ == "Context"
