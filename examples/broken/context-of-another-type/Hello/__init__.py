import azure.functions as func


def main(req: func.HttpRequest, context: dict) -> func.HttpResponse:
    return func.HttpResponse(f"Hello, {context['name']}!")
