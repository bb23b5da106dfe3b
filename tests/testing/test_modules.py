from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from azure.functions.testing._modules import PACKAGE, Modules

NAMES = ("shop", "shelf", "blueprints_of_shop", "open_folder", "lazy_shop", PACKAGE)


@pytest.fixture(autouse=True)
def _modules_as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """
    Leave ``sys.modules`` and ``sys.path`` as they were.
    """
    for name in list(sys.modules):
        if name.partition(".")[0] in NAMES:
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "path", list(sys.path))
    yield
    for name in list(sys.modules):
        if name.partition(".")[0] in NAMES:
            del sys.modules[name]


def write(folder: Path, **sources: str) -> Path:
    """
    Write modules into a folder; ``__`` in a name is a slash.
    """
    for name, source in sources.items():
        file = folder / f"{name.replace('__', '/')}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source)
    return folder


def value(name: str) -> Any:
    """
    Return the variable that tells whose module it is.
    """
    return importlib.import_module(name).__dict__["WHOSE"]


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    folder = write(tmp_path / "ours", shop="WHOSE = 'ours'", open_folder__shelf="WHOSE = 'ours'")
    package = folder / "blueprints_of_shop"
    package.mkdir()
    (package / "__init__.py").write_text("WHOSE = 'ours'")
    (package / "web.py").write_text("WHOSE = 'ours'")
    return folder


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return write(
        tmp_path / "theirs", shop="WHOSE = 'theirs'", open_folder__shelf="WHOSE = 'theirs'"
    )


class TestActive:
    def test_import(self, ours: Path) -> None:
        """
        Within the block the app's modules are found; afterwards the path is as before.
        """
        path = list(sys.path)
        with Modules(ours).active():
            assert "ours" == value("shop")
            assert str(ours) == sys.path[0]

        assert path == sys.path

    def test_package(self, ours: Path) -> None:
        """
        Functions and what they share are in the package that the worker makes.
        """
        with Modules(ours).active():
            assert "ours" == value(f"{PACKAGE}.shop")
            assert "ours" == value(f"{PACKAGE}.open_folder.shelf")

    def test_stays(self, ours: Path) -> None:
        """
        What was imported stays imported, so that tests can patch it.
        """
        modules = Modules(ours)
        with modules.active():
            shop = importlib.import_module("shop")

        assert shop is sys.modules["shop"]
        with modules.active():
            assert shop is importlib.import_module("shop")

    def test_imported_before(self, ours: Path) -> None:
        """
        What the test has imported of the app itself is the app's.
        """
        sys.path.insert(0, str(ours))
        shop = importlib.import_module("shop")
        web = importlib.import_module("blueprints_of_shop.web")

        with Modules(ours).active():
            assert shop is importlib.import_module("shop")
            assert web is importlib.import_module("blueprints_of_shop.web")
        assert shop is sys.modules["shop"]

    def test_imported_anew(self, ours: Path) -> None:
        """
        What the test has imported anew is not replaced by what was there before.
        """
        modules = Modules(ours)
        with modules.active():
            importlib.import_module("shop")
        del sys.modules["shop"]
        sys.path.insert(0, str(ours))
        shop = importlib.import_module("shop")

        with modules.active():
            assert shop is importlib.import_module("shop")

    def test_two_apps(self, ours: Path, theirs: Path) -> None:
        """
        Two apps have modules with the same names, each its own.
        """
        first, second = Modules(ours), Modules(theirs)
        for _ in range(2):
            with first.active():
                assert "ours" == value("shop")
                assert "ours" == value("open_folder.shelf")
                assert "ours" == value(f"{PACKAGE}.shop")
            with second.active():
                assert "theirs" == value("shop")
                assert "theirs" == value("open_folder.shelf")
                assert "theirs" == value(f"{PACKAGE}.shop")

    def test_kept(self, ours: Path, theirs: Path) -> None:
        """
        An app's modules are not imported again, though another app's took their place.
        """
        first, second = Modules(ours), Modules(theirs)
        with first.active():
            shop = importlib.import_module("shop")
        with second.active():
            other = importlib.import_module("shop")
        with first.active():
            assert shop is importlib.import_module("shop")
        with second.active():
            assert other is importlib.import_module("shop")

    def test_nested(self, ours: Path, theirs: Path) -> None:
        """
        An app within the block of another has its own; the outer one has its own again after it.
        """
        with Modules(ours).active():
            shop = importlib.import_module("shop")
            with Modules(theirs).active():
                assert "theirs" == value("shop")
            assert shop is sys.modules["shop"]
            assert "ours" == value("open_folder.shelf")

    def test_overlapping(self, ours: Path, theirs: Path) -> None:
        """
        Blocks of one app may overlap: it is active to the end of the last.
        """
        sys.path.insert(0, str(theirs))
        importlib.import_module("shop")
        modules = Modules(ours)
        first, second = modules.active(), modules.active()
        first.__enter__()
        second.__enter__()
        assert "ours" == value("shop")
        first.__exit__(None, None, None)

        assert "ours" == value("shop")
        second.__exit__(None, None, None)
        assert "theirs" == value("shop")

    @pytest.mark.parametrize("name", ["shop", "open_folder.shelf"])
    def test_crossing(self, ours: Path, theirs: Path, name: str) -> None:
        """
        Blocks of two apps may cross: what was before both is put back after the last.
        """
        sys.path.insert(0, str(write(ours.parent / "before", shop="WHOSE = 'before'")))
        before = importlib.import_module("shop")
        first, second = Modules(ours), Modules(theirs)
        block, other = first.active(), second.active()

        block.__enter__()
        assert "ours" == value(name)
        module = sys.modules[name]
        other.__enter__()
        assert "theirs" == value(name)
        block.__exit__(None, None, None)
        assert "theirs" == value(name)
        other.__exit__(None, None, None)

        assert before is sys.modules["shop"]
        with first.active():
            assert module is importlib.import_module(name)

    def test_crossing_blocks_of_one_app(self, ours: Path, theirs: Path) -> None:
        """
        So may blocks of one app that is loaded twice.
        """
        sys.path.insert(0, str(theirs))
        before = importlib.import_module("shop")
        block, other = Modules(ours).active(), Modules(ours).active()

        block.__enter__()
        module = importlib.import_module("shop")
        other.__enter__()
        block.__exit__(None, None, None)
        assert module is importlib.import_module("shop")
        other.__exit__(None, None, None)

        assert before is sys.modules["shop"]

    def test_import_after_a_nested_one(self, ours: Path, theirs: Path) -> None:
        """
        What an inner app has imported first is not the outer one's.
        """
        with Modules(ours).active():
            with Modules(theirs).active():
                assert "theirs" == value("shop")
            assert "ours" == value("shop")

    def test_other_modules(self, ours: Path, theirs: Path) -> None:
        """
        Modules of others with the same names are put back as they were.
        """
        sys.path.insert(0, str(theirs))
        shop = importlib.import_module("shop")
        package = ModuleType("blueprints_of_shop")
        package.__file__ = str(theirs / "blueprints_of_shop" / "__init__.py")
        sys.modules["blueprints_of_shop"] = package

        with Modules(ours).active():
            assert "ours" == value("shop")
            assert "ours" == value("blueprints_of_shop.web")

        assert shop is sys.modules["shop"]
        assert package is sys.modules["blueprints_of_shop"]
        assert "blueprints_of_shop.web" not in sys.modules

    def test_error(self, ours: Path) -> None:
        """
        An error within the block ends it as usual.
        """
        path = list(sys.path)
        with pytest.raises(LookupError), Modules(ours).active():
            raise LookupError

        assert path == sys.path

    def test_path_is_gone(self, ours: Path) -> None:
        """
        Code of the app may take its folder from the path itself.
        """
        with Modules(ours).active():
            sys.path.remove(str(ours))

        assert str(ours) not in sys.path


class TestNames:
    def test_standard_library(self, tmp_path: Path) -> None:
        """
        A file that is named as a module of the standard library does not replace one in use.
        """
        json = sys.modules["json"]
        folder = write(tmp_path, json="raise SystemError", this="WHOSE = 'ours'")

        with Modules(folder).active():
            assert json is importlib.import_module("json")
            assert "ours" == value("this")

        assert json is sys.modules["json"]
        assert "this" not in sys.modules

    def test_installed(self, tmp_path: Path) -> None:
        """
        Nor does one that is named as an installed package.
        """
        folder = write(tmp_path, pytest="raise SystemError", azure__functions="raise SystemError")

        with Modules(folder).active():
            assert pytest is importlib.import_module("pytest")
            assert Modules is importlib.import_module("azure.functions.testing._modules").Modules

    def test_folder_of_other_things(self, tmp_path: Path) -> None:
        """
        A folder without modules does not replace a package of its name.
        """
        (tmp_path / "shop").mkdir()
        package = ModuleType("shop")
        package.__file__ = "elsewhere/shop/__init__.py"
        sys.modules["shop"] = package

        with Modules(tmp_path).active():
            assert package is sys.modules["shop"]

    def test_environment_within(self, tmp_path: Path) -> None:
        """
        What is installed in an environment within the app is no module of the app.
        """
        place = tmp_path / ".venv" / "site-packages"
        write(place, shelf="WHOSE = 'installed'")
        write(tmp_path, shelf="WHOSE = 'ours'")
        sys.path.insert(0, str(place))
        shelf = importlib.import_module("shelf")

        with Modules(tmp_path).active():
            assert shelf is importlib.import_module("shelf")

    def test_main(self, tmp_path: Path) -> None:
        """
        The running program stays what it is.
        """
        main = sys.modules["__main__"]
        write(tmp_path, ____main____="")
        (tmp_path / "__main__.py").write_text("")

        with Modules(tmp_path).active():
            assert main is sys.modules["__main__"]

    def test_lazy_module(self, tmp_path: Path) -> None:
        """
        Nobody asks a lazy module for more than it has.
        """

        class Lazy(ModuleType):
            def __getattr__(self, name: str) -> object:
                raise AssertionError(name)

        lazy = Lazy("lazy_shop")
        sys.modules["lazy_shop"] = lazy
        write(tmp_path, lazy_shop="WHOSE = 'ours'")

        with Modules(tmp_path).active():
            assert "ours" == value("lazy_shop")
        assert lazy is sys.modules["lazy_shop"]

    def test_orphan(self, ours: Path) -> None:
        """
        A folder in a package that is imported no more is nobody's.
        """
        modules = Modules(ours)
        with modules.active():
            importlib.import_module(f"{PACKAGE}.open_folder.shelf")
            del sys.modules[PACKAGE]

        assert PACKAGE not in sys.modules


class TestLoad:
    def test_module(self, ours: Path) -> None:
        """
        A module is imported by its full name.
        """
        modules = Modules(ours)
        with modules.active():
            assert "ours" == modules.load("blueprints_of_shop.web").WHOSE

    @pytest.mark.parametrize("error", ["LookupError", "SystemExit", "KeyboardInterrupt"])
    def test_fails(self, tmp_path: Path, error: str) -> None:
        """
        What fails leaves nothing behind, and keeps what was there.
        """
        write(
            tmp_path,
            shop=f"import shelf, blueprints_of_shop.web, colorsys\nraise {error}",
            shelf="WHOSE = 'ours'",
            blueprints_of_shop__web="WHOSE = 'ours'",
            open_folder__shelf="",
        )
        modules = Modules(tmp_path)
        with modules.active():
            importlib.import_module("open_folder.shelf")
            before = set(sys.modules)
            with pytest.raises(BaseException, match="^$") as caught:
                modules.load("shop")

            assert error == type(caught.value).__name__
            assert before == set(sys.modules) - ({"colorsys"} - before)
