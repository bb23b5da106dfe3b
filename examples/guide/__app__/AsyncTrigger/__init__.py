"""A coroutine function, which the worker runs on its event loop."""

import asyncio
import json

import azure.functions as func


async def main(req: func.HttpRequest) -> func.HttpResponse:
    """Greet everyone in the JSON list, all at the same time."""
    try:
        names: list[str] = req.get_json()
    except ValueError:
        return func.HttpResponse("Send a JSON list of names.", status_code=400)
    greetings = await asyncio.gather(*map(_greeting, names))
    return func.HttpResponse(json.dumps(greetings), mimetype="application/json")


async def _greeting(name: str) -> str:
    await asyncio.sleep(0)  # where a real one would wait for the network
    return f"Hello, {name}!"
