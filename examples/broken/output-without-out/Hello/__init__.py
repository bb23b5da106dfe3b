import azure.functions as func


def main(req: func.HttpRequest, log: str) -> func.HttpResponse:
    return func.HttpResponse(f"Hello, {log}!")
