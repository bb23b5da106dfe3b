"""What the tables of the documentation say: read off the package, nothing of it listed here."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from enum import Enum
from textwrap import shorten
from typing import NamedTuple

import azure.functions as func
from azure.functions._registry import CONVERTERS, BindingRegistry
from azure.functions.decorators._docstrings import describe_parameters
from azure.functions.meta import InConverter, OutConverter, get_binding_registry
from azure.functions.testing._kinds import KINDS, Kind

PACKAGE = func.__name__

# "It becomes the trigger's ``name``; without it, ...": a column of its own says which field.
_FIELD = re.compile(
    r"\s*\b(?:It becomes|They become) (?:the \w+'s )?``(?P<field>[\w.]+)``"
    r"(?:; (?P<rest>.*?))?(?:\.|$)"
)


class UnknownNameError(LookupError):
    """A page asks for something that the package does not have."""


class BindingRow(NamedTuple):
    """A binding type, or a decorator that is of none."""

    service: str
    type: str
    directions: tuple[str, ...]
    decorators: tuple[str, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


class ArgumentRow(NamedTuple):
    """An argument of a decorator; no default is None."""

    name: str
    field: str
    type: str
    default: str | None
    meaning: str


class AttributeRow(NamedTuple):
    """An attribute or a method of a class."""

    name: str
    type: str
    meaning: str


Method = Callable[..., object]


def binding_rows() -> list[BindingRow]:
    """Return every binding type that the package knows, and every decorator of a binding.

    Returns:
        The types by the service that they belong to, triggers first; each type is in one row.
    """
    types = {*KINDS, *registered_types()}
    of_a_type = {name for kind in KINDS.values() for name in kind.decorators}
    rows = [_type_row(binding_type) for binding_type in types]
    rows += [_decorator_row(name) for name in binding_decorators() if name not in of_a_type]
    return sorted(rows, key=lambda row: (row.service, row.directions != ("trigger",), row))


def registered_types() -> set[str]:
    """Return the binding types of the registry.

    Returns:
        Those of the package, and those that were registered.
    """
    registry = get_binding_registry()
    assert isinstance(registry, BindingRegistry)
    return {*CONVERTERS, *registry._registered}  # pyright: ignore[reportPrivateUsage]  # it has no other list


def binding_decorators() -> dict[str, Method]:
    """Return the decorators of triggers, inputs and outputs.

    Returns:
        Their methods by name.
    """
    common = dir(func.DecoratorApi)
    return {
        name: method
        for api in (func.TriggerApi, func.BindingApi)
        for name, method in inspect.getmembers(api, inspect.isfunction)
        if not name.startswith("_") and name not in common
    }


def argument_rows(decorator: str) -> list[ArgumentRow]:
    """Return the arguments of a decorator.

    Args:
        decorator: The name of the method: ``queue_trigger``.

    Returns:
        The arguments in order.

    Raises:
        UnknownNameError: There is no such decorator, or its docstring leaves out an argument.
    """
    method = getattr(func.FunctionApp, decorator, None)
    if decorator.startswith("_") or not inspect.isfunction(method):
        raise UnknownNameError(f"FunctionApp has no decorator {decorator!r}")
    described = describe_parameters(method.__doc__ or "")
    return [
        _argument_row(decorator, parameter, described.get(parameter.name))
        for parameter in list(inspect.signature(method).parameters.values())[1:]
    ]


def attribute_rows(name: str) -> list[AttributeRow]:
    """Return the attributes and methods of a class.

    Args:
        name: Its name in ``azure.functions``, or in a module of it: ``http.HttpRequestHeaders``.

    Returns:
        Those of the package, attributes first; none of what it has from a class of Python.

    Raises:
        UnknownNameError: There is no such class, or a property or method has no docstring.
    """
    found = _class(name)
    described = describe_parameters(found.__doc__ or "")
    members: dict[str, AttributeRow] = {}
    for owner in found.__mro__:
        if owner.__module__.split(".")[:2] != PACKAGE.split("."):
            continue
        for member, value in vars(owner).items():
            if member.startswith("_") or member in members:
                continue
            row = _attribute_row(found, member, value, described.get(member))
            if row is not None:
                members[member] = row
    if not members:
        raise UnknownNameError(f"{PACKAGE}.{name} has no attributes of its own to show")
    return sorted(members.values(), key=lambda row: row.name.endswith(")"))


def _type_row(binding_type: str) -> BindingRow:
    """Return the row of a binding type."""
    kind = KINDS.get(binding_type)
    if kind is None:
        return _registered_row(binding_type)
    methods = binding_decorators()
    (service,) = {_service(methods[name].__module__) for name in kind.decorators}
    directions = tuple(_directions(binding_type, kind))
    return BindingRow(service, binding_type, directions, kind.decorators, kind.inputs, kind.outputs)


def _directions(binding_type: str, kind: Kind) -> Iterator[str]:
    """Return which ways a binding type goes."""
    if kind.inputs:
        yield "trigger" if binding_type.endswith("Trigger") else "input"
    if kind.outputs:
        yield "output"


def _registered_row(binding_type: str) -> BindingRow:
    """Return the row of a type of which no more is known than its converter."""
    converter = get_binding_registry().get(binding_type)
    assert converter is not None
    directions: list[str] = []
    if issubclass(converter, InConverter):
        directions.append("trigger" if converter.has_trigger_support() else "input")
    if issubclass(converter, OutConverter):
        directions.append("output")
    return BindingRow(_service(converter.__module__), binding_type, tuple(directions), (), (), ())


def _decorator_row(name: str) -> BindingRow:
    """Return the row of a decorator that is of no one type."""
    method = binding_decorators()[name]
    is_any = "type" in inspect.signature(method).parameters
    directions = [way for way in ("trigger", "input", "output") if way in name.split("_")]
    return BindingRow(
        service=_service(method.__module__),
        type="any" if is_any else "",
        directions=tuple(directions) if is_any else (),
        decorators=(name,),
        inputs=(),
        outputs=(),
    )


def _service(module: str) -> str:
    """Return the name of a service, which its page has too: ``kafka`` for ``_kafka_api``."""
    return module.rpartition(".")[2].strip("_").partition("_")[0]


def _argument_row(
    decorator: str, parameter: inspect.Parameter, description: str | None
) -> ArgumentRow:
    """Return the row of an argument."""
    if description is None:
        raise UnknownNameError(
            f"the docstring of {decorator} does not say what {parameter.name} is; add it to Args"
        )
    found = _FIELD.search(description)
    field, meaning = "", description
    if found is not None:
        field = found["field"]
        rest = f" {_capitalized(found['rest'])}." if found["rest"] else ""
        meaning = f"{description[: found.start()]}{rest}{description[found.end() :]}"
    has_default = parameter.default is not inspect.Parameter.empty
    is_rest = parameter.kind is inspect.Parameter.VAR_KEYWORD
    annotation = _text(parameter.annotation)
    return ArgumentRow(
        name=f"**{parameter.name}" if is_rest else parameter.name,
        field=field,
        type=annotation.removesuffix(" | None") if parameter.default is None else annotation,
        default=_literal(parameter.default) if has_default else "" if is_rest else None,
        meaning=meaning,
    )


def _class(name: str) -> type[object]:
    """Return a class of the package by its name."""
    found: object = func
    for part in name.split("."):
        found = getattr(found, part, None)
    if not isinstance(found, type):
        raise UnknownNameError(f"{PACKAGE} has no class {name!r}")
    return found


def _attribute_row(
    owner: type[object], name: str, value: object, description: str | None
) -> AttributeRow | None:
    """Return the row of a member; None where it is no part of what a class shows."""
    if isinstance(value, owner) and isinstance(value, Enum):
        return AttributeRow(name, type(value.value).__name__, f"``{value.value!r}``")
    is_method = inspect.isfunction(value) or isinstance(value, classmethod | staticmethod)
    if not is_method and not isinstance(value, property):
        # What an instance keeps of its arguments, if the class says what it is.
        parameter = inspect.signature(owner).parameters.get(name)
        if parameter is None or not description:
            return None
        return AttributeRow(name, _text(parameter.annotation), description)
    function = _function_of(getattr(owner, name))
    signature = inspect.signature(function)
    summary = (inspect.getdoc(function) or "").partition("\n\n")[0].replace("\n", " ")
    if not summary:
        raise UnknownNameError(f"{owner.__qualname__}.{name} has no docstring")
    shown = f"{name}({_parameters(signature)})" if is_method else name
    return AttributeRow(shown, _text(signature.return_annotation), summary)


def _function_of(member: property | Method) -> Method:
    """Return a method, or what a property calls."""
    if not isinstance(member, property):
        return member
    assert member.fget is not None
    return member.fget


def _parameters(signature: inspect.Signature) -> str:
    """Write the parameters of a method as a call has them, without their types."""
    bare = [
        each.replace(annotation=inspect.Parameter.empty)
        for each in signature.parameters.values()
        if each.name != "self"
    ]
    return str(inspect.Signature(bare)).strip("()")


def _text(annotation: object) -> str:
    """Write an annotation as it stands in the code."""
    if annotation is inspect.Signature.empty:
        return ""
    if isinstance(annotation, str):
        return annotation.strip("\"'")
    return inspect.formatannotation(annotation)


def _literal(default: object) -> str:
    """Write a default, a long text cut; nothing for None, which means that nothing is given."""
    if default is None:
        return ""
    if isinstance(default, Enum):
        return str(default)
    return repr(shorten(default, 40, placeholder=" ...") if isinstance(default, str) else default)


def _capitalized(text: str) -> str:
    """Begin a sentence."""
    return text[:1].upper() + text[1:]
