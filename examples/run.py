"""Run an HTTP function of ``examples/guide`` as the worker would, without a host.

    python examples/run.py HttpTrigger --query name=Ada
    python examples/run.py HttpTrigger --method POST --body '{"name": "Ada"}'

The request is made in its wire form and decoded by the converter that the package registers for
the trigger; what the function returns is encoded by that of its output and printed.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import inspect
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlencode

import azure.functions as func

APP = Path(__file__).resolve().parent / "guide" / "__app__"


def main() -> None:
    """Run the function that the command line names and print its response."""
    options = _parse_command_line()
    declaration = json.loads((APP / options.function / "function.json").read_text("utf-8"))
    bindings = {binding["name"]: binding["type"] for binding in declaration["bindings"]}
    if bindings != {"req": "httpTrigger", "$return": "http"}:
        sys.exit(f"{options.function} has other bindings than an HTTP trigger and its response")

    print(f"{options.method} {_url(options)}")
    decode, encode = _converters()
    request = decode.decode(_http_datum(options), trigger_metadata={})
    result = _load(options.function, declaration)(req=request)
    if inspect.isawaitable(result):
        result = asyncio.run(_wait_for(result))
    _show(encode.encode(result, expected_type=None))


def _parse_command_line() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Run an HTTP function of examples/guide.")
    functions = sorted(path.parent.name for path in APP.glob("*/function.json"))
    parser.add_argument("function", choices=functions, help="the folder of the function")
    parser.add_argument("--method", default="GET", help="GET where not given")
    parser.add_argument("--query", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--body", default="", help="the body, as text")
    return parser.parse_args()


def _converters() -> tuple[type[func.meta.InConverter], type[func.meta.OutConverter]]:
    """Return the converters that the worker is given for HTTP."""
    registry = func.get_binding_registry()
    decode, encode = registry.get("httpTrigger"), registry.get("http")
    assert decode is not None
    assert encode is not None
    assert issubclass(decode, func.meta.InConverter)
    assert issubclass(encode, func.meta.OutConverter)
    return decode, encode


def _http_datum(options: argparse.Namespace) -> func.Datum:
    """Make the request as the host sends it."""
    wire = {
        "method": func.Datum(options.method, "string"),
        "url": func.Datum(_url(options), "string"),
        "headers": {"content-type": func.Datum("application/json", "string")},
        "query": {name: func.Datum(value, "string") for name, value in _query(options).items()},
        "params": {},
        "body": func.Datum(options.body.encode(), "bytes"),
    }
    return func.Datum(wire, "http")


def _query(options: argparse.Namespace) -> dict[str, str]:
    """Return the query parameters."""
    pairs = (parameter.partition("=") for parameter in options.query)
    return {name: value for name, _, value in pairs}


def _url(options: argparse.Namespace) -> str:
    """Return the url at which the host would answer."""
    query = urlencode(_query(options))
    return f"http://localhost/api/{options.function}" + (f"?{query}" if query else "")


def _load(function: str, declaration: dict[str, str]) -> Callable[..., object]:
    """Import a function by the name under which the worker imports it."""
    script = Path(declaration.get("scriptFile", "__init__.py")).stem
    module = f"{APP.name}.{function}" + ("" if script == "__init__" else f".{script}")
    sys.path.insert(0, str(APP.parent))
    entry_point: Callable[..., object]
    entry_point = getattr(importlib.import_module(module), declaration.get("entryPoint", "main"))
    return entry_point


async def _wait_for(result: Awaitable[object]) -> object:
    """Wait for what an ``async def`` function returns."""
    return await result


def _show(response: func.Datum | None) -> None:
    """Print a response as the host is sent it."""
    assert response is not None
    if response.type != "http":
        print(response.value)
        return
    print(f"HTTP {response.value['status_code'].value}")
    for name, datum in response.value["headers"].items():
        print(f"{name}: {datum.value}")
    print(f"\n{response.value['body'].value.decode()}")


if __name__ == "__main__":
    main()
