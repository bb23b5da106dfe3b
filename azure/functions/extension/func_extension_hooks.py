"""A shim for published imports: ``FuncExtensionHooks`` lives in ``_hooks``."""

from ._hooks import FuncExtensionHooks

__all__ = ("FuncExtensionHooks",)
