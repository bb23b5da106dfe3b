"""
Copies that can be written to, whatever they are copied from.
"""

from __future__ import annotations

import shutil
import stat
from pathlib import Path


def copy_tree(source: Path, target: Path) -> None:
    """
    Copy a folder without its caches, and without the modes of a checkout that may only be read.
    """
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(source, target, ignore=ignored, copy_function=shutil.copyfile)
    # copytree gives a folder the mode of its original whatever it copies files with.
    for folder in (target, *(each for each in target.rglob("*") if each.is_dir())):
        folder.chmod(folder.stat().st_mode | stat.S_IWUSR)
