"""Azure SQL: ``SqlRow``, ``SqlRowList``, and the converter of ``sql``."""

from __future__ import annotations

from ._rows import Row, RowList, RowsConverter, rows_to_wire
from .meta import Datum

__all__ = ("SqlConverter", "SqlRow", "SqlRowList")


class SqlRow(Row):
    """A row of a table, read and written as a dict.

    Args:
        data: What it holds: a mapping, or pairs of columns and values.
        fields: The same as keyword arguments.

    Raises:
        TypeError: ``data`` is neither a mapping nor pairs.
    """


class SqlRowList(RowList[SqlRow]):
    """A list of rows.

    Args:
        initlist: The rows.

    Raises:
        TypeError: It is not iterable.
    """

    _row = SqlRow


class SqlConverter(RowsConverter, binding="sql"):
    """Turns what the host read into a ``SqlRowList``, and rows into what it writes."""

    _binding = "sql"
    _row = SqlRow
    _rows = SqlRowList


def to_wire(value: SqlRow | SqlRowList) -> tuple[Datum, dict[str, Datum]]:
    """Write a row or a list of rows as the host sends it: the inverse of ``decode``.

    Args:
        value: The row; or the list, None in it for null.

    Returns:
        The datum, a JSON array, and the trigger's metadata, which is empty.

    Raises:
        TypeError: A row holds a value that JSON has no form for.
    """
    return rows_to_wire("sql", value)
