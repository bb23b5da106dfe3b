"""
Values made of bytes and back, so that a fuzzer that changes bytes changes values.

Integers are one byte or four; text and bytes have their length in two bytes before them, and text
may have half surrogate pairs. Where the bytes end, everything is zero and empty.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from azure.functions.meta import Collection, Datum

T = TypeVar("T")

KINDS = (
    *("string", "bytes", "json", "http", "collection_string", "collection_bytes", "int", "double"),
    *("collection_sint64", "collection_double", "bool", "dict", "list", "model_binding_data"),
    *(None, "", "collection_", "nonsense"),
)
_SHAPES = ("null", "true", "false", "int", "float", "text", "list", "dict", "bytes", "deep", "huge")
_DEEPEST = 12
_HUGE = (10**18, -(2**63), 2**64, 10**400, 10**5000, float("inf"), float("nan"), 1e308)


class Source:
    """
    Bytes, read as values.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        piece = self._data[self._at : self._at + count]
        self._at += count
        return piece

    def byte(self) -> int:
        return int.from_bytes(self.take(1), "little")

    def rest(self) -> bytes:
        return self.take(len(self._data))

    def flag(self) -> bool:
        return self.byte() % 2 == 1

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.byte() % len(choices)]

    def number(self) -> int:
        return int.from_bytes(self.take(4), "little", signed=True)

    def binary(self) -> bytes:
        return self.take(int.from_bytes(self.take(2), "little"))

    def text(self) -> str:
        return as_text(self.binary())

    def many(self, make: Callable[[], T]) -> list[T]:
        return [make() for _ in range(self.byte() % 16)]

    def mapping(self, make: Callable[[], T]) -> dict[str, T]:
        return dict(self.many(lambda: (self.text(), make())))

    def json(self, depth: int = 0) -> Any:
        """
        Return a value of those types that JSON text decodes to, and some that it never does.
        """
        match self.pick(_SHAPES):
            case "null":
                return None
            case "true":
                return True
            case "false":
                return False
            case "int":
                return self.number()
            case "float":
                return self.number() / 1000
            case "text":
                return self.text()
            case "bytes":
                return self.binary()
            case "huge":
                return self.pick(_HUGE)
            case "deep":
                return nested(self.byte() * 64)
            case "list":
                return [] if depth > _DEEPEST else self.many(lambda: self.json(depth + 1))
            case _:
                return {} if depth > _DEEPEST else self.mapping(lambda: self.json(depth + 1))

    def datum(self, depth: int = 0) -> Datum | None:
        """
        Return a datum, mostly of a value that its kind implies; None sometimes.
        """
        shape = self.byte()
        kind = KINDS[shape % len(KINDS)]
        if shape >= 240:
            return None
        if shape >= 200:
            return Datum(self.json(), kind)
        return Datum(self._value_of(kind, depth), kind)

    def metadata(self) -> dict[str, Datum | None] | None:
        return None if self.byte() >= 240 else self.mapping(self.datum)

    def _value_of(self, kind: str | None, depth: int) -> Any:
        """
        Return the value that the worker has in a datum of a kind.
        """
        match kind:
            case "string" | "json":
                return self.text()
            case "bytes":
                return self.binary()
            case "int":
                return self.number()
            case "double":
                return self.number() / 1000
            case "bool":
                return self.flag()
            case "collection_string":
                return Collection("string", self.many(self.text))
            case "collection_bytes":
                return Collection("bytes", self.many(self.binary))
            case "collection_sint64":
                return Collection("sint64", self.many(self.number))
            case "collection_double":
                return Collection("double", self.many(self.number))
            case "http" if depth < 2:
                return self._request()
            case _:
                return self.json()

    def _request(self) -> dict[str, Any]:
        def text() -> Datum:
            return Datum(self.text(), "string")

        return {
            "method": text(),
            "url": text(),
            "headers": self.mapping(text),
            "query": self.mapping(text),
            "params": self.mapping(text),
            "body": self.datum(depth=2),
        }


class Sink:
    """
    Values, written as the bytes that a ``Source`` reads them from.
    """

    def __init__(self) -> None:
        self.data = bytearray()

    def byte(self, value: int) -> Sink:
        self.data.append(value)
        return self

    def index(self, choices: Sequence[object], value: object) -> Sink:
        return self.byte(choices.index(value))

    def binary(self, value: bytes) -> Sink:
        self.data += len(value).to_bytes(2, "little") + value
        return self

    def text(self, value: str) -> Sink:
        return self.binary(value.encode("utf-8", "surrogatepass"))

    def many(self, values: Sequence[T], write: Callable[[T], object]) -> Sink:
        self.byte(min(len(values), 15))
        for value in values[:15]:
            write(value)
        return self

    def mapping(self, values: dict[str, T], write: Callable[[T], object]) -> Sink:
        return self.many([*values.items()], lambda item: (self.text(item[0]), write(item[1])))

    def datum(self, datum: Any) -> Sink:
        """
        Write a datum, mostly as it is; of kinds whose values cannot be written, an empty one.
        """
        if datum is None:
            return self.byte(255)
        self.index(KINDS, datum.type)
        match datum.type:
            case "string" | "json":
                return self.text(datum.value or "")
            case "bytes":
                return self.binary(datum.value or b"")
            case "int":
                self.data += (int(datum.value) % 2**31).to_bytes(4, "little")
            case "double":
                self.data += (int(datum.value * 1000) % 2**31).to_bytes(4, "little")
            case "collection_string":
                return self.many(datum.value.string, self.text)
            case "collection_bytes":
                return self.many(datum.value.bytes, self.binary)
            case "http":
                request = datum.value
                for name in ("method", "url"):
                    self.text(request[name].value)
                for name in ("headers", "query", "params"):
                    self.mapping(request[name], lambda each: self.text(each.value))
                return self.datum(request["body"])
            case _:
                return self.byte(0)
        return self


def as_text(data: bytes) -> str:
    """
    Return bytes as text: all text there is in Python, half surrogate pairs among it.
    """
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def nested(depth: int) -> list[Any]:
    """
    Return lists in lists.
    """
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value
