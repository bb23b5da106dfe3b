"""
Every decode and every encode, on what was recorded of the published package.

A case is all payloads of one binding type in one direction: each is decoded and read, or encoded.
Payloads that are refused are left out. The recording, tests/data/wire.json, has none of some
converters; those are at the end of this module.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from harness import Call, Case, Datum, collection, converter

RECORDING = Path(__file__).parent.parent / "tests" / "data" / "wire.json"

FURTHER: list[dict[str, Any]] = [
    {"binding": "blobTrigger", "op": "encode", "expr": "'text'"},
    {"binding": "cosmosDBTrigger", "op": "encode", "expr": "func.Document({'id': '1'})"},
    {
        "binding": "entityTrigger",
        "op": "decode",
        "data": Datum('{"name": "counter", "state": "1"}', "string"),
        "trigger_metadata": {},
        "expect": {},
    },
    {"binding": "eventHubTrigger", "op": "encode", "expr": "'text'"},
    {"binding": "kafka", "op": "encode", "expr": "'text'"},
    {"binding": "kafkaTrigger", "op": "encode", "expr": "'text'"},
    {
        "binding": "mysqlTrigger",
        "op": "decode",
        "data": Datum('[{"id": 1, "name": "Ada"}]', "json"),
        "trigger_metadata": {},
        "expect": {},
    },
    {"binding": "mysqlTrigger", "op": "encode", "expr": "func.MySqlRow({'id': 1})"},
]
"""What the recording lacks, in its form."""


def decode_all(binding: str, payloads: list[dict[str, Any]]) -> Call:
    """
    Decode each payload, and read what the recording has of the value.
    """
    decode = converter(binding).decode
    prepared = [(each["data"], each["trigger_metadata"], each["expect"]) for each in payloads]

    def call() -> object:
        for data, metadata, expect in prepared:
            _read(decode(data, trigger_metadata=metadata), expect)
        return None

    return call


def encode_all(binding: str, payloads: list[dict[str, Any]]) -> Call:
    """
    Encode each value.
    """
    import azure.functions as func

    encode = converter(binding).encode
    names = {"func": func, "dt": dt, "json": json}
    values = [eval(each["expr"], names) for each in payloads]

    def call() -> object:
        for value in values:
            encode(value, expected_type=None)
        return None

    call()  # a package that cannot do it says so now
    return call


def _read(value: Any, expect: Any) -> None:
    for item, expected in zip(value, expect["items"], strict=True) if "items" in expect else ():
        _read(item, expected)
    for name in expect.get("attrs", ()):
        getattr(value, name)
    for name, answer in expect.get("calls", {}).items():
        if not _is_refusal(answer):
            getattr(value, name)()


def _is_refusal(expect: Any) -> bool:
    return isinstance(expect, dict) and "$raises" in expect


def _object(recorded: dict[str, Any]) -> Any:
    """
    Make the object that one of the recording stands for.
    """
    if "$bytes" in recorded:
        return base64.b64decode(recorded["$bytes"])
    if "$collection" in recorded:
        return collection(recorded["$collection"], recorded["items"]).value
    if "$datum" in recorded:
        return Datum(recorded["value"], recorded["$datum"])
    return recorded


def _cases() -> Iterator[Case]:
    recording = json.loads(RECORDING.read_text("utf-8"), object_hook=_object)["cases"]
    payloads: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for each in (*recording, *FURTHER):
        if not _is_refusal(each.get("expect")):
            payloads.setdefault((each["binding"], each["op"]), []).append(each)
    for (binding, op), found in sorted(payloads.items()):
        make = decode_all if op == "decode" else encode_all
        yield Case(f"{binding}: every recorded {op}", partial(make, binding, found))


CASES = list(_cases())
