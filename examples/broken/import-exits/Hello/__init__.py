import sys

import azure.functions as func

if "azure.functions" in sys.modules:
    sys.exit("This is no program.")


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("Hello!")
