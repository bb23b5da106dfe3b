"""
The app of examples/decorators in the real worker: databases, and what other services bring.

A class tests the blueprint whose name it has.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from pathlib import Path

import pytest

import azure.functions as func
from real_worker import (
    IndexingWorker,
    http_request,
    http_response,
    index,
    json_text,
    json_value,
    octets,
    rewrite_json,
    string,
    succeeded,
)

APP = Path(__file__).parents[2] / "examples" / "decorators"

TEXT = {"content-type": "text/plain; charset=utf-8"}
JSON = {"Content-Type": "application/json"}  # as HttpResponse.json() writes it


@pytest.fixture
def worker() -> Generator[IndexingWorker]:
    """
    A worker that has indexed the whole app.
    """
    with index(APP) as worker:
        yield worker


class TestDatabases:
    def test_sum_up_baskets(self, worker: IndexingWorker) -> None:
        """
        Documents come as a JSON array; one goes out.
        """
        baskets = json_value([{"id": "7", "items": ["pear", "fig"]}, {"id": "8", "items": ["fig"]}])
        summary = json_value([{"id": "latest", "counts": {"7": 2, "8": 1}}])

        response = worker.invoke("sum_up_baskets", {"baskets": baskets})

        assert succeeded(outputs={"summary": summary}) == rewrite_json(response)

    def test_basket(self, worker: IndexingWorker) -> None:
        """
        A document is read for a request.
        """
        document = {"id": "7", "items": ["pear"]}
        inputs = {"req": http_request(), "baskets": json_value(document)}

        response = rewrite_json(worker.invoke("basket", inputs))

        assert succeeded(http_response(json.dumps(document).encode(), headers=JSON)) == response

    @pytest.mark.parametrize("found", ["null", "[]"])
    def test_basket_missing(self, worker: IndexingWorker, found: str) -> None:
        """
        Where there is no document, the list is empty.
        """
        inputs = {"req": http_request(), "baskets": json_text(found)}

        response = worker.invoke("basket", inputs)

        refusal = http_response(b"There is no such basket.", status_code=404, headers=TEXT)
        assert succeeded(refusal) == response

    def test_customers(self, worker: IndexingWorker) -> None:
        """
        Rows of Azure SQL are read for a request.
        """
        rows = json_value([{"id": 1, "name": "Ada"}, {"id": 2, "name": "Grace"}])

        response = worker.invoke("customers", {"req": http_request(), "rows": rows})

        body = json.dumps(["Ada", "Grace"]).encode()
        assert succeeded(http_response(body, headers=JSON)) == rewrite_json(response)

    def test_add_customer(self, worker: IndexingWorker) -> None:
        """
        A row goes out as JSON.
        """
        request = http_request("POST", body=octets(b'{"id": 1, "name": "Ada"}'))

        response = worker.invoke("add_customer", {"req": request})

        answer = http_response(b"", status_code=201, headers=TEXT)
        row = json_value([{"id": 1, "name": "Ada"}])
        assert succeeded(answer, outputs={"row": row}) == rewrite_json(response)

    def test_follow_customers(
        self, worker: IndexingWorker, caplog: pytest.LogCaptureFixture
    ) -> None:
        """
        Changes of a table of Azure SQL come as JSON text.
        """
        caplog.set_level("INFO")
        changes = json_value([{"Operation": 2, "Item": {"id": 1}}])

        response = worker.invoke("follow_customers", {"changes": changes})

        assert succeeded() == response
        assert ["Customer 1: operation 2"] == _user_log(caplog)

    def test_suppliers(self, worker: IndexingWorker) -> None:
        """
        Rows of MySQL are read for a request.
        """
        rows = json_value([{"id": 1, "name": "Pears Ltd"}])

        response = worker.invoke("suppliers", {"req": http_request(), "rows": rows})

        assert succeeded(http_response(b'["Pears Ltd"]', headers=JSON)) == response

    def test_follow_suppliers(self, worker: IndexingWorker) -> None:
        """
        Changes of a table of MySQL come as rows; a list of rows goes out.
        """
        change = {"Operation": 0, "Item": {"id": 1}}

        response = worker.invoke("follow_suppliers", {"changes": json_value([change])})

        audit = json_value([{"change": func.MySqlRow(change).to_json()}])
        assert succeeded(outputs={"audit": audit}) == rewrite_json(response)


class TestDatabasesV3:
    def test_archive_orders(self, worker: IndexingWorker) -> None:
        """
        Documents come as a JSON array, and go out as one.
        """
        delivered = {"id": "1", "state": "delivered"}
        orders = json_value([delivered, {"id": "2", "state": "pending"}])

        response = worker.invoke("archive_orders", {"orders": orders})

        assert succeeded(outputs={"archive": json_value([delivered])}) == rewrite_json(response)

    def test_orders(self, worker: IndexingWorker) -> None:
        """
        Documents are read for a request.
        """
        inputs = {"req": http_request(), "orders": json_value([{"id": "1"}])}

        response = rewrite_json(worker.invoke("orders", inputs))

        assert succeeded(http_response(b'[{"id": "1"}]', headers=JSON)) == response


class TestIntegrations:
    def test_escalate(self, worker: IndexingWorker) -> None:
        """
        Bindings that this package has no decorators for are text.
        """
        inputs = {"complaint": string("Late!"), "template": string("They say: {complaint}")}
        mail = {"content": [{"type": "text/plain", "value": "They say: Late!"}]}

        response = worker.invoke("escalate", inputs)

        assert succeeded(outputs={"alert": string(json.dumps(mail))}) == response

    def test_read_mail(self, worker: IndexingWorker) -> None:
        """
        What a connector sends comes as it is, and what is returned goes back.
        """
        response = worker.invoke("read_mail", {"mail": json_value({"subject": "Pears?"})})

        assert succeeded(string("read: Pears?")) == response


class TestDapr:
    def test_place_order(self, worker: IndexingWorker) -> None:
        """
        A service is invoked with JSON; state goes out.
        """
        response = worker.invoke("place_order", {"payload": json_value({"order": "one pear"})})

        assert succeeded(outputs={"state": string("one pear")}) == response

    def test_last_order(self, worker: IndexingWorker) -> None:
        """
        State comes in; an event goes out.
        """
        inputs = {"payload": json_value("Ada"), "last_order": string("one pear")}
        event = string(json.dumps({"payload": {"asked": "Ada", "order": "one pear"}}))

        response = worker.invoke("last_order", inputs)

        assert succeeded(outputs={"event": event}) == response

    def test_pick_order(self, worker: IndexingWorker) -> None:
        """
        An event of a topic comes in; a request goes out.
        """
        event = json_value({"id": "7", "data": ["pear"]})

        response = worker.invoke("pick_order", {"event": event})

        request = string(json.dumps({"body": ["pear"]}))
        assert succeeded(outputs={"request": request}) == response

    def test_show_sale(self, worker: IndexingWorker) -> None:
        """
        An event of a binding and a secret come in; a message of a binding goes out.
        """
        inputs = {"sale": json_value({"amount": 4}), "secret": json_value({"till": "1234"})}
        message = {"data": {"amount": 4}, "metadata": {"pin": "1234"}}

        response = worker.invoke("show_sale", inputs)

        assert succeeded(outputs={"message": string(json.dumps(message))}) == response


class TestAI:
    def test_create_assistant(self, worker: IndexingWorker) -> None:
        """
        The request for an assistant goes out.
        """
        instructions = "You help the customers of a shop. You are brief."
        request = string(json.dumps({"id": "7", "instructions": instructions}))

        response = worker.invoke(
            "create_assistant", {"req": http_request("PUT", route_params={"id": "7"})}
        )

        answer = http_response(b"", status_code=202, headers=TEXT)
        assert succeeded(answer, outputs={"request": request}) == response

    def test_put_into_basket(self, worker: IndexingWorker) -> None:
        """
        A skill is given what the model fills in.
        """
        response = worker.invoke("put_into_basket", {"item": string("pear")})

        assert succeeded(outputs={"baskets": string("pear")}) == response

    def test_slogan(self, worker: IndexingWorker) -> None:
        """
        The text of a model is returned as text.
        """
        inputs = {"req": http_request(), "completion": json_value({"content": "Pears!"})}

        assert succeeded(string("Pears!")) == worker.invoke("slogan", inputs)

    def test_add_manual(self, worker: IndexingWorker) -> None:
        """
        What is stored beside the embeddings goes out.
        """
        request = http_request("POST", query={"title": "Fridges"})

        response = worker.invoke("add_manual", {"req": request})

        answer = http_response(b"", status_code=201, headers=TEXT)
        document = string(json.dumps({"title": "Fridges"}))
        assert succeeded(answer, outputs={"document": document}) == response

    @pytest.mark.parametrize(
        ("name", "binding", "value", "expected"),
        [
            ("ask_assistant", "chat", {"recentMessages": [{"content": "Yes."}]}, (b"Yes.", TEXT)),
            ("read_chat", "chat", 7, (b"7", {"content-type": "application/json"})),
            ("embed", "embeddings", {"response": {"data": [1, 2]}}, (b"2", JSON)),
            ("search_manuals", "search", {"Response": "Yes."}, (b"Yes.", TEXT)),
        ],
    )
    def test_input(
        self,
        worker: IndexingWorker,
        name: str,
        binding: str,
        value: object,
        expected: tuple[bytes, Mapping[str, str]],
    ) -> None:
        """
        What a model answers comes as JSON text, beside the request.
        """
        body, headers = expected

        response = worker.invoke(name, {"req": http_request(), binding: json_value(value)})

        assert succeeded(http_response(body, headers=headers)) == response


class TestTools:
    def test_price(self, worker: IndexingWorker) -> None:
        """
        A tool is called with its arguments, and has its defaults.
        """
        for arguments, currency in (({}, "EUR"), ({"currency": "CZK"}, "CZK")):
            call = {"name": "price", "arguments": {"item": "pear", **arguments}}

            response = worker.invoke("price", {"context": json_value(call)})

            assert succeeded(string(f"One pear costs 3 {currency}.")) == response

    def test_reserve(self, worker: IndexingWorker) -> None:
        """
        A tool may be a coroutine, and is given the call where it asks for it.
        """
        call = {
            "name": "reserve",
            "arguments": {"item": "pear", "count": 2},
            "sessionid": "s-1",
            "transport": {"name": "http-streamable"},
        }

        response = worker.invoke("reserve", {"context": json_value(call)})

        assert succeeded(string("2 of pear are reserved for s-1.")) == response

    def test_track(self, worker: IndexingWorker) -> None:
        """
        A tool may be given its call as it comes.
        """
        call = json_value({"name": "track", "arguments": {"parcel": "7"}})

        response = worker.invoke("track", {"call": call})

        assert succeeded(string("Parcel 7 is on its way.")) == response

    def test_opening_hours(self, worker: IndexingWorker) -> None:
        """
        The content of a resource is what is returned.
        """
        request = json_value({"uri": "shop://opening-hours"})

        response = worker.invoke("opening_hours", {"request": request})

        assert succeeded(string("Monday to Friday, 9 to 18.")) == response

    def test_complaint(self, worker: IndexingWorker) -> None:
        """
        A prompt is asked for with its arguments.
        """
        request = json_value({"name": "complaint", "arguments": {"order": "7"}})

        response = worker.invoke("complaint", {"request": request})

        assert succeeded(string("Write a polite complaint about order 7.")) == response


def _user_log(caplog: pytest.LogCaptureFixture) -> list[str]:
    """
    Return what the function logged; the worker logs under a name of its own.
    """
    return [record.getMessage() for record in caplog.records if record.name == "root"]
