"""Call and check functions without a host: in unit tests, as the worker would.

::

    from azure.functions import testing

    host = testing.Host("examples/guide")
    result = host.call("HttpTrigger", req=func.HttpRequest("GET", "/api/hello?name=Ada"))
    assert 200 == result.return_value.status_code

Importing ``azure.functions`` imports nothing of it.
"""

from __future__ import annotations

from ._app import BindingInfo, FunctionInfo, HostError, Problem
from ._builders import (
    blob,
    cloud_event,
    context,
    event_grid_event,
    http_request,
    queue_message,
    timer,
)
from ._call import Result
from ._host import Host
from ._logs import LogMessage
from ._message_builders import event_hub_event, kafka_event, service_bus_message
from ._wire import Wire

__all__ = (
    "BindingInfo",
    "FunctionInfo",
    "Host",
    "HostError",
    "LogMessage",
    "Problem",
    "Result",
    "Wire",
    "blob",
    "cloud_event",
    "context",
    "event_grid_event",
    "event_hub_event",
    "http_request",
    "kafka_event",
    "queue_message",
    "service_bus_message",
    "timer",
)
