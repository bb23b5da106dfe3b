"""What Sphinx is told of each extension here."""

from __future__ import annotations

from typing import TypedDict


class Metadata(TypedDict):
    """What Sphinx is told of an extension."""

    parallel_read_safe: bool
    parallel_write_safe: bool


PARALLEL: Metadata = {"parallel_read_safe": True, "parallel_write_safe": True}
"""It may run in several processes."""
