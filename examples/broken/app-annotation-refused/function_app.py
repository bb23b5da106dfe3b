import logging

import azure.functions as func

app = func.FunctionApp()


@app.queue_trigger("message", queue_name="orders", connection="AzureWebJobsStorage")
def take_order(message: func.ServiceBusMessage) -> None:
    logging.info("%s", message.message_id)
