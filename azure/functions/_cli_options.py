"""The command line of ``python -m azure.functions``."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from pathlib import Path
from platform import python_version

from . import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_ABOUT = "Check an app of Azure Functions and call its functions, without a host."
_MORE = """\
PATH is the folder of an app: the one with function_app.py, or the one with a folder and a
function.json for each function.

examples:
  python -m azure.functions check .
  python -m azure.functions call . HttpTrigger --query name=Ada
  python -m azure.functions call --help

exit status:
  0  all is well; there may be warnings
  1  the app has problems, or the function raised
  2  the command line is wrong, or there is no app at PATH
"""

_CHECK = """\
Find what the host or the worker would refuse, and what would fail when it is called."""
_DESCRIBE = """\
Print the function.json of each function, as one JSON object by their names."""
_BINDINGS = """\
Print which way each binding type goes, its decorators and its types in Python."""

_CALL = """\
Call a function as the worker does, with its bindings as they are declared. Its response, or what
it returned, and every output are printed; what it prints and logs itself goes to standard error."""
_MORE_CALL = """\
what functions take:
  an HTTP trigger     --method, --query, --route, --header, and --json or --body
  a timer, a warm-up  nothing, or in --json what the host tells
  any other trigger   --json or --body, and --metadata for what the host tells beside it; a batch
                      (cardinality many) is an array in --json
  any other binding   --input

@FILE stands for what is in a file, @- for standard input. JSON is sent as JSON where the host does
so, other text as text, and what is no text in UTF-8 as bytes.

examples:
  python -m azure.functions call . HttpTrigger --json '{"name": "Ada"}' --header x-shop=1
  python -m azure.functions call . QueueTrigger --body @order.json --metadata DequeueCount=3
  python -m azure.functions call . BlobInput --route id=7 --input obj=@7.pdf
"""


def make_parser() -> ArgumentParser:
    """Return what reads the command line.

    Returns:
        The parser. Of its results, ``command`` is the name of the command.
    """
    version = f"azure-functions {__version__}, Python {python_version()}"
    parser = _Parser(prog="python -m azure.functions", description=_ABOUT, epilog=_MORE)
    parser.add_argument("--version", action="version", version=version)
    commands = parser.add_subparsers(
        title="commands", dest="command", metavar="COMMAND", required=True
    )
    check = commands.add_parser("check", help="report every problem of an app", description=_CHECK)
    _add_path(check)
    check.add_argument("--json", action="store_true", help="print JSON, for machines")
    call = commands.add_parser(
        "call",
        help="call a function of an app",
        usage="%(prog)s PATH FUNCTION [--json TEXT] [--query NAME=VALUE] [...]",
        description=_CALL,
        epilog=_MORE_CALL,
    )
    _add_path(call)
    _add_inputs(call)
    _add_path(
        commands.add_parser(
            "describe", help="print the function.json of each function", description=_DESCRIBE
        )
    )
    commands.add_parser("bindings", help="list what can be bound", description=_BINDINGS)
    return parser


class _Parser(ArgumentParser):
    """A parser that prints texts as they are, and takes options by their whole names."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            formatter_class=RawDescriptionHelpFormatter, allow_abbrev=False, **settings
        )


def _add_path(parser: ArgumentParser) -> None:
    """Add the folder of the app."""
    parser.add_argument("path", metavar="PATH", help="the folder of the app")


def _add_inputs(parser: ArgumentParser) -> None:
    """Add what a function can be called with."""
    parser.add_argument("function", metavar="FUNCTION", help="the name of the function")
    bodies = parser.add_mutually_exclusive_group()
    bodies.add_argument("--json", type=_json, metavar="TEXT|@FILE", help="the body, as JSON")
    bodies.add_argument("--body", type=_data, metavar="TEXT|@FILE", help="the body")
    parser.add_argument("--method", help="GET, or POST where there is a body, if not given")
    for name, read, about in (
        ("query", _pair, "a query parameter"),
        ("route", _pair, "a parameter of the route"),
        ("header", _header, "a header"),
        ("metadata", _pair, "a field of the trigger's metadata"),
    ):
        parser.add_argument(
            f"--{name}", action="append", default=[], type=read, metavar="NAME=VALUE", help=about
        )
    parser.add_argument(
        "--input",
        action="append",
        default=[],
        type=_input,
        metavar="NAME=VALUE|@FILE",
        help="the data of another binding; the name alone for what does not exist",
    )


def _pair(text: str) -> tuple[str, str]:
    """Read ``NAME=VALUE``."""
    name, separator, value = text.partition("=")
    if not (name and separator):
        raise ArgumentTypeError(f"must be NAME=VALUE, got {text!r}")
    return name, value


def _header(text: str) -> tuple[str, str]:
    """Read ``NAME=VALUE``, which is one line."""
    if set(text) & set("\r\n"):
        raise ArgumentTypeError(f"must be one line, got {text!r}")
    return _pair(text)


def _input(text: str) -> tuple[str, str | bytes | None]:
    """Read ``NAME=VALUE``, ``NAME=@FILE`` or ``NAME``."""
    name, separator, value = text.partition("=")
    if not name:
        raise ArgumentTypeError(f"must be NAME=VALUE, NAME=@FILE or NAME, got {text!r}")
    return name, _data(value) if separator else None


def _json(text: str) -> str:
    """Read JSON, or ``@FILE`` with JSON in it."""
    data = _data(text)
    try:
        text = data if isinstance(data, str) else data.decode(json.detect_encoding(data))
        text = text.removeprefix("\ufeff")  # which editors of Windows begin files with
        json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ArgumentTypeError(f"is no JSON: {error}") from error
    return text


def _data(text: str) -> str | bytes:
    """Read text, or ``@FILE``: bytes where what is in it is no text."""
    if not text.startswith("@"):
        return text
    file = text.removeprefix("@")
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise ArgumentTypeError(f"cannot read {file!r}: {error.strerror}") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data
