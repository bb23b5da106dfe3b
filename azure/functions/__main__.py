"""``python -m azure.functions``: check an app, call its functions, tell what can be bound."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from ._cli_options import make_parser
from ._typing import cast


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: The command line without the name of the program; that of the process where
            it is not given.

    Returns:
        The exit status: 0 where all is well, 1 where the app has problems or the function raised,
        2 where the command line asks for what there is not.

    Raises:
        SystemExit: The command line cannot be read, or asks for help or for the version.
    """
    options = make_parser().parse_args(arguments)
    from . import _cli, _cli_call

    commands = {
        "bindings": _cli.bindings,
        "call": _cli_call.call,
        "check": _cli.check,
        "describe": _cli.describe,
    }
    if hasattr(sys.stdout, "reconfigure"):
        cast(TextIOWrapper, sys.stdout).reconfigure(errors="backslashreplace")
    try:
        status = commands[options.command](options)
        print(end="", flush=True)  # noqa: T201  # where it is closed, sys.stdout is None
    except _cli.UsageError as error:
        _cli.tell(f"error: {error}")
        return 2
    except BrokenPipeError:  # the reader, head for one, has read enough
        _drop_output()
        return 1
    except OSError as error:
        _cli.tell(f"error: {error}")
        _drop_output()
        return 1
    except KeyboardInterrupt:
        return 130  # as shells tell that Ctrl-C ended it
    return status


def _drop_output() -> None:
    """Drop what is left to write, of which Python would complain once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    # `python -m` imports from the current directory first, and the worker does not: what is found
    # there only must not be taken for a part of the app.
    if sys.path[0] == os.getcwd():  # noqa: PTH109  # text, as in sys.path
        del sys.path[0]
    sys.exit(main())
