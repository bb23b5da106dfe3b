"""What the worker makes of a function when it loads it: which parameter is what, or a refusal.

The rules are those of the workers ``azure-functions-runtime`` and ``azure-functions-runtime-v1``,
which refuse a function for the first that it breaks; here all that it breaks are told. One more is
the host's: a function has a trigger.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import GenericAlias, UnionType
from typing import ClassVar, Union, get_args, get_origin, get_type_hints

from .._registry import get_binding_registry
from ..decorators._spelling import did_you_mean
from ._app import BindingInfo, FunctionInfo, HostError
from ._extensions import CLIENT, is_client, is_request, is_response, is_sdk_type, sdk_converter
from ._generic import GenericConverter
from ._kinds import accepted_types

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

RETURN = "$return"

_OURS = re.compile(r"\bazure\.functions\.(?:[a-z_]\w*\.)*")


class Slot:
    """A parameter, or the return value, and what converts it.

    Args:
        binding: What it is bound to.
        annotation: What it is annotated with; of an output, what its ``Out`` holds. None without.
        converter: What converts it; None for what is handed on as it is.
    """

    __slots__ = ("annotation", "binding", "converter")

    def __init__(
        self, binding: BindingInfo, annotation: object, converter: type[Any] | None
    ) -> None:
        self.binding = binding
        self.annotation = annotation
        self.converter = converter


class Plan:
    """How the worker calls a function.

    Args:
        inputs: What it is given, by parameter.
        outputs: What it sets, by parameter.
        returned: What its return value goes to; None where it may return nothing.
        takes_context: Whether it takes the invocation's context.
    """

    __slots__ = ("inputs", "outputs", "returned", "takes_context")

    def __init__(
        self,
        inputs: Mapping[str, Slot],
        outputs: Mapping[str, Slot],
        returned: Slot | None,
        takes_context: bool,
    ) -> None:
        self.inputs = inputs
        self.outputs = outputs
        self.returned = returned
        self.takes_context = takes_context


class Refusal:
    """A reason for which the worker does not load a function.

    Args:
        message: What is wrong, and what would be right.
        parameter: The parameter, where it is one's.
    """

    __slots__ = ("message", "parameter")

    def __init__(self, message: str, parameter: str | None = None) -> None:
        self.message = message
        self.parameter = parameter


def converter_of(binding_type: str) -> type[Any]:
    """Return what the worker converts a binding with.

    Args:
        binding_type: The type in function.json.

    Returns:
        The registered converter, or the generic one.
    """
    return get_binding_registry().get(binding_type) or GenericConverter


def answers(converter: type[Any], question: str, annotation: object) -> bool:
    """Ask a converter about an annotation.

    Args:
        converter: The converter, which may be a user's.
        question: The name of its method.
        annotation: Any annotation.

    Returns:
        What it answers; False where it has no such method, as one for inputs only, or raises.
    """
    check: Callable[[object], object] | None = getattr(converter, question, None)
    try:
        return check is not None and bool(check(annotation))
    except Exception:  # noqa: BLE001  # whatever it raises, the worker refuses the function
        return False


def has_implicit_output(binding_type: str) -> bool:
    """Tell whether what a function returns goes to a binding without ``$return``.

    Args:
        binding_type: The type in function.json.

    Returns:
        True for some triggers, and for every binding without a converter.
    """
    converter = converter_of(binding_type)
    if converter is GenericConverter:
        return binding_type != "durableClient"
    implicit: Callable[[], object] = getattr(converter, "has_implicit_output", lambda: False)
    return bool(implicit())


def plan(function: FunctionInfo) -> Plan:
    """Return how the worker calls a function.

    Args:
        function: The function.

    Returns:
        The plan.

    Raises:
        HostError: The worker would not load the function. It is a RuntimeError.
    """
    found = list(refusals(function))
    if found:
        told = "; ".join(refusal.message for refusal in found)
        raise HostError(
            f"function {function.name!r}: {told}",
            function=function.name,
            parameter=found[0].parameter,
            problems=tuple(function.problem(refusal.message) for refusal in found),
        )
    hints = get_type_hints(function.function)
    bound = _bound(function)
    unbound = {*function.parameters} - {*bound}
    slots = {name: _slot(binding, hints.get(name)) for name, binding in bound.items()}
    clients = {
        name: Slot(BindingInfo(name, CLIENT, "in", {}), hints[name], None)
        for name in unbound - {"context"}
    }
    return Plan(
        {**{name: each for name, each in slots.items() if not _is_output(each.binding)}, **clients},
        {name: each for name, each in slots.items() if _is_output(each.binding)},
        _returned(function, hints),
        "context" in unbound,
    )


def refusals(function: FunctionInfo) -> Iterator[Refusal]:
    """Find the reasons for which the worker does not load a function.

    Args:
        function: The function.

    Returns:
        What is wrong; nothing where the function loads.
    """
    if function.trigger is None:
        yield Refusal("it has no trigger; add a binding with a type such as httpTrigger")
    yield from _refused_directions(function)
    try:
        parameters, hints = function.parameters, get_type_hints(function.function)
    except Exception as error:  # noqa: BLE001  # reading annotations runs what users wrote there
        yield Refusal(
            f"its annotations cannot be read: {error}; import what they name, or mend them"
        )
        return
    yield from _refused_names(function, hints)
    for name, binding in _bound(function).items():
        if name in parameters and name in hints:
            yield from _refused_annotation(binding, hints[name])
    yield from _refused_return(function, hints)


def _bound(function: FunctionInfo) -> dict[str, BindingInfo]:
    """Return the bindings by the parameters that they fill; of several, the worker takes the last.

    That of the return value fills none.
    """
    return {each.name: each for each in function.bindings if each.name != RETURN}


def _refused_directions(function: FunctionInfo) -> Iterator[Refusal]:
    """Find bindings whose data goes a way that the worker does not know."""
    for binding in function.bindings:
        if binding.direction == "inout":
            message = f"binding {binding.name!r} has the direction inout; declare in or out"
            yield Refusal(message, binding.name)
        elif binding.name == RETURN and not _is_output(binding):
            yield Refusal(f"binding {RETURN!r} must have the direction out", RETURN)


def _refused_names(function: FunctionInfo, hints: Mapping[str, object]) -> Iterator[Refusal]:
    """Find parameters without a binding, and bindings without a parameter."""
    bound = _bound(function)
    unbound = [name for name in function.parameters if name not in bound]
    if "context" in unbound:
        unbound.remove("context")
        yield from _refused_context(hints)
    # The worker fills one such parameter; beside another one, it fills none.
    if not (len(unbound) == 1 and is_client(hints.get(unbound[0]))):
        for name in unbound:
            yield Refusal(
                f"parameter {name!r} is filled by no binding; remove it, or declare a binding "
                f"named {name!r}",
                name,
            )
    for name in sorted({*bound} - {*function.parameters}):
        has = ", ".join(function.parameters) or "none"
        yield Refusal(
            f"binding {name!r} is no parameter of the function, which has {has}; rename one of "
            f"the two, or add the parameter{did_you_mean(name, function.parameters)}",
            name,
        )


def _refused_context(hints: Mapping[str, object]) -> Iterator[Refusal]:
    """Find what is wrong with the annotation of the invocation's context."""
    hint = hints.get("context")
    # Told by name, as the worker does: its own class is another one than ours.
    if "context" in hints and not (isinstance(hint, type) and hint.__name__ == "Context"):
        yield Refusal(
            f"parameter 'context' is annotated {_written(hint)}; write func.Context", "context"
        )


def _refused_annotation(binding: BindingInfo, hint: object) -> Iterator[Refusal]:
    """Find what is wrong with the annotation of a parameter that is bound."""
    name, kind = binding.name, _kind(hint)
    accepted = accepted_types(binding.type, "out" if _is_output(binding) else "in")
    if _is_out(hint) and len(get_args(hint)) != 1:
        yield Refusal(f"parameter {name!r} is annotated Out of nothing; write {accepted}", name)
    elif not isinstance(kind, type) and not _is_generic(kind):
        yield Refusal(
            f"parameter {name!r} is annotated {_written(hint)}, which the worker does not take; "
            f"write {accepted}",
            name,
        )
    elif _is_output(binding) and not _is_out(hint):
        wanted = f"func.Out[{_written(hint)}]" if _fits(binding, hint) else accepted
        yield Refusal(
            f"parameter {name!r} is an output, but is annotated {_written(hint)}; write {wanted}",
            name,
        )
    elif _is_out(hint) and not _is_output(binding):
        wanted = _written(kind) if _fits(binding, kind) else accepted
        yield Refusal(
            f"parameter {name!r} is annotated {_written(hint)}, but its binding {binding.type} "
            f"has the direction in; write {wanted}, or declare the direction out",
            name,
        )
    elif not _fits(binding, kind):
        yield Refusal(
            f"parameter {name!r} is annotated {_written(hint)}, which {binding.type} does not "
            f"{'take' if _is_output(binding) else 'give'}; write {accepted}",
            name,
        )


def _refused_return(function: FunctionInfo, hints: Mapping[str, object]) -> Iterator[Refusal]:
    """Find what is wrong with the return annotation."""
    binding = _explicit(function)
    if binding is None or "return" not in hints:
        return
    hint, accepted = hints["return"], accepted_types(binding.type, "return")
    is_accepted = answers(converter_of(binding.type), "check_output_type_annotation", hint)
    if _is_streamed(function, hints):
        accepted, is_accepted = "a response of the same extension as the request", is_response(hint)
    if not isinstance(hint, type):
        yield Refusal(
            f"the return annotation is {_written(hint)}, which the worker does not take; write "
            f"{accepted}",
            RETURN,
        )
    elif not is_accepted:
        yield Refusal(
            f"the return annotation is {_written(hint)}, which {binding.type} does not take; "
            f"write {accepted}",
            RETURN,
        )


def _is_output(binding: BindingInfo) -> bool:
    """Tell whether a binding takes what the function sets or returns."""
    return binding.direction == "out"


def _explicit(function: FunctionInfo) -> BindingInfo | None:
    """Return the binding of the return value, where one is declared."""
    return next((each for each in function.bindings if each.name == RETURN), None)


def _slot(binding: BindingInfo, hint: object) -> Slot:
    """Return how a parameter is converted."""
    kind = _kind(hint)
    is_object = is_sdk_type(kind) or _is_request(binding, kind)
    return Slot(binding, kind, None if is_object else _converter(binding, kind))


def _returned(function: FunctionInfo, hints: Mapping[str, object]) -> Slot | None:
    """Return how the return value is converted."""
    implicit = [each for each in function.bindings if has_implicit_output(each.type)]
    # Of several, the worker takes the last one.
    binding = _explicit(function) or next(reversed(implicit), None)
    if binding is None:
        return None
    converter = None if _is_streamed(function, hints) else converter_of(binding.type)
    return Slot(binding, hints.get("return"), converter)


def _converter(binding: BindingInfo, kind: object) -> type[Any]:
    """Return what converts a parameter: the worker reads text and bytes itself."""
    if (kind is str or kind is bytes) and not has_implicit_output(binding.type):
        return GenericConverter
    return converter_of(binding.type)


def _fits(binding: BindingInfo, kind: object) -> bool:
    """Tell whether a converter gives or takes what is annotated."""
    if _is_output(binding):
        return answers(_converter(binding, kind), "check_output_type_annotation", kind)
    if _is_request(binding, kind):
        return True
    made = sdk_converter(binding.type) or GenericConverter
    converter = made if is_sdk_type(kind) else _converter(binding, kind)
    return answers(converter, "check_input_type_annotation", kind)


def _is_request(binding: BindingInfo, kind: object) -> bool:
    """Tell whether a parameter is given a request of a web framework, which streams."""
    return binding.type == "httpTrigger" and is_request(kind)


def _is_streamed(function: FunctionInfo, hints: Mapping[str, object]) -> bool:
    """Tell whether a web framework answers for the function, which then returns its responses."""
    return any(_is_request(each, hints.get(each.name)) for each in function.bindings)


def _kind(hint: object) -> object:
    """Return what is annotated; of an output, what its ``Out`` holds."""
    return (*get_args(hint), None)[0] if _is_out(hint) else hint


def _is_out(hint: object) -> bool:
    """Tell whether an annotation is one of an output; told by name, as the worker does."""
    cls = hint if isinstance(hint, type) else _origin(hint)
    return isinstance(cls, type) and cls.__name__ == "Out"


def _is_generic(hint: object) -> bool:
    """Tell whether an annotation is a generic of ``typing``, as far as the worker takes it."""
    return _origin(hint) not in {None, Union, tuple, ClassVar, Callable}


def _origin(hint: object) -> object:
    """Return the origin of a generic of ``typing``; None for others, such as ``list[str]``."""
    return None if isinstance(hint, (GenericAlias, UnionType)) else get_origin(hint)


def _written(hint: object) -> str:
    """Return an annotation as users write it."""
    if not isinstance(hint, type) or get_args(hint):
        return _OURS.sub("func.", repr(hint))
    prefix = "func." if hint.__module__.startswith("azure.functions") else ""
    return f"{prefix}{hint.__qualname__}"
