import azure.functions as func

app = func.FunctionApp()


@app.queue_output("log", queue_name="log", connection="AzureWebJobsStorage")
@app.blob_output("log", path="log/last.txt", connection="AzureWebJobsStorage")
@app.route("hello")
def hello(req: func.HttpRequest, log: func.Out[str]) -> str:
    log.set(req.url)
    return "Hello!"
