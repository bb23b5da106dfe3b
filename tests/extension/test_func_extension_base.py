# The scopes and the names of functions are private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import Any

import pytest

import azure.functions as func
from azure.functions.extension import (
    ExtensionHookMeta,
    ExtensionMeta,
    FuncExtensionBase,
    FuncExtensionHooks,
    FunctionExtensionException,
)

LOGGER = logging.getLogger(__name__)
CONTEXT = func.Context(function_name="Greet")


class Counter(FuncExtensionBase):
    """
    An extension of one function.
    """

    def __init__(self, file_path: str | os.PathLike[str], start: int = 0) -> None:
        super().__init__(file_path)
        self.count = start

    def pre_invocation(
        self,
        logger: logging.Logger,
        context: func.Context,
        func_args: dict[str, object] | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        self.count += 1


def registered() -> Any:
    """
    Return the names of what is registered.
    """
    return json.loads(ExtensionMeta.get_registered_extensions_json())


class TestFuncExtension:
    def test_hooks(self, app: Path) -> None:
        """
        Making an instance registers its hooks for the function whose folder the file is in.
        """
        counter = Counter(str(app / "Greet" / "__init__.py"))

        assert FuncExtensionHooks(
            [ExtensionHookMeta("Counter", counter.post_function_load)],
            [ExtensionHookMeta("Counter", counter.pre_invocation)],
            [ExtensionHookMeta("Counter", counter.post_invocation)],
        ) == ExtensionMeta.get_function_hooks("Greet")
        assert {"FuncExtension": {"Greet": ["Counter"]}} == registered()
        assert "Greet" == counter._trigger_name

    @pytest.mark.parametrize("name", ["greet", "GREET", "gReEt"])
    def test_name_in_any_case(self, app: Path, name: str) -> None:
        """
        The hooks of a function are found by its name in any case.
        """
        Counter(str(app / "Greet" / "__init__.py"))

        assert ExtensionMeta.get_function_hooks(name) is ExtensionMeta.get_function_hooks("Greet")
        assert ExtensionMeta.get_function_hooks(name) is not None

    def test_other_function(self, app: Path) -> None:
        """
        A function without extensions has no hooks, and neither has the app.
        """
        Counter(str(app / "Greet" / "__init__.py"))

        assert None is ExtensionMeta.get_function_hooks("Leave")
        assert None is ExtensionMeta.get_function_hooks("")
        assert None is ExtensionMeta.get_application_hooks()

    def test_order(self, app: Path) -> None:
        """
        The hooks of a function are in the order in which the instances were made.
        """
        first = Counter(app / "Greet" / "__init__.py")
        other = Counter(app / "Leave" / "__init__.py")
        second = Counter(app / "Greet" / "__init__.py", start=5)
        greet = ExtensionMeta.get_function_hooks("Greet")
        leave = ExtensionMeta.get_function_hooks("Leave")
        assert greet is not None
        assert leave is not None

        for hook in greet.pre_invocation:
            hook.ext_impl(LOGGER, CONTEXT, {})

        assert (1, 6, 0) == (first.count, second.count, other.count)
        assert [other.pre_invocation] == [hook.ext_impl for hook in leave.pre_invocation]
        assert {
            "FuncExtension": {"Greet": ["Counter", "Counter"], "Leave": ["Counter"]}
        } == registered()

    @pytest.mark.parametrize(
        "file",
        [
            "Greet/__init__.py",
            "Greet/main.py",
            "Greet/deep/er/main.py",
            "Greet",
            "Greet/",
            "./Greet/main.py",
            "Leave/../Greet/main.py",
        ],
    )
    def test_file(self, app: Path, file: str) -> None:
        """
        The function is the one whose folder the file is in, directly or deeper.
        """
        assert "Greet" == Counter(f"{app}{os.sep}{file}")._trigger_name

    def test_relative_file(self, app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        A relative path counts from the working directory.
        """
        monkeypatch.chdir(app)

        assert "Greet" == Counter(Path("Greet") / "main.py")._trigger_name

    @pytest.mark.parametrize("file", ["", ".", "..", "../main.py", "../Other/main.py"])
    def test_file_in_no_folder_of_the_app(
        self, app: Path, monkeypatch: pytest.MonkeyPatch, file: str
    ) -> None:
        """
        A file that is in no folder of the app is refused, with what to pass.
        """
        monkeypatch.chdir(app)

        with pytest.raises(FunctionExtensionException) as caught:
            Counter(file)

        assert (
            f"Counter cannot tell its function: {file!r} is in no folder of the app, {app}; "
            f"make it in the function's script and pass it __file__ there"
        ) == str(caught.value)
        assert "Counter" == caught.value.extension
        assert {} == registered()

    def test_file_on_another_drive(self, app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        So is, on Windows, one on another drive, to which no path leads.
        """

        def relpath(path: object, start: object) -> str:
            raise ValueError("path is on mount 'D:', start on mount 'C:'")

        monkeypatch.setattr(os.path, "relpath", relpath)

        with pytest.raises(FunctionExtensionException, match="is in no folder of the app"):
            Counter("D:/Greet/main.py")

    @pytest.mark.parametrize("file", [None, 3, b"Greet/main.py"])
    def test_no_path(self, app: Path, file: Any) -> None:
        """
        What is no path is refused with a TypeError that says what came.
        """
        with pytest.raises(TypeError) as caught:
            Counter(file)

        assert (
            f"Counter: file_path must be a path, as __file__ is, got {type(file).__name__} "
            f"({file!r})"
        ) == str(caught.value)
        assert isinstance(caught.value, func.ArgumentTypeError)

    @pytest.mark.parametrize("root", [None, ""])
    def test_no_script_root(self, monkeypatch: pytest.MonkeyPatch, root: str | None) -> None:
        """
        Where the environment does not name the app's folder, the error says which variable does.
        """
        monkeypatch.delenv("AzureWebJobsScriptRoot", raising=False)
        if root is not None:
            monkeypatch.setenv("AzureWebJobsScriptRoot", root)

        with pytest.raises(FunctionExtensionException) as caught:
            Counter("/app/Greet/__init__.py")

        assert (
            "Counter cannot tell its function: the environment variable AzureWebJobsScriptRoot is "
            "not set; the host sets it, and a test sets it to the folder of the app"
        ) == str(caught.value)
        assert "Counter" == caught.value.extension

    def test_script_beside_the_folders(self, app: Path) -> None:
        """
        A script of the app that is in no folder has no function: a warning says so, where the
        extension is made, and what is published as registering still registers.
        """
        expected = (
            "Counter is made in function_app.py, which is in no function's folder: none of its "
            "hooks will be called; make it in a function's script, or derive it from "
            "AppExtensionBase"
        )

        with pytest.warns(func.FunctionsWarning) as warned:
            Counter(app / "function_app.py")

        assert [(expected, __file__)] == [(str(each.message), each.filename) for each in warned]
        assert {"FuncExtension": {"function_app.py": ["Counter"]}} == registered()

    def test_abstract(self, app: Path) -> None:
        """
        The base, and a subclass without an ``__init__``, cannot be instantiated.
        """

        class Bare(FuncExtensionBase):
            pass

        for cls in (FuncExtensionBase, Bare):
            with pytest.raises(TypeError, match=f"abstract class {cls.__name__}.*__init__"):
                cls(app / "Greet")  # type: ignore[abstract]  # pyright: ignore[reportAbstractUsage]
        assert {} == registered()

    def test_forgotten_super(self, app: Path) -> None:
        """
        A subclass whose ``__init__`` does not call that of the base is told to.
        """

        class Forgetful(FuncExtensionBase):
            def __init__(self, file_path: str) -> None:
                pass

        with pytest.raises(FunctionExtensionException) as caught:
            Forgetful(str(app / "Greet"))

        assert (
            "Forgetful does not know its function; call super().__init__(file_path) in its "
            "__init__()"
        ) == str(caught.value)
        assert "Forgetful" == caught.value.extension
        assert {} == registered()

    def test_init_raises(self, app: Path) -> None:
        """
        What ``__init__`` raises comes to where the instance is made, which is not registered.
        """

        class Failing(FuncExtensionBase):
            def __init__(self, file_path: Path) -> None:
                super().__init__(file_path)
                raise LookupError("no key")

        with pytest.raises(LookupError, match="no key"):
            Failing(app / "Greet")

        assert None is ExtensionMeta.get_function_hooks("Greet")

    def test_hooks_of_the_base(self, app: Path) -> None:
        """
        The hooks of the base do nothing, called as the worker does or with what later ones may add.
        """

        class Idle(FuncExtensionBase):
            def __init__(self, file_path: Path) -> None:
                super().__init__(file_path)

        Idle(app / "Greet")
        hooks = ExtensionMeta.get_function_hooks("Greet")
        assert hooks is not None
        arguments: tuple[tuple[Any, ...], ...] = (
            ("Greet", "/app/Greet"),
            (LOGGER, CONTEXT, {"req": 1}),
            (LOGGER, CONTEXT, {"req": 1}, "Hello"),
        )

        for [hook], taken in zip(hooks, arguments, strict=True):
            assert None is hook.ext_impl(*taken)
            assert None is hook.ext_impl(*taken, "more", later=1)
