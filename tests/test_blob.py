from __future__ import annotations

import copy
import io
import json
import pickle
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions.blob import BlobConverter
from replay import WorkerDatum

MEGABYTE = 1024 * 1024


def decode(value: Any, kind: str | None = "bytes", metadata: Any = None) -> func.InputStream:
    stream = BlobConverter.decode(
        WorkerDatum(value, kind),  # type: ignore[arg-type]  # the worker's own datum class  # pyright: ignore[reportArgumentType]
        trigger_metadata=metadata,
    )
    assert stream is not None
    return stream


def encode(value: object) -> func.Datum:
    return BlobConverter.encode(value, expected_type=None)


USES: list[Callable[[func.InputStream], object]] = [
    lambda stream: stream.read(),
    lambda stream: stream.read1(),
    lambda stream: stream.readinto(bytearray(1)),
    lambda stream: stream.readline(),
    lambda stream: stream.seek(0),
    lambda stream: stream.tell(),
    lambda stream: stream.readable(),
    lambda stream: stream.seekable(),
    next,
    func.InputStream.__enter__,
]
"""Ways to use a stream."""


class TestStream:
    def test_nothing_is_needed(self) -> None:
        """
        A stream made from nothing is empty and knows nothing.
        """
        stream = func.InputStream()

        assert b"" == stream.read()
        assert None is stream.name
        assert None is stream.uri
        assert None is stream.length
        assert None is stream.blob_properties
        assert None is stream.metadata

    def test_every_field(self) -> None:
        """
        Every field is taken by name and read by the same name.
        """
        stream = func.InputStream(
            data=b"x",
            name="c/n",
            uri="https://a/c/n",
            length=1,
            blob_properties={"Length": 1},
            metadata=MappingProxyType({"a": "b"}),
        )

        assert b"x" == stream.read()
        assert "c/n" == stream.name
        assert "https://a/c/n" == stream.uri
        assert 1 == stream.length
        assert {"Length": 1} == stream.blob_properties
        assert {"a": "b"} == stream.metadata

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            (None, b""),
            ("ž", "ž".encode()),
            (b"\xff", b"\xff"),
            (bytearray(b"\xff"), b"\xff"),
        ],
    )
    def test_data(self, data: Any, expected: bytes) -> None:
        """
        The data is the first argument; it is bytes, whatever it was given as.
        """
        assert expected == func.InputStream(data).read()

    @pytest.mark.parametrize(
        ("parameter", "value", "accepted"),
        [
            ("data", 5, "str, bytes, bytearray or None, got int (5)"),
            ("data", io.BytesIO(b"x"), "str, bytes, bytearray or None, got BytesIO ("),
            ("name", 5, "str or None, got int (5)"),
            ("uri", b"u", "str or None, got bytes (b'u')"),
            ("length", "1", "int or None, got str ('1')"),
            ("blob_properties", "{}", "Mapping, got str ('{}')"),
            ("metadata", [], "Mapping, got list ([])"),
        ],
    )
    def test_refused(self, parameter: str, value: object, accepted: str) -> None:
        """
        An argument of a wrong type is refused with a TypeError that names it and what came.
        """
        arguments: dict[str, Any] = {parameter: value}

        with pytest.raises(func.ArgumentTypeError) as caught:
            func.InputStream(**arguments)

        assert isinstance(caught.value, TypeError)
        assert parameter == caught.value.parameter
        assert str(caught.value).startswith(f"InputStream: {parameter} must be {accepted}")

    @pytest.mark.parametrize("arguments", ["5", "b'x', name=5", "b'x', metadata=[]"])
    def test_refused_without_a_trace(self, arguments: str) -> None:
        """
        A stream that was refused is thrown away without a complaint of the interpreter.
        """
        code = f"""
import azure.functions as func
try:
    func.InputStream({arguments})
except TypeError:
    pass
"""
        command = [sys.executable, "-X", "dev", "-c", code]

        assert "" == subprocess.run(command, check=True, capture_output=True, text=True).stderr

    @pytest.mark.parametrize("name", ["name", "uri", "length", "blob_properties", "metadata"])
    def test_read_only_fields(self, name: str) -> None:
        """
        No field can be assigned to.
        """
        with pytest.raises(AttributeError):
            setattr(func.InputStream(), name, None)

    def test_is_a_binary_file(self) -> None:
        """
        A stream is a BufferedIOBase that can be read and sought in, and not written.
        """
        stream = func.InputStream(b"x")

        assert isinstance(stream, io.BufferedIOBase)
        assert True is stream.readable()
        assert True is stream.seekable()
        assert False is stream.writable()
        with pytest.raises(io.UnsupportedOperation):
            stream.write(b"y")
        with pytest.raises(io.UnsupportedOperation):
            stream.truncate()
        with pytest.raises(io.UnsupportedOperation):
            stream.fileno()
        with pytest.raises(io.UnsupportedOperation):
            stream.detach()

    @pytest.mark.parametrize("method", ["read", "read1"])
    def test_read(self, method: str) -> None:
        """
        Reading goes on from where the stream stands, up to its end.
        """
        stream = func.InputStream(b"0123456789")
        read = getattr(stream, method)

        assert b"" == read(0)
        assert b"012" == read(3)
        assert b"3456789" == read(-1)
        assert b"" == read()
        assert b"" == read(3)

    def test_read_none(self) -> None:
        """
        None reads all that is left.
        """
        stream = func.InputStream(b"0123456789")

        assert b"0123456789" == stream.read(None)

    def test_readinto(self) -> None:
        """
        A buffer is filled, at the end as far as there is something.
        """
        stream = func.InputStream(b"01234")
        buffer = bytearray(3)

        assert 3 == stream.readinto(buffer)
        assert b"012" == buffer
        assert 2 == stream.readinto1(memoryview(buffer))
        assert b"342" == buffer
        assert 0 == stream.readinto(buffer)

    def test_lines(self) -> None:
        """
        Lines come one by one, as from any file.
        """
        data = b"one\ntwo\nthree"

        assert [b"one\n", b"two\n", b"three"] == list(func.InputStream(data))
        assert [b"one\n", b"two\n", b"three"] == func.InputStream(data).readlines()
        stream = func.InputStream(data)
        assert b"one\n" == stream.readline()
        assert b"tw" == stream.readline(2)
        assert b"o\n" == stream.readline(None)
        assert b"three" == stream.readline()
        assert b"" == stream.readline()

    def test_seek(self) -> None:
        """
        A stream can be moved from its start, its place and its end, and tells where it stands.
        """
        stream = func.InputStream(b"0123456789")

        assert 4 == stream.seek(4)
        assert 4 == stream.tell()
        assert b"4" == stream.read(1)
        assert 7 == stream.seek(2, io.SEEK_CUR)
        assert b"7" == stream.read(1)
        assert 9 == stream.seek(-1, io.SEEK_END)
        assert b"9" == stream.read()
        assert 0 == stream.seek(0)
        assert b"0123456789" == stream.read()

    def test_context_manager(self) -> None:
        """
        Leaving a with statement closes the stream.
        """
        with func.InputStream(b"x") as stream:
            assert b"x" == stream.read()
            assert False is stream.closed

        assert True is stream.closed

    @pytest.mark.parametrize("use", USES)
    def test_closed(self, use: Callable[[func.InputStream], object]) -> None:
        """
        A closed stream raises ValueError whatever is asked of it but to be closed again.
        """
        stream = func.InputStream(b"x", name="c/n")
        stream.close()
        stream.close()

        assert "c/n" == stream.name
        with pytest.raises(ValueError, match="closed"):
            use(stream)

    def test_wrapped(self) -> None:
        """
        The wrappers of the standard library take a stream.
        """
        assert ["ž\n", "x"] == list(io.TextIOWrapper(func.InputStream("ž\nx"), encoding="utf-8"))
        assert b"abc" == io.BufferedReader(func.InputStream(b"abc")).read()
        assert {"a": 1} == json.load(func.InputStream('{"a": 1}'))

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle(self, protocol: int) -> None:
        """
        A stream survives pickling with its fields and its place, at every protocol.
        """
        stream = func.InputStream(
            b"0123", name="n", uri="u", length=4, blob_properties={"a": 1}, metadata={"b": "c"}
        )
        stream.seek(2)

        for same in (pickle.loads(pickle.dumps(stream, protocol)), copy.deepcopy(stream)):
            assert stream.to_dict() == same.to_dict()
            assert b"23" == same.read()
        assert b"23" == stream.read()

    def test_repr(self) -> None:
        """
        The repr shows what is known of the blob and none of its bytes.
        """
        stream = func.InputStream(b"secret", name="n", uri="u", length=6)

        assert "InputStream(name='n', uri='u', length=6)" == repr(stream)

    def test_to_dict(self) -> None:
        """
        to_dict() gives the fields without the bytes, as published.
        """
        stream = func.InputStream(b"x", name="n", length=1, metadata={"a": b"b"})
        expected = {
            "name": "n",
            "uri": None,
            "length": 1,
            "blob_properties": None,
            "metadata": {"a": "b"},
        }

        assert expected == stream.to_dict()
        assert expected == json.loads(stream.to_json())

    @given(
        st.binary(max_size=100),
        st.lists(
            st.tuples(st.sampled_from(["read", "read1", "readline"]), st.integers(-1, 50))
            | st.tuples(st.just("seek"), st.integers(0, 120))
        ),
    )
    def test_like_bytesio(self, data: bytes, calls: list[tuple[str, int]]) -> None:
        """
        Any series of calls gives what BytesIO gives.
        """
        stream, model = func.InputStream(data), io.BytesIO(data)

        for method, argument in calls:
            assert getattr(model, method)(argument) == getattr(stream, method)(argument)
            assert model.tell() == stream.tell()


class TestNoCopy:
    def test_identity(self) -> None:
        """
        The bytes that are read whole are the very object that came.
        """
        data = bytes(10 * MEGABYTE)

        assert data is func.InputStream(data).read()
        assert data is decode(data).read()
        assert data is decode(data).read1()

    def test_memory(self) -> None:
        """
        Decoding a blob of 10 MB and reading it takes none of its size again.
        """
        datum: Any = WorkerDatum(bytes(10 * MEGABYTE), "bytes")
        decode(b"")
        tracemalloc.start()
        try:
            before, _ = tracemalloc.get_traced_memory()
            tracemalloc.reset_peak()
            stream = BlobConverter.decode(datum, trigger_metadata={})
            assert stream is not None
            assert 10 * MEGABYTE == len(stream.read())
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

        assert MEGABYTE / 4 > peak - before

    def test_encoding(self) -> None:
        """
        Bytes that a function returns are sent as the very object that came.
        """
        data = bytes(MEGABYTE)

        assert data is encode(data).value
        assert data is encode(func.InputStream(data)).value


class TestDecode:
    def test_every_field(self) -> None:
        """
        A stream has every field that the host sent.
        """
        stream = decode(
            b"x",
            metadata={
                "BlobTrigger": WorkerDatum("c/n", "string"),
                "Uri": WorkerDatum('"https://a/c/n"', "json"),
                "Properties": WorkerDatum('{"Length": 1, "ETag": "e"}', "json"),
                "Metadata": WorkerDatum('{"a": "b"}', "json"),
            },
        )

        assert {
            "name": "c/n",
            "uri": "https://a/c/n",
            "length": 1,
            "blob_properties": {"Length": 1, "ETag": "e"},
            "metadata": {"a": "b"},
        } == stream.to_dict()

    @pytest.mark.parametrize(("value", "kind"), [("ž", "string"), ("ž".encode(), "bytes")])
    def test_data(self, value: object, kind: str) -> None:
        """
        A blob comes as text or bytes.
        """
        assert "ž".encode() == decode(value, kind).read()

    @pytest.mark.parametrize("datum", [None, WorkerDatum(None, None)])
    def test_no_blob(self, datum: Any) -> None:
        """
        Where there is no blob, there is no stream.
        """
        assert None is BlobConverter.decode(datum, trigger_metadata=None)

    @pytest.mark.parametrize(
        ("properties", "expected"),
        [
            ('{"Length": 7}', 7),
            ('{"ContentLength": 7}', 7),
            ('{"ContentLength": 8, "Length": 7}', 8),
            ('{"ContentLength": null, "Length": 7}', 7),
            ('{"Length": "7"}', 7),
            ('{"Length": 0}', None),
            ('{"Length": "long"}', None),
            ('{"Length": [7]}', None),
            ("{}", None),
            ("[7]", None),
            ("{", None),
        ],
    )
    def test_length(self, properties: str, expected: int | None) -> None:
        """
        The length is one of two properties; one that cannot be read is None.
        """
        metadata = {"Properties": WorkerDatum(properties, "json")}

        assert expected == decode(b"", metadata=metadata).length

    @pytest.mark.parametrize("value", ["{", "[1]", "null", '"x"'])
    def test_unreadable_fields(self, value: str) -> None:
        """
        A field that cannot be read is None and fails nothing.
        """
        names = ("Properties", "Metadata")
        stream = decode(b"", metadata={name: WorkerDatum(value, "json") for name in names})

        assert (None, None, None) == (stream.length, stream.blob_properties, stream.metadata)

    @pytest.mark.parametrize("kind", ["json", "int", "collection_bytes", "model_binding_data"])
    def test_refused(self, kind: str) -> None:
        """
        Data of another kind is refused with an error that names the binding and both kinds.
        """
        with pytest.raises(func.UnsupportedDatumError) as caught:
            decode("{}", kind)

        assert isinstance(caught.value, ValueError)
        assert isinstance(caught.value, NotImplementedError)
        assert (
            f"blob binding: cannot decode data of kind {kind!r}; it takes string or bytes"
            == str(caught.value)
        )

    def test_class_methods(self) -> None:
        """
        The converter is given a trigger's metadata, without an implicit output.
        """
        assert True is BlobConverter.has_trigger_support()
        assert False is BlobConverter.has_implicit_output()


class Reader:
    def __init__(self, data: object) -> None:
        self.data = data

    def read(self) -> object:
        return self.data


def _lines() -> Iterator[bytes]:
    yield b"x"


class TestEncode:
    @pytest.mark.parametrize(
        ("value", "kind", "expected"),
        [
            ("ž", "string", "ž"),
            (b"\xff", "bytes", b"\xff"),
            (bytearray(b"\xff"), "bytes", b"\xff"),
            (io.BytesIO(b"\xff"), "bytes", b"\xff"),
            (io.StringIO("ž"), "string", "ž"),
            (Reader(b"x"), "bytes", b"x"),
            (Reader(bytearray(b"x")), "bytes", b"x"),
            (func.InputStream(b"x"), "bytes", b"x"),
        ],
    )
    def test_accepted(self, value: object, kind: str, expected: object) -> None:
        """
        Text, bytes, and what files give of them are written.
        """
        assert func.Datum(expected, kind) == encode(value)

    def test_from_where_it_stands(self) -> None:
        """
        A file is read from where it stands, as shutil does.
        """
        stream = func.InputStream(b"0123")
        stream.seek(2)

        assert func.Datum(b"23", "bytes") == encode(stream)

    @pytest.mark.parametrize(
        ("value", "came"),
        [
            (None, "NoneType (None)"),
            (5, "int (5)"),
            ({"a": 1}, "dict ({'a': 1})"),
            (memoryview(b"x"), "memoryview ("),
            ([b"x"], "list ([b'x'])"),
            (_lines(), "generator ("),
            (Reader(5), "int (5)"),
            (Reader(None), "NoneType (None)"),
        ],
    )
    def test_refused(self, value: object, came: str) -> None:
        """
        Anything else is refused with an error that names the binding, what came and what to send.
        """
        with pytest.raises(func.UnsupportedTypeError) as caught:
            encode(value)

        assert isinstance(caught.value, NotImplementedError)
        assert "blob" == caught.value.binding
        assert str(caught.value).startswith(f"blob binding: cannot encode {came}")
        assert str(caught.value).endswith(
            "return or set str, bytes, bytearray, or an object with read()"
        )
