"""MySQL: ``MySqlRow``, ``MySqlRowList``, and the converters of ``mysql`` and ``mysqlTrigger``."""

from __future__ import annotations

from ._rows import Row, RowList, RowsConverter, rows_to_wire
from .meta import Datum

__all__ = ("MySqlConverter", "MySqlRow", "MySqlRowList", "MySqlTriggerConverter")


class MySqlRow(Row):
    """A row of a table, read and written as a dict.

    Args:
        data: What it holds: a mapping, or pairs of columns and values.
        fields: The same as keyword arguments.

    Raises:
        TypeError: ``data`` is neither a mapping nor pairs.
    """


class MySqlRowList(RowList[MySqlRow]):
    """A list of rows.

    Args:
        initlist: The rows.

    Raises:
        TypeError: It is not iterable.
    """

    _row = MySqlRow


class MySqlConverter(RowsConverter, binding="mysql"):
    """Turns what the host read into a ``MySqlRowList``, and rows into what it writes."""

    _binding = "mysql"
    _row = MySqlRow
    _rows = MySqlRowList


class MySqlTriggerConverter(MySqlConverter, binding="mysqlTrigger", trigger=True):
    """Turns changed rows into a ``MySqlRowList``."""

    _binding = "mysqlTrigger"


def to_wire(value: MySqlRow | MySqlRowList) -> tuple[Datum, dict[str, Datum]]:
    """Write a row or a list of rows as the host sends it: the inverse of ``decode``.

    Args:
        value: The row; or the list, None in it for null.

    Returns:
        The datum, a JSON array, and the trigger's metadata, which is empty.

    Raises:
        TypeError: A row holds a value that JSON has no form for.
    """
    return rows_to_wire("mysql", value)
