# The function under test is the one without annotations, so its result has no type:
# mypy: disable-error-code="no-untyped-call"
# pyright: reportUnknownVariableType=false

import azure.functions as func
from __app__.NoAnnotations import main


def test_user() -> None:
    """
    The user in the query string is greeted.
    """
    assert "Hello, Ada!" == main(func.HttpRequest("GET", "/?user=Ada"))
