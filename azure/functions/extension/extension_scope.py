"""A shim for published imports: ``ExtensionScope`` lives in ``_hooks``."""

from ._hooks import ExtensionScope

__all__ = ("ExtensionScope",)
