"""
What users write about queues, blobs and outputs, and what checkers make of it.
"""

# ruff: noqa: UP006  # the old spellings are among what users write

import csv
import datetime as dt
import io
import json
import typing
from typing import Any

from typing_extensions import assert_type

import azure.functions as func


def main(
    msg: func.QueueMessage,
    blob: func.InputStream,
    text: func.Out[str],
    messages: func.Out[list[func.QueueMessage]],
    legacy: "func.Out[typing.List[str]]",
) -> None:
    assert_type(msg.id, str | None)
    assert_type(msg.dequeue_count, int | None)
    assert_type(msg.expiration_time, dt.datetime | None)
    assert_type(msg.insertion_time, dt.datetime | None)
    assert_type(msg.time_next_visible, dt.datetime | None)
    assert_type(msg.pop_receipt, str | None)
    assert_type(msg.get_body().decode("utf-8"), str)
    assert_type(msg.get_json(), Any)

    assert_type(blob.name, str | None)
    assert_type(blob.uri, str | None)
    assert_type(blob.length, int | None)
    assert_type(blob.blob_properties, dict[str, Any] | None)
    assert_type(blob.metadata, dict[str, Any] | None)
    assert_type(blob.read(), bytes)
    assert_type(blob.read(10), bytes)
    assert_type(blob.readline(), bytes)
    assert_type(blob.readinto(bytearray(1)), int)
    assert_type(blob.seek(0, io.SEEK_END), int)
    for line in blob:
        assert_type(line, bytes)
    with blob as stream:
        assert_type(stream, func.InputStream)
    json.load(blob)
    csv.reader(io.TextIOWrapper(blob, encoding="utf-8"))

    text.set("x")
    messages.set([func.QueueMessage(body="x")])
    legacy.set(["x"])


def in_a_unit_test() -> None:
    out = func.Out[str]()
    assert_type(out, func.Out[str])
    assert_type(out.get(), str | None)
    assert_type(out.is_set, bool)
    main(
        func.QueueMessage(id="1", body=b"x", dequeue_count=1),
        func.InputStream(data="x", name="n", metadata={"a": "b"}),
        out,
        func.Out[list[func.QueueMessage]](),
        func.Out(),
    )
    func.InputStream(b"x")
    func.QueueMessage()


def refused(msg: func.QueueMessage, blob: func.InputStream, out: func.Out[str]) -> None:
    out.set(b"x")  # type: ignore[arg-type]  # bytes, not str  # pyright: ignore[reportArgumentType]
    out.put("x")  # type: ignore[attr-defined]  # misspelt  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    out.is_set = True  # type: ignore[misc]  # read-only  # pyright: ignore[reportAttributeAccessIssue]
    msg.id = "1"  # type: ignore[misc]  # read-only  # pyright: ignore[reportAttributeAccessIssue]
    repr(msg.dequeue_counts)  # type: ignore[attr-defined]  # misspelt  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType]
    func.QueueMessage("1")  # type: ignore[call-arg]  # by name only  # pyright: ignore[reportCallIssue]
    func.QueueMessage(text="x")  # type: ignore[call-arg]  # misspelt  # pyright: ignore[reportCallIssue]
    func.QueueMessage(dequeue_count="1")  # type: ignore[arg-type]  # text  # pyright: ignore[reportArgumentType]
    func.QueueMessage(expiration_time="now")  # type: ignore[arg-type]  # text  # pyright: ignore[reportArgumentType]
    blob.length = 1  # type: ignore[misc]  # read-only  # pyright: ignore[reportAttributeAccessIssue]
    func.InputStream(5)  # type: ignore[arg-type]  # a number  # pyright: ignore[reportArgumentType]
    func.InputStream(b"x", "name")  # type: ignore[call-arg]  # by name only  # pyright: ignore[reportCallIssue]
