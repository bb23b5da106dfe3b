"""Numbers with their nouns."""


def counted(count: int, noun: str) -> str:
    """Return *count* with *noun* in the number that goes with it."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
