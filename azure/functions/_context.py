"""What a function may know of its invocation: ``Context`` and what it is made of.

The worker hands in an object of a class of its own; these serve annotations and unit tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import local

from ._value import Value, check, check_optional, own_dict


class TraceContext(Value):
    """The W3C trace context of an invocation.

    Args:
        trace_parent: The ``traceparent`` header.
        trace_state: The ``tracestate`` header.
        attributes: What else the host tells of the trace.

    Raises:
        TypeError: An argument is of the wrong type.
    """

    __slots__ = ("_attributes", "_trace_parent", "_trace_state")

    _fields = ("trace_parent", "trace_state", "attributes")

    def __init__(
        self,
        trace_parent: str = "",
        trace_state: str = "",
        attributes: Mapping[str, str] | None = None,
    ) -> None:
        self._trace_parent = check("TraceContext", "trace_parent", trace_parent, str)
        self._trace_state = check("TraceContext", "trace_state", trace_state, str)
        self._attributes = own_dict("TraceContext", "attributes", attributes) or {}

    @property
    def trace_parent(self) -> str:
        """The ``traceparent`` header."""
        return self._trace_parent

    @property
    def trace_state(self) -> str:
        """The ``tracestate`` header."""
        return self._trace_state

    @property
    def attributes(self) -> dict[str, str]:
        """What else the host tells of the trace."""
        return self._attributes


class RpcException(Value):
    """The error for which the host tries an invocation again.

    Args:
        source: Where it arose.
        stack_trace: Its stack trace.
        message: What it says.

    Raises:
        TypeError: An argument is of the wrong type.
    """

    __slots__ = ("_message", "_source", "_stack_trace")

    _fields = ("source", "stack_trace", "message")

    def __init__(self, source: str = "", stack_trace: str = "", message: str = "") -> None:
        self._source = check("RpcException", "source", source, str)
        self._stack_trace = check("RpcException", "stack_trace", stack_trace, str)
        self._message = check("RpcException", "message", message, str)

    @property
    def source(self) -> str:
        """Where the error arose."""
        return self._source

    @property
    def stack_trace(self) -> str:
        """The error's stack trace."""
        return self._stack_trace

    @property
    def message(self) -> str:
        """What the error says."""
        return self._message


class RetryContext(Value):
    """How often the host has tried an invocation.

    Args:
        retry_count: How many tries came before this one.
        max_retry_count: How many the retry policy allows; -1 for any number.
        exception: The error of the try before this one; None in the first.

    Raises:
        TypeError: An argument is of the wrong type.
    """

    __slots__ = ("_exception", "_max_retry_count", "_retry_count")

    _fields = ("retry_count", "max_retry_count", "exception")

    def __init__(
        self,
        retry_count: int = 0,
        max_retry_count: int = 0,
        exception: RpcException | None = None,
    ) -> None:
        self._retry_count = check("RetryContext", "retry_count", retry_count, int)
        self._max_retry_count = check("RetryContext", "max_retry_count", max_retry_count, int)
        self._exception = check_optional("RetryContext", "exception", exception, RpcException)

    @property
    def retry_count(self) -> int:
        """How many tries came before this one."""
        return self._retry_count

    @property
    def max_retry_count(self) -> int:
        """How many tries the retry policy allows; -1 for any number."""
        return self._max_retry_count

    @property
    def exception(self) -> RpcException | None:
        """The error of the try before this one; None in the first."""
        return self._exception

    @property
    def rpc_exception(self) -> RpcException | None:
        """The same, by the name that the worker's own class has for it."""
        return self._exception


class Context:
    """The context of an invocation.

    Args:
        function_name: The name of the function.
        function_directory: The folder that the function runs in.
        invocation_id: The id of this invocation.
        thread_local_storage: Where the worker keeps the invocation id for each thread; a new one
            where not given.
        trace_context: The trace context; an empty one where not given.
        retry_context: The retry context; that of a first try where not given.

    Raises:
        TypeError: An argument is of the wrong type.
    """

    def __init__(
        self,
        *,
        function_name: str = "",
        function_directory: str = "",
        invocation_id: str = "",
        thread_local_storage: local | None = None,
        trace_context: TraceContext | None = None,
        retry_context: RetryContext | None = None,
    ) -> None:
        self._function_name = check("Context", "function_name", function_name, str)
        self._function_directory = check("Context", "function_directory", function_directory, str)
        self._invocation_id = check("Context", "invocation_id", invocation_id, str)
        self._thread_local_storage = (
            check_optional("Context", "thread_local_storage", thread_local_storage, local)
            or local()
        )
        self._trace_context = (
            check_optional("Context", "trace_context", trace_context, TraceContext)
            or TraceContext()
        )
        self._retry_context = (
            check_optional("Context", "retry_context", retry_context, RetryContext)
            or RetryContext()
        )

    @property
    def function_name(self) -> str:
        """The name of the function."""
        return self._function_name

    @property
    def function_directory(self) -> str:
        """The folder that the function runs in."""
        return self._function_directory

    @property
    def invocation_id(self) -> str:
        """The id of this invocation."""
        return self._invocation_id

    @property
    def thread_local_storage(self) -> local:
        """Where the worker keeps the invocation id for each thread.

        A thread that a function starts sets ``invocation_id`` on it so that what the thread logs
        is told to belong to the invocation.
        """
        return self._thread_local_storage

    @property
    def trace_context(self) -> TraceContext:
        """The trace context."""
        return self._trace_context

    @property
    def retry_context(self) -> RetryContext:
        """The retry context."""
        return self._retry_context

    def __repr__(self) -> str:
        return (
            f"Context(function_name={self.function_name!r}, "
            f"function_directory={self.function_directory!r}, "
            f"invocation_id={self.invocation_id!r})"
        )
