"""One invocation: what the worker does between the host's request and its own answer."""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from inspect import iscoroutinefunction
from typing import Any

from .._context import Context
from .._out import Out
from ..decorators._spelling import did_you_mean
from ..meta import Datum
from ._app import FunctionInfo, HostError
from ._logs import LogMessage, captured
from ._loop import run
from ._plan import RETURN, Plan
from ._wire import Wire, encode, from_wire, to_wire


class Result:
    """What came of a call.

    Args:
        return_value: What the function returned.
        outputs: What it set, by parameter; without those that it did not set.
        wire: What the worker would send, by parameter and ``$return``.
        logs: What it logged, in order.
    """

    __slots__ = ("logs", "outputs", "return_value", "wire")

    def __init__(
        self,
        return_value: Any,
        outputs: dict[str, Any],
        wire: dict[str, Datum],
        logs: list[LogMessage],
    ) -> None:
        self.return_value: Any = return_value
        self.outputs: dict[str, Any] = outputs
        self.wire: dict[str, Datum] = wire
        self.logs: list[LogMessage] = logs

    def __repr__(self) -> str:
        return f"Result({self.return_value!r}, outputs={self.outputs!r})"


class Invocation:
    """A call of a function, made ready: its arguments, and where its outputs go.

    Args:
        function: The function.
        plan: How the worker calls it.
        inputs: The values of a test, by parameter.
        context: What it takes as ``context``.

    Raises:
        HostError: An input is missing, or is one too many, or cannot be converted. It is a
            RuntimeError.
    """

    def __init__(
        self,
        function: FunctionInfo,
        plan: Plan,
        inputs: Mapping[str, object],
        context: Context,
    ) -> None:
        _check_names(function, plan, inputs)
        self._function = function
        self._plan = plan
        self._outs: dict[str, Out[Any]] = {name: Out() for name in plan.outputs}
        self._logs: list[LogMessage] = []
        self._arguments = {**_decoded(function, plan, inputs), **self._outs}
        self._context = context
        if plan.takes_context:
            self._arguments["context"] = context

    @property
    def is_async(self) -> bool:
        """Whether the function is a coroutine function."""
        return iscoroutinefunction(self._function.function)

    def run(self) -> Result:
        """Call the function and wait for it, a coroutine function on the loop of all of them.

        Returns:
            What came of it.

        Raises:
            Exception: What the function raised.
            HostError: What it set or returned cannot be sent. It is a RuntimeError.
        """
        if self.is_async:
            return self._finish(run(self._run_coroutine()))
        with ThreadPoolExecutor(1, thread_name_prefix="function") as pool:
            return self._finish(pool.submit(copy_context().run, self._run_plain).result())

    async def run_async(self) -> Result:
        """Do the same within the running loop, a plain function on a thread.

        Returns:
            What came of it.

        Raises:
            Exception: What the function raised.
            HostError: What it set or returned cannot be sent. It is a RuntimeError.
        """
        if self.is_async:
            # A task has context variables of its own, as each invocation has in the worker.
            return self._finish(await asyncio.create_task(self._run_coroutine()))
        return self._finish(await asyncio.to_thread(self._run_for_loop))

    def _run_plain(self) -> object:
        with self._running():
            return self._function.function(**self._arguments)

    def _run_for_loop(self) -> object:
        try:
            return self._run_plain()
        except StopIteration as error:  # no future can hold it: before Python 3.12 none would end
            raise RuntimeError("the function raised StopIteration") from error

    async def _run_coroutine(self) -> object:
        with self._running():
            value: object = await self._function.function(**self._arguments)
            return value

    @contextmanager
    def _running(self) -> Generator[None]:
        """Collect what is logged in the block, and tell the thread which invocation it runs."""
        storage = self._context.thread_local_storage
        with captured(self._logs, self._context):
            storage.invocation_id = self._context.invocation_id
            try:
                yield
            finally:
                storage.invocation_id = None

    def _finish(self, value: object) -> Result:
        """Encode what came out of the function."""
        returned = self._plan.returned
        if returned is None and value is not None:
            raise HostError(
                f"function {self._function.name!r} returned {type(value).__name__}, but has no "
                f"binding named {RETURN!r}; declare one, or return None",
                function=self._function.name,
                parameter=RETURN,
                problems=(),
            )
        slots = {**self._plan.outputs}
        values = {name: out.get() for name, out in self._outs.items() if out.is_set}
        sent = {name: each for name, each in values.items() if each is not None}
        if returned is not None:
            slots[RETURN], sent[RETURN] = returned, value
        wire = {name: encode(self._function, slots[name], each) for name, each in sent.items()}
        datums = {name: datum for name, datum in wire.items() if datum is not None}
        return Result(value, values, datums, self._logs)


def _decoded(function: FunctionInfo, plan: Plan, inputs: Mapping[str, object]) -> dict[str, object]:
    """Return what the function is given for its inputs: by way of their wire form.

    There is one set of metadata, the trigger's, which all converters of triggers are given.
    """
    own = {name: inputs[name] for name, slot in plan.inputs.items() if slot.converter is None}
    wires = {
        name: to_wire(function, slot, inputs[name])
        for name, slot in plan.inputs.items()
        if slot.converter is not None
    }
    triggers = (wire for name, wire in wires.items() if plan.inputs[name].binding.is_trigger)
    metadata = next(triggers, Wire(None)).metadata
    decoded = {
        name: from_wire(function, plan.inputs[name], Wire(wire.datum, metadata))
        for name, wire in wires.items()
    }
    return {**own, **decoded}


def _check_names(function: FunctionInfo, plan: Plan, inputs: Mapping[str, object]) -> None:
    """Refuse inputs that are missing, and that the function does not take."""
    missing = [name for name in plan.inputs if name not in inputs]
    unknown = [name for name in inputs if name not in plan.inputs]
    if not (missing or unknown):
        return
    told = [f"missing {', '.join(missing)}"] if missing else []
    told += [f"{name!r} is no input{did_you_mean(name, plan.inputs)}" for name in unknown]
    has = ", ".join(plan.inputs) or "none"
    raise HostError(
        f"function {function.name!r}: {'; '.join(told)}; its inputs are {has}",
        function=function.name,
        parameter=(missing + unknown)[0],
        problems=(),
    )
