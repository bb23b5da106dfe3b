import logging

import azure.functions as func

app = func.FunctionApp()


@app.warm_up_trigger("context")
def warm_up(context: func.WarmUpContext) -> None:
    logging.info("warm")
