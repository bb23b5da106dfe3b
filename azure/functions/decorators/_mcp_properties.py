"""The properties of an MCP tool, derived from the parameters of a function."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from .._typing import Any

TYPE_CHECKING = False
if TYPE_CHECKING:
    from inspect import Parameter, Signature
else:
    Parameter = Signature = object

_TYPES: dict[type, str] = {
    int: "integer",
    float: "number",
    str: "string",
    bool: "boolean",
    object: "object",
}


def build_property_metadata(
    sig: Signature,
    skip_param_names: Collection[str],
    explicit_properties: Mapping[str, Mapping[str, object]],
) -> list[dict[str, object]]:
    """Describe the parameters of a function as the properties of a tool.

    Args:
        sig: The signature of the function.
        skip_param_names: The parameters that are no properties.
        explicit_properties: What is known of properties by the name of the parameter, under the
            keys of the result; it goes before what is derived.

    Returns:
        A dict for each parameter, with ``propertyName``, ``propertyType``, ``description``,
        ``isArray`` and ``isRequired``.
    """
    return [
        {**_derived(parameter), **explicit_properties.get(name, {})}
        for name, parameter in sig.parameters.items()
        if name not in skip_param_names
    ]


def check_property_type(pytype: object, as_array: bool) -> str:
    """Return the type of a property.

    Args:
        pytype: The annotation of the parameter.
        as_array: Whether the property is an array; its type is then that of the items.

    Returns:
        ``integer``, ``number``, ``boolean``, ``object`` or ``string``: text is what a client sends
        for any other type, and for none.
    """
    from typing import get_args

    kind = plain_type(pytype)
    if as_array:
        kind = plain_type(next(iter(get_args(kind)), None))
    return _TYPES.get(kind, "string") if isinstance(kind, type) else "string"


def check_as_array(param_type_hint: object) -> bool:
    """Tell whether a property is an array.

    Args:
        param_type_hint: The annotation of the parameter.

    Returns:
        True for ``list[...]``, whether or not it may be None.
    """
    from typing import get_origin

    return get_origin(plain_type(param_type_hint)) is list


def check_is_required(param: Parameter, param_type_hint: object) -> bool:
    """Tell whether a call of the tool must give a property.

    Args:
        param: The parameter.
        param_type_hint: Its annotation.

    Returns:
        False where the parameter has a default, or may be None.
    """
    return param.default is param.empty and type(None) not in _members(param_type_hint)


def unwrap_optional(pytype: object) -> object:
    """Return the type that an annotation stands for where there is a value.

    Args:
        pytype: The annotation.

    Returns:
        The first type that is not None of ``Optional[X]``, ``Union[X, None]`` and ``X | None``;
        any other annotation as it is.
    """
    members = _members(pytype)
    if type(None) not in members:
        return pytype
    return next(member for member in members if member is not type(None))


def signature_of(func: Callable[..., Any]) -> Signature:
    """Return the signature of a function, with the annotations that are text evaluated.

    Args:
        func: The function, as decorators have left it.

    Returns:
        The signature. What cannot be evaluated is left as it is.
    """
    import sys
    from inspect import signature, unwrap

    if sys.version_info >= (3, 14):
        from annotationlib import Format

        raw = signature(func, annotation_format=Format.FORWARDREF)
    else:
        raw = signature(func)
    namespace: dict[str, Any] = getattr(unwrap(func), "__globals__", {})
    parameters = [
        parameter.replace(annotation=_evaluated(parameter.annotation, namespace))
        for parameter in raw.parameters.values()
    ]
    return raw.replace(parameters=parameters)


def description_of(hint: object) -> str:
    """Return what an annotation says of its parameter.

    Args:
        hint: The annotation.

    Returns:
        The text in ``Annotated[int, "text"]``, or in the ``description`` of what stands there, as
        that of ``pydantic.Field(description="text")``; empty where there is none.
    """
    from typing import Annotated, get_args, get_origin

    for layer in _layers(hint):
        notes = get_args(layer)[1:] if get_origin(layer) is Annotated else ()
        for note in notes:
            text = note if isinstance(note, str) else getattr(note, "description", None)
            if isinstance(text, str):
                return text
    return ""


def plain_type(hint: object) -> object:
    """Return the type in an annotation.

    Args:
        hint: The annotation.

    Returns:
        What remains without ``Annotated`` and without None.
    """
    *_, inner = _layers(hint)
    return inner


def _derived(parameter: Parameter) -> dict[str, object]:
    """Describe one parameter."""
    hint = parameter.annotation
    as_array = check_as_array(hint)
    return {
        "propertyName": parameter.name,
        "propertyType": check_property_type(hint, as_array),
        "description": description_of(hint),
        "isArray": as_array,
        "isRequired": check_is_required(parameter, hint),
    }


def _layers(hint: object) -> Iterator[object]:
    """Return an annotation and what ``Annotated`` and unions with None in it are around."""
    yield hint
    while (inner := unwrap_optional(_without_notes(hint))) is not hint:
        yield inner
        hint = inner


def _without_notes(hint: object) -> object:
    """Return what ``Annotated`` is around."""
    from typing import Annotated, get_args, get_origin

    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _members(hint: object) -> tuple[object, ...]:
    """Return the members of a union, in both spellings; nothing for another annotation."""
    from types import UnionType
    from typing import Union, get_args, get_origin

    bare = _without_notes(hint)
    return get_args(bare) if get_origin(bare) in {Union, UnionType} else ()


def _evaluated(annotation: object, namespace: dict[str, Any]) -> object:
    """Return what an annotation means where it, or a part of it, is text."""
    from typing import get_type_hints

    def holder() -> None: ...

    holder.__annotations__ = {"hint": annotation}
    try:
        return get_type_hints(holder, namespace, include_extras=True)["hint"]
    except (NameError, TypeError, AttributeError, SyntaxError):
        return annotation  # of what there is only for type checkers; the property's type is text
