import azure.functions as func

app = func.FunctionApp()


@app.function_name("say hello")
@app.route("hello")
def hello(req: func.HttpRequest) -> str:
    return f"Hello from {req.url}!"
