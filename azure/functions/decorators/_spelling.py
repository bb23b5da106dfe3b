"""Which known name a misspelt one stands for."""

from __future__ import annotations

from collections.abc import Iterable


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that another one is close to.

    Args:
        name: The name that came.
        known: The names that could be meant.

    Returns:
        The one that differs in spelling only, by a letter or two or as ``queueName`` does from
        ``queue_name``; None where there is none.
    """
    from difflib import get_close_matches

    by_letters = {_letters(each): each for each in known}
    matches = get_close_matches(_letters(name), by_letters, n=1, cutoff=0.8)
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
