import azure.functions as func
from __app__.shared_code import greetings


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(greetings.hello(req.params["name"]))
