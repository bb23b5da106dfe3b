import azure.functions as func


def main(req: func.HttpRequest, text: func.Out[str]) -> func.HttpResponse:
    return func.HttpResponse(f"Hello, {text.get()}!")
