"""
Code that runs in an interpreter of its own, where nothing has been imported yet.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any


def run(code: str, *paths: Path, flags: Sequence[str] = ("-W", "error")) -> Any:
    """
    Run code in a fresh interpreter, these directories first on its path; return the JSON it prints.
    """
    prelude = f"import sys; sys.path[:0] = {[str(path) for path in paths]!r}\n"
    command = [sys.executable, *flags, "-c", prelude + textwrap.dedent(code)]
    return json.loads(output(command))


def output(command: Sequence[str], **environment: str) -> str:
    """
    Run a command, with these variables set; return what it prints, and show that where it fails.

    It runs in an empty directory: in this one Python would find the tree before the wheel.
    """
    with TemporaryDirectory() as empty:
        done = subprocess.run(
            command,
            cwd=empty,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    assert (0, "") == (done.returncode, done.stderr), done.stderr
    return done.stdout
