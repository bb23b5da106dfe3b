from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure.functions.testing._settings import (
    local_settings,
    read_optional,
    route_prefix,
    visible,
)

NAME = "AZURE_FUNCTIONS_TESTING_SETTING"
OTHER = "AZURE_FUNCTIONS_TESTING_OTHER"


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.delenv(OTHER, raising=False)


class TestLocalSettings:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('{"Values": {"A": "1", "B": "x"}}', {"A": "1", "B": "x"}),
            (
                '{"Values": {"A": null, "B": true, "C": 1, "D": [1]}}',
                {"B": "true", "C": "1", "D": "[1]"},
            ),
            ('// of my machine\n{"Values": {"A": "1"}}', {"A": "1"}),
            ('{"Values": {"": "1", "A=B": "1", "C\\u0000": "1", "D": "\\u0000"}}', {}),
            ('{"Values": {"A": "\\ud800", "\\ud800": "1"}}', {}),
            ('{"Values": []}', {}),
            ('{"Values": null}', {}),
            ("{}", {}),
            ("[]", {}),
            ("", {}),
            ("{", {}),
        ],
    )
    def test_values(self, tmp_path: Path, text: str, expected: dict[str, str]) -> None:
        """
        Values that the environment can hold are settings; what cannot be read has none.
        """
        (tmp_path / "local.settings.json").write_text(text, "utf-8")

        assert expected == local_settings(tmp_path)

    def test_missing(self, tmp_path: Path) -> None:
        """
        An app without the file, or without a folder, has no settings.
        """
        assert {} == local_settings(tmp_path)
        assert {} == local_settings(None)

    @given(values=st.dictionaries(st.text(), st.text() | st.none() | st.booleans() | st.integers()))
    def test_any_values(
        self, values: dict[str, object], tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """
        Whatever the values are, the environment can hold what is read of them.
        """
        app = tmp_path_factory.getbasetemp()
        (app / "local.settings.json").write_text(json.dumps({"Values": values}), "utf-8")
        before = dict(os.environ)

        settings = local_settings(app)
        with visible(settings):
            assert all(
                value == os.environ[name] for name, value in settings.items() if name not in before
            )

        assert before == dict(os.environ)


class TestRoutePrefix:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('{"extensions": {"http": {"routePrefix": "v1"}}}', "v1"),
            ('{"extensions": {"http": {"routePrefix": "/v1/x/"}}}', "v1/x"),
            ('{"extensions": {"http": {"routePrefix": ""}}}', ""),
            ('{"extensions": {"http": {"routePrefix": null}}}', "api"),
            ('{"extensions": {"http": []}}', "api"),
            ('{"extensions": 1}', "api"),
            ("{}", "api"),
            ("{", "api"),
        ],
    )
    def test_prefix(self, tmp_path: Path, text: str, expected: str) -> None:
        """
        The prefix is that of host.json, without slashes around it.
        """
        (tmp_path / "host.json").write_text(text, "utf-8")

        assert expected == route_prefix(tmp_path)

    def test_missing(self, tmp_path: Path) -> None:
        """
        Without host.json it is the usual one.
        """
        assert "api" == route_prefix(tmp_path)
        assert "api" == route_prefix(None)


class TestReadOptional:
    def test_read(self, tmp_path: Path) -> None:
        """
        The object in a file is read; a file that is missing or broken has none.
        """
        file = tmp_path / "a.json"
        file.write_text("{")

        assert None is read_optional(file)
        assert None is read_optional(tmp_path / "b.json")
        assert None is read_optional(tmp_path)
        file.write_text(json.dumps({"a": 1}))
        assert {"a": 1} == read_optional(file)


class TestVisible:
    def test_block(self) -> None:
        """
        Settings are in the environment within the block, and gone after it.
        """
        with visible({NAME: "1"}):
            assert "1" == os.environ[NAME]

        assert NAME not in os.environ

    def test_error(self) -> None:
        """
        They are gone too when the block raises.
        """
        with pytest.raises(LookupError), visible({NAME: "1"}):
            raise LookupError

        assert NAME not in os.environ

    def test_environment_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        What is in the environment stays, within the block and after it.
        """
        monkeypatch.setenv(NAME, "real")

        with visible({NAME: "1", OTHER: "2"}):
            assert ("real", "2") == (os.environ[NAME], os.environ[OTHER])

        assert "real" == os.environ[NAME]
        assert OTHER not in os.environ

    def test_nested(self) -> None:
        """
        A block within another has its own settings; the outer one has its own again after it.
        """
        with visible({NAME: "outer"}):
            with visible({NAME: "inner", OTHER: "x"}):
                assert "inner" == os.environ[NAME]
            assert "outer" == os.environ[NAME]
            assert OTHER not in os.environ

        assert NAME not in os.environ

    def test_overlapping(self) -> None:
        """
        Of blocks that overlap, none takes away what another still needs.
        """
        first, second = visible({NAME: "1"}), visible({NAME: "1"})
        first.__enter__()
        second.__enter__()
        first.__exit__(None, None, None)

        assert "1" == os.environ[NAME]
        second.__exit__(None, None, None)
        assert NAME not in os.environ

    def test_taken_away(self) -> None:
        """
        A function may take a setting out of the environment itself.
        """
        with visible({NAME: "1"}):
            del os.environ[NAME]

        assert NAME not in os.environ
