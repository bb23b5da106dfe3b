"""Azure SQL: the bindings ``sqlTrigger`` and ``sql``, and their decorators."""

from __future__ import annotations

from ._api import Decorator, DecoratorApi, declares
from ._rows import RowsInput, RowsOutput, RowsTrigger
from .constants import SQL, SQL_TRIGGER
from .core import DataType

__all__ = ("SQL", "SQL_TRIGGER", "SqlInput", "SqlOutput", "SqlTrigger")


class SqlTrigger(RowsTrigger, binding=SQL_TRIGGER):
    """The trigger of ``@app.sql_trigger``, whose arguments it takes."""


class SqlInput(RowsInput, binding=SQL):
    """The input of ``@app.sql_input``, whose arguments it takes."""


class SqlOutput(RowsOutput, binding=SQL):
    """The output of ``@app.sql_output``, whose arguments it takes."""


class SqlTriggerApi(DecoratorApi):
    """The decorator of triggers of Azure SQL."""

    @declares
    def sql_trigger(
        self,
        arg_name: str,
        table_name: str,
        connection_string_setting: str,
        leases_table_name: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function for changed rows of a table of Azure SQL.

        Args:
            arg_name: The parameter that takes the changed rows, a ``str`` of JSON: a list of
                objects with ``Operation`` (0 inserted, 1 updated, 2 deleted) and ``Item``. It
                becomes ``name``.
            table_name: The table to watch; change tracking must be enabled for it. It becomes
                ``tableName``.
            connection_string_setting: The name of the app setting with the connection string. It
                becomes ``connectionStringSetting``.
            leases_table_name: The table of leases, in which the trigger keeps how far it has read;
                without it, the host names one. It becomes ``leasesTableName``.
            data_type: In which form the host hands over the changes. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: SqlTrigger(
                arg_name,
                table_name,
                connection_string_setting,
                leases_table_name,
                data_type,
                **kwargs,
            )
        )


class SqlBindingApi(DecoratorApi):
    """The decorators of inputs and outputs of Azure SQL."""

    @declares
    def sql_input(
        self,
        arg_name: str,
        command_text: str,
        connection_string_setting: str,
        command_type: str | None = "Text",
        parameters: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Give the function rows of Azure SQL.

        Args:
            arg_name: The parameter that takes the rows, a ``SqlRowList`` or ``str``. It becomes
                ``name``.
            command_text: The query, or the name of the stored procedure. It becomes
                ``commandText``.
            connection_string_setting: The name of the app setting with the connection string. It
                becomes ``connectionStringSetting``.
            command_type: ``Text`` for a query, ``StoredProcedure`` for a stored procedure. It
                becomes ``commandType``.
            parameters: The values of the command's parameters in one text, as
                ``@id={Query.id},@kind=a``; neither names nor values may hold a comma or an equals
                sign. It becomes ``parameters``.
            data_type: In which form the host hands over the rows. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: SqlInput(
                arg_name,
                command_text,
                connection_string_setting,
                command_type,
                parameters,
                data_type,
                **kwargs,
            )
        )

    @declares
    def sql_output(
        self,
        arg_name: str,
        command_text: str,
        connection_string_setting: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Write rows to a table of Azure SQL, in place of those with the same primary keys.

        Args:
            arg_name: The parameter through which rows are written, an ``Out[SqlRow]`` or
                ``Out[SqlRowList]``; ``$return`` for what the function returns. It becomes ``name``.
            command_text: The name of the table to write to. It becomes ``commandText``.
            connection_string_setting: The name of the app setting with the connection string. It
                becomes ``connectionStringSetting``.
            data_type: In which form the host takes the rows. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: SqlOutput(
                arg_name, command_text, connection_string_setting, data_type, **kwargs
            )
        )
