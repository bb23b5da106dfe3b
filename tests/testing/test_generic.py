from __future__ import annotations

import typing

import pytest

import azure.functions as func
from azure.functions.meta import Datum
from azure.functions.testing._generic import GenericConverter


class Text(str):
    __slots__ = ()


class TestAnnotations:
    @pytest.mark.parametrize(
        ("annotation", "is_input", "is_output"),
        [
            (str, True, True),
            (bytes, True, True),
            (Text, True, True),
            (bytearray, False, True),
            (dict, False, False),
            (int, False, False),
            (func.QueueMessage, False, False),
            (typing.Literal["a"], False, False),
            (None, False, False),
        ],
    )
    def test_annotations(self, annotation: object, is_input: bool, is_output: bool) -> None:
        """
        Parameters take text and bytes, outputs byte arrays too.
        """
        assert is_input is GenericConverter.check_input_type_annotation(annotation)
        assert is_output is GenericConverter.check_output_type_annotation(annotation)

    def test_no_trigger(self) -> None:
        """
        It is given no metadata.
        """
        assert GenericConverter.has_trigger_support() is False


class TestDecode:
    @pytest.mark.parametrize(
        ("datum", "expected"),
        [
            (None, None),
            (Datum(None, None), None),
            (Datum("text", "string"), "text"),
            (Datum(b"bytes", "bytes"), b"bytes"),
            (Datum('{"a": 1}', "json"), '{"a": 1}'),
        ],
    )
    def test_decode(self, datum: Datum | None, expected: object) -> None:
        """
        Text, bytes and JSON are handed on as they came.
        """
        assert expected == GenericConverter.decode(datum, trigger_metadata=None)

    @pytest.mark.parametrize("kind", ["http", "int", "double", "collection_string"])
    def test_others(self, kind: str) -> None:
        """
        Other data is refused.
        """
        with pytest.raises(NotImplementedError, match="generic binding: cannot decode data"):
            GenericConverter.decode(Datum(1, kind), trigger_metadata={})


class TestEncode:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (None, Datum(None, None)),
            ("text", Datum("text", "string")),
            (b"bytes", Datum(b"bytes", "bytes")),
            (bytearray(b"bytes"), Datum(b"bytes", "bytes")),
            ({"a": 1}, Datum({"a": 1}, "dict")),
            ([1], Datum([1], "list")),
            (1, Datum(1, "int")),
            (True, Datum(True, "int")),
            (1.5, Datum(1.5, "double")),
        ],
    )
    def test_encode(self, value: object, expected: Datum) -> None:
        """
        Each value has a datum of its kind.
        """
        assert expected == GenericConverter.encode(value, expected_type=None)

    @pytest.mark.parametrize("value", [func.QueueMessage(), object(), {1}, (1,)])
    def test_others(self, value: object) -> None:
        """
        Other values are refused.
        """
        with pytest.raises(NotImplementedError, match="generic binding: cannot encode"):
            GenericConverter.encode(value, expected_type=None)
