# The scopes and the names of functions are private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import importlib
import pickle
import subprocess
import sys

import pytest

import azure.functions as func
from azure.functions import extension
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

HOMES = {
    "AppExtensionBase": "app_extension_base",
    "AppExtensionHooks": "app_extension_hooks",
    "ExtensionHookMeta": "extension_hook_meta",
    "ExtensionMeta": "extension_meta",
    "ExtensionScope": "extension_scope",
    "FuncExtensionBase": "func_extension_base",
    "FuncExtensionHooks": "func_extension_hooks",
    "FunctionExtensionException": "function_extension_exception",
}
"""The published names, and the modules that they are imported from."""


class TestNames:
    @pytest.mark.parametrize(("name", "module"), HOMES.items())
    def test_published_module(self, name: str, module: str) -> None:
        """
        A published module has its published name, which is the one that the package exports.
        """
        published = importlib.import_module(f"azure.functions.extension.{module}")

        assert getattr(published, name) is getattr(extension, name)
        assert (name,) == published.__all__

    def test_all(self) -> None:
        """
        The package exports the published names.
        """
        assert sorted(HOMES) == list(extension.__all__)

    def test_hooks(self) -> None:
        """
        The hooks are named tuples with the published fields.
        """
        assert ("ext_name", "ext_impl") == ExtensionHookMeta._fields
        assert (
            "post_function_load_app_level",
            "pre_invocation_app_level",
            "post_invocation_app_level",
        ) == AppExtensionHooks._fields
        assert (
            "post_function_load",
            "pre_invocation",
            "post_invocation",
        ) == FuncExtensionHooks._fields

    def test_scopes(self) -> None:
        """
        The bases tell their scopes; a class that tells none has an unknown one.
        """

        class Neither(metaclass=ExtensionMeta):
            pass

        assert ExtensionScope.APPLICATION is AppExtensionBase._scope
        assert ExtensionScope.FUNCTION is FuncExtensionBase._scope
        assert ExtensionScope.UNKNOWN is Neither._scope

    def test_import_is_cheap(self) -> None:
        """
        Importing the package imports nothing that is slow to import.
        """
        code = "import sys, azure.functions.extension; print(*sys.modules)"
        imported = subprocess.check_output([sys.executable, "-I", "-c", code], text=True).split()

        assert "azure.functions.extension.extension_meta" in imported
        assert set() == set(imported) & {"asyncio", "dataclasses", "inspect", "json", "logging"}


class TestException:
    def test_is_one_of_the_package(self) -> None:
        """
        The exception is one of the errors of the package, with its facts as attributes.
        """
        error = FunctionExtensionException("no such function", extension="Counter")

        assert isinstance(error, func.FunctionsError)
        assert ("no such function", "Counter") == (str(error), error.extension)

    def test_without_message(self) -> None:
        """
        It can be raised without a message, as published.
        """
        with pytest.raises(FunctionExtensionException, match="^$"):
            raise FunctionExtensionException

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle(self, protocol: int) -> None:
        """
        It survives pickling with its message and its facts.
        """
        error = FunctionExtensionException("no such function", extension="Counter")
        copy = pickle.loads(pickle.dumps(error, protocol))

        assert ("no such function", "Counter") == (str(copy), copy.extension)
