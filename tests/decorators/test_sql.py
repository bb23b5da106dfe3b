# What is declared of a function is private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import pytest

from azure.functions.decorators import mysql, sql
from azure.functions.decorators.sql import SqlBindingApi, SqlTriggerApi


class App(SqlTriggerApi, SqlBindingApi):
    pass


def handle(rows: object) -> None:
    pass


def test_trigger() -> None:
    """
    The trigger goes out with its table and, where it is named, the table of leases.
    """
    function = App().sql_trigger("rows", "people", "CON", "leases", "string", batch=1)(handle)

    assert [
        (
            '{"direction": "IN", "dataType": "STRING", "type": "sqlTrigger", "name": "rows", '
            '"tableName": "people", "connectionStringSetting": "CON", "leasesTableName": "leases", '
            '"batch": 1}'
        )
    ] == function.build().get_raw_bindings()


class TestInput:
    def test_default(self) -> None:
        """
        A command is a query unless it is said to be a stored procedure.
        """
        function = App().sql_input("rows", "SELECT 1", "CON")(handle)

        assert [
            (
                '{"direction": "IN", "type": "sql", "name": "rows", "commandText": "SELECT 1", '
                '"connectionStringSetting": "CON", "commandType": "Text"}'
            )
        ] == function._function.get_raw_bindings()

    def test_every_argument(self) -> None:
        """
        Every argument becomes a field.
        """
        function = App().sql_input("rows", "p", "CON", "StoredProcedure", "@id=1", "binary")(handle)

        assert [
            (
                '{"direction": "IN", "dataType": "BINARY", "type": "sql", "name": "rows", '
                '"commandText": "p", "connectionStringSetting": "CON", '
                '"commandType": "StoredProcedure", "parameters": "@id=1"}'
            )
        ] == function._function.get_raw_bindings()

    def test_none(self) -> None:
        """
        None leaves the type of the command to the host.
        """
        binding = sql.SqlInput("rows", "SELECT 1", "CON", None)

        assert "commandType" not in binding.get_dict_repr()


def test_output() -> None:
    """
    The output goes out with the name of the table as its command.
    """
    function = App().sql_output("$return", "people", "CON", "string")(handle)

    assert [
        (
            '{"direction": "OUT", "dataType": "STRING", "type": "sql", "name": "$return", '
            '"commandText": "people", "connectionStringSetting": "CON"}'
        )
    ] == function._function.get_raw_bindings()


def test_unknown_data_type() -> None:
    """
    A text that names no data type is a KeyError with the accepted ones.
    """
    declare = App().sql_output("$return", "people", "CON", "text")

    with pytest.raises(KeyError, match="data_type='text' is no DataType; write one of UNDEFINED"):
        declare(handle)


@pytest.mark.parametrize("name", ["Trigger", "Input", "Output"])
def test_not_of_mysql(name: str) -> None:
    """
    The bindings of Azure SQL and MySQL have the same arguments, and are of different types.
    """
    of_sql, of_mysql = getattr(sql, f"Sql{name}"), getattr(mysql, f"MySql{name}")

    assert not issubclass(of_sql, of_mysql)
    assert not issubclass(of_mysql, of_sql)
    assert of_sql.get_binding_name() != of_mysql.get_binding_name()
