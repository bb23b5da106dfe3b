"""
Small apps in a folder, and what ``testing.Host.check`` finds in them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from azure.functions import testing

Files: TypeAlias = dict[str, object]

REQ: dict[str, Any] = {"name": "req", "type": "httpTrigger", "direction": "in"}
RETURN: dict[str, Any] = {"name": "$return", "type": "http", "direction": "out"}
MSG: dict[str, Any] = {"name": "msg", "type": "queueTrigger", "direction": "in", "queueName": "q"}
TIMER: dict[str, Any] = {
    "name": "timer",
    "type": "timerTrigger",
    "direction": "in",
    "schedule": "0 */5 * * * *",
}

HOST: dict[str, Any] = {
    "version": "2.0",
    "extensionBundle": {
        "id": "Microsoft.Azure.Functions.ExtensionBundle",
        "version": "[4.*, 5.0.0)",
    },
}


def write(folder: Path, files: Files) -> Path:
    """
    Write the files of an app: what is no text as JSON. A file that is None is not written.
    """
    for name, content in {"host.json": HOST, **files}.items():
        if content is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            text = content if isinstance(content, str) else json.dumps(content, indent=2)
            path.write_text(text, "utf-8")
    return folder


def function(
    *bindings: Mapping[str, Any], code: str = "", name: str = "F", **fields: object
) -> Files:
    """
    Return the files of a function with these bindings, whose code takes what they fill.
    """
    names = [str(each.get("name", "")) for each in bindings]
    parameters = [name for name in names if name.isidentifier()]
    return {
        f"{name}/function.json": {"bindings": list(bindings), **fields},
        f"{name}/__init__.py": code or f"def main({', '.join(parameters)}): ...\n",
    }


def problems(folder: Path) -> list[dict[str, object]]:
    """
    Return what is found in an app, with files as they are called in its folder.
    """
    with modules_as_before():
        found = [each.to_dict() for each in testing.Host(folder).check()]
    for each in found:
        if each["file"] is not None:
            each["file"] = Path(str(each["file"])).relative_to(folder.resolve()).as_posix()
        each["message"] = str(each["message"]).replace(str(folder.resolve()), "{app}")
    return found


def messages(folder: Path) -> list[str]:
    """
    Return what is found in an app, in a line each.
    """
    return [
        f"{each['file']}:{each['line']}: {each['level']}: {each['message']}"
        for each in problems(folder)
    ]


@contextmanager
def modules_as_before() -> Generator[None]:
    """
    Forget the modules that are imported within the block: other tests have some of the same names.
    """
    before = dict(sys.modules)
    try:
        yield
    finally:
        for name in {"__app__", "function_app", *sys.modules} - {*before}:
            if name.partition(".")[0] in {"__app__", "function_app"}:
                sys.modules.pop(name, None)
