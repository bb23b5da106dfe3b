import logging

import azure.functions as func

app = func.FunctionApp()


@app.queue_trigger("message", quue_name="orders", connection="AzureWebJobsStorage")
def take_order(message: func.QueueMessage) -> None:
    logging.info("%s", message.id)
