"""``Host``: an app that tests call without a host, exactly as the worker would."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from .._context import Context
from .._value import check
from ..decorators._spelling import did_you_mean
from ._app import FunctionInfo, HostError, Problem
from ._builders import UNNAMED
from ._builders import context as make_context
from ._call import Invocation, Result
from ._http import HttpCalls
from ._load import Target, load
from ._plan import Plan, plan
from ._settings import visible


class Host(HttpCalls):
    """An app whose functions tests call as the worker would.

    Args:
        app: The folder of an app, be it with ``function_app.py`` or with a function.json a
            function; a ``FunctionApp``, a ``Blueprint``, or a decorated function.

    Raises:
        TypeError: It is none of these.
        HostError: The folder has no app. It is a RuntimeError.
    """

    def __init__(self, app: Target) -> None:
        self._app = load(app)
        self._plans: dict[str, Plan] = {}

    @property
    def functions(self) -> Mapping[str, FunctionInfo]:
        """The functions by their names, which tell their bindings, triggers and parameters."""
        return MappingProxyType(self._app.functions)

    def call(self, function_name: str, /, **inputs: object) -> Result:
        """Call a function as the worker would, and wait for it.

        Args:
            function_name: The name of the function.
            inputs: What the host sends, by parameter: values of this package's types, lists of
                them where the cardinality is many, text, bytes, what JSON has a form for, or a
                ``testing.Wire``. ``context``, where no binding has that name, is a ``Context``
                whose empty fields are filled.

        Returns:
            What came of it.

        Raises:
            HostError: There is no such function, or the worker would refuse it, its inputs or
                its outputs. It is a RuntimeError.
            Exception: What the function raised.
        """
        with self._active():
            return self._invocation(function_name, inputs).run()

    async def call_async(self, function_name: str, /, **inputs: object) -> Result:
        """Do the same as ``call`` within the running event loop.

        Args:
            function_name: The name of the function.
            inputs: What the host sends, by parameter.

        Returns:
            What came of it.

        Raises:
            HostError: As ``call``.
            Exception: What the function raised.
        """
        with self._active():
            return await self._invocation(function_name, inputs).run_async()

    def check(self) -> list[Problem]:
        """Find what the host or the worker would refuse, and what will fail when it is called.

        Returns:
            The problems; an empty list for a sound app.
        """
        from ._checks import check as check_app

        with self._active():
            return check_app(self._app)

    def _invocation(self, name: str, inputs: Mapping[str, object]) -> Invocation:
        """Return a call made ready."""
        function = self._function(name)
        if name not in self._plans:
            self._plans[name] = plan(function)
        given = dict(inputs)
        is_input = any(binding.name == "context" for binding in function.bindings)
        own = None if is_input else given.pop("context", None)
        return Invocation(function, self._plans[name], given, _context(function, own))

    def _function(self, name: str) -> FunctionInfo:
        """Return a function by its name."""
        function = self._app.functions.get(check("call()", "the function's name", name, str))
        if function is not None:
            return function
        problems = [each for each in self._app.problems if each.function in {name, None}]
        known = ", ".join(sorted(self._app.functions)) or "none"
        first = f"there is no function {name!r} in the app, which has {known}"
        if any(each.function == name for each in problems):
            first = f"function {name!r} cannot be called"
        first += did_you_mean(name, self._app.functions)
        raise HostError(
            "; ".join([first, *map(str, problems)]),
            function=name,
            parameter=None,
            problems=tuple(problems),
        )

    @contextmanager
    def _active(self) -> Generator[None]:
        """Have the app's settings and modules within the block."""
        with visible(self._app.settings):
            if self._app.modules is None:
                yield
                return
            with self._app.modules.active():
                yield


def _context(function: FunctionInfo, own: object) -> Context:
    """Return what a function takes as its context."""
    if own is not None and not isinstance(own, Context):
        raise HostError(
            f"function {function.name!r}: context must be a func.Context, got "
            f"{type(own).__name__}; make one with testing.context()",
            function=function.name,
            parameter="context",
            problems=(),
        )
    filled = make_context(function_name=function.name, function_directory=str(function.directory))
    if own is None:
        return filled
    says_name = own.function_name not in ("", UNNAMED)
    says_folder = own.function_directory not in ("", make_context().function_directory)
    return Context(
        function_name=own.function_name if says_name else filled.function_name,
        function_directory=own.function_directory if says_folder else filled.function_directory,
        invocation_id=own.invocation_id or filled.invocation_id,
        thread_local_storage=own.thread_local_storage,
        trace_context=own.trace_context if own.trace_context.trace_parent else filled.trace_context,
        retry_context=own.retry_context,
    )
