import azure.functions as func

app = func.FunctionApp()


def hello(req: func.HttpRequest) -> str:
    return f"Hello from {req.url}!"
