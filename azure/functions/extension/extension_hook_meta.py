"""A shim for published imports: ``ExtensionHookMeta`` lives in ``_hooks``."""

from ._hooks import ExtensionHookMeta

__all__ = ("ExtensionHookMeta",)
