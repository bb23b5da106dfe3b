import azure.functions as func
from __app__.CustomEntry.main import customentry


def test_request_line() -> None:
    """
    The method and the URL come back.
    """
    req = func.HttpRequest("GET", "https://example.com/api/CustomEntry")

    assert "GET https://example.com/api/CustomEntry" == customentry(req)
