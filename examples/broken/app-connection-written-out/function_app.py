import logging

import azure.functions as func

app = func.FunctionApp()


@app.queue_trigger("message", queue_name="orders", connection="UseDevelopmentStorage=true")
def take_order(message: func.QueueMessage) -> None:
    logging.info("%s", message.id)
