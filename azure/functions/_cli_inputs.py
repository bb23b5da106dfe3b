"""From the options of ``call`` to the inputs of a function."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote, urlencode

from . import testing
from ._cli import UsageError
from ._narrow import is_list
from .http import HttpRequest
from .meta import Datum
from .testing._load import find_root
from .testing._plan import Slot, plan
from .testing._routes import http_methods, http_route, is_http, route_problem
from .testing._settings import route_prefix
from .testing._templates import Template
from .testing._wire import to_wire
from .warmup import WarmUpContext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Data: TypeAlias = "str | bytes"

_WITH_BODY: dict[str, Callable[[Data], object]] = {
    "blobTrigger": lambda body: testing.blob(data=body),
    "eventHubTrigger": lambda body: testing.event_hub_event(body=body),
    "kafkaTrigger": lambda body: testing.kafka_event(body=body),
    "queueTrigger": lambda body: testing.queue_message(body=body),
    "serviceBusTrigger": lambda body: testing.service_bus_message(body=body),
}
"""Trigger whose body comes as it was written -> what makes an event of it, with its metadata."""

_WITHOUT_BODY: dict[str, Callable[[], object]] = {
    "timerTrigger": testing.timer,
    "warmupTrigger": WarmUpContext,
}
"""Trigger that needs no body -> what makes its event."""


def inputs_of(function: testing.FunctionInfo, options: Namespace) -> dict[str, object]:
    """Return the inputs of a function.

    Args:
        function: The function.
        options: The command line.

    Returns:
        The inputs by its parameters.

    Raises:
        HostError: The worker would refuse the function.
        UsageError: The command line lacks an input, or has one that the function does not take.
    """
    slots = plan(function).inputs
    _check_given(function, slots, dict(options.input))
    inputs: dict[str, object] = {
        name: testing.Wire(_datum(slots[name].binding.type, data)) for name, data in options.input
    }
    for name, slot in slots.items():
        if slot.binding.is_trigger:
            if is_http(function):
                inputs[name] = _request(function, options)
            else:
                inputs[name] = _event(function, slot, options)
    return inputs


def _check_given(
    function: testing.FunctionInfo, slots: Mapping[str, Slot], given: Mapping[str, object]
) -> None:
    """Refuse inputs that are missing, or that the function does not take."""
    others = {name: slot for name, slot in slots.items() if not slot.binding.is_trigger}
    for name in given:
        if name not in others:
            has = ", ".join(others) or "none"
            raise UsageError(f"--input {name}: {function.name} has no such input; it has {has}")
    for name, slot in slots.items():
        if slot.converter is None:
            raise UsageError(
                f"{function.name} takes {name!r} as an object that the worker makes by itself; "
                "call it in a test, with such an object"
            )
    for name, slot in others.items():
        if name not in given:
            raise UsageError(
                f"{function.name} also takes {name!r} ({slot.binding.type}): add "
                f"--input {name}=VALUE, or --input {name} for what does not exist"
            )


def _refuse(function: testing.FunctionInfo, options: Namespace, *names: str) -> None:
    """Refuse options that the function's trigger has no use for."""
    trigger = function.trigger
    for name in names:
        if trigger is not None and getattr(options, name):
            raise UsageError(f"--{name} is nothing for {function.name}, run by {trigger.type}")


def _request(function: testing.FunctionInfo, options: Namespace) -> HttpRequest:
    """Return the request that the command line describes."""
    _refuse(function, options, "metadata")
    prefix = route_prefix(find_root(Path(options.path)))
    path, route = _routed(function, prefix, dict(options.route))
    query = f"?{urlencode(options.query)}" if options.query else ""
    headers = {} if options.json is None else {"content-type": "application/json"}
    return testing.http_request(
        method=_method(function, options),
        url="/".join(filter(None, (prefix, quote(path)))) + query,
        headers={**headers, **{name.lower(): value for name, value in options.header}},
        route_params=route,
        body=options.body if options.json is None else options.json,
    )


def _routed(
    function: testing.FunctionInfo, prefix: str, given: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    """Return a path of a function, and the parameters that the host finds in it."""
    route = http_route(function)
    problem = route_problem(route, prefix)
    if problem is not None:
        message = f"function {function.name!r}: {problem}"
        raise testing.HostError(message, function=function.name, parameter=None, problems=())
    template = Template(route)
    names = [parameter.name for parameter in template.parameters]
    for name in given:
        if name not in names:
            raise UsageError(f"--route {name}: the route {route!r} has no such parameter")
    path = "/".join(
        "".join(part if isinstance(part, str) else given.get(part.name, "") for part in segment)
        for segment in template.segments
    ).rstrip("/")
    values = template.match(path)
    if values is None:
        raise UsageError(
            f"{path!r} is no path of the route {route!r} of {function.name}; give its parameters "
            "as --route NAME=VALUE"
        )
    return path, values


def _method(function: testing.FunctionInfo, options: Namespace) -> str:
    """Return the method: GET, or POST for a body, or what else the function answers."""
    methods = http_methods(function)
    if options.method is None:
        usual = "GET" if options.body is None and options.json is None else "POST"
        return usual if methods is None or usual in methods else min(methods)
    method: str = options.method.upper()
    if methods is not None and method not in methods:
        has = ", ".join(sorted(methods))
        raise UsageError(f"--method {method}: {function.name} answers {has} only")
    return method


def _event(function: testing.FunctionInfo, slot: Slot, options: Namespace) -> testing.Wire:
    """Return what the host sends for a trigger that is none of HTTP."""
    _refuse(function, options, "method", "query", "route", "header")
    kind = slot.binding.type
    body: Data | None = options.body if options.json is None else options.json
    if body is None and kind not in _WITHOUT_BODY:
        raise UsageError(f"{function.name} is run by {kind}: add what it sends, --body or --json")
    if body is None:
        wire = to_wire(function, slot, _WITHOUT_BODY[kind]())
    elif kind not in _WITH_BODY:
        wire = testing.Wire(_datum(kind, body))
    else:
        messages = [_WITH_BODY[kind](each) for each in _bodies(slot, body)]
        wire = to_wire(function, slot, messages if slot.binding.is_many else messages[0])
    metadata = {name: Datum(value, "string") for name, value in options.metadata}
    return testing.Wire(wire.datum, {**wire.metadata, **metadata})


def _bodies(slot: Slot, body: Data) -> list[Data]:
    """Return the bodies of a batch, which are the items of a JSON array; or one."""
    items: object = json.loads(body) if slot.binding.is_many and _is_json(body) else None
    if not is_list(items):
        return [body]
    return [item if isinstance(item, str) else json.dumps(item) for item in items]


def _datum(binding_type: str, data: Data | None) -> Datum | None:
    """Return data as the host sends it for a binding; None where it finds none."""
    if data is None:
        return None
    if binding_type == "blob" and isinstance(data, str):
        data = data.encode()
    if isinstance(data, bytes):
        return Datum(data, "bytes")
    return Datum(data, "json" if _is_json(data) else "string")


def _is_json(data: Data) -> bool:
    """Tell whether data is JSON."""
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
