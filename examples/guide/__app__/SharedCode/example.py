"""A module beside the function that uses it."""


def sentence(count: str, longest: str) -> str:
    """Return the finding as one sentence."""
    return f"{count}, the longest is {longest!r}."
