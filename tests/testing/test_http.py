from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import pytest

import azure.functions as func
from azure.functions import testing

app = func.FunctionApp()


@app.route("hello/{name=you}", methods=["GET", "POST"])
def hello(req: func.HttpRequest) -> str:
    return f"{req.method} {req.route_params['name']} {req.params.get('n', '-')}"


@app.route("echo", methods=["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"])
async def echo(req: func.HttpRequest) -> func.HttpResponse:
    headers = {"X-Method": req.method, "Content-Type": req.headers.get("content-type", "a/b")}
    return func.HttpResponse(req.get_body(), status_code=201, headers=headers)


@app.route("cookies")
def cookies(req: func.HttpRequest) -> func.HttpResponse:
    response = func.HttpResponse("c")
    response.set_cookie("a", "x y", max_age=5, httponly=True)
    response.set_cookie("b", "2")
    response.headers.add("Vary", "Origin")
    response.headers.add("Vary", "Accept")
    return response


@app.route("out", trigger_arg_name="asked", binding_arg_name="answer")
def out(asked: func.HttpRequest, answer: func.Out[func.HttpResponse]) -> None:
    if asked.params:
        answer.set(func.HttpResponse.json(dict(asked.params)))


@app.route("plain/{kind}", binding_arg_name="answer")
def plain(req: func.HttpRequest, answer: func.Out[str]) -> None:
    values: dict[str, object] = {"text": "t", "bytes": b"b", "json": {"a": 1}, "number": 5}
    answer.set(values[req.route_params["kind"]])  # type: ignore[arg-type]  # the worker takes it  # pyright: ignore[reportArgumentType]


@app.route("docs/{id}", methods=["GET"])
@app.blob_input("doc", "docs/{id}", "Storage")
def doc(req: func.HttpRequest, doc: func.InputStream, context: func.Context) -> str:
    return f"{context.invocation_id}: {doc.read().decode()}"


@app.route("fails")
def fails(req: func.HttpRequest) -> str:
    raise KeyError("why")


@app.timer_trigger("timer", "0 * * * * *")
def tick(timer: func.TimerRequest) -> None:
    pass


@pytest.fixture(scope="module")
def host() -> testing.Host:
    return testing.Host(app)


class TestRequest:
    def test_route(self, host: testing.Host) -> None:
        """
        A request goes to the function of its path and method, with its route and query parameters.
        """
        response = host.get("/api/hello/Ada%20L?n=1", params={"n": 2})

        assert "GET Ada L 1,2" == response.get_text()
        assert 200 == response.status_code
        assert "text/plain; charset=utf-8" == response.headers["Content-Type"]
        assert b"POST you -" == host.request("post", "api/HELLO").get_body()

    @pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "options"])
    def test_method(self, host: testing.Host, method: str) -> None:
        """
        Each method has a shorthand, which takes what a request has.
        """
        response = getattr(host, method)("/api/echo", json={"a": 1}, headers={"X": "y"})

        assert (201, method.upper()) == (response.status_code, response.headers["x-method"])
        assert {"a": 1} == response.get_json()
        assert "application/json" == response.mimetype

    def test_head(self, host: testing.Host) -> None:
        """
        The answer to HEAD has its headers, and no body.
        """
        response = host.head("/api/echo", body="x", headers={"Content-Type": "text/csv"})

        assert (201, "HEAD", "text/csv", b"") == (
            response.status_code,
            response.headers["X-Method"],
            response.mimetype,
            response.get_body(),
        )

    def test_headers(self, host: testing.Host) -> None:
        """
        A response has the headers and cookies that the host is sent.
        """
        response = host.get("/api/cookies")

        assert "Origin, Accept" == response.headers["Vary"]
        assert ['a="x y"; HttpOnly; Max-Age=5; Path=/', "b=2; Path=/"] == response.headers.getlist(
            "set-cookie"
        )

    def test_output(self, host: testing.Host) -> None:
        """
        A response may be set on a parameter; where none is set, the host answers with a 204.
        """
        response = host.get("/api/out?a=1")

        assert ({"a": "1"}, "application/json") == (response.get_json(), response.mimetype)
        assert (204, b"") == (host.get("/api/out").status_code, host.get("/api/out").get_body())

    @pytest.mark.parametrize(
        ("kind", "body", "content_type"),
        [
            ("text", b"t", "text/plain; charset=utf-8"),
            ("bytes", b"b", "application/octet-stream"),
            ("json", b'{"a": 1}', "application/json"),
            ("number", b"5", "text/plain; charset=utf-8"),
        ],
    )
    def test_plain(self, host: testing.Host, kind: str, body: bytes, content_type: str) -> None:
        """
        What is no response becomes the body of one.
        """
        response = host.get(f"/api/plain/{kind}")

        assert (200, body) == (response.status_code, response.get_body())
        assert content_type == response.headers["content-type"]

    def test_inputs(self, host: testing.Host) -> None:
        """
        The other inputs of a function are given beside the request, its context, too.
        """
        inputs = {"doc": b"text", "context": testing.context(invocation_id="1")}

        assert b"1: text" == host.get("/api/docs/5", inputs=inputs).get_body()
        assert {"doc": b"text"}.keys() == inputs.keys() - {"context"}

    def test_inputs_refused(self, host: testing.Host) -> None:
        """
        An input that is missing is refused, and so is the request as an input.
        """
        with pytest.raises(testing.HostError, match="missing doc"):
            host.get("/api/docs/5")
        with pytest.raises(TypeError, match="inputs has 'asked', which is the request itself"):
            host.get("/api/out", inputs={"asked": None})

    def test_exception(self, host: testing.Host) -> None:
        """
        What a function raises reaches the test.
        """
        with pytest.raises(KeyError, match="why"):
            host.get("/api/fails")

    def test_async(self, host: testing.Host) -> None:
        """
        Requests can be sent within a running loop, several at a time.
        """

        async def send() -> list[func.HttpResponse]:
            answers = await asyncio.gather(
                host.request_async("PUT", "/api/echo", body="1"),
                host.request_async("get", "/api/hello/Ada"),
                host.request_async("GET", "/api/none"),
            )
            return list(answers)

        assert [b"1", b"GET Ada -"] == [each.get_body() for each in asyncio.run(send())[:2]]
        assert [201, 200, 404] == [each.status_code for each in asyncio.run(send())]


class TestNoFunction:
    def test_not_found(self, host: testing.Host) -> None:
        """
        A path that no route matches is answered with a 404 that says which there are.
        """
        response = host.get("/api/ecko")

        assert 404 == response.status_code
        assert "text/plain" == response.mimetype
        text = response.get_text()
        assert text.startswith("no function answers GET /api/ecko; did you mean /api/echo?; ")
        assert "/api/out [any method] of out" in text
        assert "tick" not in text
        assert 404 == host.get("/echo").status_code
        assert b"" == host.head("/nothing").get_body()

    def test_method_not_allowed(self, host: testing.Host) -> None:
        """
        A method that the path does not have is answered with a 405 that says which it has.
        """
        response = host.put("/api/hello/Ada")

        assert (405, "GET, POST") == (response.status_code, response.headers["allow"])
        expected = (
            "no function answers PUT /api/hello/Ada, a route of functions that take GET, POST"
        )
        assert expected == response.get_text()
        assert [405, 405] == [
            host.head("/api/hello").status_code,
            host.options("/api/hello").status_code,
        ]

    def test_no_functions(self) -> None:
        """
        An app without HTTP functions says so.
        """
        response = testing.Host(func.FunctionApp()).get("/api/x")

        expected = "no function answers GET /api/x; the app has no HTTP function"
        assert (404, expected) == (response.status_code, response.get_text())


def write_app(root: Path, **functions: dict[str, str] | None) -> testing.Host:
    """Write an app with these triggers' fields, None for none, whose functions tell their names."""
    for name, fields in functions.items():
        folder = root / name
        folder.mkdir()
        code = f"import os\n\ndef main(req):\n    return {name!r} + os.environ.get('SETTING', '')\n"
        (folder / "__init__.py").write_text(code, "utf-8")
        trigger = {"name": "req", "type": "httpTrigger", "direction": "in", **(fields or {})}
        output = {"name": "$return", "type": "http", "direction": "out"}
        declared = {"bindings": [trigger, output] if fields is not None else "none"}
        (folder / "function.json").write_text(json.dumps(declared), "utf-8")
    return testing.Host(root)


class TestFolder:
    def test_prefix(self, tmp_path: Path) -> None:
        """
        The route prefix is that of host.json, and local settings are there during a request.
        """
        prefix = {"extensions": {"http": {"routePrefix": "v1/shop"}}}
        (tmp_path / "host.json").write_text(json.dumps(prefix), "utf-8")
        settings = {"Values": {"SETTING": "!"}}
        (tmp_path / "local.settings.json").write_text(json.dumps(settings), "utf-8")
        host = write_app(tmp_path, One={}, Two={"route": "{id}/two"})

        assert b"One!" == host.get("/v1/shop/one").get_body()
        assert b"Two!" == host.get("/v1/shop/5/two").get_body()
        assert 404 == host.get("/api/one").status_code
        assert "SETTING" not in os.environ

    def test_bad_route(self, tmp_path: Path) -> None:
        """
        A route that the host does not take is told where nothing answers.
        """
        host = write_app(tmp_path, Bad={"route": "{"}, Good={})

        assert b"Good" == host.get("/api/good").get_body()
        assert "function 'Bad': route '{': a brace" in host.get("/api/bad").get_text()

    def test_not_loaded(self, tmp_path: Path) -> None:
        """
        Where a function could not be loaded, nobody can tell that none answers.
        """
        host = write_app(tmp_path, Bad=None, Good={})

        assert b"Good" == host.get("/api/good").get_body()
        with pytest.raises(testing.HostError) as refused:
            host.get("/api/bad")
        message = "no function answers GET /api/bad, and parts of the app could not be loaded: "
        assert str(refused.value).startswith(message)
        assert ("Bad",) == tuple(each.function for each in refused.value.problems)

    def test_guide(self) -> None:
        """
        The guide's app answers.
        """
        host = testing.Host(Path(__file__).parents[2] / "examples" / "guide")

        assert "Hello, Ada!" == host.get("/api/httptrigger?name=Ada").get_text()
