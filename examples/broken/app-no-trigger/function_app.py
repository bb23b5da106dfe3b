import azure.functions as func

app = func.FunctionApp()


@app.queue_output("$return", queue_name="log", connection="AzureWebJobsStorage")
def hello() -> str:
    return "Hello!"
