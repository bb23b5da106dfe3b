# What is declared of a function is private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import pytest

from azure.functions.decorators import mysql
from azure.functions.decorators.mysql import MySqlBindingApi, MySqlTriggerApi


class App(MySqlTriggerApi, MySqlBindingApi):
    pass


def handle(rows: object) -> None:
    pass


def test_trigger() -> None:
    """
    The trigger goes out with its table and, where it is named, the table of leases.
    """
    function = App().mysql_trigger("rows", "people", "CON", "leases", "string", batch=1)(handle)

    assert [
        (
            '{"direction": "IN", "dataType": "STRING", "type": "mysqlTrigger", "name": "rows", '
            '"tableName": "people", "connectionStringSetting": "CON", "leasesTableName": "leases", '
            '"batch": 1}'
        )
    ] == function.build().get_raw_bindings()


class TestInput:
    def test_default(self) -> None:
        """
        A command is a query unless it is said to be a stored procedure.
        """
        function = App().mysql_input("rows", "SELECT 1", "CON")(handle)

        assert [
            (
                '{"direction": "IN", "type": "mysql", "name": "rows", "commandText": "SELECT 1", '
                '"connectionStringSetting": "CON", "commandType": "Text"}'
            )
        ] == function._function.get_raw_bindings()

    def test_every_argument(self) -> None:
        """
        Every argument becomes a field.
        """
        function = App().mysql_input("rows", "p", "CON", "StoredProcedure", "@id=1", "binary")(
            handle
        )

        assert [
            (
                '{"direction": "IN", "dataType": "BINARY", "type": "mysql", "name": "rows", '
                '"commandText": "p", "connectionStringSetting": "CON", '
                '"commandType": "StoredProcedure", "parameters": "@id=1"}'
            )
        ] == function._function.get_raw_bindings()

    def test_none(self) -> None:
        """
        None leaves the type of the command to the host.
        """
        binding = mysql.MySqlInput("rows", "SELECT 1", "CON", None)

        assert "commandType" not in binding.get_dict_repr()


def test_output() -> None:
    """
    The output goes out with the name of the table as its command.
    """
    function = App().mysql_output("$return", "people", "CON", "string")(handle)

    assert [
        (
            '{"direction": "OUT", "dataType": "STRING", "type": "mysql", "name": "$return", '
            '"commandText": "people", "connectionStringSetting": "CON"}'
        )
    ] == function._function.get_raw_bindings()


def test_unknown_data_type() -> None:
    """
    A text that names no data type is a KeyError with the accepted ones.
    """
    declare = App().mysql_output("$return", "people", "CON", "text")

    with pytest.raises(KeyError, match="data_type='text' is no DataType; write one of UNDEFINED"):
        declare(handle)
