"""
Apps with the worker's own extensions, in the real worker, and apps that it refuses.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Generator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from unittest import mock

import pytest

import azure.functions as func
from real_worker import (
    INVOCATION_ID,
    IndexingWorker,
    Message,
    http_request,
    index,
    json_value,
    protos,
    run_indexing_worker,
    string,
    succeeded,
    write_app,
)

STORAGE = "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=a2V5"

BLOB_APP = """
    import azure.functions as func
    import azurefunctions.extensions.bindings.blob as blob

    app = func.FunctionApp()

    @app.queue_output("$return", queue_name="names", connection="AzureWebJobsStorage")
    @app.blob_trigger("photo", path="photos/{name}", connection="AzureWebJobsStorage")
    def trigger(photo: blob.BlobClient) -> str:
        return photo.blob_name

    @app.route("copies/{name}")
    @app.blob_input("source", path="photos/{name}", connection="AzureWebJobsStorage")
    def container(req: func.HttpRequest, source: blob.ContainerClient) -> str:
        return source.container_name

    @app.blob_trigger("photo", path="photos/{name}", connection="AzureWebJobsStorage")
    def plain(photo: func.InputStream) -> None:
        photo.read()
"""

HTTP_APP = """
    import azure.functions as func
    from azurefunctions.extensions.http.fastapi import Request, Response

    app = func.FunctionApp()

    @app.route("items/{id}")
    async def item(req: Request) -> Response:
        return Response(f"item {req.path_params['id']}: {(await req.body()).decode()}")
"""

TOOL_APP = """
    import azure.functions as func

    app = func.FunctionApp()

    @app.mcp_tool()
    def first(call: func.MCPToolContext, item: str) -> str:
        return f"{item}: {call['name']}"

    @app.mcp_tool()
    def in_context(item: str, context: func.MCPToolContext) -> str:
        return context["name"]

    @app.mcp_tool()
    async def of_invocation(context: func.Context) -> str:
        return context.function_name

    @app.mcp_tool()
    @app.queue_output("log", queue_name="calls", connection="AzureWebJobsStorage")
    def with_output(item: str, log: func.Out[str]) -> str:
        log.set(item)
        return "done"
"""

IMPORTS = """
import azure.functions as func
app = func.FunctionApp()
"""


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """
    The folder of an app, which a test writes.
    """
    return tmp_path


class TestBlobClients:
    @pytest.fixture(autouse=True)
    def _app(self, app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        name = "azurefunctions.extensions.bindings.blob"
        pytest.importorskip(name, exc_type=ImportError)
        monkeypatch.setenv("AzureWebJobsStorage", STORAGE)
        write_app(app, BLOB_APP)

    def test_bindings(self, app: Path) -> None:
        """
        The host is told which bindings are clients; those of other functions stay as they are.
        """
        with index(app) as worker:
            declared: list[func.Function] = import_module("function_app").app.get_functions()
            expected = {each.get_function_name(): _raw_bindings(each) for each in declared}
            results = worker.metadata().function_metadata_results
            raw_bindings = {
                result.name: list(map(json.loads, result.raw_bindings)) for result in results
            }

        for function, client in (("trigger", "photo"), ("container", "source")):
            for binding in expected[function]:
                binding["properties"] = {"SupportsDeferredBinding": binding["name"] == client}
        assert expected == raw_bindings

    def test_invocations(self, app: Path) -> None:
        """
        A client is made of what the host says of the blob.
        """
        with index(app) as worker:
            triggered = worker.invoke("trigger", {"photo": _blob()})
            read = worker.invoke("container", {"req": http_request(), "source": _blob()})

        assert succeeded(string("pear.png")) == triggered
        assert succeeded(string("photos")) == read


class TestStreaming:
    def test_request(self, app: Path) -> None:
        """
        An app on the extension for FastAPI answers a request that the host passes on to it.
        """
        pytest.importorskip("azurefunctions.extensions.http.fastapi", exc_type=ImportError)
        write_app(app, HTTP_APP)
        with run_indexing_worker(app) as worker, _stopping_server(worker):
            started = worker.init()
            worker.load()
            answer = worker.run(_exchange(worker, started.capabilities["HttpUri"]))

        assert "" == started.result.exception.message
        assert "true" == started.capabilities["RequiresRouteParameters"]
        assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
        assert answer.endswith(b"\r\n\r\nitem 7: pear")


class TestTools:
    @pytest.mark.parametrize(
        ("tool", "parameter", "result"),
        [
            ("first", "context", "pear: first"),
            ("in_context", "context", "in_context"),
            ("of_invocation", "toolCall", "of_invocation"),
        ],
    )
    def test_call(self, app: Path, tool: str, parameter: str, result: str) -> None:
        """
        The call of a tool, or the context of its invocation, is where the tool asks for it.
        """
        write_app(app, TOOL_APP)
        call = {"name": tool, "arguments": {"item": "pear"}, "sessionid": "s-1"}

        with index(app) as worker:
            response = worker.invoke(tool, {parameter: json_value(call)})

        assert succeeded(string(result)) == response

    def test_other_bindings(self, app: Path) -> None:
        """
        What other bindings fill is not a property of a tool.
        """
        write_app(app, TOOL_APP)
        call = {"name": "with_output", "arguments": {"item": "pear"}}

        with index(app) as worker:
            response = worker.invoke("with_output", {"context": json_value(call)})
            properties = _tool_properties(worker, "with_output")

        assert succeeded(string("done"), outputs={"log": string("pear")}) == response
        assert ["item"] == [each["propertyName"] for each in properties]

    def test_missing_argument(self, app: Path) -> None:
        """
        A call without an argument that the tool needs fails, and says which.
        """
        write_app(app, TOOL_APP)
        with index(app) as worker:
            response = worker.invoke("first", {"context": json_value({"arguments": {}})})

        expected = "tool 'first': the call lacks the argument 'item'"
        assert expected in response.result.exception.message


class TestRefusals:
    @pytest.mark.parametrize(
        ("declaration", "messages"),
        [
            (
                """
                @app.queue_output("msg", queue_name="q", connection="c")
                def without_trigger(msg: func.Out[str]) -> None: ...
                """,
                ["function 'without_trigger' at ", "function_app.py:5 has no trigger"],
            ),
            (
                """
                @app.function_name("twice")
                @app.route()
                def one(req: func.HttpRequest) -> str: ...

                @app.function_name("twice")
                @app.route()
                def other(req: func.HttpRequest) -> str: ...

                @app.blob_input("blob", path="p", connection="c")
                def without_trigger(blob: str) -> None: ...
                """,
                ["2 problems", "two functions have the name 'twice'", "has no trigger"],
            ),
            (
                """
                @app.route(auth_level="nobody")
                def unknown_level(req: func.HttpRequest) -> str: ...
                """,
                ["auth_level", "'nobody'", "FUNCTION, ANONYMOUS, ADMIN", "unknown_level"],
            ),
            (
                """
                @app.queue_trigger("msg", quue_name="q", connection="c")
                def misspelt(msg: str) -> None: ...
                """,
                ["@queue_trigger at ", "did you mean queue_name?"],
            ),
        ],
    )
    def test_declaration(self, app: Path, declaration: str, messages: list[str]) -> None:
        """
        What is declared wrongly fails the worker's start, and its message is this package's.
        """
        write_app(app, IMPORTS + dedent(declaration))

        message = _refusal(app)

        assert [] == [each for each in messages if each not in message], message

    def test_annotation(self, app: Path) -> None:
        """
        What the converter of a binding cannot give is refused by the worker, in its own words.
        """
        declaration = """
            @app.queue_trigger("msg", queue_name="q", connection="c")
            def numbered(msg: int) -> None: ...
        """
        write_app(app, IMPORTS + dedent(declaration))

        message = _refusal(app)

        assert "FunctionLoadError: cannot load the numbered function" in message
        assert "Python type annotation int" in message

    def test_warning(self, app: Path) -> None:
        """
        What the worker will refuse, this package warns of before, and says where it is.
        """
        declaration = """
            @app.queue_trigger("msg", queue_name="q", connection="c")
            def unfilled(msg: str, more: str) -> None: ...
        """
        write_app(app, IMPORTS + dedent(declaration))

        with pytest.warns(func.DeclarationWarning, match="function_app.py:5: parameter 'more'"):
            message = _refusal(app)

        assert "cannot load the unfilled function" in message


def _refusal(app: Path) -> str:
    """
    Return why the worker does not start with the app.
    """
    with run_indexing_worker(app) as worker:
        result = worker.init().result
    assert protos().StatusResult.Failure == result.status
    message: str = result.exception.message
    return message


def _raw_bindings(function: func.Function) -> list[dict[str, object]]:
    """
    Return the bindings of a function as the host reads them.
    """
    return [json.loads(binding) for binding in function.get_raw_bindings()]


def _tool_properties(worker: IndexingWorker, tool: str) -> list[dict[str, object]]:
    """
    Return the properties of a tool as the host reads them.
    """
    [result] = [each for each in worker.metadata().function_metadata_results if each.name == tool]
    bindings = [json.loads(binding) for binding in result.raw_bindings]
    [text] = [each["toolProperties"] for each in bindings if "toolProperties" in each]
    properties: list[dict[str, object]] = json.loads(text)
    return properties


@contextmanager
def _stopping_server(worker: IndexingWorker) -> Generator[None]:
    """
    Stop the server that the worker has started, which it leaves to the end of its process.
    """
    uvicorn = import_module("uvicorn")
    serve = uvicorn.Server.serve
    with mock.patch.object(uvicorn.Server, "serve", autospec=True, side_effect=serve) as served:
        yield
    server = served.call_args.args[0]
    server.should_exit = True
    worker.run(_wait_for_others())


async def _exchange(worker: IndexingWorker, address: str) -> bytes:
    """
    Pass a request on to the worker as the host does, and return the answer.
    """
    inputs = {"req": http_request(route_params={"id": "7"})}
    invocation = asyncio.ensure_future(worker.invoke_async("item", inputs))
    reader, writer = await _connect(int(address.rpartition(":")[2]))
    head = f"POST /api/items/7 HTTP/1.1\r\nhost: localhost\r\nx-ms-invocation-id: {INVOCATION_ID}"
    writer.write(f"{head}\r\ncontent-length: 4\r\nconnection: close\r\n\r\npear".encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    assert succeeded() == await invocation
    return answer


async def _wait_for_others() -> None:
    """
    Wait for all else that runs on the loop.
    """
    await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})


async def _connect(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """
    Connect to the worker's server as soon as it has started.
    """
    for _ in range(1000):
        with suppress(OSError):
            return await asyncio.open_connection("localhost", port)
        await asyncio.sleep(0.01)
    pytest.fail("the worker's server does not start")


def _blob() -> Message:
    """
    Return what the host says of a blob.
    """
    content = {
        "Connection": "AzureWebJobsStorage",
        "ContainerName": "photos",
        "BlobName": "pear.png",
    }
    return protos().TypedData(
        model_binding_data={
            "version": "1.0",
            "source": "AzureStorageBlobs",
            "content_type": "application/json",
            "content": json.dumps(content).encode(),
        }
    )
