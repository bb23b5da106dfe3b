"""
The app of examples/decorators in the real worker: indexed, and its functions invoked.

A class tests the blueprint whose name it has. Those of databases and other services are tested in
``test_decorators_services``, workflows in ``test_decorators_workflows``.
"""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Generator
from importlib.util import find_spec
from pathlib import Path

import pytest

import azure.functions as func
from real_worker import (
    IndexingWorker,
    Message,
    batch,
    http_request,
    http_response,
    index,
    json_text,
    json_value,
    octets,
    protos,
    rewrite_json,
    string,
    succeeded,
)

APP = Path(__file__).parents[2] / "examples" / "decorators"

TEXT = {"content-type": "text/plain; charset=utf-8"}
JSON = {"Content-Type": "application/json"}  # as HttpResponse.json() writes it

RETRIES = {
    "daily_report": {
        "max_retry_count": 3,
        "retry_strategy": "fixed_delay",
        "delay_interval": {"seconds": 30},
    },
    "take_order": {
        "max_retry_count": 5,
        "retry_strategy": "exponential_backoff",
        "minimum_interval": {"seconds": 10},
        "maximum_interval": {"seconds": 15 * 60},
    },
}
"""The functions with retry policies, and what the host is told of these."""


@pytest.fixture
def worker() -> Generator[IndexingWorker]:
    """
    A worker that has indexed the whole app.
    """
    with index(APP) as worker:
        yield worker


@pytest.fixture
def functions(worker: IndexingWorker) -> list[func.Function]:
    """
    The app's functions as they are indexed.
    """
    app: func.FunctionApp = importlib.import_module("function_app").app
    return app.get_functions()


class TestIndexing:
    def test_metadata(self, worker: IndexingWorker, functions: list[func.Function]) -> None:
        """
        The host is told every function with its bindings as they are, and its retry policy.
        """
        expected = protos().FunctionMetadataResponse(
            function_metadata_results=[_metadata(function) for function in functions],
            result={"status": "Success"},
        )

        response = worker.metadata()
        for result in response.function_metadata_results:
            assert result.function_id
            result.ClearField("function_id")

        assert expected == response

    def test_ids(self, worker: IndexingWorker) -> None:
        """
        Each function has an id of its own, and the same one when the app is indexed again.
        """
        first = [result.function_id for result in worker.metadata().function_metadata_results]
        with index(APP) as again:
            second = [result.function_id for result in again.metadata().function_metadata_results]

        assert first == second
        assert len(set(first)) == len(first)

    def test_every_function_is_tested(self, functions: list[func.Function]) -> None:
        """
        Each function is named by a test here, or in a module with a similar name.
        """
        tests = Path(__file__).parent.glob("test_decorators_*.py")
        sources = "".join(test.read_text("utf-8") for test in tests)
        names = [function.get_function_name() for function in functions]

        assert [] == [name for name in names if f'"{name}"' not in sources]


class TestWeb:
    def test_greeting(self, worker: IndexingWorker) -> None:
        """
        The text that a function returns is sent as text.
        """
        request = http_request(query={"name": "Žofie"})

        response = worker.invoke("greeting", {"req": request})

        assert succeeded(string("Welcome to the shop, Žofie!")) == response

    def test_item(self, worker: IndexingWorker) -> None:
        """
        A coroutine is awaited; route parameters reach it.
        """
        body = json.dumps({"id": 7, "price": 21, "stock": 93}).encode()
        request = http_request(route_params={"id": "7"})

        response = worker.invoke("item", {"req": request})

        assert succeeded(http_response(body, headers=JSON)) == rewrite_json(response)

    def test_remove_item(self, worker: IndexingWorker) -> None:
        """
        A function with a name of its own is invoked by it; a response may have no body.
        """
        headers = {**TEXT, "x-removed": "7"}
        request = http_request("DELETE", route_params={"id": "7"})

        response = worker.invoke("remove-item", {"req": request})

        assert succeeded(http_response(b"", status_code=204, headers=headers)) == response

    @pytest.mark.parametrize(
        ("content_type", "text"),
        [
            ("", "Žluté hrušky"),
            ("text/plain; charset=utf-8", "Žluté hrušky"),
            ("application/json", '{"text": "Žluté hrušky"}'),
        ],
    )
    @pytest.mark.parametrize("kind", ["string", "bytes", "json"])
    def test_feedback(
        self, worker: IndexingWorker, kind: str, content_type: str, text: str
    ) -> None:
        """
        A body is read by its type, in each form in which the host sends it.
        """
        thanks = "Thank you for: Žluté hrušky".encode()
        body = _body(kind, text)
        request = http_request("POST", headers={"content-type": content_type}, body=body)

        response = worker.invoke("feedback", {"req": request})

        assert succeeded(http_response(thanks, status_code=201, headers=TEXT)) == response

    @pytest.mark.skipif(find_spec("werkzeug") is None, reason="the extra forms is not installed")
    @pytest.mark.parametrize(
        ("content_type", "body"),
        [
            ("application/x-www-form-urlencoded", b"text=Nice+pears"),
            (
                "multipart/form-data; boundary=b",
                b'--b\r\ncontent-disposition: form-data; name="text"\r\n\r\nNice pears\r\n--b--',
            ),
        ],
    )
    def test_feedback_form(self, worker: IndexingWorker, content_type: str, body: bytes) -> None:
        """
        A form is read in both of its types.
        """
        request = http_request("POST", headers={"content-type": content_type}, body=octets(body))

        response = worker.invoke("feedback", {"req": request})

        thanks = http_response(b"Thank you for: Nice pears", status_code=201, headers=TEXT)
        assert succeeded(thanks) == response

    @pytest.mark.parametrize("kind", ["none", "nothing", "string", "bytes"])
    def test_feedback_empty(self, worker: IndexingWorker, kind: str) -> None:
        """
        An empty body is a bad request, whichever way the host says that it is empty.
        """
        body = _body(kind, "")
        refusal = http_response(b"Send your feedback in the body.", status_code=400, headers=TEXT)

        response = worker.invoke("feedback", {"req": http_request("POST", body=body)})

        assert succeeded(refusal) == response

    def test_picture(self, worker: IndexingWorker) -> None:
        """
        Bytes are taken as they are; a response may be set instead of returned.
        """
        picture = b"\x89PNG\r\n\x00\xff"
        headers = {**TEXT, "etag": f'"{hashlib.sha256(picture).hexdigest()}"'}
        request = http_request("PUT", body=octets(picture))

        response = worker.invoke("picture", {"upload": request})

        answer = http_response(b"", status_code=201, headers=headers)
        assert succeeded(outputs={"answer": answer}) == response


class TestSchedules:
    def test_warmup(self, worker: IndexingWorker, caplog: pytest.LogCaptureFixture) -> None:
        """
        The warm-up runs, and returns nothing.
        """
        caplog.set_level("INFO")

        assert succeeded() == worker.invoke("warmup", {"context": json_text("{}")})
        assert ["Read 2 prices"] == _user_log(caplog)

    @pytest.mark.parametrize(("past_due", "log"), [(False, []), (True, ["The reports are late"])])
    def test_daily_report(
        self,
        worker: IndexingWorker,
        caplog: pytest.LogCaptureFixture,
        past_due: bool,
        log: list[str],
    ) -> None:
        """
        A timer tells whether it is late; several messages are one output.
        """
        reports = json_value(["sales", "stock"])

        response = worker.invoke("daily_report", {"timer": _timer(past_due=past_due)})

        assert succeeded(outputs={"reports": reports}) == rewrite_json(response)
        assert log == _user_log(caplog)

    def test_clean_up(self, worker: IndexingWorker, caplog: pytest.LogCaptureFixture) -> None:
        """
        A coroutine may be run by a timer.
        """
        caplog.set_level("INFO")

        assert succeeded() == worker.invoke("clean_up", {"timer": _timer(past_due=False)})
        assert ["Removing abandoned baskets"] == _user_log(caplog)


class TestStorage:
    def test_take_order(self, worker: IndexingWorker) -> None:
        """
        A queue message comes with what the queue knows about it; another one goes out.
        """
        metadata = {
            "Id": string("42"),
            "DequeueCount": json_text("2"),
            "InsertionTime": json_value("2020-05-04T10:20:30+00:00"),
            "PopReceipt": string("receipt"),
        }
        receipt = json_value({"id": None, "body": "one pear, attempt 2"})

        response = worker.invoke(
            "take_order", {"order": string("one pear")}, trigger_metadata=metadata
        )

        assert succeeded(outputs={"receipts": receipt}) == rewrite_json(response)

    def test_shrink_photo(self, worker: IndexingWorker) -> None:
        """
        A blob comes as bytes, and goes out as bytes.
        """
        metadata = {
            "BlobTrigger": string("photos/pear.png"),
            "Uri": json_value("https://example.com/photos/pear.png"),
            "Properties": json_value({"Length": 6}),
        }

        response = worker.invoke(
            "shrink_photo", {"photo": octets(b"\x89PNG\r\n")}, trigger_metadata=metadata
        )

        assert succeeded(outputs={"thumbnail": octets(b"\x89PNG")}) == response

    def test_invoice(self, worker: IndexingWorker) -> None:
        """
        A blob may be text, beside the request that picks it.
        """
        headers = {**TEXT, "x-invoice": "7"}
        inputs = {"req": http_request(route_params={"id": "7"}), "invoice": string("one pear")}

        assert succeeded(http_response(b"one pear", headers=headers)) == worker.invoke(
            "invoice", inputs
        )

    def test_reviews(self, worker: IndexingWorker) -> None:
        """
        The rows of a table are JSON text.
        """
        rows = json_value([{"RowKey": "Ada", "Text": "Sweet"}])

        response = worker.invoke("reviews", {"req": http_request(), "rows": rows})

        assert succeeded(http_response(b'["Sweet"]', headers=JSON)) == response

    def test_add_review(self, worker: IndexingWorker) -> None:
        """
        A row goes out as JSON text, beside the response.
        """
        row = string(json.dumps({"RowKey": "Ada", "Text": "Sweet"}))
        request = http_request("POST", query={"author": "Ada"}, body=octets(b"Sweet"))

        response = worker.invoke("add_review", {"req": request})

        answer = http_response(b"", status_code=201, headers=TEXT)
        assert succeeded(answer, outputs={"row": row}) == response


class TestMessaging:
    def test_ship_parcel(self, worker: IndexingWorker) -> None:
        """
        A message comes with its metadata; the text that is returned goes out.
        """
        metadata = {"MessageId": string("7"), "DeliveryCount": json_text("1")}

        response = worker.invoke(
            "ship_parcel", {"parcel": octets(b"one pear")}, trigger_metadata=metadata
        )

        assert succeeded(string("7: one pear")) == response

    @pytest.mark.parametrize("kind", ["collection_bytes", "collection_string", "json"])
    def test_print_labels(self, worker: IndexingWorker, kind: str) -> None:
        """
        A batch is a list, in each form in which the host sends it, with the metadata of each.
        """
        metadata = {
            "SubjectArray": json_value(["Ada", "Grace"]),
            "MessageIdArray": batch("collection_string", ["1", "2"]),
        }
        labels = string("Ada: 7\nGrace: 42")

        response = worker.invoke(
            "print_labels",
            {"parcels": batch(kind, ["7", "42"])},
            trigger_metadata=metadata,
        )

        assert succeeded(outputs={"labels": labels}) == response

    def test_tell_customer(self, worker: IndexingWorker) -> None:
        """
        A message of a topic comes with its session.
        """
        response = worker.invoke(
            "tell_customer",
            {"shipment": string("7: one pear")},
            trigger_metadata={"SessionId": string("Ada")},
        )

        assert succeeded(outputs={"mails": string("To Ada: 7: one pear")}) == response


class TestEvents:
    @pytest.mark.parametrize("kind", ["collection_bytes", "collection_string", "json"])
    def test_watch_fridges(self, worker: IndexingWorker, kind: str) -> None:
        """
        A batch of events is a list, with the system properties of each.
        """
        properties = [
            {"PartitionKey": key, "SequenceNumber": number, "Offset": str(number)}
            for number, key in enumerate(["milk", "fish", "meat"])
        ]

        response = worker.invoke(
            "watch_fridges",
            {"readings": batch(kind, ["9", "4", "8.5"])},
            trigger_metadata={"SystemPropertiesArray": json_value(properties)},
        )

        assert succeeded(outputs={"alarms": string("milk at 0, meat at 2")}) == response

    def test_watch_fridges_cold(self, worker: IndexingWorker) -> None:
        """
        An output that is not set sends nothing.
        """
        readings = batch("collection_bytes", ["4"])

        assert succeeded() == worker.invoke("watch_fridges", {"readings": readings})

    def test_order_more(self, worker: IndexingWorker) -> None:
        """
        One event makes another.
        """
        event = {
            "id": "7",
            "subject": "pears",
            "eventType": "Shop.SoldOut",
            "eventTime": "2026-11-22T12:00:00Z",
            "dataVersion": "1.0",
            "data": {"left": 0},
            "topic": "shop",
        }
        restock = {
            "id": "restock-7",
            "subject": "restock",
            "dataVersion": "1.0",
            "eventType": "Shop.Restock",
            "data": {"item": "pears"},
            "eventTime": "2026-11-22T12:00:00+00:00",
        }

        response = worker.invoke("order_more", {"sold_out": json_value(event)})

        assert succeeded(outputs={"restock": json_value(restock)}) == rewrite_json(response)

    def test_take_payment(self, worker: IndexingWorker) -> None:
        """
        An event of Kafka comes with its key.
        """
        payment = string(json.dumps({"sale": "7", "amount": "21"}))

        response = worker.invoke(
            "take_payment", {"sale": string("21")}, trigger_metadata={"Key": string("7")}
        )

        assert succeeded(outputs={"payments": payment}) == response


def _metadata(function: func.Function) -> Message:
    """
    Return what the host is told of a function, except for its id.
    """
    bindings = {
        binding.name: protos().BindingInfo(
            type=binding.type, direction=binding.direction, data_type=binding.data_type
        )
        for binding in function.get_bindings()
    }
    name = function.get_function_name()
    return protos().RpcFunctionMetadata(
        name=name,
        directory=str(APP),
        script_file="function_app.py",
        entry_point=name,
        language="python",
        bindings=bindings,
        raw_bindings=function.get_raw_bindings(),
        retry_options=RETRIES.get(name),
        properties={"worker_indexed": "True"},
    )


def _body(kind: str, text: str) -> Message | None:
    """
    Return the body of a request in one of the forms in which the host sends it.
    """
    if kind == "none":
        return None
    fields: dict[str, dict[str, object]] = {
        "nothing": {},
        "string": {"string": text},
        "bytes": {"bytes": text.encode()},
        "json": {"json": text},
    }
    return protos().TypedData(**fields[kind])


def _timer(*, past_due: bool) -> Message:
    return json_value({"Schedule": {"AdjustForDST": True}, "IsPastDue": past_due})


def _user_log(caplog: pytest.LogCaptureFixture) -> list[str]:
    """
    Return what the function logged; the worker logs under a name of its own.
    """
    return [record.getMessage() for record in caplog.records if record.name == "root"]
