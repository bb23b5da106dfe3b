import azure.functions as func

app = func.FunctionApp()


@app.route("hello")
def hello(req: func.HttpRequest) -> str:
    return f"Hello from {req.url}!"


@app.function_name("hello")
@app.route("welcome")
def welcome(req: func.HttpRequest) -> str:
    return f"Welcome to {req.url}!"
