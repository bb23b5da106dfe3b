"""Words of a text."""


def split_words(text: str) -> list[str]:
    """Return the words of *text* in their order."""
    return text.split()


def longest(words: list[str]) -> str:
    """Return the longest word, the first of them where several are."""
    return max(words, key=len, default="")
