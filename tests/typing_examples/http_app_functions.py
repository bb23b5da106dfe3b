"""
What users write with apps of other frameworks, and what checkers make of it.
"""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from wsgiref.simple_server import demo_app

from typing_extensions import assert_type

import azure.functions as func
from azure.functions._http_asgi import AsgiMiddleware
from azure.functions._http_wsgi import WsgiMiddleware

Message = MutableMapping[str, Any]


async def asgi(
    scope: MutableMapping[str, Any],
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def wsgi(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"Hello!"]


app = func.AsgiFunctionApp(app=asgi, http_auth_level=func.AuthLevel.ANONYMOUS)
other = func.WsgiFunctionApp(app=wsgi, http_auth_level="anonymous", function_name="site")
func.AsgiFunctionApp(asgi)
func.WsgiFunctionApp(demo_app)


@app.timer_trigger("timer", "0 0 * * * *")
@app.retry("fixed_delay", max_retry_count="3", delay_interval="00:00:10")
def beside(timer: func.TimerRequest) -> None: ...


def indexes() -> None:
    assert_type(app.get_functions(), list[func.Function])
    assert_type(app.middleware, func.AsgiMiddleware)
    assert_type(app.middleware.state, dict[str, object])
    assert_type(other.middleware, func.WsgiMiddleware)
    same: type[func.AsgiMiddleware] = AsgiMiddleware
    alike: type[func.WsgiMiddleware] = WsgiMiddleware
    base: list[func.ExternalHttpFunctionApp] = [app, other]
    print(same, alike, base)


async def main(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    middleware = func.AsgiMiddleware(asgi, root_path="/api")
    assert_type(await middleware.notify_startup(), bool)
    assert_type(await middleware.notify_shutdown(), bool)
    await middleware.ensure_started()
    return await middleware.handle_async(req, context)


def synchronous(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    func.WsgiMiddleware(wsgi).main(req, context)
    return func.WsgiMiddleware(wsgi, root_path="/api").handle(req)


def refused() -> None:
    func.AsgiFunctionApp()  # type: ignore[call-arg]  # no app  # pyright: ignore[reportCallIssue]
    func.AsgiFunctionApp(app=wsgi)  # type: ignore[arg-type]  # of WSGI  # pyright: ignore[reportArgumentType]
    func.AsgiFunctionApp(app="main:app")  # type: ignore[arg-type]  # text  # pyright: ignore[reportArgumentType]
    func.WsgiFunctionApp(app=asgi)  # type: ignore[arg-type]  # of ASGI  # pyright: ignore[reportArgumentType]
    func.WsgiFunctionApp(wsgi, auth_level="function")  # type: ignore[call-arg]  # http_auth_level  # pyright: ignore[reportCallIssue]
    func.AsgiMiddleware(asgi, "/api")  # type: ignore[call-arg]  # by name only  # pyright: ignore[reportCallIssue]
    func.WsgiMiddleware(wsgi, root_path=None)  # type: ignore[arg-type]  # no text  # pyright: ignore[reportArgumentType]
