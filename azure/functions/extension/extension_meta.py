"""``ExtensionMeta``: the metaclass of worker extensions, and the registry of their hooks."""

from __future__ import annotations

from abc import ABCMeta
from typing import Any, ClassVar, TypedDict

from ._hooks import AppExtensionHooks, ExtensionHookMeta, ExtensionScope, FuncExtensionHooks
from .function_extension_exception import FunctionExtensionException

__all__ = ("ExtensionMeta",)

TYPE_CHECKING = False


class _Names(TypedDict, total=False):
    """The names of what is registered."""

    AppExtension: list[str]
    FuncExtension: dict[str, list[str]]


class ExtensionMeta(ABCMeta):
    """The metaclass of worker extensions; the worker asks it for their hooks.

    An app-level extension is registered when its class is defined, once ``init()`` of the class has
    returned. A function-level extension is registered when it is instantiated.
    """

    _app_exts: ClassVar[AppExtensionHooks | None] = None
    _func_exts: ClassVar[dict[str, FuncExtensionHooks]] = {}
    """The name of a function, in lower case -> its hooks."""
    _info: ClassVar[_Names] = {}

    _scope = ExtensionScope.UNKNOWN
    """What a class has that names no scope of its own."""

    def __init__(cls, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_base = cls.__module__ == f"{__package__}.app_extension_base"
        if cls._scope is ExtensionScope.APPLICATION and not is_base:
            cls._register_class()

    if not TYPE_CHECKING:  # checkers then read what the class itself takes

        def __call__(cls, *args: Any, **kwargs: Any) -> Any:
            """Make a function-level extension and register it.

            Args:
                args: What the class takes.
                kwargs: The same by name.

            Returns:
                The extension.

            Raises:
                FunctionExtensionException: The class is an app-level extension, or none at all; or
                    its ``__init__`` does not call that of its base.
            """
            cls._check_function_level()
            extension = super().__call__(*args, **kwargs)
            cls._register_instance(extension)
            return extension

    @classmethod
    def get_function_hooks(cls, name: str) -> FuncExtensionHooks | None:
        """Return the hooks of a function.

        Args:
            name: The name of the function, in any case.

        Returns:
            The hooks of its extensions; None where it has none.
        """
        return ExtensionMeta._func_exts.get(name.lower())

    @classmethod
    def get_application_hooks(cls) -> AppExtensionHooks | None:
        """Return the hooks of the app.

        Returns:
            The hooks of all app-level extensions; None where there are none.
        """
        return ExtensionMeta._app_exts

    @classmethod
    def get_registered_extensions_json(cls) -> str:
        """Return the names of all extensions, which the worker logs.

        Returns:
            An object in JSON, with an array of names as ``AppExtension`` and an object of such
            arrays, one for each function, as ``FuncExtension``. What would be empty is left out.
        """
        import json

        return json.dumps(ExtensionMeta._info)

    def _register_class(cls) -> None:
        """Initialize an app-level extension and add its hooks to those of the app."""
        init = getattr(cls, "init", None)
        if init is not None:
            init()
        hooks = ExtensionMeta._app_exts or AppExtensionHooks([], [], [])
        ExtensionMeta._app_exts = hooks
        _add_hooks(hooks, cls.__name__, cls)
        ExtensionMeta._info.setdefault("AppExtension", []).append(cls.__name__)

    def _register_instance(cls, extension: object) -> None:
        """Add the hooks of a function-level extension to those of its function."""
        function: str | None = getattr(extension, "_trigger_name", None)
        if function is None:
            raise FunctionExtensionException(
                f"{cls.__name__} does not know its function; call super().__init__(file_path) in "
                f"its __init__()",
                extension=cls.__name__,
            )
        no_hooks = FuncExtensionHooks([], [], [])
        hooks = ExtensionMeta._func_exts.setdefault(function.lower(), no_hooks)
        _add_hooks(hooks, cls.__name__, extension)
        functions = ExtensionMeta._info.setdefault("FuncExtension", {})
        functions.setdefault(function, []).append(cls.__name__)

    def _check_function_level(cls) -> None:
        """Refuse to instantiate a class that is no function-level extension."""
        name = cls.__name__
        if cls._scope is ExtensionScope.APPLICATION:
            raise FunctionExtensionException(
                f"{name} is an app-level extension: it works from the moment its class is defined "
                f"and has no instances; call its class methods, such as {name}.configure()",
                extension=name,
            )
        if cls._scope is not ExtensionScope.FUNCTION:
            raise FunctionExtensionException(
                f"{name} is no worker extension; derive it from AppExtensionBase or "
                f"FuncExtensionBase",
                extension=name,
            )


def _add_hooks(hooks: AppExtensionHooks | FuncExtensionHooks, name: str, extension: object) -> None:
    """Add each hook that an extension has to the list of its kind."""
    for kind, registered in zip(hooks._fields, hooks, strict=True):
        implementation = getattr(extension, kind, None)
        if implementation is not None:
            registered.append(ExtensionHookMeta(name, implementation))
