import azure.functions as func

app = func.FunctionApp()


@app.route("items/{id:integer}")
def item(req: func.HttpRequest) -> str:
    return req.route_params["id"]
