"""The enums that bindings are declared with; each member may also be given by its name, as text."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from ._errors import UnknownMemberError, shorten, wrong_type
from ._narrow import is_iterable
from ._typing import TypeVar

_E = TypeVar("_E", bound=Enum)


class StringifyEnum(Enum):
    """An enum whose members are written by their names."""

    def __str__(self) -> str:
        return self.name


class BindingDirection(StringifyEnum):
    """Which way data goes through a binding."""

    IN = 0
    """Into the function."""
    OUT = 1
    """Out of the function."""
    INOUT = 2
    """Both ways; the worker refuses it."""


class DataType(StringifyEnum):
    """In which form the host hands over data."""

    UNDEFINED = 0
    """In the form that the host chooses."""
    STRING = 1
    """As text."""
    BINARY = 2
    """As bytes."""
    STREAM = 3
    """As a stream."""


class AuthLevel(StringifyEnum):
    """Which key a request must bring."""

    FUNCTION = "function"
    """The key of the function, or one that opens more."""
    ANONYMOUS = "anonymous"
    """None."""
    ADMIN = "admin"
    """The master key."""


class HttpMethod(StringifyEnum):
    """A method of HTTP."""

    GET = "GET"
    """Reads something."""
    POST = "POST"
    """Hands over something to be processed."""
    DELETE = "DELETE"
    """Removes something."""
    HEAD = "HEAD"
    """Reads what GET would answer, without the body."""
    PATCH = "PATCH"
    """Changes parts of something."""
    PUT = "PUT"
    """Puts something in the place of what was there."""
    OPTIONS = "OPTIONS"
    """Asks what can be done, as browsers do before requests to another origin."""
    QUERY = "QUERY"
    """Reads something that the body of the request describes."""


class Cardinality(StringifyEnum):
    """How many messages one call of a function gets."""

    ONE = "one"
    """A single one."""
    MANY = "many"
    """A batch of them, as a list."""


class AccessRights(StringifyEnum):
    """What the connection string of Service Bus allows."""

    MANAGE = "manage"
    """To manage queues and topics."""
    LISTEN = "listen"
    """To receive, no more."""


class BlobSource(StringifyEnum):
    """How a blob trigger learns of a blob."""

    EVENT_GRID = "EventGrid"
    """By an event subscription, within moments."""
    LOGS_AND_CONTAINER_SCAN = "LogsAndContainerScan"
    """By polling the container and its logs, within minutes."""


class CosmosDBChangeFeedMode(StringifyEnum):
    """Which changes a Cosmos DB trigger hands over."""

    LATEST_VERSION = "LatestVersion"
    """The latest version of each item that was created or changed."""
    ALL_VERSIONS_AND_DELETES = "AllVersionsAndDeletes"
    """Each change by itself, deletions included."""


class McpPropertyType(StringifyEnum):
    """The type of a property of an MCP tool."""

    INTEGER = "integer"
    """A whole number."""
    FLOAT = "float"
    """Any number."""
    STRING = "string"
    """Text."""
    BOOLEAN = "boolean"
    """True or false."""
    OBJECT = "object"
    """A JSON object."""
    DATETIME = "string"
    """Another name of STRING, as dates travel as text."""


def parse_member(value: _E | str | None, enum: type[_E], parameter: str) -> _E | None:
    """Return a member of an enum, given as itself or by its name.

    Args:
        value: The member, its name in any case, or None.
        enum: The enum.
        parameter: The name of the parameter that it was given for.

    Returns:
        The member; None for None.

    Raises:
        UnknownMemberError: There is no member of this name. It is a KeyError.
        ArgumentTypeError: The value is of another type. It is a TypeError.
    """
    if value is None or isinstance(value, enum):
        return value
    return _member_named(value, enum, parameter)


def parse_members(
    values: Iterable[_E | str] | None, enum: type[_E], parameter: str
) -> list[_E] | None:
    """Return members of an enum, each given as itself or by its name.

    Args:
        values: Members, or their names in any case; or None.
        enum: The enum.
        parameter: The name of the parameter that they were given for.

    Returns:
        The members; None for None.

    Raises:
        UnknownMemberError: Something is not the name of a member, or a text stands in place of
            the iterable. It is a KeyError.
        ArgumentTypeError: It is no iterable, or holds something of another type. It is a
            TypeError.
    """
    if values is None:
        return None
    if isinstance(values, str):
        raise UnknownMemberError(
            f"{parameter} takes a list of {enum.__name__}, not one text; write [{values!r}]",
            accepted=_names(enum),
        )
    if not is_iterable(values):
        raise wrong_type(enum.__name__, parameter, values, f"a list of {enum.__name__}")
    return [
        value if isinstance(value, enum) else _member_named(value, enum, parameter)
        for value in values
    ]


def _member_named(value: object, enum: type[_E], parameter: str) -> _E:
    """Return the member with a name, in any case."""
    # A member of the same enum of an earlier copy of this package, before a reload, has its name.
    name = value.name if isinstance(value, Enum) else value
    if not isinstance(name, str):
        raise wrong_type(enum.__name__, parameter, value, f"a member or its name: {_names(enum)}")
    for key, member in enum.__members__.items():
        if key.upper() == name.upper():
            return member
    raise UnknownMemberError(
        f"{parameter}={shorten(name)} is no {enum.__name__}; write one of {_names(enum)}",
        accepted=_names(enum),
    )


def _names(enum: type[Enum]) -> str:
    return ", ".join(enum.__members__)
