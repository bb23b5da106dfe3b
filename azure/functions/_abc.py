"""Not where anything lives: published code imports ``Context`` and other types from here."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._exports import *
else:

    def __getattr__(name: str) -> object:
        import azure.functions

        if name in azure.functions.__all__:
            return getattr(azure.functions, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
