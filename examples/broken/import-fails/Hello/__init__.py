import os

import azure.functions as func

GREETING = os.environ["GREETING_OF_THE_BROKEN_APP"]


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(GREETING)
