"""
What `testing.Host` refuses to load is what the real worker refuses to load, and nothing else.
"""

# What the host found wrong while it loaded the app is not public.
# pyright: reportPrivateUsage=false
from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

import pytest

from azure.functions import testing
from azure.functions.testing._plan import refusals
from real_worker import (
    binding,
    run_indexing_worker,
    run_worker,
    write_app,
    write_function,
)

HEAD = """
import functools
import io
import typing
from typing import *

import azure.functions as func
from azure.functions import Context, Out

T = TypeVar("T")
Name = NewType("Name", str)
NotContext = NewType("Context", str)
Strings = list[str]


class Text(str): ...
class Message(func.QueueMessage): ...
class MyOut(Out[str]): ...
class Fields(TypedDict): ...


def named_context():
    class Context: ...
    return Context


def named_out():
    class Out: ...
    return Out


def wrapped(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)
    return wrapper


"""

Bindings: TypeAlias = list[dict[str, str]]

HTTP = [binding("req", "httpTrigger"), binding("$return", "http", "out")]
QUEUE = [binding("msg", "queueTrigger")]
TIMER_APP = """app = func.FunctionApp()


@app.timer_trigger("timer", "0 * * * * *")
"""
TIMER = [binding("timer", "timerTrigger")]


def returns(binding_type: str) -> Bindings:
    return [*TIMER, binding("$return", binding_type, "out")]


def sets(binding_type: str) -> Bindings:
    return [*TIMER, binding("x", binding_type, "out")]


def takes(binding_type: str) -> Bindings:
    return [*TIMER, binding("x", binding_type)]


ANNOTATIONS = (
    "str",
    "bytes",
    "bytearray",
    "int",
    "dict",
    "list",
    "None",
    "list[str]",
    "list[func.QueueMessage]",
    "tuple[str]",
    "type[str]",
    "func.QueueMessage",
    "Message",
    "Text",
    "Name",
    "T",
    "Any",
    "AnyStr",
    "NoReturn",
    "List",
    "List[str]",
    "List[func.QueueMessage]",
    "List['func.QueueMessage']",
    "Sequence[str]",
    "Dict[str, int]",
    "Tuple",
    "Tuple[str]",
    "Type[str]",
    "Callable",
    "Callable[[int], str]",
    "ClassVar[str]",
    "Final[str]",
    "Literal['a']",
    "Optional[str]",
    "Union[str, bytes]",
    "func.QueueMessage | None",
    "Annotated[func.QueueMessage, 'a']",
    "Annotated[str, 'a']",
    "IO[bytes]",
    "Fields",
    "'func.QueueMessage'",
    "'func.NoSuchClass'",
    "'1 +'",
    "'1'",
    "Strings",
    "Generic",
)

CASES = [
    # What is named context.
    (TIMER, "def main(timer, context): ..."),
    (TIMER, "def main(timer, context: Context): ..."),
    (TIMER, "def main(timer, context: 'Context'): ..."),
    (TIMER, "def main(timer, context: named_context()): ..."),
    (TIMER, "def main(timer, context: NotContext): ..."),
    (TIMER, "def main(timer, context: Context | None): ..."),
    (TIMER, "def main(timer, context: dict): ..."),
    (TIMER, "def main(timer, context: Any): ..."),
    ([binding("context", "timerTrigger")], "def main(context): ..."),
    ([binding("context", "timerTrigger")], "def main(context: func.TimerRequest): ..."),
    ([binding("context", "timerTrigger")], "def main(context: Context): ..."),
    # What is bound under another name, or not at all.
    (TIMER, "def main(): ..."),
    (TIMER, "def main(time): ..."),
    (TIMER, "def main(timer, other): ..."),
    (TIMER, "def main(timer, other=1): ..."),
    (TIMER, "def main(timer, *args): ..."),
    (TIMER, "def main(timer, **kwargs): ..."),
    (TIMER, "def main(*, timer): ..."),
    (TIMER, "def main(timer, /): ..."),
    ([*TIMER, binding("kwargs", "table")], "def main(timer, **kwargs): ..."),
    (TIMER, "def main(timer, Context: Context): ..."),
    (TIMER, "@wrapped\ndef main(timer: func.TimerRequest) -> None: ..."),
    (TIMER, "@wrapped\ndef main(timer: str | None) -> None: ..."),
    (TIMER, "class Main:\n    def __call__(self, timer): ...\nmain = Main()"),
    (TIMER, "def make(timer, x): ...\nmain = functools.partial(make, x=1)"),
    (TIMER, "class main:\n    def __init__(self, timer): ..."),
    (TIMER, "main = lambda timer: None"),
    (TIMER, "async def main(timer: func.TimerRequest) -> None: ..."),
    # Which way the data goes.
    ([binding("timer", "timerTrigger", "inout")], "def main(timer): ..."),
    ([*TIMER, binding("x", "table", "inout")], "def main(timer, x): ..."),
    ([*TIMER, binding("$return", "queue")], "def main(timer): ..."),
    ([*TIMER, binding("$return", "queue", "inout")], "def main(timer): ..."),
    # What is set.
    (sets("queue"), "def main(timer, x): ..."),
    (sets("queue"), "def main(timer, x: str): ..."),
    (sets("queue"), "def main(timer, x: List[str]): ..."),
    (sets("queue"), "def main(timer, x: Out): ..."),
    (sets("queue"), "def main(timer, x: MyOut): ..."),
    (sets("queue"), "def main(timer, x: Type[Out]): ..."),
    (sets("queue"), "def main(timer, x: named_out()): ..."),
    (sets("queue"), "def main(timer, x: Out[str] | None): ..."),
    (sets("queue"), "def main(timer, x: Optional[Out[str]]): ..."),
    (sets("queue"), "def main(timer, x: Annotated[Out[str], 1]): ..."),
    (sets("queue"), "def main(timer, x: Out[Out[str]]): ..."),
    (sets("queue"), "def main(timer, x: Out[T]): ..."),
    (sets("queue"), "def main(timer, x: List[Out[str]]): ..."),
    (sets("timerTrigger"), "def main(timer, x): ..."),
    (sets("timerTrigger"), "def main(timer, x: Out[func.TimerRequest]): ..."),
    # What is taken.
    (takes("queue"), "def main(timer, x): ..."),
    (takes("queue"), "def main(timer, x: func.QueueMessage): ..."),
    (takes("queue"), "def main(timer, x: str): ..."),
    (takes("table"), "def main(timer, x: Out): ..."),
    (takes("table"), "def main(timer, x: Out[str]): ..."),
    (takes("table"), "def main(timer, x: MyOut): ..."),
    (takes("blob"), "def main(timer, x: func.InputStream): ..."),
    (takes("blob"), "def main(timer, x: func.InputStream = None): ..."),
    (takes("blob"), "def main(timer, x: io.BytesIO): ..."),
    (HTTP, "def main(req): ..."),
    (HTTP, "def main(req: func.HttpRequest) -> func.HttpResponse: ..."),
    (HTTP, "def main(req: str) -> str: ..."),
    (HTTP, "def main(req: dict): ..."),
    # What is returned.
    (returns("http"), "def main(timer) -> Out: ..."),
    (returns("http"), "def main(timer) -> Out[str]: ..."),
    (returns("activityTrigger"), "def main(timer) -> Out: ..."),
    (returns("activityTrigger"), "def main(timer) -> int: ..."),
    (returns("timerTrigger"), "def main(timer): ..."),
    (returns("timerTrigger"), "def main(timer) -> str: ..."),
    (TIMER, "def main(timer) -> List[str]: ..."),
    (TIMER, "def main(timer) -> 'Nothing': ..."),
    ([binding("x", "activityTrigger")], "def main(x) -> list[str]: ..."),
]


def annotated() -> list[tuple[Bindings, str]]:
    """
    Return a function for each annotation in each place.
    """
    places = (
        ([binding("x", "queueTrigger")], "def main(x: {}): ..."),
        ([binding("x", "activityTrigger")], "def main(x: {}): ..."),
        (takes("table"), "def main(timer, x: {}): ..."),
        (sets("queue"), "def main(timer, x: Out[{}]): ..."),
        (sets("table"), "def main(timer, x: Out[{}]): ..."),
        (returns("queue"), "def main(timer) -> {}: ..."),
        (returns("mcpToolTrigger"), "def main(timer) -> {}: ..."),
    )
    return [(at, source.format(each)) for each in ANNOTATIONS for at, source in places]


@pytest.mark.parametrize(
    ("head", "cases"),
    [
        (HEAD, CASES),
        (f"from __future__ import annotations\n{HEAD}", CASES),
        (HEAD, annotated()),
    ],
    ids=["cases", "postponed", "annotated"],
)
def test_same_refusals(tmp_path: Path, head: str, cases: list[tuple[Bindings, str]]) -> None:
    """
    Whatever a function is annotated with and bound to, the host and the worker both load it, or
    both refuse it.
    """
    names = [f"F{number}" for number in range(len(cases))]
    for name, (bindings, source) in zip(names, cases, strict=True):
        write_function(tmp_path, name, bindings, head + source)
    host = testing.Host(tmp_path)

    with run_worker(tmp_path) as worker:
        said = {name: worker.load(name).result.exception.message for name in names}

    differences = [
        f"{source} {bindings}: worker {said[name]!r}, host {why_not(host, name)}"
        for name, (bindings, source) in zip(names, cases, strict=True)
        if bool(said[name]) != bool(why_not(host, name))
    ]
    assert [] == differences
    assert {True, False} == {bool(message) for message in said.values()}


@pytest.mark.parametrize(
    "source",
    [
        "app = func.FunctionApp()",
        "app = other = func.FunctionApp()",
        "app, other = func.FunctionApp(), func.FunctionApp()",
        "app = None",
        "bp = func.Blueprint()",
        "raise SystemError",
        "1 +",
        f"{TIMER_APP}def main(timer: func.TimerRequest) -> None: ...",
        f"{TIMER_APP}def main(timer: func.TimerRequest, context: func.Context) -> None: ...",
        f"{TIMER_APP}def main(timer: func.TimerRequest, context: dict) -> None: ...",
        f"{TIMER_APP}def main(timer: func.HttpRequest) -> None: ...",
        f"{TIMER_APP}def main(timer: func.TimerRequest | None) -> None: ...",
        f"{TIMER_APP}def main(timer: 'Nothing') -> None: ...",
        f"{TIMER_APP}@app.queue_output('x', 'q', 'c')\ndef main(timer, x: func.Out[str]): ...",
        f"{TIMER_APP}@app.queue_output('x', 'q', 'c')\ndef main(timer, x: func.Out): ...",
        f"{TIMER_APP}@app.queue_output('x', 'q', 'c')\ndef main(timer, x: str): ...",
        f"{TIMER_APP}@app.queue_output('$return', 'q', 'c')\ndef main(timer) -> str: ...",
        f"{TIMER_APP}@app.queue_output('$return', 'q', 'c')\ndef main(timer) -> int: ...",
        f"{TIMER_APP}@app.queue_output('$return', 'q', 'c')\ndef main(timer) -> list[str]: ...",
        f"{TIMER_APP}@app.blob_input('x', 'p', 'c')\ndef main(timer, x: func.InputStream): ...",
        f"{TIMER_APP}@app.blob_input('x', 'p', 'c')\ndef main(timer, x: func.Out[str]): ...",
    ],
)
def test_same_apps(tmp_path: Path, source: str) -> None:
    """
    The host and the worker that indexes apps with decorators both index an app, or both refuse it.
    """
    write_app(tmp_path, f"import azure.functions as func\n\n{source}\n")
    host = testing.Host(tmp_path)
    told = [
        *map(str, host._app.problems),
        *(why for name in host.functions for why in why_not(host, name)),
    ]

    with run_indexing_worker(tmp_path) as worker:
        said = worker.init().result.exception.message

    assert bool(said) == bool(told), (said, told)


def why_not(host: testing.Host, name: str) -> list[str]:
    """
    Return why a function of the host cannot be called.
    """
    if name in host.functions:
        return [refusal.message for refusal in refusals(host.functions[name])]
    return [str(problem) for problem in host._app.problems if problem.function == name]
