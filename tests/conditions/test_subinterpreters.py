"""
The package in several interpreters of one process, each with modules and state of its own.

Libraries in C need not support that: ``orjson`` refuses to be imported there, and the standard
library takes its place.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import scenario
from fresh import output

NUMBER = 16 if os.environ.get("STRESS") == "1" else 3


def test_subinterpreters() -> None:
    """
    In each of several interpreters an app is declared, indexed, checked and called, and every
    recorded payload decoded or encoded: at once from Python 3.14 on, in turn before.
    """
    support = str(Path(scenario.__file__).parent)
    path = os.pathsep.join([support, *filter(None, sys.path)])
    command = [sys.executable, "-m", "subinterpreters", str(NUMBER)]

    assert [[]] * NUMBER == json.loads(output(command, PYTHONPATH=path))
