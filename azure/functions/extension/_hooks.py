"""What the worker is given when it asks for hooks, and the scopes of extensions."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

__all__ = ("AppExtensionHooks", "ExtensionHookMeta", "ExtensionScope", "FuncExtensionHooks")


class ExtensionScope(Enum):
    """Which functions an extension is for."""

    UNKNOWN = 0
    """None: the class is no extension."""
    APPLICATION = 1
    """All of the app."""
    FUNCTION = 2
    """One function for each instance."""


class ExtensionHookMeta(NamedTuple):
    """A hook of an extension."""

    ext_name: str
    """The name of the extension's class; the worker names a logger after it."""
    ext_impl: Callable[..., object]
    """The bound method that the worker calls."""


class AppExtensionHooks(NamedTuple):
    """The hooks of all app-level extensions, each list in the order of registration."""

    post_function_load_app_level: list[ExtensionHookMeta]
    """What is called after a function of the app has been loaded."""
    pre_invocation_app_level: list[ExtensionHookMeta]
    """What is called before an invocation of any function."""
    post_invocation_app_level: list[ExtensionHookMeta]
    """What is called after an invocation of any function."""


class FuncExtensionHooks(NamedTuple):
    """The hooks of all extensions of one function, each list in the order of registration."""

    post_function_load: list[ExtensionHookMeta]
    """What is called after the function has been loaded."""
    pre_invocation: list[ExtensionHookMeta]
    """What is called before an invocation of the function."""
    post_invocation: list[ExtensionHookMeta]
    """What is called after an invocation of the function."""
