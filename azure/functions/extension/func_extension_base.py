"""``FuncExtensionBase``: the base of worker extensions for one function."""

from __future__ import annotations

import os
from abc import abstractmethod
from typing import Any

from .._errors import FunctionsWarning, shorten, wrong_type
from ._hooks import ExtensionScope
from .extension_meta import ExtensionMeta
from .function_extension_exception import FunctionExtensionException

TYPE_CHECKING = False
if TYPE_CHECKING:
    from logging import Logger

    from .._context import Context
else:
    Context = Logger = object

__all__ = ("FuncExtensionBase",)

SCRIPT_ROOT = "AzureWebJobsScriptRoot"
"""The environment variable with the folder of the app, which the host sets."""


class FuncExtensionBase(metaclass=ExtensionMeta):
    """The base of extensions whose hooks the worker calls for one function.

    A function has an extension once its script has made an instance. A subclass has an
    ``__init__`` of its own, which calls ``super().__init__(file_path)``. An error that a hook
    raises is logged and goes no further.

    Args:
        file_path: ``__file__`` of the function's script. The function is the one whose folder the
            file is in, directly or deeper.

    Raises:
        FunctionExtensionException: The file is in no folder of the app, or the environment does
            not name the app's folder.
        TypeError: It is no path; or the subclass has no ``__init__``.
    """

    _scope = ExtensionScope.FUNCTION

    @abstractmethod
    def __init__(self, file_path: str | os.PathLike[str]) -> None:
        self._trigger_name = _function_of(file_path, type(self).__name__)

    def post_function_load(
        self, function_name: str, function_directory: str, *args: Any, **kwargs: Any
    ) -> None:
        """Do something after the function has been loaded; the hook for it.

        Args:
            function_name: The name of the function.
            function_directory: The path of the folder that it is in.
            args: What later workers may pass.
            kwargs: The same by name.
        """

    def pre_invocation(
        self,
        logger: Logger,
        context: Context,
        func_args: dict[str, object] | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Do something before the function is called; the hook for it.

        Args:
            logger: The extension's own logger.
            context: The context of the invocation.
            func_args: The arguments of the function by name; what is changed in it, the function
                gets.
            args: What later workers may pass.
            kwargs: The same by name.
        """

    def post_invocation(
        self,
        logger: Logger,
        context: Context,
        func_args: dict[str, object] | None = None,
        func_ret: object = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Do something after the function has returned; the hook for it.

        It is not called after the function raised.

        Args:
            logger: The extension's own logger.
            context: The context of the invocation.
            func_args: The arguments of the function by name.
            func_ret: What it returned.
            args: What later workers may pass.
            kwargs: The same by name.
        """


def _function_of(file_path: str | os.PathLike[str], extension: str) -> str:
    """Return the name of the function whose folder a file is in."""
    root = os.environ.get(SCRIPT_ROOT)
    if not root:
        raise FunctionExtensionException(
            f"{extension} cannot tell its function: the environment variable {SCRIPT_ROOT} is not "
            f"set; the host sets it, and a test sets it to the folder of the app",
            extension=extension,
        )
    try:
        name, _, rest = os.path.relpath(os.fspath(file_path), root).partition(os.sep)
    except TypeError as error:
        raise wrong_type(extension, "file_path", file_path, "a path, as __file__ is") from error
    except ValueError:  # the path is empty; on Windows also where it is on another drive
        name, rest = os.pardir, ""
    if name in (os.curdir, os.pardir):
        raise FunctionExtensionException(
            f"{extension} cannot tell its function: {shorten(file_path)} is in no folder of the "
            f"app, {root}; make it in the function's script and pass it __file__ there",
            extension=extension,
        )
    if not rest and name.endswith(".py"):
        _warn_of_no_function(extension, name)
    return name


def _warn_of_no_function(extension: str, script: str) -> None:
    """Tell of an extension that is made beside the folders of the functions."""
    import warnings

    warnings.warn(
        f"{extension} is made in {script}, which is in no function's folder: none of its hooks "
        f"will be called; make it in a function's script, or derive it from AppExtensionBase",
        FunctionsWarning,
        stacklevel=6,  # to where it is made, past the metaclass and the class's own __init__
    )
