"""
Large input: bodies of 100 MB are handed on without further copies, and forms are bounded.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from typing_extensions import Self

import azure.functions as func
from azure.functions._limits import MOST_FORM_PARTS
from azure.functions.meta import Collection, Datum

SIZE = 100_000_000
LARGE = bytes(SIZE)
"""Of zeros, for which the system gives no memory before they are changed."""

MEGABYTE = 1_000_000
MUTABLE = bytearray(10 * MEGABYTE)


class Peak:
    """
    The most memory that was taken within the block, beyond what was there before.
    """

    def __enter__(self) -> Self:
        tracemalloc.start()
        tracemalloc.reset_peak()
        self._before = tracemalloc.get_traced_memory()[0]
        self.megabytes = 0.0
        return self

    def __exit__(self, *_: object) -> None:
        self.megabytes = (tracemalloc.get_traced_memory()[1] - self._before) / MEGABYTE
        tracemalloc.stop()


def decoded(binding: str, datum: Datum) -> Any:
    converter: Any = func.get_binding_registry().get(binding)
    return converter.decode(datum, trigger_metadata={})


def encoded(binding: str, value: object) -> Any:
    converter: Any = func.get_binding_registry().get(binding)
    return converter.encode(value, expected_type=None)


def refused(action: Callable[[], object]) -> str:
    """
    Return the message of a refusal.
    """
    with pytest.raises(func.FunctionsError) as caught:
        action()
    return str(caught.value)


def http(body: Datum) -> Datum:
    """
    Return a request as the worker hands it over.
    """
    parts = {"method": Datum("POST", "string"), "url": Datum("/", "string")}
    return Datum({**parts, "headers": {}, "query": {}, "params": {}, "body": body}, "http")


DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "httpTrigger": lambda body: decoded("httpTrigger", http(Datum(body, "bytes"))).get_body(),
    "blobTrigger": lambda body: decoded("blobTrigger", Datum(body, "bytes")).read(),
    "queueTrigger": lambda body: decoded("queueTrigger", Datum(body, "bytes")).get_body(),
    "serviceBusTrigger": lambda body: decoded("serviceBusTrigger", Datum(body, "bytes")).get_body(),
    "eventHubTrigger": lambda body: decoded(
        "eventHubTrigger", Datum(Collection("bytes", [body]), "collection_bytes")
    )[0].get_body(),
    "mcpToolTrigger": lambda body: decoded("mcpToolTrigger", Datum(body, "bytes")),
}
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "http": lambda body: encoded("http", func.HttpResponse(body)).value["body"].value,
    "blob": lambda body: encoded("blob", func.InputStream(body)).value,
    "queue": lambda body: encoded("queue", body).value,
    "eventHub": lambda body: encoded("eventHub", body).value,
}


@pytest.mark.parametrize("binding", DECODERS)
def test_large_bodies_in(binding: str) -> None:
    """
    A body of 100 MB is what the function reads, the very bytes that the worker has.
    """
    DECODERS[binding](b"a")  # what is imported on first use has a size too
    with Peak() as peak:
        body = DECODERS[binding](LARGE)

    assert body is LARGE
    assert peak.megabytes < 1


@pytest.mark.parametrize("binding", ENCODERS)
def test_large_bodies_out(binding: str) -> None:
    """
    A body of 100 MB is what the host is sent, the very bytes that the function has.
    """
    ENCODERS[binding](b"a")
    with Peak() as peak:
        body = ENCODERS[binding](LARGE)

    assert body is LARGE
    assert peak.megabytes < 1


@pytest.mark.parametrize(
    "show",
    [
        lambda: repr(decoded("queueTrigger", Datum(LARGE, "bytes"))),
        lambda: repr(Datum(LARGE, "bytes")),
        lambda: repr(decoded("httpTrigger", http(Datum(LARGE, "bytes")))),
        lambda: refused(lambda: encoded("queue", MUTABLE)),
        lambda: refused(lambda: decoded("timerTrigger", Datum(LARGE, "bytes"))),
    ],
)
def test_large_bodies_are_shown_cut(show: Callable[[], str]) -> None:
    """
    Of a large body a repr and an error have but the beginning.
    """
    show()  # with what is imported on first use
    with Peak() as peak:
        text = show()

    assert len(text) < 1000
    assert peak.megabytes < 1


def test_large_text() -> None:
    """
    Text of 100 MB becomes bytes once.
    """
    text = "a" * SIZE
    with Peak() as peak:
        request = func.HttpRequest("POST", "/", body=text)
        assert SIZE == len(request.get_body())

    assert peak.megabytes < 1.1 * SIZE / MEGABYTE


def test_large_json(each_json_library: str) -> None:
    """
    JSON of 100 MB, here one text, takes the text twice beside what comes of it; ``orjson`` asks for
    twelve times the text beforehand, most of which it never touches.
    """
    limit = 13.5 if each_json_library == "orjson" else 3.1
    body = b'"' + b"a" * SIZE + b'"'
    message = func.QueueMessage(body=body)
    with Peak() as peak:
        assert SIZE == len(message.get_json())

    assert peak.megabytes < limit * SIZE / MEGABYTE


BOUNDARY = "multipart/form-data; boundary=b"


def multipart(count: int) -> bytes:
    """
    Return a form of so many parts, every other one a file.
    """

    def parts() -> Iterator[bytes]:
        for index in range(count):
            name = b'; filename="x"' if index % 2 else b""
            yield b'--b\r\nContent-Disposition: form-data; name="a"%b\r\n\r\n%d\r\n' % (name, index)
        yield b"--b--\r\n"

    return b"".join(parts())


@pytest.fixture
def forms() -> None:
    """
    Skip a test where the extra is not installed.
    """
    pytest.importorskip("werkzeug", reason="the extra forms is not installed")


def form(content_type: str, body: bytes) -> func.HttpRequest:
    """
    Return a request with a form.
    """
    return func.HttpRequest("POST", "/", headers={"Content-Type": content_type}, body=body)


@pytest.mark.usefixtures("forms")
def test_many_parts() -> None:
    """
    A form of ten thousand parts is read.
    """
    request = form(BOUNDARY, multipart(MOST_FORM_PARTS))

    assert [str(index) for index in range(0, MOST_FORM_PARTS, 2)] == request.form.getlist("a")
    assert MOST_FORM_PARTS // 2 == len(request.files.getlist("a"))


@pytest.mark.usefixtures("forms")
def test_too_many_parts() -> None:
    """
    A form of more parts is refused with an error that says how many there may be.
    """
    with pytest.raises(func.DecodeError, match=f"at most {MOST_FORM_PARTS} parts"):
        _ = form(BOUNDARY, multipart(MOST_FORM_PARTS + 1)).form


@pytest.mark.usefixtures("forms")
def test_many_fields() -> None:
    """
    A hundred thousand fields are read, of a form and of a query, which cost little more than bytes.
    """
    fields = [(f"a{index}", str(index)) for index in range(100_000)]
    body = urlencode(fields)
    request = form("application/x-www-form-urlencoded", body.encode())
    query = func.HttpRequest("GET", f"/?{body}")

    assert fields == [*request.form.items()]
    assert dict(fields) == query.params
    assert {name: [value] for name, value in fields} == query.query


@pytest.mark.usefixtures("forms")
def test_large_file() -> None:
    """
    A file of a form, here of 20 MB, is kept in memory, at no more than a few times its size.
    """
    size = 20 * MEGABYTE
    head = b'--b\r\nContent-Disposition: form-data; name="a"; filename="x"\r\n\r\n'
    request = form(BOUNDARY, head + bytes(size) + b"\r\n--b--\r\n")
    with Peak() as peak:
        assert size == len(request.files["a"].read())

    assert peak.megabytes < 5 * size / MEGABYTE
