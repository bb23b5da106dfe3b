import json

import azure.functions as func
from __app__.ContextInfo import main


def test_context() -> None:
    """
    The response holds what the context says.
    """
    context = func.Context(
        invocation_id="1", function_name="ContextInfo", function_directory="/app/ContextInfo"
    )
    expected = {
        "invocation_id": "1",
        "function_name": "ContextInfo",
        "function_directory": "/app/ContextInfo",
    }

    response = main(func.HttpRequest("GET", "/"), context)

    assert expected == json.loads(response.get_body())
