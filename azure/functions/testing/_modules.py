"""The modules of one app: two apps may both have a ``function_app`` or an ``__app__``."""

from __future__ import annotations

import importlib
import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PACKAGE = "__app__"
"""The package under which the worker imports functions that have a function.json."""

_INSTALLED = ("site-packages", "dist-packages")
"""The folders of installed packages, which the worker finds before the app's own modules."""


class Modules:
    """The modules of one app, imported from its folder.

    While they are active, ``import`` finds them, as in the app's own worker. Afterwards they stay
    in ``sys.modules``, so that tests can import and patch them, unless another module had the name
    before: that one is put back.

    Args:
        root: The folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._inside = f"{root}{os.sep}"
        self._files = {path.stem for path in root.glob("*.py")}
        self._files |= {path.parent.name for path in root.glob("*/__init__.py")}
        self._folders = {path.name for path in root.iterdir() if path.is_dir()}
        self._kept: dict[str, ModuleType] = {}
        self._displaced: dict[str, ModuleType] = {}
        self._blocks = 0

    @contextmanager
    def active(self) -> Generator[None]:
        """Import from this app within the block, as its worker does."""
        with _lock:
            if not self._blocks:
                self._enter()
            self._blocks += 1
        try:
            yield
        finally:
            with _lock:
                self._blocks -= 1
                if not self._blocks:
                    self._leave()

    def load(self, name: str) -> ModuleType:
        """Import a module of the app; one that fails leaves nothing behind.

        Args:
            name: Its full name.

        Returns:
            The module.

        Raises:
            Exception: What the import raised.
        """
        before = set(sys.modules)
        try:
            return importlib.import_module(name)
        except BaseException:
            own, package = self._own(), _top(name)
            for each in set(sys.modules) - before:
                if each in own or _top(each) == package:
                    del sys.modules[each]
            raise

    def _enter(self) -> None:
        """Put this app's modules in the place of others with their names."""
        names = self._names()
        self._displaced = {
            name: module
            for name, module in list(sys.modules.items())
            if _top(name) in names and not self._owns(module)
        }
        for name in self._displaced:
            del sys.modules[name]
        for name, module in {PACKAGE: self._package(), **self._kept}.items():
            sys.modules.setdefault(name, module)
        sys.path.insert(0, str(self._root))
        _active.append(self)
        importlib.invalidate_caches()

    def _leave(self) -> None:
        """Keep this app's modules, and put back those that it took the place of."""
        if str(self._root) in sys.path:
            sys.path.remove(str(self._root))
        at = _active.index(self)
        del _active[at]
        if at < len(_active):
            self._leave_to(_active[at])
            return
        self._kept = self._own()
        taken = {*map(_top, self._displaced), *sys.stdlib_module_names}
        for name, module in self._kept.items():
            # While another app is active, what it imports next is its own.
            if _top(name) in taken or (_active and not _active[-1]._owns(module)):
                del sys.modules[name]
        sys.modules.update(self._displaced)
        self._displaced = {}

    def _leave_to(self, other: Modules) -> None:
        """Have another app, which took this one's place, put back what was before both."""
        own = {name: each for name, each in other._displaced.items() if self._owns(each)}
        self._kept = {**self._own(), **own}
        before = {name: each for name, each in other._displaced.items() if name not in own}
        other._displaced = {**before, **self._displaced}
        self._displaced = {}

    def _own(self) -> dict[str, ModuleType]:
        """Return what is imported of this app."""
        names = {PACKAGE} | self._files | self._folders
        loaded = [(name, each) for name, each in list(sys.modules.items()) if _top(name) in names]
        return {name: each for name, each in loaded if self._owns(each)}

    def _names(self) -> set[str]:
        """Return the names of top-level modules that are this app's while it is active."""
        # Of a folder without __init__.py, any package of the name that is a proper one goes first.
        found = self._files | {name for name in self._folders if _is_open(name)}
        names = {name for name in found if not name.startswith("__") and not _is_installed(name)}
        return {PACKAGE, *names}

    def _owns(self, module: ModuleType) -> bool:
        """Tell whether a module is one of this app's."""
        file = _file(module)
        try:
            places = [file] if file else list(_known(module)["__path__"])
        except (KeyError, ImportError):  # it has none, or its package is imported no more
            return False
        return any(
            f"{place}{os.sep}".startswith(self._inside) and not _is_in_environment(place)
            for place in places
        )

    def _package(self) -> ModuleType:
        """Make the package that holds the app's functions and what they share."""
        spec = importlib.machinery.ModuleSpec(PACKAGE, None, is_package=True)
        spec.submodule_search_locations = [str(self._root)]
        return importlib.util.module_from_spec(spec)


_lock = Lock()
_active: list[Modules] = []
"""The apps whose modules are imported, the last one being that of what runs innermost."""


def _top(name: str) -> str:
    """Return the package at the top of a module's name."""
    return name.partition(".")[0]


def _known(module: ModuleType | None) -> dict[str, Any]:
    """Return what a module has."""
    # Not by getattr(): what lazy modules would import is nobody's business here.
    known: dict[str, Any] = getattr(module, "__dict__", {})
    return known


def _file(module: ModuleType | None) -> str:
    """Return the file of a module; empty text where it has none."""
    return str(_known(module).get("__file__") or "")


def _is_open(name: str) -> bool:
    """Tell whether what is imported by a name, if anything, is a folder without ``__init__.py``."""
    return name in sys.modules and not _file(sys.modules[name])


def _is_installed(name: str) -> bool:
    """Tell whether a name is that of the standard library's or of a package in use."""
    if name == "azure" or name in sys.stdlib_module_names:
        return True
    return _is_in_environment(_file(sys.modules.get(name)))


def _is_in_environment(place: object) -> bool:
    """Tell whether a file is one of an installed package, in an environment within the app too."""
    return any(folder in Path(str(place)).parts for folder in _INSTALLED)
