"""
The guide to a new binding, in CONTRIBUTING: what it says to write, and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pages import ROOT

GUIDE = ROOT / ".github/CONTRIBUTING.md"
SECTION = "Adding a binding"

_NEW = re.compile(r"New file `([^`]+)`:")
_BELOW = re.compile(r"In `([^`]+)`, below `([^`]+)`:")


class Step(NamedTuple):
    """
    Something to write: a new file, or lines below one that is there.
    """

    line: int
    file: str
    below: str
    """How the line begins below which the text goes; empty for a new file."""
    text: str

    @property
    def place(self) -> str:
        return f"{GUIDE.name}:{self.line}"

    def apply(self, root: Path) -> None:
        """
        Write it in a copy of the repository.
        """
        path = root / self.file
        if not self.below:
            assert not path.exists(), f"{self.place}: {self.file} is there already"
            path.write_text(self.text, "utf-8")
            return
        lines = path.read_text("utf-8").splitlines()
        found = [at for at, line in enumerate(lines) if line.strip().startswith(self.below)]
        assert len(found) == 1, f"{self.place}: {self.file} has {len(found)} lines {self.below!r}"
        at = found[0] + 1
        # As deep as the lines around it, or the deeper of them: it may be the first or the last one
        # within something. What is a block of lines has its own depth.
        around = [len(line) - len(line.lstrip()) for line in lines[at - 1 : at + 1]]
        depth = max(around) if "\n" not in self.text else 0
        lines[at:at] = [" " * depth + line for line in self.text.splitlines()]
        path.write_text("\n".join(lines) + "\n", "utf-8")


def steps() -> list[Step]:
    """
    Return the steps of the guide in their order.
    """
    return [*_steps(_section())]


def commands() -> list[str]:
    """
    Return the commands that the guide tells to run.
    """
    blocks = [each for each in _section() if each.type == "fence" and each.info == "console"]
    return [
        line.removeprefix("$ ")
        for block in blocks
        for line in block.content.splitlines()
        if line.startswith("$ ")
    ]


def blocks_without_a_place() -> list[int]:
    """
    Return the lines of blocks that are neither a step nor a command.
    """
    known = {step.line for step in steps()}
    return [
        _line(each)
        for each in _section()
        if each.type == "fence" and each.info != "console" and _line(each) not in known
    ]


def _section() -> list[Token]:
    """
    Return what the guide's section is made of.
    """
    tokens = MarkdownIt("commonmark").enable("table").parse(GUIDE.read_text("utf-8"))
    headings = [
        at for at, each in enumerate(tokens) if each.type == "heading_open" and each.tag == "h2"
    ]
    (begin,) = (at for at in headings if tokens[at + 1].content == SECTION)
    end = next((at for at in headings if at > begin), len(tokens))
    return tokens[begin:end]


def _steps(tokens: list[Token]) -> Iterator[Step]:
    """
    Find the steps: blocks below a line that names a file, and rows of the table.
    """
    lead = ""
    cells: list[str] = []
    for token, before in zip(tokens, [tokens[0], *tokens], strict=False):
        if token.type == "inline" and before.type == "td_open":
            cells.append(token.content.strip("`"))
        elif token.type == "inline":
            lead = token.content.splitlines()[-1]
        if len(cells) == 3:
            file, below, text = cells
            cells = []
            yield Step(_line(token), file, below, text)
        new, below_it = _NEW.fullmatch(lead), _BELOW.fullmatch(lead)
        if token.type == "fence" and new:
            yield Step(_line(token), new[1], "", token.content)
        elif token.type == "fence" and below_it:
            yield Step(_line(token), below_it[1], below_it[2], token.content)


def _line(token: Token) -> int:
    """
    Return the line that something begins in.
    """
    return 1 + (token.map[0] if token.map else 0)
