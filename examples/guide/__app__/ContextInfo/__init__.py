"""What the worker tells a function about its own invocation."""

import json

import azure.functions as func


def main(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    """Return the context of this invocation as JSON."""
    info = {
        "invocation_id": context.invocation_id,
        "function_name": context.function_name,
        "function_directory": context.function_directory,
    }
    return func.HttpResponse(json.dumps(info), mimetype="application/json")
