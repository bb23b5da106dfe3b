"""
The tests of code blocks fail for what is wrong: a page with a mistake of each kind.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import TypeAlias

import pytest

import pages
from page_commands import commands_of, run, unknown
from page_examples import printed_by, run_tests, running
from page_json import declared_by, differences, last_function, problems_as_app, problems_of
from page_settings import problems_of_ini, problems_of_toml
from pages import Block

Write: TypeAlias = Callable[..., list[Block]]

APP = """
import azure.functions as func

app = func.FunctionApp()


@app.queue_trigger(arg_name="msg", queue_name="orders", connection="Storage")
def work(msg: func.QueueMessage) -> None: ...
"""
BINDING = {
    "name": "msg",
    "type": "queueTrigger",
    "direction": "in",
    "queueName": "orders",
    "connection": "Storage",
}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """
    Write a page of one block, or of several, and return them.
    """

    def written(*blocks: tuple[str, str]) -> list[Block]:
        page = tmp_path / "page.md"
        fenced = [f"```{info}\n{dedent(text).lstrip()}```\n" for info, text in blocks]
        page.write_text("# Page\n\n" + "\n".join(fenced), "utf-8")
        return pages.blocks_of(page)

    return written


class TestFinding:
    def test_nested(self, tmp_path: Path) -> None:
        """
        Blocks in grids, lists, notes and quotes are found, each with its line.
        """
        page = tmp_path / "page.md"
        page.write_text(
            "::::{grid} 2\n:::{grid-item}\n```python\na\n```\n:::\n::::\n"
            "- a list\n\n  ```json\n  {}\n  ```\n\n"
            "````{note}\n```text\nc\n```\n````\n"
            "> ```toml\n> d = 1\n> ```\n",
            "utf-8",
        )

        found = pages.blocks_of(page)

        assert [("python", 3), ("json", 10), ("text", 15), ("toml", 19)] == [
            (each.language, each.line) for each in found
        ]
        lines = page.read_text("utf-8").splitlines()
        assert all(lines[each.line].endswith(each.text.rstrip()) for each in found)
        assert (7, 7) == pages.fences_in(page.read_text("utf-8"))
        assert 7 == pages.fences_of(page)

    @pytest.mark.parametrize("text", ["```\na\n```\n", "    indented\n", "```{code} python\n```\n"])
    def test_unknown(self, tmp_path: Path, text: str) -> None:
        """
        A block without a language, or in a form that nothing reads, is refused.
        """
        page = tmp_path / "page.md"
        page.write_text(text, "utf-8")

        assert [False] == [pages.is_known(each) for each in pages.blocks_of(page)]

    def test_unknown_language(self, write: Write) -> None:
        """
        A block of a language that no test reads is refused.
        """
        assert [False] == [pages.is_known(each) for each in write(("sh", "ls\n"))]

    def test_hidden(self, tmp_path: Path) -> None:
        """
        A fence in a directive that the parser does not look into is counted, and missed.
        """
        page = tmp_path / "page.md"
        page.write_text("::::{hidden}\n```python\na\n```\n::::\n", "utf-8")

        assert (2, 2) == pages.fences_in(page.read_text("utf-8"))
        assert 1 == pages.fences_of(page)

    @pytest.mark.parametrize(
        "line",
        [
            ".. code-block:: python",
            ".. literalinclude:: conf.py",
            ".. doctest::",
            ".. raw:: html",
            "As follows::",
            "::",
            "    x = 1",
            ">>> 1 + 1",
            "   Text of a directive.",
        ],
    )
    def test_rst(self, tmp_path: Path, line: str) -> None:
        """
        What ``eval-rst`` has beside names to document is told with its line.
        """
        page = tmp_path / "page.md"
        known = ".. autoclass:: Out\n   :no-members:\n   :exclude-members: A, B\n"
        page.write_text(f"# Page\n\n```{{eval-rst}}\n{known}\n{line}\n```\n", "utf-8")

        told = "eval-rst only names what to document; write anything else as Markdown"

        assert [f"page.md:8: {line.strip()!r}: {told}"] == pages.unseen_code(page)

    @pytest.mark.parametrize("tag", ["pre", "code", "PRE", "script"])
    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("<{}>\nx = 1\n</{}>\n", 1),
            ("In the\n\ntext <{} class='python'>x</{}>\n", 3),
            ("<div>\n<{}>x = 1</{}></div>\n", 1),
            ("- in\n- a list <{}>x</{}>\n", 2),
            (":::{{note}}\n<{}>x</{}>\n:::\n", 2),
            ("```{{figure}} a.svg\n<{}>x</{}>\n```\n", 2),
        ],
    )
    def test_html(self, tmp_path: Path, text: str, line: int, tag: str) -> None:
        """
        Code in HTML is told with its line, wherever it is.
        """
        page = tmp_path / "page.md"
        page.write_text(text.format(tag, tag), "utf-8")

        told = f"page.md:{line}: <{tag}> is HTML, which no test reads; use a fenced block"

        assert told == pages.unseen_code(page)[0]

    def test_html_in_code(self, tmp_path: Path) -> None:
        """
        Tags within code, and other tags, are no code of their own.
        """
        page = tmp_path / "page.md"
        page.write_text("`<pre>` <b>x</b>\n\n```python\nx = '<pre>'\n```\n", "utf-8")

        assert [] == pages.unseen_code(page)


class TestPython:
    @pytest.mark.parametrize(
        ("code", "line", "shown"),
        [
            ("x = 1\nx = 1 / 0\n", 5, "x = 1 / 0"),
            ("def f(:\n", 4, "def f(:"),
            ("def test_it():\n    assert 1 == 2\n", 5, "assert 1 == 2"),
            ("async def test_it():\n    assert 1 == 2\n", 5, "assert 1 == 2"),
            ("class TestIt:\n    def test_it(self):\n        assert 1 == 2\n", 6, "assert 1 == 2"),
            (
                "import unittest\nclass A(unittest.TestCase):\n    def test_a(self): self.fail()\n",
                6,
                "def test_a(self): self.fail()",
            ),
            ("import warnings\nwarnings.warn('old')\n", 5, "warnings.warn('old')"),
        ],
    )
    def test_fails(
        self, write: Write, request: pytest.FixtureRequest, code: str, line: int, shown: str
    ) -> None:
        """
        A failure is told with the line of the page and what stands there.
        """
        (block,) = write(("python", code))

        with pytest.raises(pytest.fail.Exception) as caught, running(block) as module:
            run_tests(block, module, request)

        first, second, *_ = str(caught.value).splitlines()
        assert f"page.md:{line}: {shown}" == first
        assert "(in the block at page.md:3)" == second

    @pytest.mark.parametrize(
        "before",
        [
            "@pytest.fixture\ndef one():\n    return 1\n",
            "@pytest.mark.parametrize('one', [1])\n",
        ],
    )
    def test_fails_in_pytest(
        self, write: Write, request: pytest.FixtureRequest, before: str
    ) -> None:
        """
        Tests with fixtures of their own, or with marks, are run by pytest, whose lines are the
        page's.
        """
        code = f"import pytest\n{before}def test_it(one):\n    assert 2 == one\n"
        (block,) = write(("python", code))
        line = 3 + code.count("\n")
        told = rf"page\.md:{line}: AssertionError"

        with pytest.raises(pytest.fail.Exception, match=told), running(block) as module:
            run_tests(block, module, request)

    def test_counts(self, write: Write, request: pytest.FixtureRequest) -> None:
        """
        Tests are run with the fixtures that they name.
        """
        (block,) = write(("python", "def test_it(tmp_path):\n    assert tmp_path.is_dir()\n"))

        with running(block) as module:
            assert 1 == run_tests(block, module, request)

    def test_without_a_library(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        A block that needs a library is skipped where that is not installed, with the reason.
        """
        for variable in ("REQUIRE_EVERYTHING", "REQUIRE_FRAMEWORKS"):
            monkeypatch.delenv(variable, raising=False)
        monkeypatch.setitem(sys.modules, "flask", None)
        (block,) = write(("python", "import flask\n"))

        with pytest.raises(pytest.skip.Exception) as caught, running(block):
            pass

        assert "page.md:3 needs flask, which is not installed" == str(caught.value)

    @pytest.mark.parametrize("variable", ["REQUIRE_EVERYTHING", "REQUIRE_FRAMEWORKS"])
    def test_without_a_library_that_must_be_there(
        self, write: Write, monkeypatch: pytest.MonkeyPatch, variable: str
    ) -> None:
        """
        It fails where the library must be there.
        """
        monkeypatch.setenv(variable, "1")
        monkeypatch.setitem(sys.modules, "flask", None)
        (block,) = write(("python", "import flask\n"))

        with pytest.raises(pytest.fail.Exception, match="needs flask"), running(block):
            pass

    def test_without_another_module(self, write: Write) -> None:
        """
        A module that is no library which blocks may need is an error.
        """
        (block,) = write(("python", "import nowhere\n"))

        told = "No module named 'nowhere'"

        with pytest.raises(pytest.fail.Exception, match=told), running(block):
            pass


class TestJson:
    def declared(self, code: Block) -> dict[str, object]:
        with running(code) as module:
            function = last_function(module)
            assert function is not None
            return declared_by(function)

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({}, ""),
            ({"direction": "IN"}, ""),
            ({"queueName": "Orders"}, '+   "queueName": "Orders",'),
            ({"cardinality": "many"}, '+   "cardinality": "many",'),
            ({"connection": None}, '-   "connection": "Storage",'),
        ],
    )
    def test_differences(self, write: Write, change: dict[str, str], expected: str) -> None:
        """
        A function.json that declares something else is told with what differs.
        """
        fields = {name: value for name, value in {**BINDING, **change}.items() if value}
        text = json.dumps({"bindings": [fields]}) + "\n"
        code, block = write(("python", APP), ("json", text))

        found = differences(self.declared(code), json.loads(block.text), code.place, block.place)

        assert expected in found
        assert bool(expected) is bool(found)

    @pytest.mark.parametrize(
        ("file", "text", "problem"),
        [
            (
                "function.json",
                '{"bindings": [\n\n{"name": "x", "type": "queueTriger", "direction": "in"}]}\n',
                "page.md:6: type 'queueTriger' does not exist; did you mean queueTrigger?",
            ),
            ("host.json", '{\n  "version": "4.0"\n}\n', "page.md:5: version is '4.0'"),
            (
                "local.settings.json",
                '{\n  "Values": {\n    "A": []\n  }\n}\n',
                "page.md:6: the setting 'A' must be text",
            ),
        ],
    )
    def test_problems(
        self, write: Write, tmp_path: Path, file: str, text: str, problem: str
    ) -> None:
        """
        What the package's checks find is told with the line of the page.
        """
        (block,) = write(("json", text))

        found = problems_of(block, file, tmp_path)

        assert any(each.removeprefix("function ").startswith(problem) for each in found), found

    @pytest.mark.parametrize(
        ("code", "problem"),
        [
            (
                "import azure.functions as func\ndef main(x: func.QueueMessage) -> None: ...\n",
                "msg",
            ),
            ("x = 1\n", "neither an app nor a main"),
        ],
    )
    def test_without_decorators(
        self, write: Write, tmp_path: Path, code: str, problem: str
    ) -> None:
        """
        A function.json of a plain function is checked with it.
        """
        python, block = write(
            ("python", code), ("json", json.dumps({"bindings": [BINDING]}) + "\n")
        )

        with running(python) as module:
            assert None is last_function(module)
            assert any(
                problem in each for each in problems_as_app(block, module, python.text, tmp_path)
            )


class TestOthers:
    @pytest.mark.parametrize(
        ("command", "problem"),
        [
            ("ls -l", "no test knows the command ls -l"),
            ("python -m pip install azure-functions[nope]", "there are no extras ['nope']"),
            ("pip install nope", "nothing in pyproject.toml is named nope"),
            ("pip install --group nope", "no group nope"),
            ("tox run -e nope", "tox.ini has no environment nope"),
            ("pytest --nope", "no test knows the option --nope"),
            ("pytest tests/nope", "there is no tests/nope"),
            ("export NOPE=1", "no test reads NOPE"),
            ("cd nope", "there is no folder nope"),
        ],
    )
    def test_commands(self, command: str, problem: str) -> None:
        """
        A command that is not known, or names what there is not, is told.
        """
        assert problem == unknown(command.split())

    @pytest.mark.parametrize(
        "command",
        [
            "python -m pip install azure-functions[forms,orjson]",
            "pip install -e .[forms] --group tests",
            "tox run -e py",
            "tox -e docs,lint",
            "pytest -q tests/docs",
            "func start",
        ],
    )
    def test_known_commands(self, command: str) -> None:
        """
        A command that is right is not told.
        """
        assert None is unknown(command.split())

    def test_console(self, write: Write) -> None:
        """
        A console block is read as commands with what they print; one goes on behind a backslash.
        """
        text = "$ python -m azure.functions \\\n    nope\nno\n\noutput\n$ func start\n"
        (block,) = write(("console", text))

        first, second = commands_of(block)

        assert (["nope"], "no\n\noutput\n", "page.md:4") == (first.own, first.output, first.place)
        assert (None, "", "page.md:9") == (second.own, second.output, second.place)
        assert 2 == run(["nope"], pages.ROOT)[0]
        with pytest.raises(ValueError, match=r"page\.md:4: a console block begins with"):
            commands_of(write(("console", "func start\n"))[0])

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ('[tool.pytest.ini_options]\nnope = "1"\n', "nope"),
            ('[tool.nope]\na = "1"\n', "tool.nope"),
            ("[tool.mypy]\nnope = 1\n", "nope"),
            ("[tool.pyright]\nnope = 1\n", "nope"),
            ('[project]\ndependencies = ["azure-functions[nope]"]\n', "nope"),
            ("[nope]\na = 1\n", "nope"),
        ],
    )
    def test_toml(
        self, text: str, problem: str, pytestconfig: pytest.Config, tmp_path: Path
    ) -> None:
        """
        A setting that there is not is told.
        """
        if "mypy" in text:
            pytest.importorskip("mypy")
        (found,) = problems_of_toml(text, pytestconfig, tmp_path)

        assert problem in found

    def test_ini(self, pytestconfig: pytest.Config, tmp_path: Path) -> None:
        """
        The same in INI.
        """
        text = "[pytest]\nnope = 1\n[nope]\n"

        found = problems_of_ini(text, pytestconfig, tmp_path)

        assert ["'nope'" in found[0], "section nope" in found[1]] == [True, True]

    def test_text(self, write: Write) -> None:
        """
        What a block prints is what is compared.
        """
        code, text = write(("python", "print('this')\n"), ("text", "that\n"))

        assert "this\n" == printed_by(code) != text.text
