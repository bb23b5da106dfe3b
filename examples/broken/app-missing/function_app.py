import azure.functions as func

bp = func.Blueprint()


@bp.route("hello")
def hello(req: func.HttpRequest) -> str:
    return f"Hello from {req.url}!"
