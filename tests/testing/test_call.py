from __future__ import annotations

import asyncio
import contextvars
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import azure.functions as func
from azure.functions.meta import Datum
from azure.functions.testing import BindingInfo, FunctionInfo, HostError, Result, Wire, context
from azure.functions.testing._call import Invocation
from azure.functions.testing._plan import Plan, Slot, plan

HERE = Path(__file__)
TIMER = ("timer", "timerTrigger", "in")
QUEUE = ("msg", "queue", "out")
HTTP = (("req", "httpTrigger", "in"), ("$return", "http", "out"))

X = ("x", "queueTrigger", "in")

seen: contextvars.ContextVar[str] = contextvars.ContextVar("seen", default="nothing")


def made(
    function: Callable[..., Any],
    *bindings: tuple[str, str, str],
    of: func.Context | None = None,
    **inputs: object,
) -> Invocation:
    """
    Return a call made ready.
    """
    infos = tuple(BindingInfo(*each, {}) for each in bindings)
    info = FunctionInfo("Fn", function, infos, directory=HERE.parent, file=HERE)
    return Invocation(info, plan(info), inputs, of or context())


def call(
    function: Callable[..., Any],
    *bindings: tuple[str, str, str],
    of: func.Context | None = None,
    **inputs: object,
) -> Result:
    """
    Call a function.
    """
    return made(function, *bindings, of=of, **inputs).run()


def on_timer(function: Callable[..., Any], of: func.Context | None = None) -> Result:
    """
    Call a function of a timer.
    """
    return call(function, TIMER, of=of, timer=func.TimerRequest())


def on_timer_async(function: Callable[..., Any], of: func.Context | None = None) -> Result:
    """
    Call it in a running loop.
    """
    return asyncio.run(made(function, TIMER, of=of, timer=func.TimerRequest()).run_async())


either_way = pytest.mark.parametrize("call_timer", [on_timer, on_timer_async])

Call = Callable[..., Result]


def bare(function: Callable[..., Any]) -> Callable[..., Any]:
    """
    Take the annotations off a function: the worker needs none.
    """
    function.__annotations__ = {}
    return function


def returning(value: object) -> Callable[..., Any]:
    """
    Return a function that returns a value.
    """

    @bare
    def function(x: Any) -> object:
        return value

    return function


def nothing(timer: func.TimerRequest) -> None: ...


class TestResult:
    def test_parts(self) -> None:
        """
        A result has what was returned and set, and what is sent for it.
        """

        def function(req: func.HttpRequest, msg: func.Out[str]) -> str:
            msg.set("first")
            msg.set("last")
            return req.params["name"]

        request = func.HttpRequest("GET", "/", params={"name": "Ada"})
        result = call(function, *HTTP, QUEUE, req=request)

        assert "Ada" == result.return_value
        assert {"msg": "last"} == result.outputs
        assert {"msg", "$return"} == set(result.wire)
        assert Datum("last", "string") == result.wire["msg"]
        assert Datum("Ada", "string") == result.wire["$return"]
        assert [] == result.logs
        assert "Result('Ada', outputs={'msg': 'last'})" == repr(result)

    def test_not_set(self) -> None:
        """
        An output that was not set is absent; one that was set to None is not sent.
        """

        def function(timer: func.TimerRequest, msg: func.Out[str], other: func.Out[str]) -> None:
            other.set(None)  # type: ignore[arg-type]  # as users do  # pyright: ignore[reportArgumentType]

        other = ("other", "queue", "out")
        result = call(function, TIMER, QUEUE, other, timer=func.TimerRequest())

        assert {"other": None} == result.outputs
        assert {} == result.wire

    @pytest.mark.parametrize(
        ("binding", "expected"),
        [
            (("x", "activityTrigger", "in"), {"$return": Datum('{"a":1}', "json")}),
            (("x", "mcpToolTrigger", "in"), {"$return": Datum("{'a': 1}", "string")}),
            (("x", "myTrigger", "in"), {"$return": Datum('{"a": 1}', "json")}),
        ],
    )
    def test_implicit_output(
        self, binding: tuple[str, str, str], expected: dict[str, Datum]
    ) -> None:
        """
        Some triggers take what is returned without a binding for it.
        """
        result = call(returning({"a": 1}), binding, x="1")

        [[name, datum]] = result.wire.items()
        [[_, wanted]] = expected.items()
        assert ("$return", wanted.type) == (name, datum.type)
        assert wanted.python_value == datum.python_value

    def test_nothing_returned(self) -> None:
        """
        A function without $return returns nothing.
        """
        with pytest.raises(HostError) as caught:
            call(returning("text"), X, x="1")

        error = caught.value
        assert str(error) == (
            "function 'Fn' returned str, but has no binding named '$return'; declare one, or "
            "return None"
        )
        assert ("Fn", "$return") == (error.function, error.parameter)
        assert None is call(returning(None), X, x="1").return_value

    def test_wrong_value(self) -> None:
        """
        What cannot be sent is refused by its name.
        """

        @bare
        def function(timer: Any, msg: Any) -> None:
            msg.set(5)

        with pytest.raises(HostError, match=r"function 'Fn', 'msg' \(queue\): cannot convert int"):
            call(function, TIMER, QUEUE, timer=func.TimerRequest())
        with pytest.raises(HostError, match=r"function 'Fn', '\$return' \(http\): cannot convert"):
            call(returning(5), X, ("$return", "http", "out"), x="1")


class TestInputs:
    def test_converted(self) -> None:
        """
        Inputs go through their converters: text for text, nothing for None.
        """
        given: list[object] = []

        def function(x: str, blob: func.InputStream, row: bytes) -> None:
            given.extend((x, blob, row))

        bindings = (
            ("x", "queueTrigger", "in"),
            ("blob", "blob", "in"),
            ("row", "table", "in"),
        )
        call(function, *bindings, x=func.QueueMessage(body="a"), blob=None, row={"a": 1})

        assert "a" == given[0]
        assert None is given[1]
        assert isinstance(given[2], str)

    def test_metadata(self) -> None:
        """
        There is one set of metadata, the trigger's: a blob has a name where the trigger tells one.
        """

        @bare
        def function(x: Any, blob: Any) -> None:
            names.append(blob.name)

        names: list[str | None] = []
        bindings = (("x", "blobTrigger", "in"), ("blob", "blob", "in"))
        blob = func.InputStream(b"x", name="other/name")
        metadata = {"BlobTrigger": Datum("container/name", "string")}

        call(function, *bindings, x=Wire(Datum(b"", "bytes"), metadata), blob=blob)
        call(function, X, ("blob", "blob", "in"), x="1", blob=blob)

        assert ["container/name", None] == names

    def test_objects(self) -> None:
        """
        What the worker makes itself is handed on as it is.
        """

        def function(x: object) -> None:
            given.append(x)

        given: list[object] = []
        client = object()
        binding = BindingInfo("x", "blob", "in", {})
        info = FunctionInfo("Fn", function, (binding,), directory=HERE.parent, file=HERE)
        planned = Plan({"x": Slot(binding, object, None)}, {}, None, takes_context=False)

        Invocation(info, planned, {"x": client}, context()).run()

        assert [client] == given

    @pytest.mark.parametrize(
        ("inputs", "message", "parameter"),
        [
            ({}, "function 'Fn': missing x; its inputs are x", "x"),
            (
                {"x": 1, "msg": 1},
                "function 'Fn': 'msg' is no input; its inputs are x",
                "msg",
            ),
            ({"y": 1}, "function 'Fn': missing x; 'y' is no input; its inputs are x", "x"),
        ],
    )
    def test_names(self, inputs: dict[str, Any], message: str, parameter: str) -> None:
        """
        Inputs that are missing, or that there are not, are refused by name.
        """

        @bare
        def function(x: Any, msg: Any) -> None: ...

        with pytest.raises(HostError) as caught:
            call(function, X, QUEUE, **inputs)

        assert message == str(caught.value)
        assert ("Fn", parameter) == (caught.value.function, caught.value.parameter)

    def test_misspelt(self) -> None:
        """
        A name that is close to an input's is told to be so.
        """
        with pytest.raises(HostError, match="'tiemr' is no input; did you mean timer"):
            call(nothing, TIMER, tiemr=func.TimerRequest())


class TestThreads:
    def test_plain(self) -> None:
        """
        A plain function runs on a thread of its own, without a loop.
        """

        def function(timer: func.TimerRequest) -> None:
            threads.append(threading.current_thread())
            with pytest.raises(RuntimeError):
                asyncio.get_running_loop()

        threads: list[threading.Thread] = []
        on_timer(function)
        on_timer_async(function)

        assert threading.current_thread() not in threads
        assert 2 == len(threads)

    def test_coroutine(self) -> None:
        """
        A coroutine function runs on a loop: on the running one where there is one.
        """

        async def function(timer: func.TimerRequest) -> None:
            await asyncio.sleep(0)
            loops.append(asyncio.get_running_loop())

        async def in_loop() -> None:
            await made(function, TIMER, timer=func.TimerRequest()).run_async()
            assert asyncio.get_running_loop() is loops[-1]
            on_timer(function)
            assert asyncio.get_running_loop() is not loops[-1]

        loops: list[asyncio.AbstractEventLoop] = []
        on_timer(function)
        on_timer(function)
        assert loops[0] is loops[1]

        asyncio.run(in_loop())
        assert loops[0] is loops[3]

    def test_coroutines_at_once(self) -> None:
        """
        Calls in a loop run at the same time.
        """

        async def function(timer: func.TimerRequest) -> None:
            started.append(asyncio.current_task())
            if len(started) == 2:
                both_started.set()
            await both_started.wait()

        async def both() -> None:
            calls = [made(function, TIMER, timer=func.TimerRequest()) for _ in range(2)]
            await asyncio.wait_for(asyncio.gather(*(each.run_async() for each in calls)), 10)

        started: list[object] = []
        both_started = asyncio.Event()
        asyncio.run(both())

        assert 2 == len(started)

    @either_way
    def test_context_variables(self, call_timer: Call) -> None:
        """
        A plain function sees the context variables of its caller, and leaves them as they are.
        """

        def function(timer: func.TimerRequest) -> None:
            found.append(seen.get())
            seen.set("function")

        found: list[str] = []
        seen.set("caller")
        call_timer(function)

        assert ["caller"] == found
        assert "caller" == seen.get()

    def test_context_variables_of_coroutines(self) -> None:
        """
        So does a coroutine function.
        """

        async def function(timer: func.TimerRequest) -> None:
            found.append(seen.get())
            seen.set("function")

        async def in_loop() -> str:
            await made(function, TIMER, timer=func.TimerRequest()).run_async()
            return seen.get()

        found: list[str] = []
        seen.set("caller")
        on_timer(function)

        assert "caller" == seen.get()
        assert "caller" == asyncio.run(in_loop())
        assert ["caller", "caller"] == found


class TestContext:
    @either_way
    def test_handed_on(self, call_timer: Call) -> None:
        """
        A function that takes the context is given it.
        """

        def function(timer: func.TimerRequest, context: func.Context) -> None:
            found.append(context)

        own = context()
        found: list[func.Context] = []
        call_timer(function, of=own)

        assert [own] == found

    @either_way
    @pytest.mark.parametrize("is_async", [False, True])
    def test_thread_local_storage(self, call_timer: Call, is_async: bool) -> None:
        """
        While a function runs, its thread knows the invocation.
        """

        def plain(timer: func.TimerRequest, context: func.Context) -> None:
            found.append(context.thread_local_storage.invocation_id)

        async def coroutine(timer: func.TimerRequest, context: func.Context) -> None:
            plain(timer, context)

        found: list[object] = []
        own = context(invocation_id="7")
        call_timer(coroutine if is_async else plain, of=own)

        assert ["7"] == found
        assert None is getattr(own.thread_local_storage, "invocation_id", None)


class TestErrors:
    @either_way
    @pytest.mark.parametrize("is_async", [False, True])
    @pytest.mark.parametrize("error", [LookupError("end"), AssertionError("end")])
    def test_unchanged(self, call_timer: Call, is_async: bool, error: Exception) -> None:
        """
        What a function raises comes out as it is, with the lines that it came through.
        """

        def plain(timer: func.TimerRequest) -> None:
            raise error

        async def coroutine(timer: func.TimerRequest) -> None:
            plain(timer)

        with pytest.raises(type(error)) as caught:
            call_timer(coroutine if is_async else plain)

        assert error is caught.value
        lines = traceback.extract_tb(caught.value.__traceback__)
        assert "plain" == lines[-1].name

    @either_way
    def test_outcome_of_pytest(self, call_timer: Call) -> None:
        """
        A function may fail a test, or skip it.
        """

        def function(timer: func.TimerRequest) -> None:
            pytest.fail("from within")

        with pytest.raises(pytest.fail.Exception, match="from within"):
            call_timer(function)

    def test_stop_iteration(self) -> None:
        """
        An exhausted iterator is no end of the call.
        """

        def function(timer: func.TimerRequest) -> None:
            next(iter(()))

        with pytest.raises(StopIteration):
            on_timer(function)
        with pytest.raises(RuntimeError):
            on_timer_async(function)

    @either_way
    @pytest.mark.parametrize("is_async", [False, True])
    def test_exit(self, call_timer: Call, is_async: bool) -> None:
        """
        A function that ends the process is no end of the next call.
        """

        def plain(timer: func.TimerRequest) -> None:
            raise SystemExit(3)

        async def coroutine(timer: func.TimerRequest) -> None:
            plain(timer)

        with pytest.raises(SystemExit):
            call_timer(coroutine if is_async else plain)
        assert None is on_timer(nothing).return_value
