"""
The app whose cold start is measured: 20 functions of ten families and more.

The same text runs against the published package and against this one.
"""

from __future__ import annotations

import ast

APP = """
import typing
import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
bp = func.Blueprint()


@app.route("orders", methods=["GET"])
def orders(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse()


@app.route("orders/{id:int}", methods=["GET"], auth_level=func.AuthLevel.FUNCTION)
@app.cosmos_db_input("docs", "COSMOS", "shop", "orders", id="{id}", partition_key="{id}")
def order(req: func.HttpRequest, docs: func.DocumentList) -> func.HttpResponse:
    return func.HttpResponse()


@app.route("orders", methods=["POST"])
@app.queue_output("msg", "orders", "AzureWebJobsStorage")
@app.retry(strategy="fixed_delay", max_retry_count="3", delay_interval="00:00:10")
async def add(req: func.HttpRequest, msg: func.Out[str]) -> func.HttpResponse:
    return func.HttpResponse()


@app.route(trigger_arg_name="request", binding_arg_name="response")
@app.table_input("rows", "AzureWebJobsStorage", "people", partition_key="a")
def people(request: func.HttpRequest, rows: str, response: func.Out[func.HttpResponse]) -> None:
    pass


@app.timer_trigger("timer", "0 */5 * * * *", run_on_startup=False)
def every_five_minutes(timer: func.TimerRequest) -> None:
    pass


@app.schedule("timer", "0 0 3 * * MON-FRI", use_monitor=True)
@app.blob_output("report", "reports/{DateTime}.txt", "AzureWebJobsStorage")
def nightly(timer: func.TimerRequest, report: func.Out[str]) -> None:
    pass


@app.queue_trigger("msg", "orders", "AzureWebJobsStorage")
def work(msg: func.QueueMessage) -> None:
    pass


@app.function_name("Poison")
@app.queue_trigger("msg", "orders-poison", "AzureWebJobsStorage")
@app.table_output("row", "AzureWebJobsStorage", "failures")
def poison(msg: func.QueueMessage, row: func.Out[str]) -> None:
    pass


@app.blob_trigger("blob", "samples/{name}", "AzureWebJobsStorage", source="EventGrid")
def uploaded(blob: func.InputStream) -> None:
    pass


@app.blob_trigger("blob", "images/{name}", "AzureWebJobsStorage", data_type="binary")
@app.blob_output("small", "small/{name}", "AzureWebJobsStorage")
def shrink(blob: bytes, small: func.Out[bytes]) -> None:
    pass


@bp.service_bus_queue_trigger("msg", "BUS", "jobs", cardinality="one", is_sessions_enabled=True)
def job(msg: func.ServiceBusMessage) -> None:
    pass


@bp.service_bus_topic_trigger("msg", "BUS", "news", "all")
@bp.service_bus_queue_output("out", "BUS", "jobs")
def news(msg: func.ServiceBusMessage, out: func.Out[str]) -> None:
    pass


@bp.event_hub_message_trigger("events", "HUB", "telemetry", cardinality=func.Cardinality.MANY)
async def telemetry(events: typing.List[func.EventHubEvent]) -> None:
    pass


@bp.event_hub_message_trigger("event", "HUB", "alarms", cardinality=func.Cardinality.ONE)
@bp.event_hub_output("out", "HUB", "copies")
def alarm(event: func.EventHubEvent, out: func.Out[str]) -> None:
    pass


@bp.event_grid_trigger("event")
def event(event: func.EventGridEvent) -> None:
    pass


@bp.route("publish")
@bp.event_grid_output("out", topic_endpoint_uri="TopicUri", topic_key_setting="TopicKey")
def publish(req: func.HttpRequest, out: func.Out[func.EventGridOutputEvent]) -> str:
    return ""


@bp.cosmos_db_trigger("docs", "COSMOS", "shop", "orders", create_lease_container_if_not_exists=True)
def changed(docs: func.DocumentList) -> None:
    pass


@bp.sql_trigger("changes", "dbo.orders", "SQL")
@bp.sql_output("row", "dbo.audit", "SQL")
def audit(changes: str, row: func.Out[func.SqlRow]) -> None:
    pass


@bp.kafka_trigger("event", topic="orders", broker_list="BROKER", consumer_group="app")
def from_kafka(event: func.KafkaEvent) -> None:
    pass


@bp.generic_trigger("msg", type="rabbitMQTrigger", queue_name="q", connection_string_setting="MQ")
@bp.generic_output_binding("out", type="rabbitMQ", queue_name="r", connection_string_setting="MQ")
def rabbit(msg: str, out: func.Out[str]) -> None:
    pass


app.register_functions(bp)
bindings = [function.get_raw_bindings() for function in app.get_functions()]
assert len(bindings) == 20, bindings
"""
"""A function_app.py, and what the worker asks of it."""


def without_annotations(code: str) -> str:
    """
    Return the code with nothing annotated, so that it needs the decorators only.
    """
    tree = ast.parse(code.replace("import typing\n", ""))
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
    return ast.unparse(tree)
