"""MySQL: the bindings ``mysqlTrigger`` and ``mysql``, and their decorators."""

from __future__ import annotations

from ._api import Decorator, DecoratorApi, declares
from ._rows import RowsInput, RowsOutput, RowsTrigger
from .constants import MYSQL, MYSQL_TRIGGER
from .core import DataType

__all__ = ("MYSQL", "MYSQL_TRIGGER", "MySqlInput", "MySqlOutput", "MySqlTrigger")


class MySqlTrigger(RowsTrigger, binding=MYSQL_TRIGGER):
    """The trigger of ``@app.mysql_trigger``, whose arguments it takes."""


class MySqlInput(RowsInput, binding=MYSQL):
    """The input of ``@app.mysql_input``, whose arguments it takes."""


class MySqlOutput(RowsOutput, binding=MYSQL):
    """The output of ``@app.mysql_output``, whose arguments it takes."""


class MySqlTriggerApi(DecoratorApi):
    """The decorator of triggers of MySQL."""

    @declares
    def mysql_trigger(
        self,
        arg_name: str,
        table_name: str,
        connection_string_setting: str,
        leases_table_name: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function for changed rows of a table of MySQL.

        Args:
            arg_name: The parameter that takes the changed rows, a ``MySqlRowList`` of dicts with
                ``Operation`` and ``Item``, or a ``str`` of JSON. It becomes ``name``.
            table_name: The table to watch; it must have a column ``az_func_updated_at``. It becomes
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
            lambda: MySqlTrigger(
                arg_name,
                table_name,
                connection_string_setting,
                leases_table_name,
                data_type,
                **kwargs,
            )
        )


class MySqlBindingApi(DecoratorApi):
    """The decorators of inputs and outputs of MySQL."""

    @declares
    def mysql_input(
        self,
        arg_name: str,
        command_text: str,
        connection_string_setting: str,
        command_type: str | None = "Text",
        parameters: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Give the function rows of MySQL.

        Args:
            arg_name: The parameter that takes the rows, a ``MySqlRowList`` or ``str``. It becomes
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
            lambda: MySqlInput(
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
    def mysql_output(
        self,
        arg_name: str,
        command_text: str,
        connection_string_setting: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Write rows to a table of MySQL, in place of those with the same primary keys.

        Args:
            arg_name: The parameter through which rows are written, an ``Out[MySqlRow]`` or
                ``Out[MySqlRowList]``; ``$return`` for what the function returns. It becomes
                ``name``.
            command_text: The name of the table to write to. It becomes ``commandText``.
            connection_string_setting: The name of the app setting with the connection string. It
                becomes ``connectionStringSetting``.
            data_type: In which form the host takes the rows. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: MySqlOutput(
                arg_name, command_text, connection_string_setting, data_type, **kwargs
            )
        )
