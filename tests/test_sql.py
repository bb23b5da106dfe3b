"""Rows of SQL and their wire form; what they share with documents is in ``test_rows``."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import sql
from azure.functions.sql import SqlConverter

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda items: st.lists(items) | st.dictionaries(st.text(), items),
    max_leaves=6,
)
ROWS = st.dictionaries(st.text(), JSON).map(func.SqlRow)


def test_classes_are_exported() -> None:
    """The package exports the classes of the module."""
    assert func.SqlRow is sql.SqlRow
    assert func.SqlRowList is sql.SqlRowList


def test_converter() -> None:
    """The registry knows the converter."""
    assert SqlConverter is func.get_binding_registry().get("sql")


class TestWire:
    @given(st.lists(st.none() | ROWS, max_size=5))
    def test_list(self, rows: list[Any]) -> None:
        """The wire form of a list decodes to the list."""
        value = func.SqlRowList(rows)
        data, metadata = sql.to_wire(value)

        assert value == SqlConverter.decode(data, trigger_metadata=metadata)

    @given(ROWS)
    def test_row(self, row: func.SqlRow) -> None:
        """The wire form of a row decodes to a list of it."""
        data, metadata = sql.to_wire(row)

        assert [row] == SqlConverter.decode(data, trigger_metadata=metadata)

    def test_large(self) -> None:
        """Many and large rows make the round trip."""
        value = func.SqlRowList([func.SqlRow(id=i, v="ž" * 1000) for i in range(1000)])
        data, metadata = sql.to_wire(value)

        assert value == SqlConverter.decode(data, trigger_metadata=metadata)

    def test_without_form(self) -> None:
        """A row with a value that JSON has no form for has no wire form."""
        with pytest.raises(TypeError, match="sql binding: cannot encode SqlRow"):
            sql.to_wire(func.SqlRow(a=b"x"))


def test_no_trigger() -> None:
    """The SQL trigger stays with the worker's generic converter, as published."""
    assert func.get_binding_registry().get("sqlTrigger") is None
    assert not SqlConverter.has_trigger_support()
