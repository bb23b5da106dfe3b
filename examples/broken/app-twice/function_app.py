import azure.functions as func

app = func.FunctionApp()
admin = func.FunctionApp(http_auth_level=func.AuthLevel.ADMIN)


@app.route("hello")
def hello(req: func.HttpRequest) -> str:
    return f"Hello from {req.url}!"
