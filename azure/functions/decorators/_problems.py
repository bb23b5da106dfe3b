"""What is wrong with how functions are declared, told before the host and the worker find it.

An error is what the published package refuses too. A doubt is what it lets pass, and what fails
once the app is deployed: it comes as a warning, so that what was indexed before still is.
"""

# A function, its builder and its app know each other's insides.
# pyright: reportPrivateUsage=false
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ._function import Function
from ._places import Problem, place_of, problem_of, without_trigger
from ._schedule import schedule_problem
from ._spelling import closest, did_you_mean
from .constants import TIMER_TRIGGER
from .core import Binding, Cardinality, Declared, to_camel_case

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_HANDLED = ("entityTrigger", "orchestrationTrigger")
"""Triggers of functions that the worker calls through azure-functions-durable."""
_EXTENSIONS = "azurefunctions."
"""Where classes live that the worker fills by itself, such as what settles messages."""

_NOT_OF_THE_CODE = ("__wrapped__", "__signature__", "__self__")
"""What a function has whose parameters are not those of its code: the last one, a bound method."""


def find_errors(functions: Iterable[Function]) -> list[Problem]:
    """Find what no app may have.

    Args:
        functions: The functions of the app.

    Returns:
        One for each function without a trigger, and for each name that two have.
    """
    functions = list(functions)
    without = [each for each in functions if each.get_trigger() is None and each.is_declared()]
    return [*map(without_trigger, without), *find_duplicates(functions)]


def find_duplicates(functions: Iterable[Function]) -> list[Problem]:
    """Find the names that more than one function has.

    Args:
        functions: The functions of the app.

    Returns:
        One for each function whose name an earlier one has.
    """
    seen: dict[str, Function] = {}
    problems: list[Problem] = []
    for function in functions:
        name = function.get_function_name()
        if name in seen:
            problems.append(_duplicate(seen[name], function))
        seen.setdefault(name, function)
    return problems


def find_doubts(functions: Iterable[Function]) -> list[Problem]:
    """Find what will fail once the app is deployed.

    Args:
        functions: The functions of the app, with their triggers.

    Returns:
        One for each mistake.
    """
    return [doubt for function in functions for doubt in _doubts(function)]


def _doubts(function: Function) -> Iterator[Problem]:
    """Find what is wrong with one function."""
    parameters = parameters_of(function)
    if function.is_declared() and parameters is not None:
        yield from _doubts_of_bindings(function, parameters)
    for setting in function._settings:
        for doubt in (*_misspelt(setting), *setting.doubts(function)):
            yield problem_of(function, doubt, declared=setting)


def _doubts_of_bindings(function: Function, parameters: tuple[str, ...]) -> Iterator[Problem]:
    """Find what is wrong with the bindings of a function, and what they leave out."""
    for binding in function.get_bindings():
        for doubt in _doubts_of_binding(binding, function, parameters):
            yield problem_of(function, doubt, declared=binding)
    for doubt in _unfilled(function, parameters):
        yield problem_of(function, doubt)


def _doubts_of_binding(
    binding: Binding, function: Function, parameters: tuple[str, ...]
) -> Iterator[str]:
    """Find what is wrong with one binding."""
    name = binding.name
    if name not in parameters and binding.type in _HANDLED:
        yield (
            f"context_name {name!r} must be 'context', as azure-functions-durable takes it; the "
            "parameter of the function itself may have any name"
        )
    elif name != "$return" and name not in parameters:
        has = ", ".join(parameters) or "none"
        yield (
            f"arg_name {name!r} is no parameter of the function, which has {has}"
            f"{did_you_mean(name, parameters)}"
        )
    elif function.get_bindings().index(binding) != _first(function, name):
        yield f"arg_name {name!r} is that of another binding; give each a parameter of its own"
    schedule = getattr(binding, "schedule", None)
    if binding.type == TIMER_TRIGGER and isinstance(schedule, str):
        problem = schedule_problem(schedule)
        if problem:
            accepted = "NCRONTAB expression, time span or %setting%"
            yield f"schedule {schedule!r} is no {accepted}: {problem}"
    if str(getattr(binding, "cardinality", "")).upper() == Cardinality.MANY.name:
        yield from _single(binding, function)
    yield from _misspelt(binding)


def _first(function: Function, name: str) -> int:
    """Return which binding of the function is the first one with this name."""
    return [binding.name for binding in function.get_bindings()].index(name)


def _unfilled(function: Function, parameters: tuple[str, ...]) -> Iterator[str]:
    """Find the parameters that no binding fills, and that the worker does not fill either."""
    bound = {binding.name for binding in function.get_bindings()}
    for name in parameters:
        if name in bound or name == "context" or _is_filled_by_worker(function, name):
            continue
        yield (
            f"parameter {name!r} is filled by no binding; remove it, or add "
            f"a decorator with arg_name={name!r}{did_you_mean(name, bound)}"
        )


def _is_filled_by_worker(function: Function, name: str) -> bool:
    """Tell whether a parameter is annotated with a class that the worker makes by itself."""
    annotation = _annotation(function, name)
    return getattr(annotation, "__module__", "").startswith(_EXTENSIONS)


def _single(binding: Binding, function: Function) -> Iterator[str]:
    """Find a parameter that takes one message where the host sends a batch."""
    annotation = _annotation(function, binding.name)
    if isinstance(annotation, type) and _is_message(annotation):
        name = annotation.__name__
        yield (
            f"cardinality is MANY, but {binding.name!r} is annotated {name}, one message; "
            f"annotate it typing.List[{name}], or declare cardinality ONE"
        )


def _is_message(cls: type) -> bool:
    """Tell whether a class is that of a single message."""
    if cls in {str, bytes, dict}:
        return True
    return cls.__module__.startswith("azure.functions.") and not issubclass(cls, Sequence)


def _misspelt(declared: Declared) -> Iterator[str]:
    """Find the further fields whose names are close to those of arguments."""
    extra = declared.extra_fields
    known = ["arg_name", *(name for name in declared.init_params if name not in extra)]
    for name in extra:
        meant = closest(name, known)
        if meant and not _is_field_of(declared, name, meant):
            yield f"there is no argument {name}, so it becomes a field; did you mean {meant}?"


def _is_field_of(declared: Declared, name: str, argument: str) -> bool:
    """Tell whether a further field is the very one that an argument, which is not given, becomes.

    ``leaseContainerName="leases"`` works as ``lease_container_name="leases"`` does.
    """
    if not isinstance(declared, Binding) or argument not in declared.init_params:
        return False
    return name == to_camel_case(argument) and getattr(declared, argument, None) is None


def _duplicate(first: Function, second: Function) -> Problem:
    """Say that two functions have the same name."""
    if first._func is second._func:
        message = "registered twice; register its blueprint once"
        return problem_of(second, message, f"{place_of(first)} is {message}")
    message = (
        f"two functions have the name {second.get_function_name()!r}: {place_of(first)}, and "
        f"{place_of(second)}; rename one of them, or name it with @app.function_name()"
    )
    return problem_of(second, message, message)


def parameters_of(function: Function) -> tuple[str, ...] | None:
    """Return the parameters of what the worker calls.

    Args:
        function: The function.

    Returns:
        Their names; None where it does not tell them, as some of Python's own classes.
    """
    user_function = function.get_user_function()
    code = getattr(user_function, "__code__", None)
    if code is None or any(hasattr(user_function, name) for name in _NOT_OF_THE_CODE):
        from inspect import signature  # not for plain functions: it costs as much as all the rest

        try:
            return tuple(signature(user_function).parameters)
        except ValueError:
            return None  # the worker, which asks in the same way, says so itself
    flags: int = code.co_flags
    count = code.co_argcount + code.co_kwonlyargcount + bool(flags & 0x04) + bool(flags & 0x08)
    names: tuple[str, ...] = code.co_varnames[:count]
    return names


def _annotation(function: Function, name: str) -> Any:
    """Return the annotation of a parameter; None where there is none that can be read."""
    user_function = function.get_user_function()
    annotation = _raw_annotations(user_function).get(name)
    if not isinstance(annotation, str):
        return annotation
    from typing import get_type_hints

    try:
        return get_type_hints(user_function).get(name)
    except (NameError, TypeError, AttributeError, SyntaxError):
        return None  # the worker, which reads them all, says so itself


def _raw_annotations(user_function: object) -> Mapping[str, object]:
    """Return annotations as they were written; none where they cannot be read."""
    try:
        annotations: Mapping[str, object] = getattr(user_function, "__annotations__", {})
    except NameError:
        return {}  # from Python 3.14 on they are read now, and may name what there is not
    return annotations
