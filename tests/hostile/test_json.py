"""
JSON of any depth, any numbers and any text: the right answer or a clear error, wherever it is read.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import azure.functions as func
from azure.functions import _json
from azure.functions._durable_functions import STRICT_VARIABLE, df_dumps, df_loads
from azure.functions._narrow import is_list
from azure.functions.meta import Collection, Datum
from azure.functions.testing._documents import read_document
from fuzz_bytes import nested

pytestmark = pytest.mark.usefixtures("each_json_library")

OPENINGS = {"list": ("[", "]"), "dict": ('{"a":', "}"), "both": ('[{"a":', "}]")}

Maker = Callable[[str], object]


@cache
def deep_text(opening: str, depth: int = 100_000) -> str:
    """
    Return valid JSON that is nested so deep.
    """
    start, end = OPENINGS[opening]
    levels = -(-depth // len(end))
    return f"{start * levels}1{end * levels}"


def decoded(binding: str, datum: Datum | None, **metadata: Datum) -> Any:
    """
    Return what a function is given.
    """
    converter: Any = func.get_binding_registry().get(binding)
    return converter.decode(datum, trigger_metadata=metadata)


def encoded(binding: str, value: object) -> Any:
    """
    Return what the host is sent.
    """
    converter: Any = func.get_binding_registry().get(binding)
    return converter.encode(value, expected_type=None)


READERS: dict[str, Maker] = {
    "HttpRequest": lambda text: func.HttpRequest("POST", "/", body=text).get_json(),
    "HttpRequest, bytes": lambda text: func.HttpRequest("POST", "/", body=text.encode()).get_json(),
    "HttpRequest, UTF-16": lambda text: func.HttpRequest(
        "POST", "/", body=text.encode("utf-16")
    ).get_json(),
    "HttpResponse": lambda text: func.HttpResponse(text).get_json(),
    "QueueMessage": lambda text: func.QueueMessage(body=text).get_json(),
    "ServiceBusMessage": lambda text: func.ServiceBusMessage(body=text).get_json(),
    "EventHubEvent": lambda text: func.EventHubEvent(body=text).get_json(),
    "KafkaEvent": lambda text: func.KafkaEvent(body=text).get_json(),
    "OrchestrationContext": lambda text: func.OrchestrationContext(text).get_json(),
    "PromptInvocationContext": func.PromptInvocationContext,
    "SqlRow": func.SqlRow.from_json,
    "SqlRowList": lambda text: func.SqlRowList.from_json(f"[{text}]"),
    "timerTrigger": lambda text: decoded("timerTrigger", Datum(text, "json")),
    "eventGridTrigger": lambda text: decoded("eventGridTrigger", Datum(text, "json")),
    "cosmosDBTrigger": lambda text: decoded("cosmosDBTrigger", Datum(text, "json")),
    "sql": lambda text: decoded("sql", Datum(text.encode(), "bytes")),
    "mcpPromptTrigger": lambda text: decoded("mcpPromptTrigger", Datum(text, "json")),
    "Datum": lambda text: Datum(text, "json").python_value,
    "df_loads": df_loads,
    "df_loads, bytes": lambda text: df_loads(text.encode()),
    "activityTrigger": lambda text: decoded("activityTrigger", Datum(text, "json")),
}
"""Where text is read as JSON."""


@pytest.mark.parametrize(
    ("opening", "depth"),
    [(opening, 100_000) for opening in OPENINGS],
)
@pytest.mark.parametrize("reader", READERS)
def test_deep_text(reader: str, opening: str, depth: int) -> None:
    """
    JSON that is nested deeper than Python follows is refused with a ValueError that says so, or
    what is accepted.
    """
    told = "nested too deep|takes a JSON object"

    with pytest.raises((func.DecodeError, json.JSONDecodeError), match=told):
        READERS[reader](deep_text(opening, depth))


@pytest.mark.parametrize("opening", OPENINGS)
def test_deep_text_with_strict_typing(opening: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    So it is where the types of durable functions are strict.
    """
    monkeypatch.setenv(STRICT_VARIABLE, "1")

    with pytest.raises(func.DecodeError, match="nested too deep"):
        df_loads(deep_text(opening))


def test_deep_text_that_is_not_deep() -> None:
    """
    Signs within text, and many values side by side, nest nothing.
    """
    empty: list[list[dict[str, object]]] = [[{}]]
    value = {"[" * 40_000: ["{" * 40_000 + '"', '\\"[' * 20_000, "\\"], "a": empty * 20_000}

    assert value == _json.loads(json.dumps(value))
    assert value == _json.loads(f" {json.dumps(value, ensure_ascii=False)} ")


LOG = "[started]\n" + "\x1b[32mINFO\x1b[0m read {\n" * 10_000
"""Text with signs of JSON that nothing closes; its first line might be JSON for a while."""


def test_deep_text_that_is_no_json() -> None:
    """
    Text that is no JSON is told as such, whatever signs it holds: activities take it as it is.
    """
    assert decoded("activityTrigger", Datum(LOG, "json")) == LOG
    with pytest.raises(json.JSONDecodeError, match="Expecting value"):
        _json.loads(LOG)


def test_depth_that_others_read() -> None:
    """
    What the standard library reads is read; 300 levels are on every Python.
    """
    assert nested(299) == _json.loads("[" * 300 + "]" * 300)


def levels_of(value: object) -> int:
    """
    Count how deep lists are nested, each in the one before.
    """
    levels = 0
    while is_list(value):
        levels, value = levels + 1, (value or [None])[0]
    return levels


@pytest.mark.parametrize("levels", [900, 1_500, 10_000, 65_000])
@pytest.mark.parametrize("read", [_json.loads, df_loads])
def test_depth_that_some_pythons_follow(read: Callable[[str], object], levels: int) -> None:
    """
    Where Python stops depends on its version; what it does not read is refused likewise.
    """
    text = "[" * levels + "]" * levels
    try:
        found = read(text)
    except func.DecodeError as error:
        found = str(error)

    if isinstance(found, str):
        assert "nested too deep" in found
    else:
        assert levels == levels_of(found)


@pytest.mark.parametrize("opening", OPENINGS)
def test_deep_metadata(opening: str) -> None:
    """
    Metadata that is nested too deep cannot be read, so its field is None, and the rest is there.
    """
    text = deep_text(opening)
    datums = {name: Datum(text, "json") for name in ("UserProperties", "ApplicationProperties")}
    message = decoded(
        "serviceBusTrigger", Datum("a", "string"), **datums, Label=Datum("b", "string")
    )
    blob = decoded("blobTrigger", Datum(b"a", "bytes"), Properties=Datum(text, "json"))

    assert (None, None, "b") == (
        message.application_properties,
        message.user_properties,
        message.label,
    )
    assert (None, None) == (blob.blob_properties, blob.length)
    assert message == pickle.loads(pickle.dumps(message))


@pytest.mark.parametrize("binding", ["eventHubTrigger", "kafkaTrigger", "serviceBusTrigger"])
def test_deep_batch(binding: str) -> None:
    """
    In a batch whose arrays cannot be read the bodies are there, and the fields are None.
    """
    text = deep_text("list")
    bodies = Datum(Collection("string", ["a", "b"]), "collection_string")
    arrays = {name: Datum(text, "json") for name in ("SystemPropertiesArray", "OffsetArray")}
    events = decoded(binding, bodies, **arrays)
    whole = decoded(binding, Datum(text, "json"), OffsetArray=Datum("[1]", "json"))

    assert [b"a", b"b"] == [event.get_body() for event in events]
    assert "sequence_number" not in repr(events[0])
    with pytest.raises(json.JSONDecodeError, match="nested too deep"):
        whole.get_json()


@pytest.mark.parametrize("name", ["function.json", "host.json", "local.settings.json"])
@pytest.mark.parametrize("opening", OPENINGS)
def test_deep_file(name: str, opening: str, tmp_path: Path) -> None:
    """
    A file that is nested deeper than the host follows is a problem that says so.
    """
    file = tmp_path / name
    file.write_text(f'{{"a": {deep_text(opening)}}}')

    assert "nested deeper than 64 levels" in str(read_document(file))


DIGITS = "9" * 1_000_000


@pytest.mark.parametrize("reader", READERS)
def test_long_integers(reader: str) -> None:
    """
    An integer of a million digits is refused with a ValueError, as Python does.
    """
    with pytest.raises(ValueError, match="4300|digits|JSON object|name"):
        READERS[reader](f'{{"a": -{DIGITS}}}')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"0.{DIGITS}", 1.0),
        (f"{DIGITS}.5", float("inf")),
        ("1e" + DIGITS, float("inf")),
        ("1e-" + DIGITS, 0.0),
        (f"-0.{'0' * 1_000_000}1", -0.0),
    ],
    ids=["fraction", "whole", "exponent", "negative exponent", "nothing"],
)
def test_long_floats(text: str, expected: float) -> None:
    """
    A number with a fraction or an exponent is read as the float that is nearest to it.
    """
    assert expected == _json.loads(text)
    assert [expected] == func.QueueMessage(body=f"[{text}]").get_json()


@pytest.mark.parametrize("kind", ["string", "json"])
def test_long_numbers_in_metadata(kind: str) -> None:
    """
    A field of a million digits cannot be read, so it is None.
    """
    names = ("DequeueCount", "InsertionTime", "ExpirationTime", "NextVisibleTime")
    message = decoded(
        "queueTrigger", Datum("a", "string"), **{n: Datum(DIGITS, kind) for n in names}
    )
    names = ("DeliveryCount", "SequenceNumber", "EnqueuedTimeUtc", "TimeToLive")
    other = decoded(
        "serviceBusTrigger", Datum("a", "string"), **{n: Datum(DIGITS, kind) for n in names}
    )
    blob = decoded(
        "blobTrigger", Datum("a", "string"), Properties=Datum(f'{{"Length": "{DIGITS}"}}', "json")
    )

    assert (None, None, None) == (
        message.dequeue_count,
        message.insertion_time,
        message.expiration_time,
    )
    assert (None, None, None) == (other.delivery_count, other.enqueued_time_utc, other.time_to_live)
    assert None is blob.length


def test_long_numbers_without_python_s_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    So it is where an app has switched off the bound of Python, as then it takes very long.
    """
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        message = decoded(
            "serviceBusTrigger",
            Datum("a", "string"),
            DeliveryCount=Datum(DIGITS, "string"),
            TimeToLive=Datum(DIGITS, "string"),
        )
        assert (None, None) == (message.delivery_count, message.time_to_live)
    finally:
        sys.set_int_max_str_digits(before)


LONG = 10**5000
"""An integer that Python does not write."""


@pytest.mark.parametrize("status", [LONG, -LONG, "9" * 5000, DIGITS], ids=["+", "-", "5", "6"])
def test_long_status(status: Any) -> None:
    """
    So is a status.
    """
    with pytest.raises(func.ArgumentValueError, match="status_code must be a number"):
        func.HttpResponse(status_code=status)


@pytest.mark.parametrize("seconds", [LONG, -LONG], ids=["+", "-"])
def test_long_max_age(seconds: int) -> None:
    """
    So is how long a cookie is kept.
    """
    with pytest.raises(func.ArgumentValueError, match="max_age must be a whole number"):
        func.HttpResponse().set_cookie("a", max_age=seconds)


def test_long_numbers_in_headers() -> None:
    """
    Headers with a million digits are text, and a port that is none is none.
    """
    headers = {"Content-Length": DIGITS, "X-Forwarded-For": f"1.2.3.4:{DIGITS}"}
    environs: list[dict[str, Any]] = []

    def app(environ: Any, start_response: Any) -> list[bytes]:
        environs.append(environ)
        start_response("204 No Content", [])
        return []

    request = func.HttpRequest("POST", f"http://h:{DIGITS}/", headers=headers, body="abc")
    func.WsgiMiddleware(app).handle(request)

    assert ("3", "80", "1.2.3.4") == (
        environs[0]["CONTENT_LENGTH"],
        environs[0]["SERVER_PORT"],
        environs[0]["REMOTE_ADDR"],
    )


TWICE = '{"a": 1, "b": {"c": 1, "c": 2}, "a": [2]}'
LAST = {"a": [2], "b": {"c": 2}}


def test_duplicate_keys() -> None:
    """
    Of a key that is given twice the last value counts, wherever it is read.
    """
    properties = Datum('{"Length": 1, "Length": 2}', "json")
    timer = Datum('{"IsPastDue": false, "IsPastDue": true}', "json")

    assert LAST == func.HttpRequest("POST", "/", body=TWICE).get_json()
    assert LAST == func.SqlRow.from_json(TWICE)
    assert LAST == df_loads(TWICE)
    assert 2 == decoded("blob", Datum(b"", "bytes"), Properties=properties).length
    assert decoded("timerTrigger", timer).past_due


def test_duplicate_names_of_a_class(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A custom object that names two classes is of the last one, for the check and for what is made.
    """
    text = (
        '{"__class__": "int", "__class__": "SqlRow", "__data__": "{}",'
        ' "__module__": "builtins", "__module__": "azure.functions._sql"}'
    )
    monkeypatch.setenv(STRICT_VARIABLE, "1")

    assert func.SqlRow() == df_loads(text, func.SqlRow)
    with pytest.raises(func.DecodeError):
        df_loads(text, int)


HALF = "\ud800"


@pytest.mark.parametrize("text", [f'"{HALF}"', '"\\ud800"', f'["{HALF}x"]', '{"\\udc00": 1}'])
def test_half_surrogate_pairs_in_json(text: str) -> None:
    """
    Half of a surrogate pair in JSON is read as it is, and travels back as an escape.
    """
    value = json.loads(text)

    assert value == _json.loads(text)
    assert value == _json.loads(text.encode("utf-8", "surrogatepass"))
    for written in (_json.dumps(value), _json.dumps_web(value), df_dumps(value)):
        assert written.isascii()
        assert value == json.loads(written)
    assert value == func.HttpResponse.json(value).get_json()


@pytest.mark.parametrize(
    "make",
    [
        lambda: func.QueueMessage(body=HALF),
        lambda: func.ServiceBusMessage(body=HALF),
        lambda: func.EventHubEvent(body=HALF),
        lambda: func.KafkaEvent(body=HALF),
        lambda: func.InputStream(HALF),
        lambda: func.HttpRequest("POST", "/", body=HALF).get_body(),
        lambda: decoded("kafkaTrigger", Datum(HALF, "string")).get_body(),
        lambda: decoded("queueTrigger", Datum(HALF, "string")),
    ],
)
def test_half_surrogate_pairs_in_bodies(make: Callable[[], object]) -> None:
    """
    A body with half of a surrogate pair, for which UTF-8 has no form, is refused.
    """
    with pytest.raises(func.ArgumentValueError, match="without half surrogate pairs"):
        make()


def test_half_surrogate_pairs_in_batches() -> None:
    """
    In a JSON array each body is JSON itself, so that they stay what they are.
    """
    events = decoded(
        "eventHubTrigger",
        Datum(json.dumps([HALF, {"a": HALF}]), "json"),
        SystemPropertiesArray=Datum("[{}, {}]", "json"),
    )

    assert [HALF, {"a": HALF}] == [event.get_json() for event in events]


BAD = [b"\xff", b'"\xff"', b'{"a": "\xed\xa0"}', b"\xc3\x28", b"\xf8\x88\x80\x80\x80", b"\0\xd8"]


@pytest.mark.parametrize("body", BAD)
def test_invalid_utf_8_in_bodies(body: bytes) -> None:
    """
    Bodies are bytes whatever they hold; read as JSON, what is no Unicode is refused.
    """
    request = func.HttpRequest("POST", "/", body=body)
    values = [
        request,
        decoded("queueTrigger", Datum(body, "bytes")),
        decoded("serviceBusTrigger", Datum(body, "bytes")),
        decoded("eventHubTrigger", Datum(Collection("bytes", [body]), "collection_bytes"))[0],
        decoded("kafkaTrigger", Datum(body, "bytes")),
    ]

    for value in values:
        assert body == value.get_body()
        assert isinstance(value.to_dict(), dict)
        with pytest.raises(json.JSONDecodeError):
            value.get_json()
    assert body == decoded("blob", Datum(body, "bytes")).read()
    with pytest.raises(UnicodeDecodeError):
        request.get_text()


@pytest.mark.parametrize("body", BAD)
@pytest.mark.parametrize("binding", ["sql", "cosmosDB", "orchestrationTrigger", "mcpPromptTrigger"])
def test_invalid_utf_8_in_rows(binding: str, body: bytes) -> None:
    """
    What can be nothing but JSON is refused where it is no Unicode.
    """
    with pytest.raises(func.DecodeError):
        decoded(binding, Datum(body, "bytes"))


@pytest.mark.parametrize("text", BAD)
def test_invalid_utf_8_in_metadata(text: bytes) -> None:
    """
    A field of bytes that are no text is None.
    """
    message = decoded(
        "serviceBusTrigger",
        Datum("a", "string"),
        Label=Datum(text, "bytes"),
        UserProperties=Datum(text, "json"),
        DeliveryCount=Datum(text, "bytes"),
    )

    assert (None, None) == (message.label, message.delivery_count)


@pytest.mark.parametrize("body", BAD)
def test_invalid_utf_8_in_outputs(body: bytes) -> None:
    """
    Bytes travel alone; in a list, which is JSON, they must be UTF-8.
    """
    assert body == encoded("serviceBus", body).value
    for binding in ("serviceBus", "eventHub", "kafka"):
        with pytest.raises(func.EncodeError):
            encoded(binding, [body])
    with pytest.raises(func.EncodeError):
        encoded("queue", func.QueueMessage(body=body))
