"""
What users write with decorators, and what checkers make of it.
"""

# ruff: noqa: UP006  # the worker takes the old spelling only

import functools
import inspect
import typing
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

from typing_extensions import assert_type

import azure.functions as func
from azure.functions.decorators.core import InputBinding, OutputBinding, Trigger
from azure.functions.decorators.function_app import FunctionBuilder

P = ParamSpec("P")
R = TypeVar("R")

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
bp = func.Blueprint()
app.register_functions(bp)
app.register_blueprint(bp)


@app.route()
def plain(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("Hello!")


@app.function_name("Ordered")
@app.route(route="orders/{id:int}", methods=["POST", func.HttpMethod.PUT], auth_level="admin")
@app.queue_output("msg", queue_name="orders", connection="AzureWebJobsStorage")
@app.blob_input("terms", path="terms/latest.txt", connection="AzureWebJobsStorage")
@app.retry(strategy="fixed_delay", max_retry_count="3", delay_interval="00:00:10")
def stacked(req: func.HttpRequest, terms: str, *, msg: func.Out[str]) -> str:
    msg.set(terms)
    return req.get_text()


@app.service_bus_queue_trigger(
    "messages", "connection", "queue", cardinality=func.Cardinality.MANY, is_sessions_enabled=True
)
async def asynchronous(messages: typing.List[func.ServiceBusMessage]) -> int:
    return len(messages)


@bp.timer_trigger("timer", "0 */5 * * * *", run_on_startup=False)
def tick(timer: func.TimerRequest) -> None: ...


def calls(req: func.HttpRequest, out: func.Out[str]) -> None:
    assert_type(plain(req), func.HttpResponse)
    assert_type(plain(req=req), func.HttpResponse)
    assert_type(stacked(req, "terms", msg=out), str)
    handler: Callable[[func.HttpRequest], func.HttpResponse] = plain
    handler(req)


async def awaits() -> None:
    assert_type(await asynchronous([func.ServiceBusMessage(body="x")]), int)


def looks_inside() -> None:
    builder: FunctionBuilder[..., func.HttpResponse] = plain
    assert_type(builder.build(), func.Function)
    assert_type(plain.__name__, str)
    assert_type(plain.__qualname__, str)
    assert_type(plain.__module__, str)
    assert_type(plain.__doc__, str | None)
    assert_type(plain.__wrapped__(func.HttpRequest("GET", "/")), func.HttpResponse)
    assert_type(inspect.signature(plain), inspect.Signature)
    assert_type(plain.build(), func.Function)
    assert_type(plain.build("function").get_function_name(), str)
    assert_type(plain.build().get_raw_bindings(), list[str])
    assert_type(plain.build().get_user_function(), Callable[..., Any])
    assert_type(app.get_functions(), list[func.Function])
    assert_type(app.get_functions()[0].get_settings_dict("retry_policy"), dict[str, object] | None)
    assert_type(app.auth_level, func.AuthLevel | None)
    try:
        app.validate()
    except func.DeclarationError as error:
        assert_type(error.problems, tuple[str, ...])


# Decorators of the user's own, below and above those of the app.


def logged(function: Callable[P, R]) -> Callable[P, R]:
    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    return wrapper


def timed(function: Callable[P, Awaitable[R]]) -> Callable[P, Coroutine[Any, Any, R]]:
    @functools.wraps(function)
    async def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        return await function(*args, **kwargs)

    return wrapper


@app.route()
@logged
def below(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("Hello!")


@logged
@app.route()
def above(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("Hello!")


@app.queue_output("$return", "names", "AzureWebJobsStorage")
@timed
@app.route()
async def between(req: func.HttpRequest) -> str:
    return req.get_text()


async def calls_those(req: func.HttpRequest) -> None:
    assert_type(below(req), func.HttpResponse)
    assert_type(above(req), func.HttpResponse)
    assert_type(await between(req), str)


# Settings and fields of any kind.


@app.generic_trigger("event", type="rabbitMQTrigger", data_type="string", queue_name="q", port=5672)
@app.generic_input_binding("row", type="table", table_name="people")
@app.generic_output_binding("copy", type="queue", queue_name="copies")
def generic(event: str, row: str, copy: func.Out[str]) -> None: ...


@app.route(trigger_extra_fields={"webHookType": "github"}, binding_extra_fields={"a": [1, 2]})
def extra(req: func.HttpRequest) -> str:
    return ""


@app.event_hub_message_trigger("event", "connection", event_hub_name="hub")
@app.cosmos_db_input("docs", "connection", "db", "items", sql_query="SELECT * FROM c")
@app.event_grid_output("out", topic_endpoint_uri="UriSetting", topic_key_setting="KeySetting")
def families(
    event: func.EventHubEvent,
    docs: func.DocumentList,
    out: func.Out[func.EventGridOutputEvent],
) -> None: ...


@app.mcp_tool()
@app.mcp_tool_property("city", description="The name of the city.", property_type="string")
@app.blob_input("rows", path="weather/{mcptoolargs.city}.json", connection="AzureWebJobsStorage")
def weather(city: str, rows: str, days: int = 1) -> dict[str, int]:
    return {city: days + len(rows)}


@app.mcp_prompt_trigger(
    "prompt", "greet", prompt_arguments=[func.PromptArgument("name"), {"name": "title"}]
)
def greet(prompt: func.PromptInvocationContext) -> str:
    return prompt.name


@func.mcp_content
class Weather:
    degrees = 21


def calls_tools() -> None:
    assert_type(weather("London", "{}"), dict[str, int])
    assert_type(greet(func.PromptInvocationContext(name="greet")), str)
    assert_type(Weather().degrees, int)


# A library with bindings of its own.


class RowsTrigger(Trigger, binding="rowsTrigger"):
    def __init__(self, name: str, table: str) -> None:
        self.table = table
        super().__init__(name=name)


class RowsInput(InputBinding):
    def __init__(self, name: str) -> None:
        super().__init__(name=name)

    @staticmethod
    def get_binding_name() -> str:
        return "rows"


class LibraryApi(func.TriggerApi, func.BindingApi):
    def rows_trigger(self, arg_name: str) -> Callable[[Callable[P, R]], FunctionBuilder[P, R]]:
        def wrap(fb: FunctionBuilder[P, R]) -> FunctionBuilder[P, R]:
            fb.add_trigger(trigger=RowsTrigger(arg_name, table="t"))
            return fb.add_binding(binding=OutputBinding("out", type="rows"))

        return self._configure_function_builder(wrap)


class LibraryApp(func.FunctionRegister, LibraryApi):
    def __init__(self) -> None:
        super().__init__(func.AuthLevel.FUNCTION)


library_app = LibraryApp()


@library_app.rows_trigger("rows")
def rows(rows: str) -> None: ...


def calls_of_library() -> None:
    rows("x")
    assert_type(RowsInput("x").get_dict_repr(), dict[str, object])


def refused(req: func.HttpRequest, out: func.Out[str]) -> None:
    plain()  # type: ignore[call-arg]  # no request  # pyright: ignore[reportCallIssue]
    plain("req")  # type: ignore[arg-type]  # text  # pyright: ignore[reportArgumentType]
    plain(req, out)  # type: ignore[call-arg]  # one too many  # pyright: ignore[reportCallIssue]
    stacked(req, "terms", out)  # type: ignore[call-arg]  # by name only  # pyright: ignore[reportCallIssue]
    plain.biuld()  # type: ignore[attr-defined]  # misspelt  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    plain.build(auth_level=5)  # type: ignore[arg-type]  # a number  # pyright: ignore[reportArgumentType]
    app.qeue_trigger("m", "q", "c")  # type: ignore[attr-defined]  # misspelt  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    app.queue_trigger("m", queue_name="q")  # type: ignore[call-arg]  # no connection  # pyright: ignore[reportCallIssue]
    app.queue_trigger("m", 5, "c")  # type: ignore[arg-type]  # a number  # pyright: ignore[reportArgumentType]
    app.timer_trigger("t", "0 * * * * *", run_on_startup="no")  # type: ignore[arg-type]  # text  # pyright: ignore[reportArgumentType]
    app.route(methods=["GET", 5])  # type: ignore[list-item]  # a number  # pyright: ignore[reportArgumentType]
    app.route(rout="x")  # type: ignore[call-arg]  # misspelt  # pyright: ignore[reportCallIssue]
    app.retry("fixed_delay", max_retry_count=3)  # type: ignore[arg-type]  # digits  # pyright: ignore[reportArgumentType]
    app.route()("f")  # type: ignore[arg-type]  # no function  # pyright: ignore[reportArgumentType]
    app.register_functions(plain)  # type: ignore[arg-type]  # no blueprint  # pyright: ignore[reportArgumentType]
    bp.get_functions()  # type: ignore[attr-defined]  # an app has them  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    func.FunctionApp(auth_level="function")  # type: ignore[call-arg]  # http_auth_level  # pyright: ignore[reportCallIssue]
    func.FunctionApp(http_auth_level=1)  # type: ignore[arg-type]  # a number  # pyright: ignore[reportArgumentType]
