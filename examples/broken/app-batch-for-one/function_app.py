import logging

import azure.functions as func

app = func.FunctionApp()


@app.event_hub_message_trigger(
    "event", connection="EventHub", event_hub_name="fridges", cardinality=func.Cardinality.MANY
)
def watch_fridge(event: func.EventHubEvent) -> None:
    logging.info("%s", event.sequence_number)
