"""
The built site as files: its pages, and the names that links can lead to.
"""

from __future__ import annotations

import os
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

GENERATED = {"genindex.html", "py-modindex.html", "search.html"}
"""
Pages that are made of all others, and no page of the source.
"""


def site() -> Path | None:
    """
    Return where the site was built; None where nobody says so.
    """
    built = os.environ.get("SITE_HTML")
    return Path(built) if built else None


def pages() -> list[str]:
    """
    Return the pages of the site, by their addresses in it.
    """
    root = site()
    if root is None:
        return []
    return sorted(page.relative_to(root).as_posix() for page in root.rglob("*.html"))


@cache
def anchors(page: Path) -> frozenset[str]:
    """
    Return what a link to a page can name in it.
    """
    parser = _Anchors()
    parser.feed(page.read_text("utf-8"))
    return frozenset(parser.found)


class _Anchors(HTMLParser):
    """
    Collects the ids of a page.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """
        Keep the id of an element, and the name of an anchor.
        """
        self.found.update(
            value
            for name, value in attrs
            if value and (name == "id" or (tag, name) == ("a", "name"))
        )
