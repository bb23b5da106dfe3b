"""Worker extensions: classes whose hooks the worker calls around the functions of an app.

The page "Worker extensions" of the documentation says how to write one, and which workers call
hooks.
"""

from ._hooks import AppExtensionHooks, ExtensionHookMeta, ExtensionScope, FuncExtensionHooks
from .app_extension_base import AppExtensionBase
from .extension_meta import ExtensionMeta
from .func_extension_base import FuncExtensionBase
from .function_extension_exception import FunctionExtensionException

__all__ = (
    "AppExtensionBase",
    "AppExtensionHooks",
    "ExtensionHookMeta",
    "ExtensionMeta",
    "ExtensionScope",
    "FuncExtensionBase",
    "FuncExtensionHooks",
    "FunctionExtensionException",
)
