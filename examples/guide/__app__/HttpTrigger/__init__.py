"""A greeting over HTTP."""

import logging

import azure.functions as func

HEADERS = {"x-served-by": "HttpTrigger"}


def main(req: func.HttpRequest) -> func.HttpResponse:
    """Greet whom the query string names or, failing that, the JSON body."""
    logging.info("%s request for a greeting", req.method)
    name = req.params.get("name") or _name_in_body(req)
    if not name:
        return func.HttpResponse(
            "Say whom to greet: ?name=... or a JSON body with a name.",
            status_code=400,
            headers=HEADERS,
        )
    return func.HttpResponse(f"Hello, {name}!", headers=HEADERS)


def _name_in_body(req: func.HttpRequest) -> str | None:
    try:
        body = req.get_json()
    except ValueError:
        return None
    match body:
        case {"name": str(name)}:
            return name
        case _:
            return None
