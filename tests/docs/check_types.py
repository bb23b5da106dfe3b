"""
Checks the types of the Python on every page, by mypy and pyright in strict mode.

Each block becomes a module of its own, with the lines of its page, so that an error names the line
of the page. ``tox -e docs`` runs this.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "support"))

from pages import ROOT, code_blocks

_MYPY = """
[mypy]
strict = true
enable_error_code = ignore-without-code, redundant-expr, truthy-bool
warn_unreachable = true
# The durable library has no types.
[mypy-azure.durable_functions.*]
ignore_missing_imports = true
"""
_PYRIGHT = {
    "typeCheckingMode": "strict",
    "reportMissingTypeStubs": False,
    # What isinstance() finds in JSON, which is Any, is of unknown types within.
    "reportUnknownArgumentType": False,
    "reportUnknownMemberType": False,
    "reportUnknownVariableType": False,
    "extraPaths": [str(ROOT / "examples/guide"), str(ROOT / "examples/decorators")],
}
_CHECKERS = (
    ("mypy", "--config-file", "mypy.ini", "--no-pretty", "--hide-error-context", "modules"),
    ("pyright", "--pythonpath", sys.executable, "-p", "."),
)


def main() -> int:
    """
    Write the modules, run the checkers, and tell what they find by its place on a page.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        pages = _write(folder / "modules")
        (folder / "mypy.ini").write_text(_MYPY, "utf-8")
        (folder / "pyrightconfig.json").write_text(json.dumps(_PYRIGHT), "utf-8")
        failed = [
            checker for checker, *options in _CHECKERS if _fails(checker, options, pages, folder)
        ]
    print(f"{len(pages)} blocks; " + (f"{', '.join(failed)} failed" if failed else "no errors"))
    return 1 if failed or not pages else 0


def _write(folder: Path) -> dict[str, str]:
    """
    Write each block as a module, and return the pages by the names of the modules.
    """
    folder.mkdir()
    pages: dict[str, str] = {}
    for block in code_blocks("python"):
        stem = re.sub(r"\W", "_", block.name.removesuffix(".md")).strip("_")
        module = folder / f"{stem}_{block.line}.py"
        module.write_text(block.padded, "utf-8")
        pages[module.name] = block.name
    return pages


def _fails(checker: str, options: list[str], pages: dict[str, str], folder: Path) -> bool:
    """
    Run a checker and print what it finds.
    """
    run = subprocess.run(
        [sys.executable, "-I", "-m", checker, *options],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    # pyright tells the file in a line of its own too.
    told = re.sub(r"^/\S+\.py\n", "", run.stdout, flags=re.MULTILINE)
    named = re.compile(r"\S*?(\w+\.py)(?=:\d)")
    print(checker, named.sub(lambda match: pages.get(match[1], match[0]), told), sep="\n")
    return run.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
