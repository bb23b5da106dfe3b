import azure.functions as func


def main(the__request: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(f"Hello, {the__request.params.get('name', 'stranger')}!")
