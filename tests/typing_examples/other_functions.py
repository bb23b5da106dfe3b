"""
What users write about timers, warm-up, contexts and errors, and what checkers make of it.
"""

import threading
from typing import Any

from typing_extensions import assert_type

import azure.functions
import azure.functions as func
from azure.functions import HttpRequest as Request
from azure.functions.timer import TimerRequest


def timer(mytimer: func.TimerRequest) -> None:
    assert_type(mytimer.past_due, bool)
    assert_type(mytimer.schedule, dict[str, Any])
    assert_type(mytimer.schedule_status.get("Last"), Any | None)
    assert_type(mytimer.to_dict(), dict[str, object])


def warm_up(warmup_context: func.WarmUpContext) -> None:
    assert_type(warmup_context.to_json(), str)


def invocation(context: func.Context) -> None:
    assert_type(context.invocation_id, str)
    assert_type(context.function_directory, str)
    assert_type(context.thread_local_storage, threading.local)
    assert_type(context.trace_context, func.TraceContext)
    assert_type(context.trace_context.attributes, dict[str, str])
    assert_type(context.retry_context.retry_count, int)
    assert_type(context.retry_context.max_retry_count, int)


def in_a_unit_test() -> None:
    timer(func.TimerRequest(past_due=True, schedule={"AdjustForDST": True}))
    timer(TimerRequest())
    warm_up(func.WarmUpContext())
    invocation(func.Context())
    invocation(func.Context(function_name="f", retry_context=func.RetryContext(1, 3)))
    assert_type(Request("GET", "/"), azure.functions.HttpRequest)
    assert_type(func.__version__, str)


def errors() -> None:
    try:
        func.HttpResponse(status_code=99)
    except func.ArgumentValueError as error:
        assert_type(error.parameter, str)
        assert_type(error.accepted, str)
    except func.EncodeError as error:
        assert_type(error.binding, str)


def refused(context: func.Context) -> None:
    func.TimerRequest(True)  # type: ignore[call-arg]  # by name only  # pyright: ignore[reportCallIssue]
    func.TimerRequest(pastdue=True)  # type: ignore[call-arg]  # misspelt  # pyright: ignore[reportCallIssue]
    func.TimerRequest(past_due="no")  # type: ignore[arg-type]  # text  # pyright: ignore[reportArgumentType]
    func.WarmUpContext("x")  # type: ignore[call-arg]  # takes nothing  # pyright: ignore[reportCallIssue]
    context.invocation_id = "i"  # type: ignore[misc]  # read-only  # pyright: ignore[reportAttributeAccessIssue]
    func.Context("f")  # type: ignore[call-arg]  # by name only  # pyright: ignore[reportCallIssue]
    func.Context(retry_context=1)  # type: ignore[arg-type]  # a number  # pyright: ignore[reportArgumentType]
