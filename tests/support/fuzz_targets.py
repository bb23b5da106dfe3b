"""
What is fuzzed: functions that take any bytes, and raise only where something is wrong.

``tests/fuzz/test_fuzz.py`` feeds them from Hypothesis, ``tests/fuzz/run.py`` from atheris, which
looks for bytes that reach new code. What is fine comes back as a value or as a documented error.
"""

# What hostile bytes come to lies inside the package too.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import pickle
import tempfile
import warnings
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import azure.functions as func
import replay
from azure.functions import _cookies, _durable_functions, _forms, _json, _time
from azure.functions._asgi import http_scope
from azure.functions._asgi_exchange import Exchange
from azure.functions._narrow import is_dict, is_list
from azure.functions._wsgi import WsgiMiddleware
from azure.functions.decorators._schedule import schedule_problem
from azure.functions.testing import _app_files, _documents, _function_json, _routes, _templates
from azure.functions.testing._constraints import RouteError
from azure.functions.testing._requests import OutgoingRequest
from fuzz_bytes import Sink, Source, as_text

BINDINGS = (
    *("activityTrigger", "blob", "blobTrigger", "connectorTrigger", "cosmosDB", "cosmosDBTrigger"),
    *("durableClient", "entityTrigger", "eventGrid", "eventGridTrigger", "eventHub"),
    *("eventHubTrigger", "http", "httpTrigger", "kafka", "kafkaTrigger", "mcpPromptTrigger"),
    *("mcpResourceTrigger", "mcpToolTrigger", "mysql", "mysqlTrigger", "orchestrationTrigger"),
    *("queue", "queueTrigger", "serviceBus", "serviceBusTrigger", "sql", "timerTrigger"),
    "warmupTrigger",
)
"""The binding types, in an order that never changes: bytes that were found stand for it."""

_DOCUMENTED = (func.FunctionsError, json.JSONDecodeError)
"""What may be raised: the package's errors, and that of ``get_json()``."""

_OF_TEXT = (*_DOCUMENTED, UnicodeError)
"""The same, where a charset is asked for."""

_OF_PYTHON = (func.FunctionsError, RecursionError)
"""The same, where Python itself walks values that may be nested deeper than it follows."""


def decode(data: bytes) -> None:
    """
    Any datum with any metadata, for any binding.
    """
    source = Source(data)
    converter: Any = func.get_binding_registry().get(source.pick(BINDINGS))
    with _json_library(source), contextlib.suppress(*_DOCUMENTED):
        if hasattr(converter, "decode"):
            datum = source.datum()
            metadata = source.metadata()
            _look_at(converter.decode(datum, trigger_metadata=metadata))


def encode(data: bytes) -> None:
    """
    Any value, for any binding.
    """
    source = Source(data)
    converter: Any = func.get_binding_registry().get(source.pick(BINDINGS))
    with _json_library(source), contextlib.suppress(*_DOCUMENTED):
        if hasattr(converter, "encode"):
            datum = converter.encode(_output(source), expected_type=None)
            if datum is not None and datum.type == "json" and datum.value is not None:
                assert isinstance(datum.value, (str, bytes))
            repr(datum)


def headers(data: bytes) -> None:
    """
    Names and values of headers, as responses and apps of other frameworks give them.
    """
    source = Source(data)
    with contextlib.suppress(*_OF_TEXT):
        response = func.HttpResponse(
            source.text(),
            status_code=_any((200, 204, 404, "500", source.number(), source.text()), source),
            headers=source.many(lambda: (source.text(), source.text())),
            mimetype=source.pick((None, source.text())),
            charset=source.pick((None, "latin-1", source.text())),
        )
        with contextlib.suppress(*_DOCUMENTED):
            response.headers.add(source.text(), source.text(), **{source.text(): source.text()})
        with contextlib.suppress(*_DOCUMENTED):
            response.headers.update({source.text(): [source.text(), source.text()]})
        _check_response(response)
        _look_at(response)
    with contextlib.suppress(*_DOCUMENTED):
        _check_response(asyncio.run(_exchange(source)))


def cookies(data: bytes) -> None:
    """
    Cookies as they are set, and ``Set-Cookie`` headers as they were made elsewhere.
    """
    source = Source(data)
    response = func.HttpResponse()
    with contextlib.suppress(*_DOCUMENTED):
        response.set_cookie(
            source.text(),
            source.text(),
            max_age=source.pick((None, 1, source.number(), 10**5000, source.json())),
            expires=source.pick((None, source.text(), *_times(source))),
            path=source.pick((None, source.text())),
            domain=source.pick((None, source.text())),
            secure=source.flag(),
            httponly=source.flag(),
            samesite=source.pick((None, "Lax", source.json())),
        )
    with contextlib.suppress(*_DOCUMENTED):
        response.headers.add("Set-Cookie", source.text())
    with contextlib.suppress(*_DOCUMENTED):
        _check_response(response)
    with contextlib.suppress(func.EncodeError):
        for morsel in _cookies.parse_cookie(as_text(source.rest())).values():
            morsel.OutputString()


def times(data: bytes) -> None:
    """
    Points in time and durations.
    """
    text = as_text(data)
    when = _time.as_timestamp(text)
    if when is not None:
        assert when.isoformat()
    duration = _time.as_duration(text)
    if duration is not None:
        assert duration == _time.as_duration(_time.format_duration(duration))


def forms(data: bytes) -> None:
    """
    Bodies of forms, of any content type.
    """
    source = Source(data)
    kinds = (
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=b",
        f"multipart/form-data; boundary={source.text()}",
        source.text(),
    )
    content_type = source.pick(kinds)
    with contextlib.suppress(func.DecodeError, func.MissingExtraError):
        fields, files = _forms.parse_form(source.rest(), content_type)
        for name in files:
            assert all(isinstance(file.read(), bytes) for file in files.getlist(name))
        assert isinstance(fields.to_dict(), dict)


def requests(data: bytes) -> None:
    """
    Requests, and what apps of other frameworks are told of them.
    """
    source = Source(data)
    method, url = source.text(), source.text()
    sent = source.mapping(source.text)
    body: str | bytes = source.text() if source.flag() else source.binary()
    with contextlib.suppress(*_DOCUMENTED):
        request = func.HttpRequest(method, url, headers=sent, body=body)
        _look_at(request)
        assert dict(request.query) is not None
        http_scope(request, None, root_path="/api", state={})
        WsgiMiddleware(_wsgi_app).handle(request)


def documents(data: bytes) -> None:
    """
    Files that an app has beside its code, and what a check finds in them.
    """
    name, text = (
        Source(data[:1]).pick(("function.json", "host.json", "local.settings.json")),
        data[1:],
    )
    file = _folder() / name
    file.write_bytes(text)
    document = _documents.read_document(file)
    if isinstance(document, _documents.Document):
        told = [*_function_json.duplicates(document)]
        told += _function_json.wrong_fields(document.value, _objects(document.value))
        told += _function_json.wrong_bindings(_objects(document.value))
        for fields in (document.value, *_objects(document.value)):
            told += _app_files.written_out(fields)
            told_of = [*_app_files.references(fields)]
            assert all(
                _app_files.lacking(each, _app_files.Settings(frozenset())) for each in told_of
            )
        assert all(each.message for each in told)
        assert all((document.line(*each.place) or 1) > 0 for each in told)
    assert all(each.message for each in _app_files.wrong_host_json(_folder(), {"queueTrigger"}))
    assert all(each.message for each in _app_files.read_settings(_folder())[1])
    file.unlink()


def durable(data: bytes) -> None:
    """
    What durable functions read, with strict typing and without it.
    """
    source = Source(data)
    before = os.environ.pop(_durable_functions.STRICT_VARIABLE, None)
    if source.flag():
        os.environ[_durable_functions.STRICT_VARIABLE] = "1"
    expected = source.pick((None, int, dict, list, str, func.SqlRow, int | str, list[int]))
    try:
        with contextlib.suppress(*_DOCUMENTED):
            value = _durable_functions.df_loads(as_text(source.rest()), expected)
            with contextlib.suppress(*_OF_PYTHON):
                _durable_functions.df_dumps(value)
    finally:
        os.environ.pop(_durable_functions.STRICT_VARIABLE, None)
        if before is not None:
            os.environ[_durable_functions.STRICT_VARIABLE] = before


def routes(data: bytes) -> None:
    """
    Route templates, and the paths that they are held against.
    """
    source = Source(data)
    route, path = source.text(), source.text()
    _routes.route_problem(route, source.pick(("", "api")))
    decoded = _routes.decode_path(path)
    with contextlib.suppress(RouteError):
        template = _templates.Template(route)
        assert template.precedence is not None
        assert template.shape is not None
        if "regex" not in route.lower():  # what takes for ever there is the app's own pattern
            template.match(decoded)
    with contextlib.suppress(*_DOCUMENTED):
        outgoing = OutgoingRequest("get", path, {"headers": source.mapping(source.text)})
        _look_at(outgoing.routed({}))


def schedules(data: bytes) -> None:
    """
    Schedules of timers.
    """
    problem = schedule_problem(as_text(data))
    assert problem is None or isinstance(problem, str)


def texts(data: bytes) -> None:
    """
    JSON text, read and written again.
    """
    source = Source(data)
    with _json_library(source), contextlib.suppress(ValueError):
        value = _json.loads(source.text() if source.flag() else source.rest())
        for write in (_json.dumps, _json.dumps_web):
            with contextlib.suppress(func.FunctionsError):
                _json.loads(write(value))


def _quiet(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """
    Run a target without what the package tells of in passing; other warnings are findings.
    """

    def quietly(data: bytes) -> None:
        logging.disable()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                warnings.simplefilter("ignore", func.FunctionsWarning)
                target(data)
        finally:
            logging.disable(logging.NOTSET)

    return quietly


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: _quiet(each)
    for each in (
        *(decode, encode, headers, cookies, times, forms, requests, documents, durable, routes),
        *(schedules, texts),
    )
}


def seeds(name: str) -> Iterator[bytes]:
    """
    Return bytes to begin with: for ``decode``, the payloads that were recorded.
    """
    if name == "decode":
        for case in replay.load("wire.json")["cases"]:
            if case["op"] == "decode":
                data, metadata = replay.datums(case)
                sink = Sink().index(BINDINGS, case["binding"]).byte(0).datum(data)
                yield bytes(sink.mapping(metadata or {}, sink.datum).data)
    yield from _SEEDS.get(name, ())


_MULTIPART = (
    b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b\r\nContent-Disposition: '
    b'form-data; name="f"; filename="x.txt"\r\nContent-Type: text/plain\r\n\r\nhi\r\n--b--\r\n'
)
_SEEDS: dict[str, tuple[bytes, ...]] = {
    "times": (
        *(b"2026-11-24T08:00:00.1234567Z", b"11/24/2026 08:00:00", b"2026-11-24T08:00:00+01:00"),
        *(b"Tue, 24 Nov 2026 08:00:00 GMT", b"1.02:03:04.5", b"-00:00:01", b"90", b"01:30"),
    ),
    "forms": (
        bytes(Sink().text("b").text("text/plain").byte(0).data) + b"a=1&b=%C5%BE&a=2",
        bytes(Sink().text("b").text("text/plain").byte(1).data) + _MULTIPART,
    ),
    "documents": (
        b'\x00{"bindings": [{"name": "m", "type": "queueTrigger", "queueName": "q"}]} // x',
        b'\x00{"bindings": [{"direction": "in"}], "retry": {"strategy": "fixedDelay"}}',
        b'\x01{"version": "2.0", "extensionBundle": {"id": "a", "version": "[4.*, 5.0.0)"}}',
        b'\x02{"IsEncrypted": false, "Values": {"FUNCTIONS_WORKER_RUNTIME": "python"}}',
        b'\x00{"bindings": [{"type": "timerTrigger", "schedule": "0 */5 * * * *"}]}',
        b'\x00{"bindings": [{"type": "httpTrigger", "methods": ["get"], "route": "{b:int}"}]}',
    ),
    "durable": (
        b'\x00\x00{"__class__": "SqlRow", "__module__": "azure.functions._sql", "__data__": "{}"}',
        b'\x01\x05{"__class__": "SqlRow", "__module__": "azure.functions._sql", "__data__": "{}"}',
        b'\x00\x00{"__class__": "Popen", "__module__": "subprocess", "__data__": ["true"]}',
    ),
    "routes": tuple(
        bytes(Sink().text(route).text(path).byte(1).byte(0).data)
        for route, path in (
            ("items/{id:int:min(1)}", "/api/items/5"),
            ("{a}.{b?}/{*rest}", "/a.b/c/d%2Fe"),
            ("x/{n=1}/{d:datetime}", "/x/1/2026-01-01"),
        )
    ),
    "cookies": (
        bytes(Sink().text("a").text("b c").data),
        bytes(23) + b".~;;;;;;expires;;v40",  # found: an attribute that lacks its value
        bytes(23) + b"a=b; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Max-Age=5; Path=/; Secure",
    ),
    "schedules": (b"0 */5 * * * *", b"0 0 1-5/2 jan,feb MON-FRI", b"1.00:00:00", b"%setting%"),
    "texts": tuple(
        b"\x00\x01" + text
        for text in (b'{"a": [1, 2.5, "\\ud800", null]}', b"[NaN, 1e400]", b"[[[[1]]]]")
    ),
    "requests": (
        bytes(
            Sink()
            .text("POST")
            .text("https://h:1/a%20b?c=d&c=e#f")
            .byte(2)
            .text("Content-Type")
            .text("application/x-www-form-urlencoded; charset=latin-1")
            .text("X-Forwarded-For")
            .text("[::1]:5, 1.2.3.4")
            .byte(1)
            .binary(b"a=1")
            .data
        ),
    ),
    "encode": tuple(bytes([index, 1, 5, *b"\x02\x00ab"]) for index in range(len(BINDINGS))),
    "headers": (bytes(Sink().text("body").byte(0).byte(1).text("X-A").text("b").data),),
}


def _look_at(value: Any) -> None:
    """
    Do with a value what a function may do with it.
    """
    for each in value[:3] if is_list(value) else [value]:
        _look_at_one(each)
    with contextlib.suppress(*_OF_PYTHON):
        assert value == value or value != value
    with contextlib.suppress(*_OF_PYTHON):
        pickle.loads(pickle.dumps(value))


def _attributes(cls: type[object]) -> tuple[str, ...]:
    """
    Return the public attributes of a class of the package; none of another.
    """
    if not cls.__module__.startswith("azure.functions"):
        return ()
    return tuple(name for name in dir(cls) if not name.startswith("_"))


def _look_at_one(value: object) -> None:
    attributes = _attributes(type(value))
    assert not attributes or len(repr(value)) < 10_000_000
    for name in attributes:
        with contextlib.suppress(*_DOCUMENTED):
            attribute = getattr(value, name)
            if name in {"get_body", "get_json", "to_dict", "to_json"}:
                attribute()
    if isinstance(value, (func.HttpRequest, func.HttpResponse)):
        with contextlib.suppress(*_OF_TEXT):
            value.get_text()


def _check_response(response: func.HttpResponse) -> None:
    """
    Refuse a response that would start a header of its own.
    """
    converter: Any = func.get_binding_registry().get("http")
    wire = converter.encode(response, expected_type=None).value
    sent = [(name, header.value) for name, header in wire["headers"].items()]
    for cookie in wire["cookies"] or ():
        sent += [(morsel.key, morsel.OutputString()) for morsel in cookie.values()]
    for pair in sent:
        assert not set("".join(pair)) & set("\r\n\0"), pair


async def _exchange(source: Source) -> func.HttpResponse:
    """
    Return the response of an ASGI app that sends anything.
    """
    exchange = Exchange("GET", b"")
    sent = source.many(lambda: (source.binary(), source.binary()))
    status = 100 + source.byte() * 2
    await exchange.send({"type": "http.response.start", "status": status, "headers": sent})
    await exchange.send({"type": "http.response.body", "body": source.binary()})
    return exchange.response()


def _wsgi_app(environ: Any, start_response: Any) -> list[bytes]:
    """
    Answer with nothing; what it is told must be such text as WSGI has.
    """
    for value in environ.values():
        if isinstance(value, str):
            value.encode("latin-1")
    start_response("204 No Content", [])
    return []


_FACTORIES: tuple[Callable[[Source], Any], ...] = (
    lambda source: source.json(),
    lambda source: source.text(),
    lambda source: source.binary(),
    lambda source: func.QueueMessage(id=source.text(), body=source.binary()),
    lambda source: [func.QueueMessage(body=source.text()), source.text()],
    lambda source: func.SqlRow(source.mapping(source.json)),
    lambda source: func.SqlRowList([func.SqlRow(source.mapping(source.json))]),
    lambda source: func.MySqlRow(source.mapping(source.json)),
    lambda source: func.DocumentList([func.Document(source.mapping(source.json))]),
    lambda source: func.EventGridOutputEvent(id=source.text(), data=source.json()),
    lambda source: [func.EventGridOutputEvent(data=source.json()), source.text()],
    lambda source: func.HttpResponse.json(source.json()),
    lambda source: func.HttpResponse(source.binary(), headers={"Set-Cookie": source.text()}),
    lambda source: source.many(source.json),
    lambda source: func.InputStream(source.binary()),
    lambda source: object(),
)


def _output(source: Source) -> Any:
    """
    Return a value that a function may send.
    """
    return source.pick(_FACTORIES)(source)


def _times(source: Source) -> tuple[Any, ...]:
    from datetime import datetime, timedelta, timezone

    offset = timezone(timedelta(minutes=source.byte() * 5 - 600))
    return (
        datetime.min,
        datetime.max,
        datetime.max.replace(tzinfo=offset),
        datetime(1, 1, 1, tzinfo=offset),
    )


@contextlib.contextmanager
def _json_library(source: Source) -> Generator[None]:
    """
    Have JSON read by the standard library for one half of all bytes.
    """
    before = (_json._orjson, _json._orjson_was_sought)
    if source.flag():
        _json._orjson, _json._orjson_was_sought = None, True
    else:
        _json._orjson, _json._orjson_was_sought = None, False
    try:
        yield
    finally:
        _json._orjson, _json._orjson_was_sought = before


_temporary: list[tempfile.TemporaryDirectory[str]] = []


def _folder() -> Path:
    """
    Return a folder for files, gone when the process is.
    """
    if not _temporary:
        _temporary.append(tempfile.TemporaryDirectory())
    return Path(_temporary[0].name)


def _any(choices: tuple[object, ...], source: Source) -> Any:
    """
    Pick a value whose type is no concern.
    """
    return source.pick(choices)


def _objects(document: dict[str, Any]) -> list[dict[str, Any]]:
    bindings = document.get("bindings")
    return [each for each in bindings if is_dict(each)] if is_list(bindings) else []
