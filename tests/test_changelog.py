"""
The news fragments.
"""

from __future__ import annotations

from pathlib import Path

FRAGMENTS = sorted((Path(__file__).parents[1] / "changelog.d").glob("+*"))


def test_fragments() -> None:
    """
    Each fragment says something, in whole sentences.
    """
    texts = {file.name: file.read_text("utf-8").strip() for file in FRAGMENTS}

    assert texts
    assert [] == [name for name, text in texts.items() if not text.endswith((".", "```"))]
