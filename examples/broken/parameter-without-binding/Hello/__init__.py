import azure.functions as func


def main(req: func.HttpRequest, name: str) -> func.HttpResponse:
    return func.HttpResponse(f"Hello, {name}!")
