"""An app with one function, which greets over HTTP."""

import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route(route="hello")
def hello(req: func.HttpRequest) -> func.HttpResponse:
    """Greet whom the query names."""
    name = req.params.get("name", "world")
    return func.HttpResponse(f"Hello, {name}!")
