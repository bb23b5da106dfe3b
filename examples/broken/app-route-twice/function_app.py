import azure.functions as func

app = func.FunctionApp()


@app.route("items/{id}", methods=["GET"])
def item(req: func.HttpRequest) -> str:
    return req.route_params["id"]


@app.route("items/{name}")
def item_by_name(req: func.HttpRequest) -> str:
    return req.route_params["name"]
