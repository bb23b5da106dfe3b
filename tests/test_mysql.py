"""Rows of MySQL and their wire form; what they share with documents is in ``test_rows``."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import mysql
from azure.functions.mysql import MySqlTriggerConverter

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda items: st.lists(items) | st.dictionaries(st.text(), items),
    max_leaves=6,
)
ROWS = st.dictionaries(st.text(), JSON).map(func.MySqlRow)


def test_classes_are_exported() -> None:
    """The package exports the classes of the module."""
    assert func.MySqlRow is mysql.MySqlRow
    assert func.MySqlRowList is mysql.MySqlRowList


def test_converter() -> None:
    """The registry knows the converter."""
    assert MySqlTriggerConverter is func.get_binding_registry().get("mysqlTrigger")


class TestWire:
    @given(st.lists(st.none() | ROWS, max_size=5))
    def test_list(self, rows: list[Any]) -> None:
        """The wire form of a list decodes to the list."""
        value = func.MySqlRowList(rows)
        data, metadata = mysql.to_wire(value)

        assert value == MySqlTriggerConverter.decode(data, trigger_metadata=metadata)

    @given(ROWS)
    def test_row(self, row: func.MySqlRow) -> None:
        """The wire form of a row decodes to a list of it."""
        data, metadata = mysql.to_wire(row)

        assert [row] == MySqlTriggerConverter.decode(data, trigger_metadata=metadata)

    def test_large(self) -> None:
        """Many and large rows make the round trip."""
        value = func.MySqlRowList([func.MySqlRow(id=i, v="ž" * 1000) for i in range(1000)])
        data, metadata = mysql.to_wire(value)

        assert value == MySqlTriggerConverter.decode(data, trigger_metadata=metadata)

    def test_without_form(self) -> None:
        """A row with a value that JSON has no form for has no wire form."""
        with pytest.raises(TypeError, match="mysql binding: cannot encode MySqlRow"):
            mysql.to_wire(func.MySqlRow(a=b"x"))


def test_triggers() -> None:
    """The plain binding is no trigger, the trigger is one."""
    plain = func.get_binding_registry().get("mysql")

    assert mysql.MySqlConverter is plain
    assert (False, True) == (
        mysql.MySqlConverter.has_trigger_support(),
        MySqlTriggerConverter.has_trigger_support(),
    )
