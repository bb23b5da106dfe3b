"""
The pages that users read, and the code blocks on them.

A page is read by the parser that MyST reads it with, so that a block is found wherever it is shown:
in a list, in a grid, in a directive within a directive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

ROOT = Path(__file__).resolve().parents[2]

LANGUAGES = ("console", "ini", "json", "python", "text", "toml", "yaml")
"""What a code block may be of: tests/docs has a test for each."""

CONTAINERS = (
    *("admonition", "caution", "dropdown", "important", "note", "tip", "warning"),
    *("card", "grid", "grid-item", "grid-item-card", "tab-item", "tab-set"),
)
"""The directives that hold Markdown."""

GENERATED = (
    *("benchmark-figures", "bindings-table", "decorator-arguments", "type-attributes"),
    *("eval-rst", "figure", "image", "toctree"),
)
"""The directives that hold no code."""

_HTML = re.compile(r"<(code|pre|samp|script|textarea|xmp)\b", re.IGNORECASE)
"""Tags that show code, or run it: no test would see what is in them."""

_REFERENCE = re.compile(r"|\.\. (auto\w+|currentmodule):: [\w.]+|   :[\w-]+:( [\w, ]+)?")
"""What a line of ``eval-rst`` may be: a name to document, or an option of that."""

_FENCE = re.compile(r"^[ >]*(`{3,}|~{3,}|:{3,})[ \t]*(\S*)", re.MULTILINE)


class Block(NamedTuple):
    """
    A code block, or a directive that holds no code.
    """

    page: Path
    line: int
    """The line that opens it, from 1."""
    info: str
    """What stands behind the fence; empty for an indented block."""
    text: str
    section: str
    """The heading above it."""

    @property
    def language(self) -> str:
        return self.info.split()[0] if self.info else ""

    @property
    def name(self) -> str:
        """
        The page from the root of the repository.
        """
        return _name(self.page)

    @property
    def place(self) -> str:
        """
        The page and the line.
        """
        return f"{self.name}:{self.line}"

    @property
    def padded(self) -> str:
        """
        The text, with a line before it for each line of the page, so that errors name the page's.
        """
        return "\n" * self.line + self.text


def pages() -> list[Path]:
    """
    Return the pages whose code is held.
    """
    return [
        ROOT / "README.md",
        *sorted((ROOT / "docs").rglob("*.md")),
        *sorted((ROOT / ".github").glob("*.md")),
        ROOT / "changelog.d/README.md",
        *sorted((ROOT / "examples").glob("*/README.md")),
    ]


def blocks_of(page: Path) -> list[Block]:
    """
    Return the blocks of a page in their order: code, and directives that hold none.
    """
    return [*_blocks(page.read_text("utf-8"), page, 0, "")]


def all_blocks() -> list[Block]:
    """
    Return the blocks of every page.
    """
    return [block for page in pages() for block in blocks_of(page)]


def code_blocks(language: str) -> list[Block]:
    """
    Return the blocks of a language, but those that the guide to a new binding is made of.
    """
    return [each for each in all_blocks() if each.language == language and not is_of_guide(each)]


def is_of_guide(block: Block) -> bool:
    """
    Tell whether a block is a step of the guide to a new binding, which has a test of its own.
    """
    return block.page.name == "CONTRIBUTING.md" and block.section == "Adding a binding"


def before(block: Block, language: str) -> Block | None:
    """
    Return the last block of a language before another one on its page.
    """
    found = [each for each in blocks_of(block.page) if each.language == language]
    return next((each for each in reversed(found) if each.line < block.line), None)


def fences_in(text: str) -> tuple[int, int]:
    """
    Count the lines that open a fence with a word behind it, and those that have none.
    """
    words = [word for _, word in _FENCE.findall(text)]
    opening = sum(map(bool, words))
    return opening, len(words) - opening


def fences_of(page: Path) -> int:
    """
    Count the fences that the parser found on a page, those that hold others among them.
    """
    return sum(1 for _ in _fences(page.read_text("utf-8"), page, 0, ""))


def unseen_code(page: Path) -> list[str]:
    """
    Find code that no block has, so that no test would see it: as HTML, or in reStructuredText.
    """
    return [
        *_html(page.read_text("utf-8"), _name(page), 0),
        *(told for block in blocks_of(page) for told in _not_of_the_reference(block)),
    ]


def _html(text: str, name: str, above: int) -> Iterator[str]:
    """
    Find tags that hold code in a text, and in the text of the directives in it.
    """
    for token in _parser().parse(text):
        line = above + token.map[0] + 1 if token.map else above
        if token.type in {"fence", "colon_fence"} and token.info.startswith(("{", "markdown")):
            yield from _html(token.content, name, line)
        for part in (token, *(token.children or ())):
            if part.type in {"html_block", "html_inline"} and (found := _HTML.search(part.content)):
                yield f"{name}:{line}: {found[0]}> is HTML, which no test reads; use a fenced block"


def _not_of_the_reference(block: Block) -> Iterator[str]:
    """
    Find lines of ``eval-rst`` that are no part of a reference.
    """
    if block.language != "{eval-rst}":
        return
    for number, line in enumerate(block.text.splitlines(), block.line + 1):
        if not _REFERENCE.fullmatch(line):
            told = "eval-rst only names what to document; write anything else as Markdown"
            yield f"{block.name}:{number}: {line.strip()!r}: {told}"


def _blocks(text: str, page: Path, above: int, section: str) -> Iterator[Block]:
    """
    Find the blocks that hold no others.
    """
    return (each for each in _fences(text, page, above, section) if not _holds_markdown(each.info))


def _fences(text: str, page: Path, above: int, section: str) -> Iterator[Block]:
    """
    Find every block of a text that begins so many lines below the top of its page.
    """
    tokens = _parser().parse(text)
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            section = tokens[index + 1].content
        if token.map is None or token.type not in {"fence", "colon_fence", "code_block"}:
            continue
        # An indented block has no line that opens it.
        line = above + token.map[0] + (token.type != "code_block")
        block = Block(page, line, token.info.strip(), token.content, section)
        yield block
        if _holds_markdown(block.info):
            yield from _fences(block.text, page, line, section)


def _parser() -> MarkdownIt:
    """
    Return what reads a page as MyST does.
    """
    return MarkdownIt("commonmark").use(front_matter_plugin).use(colon_fence_plugin)


def _name(page: Path) -> str:
    """
    Return the name of a page from the root of the repository.
    """
    return page.relative_to(ROOT).as_posix() if ROOT in page.parents else page.name


def _holds_markdown(info: str) -> bool:
    """
    Tell whether a fence holds Markdown: a page in a guide, or a directive with such content.
    """
    if info == "markdown":
        return True
    found = re.match(r"\{([\w-]+)\}", info)
    return found is not None and found[1] in CONTAINERS


def is_known(block: Block) -> bool:
    """
    Tell whether a block is of a kind that is held, or holds no code.
    """
    if is_of_guide(block):
        return True
    found = re.fullmatch(r"\{([\w-]+)\}", block.language)
    return block.language in LANGUAGES if found is None else found[1] in GENERATED
