import azure.functions as func

app = func.FunctionApp()


@app.generic_trigger("message", type="queueTriger", queueName="orders")
def take_order(message: str) -> str:
    return message
