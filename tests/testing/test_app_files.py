from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from azure.functions.testing._app import Problem
from azure.functions.testing._app_files import (
    Reference,
    Settings,
    lacking,
    read_settings,
    references,
    written_out,
    wrong_host_json,
)
from azure.functions.testing._function_json import Finding
from checked_apps import HOST, write

BUNDLE = HOST["extensionBundle"]


def of_host(folder: Path, host: object, *types: str) -> list[tuple[int | None, bool, str]]:
    """
    Return what is wrong with a host.json: lines, whether they are warnings, and messages.
    """
    write(folder, {"host.json": host})
    found = list(wrong_host_json(folder, set(types)))
    assert {str(folder / "host.json")} >= {each.file for each in found}
    return [(each.line, each.is_warning, each.message) for each in found]


def of_settings(folder: Path, settings: object) -> tuple[Settings | None, list[Problem]]:
    """
    Read a local.settings.json.
    """
    return read_settings(write(folder, {"local.settings.json": settings}))


def referred(**fields: Any) -> list[tuple[str, str]]:
    """
    Return the settings that a binding refers to, and by which fields.
    """
    return [(each.setting, each.field) for each in references(fields)]


class TestHostJson:
    @pytest.mark.parametrize(
        "host",
        [
            HOST,
            {"version": "2.0", "$schema": "x", "telemetryMode": "OpenTelemetry", "other": 1},
            {"version": "2.0", "extensions": None},
            {"version": "2.0", "extensions": {"http": None}},
            {"version": "2.0", "extensions": {"http": {"routePrefix": ""}}},
            {"version": "2.0", "extensions": {"queues": {"batchSize": 1}}},
            '{"version": "2.0" /* of the file */}',
        ],
    )
    def test_sound(self, tmp_path: Path, host: object) -> None:
        """
        Nothing is found in a host.json that the host takes.
        """
        assert [] == of_host(tmp_path, host, "httpTrigger", "http", "TimerTrigger", "")

    def test_missing(self, tmp_path: Path) -> None:
        """
        An app has a host.json.
        """
        expected = 'there is no host.json; every app has one, if only {"version": "2.0"}'
        assert [(None, False, expected)] == of_host(tmp_path, None)

    @pytest.mark.parametrize(
        ("host", "line", "message"),
        [
            (
                "{",
                1,
                "it is no JSON object: a field's name in double quotes is expected (column 2)",
            ),
            (
                {},
                None,
                'version is missing; write "2.0", which is that of the file, not of the host',
            ),
            (
                '{\n"version": 2}',
                2,
                'version is 2; write "2.0", which is that of the file, not of the host',
            ),
            (
                '{"version": "2.0",\n"version": "2.0"}',
                2,
                "'version' is given twice, and only the last one counts; remove one",
            ),
            (
                '{"version": "2.0",\n"extensionBundel": {}}',
                2,
                "there is no field 'extensionBundel'; did you mean extensionBundle?",
            ),
            ('{"version": "2.0",\n"extensions": 1}', 2, "extensions must be an object; it is a n"),
            (
                '{"version": "2.0",\n"extensions": {\n"http": []}}',
                3,
                "http must be an object; it is a list",
            ),
            (
                '{"version": "2.0",\n"extensions": {"http":\n{"routePrefix": 1}}}',
                3,
                "routePrefix must be text; it is a number",
            ),
            (
                '{"version": "2.0",\n"extensionBundle": "4"}',
                2,
                "extensionBundle must be an object; it is text",
            ),
            (
                '{"version": "2.0",\n"extensionBundle": {"version": "[4.*, 5.0.0)"}}',
                2,
                "extensionBundle needs the id, such as Microsoft.Azure.Functions.ExtensionBundle",
            ),
            (
                '{"version": "2.0",\n"extensionBundle": {"id": "x",\n"version": 4}}',
                3,
                "extensionBundle needs the version, such as [4.*, 5.0.0)",
            ),
        ],
    )
    def test_wrong(self, tmp_path: Path, host: object, line: int | None, message: str) -> None:
        """
        What the host refuses is told with its line.
        """
        ((found_line, is_warning, found),) = of_host(tmp_path, host)

        assert found.startswith(message)
        assert (line, False) == (found_line, is_warning)

    def test_without_bundle(self, tmp_path: Path) -> None:
        """
        Without a bundle the host knows none but its own bindings, unless extensions are installed.
        """
        host = {"version": "2.0"}
        types = ("queue", "blobTrigger", "httpTrigger")
        expected = (
            "there is no extensionBundle, so the host knows no blobTrigger, queue; add one with "
            "the id Microsoft.Azure.Functions.ExtensionBundle and the version [4.*, 5.0.0)"
        )

        assert [(None, True, expected)] == of_host(tmp_path, host, *types)

        write(tmp_path, {"extensions.csproj": "<Project/>"})
        assert [] == of_host(tmp_path, host, *types)


class TestReadSettings:
    def test_sound(self, tmp_path: Path) -> None:
        """
        The names of the values and of the connection strings are read.
        """
        settings, problems = of_settings(
            tmp_path,
            {
                "IsEncrypted": True,
                "Values": {"A": "1", "B": 2, "FUNCTIONS_WORKER_RUNTIME": "Python"},
                "ConnectionStrings": {"C": {"ConnectionString": "x"}},
                "Host": {},
            },
        )

        assert settings is not None
        assert {"A", "B", "C", "FUNCTIONS_WORKER_RUNTIME"} == settings.names
        assert [] == problems

    def test_missing(self, tmp_path: Path) -> None:
        """
        Without the file, which is none that is deployed, nothing is known and nothing is wrong.
        """
        assert (None, []) == of_settings(tmp_path, None)

    def test_unreadable(self, tmp_path: Path) -> None:
        """
        A file that cannot be read is told, and nothing is known.
        """
        settings, problems = of_settings(tmp_path, '{"Values": {}')

        assert settings is None
        assert [1] == [each.line for each in problems]

    def test_without_values(self, tmp_path: Path) -> None:
        """
        A file without values holds none, and that is not wrong.
        """
        settings, problems = of_settings(tmp_path, {"IsEncrypted": False})

        assert settings is not None
        assert (frozenset(), []) == (settings.names, problems)

    @pytest.mark.parametrize(
        ("text", "line", "message"),
        [
            ('{\n"Value": {}}', 2, "there is no field 'Value'; did you mean Values?"),
            ('{\n"Values": []}', 2, "Values must be an object of settings by their names; it is a"),
            ('{"Values": {"A": "",\n"B": {}}}', 2, "the setting 'B' must be text; it is an object"),
            ('{"Values": {"A": "",\n"B": []}}', 2, "the setting 'B' must be text; it is a list"),
            ('{"Values": {"A": "",\n"A": ""}}', 2, "'A' is given twice, and only the last one cou"),
            (
                '{"Values": {\n"FUNCTIONS_WORKER_RUNTIME": "node"}}',
                2,
                "FUNCTIONS_WORKER_RUNTIME is 'node'; write python",
            ),
        ],
    )
    def test_wrong(self, tmp_path: Path, text: str, line: int, message: str) -> None:
        """
        What cannot be a setting is told with its line.
        """
        _, (problem,) = of_settings(tmp_path, text)

        assert problem.message.startswith(message)
        assert (line, False) == (problem.line, problem.is_warning)

    def test_unknown_after_mistakes(self, tmp_path: Path) -> None:
        """
        Where the values cannot be found, nothing is known of them.
        """
        assert of_settings(tmp_path, {"Value": {}})[0] is None
        assert of_settings(tmp_path, {"Values": 1})[0] is None


class TestSettings:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("Orders", True),
            ("ORDERS", True),
            ("Storage", True),
            ("Identity", True),
            ("Other", True),
            ("Order", False),
            ("Ident", False),
            ("", False),
        ],
    )
    def test_connections(self, name: str, expected: bool) -> None:
        """
        A connection is the setting, the one with AzureWebJobs before it, or those of an identity.
        """
        names = ("orders", "AzureWebJobsStorage", "Identity__queueServiceUri", "Other:accountName")
        settings = Settings(frozenset(names))

        assert expected == settings.has(Reference(name, "connection", "", is_connection=True))

    @pytest.mark.parametrize(
        "present", ["__CF_USER_TEXT_ENCODING", "AzureWebJobs__x", "AzureWebJobs"]
    )
    def test_no_name(self, monkeypatch: pytest.MonkeyPatch, present: str) -> None:
        """
        No name is no connection, whatever the environment holds.
        """
        monkeypatch.setenv(present, "1")

        assert not Settings(frozenset()).has(Reference("", "connection", "", is_connection=True))

    @pytest.mark.parametrize(
        ("name", "expected"),
        [("QUEUE", True), ("queue", True), ("Storage", False), ("Identity", False)],
    )
    def test_others(self, name: str, expected: bool) -> None:
        """
        Any other setting has its name and no more.
        """
        names = ("Queue", "AzureWebJobsStorage", "Identity__queueServiceUri")
        assert expected == Settings(frozenset(names)).has(Reference(name, "queueName", ""))

    def test_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        What is in the environment is there.
        """
        monkeypatch.setenv("SURELY_NOT_SET_OTHERWISE", "1")
        assert Settings(frozenset()).has(Reference("SURELY_NOT_SET_OTHERWISE", "queueName", ""))


class TestReferences:
    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"connection": "Orders"}, [("Orders", "connection")]),
            ({"leaseConnection": "Leases"}, [("Leases", "leaseConnection")]),
            ({"searchConnectionName": "Search"}, [("Search", "searchConnectionName")]),
            ({"connectionStringSetting": "Sql"}, [("Sql", "connectionStringSetting")]),
            ({"topicKeySetting": "Key"}, [("Key", "topicKeySetting")]),
            ({"topicEndpointUri": "Uri"}, [("Uri", "topicEndpointUri")]),
            ({"connection": "%Conn%"}, [("Conn", "connection")]),
            ({"queueName": "a-%B%-%C.d:e%"}, [("B", "queueName"), ("C.d:e", "queueName")]),
            ({"connection": ""}, []),
            ({"connection": None}, []),
            ({"connection": 5}, []),
            ({"connection": "AccountKey=1;"}, []),
            ({"topicEndpointUri": "https://x"}, []),
            ({"queueName": "50% or 60%"}, []),
            ({"commandText": "LIKE '%abc%'"}, []),
            ({"name": "%A%", "direction": "%B%"}, []),
        ],
    )
    def test_fields(self, fields: dict[str, Any], expected: list[tuple[str, str]]) -> None:
        """
        A setting is referred to by its name where one belongs, and between percent signs in texts.
        """
        assert expected == referred(**fields)

    @pytest.mark.parametrize("binding_type", ["queueTrigger", "queue", "blob", "table"])
    @pytest.mark.parametrize("connection", [{}, {"connection": ""}, {"connection": None}])
    def test_storage(self, binding_type: str, connection: dict[str, Any]) -> None:
        """
        A binding of storage that names no connection takes that of the app.
        """
        expected = [("AzureWebJobsStorage", "connection")]
        assert expected == referred(type=binding_type, **connection)

    def test_service_bus(self) -> None:
        """
        One of Service Bus takes the setting of that name.
        """
        assert [("AzureWebJobsServiceBus", "connection")] == referred(type="serviceBus")

    @pytest.mark.parametrize("binding_type", ["timerTrigger", "eventHubTrigger"])
    def test_state(self, binding_type: str) -> None:
        """
        The host keeps the state of some triggers in the storage of the app.
        """
        assert [("AzureWebJobsStorage", "type")] == referred(type=binding_type)

    def test_lacking(self) -> None:
        """
        What lacks is told with what a connection may be instead, and with the name that was meant.
        """
        settings = Settings(frozenset({"OrderStorage"}))
        connection, key, text = references(
            {"connection": "OrdersStorage", "topicKeySetting": "Key", "queueName": "%Q%"}
        )

        assert (
            "connection refers to the setting 'OrdersStorage', which local.settings.json lacks; "
            "add it to Values, or what an identity needs as OrdersStorage__...; did you mean "
            "OrderStorage?"
        ) == lacking(connection, settings)
        assert (
            "topicKeySetting refers to the setting 'Key', which local.settings.json lacks; add it "
            "to Values"
        ) == lacking(key, settings)
        assert (
            "queueName refers to the setting 'Q', which local.settings.json lacks; add it to Values"
        ) == lacking(text, settings)


class TestWrittenOut:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("connection", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=c2VjcmV0"),
            ("connection", "UseDevelopmentStorage=true"),
            ("connectionStringSetting", "Server=s;Password=c2VjcmV0"),
            ("topicEndpointUri", "https://shop.example/c2VjcmV0"),
        ],
    )
    def test_secrets(self, field: str, value: str) -> None:
        """
        A connection string in the place of a setting's name is told, and the key in it is not.
        """
        (finding,) = written_out({"name": "x", field: value})

        assert finding.message.startswith(f"{field} holds the connection itself; put that into an")
        assert "c2VjcmV0" not in finding.message
        assert (field,) == finding.place

    def test_sound(self) -> None:
        """
        Names of settings and texts of other fields are none.
        """
        fields = {"connection": "Storage", "filter": "a=1;b", "leaseConnection": "%X%", "take": 1}
        empty: list[Finding] = []
        assert empty == list(written_out(fields))
