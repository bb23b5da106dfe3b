"""The names of ``typing`` that only type checkers need, without importing it.

Functions start cold: ``typing`` takes 2 ms, a tenth of all that an app with 20 functions takes to
be imported, declared and indexed. What has to work with ``typing`` at run time, as ``Out[T]`` does
with ``get_args``, imports it.
"""

from __future__ import annotations

__all__ = ("Any", "Generic", "ParamSpec", "Self", "TypeVar", "cast")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Generic, ParamSpec, TypeVar, cast

    from typing_extensions import Self
else:
    from types import GenericAlias

    # What annotations read as at run time: not all that is true of it, but nothing that is not.
    Any = Self = object

    class Generic:
        """Base of classes that can be subscripted, as ``Generic[T]``."""

        __class_getitem__ = classmethod(GenericAlias)

    class ParamSpec(list):
        """What ``Callable[P, R]`` accepts as its parameters, and annotations read ``args`` of."""

        args = kwargs = object

        def __init__(self, _name: str) -> None:
            super().__init__()

    def TypeVar(_name: str, **_bound: object) -> type:  # noqa: N802  # a class in typing
        """Return what annotations accept as a type."""
        return object

    def cast(_type: object, value: object) -> object:
        """Return the value."""
        return value
