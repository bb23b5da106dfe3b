from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Any, TypeAlias, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import _http_asgi
from azure.functions._asgi import AsgiMiddleware, AsgiRequest, AsgiResponse
from http_apps import App, body, request, sending, start

Scope: TypeAlias = Any  # apps that do wrong things, and look at everything
Receive: TypeAlias = Any
Send: TypeAlias = Any
LOGGER = "azure.functions.AsgiMiddleware"


def answer(
    app: App,
    req: func.HttpRequest | None = None,
    context: func.Context | None = None,
    **options: Any,
) -> func.HttpResponse:
    """
    Return the response of an app.
    """
    return asyncio.run(AsgiMiddleware(app, **options).handle_async(req or request(), context))


def seen(
    req: func.HttpRequest, context: func.Context | None = None, **options: Any
) -> dict[str, Any]:
    """
    Return the scope that an app gets for a request.
    """
    scopes: list[dict[str, Any]] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        scopes.append(scope)
        await send(start())
        await send(body())

    answer(app, req, context, **options)
    return scopes[0]


class TestMiddleware:
    def test_the_app_answers(self) -> None:
        """
        Status, headers and body are the app's; a header comes as often as it was sent.
        """
        cookies = [(b"set-cookie", b"a=1"), (b"Set-Cookie", b"b=2")]
        response = answer(sending(start(201, *cookies, (b"x", b"1"), (b"x", b"2")), body(b"ab")))

        assert 201 == response.status_code
        assert b"ab" == response.get_body()
        assert ["a=1", "b=2"] == response.headers.getlist("Set-Cookie")
        assert ["1", "2"] == response.headers.getlist("X")

    def test_main(self) -> None:
        """
        ``main`` answers on a loop of its own: a module may make it its function.
        """
        response = AsgiMiddleware(sending(start(), body(b"x"))).main(request(), func.Context())

        assert b"x" == response.get_body()

    def test_handle(self) -> None:
        """
        ``handle`` does the same, and says what to do instead.
        """
        middleware = AsgiMiddleware(sending(start(), body(b"x")))

        with pytest.warns(DeprecationWarning, match="return await middleware.handle_async") as seen:
            response = middleware.handle(request())

        assert b"x" == response.get_body()
        assert [__file__] == [warning.filename for warning in seen]

    def test_handle_in_a_loop(self) -> None:
        """
        Neither can run where a loop is running, and the error says what can.
        """

        async def use() -> None:
            AsgiMiddleware(sending()).main(request(), func.Context())

        with pytest.raises(RuntimeError, match="return await middleware.handle_async"):
            asyncio.run(use())

    def test_annotations_of_main(self) -> None:
        """
        The worker reads them, and takes a context that is just that.
        """
        hints = get_type_hints(AsgiMiddleware(sending()).main)

        assert {
            "req": func.HttpRequest,
            "context": func.Context,
            "return": func.HttpResponse,
        } == hints

    def test_shim(self) -> None:
        """
        Tutorials import the middleware from another module: it is the same.
        """
        assert AsgiMiddleware is _http_asgi.AsgiMiddleware
        assert {"AsgiMiddleware", "AsgiRequest", "AsgiResponse"} == {*_http_asgi.__all__}

    @pytest.mark.parametrize("app", [None, 3, "app"])
    def test_no_app(self, app: Any) -> None:
        """
        What cannot be called is told at the first request.
        """
        with pytest.raises(TypeError, match="AsgiMiddleware: app must be an ASGI app"):
            asyncio.run(AsgiMiddleware(app).handle_async(request()))

    @pytest.mark.parametrize(("root_path", "kind"), [("api", ValueError), (3, TypeError)])
    def test_no_root_path(self, root_path: Any, kind: type[Exception]) -> None:
        """
        A root path that is no path is refused.
        """
        with pytest.raises(kind, match="AsgiMiddleware: root_path must be"):
            AsgiMiddleware(sending(), root_path=root_path)


class TestParts:
    @pytest.mark.parametrize("state", [None, {"pool": 1}])
    def test_by_themselves(self, state: dict[str, object] | None) -> None:
        """
        Published apps make the scope, have it answered and take the response, each by itself.
        """
        scope = AsgiRequest(request(url="/a"), func.Context()).to_asgi_http_scope(state)
        app = sending(start(201), body(b"made"))
        answered = asyncio.run(AsgiResponse.from_app(app, scope, b""))

        assert ("/a", state or {}) == (scope["path"], scope["state"])
        assert (201, b"made") == (
            answered.to_func_response().status_code,
            answered.to_func_response().get_body(),
        )

    def test_of_a_subclass(self) -> None:
        """
        Published subclasses answer under a name of their own.
        """

        class Mine(AsgiMiddleware):
            async def _handle_async(
                self, req: func.HttpRequest, context: func.Context | None
            ) -> func.HttpResponse:
                return func.HttpResponse("mine")

        answered = asyncio.run(Mine(sending()).handle_async(request()))

        assert "mine" == answered.get_text()


class TestScope:
    def test_what_it_holds(self) -> None:
        """
        The scope holds what ASGI demands, and what is told of the invocation.
        """
        context = func.Context(function_name="n", function_directory="/d", invocation_id="i")
        headers = {"Host": "h", "X-Id": "\u017e", "X-Forwarded-For": "[2001:db8::1]:9, 10.0.0.1"}
        req = request("post", "/api/a%2Fb%20\u017e?q=%20x&q=2", headers=headers)

        assert {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "asgi.version": "2.1",
            "asgi.spec_version": "2.1",
            "http_version": "1.1",
            "method": "POST",
            "scheme": "https",
            "path": "/api/a/b \u017e",
            "raw_path": b"/api/a%2Fb%20\xc5\xbe",
            "query_string": b"q=%20x&q=2",
            "root_path": "",
            "headers": [
                (b"host", b"h"),
                (b"x-id", b"\xc5\xbe"),
                (b"x-forwarded-for", b"[2001:db8::1]:9, 10.0.0.1"),
            ],
            "server": ("app.example", 443),
            "client": ("2001:db8::1", 9),
            "state": {},
            "azure_functions.function_directory": "/d",
            "azure_functions.function_name": "n",
            "azure_functions.invocation_id": "i",
            "azure_functions.thread_local_storage": context.thread_local_storage,
            "azure_functions.trace_context": context.trace_context,
            "azure_functions.retry_context": context.retry_context,
        } == seen(req, context)

    def test_what_is_unknown(self) -> None:
        """
        Where nothing tells the server or the client, they are None; so is the invocation.
        """
        scope = seen(func.HttpRequest("GET", "/x"))

        assert None is scope["server"]
        assert None is scope["client"]
        assert None is scope["azure_functions.invocation_id"]

    def test_path_that_is_no_text(self) -> None:
        """
        What is not UTF-8 in a path is replaced in its text, and stays in its bytes.
        """
        scope = seen(request(url="/%ff"))

        assert "/\ufffd" == scope["path"]
        assert b"/%ff" == scope["raw_path"]

    @pytest.mark.parametrize(("url", "root_path"), [("/api/x", "/api"), ("/apis", "")])
    def test_root_path(self, url: str, root_path: str) -> None:
        """
        The root path is told to requests below it; the path stays whole.
        """
        scope = seen(request(url=url), root_path="/api")

        assert root_path == scope["root_path"]
        assert url == scope["path"]

    def test_state(self) -> None:
        """
        Each request has its own copy of the state, with the very things that are in it.
        """
        scopes: list[Any] = []

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            scopes.append(scope)
            scope["state"]["own"] = True
            await send(start())
            await send(body())

        middleware = AsgiMiddleware(app)
        middleware.state["pool"] = pool = object()
        asyncio.run(middleware.handle_async(request()))

        assert {"pool": pool, "own": True} == scopes[0]["state"]
        assert {"pool": pool} == middleware.state

    @given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
    def test_any_request(self, path: str, value: str) -> None:
        """
        Every request has a scope, and what is in it is of the types that ASGI says.
        """
        scope = seen(request(url=f"/{path}", headers={"X-Id": value}))

        assert [(b"x-id", value.encode())] == scope["headers"]
        assert scope["path"].startswith("/")
        assert path.partition("#")[0].encode() == scope["raw_path"][1:] + (
            b"?" + scope["query_string"] if "?" in path.partition("#")[0] else b""
        )


class TestMessages:
    def test_request(self) -> None:
        """
        The body comes in one message.
        """

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            message = await receive()
            assert {"type": "http.request", "body": b"abc", "more_body": False} == message
            await send(start())
            await send(body(message["body"]))

        assert b"abc" == answer(app, request("POST", body="abc")).get_body()

    def test_response_in_parts(self) -> None:
        """
        The parts of a response are put together.
        """
        app = sending(start(), body(b"a", True), body(b"", True), body(b"b", True), body(b"c"))

        assert b"abc" == answer(app).get_body()

    def test_response_of_little(self) -> None:
        """
        What has a default may be left out, and bytes come in any form.
        """
        parts: list[dict[str, object]] = [
            {"body": bytearray(b"a"), "more_body": True},
            {"body": memoryview(b"b")},
        ]
        app = sending(
            {"type": "http.response.start", "status": 404},
            *({"type": "http.response.body", **part} for part in parts),
        )
        empty = sending(
            {"type": "http.response.start", "status": 204}, {"type": "http.response.body"}
        )

        assert b"ab" == answer(app).get_body()
        assert b"" == answer(empty).get_body()

    def test_head(self) -> None:
        """
        A response to HEAD has no body, but its length.
        """
        app = sending(start(200, (b"content-length", b"4")), body(b"body"))
        response = answer(app, request("HEAD"))

        assert b"" == response.get_body()
        assert "4" == response.headers["Content-Length"]

    @pytest.mark.parametrize(
        ("value", "expected"), [(b"\xc5\xbe", "\u017e"), (b"\xe9", "\u00e9"), (b"a", "a")]
    )
    def test_header_text(self, value: bytes, expected: str) -> None:
        """
        Header values are read as UTF-8, and as Latin-1 where they are not that.
        """
        assert expected == answer(sending(start(200, (b"x", value)), body())).headers["X"]

    def test_disconnect(self) -> None:
        """
        The client stays until the response has ended, and then it leaves.
        """
        events: list[object] = []

        async def watch(receive: Receive) -> None:
            events.append((await receive())["type"])

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await receive()
            watching = asyncio.create_task(watch(receive))
            await asyncio.sleep(0)
            await send(start())
            await send(body(b"a", True))
            await asyncio.sleep(0)
            events.append("ending")
            await send(body(b"b"))
            await watching
            events.append((await receive())["type"])

        assert b"ab" == answer(app).get_body()
        assert ["ending", "http.disconnect", "http.disconnect"] == events

    def test_disconnect_after_an_error(self) -> None:
        """
        A task that waits for the client to leave goes on when the app failed, too.
        """
        events: list[object] = []
        tasks: list[asyncio.Task[None]] = []

        async def watch(receive: Receive) -> None:
            events.append((await receive())["type"])

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await receive()
            tasks.append(asyncio.create_task(watch(receive)))
            await asyncio.sleep(0)
            raise LookupError

        async def use() -> None:
            with suppress(LookupError):
                await AsgiMiddleware(app).handle_async(request())
            await tasks[0]

        asyncio.run(use())
        assert ["http.disconnect"] == events

    def test_background(self) -> None:
        """
        What an app does after its response is done when the response is returned.
        """
        events: list[str] = []

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await sending(start(), body(b"x"))(scope, receive, send)
            await asyncio.sleep(0.01)
            events.append("done")

        assert b"x" == answer(app).get_body()
        assert ["done"] == events

    def test_together(self) -> None:
        """
        Requests run at the same time, each with its own messages.
        """
        waiting: list[asyncio.Event] = []

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            waiting.append(asyncio.Event())
            if len(waiting) == 3:
                for event in waiting:
                    event.set()
            await waiting[-1].wait()
            await send(start())
            await send(body((await receive())["body"]))

        async def use() -> list[func.HttpResponse]:
            middleware = AsgiMiddleware(app)
            requests = (request("POST", body=str(number)) for number in range(3))
            return await asyncio.gather(*map(middleware.handle_async, requests))

        responses = asyncio.run(asyncio.wait_for(use(), 30))

        assert [b"0", b"1", b"2"] == [response.get_body() for response in responses]


class TestErrors:
    def test_app_raises(self) -> None:
        """
        What an app raises before its response is complete is the function's error.
        """

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await send(start())
            await send(body(b"half", True))
            raise LookupError("no such thing")

        with pytest.raises(LookupError, match="no such thing"):
            answer(app)

    def test_app_raises_after_its_response(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        What an app raises after its response is logged with its traceback; the response is sent.
        """

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await sending(start(500), body(b"sorry"))(scope, receive, send)
            raise LookupError("no such thing")

        response = answer(app)

        assert 500 == response.status_code
        assert b"sorry" == response.get_body()
        (record,) = caplog.records
        assert (LOGGER, logging.ERROR) == (record.name, record.levelno)
        assert "the ASGI app raised after its response was complete" == record.getMessage()
        assert record.exc_info is not None
        assert isinstance(record.exc_info[1], LookupError)

    def test_incomplete_response(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        A response that the app left without its end is sent, as published, and a warning logged.
        """
        response = answer(sending(start(), body(b"half", True)))

        assert b"half" == response.get_body()
        text = "the ASGI app returned before its response was complete"
        assert [(LOGGER, logging.WARNING, text)] == caplog.record_tuples

    @pytest.mark.parametrize(
        ("messages", "text"),
        [
            ([], "returned without a response: it sent no 'http.response.start'"),
            ([body()], "sent 'http.response.body' before 'http.response.start'"),
            ([start(), start()], "sent 'http.response.start' twice"),
            ([start(), {"type": "oops"}], "sent 'oops', which is no part of a response to HTTP"),
            ([{"type": "http.response.start"}], "sent the status None; it must be an int"),
            ([{**start(), "status": "200"}], "sent the status '200'; it must be an int"),
            (
                [{**start(), "headers": [("x", "secret")]}],
                "sent the header 'x' as str and str; name and value must be bytes",
            ),
            (
                [{**start(), "headers": [(b"x", 1)]}],
                "sent the header b'x' as bytes and int; name and value must be bytes",
            ),
            (
                [start(), {"type": "http.response.body", "body": "text"}],
                "sent a body of str; it must be bytes",
            ),
        ],
    )
    def test_mistakes(
        self, messages: list[Any], text: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        """
        An app that breaks the protocol gets an error that says how, and the log has it too.
        """
        with pytest.raises(RuntimeError) as raised:
            answer(sending(*messages))

        assert f"the ASGI app {text}" == str(raised.value)
        assert [(LOGGER, logging.ERROR, f"the ASGI app {text}")] == caplog.record_tuples

    def test_more_than_a_response(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        What an app sends after its response is an error, which does not undo the response.
        """
        response = answer(sending(start(), body(b"whole"), body(b"more")))

        assert b"whole" == response.get_body()
        text = "the ASGI app sent 'http.response.body' after its response was complete"
        assert text == caplog.records[0].getMessage()

    @pytest.mark.parametrize(
        ("status", "header"), [(600, (b"x", b"1")), (200, (b"x", b"a\r\nb: c"))]
    )
    def test_what_no_response_can_hold(self, status: int, header: tuple[bytes, bytes]) -> None:
        """
        A status out of range, and a header that would start another, are refused.
        """
        with pytest.raises(ValueError, match="HttpResponse: "):
            answer(sending(start(status, header), body()))
