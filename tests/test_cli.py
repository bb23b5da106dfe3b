from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from azure.functions import _cli, testing
from azure.functions.__main__ import main
from azure.functions.testing._app import App
from azure.functions.testing._kinds import KINDS
from command_line import GUIDE, make_app, printed, returning, told


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """
    An app in the folder ``app`` of the current directory.
    """
    monkeypatch.chdir(tmp_path)
    return make_app(tmp_path / "app")


class TestCheck:
    def test_sound(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        Of a sound app it is told how many functions were loaded.
        """
        count = len(testing.Host(GUIDE).functions)

        assert f"0 errors, 0 warnings; {count} functions loaded\n" == printed(
            capsys, "check", GUIDE
        )

    def test_not_importable(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        A file that cannot be imported is a problem, with its path relative and its line.
        """
        Path("app/function_app.py").write_text("import azure\n\nimport no_such_module\n", "utf-8")

        problem, summary = printed(capsys, "check", app, status=1).splitlines()

        assert re.match(r"app.function_app\.py:3: .*ModuleNotFoundError.*no_such_module", problem)
        assert "1 error, 0 warnings; 0 functions loaded" == summary

    @pytest.mark.parametrize(("is_warning", "status"), [(True, 0), (False, 1)])
    def test_problems(
        self,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        app: str,
        is_warning: bool,
        status: int,
    ) -> None:
        """
        Each problem is a line; warnings alone are no failure.
        """
        here = Path.cwd()
        problems = [
            testing.Problem(
                f"there is no {here / 'app/x'}; see {here}, not {here}er/a",
                function="f",
                file=here / "app/function_app.py",
                line=3,
                is_warning=is_warning,
            ),
            testing.Problem("no file", file="/else/where", is_warning=True),
        ]
        monkeypatch.setattr(testing.Host, "check", returning(problems))

        text = printed(capsys, "check", app, status=status).replace("\\", "/")
        whole = json.loads(printed(capsys, "check", app, "--json", status=status))

        first, second, summary = text.splitlines()
        message = f"there is no app/x; see {here}, not {here}er/a"
        mark = " (warning)" if is_warning else ""
        assert f"app/function_app.py:3: function 'f': {message}{mark}" == first
        assert "/else/where: no file (warning)" == second
        counts = "0 errors, 2 warnings" if is_warning else "1 error, 1 warning"
        assert f"{counts}; {len(whole['functions'])} functions loaded" == summary
        assert {
            "file": str(Path("app/function_app.py")),
            "line": 3,
            "function": "f",
            "level": "warning" if is_warning else "error",
            "message": f"there is no {Path('app/x')}; see {here}, not {here}er/a",
        } == whole["problems"][0]
        assert "echo" in whole["functions"]

    def test_at_the_root(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, app: str
    ) -> None:
        """
        Where the current directory is the root of all, paths stay as they are.
        """
        file = Path(Path.cwd().anchor) / "a/b.py"
        monkeypatch.setattr(testing.Host, "check", returning([testing.Problem("m", file=file)]))
        path = str(Path(app).resolve())
        monkeypatch.chdir(file.anchor)

        assert f"{file}: m" == printed(capsys, "check", path, status=1).splitlines()[0]


class TestDescribe:
    def test_decorators(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        Of functions that are declared by decorators it prints the function.json they stand for.
        """
        described = json.loads(printed(capsys, "describe", app))

        assert list(testing.Host(app).functions) == list(described)
        assert "function_app.py" == described["read"]["scriptFile"]
        assert {
            "strategy": "fixedDelay",
            "maxRetryCount": "3",
            "delayInterval": "00:00:10",
        } == described["read"]["retry"]
        bindings = {each["name"]: each for each in described["read"]["bindings"]}
        assert {"timer", "blob", "row", "copy"} == set(bindings)
        assert "timerTrigger" == bindings["timer"]["type"]
        assert {"scriptFile", "bindings"} == set(described["echo"])

    def test_function_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        Of functions that have a function.json it prints what is in it.
        """
        described = json.loads(printed(capsys, "describe", GUIDE))
        file = Path(GUIDE, "__app__/CustomEntry/function.json")

        assert json.loads(file.read_text("utf-8")) == described["CustomEntry"]

    def test_problems(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        What cannot be loaded is told on standard error, and is a failure.
        """
        Path("app/function_app.py").write_text("app = 5", "utf-8")

        assert 1 == main(["describe", app])

        out, err = capsys.readouterr()
        assert {} == json.loads(out)
        assert re.match(r"app.function_app\.py: it has no app at its top level", err)

    def test_warnings(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, app: str
    ) -> None:
        """
        A warning alone is told, and is no failure.
        """
        loaded = App({}, [testing.Problem("it is late", is_warning=True)])
        monkeypatch.setattr(_cli, "load", returning(loaded))

        assert "it is late (warning)\n" == told(capsys, "describe", app)


def test_bindings(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Each way of each binding type is a row, with its decorators and types, in columns.
    """
    header, *rows = printed(capsys, "bindings").splitlines()
    starts = [header.index(title) for title in ("TYPE ", "WAY", "DECORATORS", "TYPES IN PYTHON")]
    cells = [
        tuple(row[a:b].rstrip() for a, b in zip(starts, [*starts[1:], None], strict=True))
        for row in rows
    ]

    assert set(KINDS) == {kind for kind, *_ in cells}
    assert ("httpTrigger", "trigger", "@app.route", "func.HttpRequest") in cells
    assert ("daprState", "input", "@app.dapr_state_input", "str") in cells
    assert ("daprState", "output", "@app.dapr_state_output", "str") in cells
    assert cells == [tuple(re.split(r"\s{2,}", row)) for row in rows]
