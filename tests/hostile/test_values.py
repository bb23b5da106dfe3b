"""
Values that cannot be written, nested too deep or with numbers too long: a clear error from each
binding and each method. Where ``orjson`` is installed it refuses them first.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

import azure.functions as func
from azure.functions.meta import Datum
from fuzz_bytes import nested


def encoded(binding: str, value: object) -> Any:
    """
    Return what the host is sent.
    """
    converter: Any = func.get_binding_registry().get(binding)
    return converter.encode(value, expected_type=None)


@cache
def deep_values() -> list[Any]:
    """
    Return values that nest deeper than anything follows.
    """
    inside: Any = {}
    for _ in range(100_000):
        inside = {"a": [inside]}
    return [inside]


WRITERS: dict[str, Callable[[Any], object]] = {
    "HttpResponse.json": func.HttpResponse.json,
    "SqlRow.to_json": lambda value: func.SqlRow(a=value).to_json(),
    "SqlRow.to_dict": lambda value: func.SqlRow(a=value).to_dict(),
    "SqlRowList.to_json": lambda value: func.SqlRowList([func.SqlRow(a=value)]).to_json(),
    "Document.to_json": lambda value: func.Document(a=value).to_json(),
    "EventGridEvent.to_dict": lambda value: func.EventGridEvent(data=value).to_dict(),
    "TimerRequest.to_json": lambda value: func.TimerRequest(schedule={"a": value}).to_json(),
    "InputStream.to_dict": lambda value: func.InputStream(metadata={"a": value}).to_dict(),
    "MCPToolContext.to_dict": lambda value: func.MCPToolContext(a=value).to_dict(),
    "df_dumps": lambda value: encoded("activityTrigger", value),
    "eventGrid": lambda value: encoded("eventGrid", func.EventGridOutputEvent(data=value)),
    "eventHub": lambda value: encoded("eventHub", [value]),
    "kafka": lambda value: encoded("kafka", [value]),
    "sql": lambda value: encoded("sql", func.SqlRow(a=value)),
    "cosmosDB": lambda value: encoded("cosmosDB", func.DocumentList([func.Document(a=value)])),
    "connectorTrigger": lambda value: encoded("connectorTrigger", {"a": value}),
    "connectorTrigger, text": lambda value: encoded("connectorTrigger", [value]),
    "mcpToolTrigger": lambda value: encoded("mcpToolTrigger", value),
    "serviceBus": lambda value: encoded("serviceBus", value),
    "queue": lambda value: encoded("queue", [value]),
    "http": lambda value: encoded("http", value),
    "blob": lambda value: encoded("blob", value),
}
"""Where values are written."""


@pytest.mark.parametrize("writer", WRITERS)
def test_deep_values(writer: str) -> None:
    """
    A value that is nested too deep to be written is refused with an EncodeError.
    """
    for value in deep_values():
        with pytest.raises(func.EncodeError):
            WRITERS[writer](value)


LONG = 10**5000
"""An integer that Python does not write."""


@pytest.mark.parametrize("writer", WRITERS)
def test_long_values(writer: str) -> None:
    """
    An integer of more digits than Python writes is refused, or stays the number that it is.
    """
    if writer.endswith("to_dict"):
        assert isinstance(WRITERS[writer](LONG), dict)
        return
    with pytest.raises(func.EncodeError):
        WRITERS[writer](LONG)


def test_long_values_are_shown() -> None:
    """
    An integer of more digits than Python writes has a repr within others.
    """
    assert "SqlRow(<dict>)" == repr(func.SqlRow(a=LONG))
    assert "<Datum int <int>>" == repr(Datum(LONG, "int"))


HOLDERS: dict[str, Callable[[Any], object]] = {
    "SqlRow": lambda value: func.SqlRow(a=value),
    "Datum": lambda value: Datum(value, "list"),
}


@pytest.mark.parametrize("holder", HOLDERS)
def test_deep_values_are_shown(holder: str) -> None:
    """
    What Python has no repr for has one here all the same.
    """
    assert "<" in repr(HOLDERS[holder](nested(100_000)))
