"""Rows of tables: what the bindings of Azure SQL and MySQL have in common."""

from __future__ import annotations

from .core import DataType, InputBinding, OutputBinding, Trigger


class RowsTrigger(Trigger):
    """A trigger by changed rows of a table."""

    def __init__(
        self,
        name: str,
        table_name: str,
        connection_string_setting: str,
        leases_table_name: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.table_name = table_name
        self.connection_string_setting = connection_string_setting
        self.leases_table_name = leases_table_name


class RowsInput(InputBinding):
    """An input of rows that a command selects."""

    def __init__(
        self,
        name: str,
        command_text: str,
        connection_string_setting: str,
        command_type: str | None = "Text",
        parameters: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.command_text = command_text
        self.connection_string_setting = connection_string_setting
        self.command_type = command_type
        self.parameters = parameters


class RowsOutput(OutputBinding):
    """An output of rows that are inserted in a table or updated."""

    def __init__(
        self,
        name: str,
        command_text: str,
        connection_string_setting: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.command_text = command_text
        self.connection_string_setting = connection_string_setting
