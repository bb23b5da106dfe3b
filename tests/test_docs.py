"""The README and the documentation."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def _examples() -> list[tuple[Path, int, str]]:
    """Return the page, line and text of every Python code block."""
    return [
        (page, text.count("\n", 0, match.start(1)), match[1])
        for page in PAGES
        for text in [page.read_text("utf-8")]
        for match in re.finditer(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    ]


@pytest.mark.parametrize(
    ("page", "line", "code"),
    [pytest.param(*example, id=f"{example[0].name}:{example[1]}") for example in _examples()],
)
def test_example_runs(page: Path, line: int, code: str) -> None:
    """A Python example runs as it stands, and the tests that it defines pass."""
    namespace: dict[str, object] = {"__name__": "example"}
    exec(compile("\n" * line + code, str(page), "exec", dont_inherit=True), namespace)  # noqa: S102  # our own text

    for name, test in namespace.items():
        if name.startswith("test_") and callable(test):
            test()


def test_first_command() -> None:
    """The README's first command prints what the README shows."""
    shown = re.search(
        r"^\$ .* python (examples/run\.py .*)\n((?:.*\n)+?)```$", README, re.MULTILINE
    )
    assert shown is not None
    arguments, output = shown.groups()

    run = subprocess.run(
        [sys.executable, *arguments.split()], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert output == run.stdout


def test_pages_have_examples() -> None:
    """The pages that teach by example have some."""
    pages = {page.name for page, _, _ in _examples()}

    assert {"README.md", "index.md", "types.md", "converters.md", "errors.md"} <= pages
