from __future__ import annotations

import threading
from typing import Any

import pytest

import azure.functions as func


class TestContext:
    def test_nothing_is_needed(self) -> None:
        """
        A context made from nothing is that of a first try, with empty texts.
        """
        context = func.Context()

        assert "" == context.function_name
        assert "" == context.function_directory
        assert "" == context.invocation_id
        assert isinstance(context.thread_local_storage, threading.local)
        assert func.TraceContext() == context.trace_context
        assert func.RetryContext() == context.retry_context

    def test_every_field(self) -> None:
        """
        Every field is taken by name and read by the same name.
        """
        fields: dict[str, Any] = {
            "function_name": "f",
            "function_directory": "/d",
            "invocation_id": "i",
            "thread_local_storage": threading.local(),
            "trace_context": func.TraceContext("p"),
            "retry_context": func.RetryContext(1, 2),
        }
        context = func.Context(**fields)

        assert fields == {name: getattr(context, name) for name in fields}
        with pytest.raises(AttributeError):
            context.function_name = "g"  # type: ignore[misc]  # read-only  # pyright: ignore[reportAttributeAccessIssue]

    def test_thread_local_storage_is_its_own(self) -> None:
        """
        Two contexts do not share their storage.
        """
        one, other = func.Context(), func.Context()
        one.thread_local_storage.invocation_id = "i"

        assert not hasattr(other.thread_local_storage, "invocation_id")

    @pytest.mark.parametrize(
        ("parameter", "accepted"),
        [
            ("function_name", "str"),
            ("function_directory", "str"),
            ("invocation_id", "str"),
            ("thread_local_storage", ""),
            ("trace_context", "TraceContext or None"),
            ("retry_context", "RetryContext or None"),
        ],
    )
    def test_refused(self, parameter: str, accepted: str) -> None:
        """
        An argument of a wrong type is refused with a TypeError that names it and what came.
        """
        arguments: dict[str, Any] = {parameter: 5}

        with pytest.raises(func.ArgumentTypeError) as caught:
            func.Context(**arguments)

        assert isinstance(caught.value, TypeError)
        assert str(caught.value).startswith(f"Context: {parameter} must be {accepted}")
        assert str(caught.value).endswith("got int (5)")

    def test_repr(self) -> None:
        """
        The repr shows which invocation it is.
        """
        assert "Context(function_name='f', function_directory='', invocation_id='i')" == repr(
            func.Context(function_name="f", invocation_id="i")
        )

    def test_class_name(self) -> None:
        """
        The worker tells a context by the name of its class.
        """
        assert "Context" == func.Context.__name__


class TestTraceContext:
    def test_fields(self) -> None:
        """
        The fields are empty unless given, by place or by name.
        """
        empty = func.TraceContext()
        given = func.TraceContext("p", trace_state="s", attributes={"a": "b"})

        assert ("", "", {}) == (empty.trace_parent, empty.trace_state, empty.attributes)
        assert ("p", "s", {"a": "b"}) == (given.trace_parent, given.trace_state, given.attributes)

    @pytest.mark.parametrize("parameter", ["trace_parent", "trace_state", "attributes"])
    def test_refused(self, parameter: str) -> None:
        """
        An argument of a wrong type is refused with a TypeError that names it.
        """
        arguments: dict[str, Any] = {parameter: 5}

        with pytest.raises(func.ArgumentTypeError, match=f"TraceContext: {parameter} must be"):
            func.TraceContext(**arguments)


class TestRetryContext:
    def test_fields(self) -> None:
        """
        The fields are those of a first try unless given, by place or by name.
        """
        error = func.RpcException("s", "t", message="m")
        empty = func.RetryContext()
        given = func.RetryContext(1, 2, error)

        assert (0, 0, None) == (empty.retry_count, empty.max_retry_count, empty.exception)
        assert (1, 2, error) == (given.retry_count, given.max_retry_count, given.exception)
        assert error is given.rpc_exception
        assert ("s", "t", "m") == (error.source, error.stack_trace, error.message)
        assert func.RpcException("", "", "") == func.RpcException()

    @pytest.mark.parametrize("parameter", ["retry_count", "max_retry_count", "exception"])
    def test_refused(self, parameter: str) -> None:
        """
        An argument of a wrong type is refused with a TypeError that names it.
        """
        arguments: dict[str, Any] = {parameter: "x"}

        with pytest.raises(func.ArgumentTypeError, match=f"RetryContext: {parameter} must be"):
            func.RetryContext(**arguments)

    @pytest.mark.parametrize("parameter", ["source", "stack_trace", "message"])
    def test_exception_refused(self, parameter: str) -> None:
        """
        So is one of the exception's.
        """
        arguments: dict[str, Any] = {parameter: 5}

        with pytest.raises(func.ArgumentTypeError, match=f"RpcException: {parameter} must be"):
            func.RpcException(**arguments)
