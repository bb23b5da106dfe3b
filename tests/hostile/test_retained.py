"""
What was decoded is forgotten: no text that a client chooses stays in memory once it was read.
"""

from __future__ import annotations

import codecs
import gc
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

import azure.functions as func
from azure.functions._asgi import http_scope
from azure.functions._cookies import parse_cookie
from azure.functions._limits import LONGEST_CHARSET, LONGEST_TIME
from azure.functions._time import as_duration, as_timestamp, parse_duration
from azure.functions.http import HttpResponseHeaders
from azure.functions.meta import Collection, Datum

pytestmark = pytest.mark.filterwarnings("ignore::azure.functions.FunctionsWarning")

READ = 2_000
RETAINED = 16_000
"""Bytes that may stay, for caches of a fixed size: no more than a pointer for each input."""


def decoded(binding: str, datum: Datum, **metadata: Datum) -> Any:
    converter: Any = func.get_binding_registry().get(binding)
    return converter.decode(datum, trigger_metadata=metadata)


def text(value: str) -> Datum:
    return Datum(value, "string")


def request(key: str) -> object:
    maps = {name: {f"X-{key}": text(key)} for name in ("headers", "query", "params")}
    texts = {"method": text(key), "url": text(f"/{key}?{key}={key}"), "body": text(key)}
    req = decoded("httpTrigger", Datum({**texts, **maps}, "http"))
    scope = http_scope(req, None, root_path="", state={})
    return (req.headers.get(key), [*req.headers], req.query, repr(req), scope)


def read_charset(key: str) -> object:
    headers = {"Content-Type": f"text/plain; charset={key}"}
    return func.HttpRequest("POST", "/", headers=headers, body=b"x").get_text()


def batch(binding: str) -> Callable[[str], object]:
    def read(key: str) -> object:
        names = ("MessageId", "Label", "PartitionKey", "Key", "Topic", "EnqueuedTimeUtc")
        arrays = {f"{name}Array": Datum(f'["{key}"]', "json") for name in names}
        bodies = Datum(Collection("string", [f'{{"{key}": 1}}']), "collection_string")
        messages = decoded(binding, bodies, **arrays, **{key: text(key)})
        return [(each.to_dict(), each.get_json(), each.metadata) for each in messages]

    return read


def json_object(key: str) -> Datum:
    return Datum(f'{{"{key}": "{key}"}}', "json")


def rows(key: str) -> object:
    return decoded("sql", json_object(key)).to_json()


def respond(key: str) -> object:
    headers = HttpResponseHeaders({f"X-{key}": key, "Set-Cookie": f"{key}={key}; Path=/{key}"})
    converter: Any = func.get_binding_registry().get("http")
    return converter.encode(func.HttpResponse(key, headers=headers), expected_type=None)


READERS: dict[str, Callable[[str], object]] = {
    "timestamp": lambda key: as_timestamp(f"2026-01-01T00:00:00.{key[1:]}Z"),
    "no timestamp": lambda key: as_timestamp(f"2026-01-01T00:00:00.{key}"),
    "zone": lambda key: as_timestamp(f"1 January 2026 00:00:00 {key}"),
    "duration": lambda key: as_duration(f"{key[1:]}.00:00:00"),
    "no duration": as_duration,
    "charset": read_charset,
    "cookie": lambda key: parse_cookie(f"{key}={key}; path=/{key}; {key}={key}"),
    "no cookie": lambda key: parse_cookie(f"{key}; =;{key}"),
    "response": respond,
    "request": request,
}

JSON_READERS: dict[str, Callable[[str], object]] = {
    "rows": rows,
    "blob": lambda key: decoded("blob", text(key), Metadata=json_object(key)).to_dict(),
    "queueTrigger": lambda key: decoded("queueTrigger", text(key), Id=text(key)).to_dict(),
    "kafkaTrigger": batch("kafkaTrigger"),
    "eventHubTrigger": batch("eventHubTrigger"),
    "serviceBusTrigger": batch("serviceBusTrigger"),
    "eventGridTrigger": lambda key: decoded("eventGridTrigger", json_object(key)).to_dict(),
    "timerTrigger": lambda key: decoded("timerTrigger", json_object(key)).to_dict(),
    "activityTrigger": lambda key: decoded("activityTrigger", json_object(key)),
}


def retained(read: Callable[[str], object], key: str) -> int:
    """
    Return how many bytes more are held once distinct inputs were read.
    """

    def read_all(start: int, count: int) -> int:
        for index in range(start, start + count):
            with suppress(ValueError):  # refusals must be forgotten too
                read(key.format(index))
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    read_all(0, 500)  # imports what is imported on first use, and fills the caches of Python
    tracemalloc.start()
    try:
        return -read_all(10_000, 300) + read_all(20_000, READ)
    finally:
        tracemalloc.stop()


@pytest.mark.growth
@pytest.mark.parametrize("name", READERS)
def test_texts(name: str) -> None:
    """
    Thousands of distinct texts leave nothing in memory once they were read or refused.
    """
    assert retained(READERS[name], "k{}") < RETAINED


@pytest.mark.growth
@pytest.mark.parametrize("name", JSON_READERS)
def test_json(name: str, each_json_library: str) -> None:
    """
    So do thousands of messages and rows; orjson keeps some keys, none of more than 64 bytes.
    """
    assert retained(JSON_READERS[name], "k" * 70 + "{}") < RETAINED


@pytest.mark.parametrize("charset", ["k1", "os", "punycode", "idna", "x" * 1_000, "unknown-8"])
def test_unknown_charsets(charset: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Python, which remembers each name that it is asked for, is not asked for an unknown charset.
    """
    asked: list[str] = []

    def find(name: str) -> None:
        asked.append(name)

    codecs.register(find)
    monkeypatch.setattr(codecs, "lookup", find)
    try:
        with pytest.raises(func.ArgumentValueError, match="one that Python knows"):
            read_charset(charset)
    finally:
        codecs.unregister(find)

    assert [] == asked


def test_long_charsets() -> None:
    """
    A charset of more characters than the longest has is refused, whatever Python would make of it.
    """
    longest = f"latin{'-' * (LONGEST_CHARSET - 6)}1"

    assert "x" == read_charset(longest)
    with pytest.raises(func.ArgumentValueError, match="one that Python knows"):
        read_charset(longest.replace("-", "--", 1))


def test_long_durations() -> None:
    """
    A duration of more characters than the longest has is refused, though its digits are zeros.
    """
    longest = "1".zfill(LONGEST_TIME)

    assert timedelta(seconds=1) == parse_duration(longest)
    with pytest.raises(ValueError, match="no duration"):
        parse_duration(f"0{longest}")
