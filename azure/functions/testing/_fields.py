"""The fields of binding types, as the classes of the decorators declare them.

A type has as many shapes as there are classes of it: a Service Bus trigger takes a queue, or a
topic and a subscription.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from inspect import Parameter, signature

from .._registry import CONVERTERS
from ..decorators import function_app
from ..decorators.core import Binding, OutputBinding, to_camel_case

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DEFAULT_CONNECTIONS = {
    **dict.fromkeys(
        ("blob", "blobTrigger", "queue", "queueTrigger", "table"), "AzureWebJobsStorage"
    ),
    **dict.fromkeys(("serviceBus", "serviceBusTrigger"), "AzureWebJobsServiceBus"),
}
"""Binding type -> the setting with the connection string of a binding that names none."""

_MAY_BE_LEFT_OUT = {
    *((each, "connection") for each in DEFAULT_CONNECTIONS),
    # The host takes the name of the function.
    ("daprBindingTrigger", "bindingName"),
    ("daprServiceInvocationTrigger", "methodName"),
    ("daprTopicTrigger", "topic"),
    ("assistantQuery", "timestampUtc"),
    # It is text that is embedded.
    ("embeddings", "inputType"),
    ("embeddingsStore", "inputType"),
}
"""What a decorator demands and the host does not."""

_OPEN_ENUMS = {"InputType", "OpenAIModels"}
"""Enums that name some of the accepted texts only."""


class Field:
    """A field of a binding.

    Args:
        kind: ``str``, ``int`` or ``bool``; empty where it is something else.
        choices: The texts that it takes; empty where it takes others too.
        is_required: Whether the host demands it.
    """

    __slots__ = ("choices", "is_required", "kind")

    def __init__(self, kind: str, choices: tuple[str, ...], is_required: bool) -> None:
        self.kind = kind
        self.choices = choices
        self.is_required = is_required


class Shape:
    """One of the shapes that a binding of a type may have.

    Args:
        direction: ``in`` or ``out``.
        fields: Its fields by their names in function.json.
    """

    __slots__ = ("direction", "fields")

    def __init__(self, direction: str, fields: Mapping[str, Field]) -> None:
        self.direction = direction
        self.fields = fields


def shapes_of(binding_type: str) -> tuple[Shape, ...]:
    """Return the shapes that a binding of a type may have.

    Args:
        binding_type: The type in function.json.

    Returns:
        The shapes; none for types of extensions that have no decorators here.
    """
    return _shapes().get(binding_type, ())


def known_types() -> frozenset[str]:
    """Return the binding types that this package has a decorator or a converter for.

    Returns:
        The types as in function.json.
    """
    return frozenset({*_shapes(), *CONVERTERS})


@cache
def _shapes() -> Mapping[str, tuple[Shape, ...]]:
    """Read the classes of the decorators: binding type -> its shapes."""
    found: dict[str, tuple[Shape, ...]] = {}
    package = function_app.__name__.rpartition(".")[0]
    for cls in _subclasses(Binding):
        binding_type = cls.get_binding_name()
        # Others make bindings of the same types: libraries, and apps.
        if binding_type is None or not cls.__module__.startswith(f"{package}."):
            continue
        constructor: Any = cls.__init__
        parameters = signature(constructor).parameters
        if "name" in parameters:
            fields = _fields(binding_type, parameters, constructor.__globals__)
            shape = Shape("out" if issubclass(cls, OutputBinding) else "in", fields)
            found[binding_type] = (*found.get(binding_type, ()), shape)
    return found


def _subclasses(cls: type[Binding]) -> Iterator[type[Binding]]:
    """Return the classes below a class."""
    for each in cls.__subclasses__():
        yield each
        yield from _subclasses(each)


def _fields(
    binding_type: str, parameters: Mapping[str, Parameter], names: Mapping[str, object]
) -> Mapping[str, Field]:
    """Read a constructor: each of its parameters is a field."""
    fields: dict[str, Field] = {}
    for parameter in parameters.values():
        if parameter.name != "self" and parameter.kind is not Parameter.VAR_KEYWORD:
            name = to_camel_case(parameter.name)
            may_be_left_out = (binding_type, name) in _MAY_BE_LEFT_OUT
            fields[name] = _field(parameter, names, may_be_left_out=may_be_left_out)
    return fields


def _field(parameter: Parameter, names: Mapping[str, object], *, may_be_left_out: bool) -> Field:
    """Read a parameter of a constructor by its annotation."""
    words = str(parameter.annotation).split(" | ")
    enums = (names.get(word) for word in words if word not in _OPEN_ENUMS)
    enum = next((each for each in enums if isinstance(each, type) and issubclass(each, Enum)), None)
    kinds = [word for word in words if word in {"str", "int", "bool"}]
    is_simple = all(word in {*kinds, "None"} or word in names for word in words) and len(kinds) == 1
    is_optional = may_be_left_out or enum is not None or "None" in words
    return Field(
        kinds[0] if is_simple else "",
        () if enum is None else tuple(map(_written, enum)),
        is_required=parameter.default is Parameter.empty and not is_optional,
    )


def _written(member: Enum) -> str:
    """Return a member as the host reads it."""
    return member.value if isinstance(member.value, str) else member.name.lower()
