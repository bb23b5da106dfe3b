"""
Every function of examples/guide, loaded and invoked by the real worker.

A class tests the function whose name stands after its ``Test``.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from pathlib import Path

import pytest

from real_worker import (
    INVOCATION_ID,
    RealWorker,
    http_request,
    http_response,
    json_text,
    json_value,
    loaded,
    nothing,
    octets,
    rewrite_json,
    run_worker,
    string,
    succeeded,
)

APP = Path(__file__).parents[2] / "examples" / "guide" / "__app__"
FUNCTIONS = sorted(config.parent.name for config in APP.glob("*/function.json"))

TEXT = {"content-type": "text/plain; charset=utf-8"}
JSON = {"content-type": "application/json"}
GREETING = {**TEXT, "x-served-by": "HttpTrigger"}


@pytest.fixture
def worker() -> Generator[RealWorker]:
    """
    A worker that has loaded the whole app.
    """
    with run_worker(APP) as worker:
        for name in FUNCTIONS:
            assert loaded(name) == worker.load(name)
        yield worker


def test_every_function_is_tested() -> None:
    """
    Each folder with a function has its class in this module, and the other way round.
    """
    tested = sorted(name.removeprefix("Test") for name in globals() if name.startswith("Test"))

    assert FUNCTIONS == tested


class TestHttpTrigger:
    def test_query(self, worker: RealWorker) -> None:
        """
        The name in the query string is greeted.
        """
        expected = succeeded(http_response(b"Hello, Ada!", headers=GREETING))

        request = http_request(query={"name": "Ada"})

        assert expected == worker.invoke("HttpTrigger", {"req": request})

    def test_json_body(self, worker: RealWorker) -> None:
        """
        The name in the JSON body is greeted.
        """
        expected = succeeded(http_response("Hello, Žofie!".encode(), headers=GREETING))

        body = octets('{"name": "Žofie"}'.encode())
        request = http_request("POST", headers={"content-type": "application/json"}, body=body)

        assert expected == worker.invoke("HttpTrigger", {"req": request})

    @pytest.mark.parametrize("body", [None, b"", b"Ada", b"{}", b"[]", b"\xff"])
    def test_no_name(self, worker: RealWorker, body: bytes | None) -> None:
        """
        A request that names nobody, with any body or none, is a bad request.
        """
        expected = succeeded(
            http_response(
                b"Say whom to greet: ?name=... or a JSON body with a name.",
                status_code=400,
                headers=GREETING,
            )
        )

        request = http_request("POST", body=None if body is None else octets(body))

        assert expected == worker.invoke("HttpTrigger", {"req": request})


class TestCustomEntry:
    def test_request_line(self, worker: RealWorker) -> None:
        """
        The entry point of function.json runs, and the text it returns is sent as text.
        """
        expected = succeeded(string("GET https://example.com/api/CustomEntry"))

        request = http_request("GET", "https://example.com/api/CustomEntry")

        assert expected == worker.invoke("CustomEntry", {"req": request})


class TestBlobInput:
    @pytest.mark.parametrize("content", [b"\x00\xff", b""])
    def test_blob(self, worker: RealWorker, content: bytes) -> None:
        """
        The blob's content is the body of the response.
        """
        headers = {"content-type": "application/octet-stream"}
        expected = succeeded(http_response(content, headers=headers))

        inputs = {"req": http_request(route_params={"id": "7"}), "obj": octets(content)}

        assert expected == worker.invoke("BlobInput", inputs)

    def test_no_blob(self, worker: RealWorker) -> None:
        """
        Where there is no blob, the caller gets 404.
        """
        expected = succeeded(http_response(b"There is no item 7.", status_code=404, headers=TEXT))

        inputs = {"req": http_request(route_params={"id": "7"}), "obj": nothing()}

        assert expected == worker.invoke("BlobInput", inputs)


class TestQueueOutput:
    def test_order(self, worker: RealWorker) -> None:
        """
        One invocation sends a queue message and an HTTP response.
        """
        expected = succeeded(
            http_response(b"Queued: one pear", status_code=202, headers=TEXT),
            outputs={"msg": json_value({"id": None, "body": "one pear"})},
        )

        inputs = {"req": http_request("POST", body=octets(b"one pear"))}

        assert expected == rewrite_json(worker.invoke("QueueOutput", inputs))

    def test_no_order(self, worker: RealWorker) -> None:
        """
        An output that is not set sends nothing.
        """
        expected = succeeded(
            http_response(b"Send the order in the body.", status_code=400, headers=TEXT)
        )

        assert expected == worker.invoke("QueueOutput", {"req": http_request("POST")})


class TestQueueTrigger:
    def test_metadata(self, worker: RealWorker) -> None:
        """
        What the queue knows about the message reaches the function.
        """
        order = {
            "order": "one pear",
            "id": "42",
            "attempt": 2,
            "queued": "2020-05-04T10:20:30+00:00",
        }
        expected = succeeded(string(json.dumps(order)))

        response = worker.invoke(
            "QueueTrigger",
            {"msg": string("one pear")},
            trigger_metadata={
                "Id": string("42"),
                "DequeueCount": json_text("2"),
                "InsertionTime": json_value("2020-05-04T10:20:30+00:00"),
                "ExpirationTime": json_value("2020-05-11T10:20:30+00:00"),
                "NextVisibleTime": json_value("2020-05-04T10:30:30+00:00"),
                "PopReceipt": string("receipt"),
                "QueueTrigger": string("one pear"),
            },
        )

        assert expected == response

    def test_no_metadata(self, worker: RealWorker) -> None:
        """
        A message without metadata is a message all the same.
        """
        order = {"order": "one pear", "id": None, "attempt": None, "queued": None}
        expected = succeeded(string(json.dumps(order)))

        assert expected == worker.invoke("QueueTrigger", {"msg": octets(b"one pear")})


class TestTimerTrigger:
    @pytest.mark.parametrize(
        ("past_due", "log"),
        [
            (False, ["The timer ticked"]),
            (True, ["The timer is past due", "The timer ticked"]),
        ],
    )
    def test_tick(
        self,
        worker: RealWorker,
        caplog: pytest.LogCaptureFixture,
        past_due: bool,
        log: list[str],
    ) -> None:
        """
        The function logs its tick, returns nothing, and says when it comes late.
        """
        caplog.set_level("INFO")
        timer = {
            "Schedule": {"AdjustForDST": True},
            "ScheduleStatus": {
                "Last": "2020-05-04T10:20:00",
                "LastUpdated": "2020-05-04T10:25:00",
                "Next": "2020-05-04T10:25:00",
            },
            "IsPastDue": past_due,
        }

        assert succeeded() == worker.invoke("TimerTrigger", {"timer": json_value(timer)})
        assert log == _user_log(caplog)


class TestAsyncTrigger:
    def test_names(self, worker: RealWorker) -> None:
        """
        The coroutine is awaited and its result sent.
        """
        body = json.dumps(["Hello, Ada!", "Hello, Grace!"]).encode()
        expected = succeeded(http_response(body, headers=JSON))

        request = http_request("POST", body=octets(b'["Ada", "Grace"]'))

        assert expected == worker.invoke("AsyncTrigger", {"req": request})

    def test_empty_body(self, worker: RealWorker) -> None:
        """
        A request without a body is a bad request.
        """
        expected = succeeded(
            http_response(b"Send a JSON list of names.", status_code=400, headers=TEXT)
        )

        assert expected == worker.invoke("AsyncTrigger", {"req": http_request("POST")})


class TestContextInfo:
    def test_context(self, worker: RealWorker) -> None:
        """
        The context names the invocation, the function and its folder.
        """
        info = {
            "invocation_id": INVOCATION_ID,
            "function_name": "ContextInfo",
            "function_directory": str(APP / "ContextInfo"),
        }
        expected = succeeded(http_response(json.dumps(info).encode(), headers=JSON))

        assert expected == worker.invoke("ContextInfo", {"req": http_request()})


class TestAppSetting:
    def test_setting(self, worker: RealWorker, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        A setting of local.settings.json is in the environment when the function runs.
        """
        settings = json.loads((APP / "local.settings.json").read_text("utf-8"))
        monkeypatch.setenv("SHOP_NAME", settings["Values"]["SHOP_NAME"])

        expected = succeeded(string("Welcome to The Corner Shop!"))

        assert expected == worker.invoke("AppSetting", {"req": http_request()})


class TestCachedGlobal:
    def test_read_once(self, worker: RealWorker, caplog: pytest.LogCaptureFixture) -> None:
        """
        The first invocation fills the cache, and all of them answer from it.
        """
        caplog.set_level("INFO")
        expected = [succeeded(http_response(price, headers=TEXT)) for price in (b"3", b"4", b"3")]

        responses = [
            worker.invoke("CachedGlobal", {"req": http_request(query={"item": item})})
            for item in ("apple", "pear", "apple")
        ]

        assert expected == responses
        assert ["Reading the prices"] == _user_log(caplog)

    def test_unknown_item(self, worker: RealWorker) -> None:
        """
        There is no price for an item that is not on the list.
        """
        expected = succeeded(http_response(b"No price for 'plum'.", status_code=404, headers=TEXT))

        request = http_request(query={"item": "plum"})

        assert expected == worker.invoke("CachedGlobal", {"req": request})


class TestSharedCode:
    def test_imports(self, worker: RealWorker) -> None:
        """
        Relative and absolute imports of shared code find the modules of the app.
        """
        expected = succeeded(string("4 words, the longest is 'how'."))

        request = http_request(query={"text": "how do you do"})

        assert expected == worker.invoke("SharedCode", {"req": request})


class TestTempFile:
    @pytest.mark.parametrize(("body", "lines"), [(b"", 0), (b"one\ntwo\n", 2)])
    def test_lines(self, worker: RealWorker, body: bytes, lines: int) -> None:
        """
        The function reads back what it wrote to a temporary file.
        """
        expected = succeeded(string(f"Lines: {lines}"))

        request = http_request("POST", body=octets(body))

        assert expected == worker.invoke("TempFile", {"req": request})


class TestNoAnnotations:
    def test_user(self, worker: RealWorker) -> None:
        """
        The bindings of function.json do without annotations.
        """
        expected = succeeded(string("Hello, Ada!"))

        request = http_request(query={"user": "Ada"})

        assert expected == worker.invoke("NoAnnotations", {"req": request})


def _user_log(caplog: pytest.LogCaptureFixture) -> list[str]:
    """
    Return what the function logged; the worker logs under a name of its own.
    """
    return [record.getMessage() for record in caplog.records if record.name == "root"]
