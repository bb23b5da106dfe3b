from __future__ import annotations

import asyncio
import json
import os
import sys
import textwrap
import warnings
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import azure.functions as func
from azure.functions import testing
from azure.functions.testing import HostError

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = {"__app__", "function_app", "blueprints", "shop_helper", "shop_late"}

TIMER = {"name": "timer", "type": "timerTrigger", "direction": "in"}
SETTING = "AZURE_FUNCTIONS_TESTING_SHOP"


@pytest.fixture(autouse=True)
def _modules_as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """
    Forget what is imported of apps, before and after.
    """
    monkeypatch.delenv(SETTING, raising=False)
    monkeypatch.setattr(sys, "path", list(sys.path))
    for name in list(sys.modules):
        if name.partition(".")[0] in NAMES:
            monkeypatch.delitem(sys.modules, name)
    yield
    for name in list(sys.modules):
        if name.partition(".")[0] in NAMES:
            del sys.modules[name]


def write(folder: Path, source: str, **others: str) -> Path:
    """
    Write an app with one function of a timer, and other modules beside it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    head = """
        import os
        import azure.functions as func

        app = func.FunctionApp()
    """
    (folder / "function_app.py").write_text(textwrap.dedent(head) + textwrap.dedent(source))
    for name, text in others.items():
        (folder / f"{name}.py").write_text(text)
    return folder


def write_settings(folder: Path, value: str) -> None:
    """
    Write the settings of an app.
    """
    (folder / "local.settings.json").write_text(json.dumps({"Values": {SETTING: value}}))


SHOP = f"""
@app.generic_trigger("x", "shopTrigger")
def shop(x):
    return os.environ["{SETTING}"]
"""

HELPED = """
import shop_helper

@app.generic_trigger("x", "shopTrigger")
def shop(x):
    import shop_late
    return f"{shop_helper.WHOSE} {shop_late.WHOSE}"
"""

app = func.FunctionApp()


@app.route("hello/{name}")
def hello(req: func.HttpRequest, context: func.Context) -> str:
    return f"Hello, {req.route_params['name']}, from {context.function_name}"


@app.route("facts")
async def facts(req: func.HttpRequest, context: func.Context) -> str:
    return json.dumps([context.function_name, context.function_directory, context.invocation_id])


@app.queue_output("msg", "q", "c")
def no_trigger(msg: func.Out[str]) -> None: ...


@app.route("refused")
def refused(req: func.HttpRequest | None) -> str:
    return ""


REQUEST = func.HttpRequest("GET", "/api/hello/Ada", route_params={"name": "Ada"})


class TestCall:
    def test_call(self) -> None:
        """
        A function is called by its name.
        """
        host = testing.Host(app)

        assert "Hello, Ada, from hello" == host.call("hello", req=REQUEST).return_value

    def test_call_async(self) -> None:
        """
        It is called within a running loop too, be it a coroutine function or not.
        """

        async def in_loop() -> list[testing.Result]:
            host = testing.Host(app)
            return [
                await host.call_async("hello", req=REQUEST),
                await host.call_async("facts", req=REQUEST),
                host.call("facts", req=REQUEST),
            ]

        first, second, third = asyncio.run(in_loop())

        assert "Hello, Ada, from hello" == first.return_value
        assert "facts" == json.loads(second.return_value)[0]
        assert "facts" == json.loads(third.return_value)[0]

    def test_no_warnings(self) -> None:
        """
        Nothing is warned of: a sound function is called beside broken ones.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            host = testing.Host(app)
            assert "Hello, Ada, from hello" == host.call("hello", req=REQUEST).return_value

    def test_unknown(self) -> None:
        """
        A function that there is not is refused with what there is.
        """
        with pytest.raises(HostError) as caught:
            testing.Host(app).call("helo")

        error = caught.value
        assert str(error).startswith(
            "there is no function 'helo' in the app, which has facts, hello, refused; did you "
            "mean hello?"
        )
        assert ("helo", None) == (error.function, error.parameter)

    def test_no_name(self) -> None:
        """
        A function is called by its name.
        """
        with pytest.raises(func.ArgumentTypeError, match="the function's name must be str, got"):
            testing.Host(app).call(hello)  # type: ignore[arg-type]  # on purpose  # pyright: ignore[reportArgumentType]

    def test_empty(self) -> None:
        """
        An app without functions has none.
        """
        with pytest.raises(HostError, match="in the app, which has none"):
            testing.Host(func.FunctionApp()).call("hello")

    def test_broken(self) -> None:
        """
        One that could not be loaded is refused with the reason.
        """
        with pytest.raises(HostError, match="function 'no_trigger' cannot be called; ") as caught:
            testing.Host(app).call("no_trigger")

        assert ["no_trigger"] == [problem.function for problem in caught.value.problems]

    def test_broken_app(self, tmp_path: Path) -> None:
        """
        What is wrong with all of the app is told too.
        """
        host = testing.Host(write(tmp_path, "1 +"))

        assert {} == host.functions
        with pytest.raises(HostError, match="which has none; .*: it cannot be imported: Syntax"):
            host.call("hello")

    def test_refused(self) -> None:
        """
        One that the worker would refuse is refused, at each call.
        """
        host = testing.Host(app)
        for _ in range(2):
            with pytest.raises(HostError, match="function 'refused': parameter 'req' is annotated"):
                host.call("refused", req=REQUEST)

    def test_functions(self) -> None:
        """
        The functions are read, not changed.
        """
        functions: Any = testing.Host(app).functions

        assert ["hello", "facts", "refused"] == [*functions]
        with pytest.raises(TypeError):
            functions["other"] = None

    def test_names_of_parameters(self) -> None:
        """
        Parameters may have any name.
        """
        blueprint = func.Blueprint()

        def function(self: str, function_name: str) -> str:
            return f"{self} {function_name}"

        trigger = blueprint.generic_trigger("self", "shopTrigger")
        table = blueprint.generic_input_binding("function_name", "table")
        host = testing.Host(trigger(table(function)))

        assert "a b" == host.call("function", self="a", function_name="b").return_value


class TestContext:
    def test_filled(self) -> None:
        """
        The context is that of an invocation.
        """
        host = testing.Host(app)

        name, directory, first = json.loads(host.call("facts", req=REQUEST).return_value)
        second = json.loads(host.call("facts", req=REQUEST).return_value)[2]

        assert ("facts", str(Path(__file__).parent)) == (name, directory)
        assert first != second

    def test_own(self) -> None:
        """
        What a test says of it is kept, and the rest is filled.
        """
        found: list[func.Context] = []
        blueprint = func.Blueprint()

        @blueprint.generic_trigger("x", "shopTrigger")
        def function(x: str, context: func.Context) -> None:
            found.append(context)

        host = testing.Host(function)
        retry = func.RetryContext(retry_count=2)
        own = func.Context(invocation_id="7", retry_context=retry)
        host.call("function", x="", context=own)
        trace = func.TraceContext("00-1-2-01")
        host.call("function", x="", context=func.Context(function_name="f", trace_context=trace))

        first, second = found
        assert ("7", "function") == (first.invocation_id, first.function_name)
        assert str(Path(__file__).parent) == first.function_directory
        assert retry == first.retry_context
        assert first.trace_context.trace_parent.startswith("00-")
        assert own.thread_local_storage is first.thread_local_storage
        assert ("f", trace) == (second.function_name, second.trace_context)
        assert second.invocation_id

    def test_built(self) -> None:
        """
        A context that was built for no function has the name and the folder of the one called.
        """
        found: list[func.Context] = []
        blueprint = func.Blueprint()

        @blueprint.generic_trigger("x", "shopTrigger")
        def work(x: str, context: func.Context) -> None:
            found.append(context)

        host = testing.Host(work)
        host.call("work", x="", context=testing.context(invocation_id="7"))
        own = testing.context(function_name="own", function_directory="/srv")
        host.call("work", x="", context=own)

        expected = [("work", str(Path(__file__).parent), "7"), ("own", "/srv", own.invocation_id)]
        assert expected == [
            (each.function_name, each.function_directory, each.invocation_id) for each in found
        ]

    def test_none_of_ours(self) -> None:
        """
        What is no context is refused.
        """
        with pytest.raises(HostError, match="context must be a func.Context, got dict; make one"):
            testing.Host(app).call("hello", req=REQUEST, context={})

    def test_input_of_that_name(self) -> None:
        """
        An input may be named context.
        """
        blueprint = func.Blueprint()

        def function(context: str) -> str:
            return context

        host = testing.Host(blueprint.generic_trigger("context", "shopTrigger")(function))

        assert "text" == host.call("function", context="text").return_value


class TestFolders:
    def test_settings(self, tmp_path: Path) -> None:
        """
        Settings are there during the call, and gone after it, also when the call fails.
        """
        write_settings(write(tmp_path, SHOP), "Pears")
        host = testing.Host(tmp_path)
        assert SETTING not in os.environ

        assert "Pears" == host.call("shop", x="").return_value
        with pytest.raises(HostError):
            host.call("shop")

        assert SETTING not in os.environ

    def test_environment_first(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        What the environment says goes first.
        """
        write_settings(write(tmp_path, SHOP), "Pears")
        host = testing.Host(tmp_path)
        monkeypatch.setenv(SETTING, "Figs")

        assert "Figs" == host.call("shop", x="").return_value

    def test_calls_at_once(self, tmp_path: Path) -> None:
        """
        Calls that run at the same time do not take away each other's settings and modules.
        """
        source = f"""
            import asyncio

            running = 0

            @app.generic_trigger("x", "shopTrigger")
            async def shop(x):
                global running
                running += 1
                while running < int(x):
                    await asyncio.sleep(0)
                import shop_late
                return f'{{os.environ["{SETTING}"]}} {{shop_late.WHOSE}}'
        """
        write_settings(write(tmp_path, source, shop_late="WHOSE = 'late'"), "Pears")
        host = testing.Host(tmp_path)

        async def calls() -> list[str]:
            # The first ends while the second waits.
            numbers = ["1", "2", "2"]
            results = await asyncio.gather(*(host.call_async("shop", x=each) for each in numbers))
            return [result.return_value for result in results]

        assert ["Pears late"] * 3 == asyncio.run(asyncio.wait_for(calls(), 10))
        assert SETTING not in os.environ

    def test_two_apps(self, tmp_path: Path) -> None:
        """
        Two apps have modules of the same names, which functions import when they like.
        """
        hosts = [
            testing.Host(
                write(
                    tmp_path / name,
                    HELPED,
                    shop_helper=f"WHOSE = {name!r}",
                    shop_late=f"WHOSE = {name!r}",
                )
            )
            for name in ("ours", "theirs")
        ]

        for _ in range(2):
            assert ["ours ours", "theirs theirs"] == [
                host.call("shop", x="").return_value for host in hosts
            ]

    def test_nested(self, tmp_path: Path) -> None:
        """
        A function may make a host of another app, and call that.
        """
        inner = write(tmp_path / "inner", HELPED, shop_helper="WHOSE=1", shop_late="WHOSE=1")
        source = f"""
            from azure.functions import testing
            import shop_helper

            @app.generic_trigger("x", "shopTrigger")
            def shop(x):
                inner = testing.Host({str(inner)!r}).call("shop", x="").return_value
                import shop_late
                return f"{{shop_late.WHOSE}} {{inner}}"
        """
        outer = write(tmp_path / "outer", source, shop_helper="WHOSE=2", shop_late="WHOSE=2")

        assert "2 1 1" == testing.Host(outer).call("shop", x="").return_value

    def test_patched(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        What a test patches in a module of the app is patched in the call.
        """
        write(tmp_path, HELPED, shop_helper="WHOSE=1", shop_late="WHOSE=1")
        sys.path.insert(0, str(tmp_path))
        module = import_module("function_app")
        host = testing.Host(tmp_path)
        monkeypatch.setattr("shop_helper.WHOSE", "patched")

        assert module is sys.modules["function_app"]
        assert "patched 1" == host.call("shop", x="").return_value

    def test_path_afterwards(self, tmp_path: Path) -> None:
        """
        The path is as before.
        """
        write(tmp_path, HELPED, shop_helper="WHOSE=1", shop_late="WHOSE=1")
        before = list(sys.path)
        testing.Host(tmp_path).call("shop", x="")

        assert before == sys.path

    def test_examples(self) -> None:
        """
        Functions of the examples import what they share, relatively and absolutely.
        """
        host = testing.Host(EXAMPLES / "guide")
        request = func.HttpRequest("GET", "/", params={"text": "one two three"})

        assert "3 words" in str(host.call("SharedCode", req=request).return_value)

    def test_check(self, tmp_path: Path) -> None:
        """
        An app can be checked.
        """
        host = testing.Host(write(tmp_path, "1 +"))

        assert "it cannot be imported: SyntaxError" in str(host.check()[0])
