# The scopes and the names of functions are private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from azure.functions.extension import (
    AppExtensionBase,
    AppExtensionHooks,
    ExtensionHookMeta,
    ExtensionMeta,
    ExtensionScope,
    FuncExtensionBase,
    FuncExtensionHooks,
    FunctionExtensionException,
)


def registered() -> Any:
    """
    Return the names of what is registered.
    """
    return json.loads(ExtensionMeta.get_registered_extensions_json())


class TestNothingRegistered:
    def test_no_hooks(self) -> None:
        """
        Where nothing is registered, there are no hooks.
        """
        assert None is ExtensionMeta.get_application_hooks()
        assert None is ExtensionMeta.get_function_hooks("Greet")
        assert "{}" == ExtensionMeta.get_registered_extensions_json()


class TestMetaclass:
    def test_no_extension(self) -> None:
        """
        A class of the metaclass that has neither base cannot be instantiated.
        """

        class Neither(metaclass=ExtensionMeta):
            pass

        with pytest.raises(FunctionExtensionException) as caught:
            Neither()

        assert (
            "Neither is no worker extension; derive it from AppExtensionBase or FuncExtensionBase"
        ) == str(caught.value)
        assert "Neither" == caught.value.extension
        assert {} == registered()

    def test_app_extension_without_the_base(self) -> None:
        """
        A class with the scope of the app is registered without the base too, as published, with
        the hooks that it has.
        """

        class Audit(metaclass=ExtensionMeta):
            _scope = ExtensionScope.APPLICATION

            @classmethod
            def pre_invocation_app_level(cls) -> None:
                """Do nothing."""

        hook = ExtensionHookMeta("Audit", Audit.pre_invocation_app_level)

        assert AppExtensionHooks([], [hook], []) == ExtensionMeta.get_application_hooks()
        assert {"AppExtension": ["Audit"]} == registered()

    def test_func_extension_without_the_base(self) -> None:
        """
        So is an instance of a class with the scope of a function, which it names itself.
        """

        class Counter(metaclass=ExtensionMeta):
            _scope = ExtensionScope.FUNCTION
            _trigger_name = "Greet"

        Counter()

        assert FuncExtensionHooks([], [], []) == ExtensionMeta.get_function_hooks("Greet")
        assert {"FuncExtension": {"Greet": ["Counter"]}} == registered()

    def test_derived_metaclass(self, app: Path) -> None:
        """
        The extensions of a metaclass of one's own are found by the worker, too.
        """

        class OwnMeta(ExtensionMeta):
            pass

        class Audit(AppExtensionBase, metaclass=OwnMeta):
            pass

        class Counter(FuncExtensionBase, metaclass=OwnMeta):
            def __init__(self, file_path: Path) -> None:
                super().__init__(file_path)

        Counter(app / "Greet")

        assert {"AppExtension": ["Audit"], "FuncExtension": {"Greet": ["Counter"]}} == (
            registered()
        )
        assert None is not ExtensionMeta.get_application_hooks()
        assert OwnMeta.get_application_hooks() is Audit.get_application_hooks()

    def test_names(self, app: Path) -> None:
        """
        The worker logs the names of all extensions as JSON.
        """

        class A(AppExtensionBase):
            pass

        class B(A):
            pass

        class Counter(FuncExtensionBase):
            def __init__(self, file_path: Path) -> None:
                super().__init__(file_path)

        Counter(app / "HttpTrigger" / "__init__.py")
        Counter(app / "HttpTrigger" / "__init__.py")

        assert issubclass(B, A)
        assert (
            '{"AppExtension": ["A", "B"], "FuncExtension": {"HttpTrigger": ["Counter", "Counter"]}}'
            == ExtensionMeta.get_registered_extensions_json()
        )


def run(code: str, *arguments: object) -> Any:
    """
    Run code in a fresh interpreter; return what it prints.
    """
    command = [sys.executable, "-I", "-W", "error", "-c", textwrap.dedent(code)]
    return json.loads(subprocess.check_output([*command, *map(str, arguments)], text=True))


class TestReload:
    def test_second_import(self) -> None:
        """
        The older worker may import the package a second time to ask it for hooks; it is given
        those that were registered before.
        """
        names = run("""
            import importlib, sys
            import azure.functions
            from azure.functions.extension import AppExtensionBase

            class Audit(AppExtensionBase):
                pass

            first = sys.modules.pop("azure.functions")
            namespace = sys.modules.pop("azure")
            second = importlib.import_module("azure.functions")
            sys.modules.update({"azure": namespace, "azure.functions": first})
            assert second is not first
            meta = importlib.import_module(".extension", second.__name__).ExtensionMeta
            print(meta.get_registered_extensions_json())
            """)

        assert {"AppExtension": ["Audit"]} == names

    def test_earlier_copy(self, tmp_path: Path) -> None:
        """
        After a reload over another copy of the package, the registry is this copy's own.
        """
        earlier = tmp_path / "azure" / "functions" / "extension"
        earlier.mkdir(parents=True)
        (earlier.parent / "__init__.py").write_text("from .extension import ExtensionMeta")
        (earlier / "__init__.py").write_text("from .extension_meta import ExtensionMeta")
        (earlier / "extension_meta.py").write_text("class ExtensionMeta: pass")
        reloaded = run(
            """
            import importlib, json, sys
            sys.path.insert(0, sys.argv[1])
            import azure.functions
            from azure.functions.extension.extension_meta import ExtensionMeta as earlier
            del sys.path[0]
            importlib.reload(azure.functions)
            from azure.functions.extension.extension_meta import ExtensionMeta as ours
            print(json.dumps([
                hasattr(earlier, "get_application_hooks"), hasattr(ours, "get_application_hooks")
            ]))
            """,
            tmp_path,
        )

        assert [False, True] == reloaded
