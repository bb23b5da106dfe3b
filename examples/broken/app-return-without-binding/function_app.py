import azure.functions as func

app = func.FunctionApp()


@app.queue_trigger("message", queue_name="orders", connection="AzureWebJobsStorage")
def take_order(message: func.QueueMessage) -> str:
    return f"Order {message.id} is taken."
