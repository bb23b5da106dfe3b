"""
What ``testing.Host`` and the real worker make of functions of all kinds: both refuse, or answer.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import pytest

import azure.functions as func
from azure.functions import testing
from azure.functions.meta import Collection, Datum
from real_worker import (
    binding,
    index,
    loaded,
    run_indexing_worker,
    run_worker,
    write_app,
    write_function,
)
from side_by_side import SideBySide

Bindings: TypeAlias = list[dict[str, str]]

TIMER = binding("timer", "timerTrigger")
TICK: dict[str, object] = {"timer": {"IsPastDue": False}}

BATCH = testing.Wire(Datum(Collection("string", ["a", "b"]), "collection_string"))

HEAD = """
import asyncio
import json
import logging
import typing

import azure.functions as func

"""


class TestFunctionsThatDoNotLoad:
    @pytest.mark.parametrize(
        ("bindings", "source"),
        [
            ([], "def main(timer, other): pass"),
            ([binding("other", "queue", "out")], "def main(timer): pass"),
            ([binding("other", "queue", "inout")], "def main(timer, other): pass"),
            ([binding("other", "queue", "out")], "def main(timer, other: str): pass"),
            ([binding("other", "queue", "out")], "def main(timer, other: func.Out): pass"),
            ([binding("other", "queue", "out")], "def main(timer, other: func.Out[list]): pass"),
            ([binding("other", "blob")], "def main(timer, other: func.Out[str]): pass"),
            ([binding("other", "blob")], "def main(timer, other: dict): pass"),
            ([binding("other", "blob")], "def main(timer, other: list[bytes]): pass"),
            ([binding("$return", "queue")], "def main(timer): pass"),
            ([binding("$return", "http", "out")], "def main(timer) -> dict: pass"),
            ([binding("$return", "http", "out")], "def main(timer) -> str | None: pass"),
            ([], "def main(timer, context: str): pass"),
            ([], "def main(timer: 'Missing'): pass"),
            ([], "def mian(timer): pass"),
            ([], "main = 7"),
            ([], "def main(timer: pass"),
            ([], "import no_such_module\ndef main(timer): pass"),
            ([], "raise RuntimeError('not today')"),
        ],
    )
    def test_function_json(self, tmp_path: Path, bindings: Bindings, source: str) -> None:
        """
        The worker does not load the function, and the host does not call it.
        """
        write_function(tmp_path, "Fn", [TIMER, *bindings], f"{HEAD}{source}")

        assert_not_loaded(tmp_path)

    @pytest.mark.parametrize(
        "fields",
        [{"scriptFile": "main.txt"}, {"scriptFile": "../../main.py"}, {"entryPoint": "other"}],
    )
    def test_file(self, tmp_path: Path, fields: Mapping[str, str]) -> None:
        """
        So it is where the function is not where function.json says.
        """
        app = tmp_path / "app"
        write_function(app, "Fn", [TIMER], "def main(timer): pass")
        for file in (tmp_path / "main.py", app / "Fn" / "main.txt"):
            file.write_text("def main(timer): pass", "utf-8")
        config = json.dumps({"bindings": [TIMER], **fields})
        (app / "Fn" / "function.json").write_text(config, "utf-8")

        assert_not_loaded(app)

    @pytest.mark.parametrize(
        "source",
        [
            "app = 7",
            "first = func.FunctionApp()\nsecond = func.FunctionApp()",
            "import no_such_module",
            "app = func.FunctionApp(\n",
            """
            app = func.FunctionApp()

            @app.route()
            def fn(request: func.HttpRequest) -> str:
                return ""
            """,
            """
            app = func.FunctionApp()

            @app.route()
            def fn(req: func.HttpRequest, other: str) -> str:
                return ""
            """,
            """
            app = func.FunctionApp()

            @app.route()
            def fn(req: dict) -> str:
                return ""
            """,
            """
            app = func.FunctionApp()

            @app.queue_output("$return", queue_name="orders", connection="Storage")
            def fn() -> str:
                return ""
            """,
            """
            app = func.FunctionApp()

            @app.function_name("fn")
            @app.route("one")
            def one(req: func.HttpRequest) -> str:
                return ""

            @app.function_name("fn")
            @app.route("two")
            def two(req: func.HttpRequest) -> str:
                return ""
            """,
        ],
    )
    @pytest.mark.filterwarnings("ignore::azure.functions.DeclarationWarning")
    def test_decorators(self, tmp_path: Path, source: str) -> None:
        """
        The worker does not index the app, and the host does not call the function.
        """
        write_app(tmp_path, HEAD + textwrap.dedent(source))

        with run_indexing_worker(tmp_path) as worker:
            assert worker.init().result.exception.message
        with pytest.raises(testing.HostError):
            testing.Host(tmp_path).call("fn", req=func.HttpRequest("GET", "/api/fn"))


class TestCallsThatFail:
    @pytest.mark.parametrize(
        ("bindings", "parameters", "inputs"),
        [
            ([TIMER], "timer", {"timer": testing.Wire(Datum("{}", "string"))}),
            ([TIMER], "timer", {"timer": testing.Wire(Datum("[", "json"))}),
            ([TIMER], "timer", {"timer": testing.Wire(None)}),
            ([TIMER], "timer", {}),
            ([binding("msg", "queueTrigger")], "msg", {"msg": BATCH}),
            ([binding("msg", "rabbitMQTrigger")], "msg", {"msg": BATCH}),
            ([binding("req", "httpTrigger")], "req", {"req": "GET /api"}),
            ([binding("docs", "cosmosDBTrigger")], "docs", {"docs": "no JSON"}),
            ([TIMER, binding("rows", "sql")], "timer, rows", {**TICK, "rows": "no JSON"}),
        ],
    )
    def test_input(
        self, tmp_path: Path, bindings: Bindings, parameters: str, inputs: Mapping[str, object]
    ) -> None:
        """
        What goes in and cannot be converted fails for both.
        """
        with both(tmp_path, bindings, f"def main({parameters}): pass") as sides:
            assert_refused(sides, inputs)

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            ("http", "{'a': 1}"),
            ("http", "func.HttpResponse(headers={'Set-Cookie': 'a=b; Max-Age=soon'})"),
            ("queue", "5"),
            ("queue", "['a', 5]"),
            ("blob", "5"),
            ("eventHub", "object()"),
            ("eventGrid", "{1, 2}"),
            ("cosmosDB", "'no JSON'"),
            ("table", "object()"),
            ("table", "2 ** 63"),
            ("table", "{'a': b''}"),
            ("table", "'\\ud800'"),
            ("timerTrigger", "7"),
        ],
    )
    @pytest.mark.parametrize("name", ["$return", "out"])
    def test_output(self, tmp_path: Path, name: str, kind: str, value: str) -> None:
        """
        So does what comes out.
        """
        returns = name == "$return"
        parameters = "timer" if returns else "timer, out"
        body = f"return {value}" if returns else f"out.set({value})"
        source = f"def main({parameters}): {body}"

        with both(tmp_path, [TIMER, binding(name, kind, "out")], source) as sides:
            assert_refused(sides, TICK)

    def test_no_response(self, tmp_path: Path) -> None:
        """
        So does None where a response must be returned.
        """
        returned = binding("$return", "http", "out")

        with both(tmp_path, [TIMER, returned], "def main(timer): pass") as sides:
            assert_refused(sides, TICK)

    def test_no_return_binding(self, tmp_path: Path) -> None:
        """
        So does a return value that goes nowhere.
        """
        with both(tmp_path, [TIMER], "def main(timer): return 7") as sides:
            assert_refused(sides, TICK)

    @pytest.mark.parametrize("error", ["KeyError('a')", "ValueError('no')", "ZeroDivisionError()"])
    @pytest.mark.parametrize("define", ["def", "async def"])
    def test_error(self, tmp_path: Path, define: str, error: str) -> None:
        """
        What the function raises is what the worker tells.
        """
        with both(tmp_path, [TIMER], f"{define} main(timer): raise {error}") as sides:
            told = sides.ask_worker("Fn", TICK).response.result.exception.message
            with pytest.raises((KeyError, ValueError, ZeroDivisionError)) as raised:
                sides.ask_host("Fn", TICK)

        assert told == f"{type(raised.value).__name__}: {raised.value}"


class TestCalls:
    @pytest.mark.parametrize(
        "value",
        [
            "'a'",
            "''",
            "b'a'",
            "bytearray(b'a')",
            "None",
            "7",
            "True",
            "1.5",
            "{'a': [1]}",
            "[1, 'a']",
        ],
    )
    @pytest.mark.parametrize(
        ("bindings", "source"),
        [
            ([TIMER, binding("$return", "table", "out")], "def main(timer): return {}"),
            ([TIMER, binding("out", "table", "out")], "def main(timer, out): out.set({})"),
            ([TIMER, binding("rows", "table")], "def main(timer, rows): return {}"),
        ],
    )
    def test_generic(self, tmp_path: Path, bindings: Bindings, source: str, value: str) -> None:
        """
        A binding without a converter sends values of all the types that it can.
        """
        inputs = {**TICK, "rows": "[]"} if "rows" in source else TICK

        assert_same(tmp_path, bindings, source.format(value), inputs)

    @pytest.mark.parametrize(
        "value",
        [
            "'text'",
            "func.HttpResponse(b'\\xff', status_code=418, mimetype='image/png')",
            "func.HttpResponse(headers={'A': 'b', 'a': 'c'})",
            "func.HttpResponse(headers=[('Set-Cookie', 'a=b; Max-Age=7'), ('Set-Cookie', 'c=d')])",
            "func.HttpResponse.json({'a': 1})",
        ],
    )
    def test_http(self, tmp_path: Path, value: str) -> None:
        """
        A response is sent with its status, headers, cookies and body.
        """
        bindings = [binding("req", "httpTrigger"), binding("$return", "http", "out")]
        request = func.HttpRequest("POST", "https://example.com/api", headers={"a": "b"}, body=b"c")

        assert_same(tmp_path, bindings, f"def main(req): return {value}", {"req": request})

    def test_metadata_is_the_triggers(self, tmp_path: Path) -> None:
        """
        There is one set of metadata: what an input would have of its own does not reach it.
        """
        bindings = [
            binding("photo", "blobTrigger"),
            binding("other", "blob"),
            binding("$return", "queue", "out"),
        ]
        source = (
            "def main(photo, other): return f'{photo.name} {photo.uri} {other.name} {other.uri}'"
        )
        inputs = {
            "photo": func.InputStream(b"a", name="photos/a.png", uri="https://example.com/a.png"),
            "other": func.InputStream(b"b", name="photos/b.png", uri="https://example.com/b.png"),
        }

        assert_same(tmp_path, bindings, source, inputs)

    @pytest.mark.parametrize("define", ["def", "async def"])
    def test_context(self, tmp_path: Path, define: str) -> None:
        """
        The context tells the invocation, the function and its folder, and so does the thread.
        """
        source = f"""
            {define} main(timer, context: func.Context):
                return json.dumps([
                    context.invocation_id,
                    context.thread_local_storage.invocation_id,
                    context.function_name,
                    context.function_directory,
                    context.retry_context.retry_count,
                    context.retry_context.max_retry_count,
                ])
            """
        bindings = [TIMER, binding("$return", "queue", "out")]

        assert_same(tmp_path, bindings, textwrap.dedent(source), TICK)

    def test_logs(self, tmp_path: Path) -> None:
        """
        What is logged is the same, from INFO up, be it in another task or thread.
        """
        source = """
            async def log(level):
                logging.log(level, "level %d", level)

            async def main(timer):
                await asyncio.gather(log(10), log(20), log(30))
                await asyncio.to_thread(logging.warning, "thread")
            """

        assert_same(tmp_path, [TIMER], textwrap.dedent(source), TICK)

    @pytest.mark.parametrize(
        "source",
        [
            "def main(timer, out: func.Out[str]): pass",
            "def main(timer, out: func.Out[str]): out.set(None)",
            "def main(timer, out: func.Out[str]): out.set('a'); out.set('b')",
            "def main(timer, out: func.Out[str]): out.set('a'); out.set(None)",
            "def main(timer, out: func.Out[typing.List[str]]): out.set(['a', 'b'])",
            "def main(timer, out): out.set(func.QueueMessage(id='7', body='a'))",
        ],
    )
    def test_out(self, tmp_path: Path, source: str) -> None:
        """
        An output sends what was set last, and nothing for None.
        """
        assert_same(tmp_path, [TIMER, binding("out", "queue", "out")], source, TICK)

    def test_one_loop(self, tmp_path: Path) -> None:
        """
        Coroutine functions share a loop from one call to the next, and what belongs to it.
        """
        source = """
            app = func.FunctionApp()
            lock = asyncio.Lock()
            loops = []

            @app.route()
            async def fn(req: func.HttpRequest) -> str:
                loops.append(asyncio.get_running_loop())
                await asyncio.gather(wait(), wait())
                return str([loop is loops[0] for loop in loops])

            async def wait():
                async with lock:
                    await asyncio.sleep(0)
            """
        write_app(tmp_path, HEAD + textwrap.dedent(source))
        inputs = {"req": func.HttpRequest("GET", "https://example.com/api/fn")}

        host = testing.Host(tmp_path)
        with index(tmp_path) as worker:
            sides = SideBySide(tmp_path, host, worker)
            for _ in range(3):
                assert sides.ask_worker("fn", inputs) == sides.ask_host("fn", inputs)


@contextmanager
def both(app: Path, bindings: Bindings, source: str) -> Generator[SideBySide]:
    """
    Have a function of function.json loaded by both.
    """
    write_function(app, "Fn", bindings, f"{HEAD}{source}")
    host = testing.Host(app)
    with run_worker(app) as worker:
        assert loaded("Fn") == worker.load("Fn")
        yield SideBySide(app, host, worker)


def assert_same(app: Path, bindings: Bindings, source: str, inputs: Mapping[str, object]) -> None:
    """
    Call a function of function.json, which must succeed and answer the same.
    """
    with both(app, bindings, source) as sides:
        theirs = sides.ask_worker("Fn", inputs)

        assert not theirs.response.result.exception.message
        assert theirs == sides.ask_host("Fn", inputs)


def assert_refused(sides: SideBySide, inputs: Mapping[str, object]) -> None:
    """
    Call a function, which must fail for both.
    """
    assert sides.ask_worker("Fn", inputs).response.result.exception.message
    with pytest.raises(testing.HostError):
        sides.ask_host("Fn", inputs)


def assert_not_loaded(app: Path) -> None:
    """
    Have a function of function.json loaded, which must fail for both.
    """
    with run_worker(app) as worker:
        assert worker.load("Fn").result.exception.message
    with pytest.raises(testing.HostError):
        testing.Host(app).call("Fn", **TICK)
