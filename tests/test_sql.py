"""Rows of SQL and of MySQL; what they share with documents is in ``test_rows``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import mysql, sql
from azure.functions._rows import Row, RowList, RowsConverter
from azure.functions.meta import Datum

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda items: st.lists(items) | st.dictionaries(st.text(), items),
    max_leaves=6,
)
FIELDS = st.dictionaries(st.text(), JSON)


class Family(NamedTuple):
    """What a service has for its rows, and the binding type that decodes them."""

    to_wire: Callable[[Any], tuple[Datum, dict[str, Datum]]]
    row: type[Row]
    rows: type[RowList[Any]]
    converter: type[RowsConverter]
    binding: str

    def round_trip(self, value: Row | RowList[Any]) -> object:
        """Decode the wire form of a value."""
        data, metadata = self.to_wire(value)
        return self.converter.decode(data, trigger_metadata=metadata)


FAMILIES = {
    "sql": Family(sql.to_wire, sql.SqlRow, sql.SqlRowList, sql.SqlConverter, "sql"),
    "mysql": Family(
        mysql.to_wire,
        mysql.MySqlRow,
        mysql.MySqlRowList,
        mysql.MySqlTriggerConverter,
        "mysqlTrigger",
    ),
}


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
class TestFamily:
    def test_exported(self, family: Family) -> None:
        """The package exports the classes, and the registry knows the converter."""
        assert family.row is getattr(func, family.row.__name__)
        assert family.rows is getattr(func, family.rows.__name__)
        assert family.converter is func.get_binding_registry().get(family.binding)

    @given(rows=st.lists(st.none() | FIELDS, max_size=5))
    def test_list(self, family: Family, rows: list[Any]) -> None:
        """The wire form of a list decodes to the list."""
        value = family.rows([None if fields is None else family.row(fields) for fields in rows])

        assert value == family.round_trip(value)

    @given(fields=FIELDS)
    def test_row(self, family: Family, fields: dict[str, Any]) -> None:
        """The wire form of a row decodes to a list of it."""
        assert [family.row(fields)] == family.round_trip(family.row(fields))

    def test_large(self, family: Family) -> None:
        """Many and large rows make the round trip."""
        value = family.rows([family.row(id=i, v="ž" * 1000) for i in range(1000)])

        assert value == family.round_trip(value)

    def test_without_form(self, family: Family) -> None:
        """A row with a value that JSON has no form for has no wire form."""
        binding = family.binding.removesuffix("Trigger")
        expected = f"{binding} binding: cannot encode {family.row.__name__}"

        with pytest.raises(TypeError, match=expected):
            family.to_wire(family.row(a=b"x"))


def test_sql_trigger() -> None:
    """The SQL trigger stays with the worker's generic converter, as published."""
    assert func.get_binding_registry().get("sqlTrigger") is None
    assert not sql.SqlConverter.has_trigger_support()


def test_mysql_trigger() -> None:
    """The plain binding of MySQL is no trigger, the trigger is one."""
    assert mysql.MySqlConverter is func.get_binding_registry().get("mysql")
    assert not mysql.MySqlConverter.has_trigger_support()
    assert mysql.MySqlTriggerConverter.has_trigger_support()
