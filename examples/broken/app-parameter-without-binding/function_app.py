import azure.functions as func

app = func.FunctionApp()


@app.route("hello")
def hello(req: func.HttpRequest, name: str) -> str:
    return f"Hello, {name}, at {req.url}!"
