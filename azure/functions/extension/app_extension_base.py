"""``AppExtensionBase``: the base of worker extensions for all functions of an app."""

from __future__ import annotations

from typing import Any

from ._hooks import ExtensionScope
from .extension_meta import ExtensionMeta

TYPE_CHECKING = False
if TYPE_CHECKING:
    from logging import Logger

    from .._context import Context
else:
    Context = Logger = object

__all__ = ("AppExtensionBase",)


class AppExtensionBase(metaclass=ExtensionMeta):
    """The base of extensions whose hooks the worker calls for every function of the app.

    Defining a subclass registers it. It has no instances: its state is that of the class, and its
    methods are class methods. An error that a hook raises is logged and goes no further.
    """

    _scope = ExtensionScope.APPLICATION

    @classmethod
    def init(cls) -> None:
        """Set the extension up; called once, when the class is defined.

        An error that is raised here goes to whoever imports the extension, which is not registered
        then.
        """

    @classmethod
    def configure(cls, *args: Any, **kwargs: Any) -> None:
        """Take the settings of the app that uses the extension.

        A subclass names the arguments that it takes. The app calls this before its first
        invocation, usually below its imports.

        Args:
            args: The settings.
            kwargs: The settings by name.
        """

    @classmethod
    def post_function_load_app_level(
        cls, function_name: str, function_directory: str, *args: Any, **kwargs: Any
    ) -> None:
        """Do something after a function has been loaded; the hook for it.

        Args:
            function_name: The name of the function.
            function_directory: The path of the folder that it is in.
            args: What later workers may pass.
            kwargs: The same by name.
        """

    @classmethod
    def pre_invocation_app_level(
        cls,
        logger: Logger,
        context: Context,
        func_args: dict[str, object] | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Do something before a function is called; the hook for it.

        Args:
            logger: The extension's own logger.
            context: The context of the invocation.
            func_args: The arguments of the function by name; what is changed in it, the function
                gets.
            args: What later workers may pass.
            kwargs: The same by name.
        """

    @classmethod
    def post_invocation_app_level(
        cls,
        logger: Logger,
        context: Context,
        func_args: dict[str, object] | None = None,
        func_ret: object = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Do something after a function has returned; the hook for it.

        It is not called after a function that raised.

        Args:
            logger: The extension's own logger.
            context: The context of the invocation.
            func_args: The arguments of the function by name.
            func_ret: What it returned.
            args: What later workers may pass.
            kwargs: The same by name.
        """
