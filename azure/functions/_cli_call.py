"""The command ``call``: a function is called, and its outputs are printed."""

from __future__ import annotations

import re
from argparse import Namespace
from traceback import format_exception

from . import testing
from ._cli import UsageError, open_app, tell, working
from ._cli_inputs import inputs_of
from ._errors import shorten
from .meta import Datum
from .testing._routes import is_http

_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BELOW = ("azure.functions", "asyncio", "concurrent.futures")
"""Packages through which a call comes to what users wrote."""


def call(options: Namespace) -> int:
    """Call a function, and print what came of it.

    Args:
        options: The command line.

    Returns:
        1 where the function raised, or the worker would not take it or what it gave.

    Raises:
        UsageError: There is no such function, or it takes other inputs.
    """
    name: str = options.function
    with working(f"loading {options.path}"):
        host = open_app(options.path)
    function = host.functions.get(name)
    try:
        inputs = {} if function is None else inputs_of(function, options)
        result = _called(host, name, inputs)
    except testing.HostError as error:
        if function is None and not error.problems:
            raise UsageError(str(error)) from error
        tell(f"error: {error}")
        return 1
    if result is None:
        return 1
    _show(host.functions[name], result)
    return 0


def _called(host: testing.Host, name: str, inputs: dict[str, object]) -> testing.Result | None:
    """Return what came of a call; where the function raised, tell what it raised."""
    try:
        with working(f"calling {name}"):
            return host.call(name, **inputs)
    except (testing.HostError, KeyboardInterrupt):
        raise
    except BaseException as error:  # noqa: BLE001  # users' code raises what it likes
        tell(_traceback(error))
        return None


def _traceback(error: BaseException) -> str:
    """Return the traceback of an error from the user's code on."""
    trace = error.__traceback__
    while trace is not None and _is_below(str(trace.tb_frame.f_globals.get("__package__"))):
        trace = trace.tb_next
    return "".join(format_exception(type(error), error, trace)).rstrip()


def _is_below(package: str) -> bool:
    """Tell whether a package is one through which a call comes to what users wrote."""
    return any(package == each or package.startswith(f"{each}.") for each in _BELOW)


def _show(function: testing.FunctionInfo, result: testing.Result) -> None:
    """Print a response first, then every other output."""
    types = {binding.name: binding.type for binding in function.bindings}
    response = next((name for name in result.wire if types.get(name) == "http"), None)
    others = {name: datum for name, datum in result.wire.items() if name != response}
    if response is not None:
        _show_response(result.wire[response])
    elif is_http(function):
        print("HTTP 204")  # what the host answers where the function does not
    elif not others:
        print("returned None")
    if is_http(function) and others:
        print()
    for name, datum in others.items():
        print(f"{name} ({types[name]})" if name in types else "returned", _text(datum), sep=": ")


def _show_response(response: Datum) -> None:
    """Print a response as HTTP has it."""
    if response.type != "http":  # text alone, of which the host makes a response
        print(f"HTTP 200\n\n{_text(response)}")
        return
    wire = response.value
    print(f"HTTP {wire['status_code'].value}")
    for name, datum in wire["headers"].items():
        print(f"{name}: {datum.value}")
    for cookie in wire["cookies"] or ():
        print(cookie.output(header="set-cookie:"))
    if wire["body"].value:
        print(f"\n{_text(wire['body'])}")


def _text(datum: Datum) -> str:
    """Return what a datum holds as text; of what is none, how much it is."""
    value: object = datum.value
    if not isinstance(value, bytes):
        return str(value)
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    is_text = text and not _CONTROL_CHARACTER.search(text)
    return text if is_text or not value else f"{len(value)} bytes: {shorten(value)}"
