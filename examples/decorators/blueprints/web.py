"""What the shop answers over HTTP."""

import asyncio
import hashlib

import azure.functions as func

bp = func.Blueprint()


@bp.route("greeting", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def greeting(req: func.HttpRequest) -> str:
    """Greet whom the query string names."""
    return f"Welcome to the shop, {req.params.get('name', 'stranger')}!"


@bp.route("items/{id:int}", methods=[func.HttpMethod.GET])
async def item(req: func.HttpRequest) -> func.HttpResponse:
    """Describe an item by its price and its stock, which are looked up at the same time."""
    number = int(req.route_params["id"])
    price, stock = await asyncio.gather(_price(number), _stock(number))
    return func.HttpResponse.json({"id": number, "price": price, "stock": stock})


@bp.function_name("remove-item")
@bp.route("items/{id:int}", methods=["DELETE"], auth_level="ADMIN")
def remove_item(req: func.HttpRequest) -> func.HttpResponse:
    """Take an item out of the catalogue."""
    return func.HttpResponse(status_code=204, headers={"x-removed": req.route_params["id"]})


@bp.route("feedback", methods=["POST"])
def feedback(req: func.HttpRequest) -> func.HttpResponse:
    """Take what a customer says, be it JSON, a form or plain text."""
    text = _feedback_text(req)
    if not text:
        return func.HttpResponse("Send your feedback in the body.", status_code=400)
    return func.HttpResponse(f"Thank you for: {text}", status_code=201)


@bp.route("pictures/{name}", methods=["PUT"], trigger_arg_name="upload", binding_arg_name="answer")
def picture(upload: func.HttpRequest, answer: func.Out[func.HttpResponse]) -> None:
    """Take a picture, and answer with the tag of its content."""
    tag = hashlib.sha256(upload.get_body()).hexdigest()
    answer.set(func.HttpResponse(status_code=201, headers={"etag": f'"{tag}"'}))


def _feedback_text(req: func.HttpRequest) -> str:
    kind = req.headers.get("content-type", "").partition(";")[0]
    if kind == "application/json":
        match req.get_json():
            case {"text": str(text)}:
                return text
            case _:
                return ""
    if kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return req.form.get("text", "")
    return req.get_text()


async def _price(number: int) -> int:
    await asyncio.sleep(0)  # where a real one would wait for the price service
    return 3 * number


async def _stock(number: int) -> int:
    await asyncio.sleep(0)  # where a real one would wait for the warehouse
    return 100 - number
