"""``Out[T]``: the parameter through which a function sets an output."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Out(Generic[T]):
    """An output of a function, set by calling ``set``.

    ``Out[T]`` annotates the parameter; T is what is set: ``Out[str]``,
    ``Out[typing.List[QueueMessage]]``. The worker hands in an object of a class of its own; this
    one records, so that a unit test can make one, pass it in and look at what was set.
    """

    _value: T | None = None
    _is_set: bool = False

    def set(self, val: T) -> None:
        """Set the output; a second call replaces what the first one set.

        Args:
            val: The value. None sends nothing.
        """
        self._value = val
        self._is_set = True

    def get(self) -> T | None:
        """Return what was set.

        Returns:
            The value; None where nothing was set.
        """
        return self._value

    @property
    def is_set(self) -> bool:
        """Whether ``set`` was called."""
        return self._is_set

    def __repr__(self) -> str:
        return f"Out({self._value!r})" if self._is_set else "Out()"
