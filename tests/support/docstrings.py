"""
The code in the docstrings of the package.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import azure.functions as func

PACKAGE = Path(str(func.__file__)).parent

_LITERAL = re.compile(
    r"^(?P<depth> *)(?!\.\.).*::\n\n(?P<text>(?:(?P=depth) +\S.*\n|\n(?=(?:\n|(?P=depth) +\S)))+)",
    re.MULTILINE,
)
_DIRECTIVE = re.compile(r"^ *\.\. (code|code-block|sourcecode|doctest|testcode)::", re.MULTILINE)


class Example(NamedTuple):
    """
    A literal block of a docstring.
    """

    module: str
    line: int
    """The line of the definition that the docstring belongs to."""
    text: str

    @property
    def place(self) -> str:
        return f"{self.module}:{self.line}"

    @property
    def is_code(self) -> bool:
        """
        Tell whether it is Python; else it is a drawing.
        """
        try:
            ast.parse(self.text)
        except SyntaxError:
            return False
        return True


def docstrings() -> Iterator[tuple[str, int, str]]:
    """
    Return the module, the line and the text of every docstring.
    """
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        module = ".".join(["azure.functions", *parts]).removesuffix(".__init__")
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(
                node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
            ) and (text := ast.get_docstring(node)):
                yield module, getattr(node, "lineno", 1), text


def examples() -> list[Example]:
    """
    Return the literal blocks of all docstrings.
    """
    return [
        Example(module, line, dedent(match["text"]))
        for module, line, text in docstrings()
        for match in _LITERAL.finditer(f"{text}\n")
    ]


def of_another_form() -> list[str]:
    """
    Return the places of code in another form, which nothing here would run.
    """
    return [
        f"{module}:{line}"
        for module, line, text in docstrings()
        if _DIRECTIVE.search(text) or ">>>" in text or "```" in text
    ]


def literal_marks() -> int:
    """
    Count the paragraphs that end as those before a literal block do.
    """
    return sum(
        len(re.findall(r"::\n", f"{text}\n")) - len(_DIRECTIVE.findall(text))
        for _, _, text in docstrings()
    )
