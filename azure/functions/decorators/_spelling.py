"""Which known name a misspelt one stands for."""

from __future__ import annotations

from collections.abc import Iterable

_CUTOFF = 0.8
"""How alike two names are that differ in a letter or two, on the scale of difflib."""
_LONGEST = 128
"""The longest name that is compared: comparing takes the longer, the longer names are."""


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that another one is close to.

    Args:
        name: The name that came.
        known: The names that could be meant.

    Returns:
        The one that differs in spelling only, by a letter or two or as ``queueName`` does from
        ``queue_name``; None where there is none, and for names of more than 128 letters.
    """
    if len(name) > _LONGEST:
        return None
    letters = _letters(name)
    by_letters = {_letters(each): each for each in known}
    alike = [each for each in by_letters if _may_be_alike(letters, each)]
    if not alike:
        return None
    from difflib import get_close_matches  # not before: it takes 2 ms to import

    matches = get_close_matches(letters, alike, n=1, cutoff=_CUTOFF)
    return by_letters[matches[0]] if matches else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a question to end a message with.

    Args:
        name: The name that came.
        known: The names that could be meant.

    Returns:
        ``"; did you mean queue_name?"``, or nothing where no name is close.
    """
    meant = closest(name, known)
    return f"; did you mean {meant}?" if meant else ""


def _letters(name: str) -> str:
    return name.replace("_", "").lower()


def _may_be_alike(one: str, other: str) -> bool:
    """Tell whether two names share enough letters, in whatever order: difflib's own upper bound."""
    common = sum(min(one.count(letter), other.count(letter)) for letter in set(one))
    return 2 * common >= _CUTOFF * (len(one) + len(other))
