"""What a builder makes of ``body=`` and ``json=``."""

from __future__ import annotations

from .._errors import ArgumentTypeError
from .._json import JSONValue, dumps_web, loads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Body: TypeAlias = str | bytes | bytearray
    """A body as it is."""
else:
    Body = object

JSON = "application/json"
BINARY = "application/octet-stream"


def refuse_two(owner: str, **given: object) -> None:
    """Refuse arguments of which only one makes sense.

    Args:
        owner: The function that was called, as the user writes it.
        given: The arguments by name; None is not given.

    Raises:
        ArgumentTypeError: There are several. It is a TypeError.
    """
    names = [name for name, value in given.items() if value is not None]
    if len(names) > 1:
        raise ArgumentTypeError(
            f"{owner}: {' and '.join(names)} exclude each other; pass one of them",
            parameter=names[1],
            accepted=f"one of {', '.join(given)}",
        )


def message_body(owner: str, body: Body | None, json: object, name: str = "body") -> Body:
    """Return the body of a message.

    Args:
        owner: The function that was called, as the user writes it.
        body: The body as it is; None where ``json`` is given, or for an empty one.
        json: The same as a value to write as JSON; None for nothing.
        name: The name of the parameter that takes the body.

    Returns:
        The body.

    Raises:
        TypeError: Both are given, or JSON has no form for the value.
    """
    refuse_two(owner, **{name: body, "json": json})
    if json is not None:
        return dumps_web(json)
    return b"" if body is None else body


def event_data(owner: str, data: JSONValue, json: object) -> JSONValue:
    """Return the data of an event.

    Args:
        owner: The function that was called, as the user writes it.
        data: The data as it is; None where ``json`` is given, or for an empty object.
        json: A value to write as JSON, for what the function reads of that; None for nothing.

    Returns:
        The data.

    Raises:
        TypeError: Both are given, or JSON has no form for the value.
    """
    refuse_two(owner, data=data, json=json)
    if json is not None:
        return loads(dumps_web(json))
    return {} if data is None else data
