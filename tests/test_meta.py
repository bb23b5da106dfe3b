from __future__ import annotations

import datetime as dt
import math
import pickle
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import _time, meta
from replay import WorkerDatum


class TestDatum:
    @pytest.mark.parametrize(
        ("value", "kind", "expected"),
        [
            ("x", "string", "x"),
            (b"x", "bytes", b"x"),
            ('{"a": [1]}', "json", {"a": [1]}),
            (5, "int", 5),
            (0.5, "double", 0.5),
            (SimpleNamespace(string=("a", "b")), "collection_string", ["a", "b"]),
            (SimpleNamespace(bytes=(b"a",)), "collection_bytes", [b"a"]),
            (SimpleNamespace(sint64=(1, 2)), "collection_sint64", [1, 2]),
            (SimpleNamespace(double=(0.5,)), "collection_double", [0.5]),
            (None, "json", None),
            ("x", None, None),
            (None, None, None),
        ],
    )
    def test_python_value(self, value: object, kind: str | None, expected: object) -> None:
        """
        The Python value has JSON read and collections as lists; its type is the Python type.
        """
        datum = func.Datum(value, kind)

        assert expected == datum.python_value
        assert type(expected) is datum.python_type

    def test_malformed_json(self) -> None:
        """
        JSON that cannot be read raises a ValueError when its value is asked for.
        """
        with pytest.raises(ValueError, match="Expecting value"):
            _ = func.Datum("x", "json").python_value

    def test_keywords(self) -> None:
        """
        Value and kind are taken by name too.
        """
        assert func.Datum("x", "string") == func.Datum(type="string", value="x")

    def test_equality(self) -> None:
        """
        Datums are equal when kind and value are, and then have the same hash.
        """
        assert func.Datum("x", "string") == func.Datum("x", "string")
        assert func.Datum("x", "string") != func.Datum("x", "json")
        assert func.Datum("x", "string") != func.Datum("y", "string")
        assert func.Datum("x", "string") != "x"
        assert 1 == len({func.Datum("x", "string"), func.Datum("x", "string")})

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle(self, protocol: int) -> None:
        """
        A datum survives pickling at every protocol.
        """
        datum = func.Datum("x", "string")

        assert datum == pickle.loads(pickle.dumps(datum, protocol))

    def test_repr(self) -> None:
        """
        The repr shows kind and value and cuts a long value.
        """
        assert "<Datum string 'x'>" == repr(func.Datum("x", "string"))
        assert "<Datum None None>" == repr(func.Datum(None, None))
        assert 120 > len(repr(func.Datum("x" * 10_000, "string")))


class TestBaseConverters:
    def test_accept_nothing(self) -> None:
        """
        The bases accept no annotation and are no trigger's.
        """
        assert False is meta.InConverter.check_input_type_annotation(str)
        assert False is meta.OutConverter.check_output_type_annotation(str)
        assert False is meta.InConverter.has_trigger_support()
        assert False is meta.InConverter.has_implicit_output()

    @pytest.mark.parametrize(("datum", "kind"), [(None, None), (func.Datum("x", "json"), "json")])
    def test_decode(self, datum: func.Datum | None, kind: str | None) -> None:
        """
        A converter without decode() refuses data with an error that says so.
        """

        class HalfConverter(meta.InConverter):
            pass

        with pytest.raises(func.UnsupportedDatumError) as caught:
            HalfConverter.decode(datum, trigger_metadata=None)

        assert isinstance(caught.value, NotImplementedError)
        assert f"HalfConverter binding: cannot decode data of kind {kind!r}" in str(caught.value)
        assert "does not define decode()" in str(caught.value)

    def test_encode(self) -> None:
        """
        A converter without encode() refuses values with an error that says so.
        """

        class HalfConverter(meta.OutConverter):
            pass

        with pytest.raises(func.UnsupportedTypeError) as caught:
            HalfConverter.encode(5, expected_type=None)

        assert isinstance(caught.value, NotImplementedError)
        assert "HalfConverter binding: cannot encode int (5)" in str(caught.value)
        assert "does not define encode()" in str(caught.value)


class TestMetadataValue:
    @pytest.mark.parametrize(
        ("datum", "expected"),
        [
            (WorkerDatum("x", "string"), "x"),
            (WorkerDatum("", "string"), ""),
            (WorkerDatum(5, "int"), 5),
            (WorkerDatum('"x"', "json"), "x"),
            (WorkerDatum("5", "json"), 5),
            (WorkerDatum('{"a": 1}', "json"), {"a": 1}),
            (WorkerDatum("null", "json"), None),
            (WorkerDatum("{", "json"), None),
            (WorkerDatum("", "json"), None),
            (WorkerDatum(None, "json"), None),
            (WorkerDatum(5, "json"), None),
            (WorkerDatum(" " + "[" * 200_000, "json"), None),
            (WorkerDatum(None, None), None),
            (None, None),
        ],
    )
    @pytest.mark.usefixtures("each_json_library")
    def test_field(self, datum: Any, expected: object) -> None:
        """
        A field is read whatever kind it has; what cannot be read is None.
        """
        assert expected == meta.metadata_value({"Name": datum}, "Name")

    @pytest.mark.parametrize("metadata", [None, {}, {"Other": WorkerDatum("x", "string")}])
    def test_absent(self, metadata: Any) -> None:
        """
        A field that is absent is None.
        """
        assert None is meta.metadata_value(metadata, "Name")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("x", "x"),
        ("", ""),
        (5, "5"),
        (0.5, "0.5"),
        (b"x", "x"),
        (b"\xff", None),
        ({}, None),
        ([], None),
    ],
)
def test_as_text(value: object, expected: str | None) -> None:
    """
    Text and numbers are text; all else is None.
    """
    assert expected == meta.as_text(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (5, 5),
        ("5", 5),
        ("-5", -5),
        (3.0, 3),
        ("x", None),
        ("", None),
        ("3.5", None),
        (math.nan, None),
        (math.inf, None),
        ("9" * 5000, None),
        (b"5", None),
        ([], None),
    ],
)
def test_as_int(value: object, expected: int | None) -> None:
    """
    Numbers and their digits are numbers; all else is None.
    """
    assert expected == meta.as_int(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": 1}, {"a": 1}),
        ('{"a": 1}', {"a": 1}),
        ("{}", {}),
        ("[1]", None),
        ("{", None),
        ("", None),
        ([1], None),
        (5, None),
        (None, None),
    ],
)
def test_as_mapping(value: object, expected: object) -> None:
    """
    A JSON object, or its text, is a dict; all else is None.
    """
    assert expected == meta.as_mapping(value)


UTC = dt.timezone.utc


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-11-29T00:00:00Z", dt.datetime(2026, 11, 29, tzinfo=UTC)),
        ("11/22/2026 00:10:00", dt.datetime(2026, 11, 22, 0, 10)),
        ("soon", None),
        ("", None),
        (5, None),
        (None, None),
        ({}, None),
    ],
)
def test_as_timestamp(value: object, expected: dt.datetime | None) -> None:
    """
    Text of a time is a time; all else is None.
    """
    assert expected == _time.as_timestamp(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1.02:03:04", dt.timedelta(days=1, hours=2, minutes=3, seconds=4)),
        (90, dt.timedelta(seconds=90)),
        (0.5, dt.timedelta(milliseconds=500)),
        ("-999999999.23:59:59.999999", None),
        ("soon", None),
        ("", None),
        (math.nan, None),
        (1e300, None),
        (None, None),
        ([], None),
    ],
)
def test_as_duration(value: object, expected: dt.timedelta | None) -> None:
    """
    Text of a duration, and seconds, are a duration; all else is None.
    """
    assert expected == _time.as_duration(value)


@given(
    st.text()
    | st.binary()
    | st.integers()
    | st.floats()
    | st.none()
    | st.lists(st.text())
    | st.dictionaries(st.text(), st.text())
)
def test_readers_never_raise(value: object) -> None:
    """
    No value of a metadata field makes a reader fail: it reads it, or gives None.
    """
    assert isinstance(meta.as_text(value), str | None)
    assert isinstance(meta.as_int(value), int | None)
    assert isinstance(meta.as_mapping(value), dict | None)
    assert isinstance(_time.as_timestamp(value), dt.datetime | None)
    assert isinstance(_time.as_duration(value), dt.timedelta | None)
