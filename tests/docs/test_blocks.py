"""
Every code block of the README and of every page runs, or is checked for what it is.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import pages
from page_commands import OWN, Command, alike_output, commands_of, run, steps_of, unknown
from page_examples import printed_by, run_tests, running
from page_json import (
    declared_by,
    differences,
    file_of,
    last_function,
    problems_as_app,
    problems_of,
)
from page_settings import problems_of_ini, problems_of_toml
from pages import Block


def _each(language: str) -> pytest.MarkDecorator:
    """
    Return a mark that runs a test for every block of a language.
    """
    blocks = [pytest.param(each, id=each.place) for each in pages.code_blocks(language)]
    return pytest.mark.parametrize("block", blocks)


def _commands() -> list[Command]:
    """
    Return the commands of every page.
    """
    return [each for block in pages.code_blocks("console") for each in commands_of(block)]


class TestFinding:
    @pytest.mark.parametrize("page", [pytest.param(each, id=each.name) for each in pages.pages()])
    def test_no_fence_is_missed(self, page: Path) -> None:
        """
        The fences in the raw text of a page are those that the parser found, each with a language.
        """
        opening, closing = pages.fences_in(page.read_text("utf-8"))

        assert (opening, closing) == (pages.fences_of(page), opening)

    @pytest.mark.parametrize("page", [pytest.param(each, id=each.name) for each in pages.pages()])
    def test_no_code_is_unseen(self, page: Path) -> None:
        """
        No code stands outside the blocks, in HTML or in reStructuredText.
        """
        assert [] == pages.unseen_code(page)

    def test_every_language_is_known(self) -> None:
        """
        A block of another language, or of none, is held by no test, and so is refused.
        """
        assert [] == [each.place for each in pages.all_blocks() if not pages.is_known(each)]


class TestPython:
    @_each("python")
    def test_runs(self, block: Block, request: pytest.FixtureRequest) -> None:
        """
        Python runs as it stands, and the tests that it defines pass.
        """
        with running(block) as module:
            run_tests(block, module, request)


class TestJson:
    @_each("json")
    def test_says_what_the_code_says(self, block: Block, tmp_path: Path) -> None:
        """
        JSON can be read; a file of an app passes the package's checks, and a function.json declares
        the function that the Python before it declares.
        """
        value = json.loads(block.text)
        file = file_of(value)
        if file == "function.json":
            self._declares_the_same(block, value, tmp_path)
        if file is not None:
            assert [] == problems_of(block, file, tmp_path)

    def _declares_the_same(self, block: Block, shown: dict[str, Any], tmp_path: Path) -> None:
        python = pages.before(block, "python")
        assert python is not None, f"{block.place}: no Python before it declares the function"
        with running(python) as module:
            function = last_function(module)
            if function is None:
                assert [] == problems_as_app(block, module, python.text, tmp_path)
                return
            declared = declared_by(function)
        unlike = differences(declared, shown, python.place, block.place)
        assert not unlike, f"the two differ:\n{unlike}"


class TestText:
    def test_is_printed(self) -> None:
        """
        Text is what the Python before it prints.
        """
        for block in pages.code_blocks("text"):
            python = pages.before(block, "python")
            assert python is not None, f"{block.place}: no Python before it prints anything"
            assert block.text == printed_by(python), f"{block.place} and {python.place}"


class TestConsole:
    @pytest.mark.parametrize("command", [pytest.param(each, id=each.place) for each in _commands()])
    def test_command(self, command: Command) -> None:
        """
        A command of the package prints what the page shows, or succeeds where it shows nothing;
        another is one that is known, and shows no output that nobody would compare.
        """
        problems = [unknown(words) for words in command.parts if words[:3] != OWN]
        assert [] == [each for each in problems if each is not None], command.place
        if command.own is None:
            assert "" == command.output, f"{command.place}: nobody compares this output"
            return

        status, output = run(command.own, pages.ROOT)
        if not command.output:
            assert 0 == status, f"{command.place} fails"
            return
        if not alike_output(command.output, output):
            _, output = run(command.own, pages.ROOT, with_errors=True)
        assert alike_output(command.output, output), f"{command.place} prints:\n{output}"


class TestSettings:
    def test_toml(self, pytestconfig: pytest.Config, tmp_path: Path) -> None:
        """
        TOML can be read, and what it sets exists.
        """
        for block in pages.code_blocks("toml"):
            assert [] == problems_of_toml(block.text, pytestconfig, tmp_path), block.place

    def test_ini(self, pytestconfig: pytest.Config, tmp_path: Path) -> None:
        """
        INI can be read, and what it sets exists.
        """
        for block in pages.code_blocks("ini"):
            assert [] == problems_of_ini(block.text, pytestconfig, tmp_path), block.place

    def test_yaml(self) -> None:
        """
        YAML can be read; its steps are commands that are known, and those of the package succeed in
        the folder of an app.
        """
        for block in pages.code_blocks("yaml"):
            reader: Any = YAML(typ="safe", pure=True)
            for step in steps_of(reader.load(block.text)):
                for words in Command(block, block.line, step, "").parts:
                    if words[:3] == OWN:
                        assert 0 == run(words[3:], pages.ROOT / "examples/guide")[0], block.place
                    else:
                        assert None is unknown(words), block.place
