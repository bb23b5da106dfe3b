import pytest

import azure.functions as func
from __app__.SharedCode import main


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hello", "1 word, the longest is 'hello'."),
        ("how do you do", "4 words, the longest is 'how'."),
        ("", "0 words, the longest is ''."),
    ],
)
def test_words(text: str, expected: str) -> None:
    """
    The words of the text are counted and the longest is found.
    """
    assert expected == main(func.HttpRequest("GET", "/", params={"text": text}))
