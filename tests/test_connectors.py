"""The converter of connectors."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import connectors
from azure.functions.connectors import ConnectorTriggerConverter
from azure.functions.meta import Collection, Datum


def decode(data: Datum | None) -> Any:
    """Decode as the worker does."""
    return ConnectorTriggerConverter.decode(data, trigger_metadata={})


class TestDecode:
    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            (Datum('{"a": 1}', "json"), '{"a": 1}'),
            (Datum("x", "string"), "x"),
            (Datum("", "string"), ""),
            (Datum(b"\xff", "bytes"), b"\xff"),
            (Datum(5, "int"), 5),
            (Datum(1.5, "double"), 1.5),
            (Datum(Collection("string", ["a", "b"]), "collection_string"), ["a", "b"]),
            (Datum(Collection("bytes", [b"a"]), "collection_bytes"), [b"a"]),
            (Datum(Collection("sint64", [1]), "collection_sint64"), [1]),
            (Datum(None, None), None),
            (Datum(None, "json"), None),
            (None, None),
        ],
    )
    def test_as_it_came(self, data: Datum | None, expected: object) -> None:
        """What the host sends is handed on as it came, JSON as text, collections as lists."""
        assert expected == decode(data)


class TestEncode:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (None, Datum("", "string")),
            ("ž", Datum("ž", "string")),
            (b"\xff", Datum(b"\xff", "bytes")),
            (bytearray(b"x"), Datum(b"x", "bytes")),
            (5, Datum("5", "string")),
            (True, Datum("True", "string")),
            ([1], Datum("[1]", "string")),
            ({}, Datum("{}", "string")),
            ({"a": [1, None]}, Datum('{"a": [1, null]}', "string")),
            (datetime(2026, 11, 22), Datum("2026-11-22 00:00:00", "string")),
        ],
    )
    def test_any_value(self, value: object, expected: Datum) -> None:
        """Text and bytes are sent as they are, a dict as JSON, any other value as its text."""
        assert expected == ConnectorTriggerConverter.encode(value)

    def test_without_form(self) -> None:
        """A dict with a value that JSON has no form for is refused by name."""
        with pytest.raises(TypeError, match="connectorTrigger binding: cannot encode dict .*hold"):
            ConnectorTriggerConverter.encode({"a": object()}, expected_type=None)


class TestRegistration:
    def test_converter(self) -> None:
        """The registry knows the converter: a trigger to which the return value goes."""
        assert ConnectorTriggerConverter is func.get_binding_registry().get("connectorTrigger")
        assert ConnectorTriggerConverter.has_trigger_support()
        assert ConnectorTriggerConverter.has_implicit_output()

    @pytest.mark.parametrize("annotation", [str, bytes, dict, str | None, bytes | int])
    def test_input(self, annotation: object) -> None:
        """Text, bytes and dicts come in."""
        assert ConnectorTriggerConverter.check_input_type_annotation(annotation)

    @pytest.mark.parametrize("annotation", [int, list[str], None, "x", Any])
    def test_input_refused(self, annotation: object) -> None:
        """Other annotations are refused without an error; anything goes out."""
        assert not ConnectorTriggerConverter.check_input_type_annotation(annotation)
        assert ConnectorTriggerConverter.check_output_type_annotation(annotation)


class TestWire:
    @given(st.none() | st.text() | st.binary() | st.integers() | st.floats(allow_nan=False))
    def test_value(self, value: Any) -> None:
        """The wire form of a value decodes to the value."""
        data, metadata = connectors.to_wire(value)

        assert {} == metadata
        assert value == decode(data)

    def test_large(self) -> None:
        """So does that of a large one."""
        assert "ž" * 1_000_000 == decode(connectors.to_wire("ž" * 1_000_000)[0])

    def test_refused(self) -> None:
        """A value of another type has none."""
        with pytest.raises(NotImplementedError, match="connectorTrigger binding: .*object"):
            connectors.to_wire(object())
