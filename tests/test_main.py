from __future__ import annotations

import io
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import azure.functions as func
from azure.functions import testing
from azure.functions.__main__ import main
from command_line import make_app, printed, refused, told


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """
    An app in the folder ``app`` of the current directory.
    """
    monkeypatch.chdir(tmp_path)
    return make_app(tmp_path / "app")


class Terminal(io.StringIO):
    """
    A stream that is shown to somebody.
    """

    def isatty(self) -> bool:
        return True


class TestCommandLine:
    @pytest.mark.parametrize("command", [[], ["check"], ["call"], ["describe"], ["bindings"]])
    def test_help(
        self,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        command: list[str],
    ) -> None:
        """
        Every command tells what it does, in lines that fit a terminal.
        """
        monkeypatch.setenv("COLUMNS", "80")

        with pytest.raises(SystemExit) as caught:
            main([*command, "--help"])

        lines = capsys.readouterr().out.splitlines()
        assert 0 == caught.value.code
        assert lines[0].startswith(" ".join(["usage: python -m azure.functions", *command]))
        assert all(len(line) <= 100 for line in lines)

    def test_version(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        ``--version`` tells the versions of the package and of Python.
        """
        with pytest.raises(SystemExit) as caught:
            main(["--version"])

        assert 0 == caught.value.code
        version = f"azure-functions {func.__version__}, Python {sys.version_info.major}."
        assert capsys.readouterr().out.startswith(version)

    @pytest.mark.parametrize(
        ("arguments", "expected"),
        [
            ([], "the following arguments are required: COMMAND"),
            (["chek"], "invalid choice: 'chek'"),
            (["check"], "the following arguments are required: PATH"),
            (["check", ".", "--js"], "unrecognized arguments: --js"),
            (["call", "."], "the following arguments are required: FUNCTION"),
            (["call", ".", "F", "--query", "a"], "--query: must be NAME=VALUE, got 'a'"),
            (["call", ".", "F", "--route", "=a"], "--route: must be NAME=VALUE, got '=a'"),
            (["call", ".", "F", "--header", "a=b\nc"], r"--header: must be one line, got 'a=b\nc'"),
            (["call", ".", "F", "--input", "=a"], "must be NAME=VALUE, NAME=@FILE or NAME, got"),
            (["call", ".", "F", "--input", "a=@none"], "cannot read 'none': No such file"),
            (["call", ".", "F", "--body", "@."], "cannot read '.': "),
            (["call", ".", "F", "--json", "{"], "--json: is no JSON: Expecting property name"),
            pytest.param(
                ["call", ".", "F", "--json", "[" * 100_000], "--json: is no JSON: ", id="deep"
            ),
            (["call", ".", "F", "--json", "@-"], "--json: is no JSON: 'utf-8' codec can't decode"),
            (["call", ".", "F", "--json", "1", "--body", "1"], "not allowed with argument --json"),
        ],
    )
    def test_refused(
        self,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        arguments: list[str],
        expected: str,
    ) -> None:
        """
        A command line that cannot be read is refused in a line that says why.
        """
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'"\xff"')))

        assert expected in refused(capsys, *arguments)

    @pytest.mark.parametrize("command", [["check"], ["call"], ["describe"]])
    def test_no_app(self, capsys: pytest.CaptureFixture[str], app: str, command: list[str]) -> None:
        """
        A folder without an app, and one that there is not, are wrong usage, told in one line.
        """
        rest = ["F"] if command == ["call"] else []
        (Path(app) / "empty").mkdir()

        empty = told(capsys, *command, "app/empty", *rest, status=2)
        missing = told(capsys, *command, "app/none", *rest, status=2)

        assert re.fullmatch(r"error: app.empty: there is no app in it; name a folder .*\n", empty)
        assert re.fullmatch(r"error: app.none: there is no such folder; name .*\n", missing)

    def test_process(self, app: str) -> None:
        """
        ``python -m azure.functions`` runs the command, and exits with its status.
        """
        command = [sys.executable, "-I", "-m", "azure.functions", "call", app]

        good = subprocess.run([*command, "ticked"], capture_output=True, text=True, check=False)
        bad = subprocess.run([*command, "fail"], capture_output=True, text=True, check=False)

        assert (0, "returned None\n", "INFO root: False\n") == (
            good.returncode,
            good.stdout,
            good.stderr,
        )
        assert (1, "") == (bad.returncode, bad.stdout)
        assert "Traceback (most recent call last):" == bad.stderr.splitlines()[0]
        assert "ValueError: no sale" == bad.stderr.splitlines()[-1]

    @pytest.mark.parametrize("is_below", [True, False])
    def test_current_directory(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, is_below: bool
    ) -> None:
        """
        The app cannot import from the current directory, which the worker does not know.
        """
        first = str(Path.cwd()) if is_below else "elsewhere"
        monkeypatch.setattr(sys, "argv", ["azure.functions", "bindings"])
        monkeypatch.setattr(sys, "path", [first, *sys.path])
        file = Path(str(func.__file__)).with_name("__main__.py")
        code = compile(file.read_text("utf-8"), file, "exec")

        with pytest.raises(SystemExit) as caught:
            exec(code, {"__name__": "__main__", "__package__": func.__name__})  # noqa: S102  # as -m

        assert 0 == caught.value.code
        assert capsys.readouterr().out.startswith("TYPE")
        assert is_below is (first != sys.path[0])


class TestOutput:
    def test_encoding(self, monkeypatch: pytest.MonkeyPatch, app: str) -> None:
        """
        What the encoding of standard output has no form for is printed in ASCII.
        """
        raw = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))

        assert 0 == main(["call", app, "echo", "--body", "žluťoučký"])

        assert raw.getvalue().endswith(b"\\u017elu\\u0165ou\\u010dk\\xfd" + os.linesep.encode())

    def test_any_stream(self, monkeypatch: pytest.MonkeyPatch, app: str) -> None:
        """
        Standard output may be a stream that has no encoding.
        """
        stream = io.StringIO()
        monkeypatch.setattr(sys, "stdout", stream)

        assert 0 == main(["call", app, "echo", "--body", "ž"])

        assert stream.getvalue().endswith("\n\nž\n")

    @pytest.mark.parametrize(
        ("error", "expected"),
        [(BrokenPipeError(), ""), (OSError("no room"), "error: no room\n")],
    )
    def test_output_that_cannot_be_written(
        self,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        error: OSError,
        expected: str,
    ) -> None:
        """
        A reader that stops reading, as ``head`` does, ends the command without a word, and any
        other failure to write with one line.
        """
        with (tmp_path / "file").open("w") as file:

            class Closed(io.StringIO):
                def flush(self) -> None:
                    raise error

                def fileno(self) -> int:
                    return file.fileno()

            monkeypatch.setattr(sys, "stdout", Closed())

            assert 1 == main(["bindings"])

        assert expected == capsys.readouterr().err

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
    def test_full_disk(self) -> None:
        """
        Output that cannot be written is told in one line.
        """
        with Path("/dev/full").open("w") as full:
            run = subprocess.run(
                (sys.executable, "-I", "-m", "azure.functions", "bindings"),
                check=False,
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
            )

        assert (1, "error: [Errno 28] No space left on device\n") == (run.returncode, run.stderr)

    def test_no_output(self, monkeypatch: pytest.MonkeyPatch, app: str) -> None:
        """
        Without any standard output, the exit status tells.
        """
        monkeypatch.setattr(sys, "stdout", None)

        assert 0 == main(["bindings"])
        assert 0 == main(["describe", app])

    def test_interrupted(
        self, monkeypatch: pytest.MonkeyPatch, app: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        Ctrl-C ends a command without a traceback.
        """

        def interrupt(_host: testing.Host) -> list[testing.Problem]:
            raise KeyboardInterrupt

        monkeypatch.setattr(testing.Host, "check", interrupt)

        assert ("", 130) == (told(capsys, "check", app, status=130), 130)

    def test_progress(self, monkeypatch: pytest.MonkeyPatch, app: str) -> None:
        """
        On a terminal, what is being done stands there until something else is told.
        """
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setattr(sys, "stdout", io.StringIO())

        assert 0 == main(["call", app, "ticked"])

        loading, calling = "loading app ...", "calling ticked ..."
        erased = [f"\r{' ' * len(text)}\r" for text in (loading, calling)]
        expected = f"{loading}{erased[0]}{calling}{erased[1]}INFO root: False\n"
        assert expected == terminal.getvalue()

    def test_narrow_terminal(self, monkeypatch: pytest.MonkeyPatch, app: str) -> None:
        """
        What is being done takes one line at most, which can be erased.
        """
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setattr(sys, "stdout", io.StringIO())
        monkeypatch.setenv("COLUMNS", "12")

        main(["describe", app])

        assert terminal.getvalue().startswith(f"loading app\r{' ' * 11}\r")

    def test_plain(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        Elsewhere nothing of it is told, and what the function prints is no output of the command.
        """
        assert 0 == main(["call", app, "copied", "--body", "x"])

        out, err = capsys.readouterr()
        assert "$return (queue): b'x' 1 True\n" == out
        assert "printed\n" == err

    def test_logging_is_left(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        A command leaves the handlers of logging as they were.
        """
        before = list(logging.getLogger().handlers)

        printed(capsys, "call", app, "ticked")

        assert before == logging.getLogger().handlers
