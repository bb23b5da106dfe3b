"""The settings of an app: ``local.settings.json``, ``host.json``."""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from json import dumps
from pathlib import Path
from threading import Lock

from .._narrow import is_dict
from ._app import Problem
from ._documents import read_document

LOCAL_SETTINGS = "local.settings.json"
HOST_JSON = "host.json"

_ROUTE_PREFIX = "api"

_lock = Lock()
_shown: dict[str, dict[object, str]] = {}
"""The settings that are in the environment, by name, for each block that has them there."""


def local_settings(root: Path | None) -> dict[str, str]:
    """Return the settings that an app has on a developer's machine.

    Args:
        root: The folder of the app; None for an app without one.

    Returns:
        The values of local.settings.json; none where it is missing or cannot be read, which a
        check tells.
    """
    read = None if root is None else read_optional(root / LOCAL_SETTINGS)
    values = read.get("Values") if is_dict(read) else None
    if not is_dict(values):
        return {}
    texts = {name: _as_text(value) for name, value in values.items() if value is not None}
    return {name: text for name, text in texts.items() if _can_be_set(name, text)}


def route_prefix(root: Path | None) -> str:
    """Return what stands before the routes of an app.

    Args:
        root: The folder of the app; None for an app without one.

    Returns:
        The route prefix of host.json, without slashes around it; ``api`` where it says nothing.
    """
    part: object = None if root is None else read_optional(root / HOST_JSON)
    for name in ("extensions", "http", "routePrefix"):
        part = part.get(name) if is_dict(part) else None
    return part.strip("/") if isinstance(part, str) else _ROUTE_PREFIX


def read_optional(file: Path) -> object:
    """Read a file of JSON that need not be there.

    Args:
        file: The file.

    Returns:
        The object in it; None where it is missing or cannot be read.
    """
    read = read_document(file) if file.is_file() else None
    return None if read is None or isinstance(read, Problem) else read.value


@contextmanager
def visible(settings: Mapping[str, str]) -> Generator[None]:
    """Have settings in the environment within the block; what is there already stays.

    Blocks may be nested, and overlap: a setting is gone after the last one that has it.

    Args:
        settings: The settings by their names.
    """
    block = object()
    with _lock:
        for name, value in settings.items():
            if name in _shown or name not in os.environ:
                _shown.setdefault(name, {})[block] = value
                os.environ[name] = value
    try:
        yield
    finally:
        with _lock:
            for name in settings:
                _hide(name, block)


def _hide(name: str, block: object) -> None:
    """Take a setting of a block out of the environment, where it is in that."""
    shown = _shown.get(name, {})
    if shown.pop(block, None) is None:
        return
    if shown:
        os.environ[name] = next(reversed(shown.values()))
    else:
        del _shown[name]
        os.environ.pop(name, None)


def _as_text(value: object) -> str:
    """Return a setting as the host gives it to an app: what is no text as JSON."""
    return value if isinstance(value, str) else dumps(value)


def _can_be_set(name: str, value: str) -> bool:
    """Tell whether the environment can hold a setting."""
    try:
        text = os.fsencode(name + value)
    except UnicodeEncodeError:  # half of a surrogate pair
        return False
    return name != "" and "=" not in name and b"\0" not in text
