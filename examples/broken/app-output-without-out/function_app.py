import azure.functions as func

app = func.FunctionApp()


@app.queue_output("log", queue_name="log", connection="AzureWebJobsStorage")
@app.route("hello")
def hello(req: func.HttpRequest, log: str) -> str:
    return f"{log}: hello from {req.url}!"
