"""Azure Table Storage: the binding ``table``, and its decorators."""

from __future__ import annotations

from ._api import Decorator, DecoratorApi, declares
from .constants import TABLE
from .core import DataType, InputBinding, OutputBinding

__all__ = ("TABLE", "TableInput", "TableOutput")


class TableInput(InputBinding, binding=TABLE):
    """The input of ``@app.table_input``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        connection: str,
        table_name: str,
        row_key: str | None = None,
        partition_key: str | None = None,
        take: int | None = None,
        filter: str | None = None,
        data_type: DataType | str | None = None,
    ) -> None:
        super().__init__(name, data_type)
        self.connection = connection
        self.table_name = table_name
        self.row_key = row_key
        self.partition_key = partition_key
        self.take = take
        self.filter = filter


class TableOutput(OutputBinding, binding=TABLE):
    """The output of ``@app.table_output``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        connection: str,
        table_name: str,
        row_key: str | None = None,
        partition_key: str | None = None,
        data_type: DataType | str | None = None,
    ) -> None:
        super().__init__(name, data_type)
        self.connection = connection
        self.table_name = table_name
        self.row_key = row_key
        self.partition_key = partition_key


class TableBindingApi(DecoratorApi):
    """The decorators of bindings of Azure Table Storage."""

    @declares
    def table_input(
        self,
        arg_name: str,
        connection: str,
        table_name: str,
        row_key: str | None = None,
        partition_key: str | None = None,
        take: int | None = None,
        filter: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Give the function rows of a table.

        Args:
            arg_name: The parameter that takes the rows as JSON, a ``str``: an object where both
                keys are given, else an array of them. It becomes ``name``.
            connection: The name of the app setting with the connection string, or the prefix of
                those of an identity. It becomes ``connection``.
            table_name: The table to read. It becomes ``tableName``.
            row_key: The key of the one row to read, with what the trigger tells in braces:
                ``{id}``. It becomes ``rowKey``.
            partition_key: The partition to read. It becomes ``partitionKey``.
            take: The most rows to read; for reads without a row key. It becomes ``take``.
            filter: Which rows to read, as an OData filter such as ``Age gt 17``; for reads without
                a row key. It becomes ``filter``.
            data_type: In which form the host hands over the rows; not needed, as they are JSON. It
                becomes ``dataType``.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: TableInput(
                arg_name, connection, table_name, row_key, partition_key, take, filter, data_type
            )
        )

    @declares
    def table_output(
        self,
        arg_name: str,
        connection: str,
        table_name: str,
        row_key: str | None = None,
        partition_key: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Add rows to a table.

        Args:
            arg_name: The parameter through which rows are added as JSON, an ``Out[str]``;
                ``$return`` for what the function returns. It becomes ``name``.
            connection: The name of the app setting with the connection string, or the prefix of
                those of an identity. It becomes ``connection``.
            table_name: The table to write to. It becomes ``tableName``.
            row_key: The key of the row, where the JSON has no ``RowKey``. It becomes ``rowKey``.
            partition_key: The partition of the row, where the JSON has no ``PartitionKey``. It
                becomes ``partitionKey``.
            data_type: In which form the host takes the rows; not needed, as they are JSON. It
                becomes ``dataType``.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: TableOutput(arg_name, connection, table_name, row_key, partition_key, data_type)
        )
