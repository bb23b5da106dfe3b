"""Values as a real host sends them, for tests that care about one field only.

Of every argument, None stands for what a host would send.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from threading import local
from urllib.parse import quote
from uuid import uuid4

from .._context import Context, RetryContext, TraceContext
from .._json import JSONValue
from .._value import check_optional, own_dict
from ..blob import InputStream
from ..eventgrid import CloudEvent, EventGridEvent
from ..http import HttpRequest
from ..queue import QueueMessage
from ..timer import TimerRequest
from ._bodies import BINARY, JSON, Body, event_data, message_body
from ._requests import File, OutgoingRequest, RequestOptions

LIFETIME = timedelta(days=7)
"""How long messages live, where a queue does not say otherwise."""

_OF_CLIENTS = {
    "user-agent": "azure-functions-testing",
    "accept": "*/*",
    "accept-encoding": "gzip, deflate",
}
"""Headers that clients send with every request."""

_ACCOUNT = "https://account.blob.core.windows.net"
_TOPIC = (
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/group"
    "/providers/Microsoft.EventGrid/topics/topic"
)

UNNAMED = "function"
"""The name of the function in a context that was made for none."""


def context(
    *,
    function_name: str = UNNAMED,
    function_directory: str | None = None,
    invocation_id: str | None = None,
    thread_local_storage: local | None = None,
    trace_context: TraceContext | None = None,
    retry_context: RetryContext | None = None,
) -> Context:
    """Return the context of an invocation.

    Called through a ``Host``, a function is given its own name and folder where the context does
    not say otherwise.

    Args:
        function_name: The name of the function.
        function_directory: Its folder; the current one where it is not given.
        invocation_id: The id of the invocation; a new one where it is not given.
        thread_local_storage: Where the worker keeps the invocation id for each thread; a new one
            where it is not given.
        trace_context: The trace that it belongs to; a new one where it is not given.
        retry_context: How often it was tried; a first try where it is not given.

    Returns:
        The context.

    Raises:
        TypeError: An argument is of the wrong type.
    """
    return Context(
        function_name=function_name,
        function_directory=os.getcwd() if function_directory is None else function_directory,  # noqa: PTH109  # text, as the worker has it
        invocation_id=invocation_id or str(uuid4()),
        thread_local_storage=thread_local_storage,
        trace_context=trace_context or TraceContext(f"00-{uuid4().hex}-{uuid4().hex[:16]}-01"),
        retry_context=retry_context,
    )


def http_request(
    *,
    method: str = "GET",
    url: str = "/api/function",
    params: Mapping[str, object] | None = None,
    route_params: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    body: Body | None = None,
    json: object = None,
    form: Mapping[str, object] | None = None,
    files: Mapping[str, File | list[File]] | None = None,
) -> HttpRequest:
    """Return an HTTP request.

    Args:
        method: The method, in any case.
        url: The whole url, or its path on ``http://localhost:7071``; what a url cannot hold is
            quoted.
        params: Query parameters, added to those of the url; a list repeats one.
        route_params: The parameters of the route, which the host finds in the path.
        headers: Headers, in place of those that a client sends by itself: ``Host``,
            ``User-Agent``, ``Accept``, ``Accept-Encoding``, and ``Content-Type`` and
            ``Content-Length`` where there is a body.
        body: The body; text is encoded as UTF-8.
        json: The body as a value, sent as ``application/json``; for null, pass ``body="null"``.
        form: The body as the fields of a form, sent as ``application/x-www-form-urlencoded``; a
            list repeats one.
        files: The files of a form, with the fields of ``form``, sent as ``multipart/form-data``:
            names of fields to contents or open files, to ``(file name, content)``, or to
            ``(file name, content, media type)``; a list repeats a field.

    Returns:
        The request.

    Raises:
        TypeError: An argument is of the wrong type, or more than one of ``body``, ``json`` and
            ``form`` or ``files`` is given, or JSON has no form for the value.
        ValueError: A header or the media type of a file is not one line.
    """
    options: RequestOptions = {
        "params": params,
        "headers": headers,
        "body": body,
        "json": json,
        "form": form,
        "files": files,
    }
    return OutgoingRequest(method, url, options, _OF_CLIENTS).routed(route_params or {})


def queue_message(
    *,
    body: Body | None = None,
    json: object = None,
    id: str | None = None,
    dequeue_count: int | None = None,
    expiration_time: datetime | None = None,
    insertion_time: datetime | None = None,
    time_next_visible: datetime | None = None,
    pop_receipt: str | None = None,
) -> QueueMessage:
    """Return a message of a storage queue, taken from it for the first time.

    Args:
        body: The message; text is encoded as UTF-8, without one it is empty.
        json: The message as a value to write as JSON; for null, pass ``body="null"``.
        id: The message's id; a new one where it is not given.
        dequeue_count: How many times it has been taken from the queue; once where not given.
        expiration_time: When it leaves the queue unread; seven days after it came in.
        insertion_time: When it came into the queue; now.
        time_next_visible: When it becomes visible again; ten minutes after it came in.
        pop_receipt: What the queue demands to delete the message; a new one.

    Returns:
        The message.

    Raises:
        TypeError: An argument is of the wrong type, or ``body`` and ``json`` are given, or JSON
            has no form for the value.
    """
    given = check_optional("queue_message()", "insertion_time", insertion_time, datetime)
    inserted = given or now().replace(microsecond=0)  # the service tells whole seconds
    return QueueMessage(
        id=id or str(uuid4()),
        body=message_body("queue_message()", body, json),
        dequeue_count=1 if dequeue_count is None else dequeue_count,
        expiration_time=expiration_time or inserted + LIFETIME,
        insertion_time=inserted,
        time_next_visible=time_next_visible or inserted + timedelta(minutes=10),
        pop_receipt=pop_receipt or b64encode(uuid4().bytes).decode(),
    )


def blob(
    *,
    data: Body | None = None,
    json: object = None,
    name: str | None = None,
    uri: str | None = None,
    length: int | None = None,
    blob_properties: Mapping[str, JSONValue] | None = None,
    metadata: Mapping[str, JSONValue] | None = None,
) -> InputStream:
    """Return a blob.

    Args:
        data: The blob; text is encoded as UTF-8, without one it is empty.
        json: The blob as a value to write as JSON; for null, pass ``data="null"``.
        name: Its name with its container; ``container/blob`` where it is not given.
        uri: Its address; that of its name in some storage account.
        length: Its length in bytes; that of the data. None for an empty blob, as in the worker.
        blob_properties: Properties, beside those that every blob has: its length, its media type,
            its ETag, and when it was made and changed.
        metadata: Its metadata; none.

    Returns:
        The blob, as a stream that stands at its start.

    Raises:
        TypeError: An argument is of the wrong type, or ``data`` and ``json`` are given, or JSON
            has no form for the value.
    """
    content = message_body("blob()", data, json, "data")
    content = content.encode() if isinstance(content, str) else content
    size = len(content) if length is None else length
    named = check_optional("blob()", "name", name, str) or "container/blob"
    written = now().replace(microsecond=0).isoformat()
    properties = {
        "Length": size,
        "ContentLength": size,
        "ContentType": BINARY if json is None else JSON,
        "ETag": f'"0x8{uuid4().hex[:14].upper()}"',
        "CreatedOn": written,
        "LastModified": written,
        **(own_dict("blob()", "blob_properties", blob_properties) or {}),
    }
    return InputStream(
        content,
        name=named,
        uri=uri or f"{_ACCOUNT}/{quote(named)}",
        length=size or None,
        blob_properties=properties,
        metadata=metadata or {},
    )


def timer(
    *,
    past_due: bool = False,
    schedule_status: Mapping[str, JSONValue] | None = None,
    schedule: Mapping[str, JSONValue] | None = None,
) -> TimerRequest:
    """Return a firing of a timer.

    Args:
        past_due: Whether it fires later than it should have.
        schedule_status: When it fired last (``Last``), when that was noted (``LastUpdated``), and
            when it is due (``Next``), ISO 8601 text; five minutes ago, and now.
        schedule: The schedule; one that adjusts for daylight saving time.

    Returns:
        The firing.

    Raises:
        TypeError: An argument is of the wrong type.
    """
    due = now().replace(microsecond=0)
    last = (due - timedelta(minutes=5)).isoformat()
    return TimerRequest(
        past_due=past_due,
        schedule_status={"Last": last, "LastUpdated": last, "Next": due.isoformat()}
        if schedule_status is None
        else schedule_status,
        schedule={"AdjustForDST": True} if schedule is None else schedule,
    )


def event_grid_event(
    *,
    data: JSONValue = None,
    json: object = None,
    id: str | None = None,
    topic: str | None = None,
    subject: str | None = None,
    event_type: str | None = None,
    event_time: datetime | None = None,
    data_version: str | None = None,
) -> EventGridEvent:
    """Return an event of the Event Grid schema.

    Args:
        data: What happened, as JSON; an empty object where it is not given.
        json: The same as any value that can be written as JSON, such as one with times in it.
        id: The event's id; a new one where it is not given.
        topic: The resource that sent it; some topic.
        subject: What in the resource it is about; ``subject``.
        event_type: The kind of event; ``Event.Type``.
        event_time: When it happened; now.
        data_version: The version of the schema of the data; ``1.0``.

    Returns:
        The event.

    Raises:
        TypeError: An argument is of the wrong type, or ``data`` and ``json`` are given, or JSON
            has no form for the value.
    """
    return EventGridEvent(
        id=id or str(uuid4()),
        data=event_data("event_grid_event()", data, json),
        topic=topic or _TOPIC,
        subject=subject or "subject",
        event_type=event_type or "Event.Type",
        event_time=event_time or now(),
        data_version=data_version or "1.0",
    )


def cloud_event(
    *,
    data: JSONValue = None,
    json: object = None,
    id: str | None = None,
    source: str | None = None,
    type: str | None = None,
    specversion: str | None = None,
    time: datetime | None = None,
    subject: str | None = None,
    datacontenttype: str | None = None,
    dataschema: str | None = None,
    **extensions: JSONValue,
) -> CloudEvent:
    """Return an event of CloudEvents 1.0.

    Args:
        data: What happened, as JSON, text or bytes; an empty object where it is not given.
        json: The same as any value that can be written as JSON, such as one with times in it.
        id: The event's id; a new one where it is not given.
        source: What sent it; ``/source``.
        type: The kind of event; ``Event.Type``.
        specversion: The version of CloudEvents; ``1.0``.
        time: When it happened; now.
        subject: What in the source it is about; nothing, as it is optional.
        datacontenttype: The media type of the data; ``application/octet-stream`` for bytes,
            ``application/json`` for anything else.
        dataschema: The address of the schema of the data; none, as it is optional.
        extensions: Extension attributes.

    Returns:
        The event.

    Raises:
        TypeError: An argument is of the wrong type, or ``data`` and ``json`` are given, or JSON
            has no form for the value.
    """
    content = event_data("cloud_event()", data, json)
    media_type = JSON
    if isinstance(content, (bytes, bytearray)):  # functions see how bytes travel
        extensions["data_base64"] = b64encode(content).decode()
        content, media_type = None, BINARY
    return CloudEvent(
        id=id or str(uuid4()),
        source=source or "/source",
        type=type or "Event.Type",
        specversion=specversion or "1.0",
        data=content,
        time=time or now(),
        subject=subject,
        datacontenttype=datacontenttype or media_type,
        dataschema=dataschema,
        **extensions,
    )


def now() -> datetime:
    """Return the time.

    Returns:
        It, in UTC.
    """
    return datetime.now(timezone.utc)
