"""A shim for published imports: ``AppExtensionHooks`` lives in ``_hooks``."""

from ._hooks import AppExtensionHooks

__all__ = ("AppExtensionHooks",)
