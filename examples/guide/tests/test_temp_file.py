import pytest

import azure.functions as func
from __app__.TempFile import main


@pytest.mark.parametrize(
    ("body", "expected"),
    [(b"", "Lines: 0"), (b"one", "Lines: 1"), (b"one\ntwo\n", "Lines: 2")],
)
def test_lines(body: bytes, expected: str) -> None:
    """
    The lines of the body are counted.
    """
    assert expected == main(func.HttpRequest("POST", "/", body=body))
