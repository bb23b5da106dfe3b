from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import testing
from azure.functions.testing._fields import known_types, shapes_of
from checked_apps import MSG, REQ, RETURN, TIMER, function, messages, modules_as_before, problems
from checked_apps import write as write_app

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
BROKEN = EXAMPLES / "broken"
EXPECTED: dict[str, list[dict[str, object]]] = json.loads(
    (BROKEN / "expected.json").read_text("utf-8")
)

SETTINGS = {"Values": {"AzureWebJobsStorage": "UseDevelopmentStorage=true"}}
WITH_DURABLE = importlib.util.find_spec("azure.durable_functions") is not None


@pytest.fixture(autouse=True)
def own_modules() -> Iterator[None]:
    """
    Forget the modules of the apps.
    """
    with modules_as_before():
        yield


class TestExamples:
    def test_expected(self) -> None:
        """
        There are apps with thirty kinds of mistakes and more, of both models, each in the table.
        """
        folders = {each.name for each in BROKEN.iterdir() if each.is_dir()}
        models = [(BROKEN / kind / "function_app.py").is_file() for kind in EXPECTED]

        assert folders == {*EXPECTED}
        assert models.count(False) > 30
        assert models.count(True) > 20

    @pytest.mark.parametrize("kind", EXPECTED)
    def test_broken(self, kind: str) -> None:
        """
        The one mistake of an app is found, and nothing else.
        """
        found, expected = problems(BROKEN / kind), [dict(each) for each in EXPECTED[kind]]
        if sys.version_info < (3, 11) and kind == "app-two-triggers":
            # There the call of a decorator has the line of the function below it.
            found[0]["line"] = expected[0]["line"]

        assert expected == found
        assert 1 == len(found)

    @pytest.mark.parametrize("example", ["guide", "decorators"])
    def test_sound(self, example: str) -> None:
        """
        Nothing is found in the sound examples.
        """
        assert [] == messages(EXAMPLES / example)


class TestBothModels:
    def test_order(self, tmp_path: Path) -> None:
        """
        Problems come in the order of files and lines, whatever found them.
        """
        write_app(
            tmp_path,
            {
                "host.json": "{}",
                **function({**REQ, "authLevel": "x", "name": "2"}, RETURN, name="Z"),
                **function({**TIMER, "schedule": "x"}, name="A", code="def main(): ...\n"),
                **function(REQ, RETURN, name="B", code="import nothing_there\n"),
                "local.settings.json": {"Values": SETTINGS["Values"], "Value": 1, "values": 2},
            },
        )
        found = [(each["file"], each["line"]) for each in problems(tmp_path)]

        expected = [
            ("A/function.json", 4),
            ("A/function.json", 7),
            ("B/__init__.py", 1),
            ("Z/function.json", 4),
            ("Z/function.json", 7),
            ("host.json", None),
            ("local.settings.json", 6),
        ]
        assert expected == found

    def test_routes(self, tmp_path: Path) -> None:
        """
        A function is told that another one, whose name comes first, keeps from being reached.
        """
        write_app(
            tmp_path,
            {
                **function({**REQ, "route": "{*path}"}, RETURN, name="All"),
                **function({**REQ, "route": "items/{id}"}, RETURN, name="Item"),
                **function({**REQ, "route": "/items"}, RETURN, name="Items"),
            },
        )
        expected = [
            (
                "Item/function.json:7: error: route 'items/{id}' is not reached: 'All', whose name "
                "comes first, answers '{*path}'; change one of the routes, or their methods"
            ),
            (
                "Items/function.json:7: error: route '/items' begins with a slash, which the host "
                "takes for a second one behind the route prefix 'api'; write 'items', or set the "
                "prefix to ''"
            ),
        ]
        assert expected == messages(tmp_path)

    def test_methods_apart(self, tmp_path: Path) -> None:
        """
        Functions with one route and different methods are fine.
        """
        write_app(
            tmp_path,
            {
                **function({**REQ, "route": "items", "methods": ["get"]}, RETURN, name="Get"),
                **function({**REQ, "route": "items", "methods": ["post"]}, RETURN, name="Post"),
            },
        )
        assert [] == messages(tmp_path)

    def test_warmup(self, tmp_path: Path) -> None:
        """
        The function that warms up may be spelt in any case.
        """
        warmup = {"name": "context", "type": "warmupTrigger", "direction": "in"}
        write_app(tmp_path, function(warmup, name="Warmup"))

        assert [] == messages(tmp_path)

    @pytest.mark.parametrize("name", ["host", "HOST", "_f", "f g", "f" * 129])
    def test_refused_names(self, tmp_path: Path, name: str) -> None:
        """
        A function whose name the host refuses is told, with the name cut where it is long.
        """
        write_app(tmp_path, function(REQ, RETURN, name=name))
        (problem,) = problems(tmp_path)

        assert str(problem["message"]).startswith("the host refuses the name '")
        assert name == problem["function"]

    @pytest.mark.parametrize("name", ["f", "F-2_b", "host2", "f" * 128])
    def test_accepted_names(self, tmp_path: Path, name: str) -> None:
        """
        Letters, digits, hyphens and underscores are fine.
        """
        write_app(tmp_path, function(REQ, RETURN, name=name))

        assert [] == messages(tmp_path)

    def test_settings_are_told_once(self, tmp_path: Path) -> None:
        """
        A setting that lacks is told where it is first referred to.
        """
        write_app(
            tmp_path,
            {
                **function({**MSG, "connection": "Orders"}, name="A"),
                **function({**MSG, "connection": "Orders", "queueName": "%Q%"}, name="B"),
                "local.settings.json": {"Values": {}},
            },
        )
        expected = [("A/function.json", 8, "warning"), ("B/function.json", 7, "warning")]

        assert expected == [(e["file"], e["line"], e["level"]) for e in problems(tmp_path)]

    def test_settings_of_the_app_are_there(self, tmp_path: Path) -> None:
        """
        Nothing is told of settings that are there, and nothing where there is no file of them.
        """
        files = function({**MSG, "connection": "Orders"})
        write_app(tmp_path, files)
        assert [] == messages(tmp_path)

        write_app(tmp_path, {"local.settings.json": {"Values": {"Orders__queueServiceUri": "x"}}})
        assert [] == messages(tmp_path)


class TestFunctionJson:
    def test_comments(self, tmp_path: Path) -> None:
        """
        Comments are no mistake, and the lines behind them are right.
        """
        text = (
            '{ // the function\n/* its\nbindings */ "bindings": [\n'
            '{"name": "timer", "type": "timerTrigger", "direction": "in",\n"schedule": "x"}]}'
        )
        write_app(tmp_path, {**function(TIMER), "F/function.json": text})

        assert [5] == [each["line"] for each in problems(tmp_path)]

    def test_all_of_it(self, tmp_path: Path) -> None:
        """
        Everything that is wrong with a function.json is told at once, and what follows is not.
        """
        write_app(
            tmp_path,
            function(
                {**MSG, "direction": "inn", "dataType": "txt"},
                {**TIMER, "name": "$Return", "schedule": ""},
                {"type": "blob", "direction": "out", "path": 5 < 6},
                retry=1,
                code="def main(nothing): ...\n",
            ),
        )
        told = [str(each["message"]).partition(";")[0] for each in problems(tmp_path)]

        expected = [
            "name is missing",
            "direction 'inn' does not exist",
            "name is '$Return'",
            "it has two triggers, queueTrigger and timerTrigger",
            "schedule is missing, which timerTrigger needs",
            "path must be text",
            "retry must be an object",
        ]
        assert sorted(expected) == sorted(told)

    def test_bindings_of_a_function_that_does_not_load(self, tmp_path: Path) -> None:
        """
        A function.json is checked whether or not its code can be imported.
        """
        write_app(
            tmp_path,
            {
                **function({**MSG, "quueName": "q"}, {"name": 1}, code="import nothing_there\n"),
                **function(name="G", scriptFile="nothing.py"),
                "G/function.json": {"scriptFile": "nothing.py", "bindings": 5},
            },
        )
        told = [str(each["message"]).partition(";")[0] for each in problems(tmp_path)]

        expected = [
            "it cannot be imported: ModuleNotFoundError: No module named 'nothing_there'",
            "name must be text",
            "type is missing",
            "scriptFile 'nothing.py' is no Python file of the function's folder",
            "bindings must be a list of objects, each with name, type and direction",
        ]
        assert sorted(expected) == sorted(told)

    def test_warnings_hide_nothing(self, tmp_path: Path) -> None:
        """
        A warning of the bindings keeps nothing of the function's own mistakes back.
        """
        trigger = {"name": "req", "type": "httpTrigger"}
        code = "def main(req: int): ...\n"
        write_app(tmp_path, function(trigger, RETURN, code=code))

        expected = ["direction is missing", "parameter 'req' is annotated int, which httpTrigger"]
        found = [str(each["message"]) for each in problems(tmp_path)]
        assert all(
            told.startswith(start) for told, start in zip(sorted(found), expected, strict=True)
        )

    def test_name_of_another_parameter(self, tmp_path: Path) -> None:
        """
        A binding and a parameter whose names differ by a letter are one mistake, others are two.
        """
        code = "def main(mesage, other): ...\n"
        write_app(tmp_path, function({**MSG, "name": "message"}, code=code))
        found = [(each["file"], str(each["message"])[:44]) for each in problems(tmp_path)]

        expected = [
            ("F/__init__.py", "parameter 'other' is filled by no binding; r"),
            ("F/function.json", "binding 'message' is no parameter of the fun"),
        ]
        assert expected == found

    def test_code_without_a_line(self, tmp_path: Path) -> None:
        """
        What is wrong with code that is no Python function is told at the function.json.
        """
        code = "class Main:\n    def __call__(self, msg, more): ...\n\n\nmain = Main()\n"
        write_app(tmp_path, function(MSG, code=code))
        found = messages(tmp_path)

        assert all(each.startswith("F/function.json:2: error: ") for each in found)
        assert found

    def test_signature_unreadable(self, tmp_path: Path) -> None:
        """
        A callable without a signature is told, not raised.
        """
        write_app(tmp_path, function(MSG, code="main = dict\n"))

        assert messages(tmp_path)

    @pytest.mark.parametrize(
        ("code", "is_told"),
        [
            ("def main(msg) -> str: ...\n", True),
            ("def main(msg) -> None: ...\n", False),
            ("def main(msg): ...\n", False),
            ("import typing\n\n\ndef main(msg) -> typing.Any: ...\n", False),
            ("def main(msg) -> object: ...\n", False),
            ("import typing\n\n\ndef main(msg) -> typing.Optional[str]: ...\n", False),
        ],
    )
    def test_return_without_binding(self, tmp_path: Path, code: str, is_told: bool) -> None:
        """
        A function that surely returns something is told where no binding takes it.
        """
        write_app(tmp_path, function(MSG, code=code))

        assert is_told == any("which no binding takes" in each for each in messages(tmp_path))

    def test_positional_only(self, tmp_path: Path) -> None:
        """
        A parameter that cannot be passed by its name is told.
        """
        write_app(tmp_path, function(MSG, code="def main(msg, /): ...\n"))

        [told] = messages(tmp_path)
        assert "parameter 'msg' is positional-only, but the worker passes it by name" in told

    @pytest.mark.parametrize("binding_type", ["rabbitMQTrigger", "activityTrigger"])
    def test_return_with_binding(self, tmp_path: Path, binding_type: str) -> None:
        """
        A binding that takes what is returned by itself needs no other.
        """
        trigger = {"name": "work", "type": binding_type, "direction": "in"}
        write_app(tmp_path, function(trigger, code="def main(work: str) -> str: ...\n"))

        assert [] == messages(tmp_path)


class TestDecorators:
    def test_blueprint(self) -> None:
        """
        A blueprint, which has no folder, is checked for what is in it.
        """
        bp = func.Blueprint()

        @bp.queue_trigger("message", queue_name="q", connection="Storage=1")
        def f(message: func.QueueMessage) -> int:
            return len(message.get_body())

        found = [each.message.partition(",")[0] for each in testing.Host(bp).check()]

        assert [
            "it returns int",
            "connection holds the connection itself; put that into an app setting",
        ] == found
        assert [] == testing.Host(func.Blueprint()).check()

    def test_prefix_unknown(self) -> None:
        """
        Without a folder there is no host.json, whose route prefix a route could not go with.
        """
        app = func.WsgiFunctionApp(lambda _environ, _start: [b""])

        assert [] == testing.Host(app).check()

    def test_what_the_app_tells(self, tmp_path: Path) -> None:
        """
        What the app finds by itself is told once, and what only the worker refuses beside it.
        """
        code = (
            "import azure.functions as func\n\napp = func.FunctionApp()\n\n\n"
            '@app.route("a", trigger_arg_name="request")\n'
            "def f(reqst: func.HttpRequest, other: int, context: int) -> int: ...\n"
        )
        write_app(tmp_path, {"function_app.py": code})
        found = [str(each["message"])[:44] for each in problems(tmp_path)]

        expected = [
            "arg_name 'request' is no parameter of the fu",
            "parameter 'context' is annotated int; write ",
            "parameter 'other' is filled by no binding; r",
            "the return annotation is int, which http doe",
        ]
        assert expected == sorted(found)

    def test_annotations_unreadable(self, tmp_path: Path) -> None:
        """
        Annotations that cannot be read are told once.
        """
        code = (
            "from __future__ import annotations\n\nimport azure.functions as func\n\n"
            "app = func.FunctionApp()\n\n\n"
            '@app.queue_trigger("msg", queue_name="q", connection="AzureWebJobsStorage")\n'
            "def f(msg: Nothing) -> None: ...\n"
        )
        write_app(tmp_path, {"function_app.py": code})

        expected = (
            "function_app.py:8: error: its annotations cannot be read: name 'Nothing' is not "
            "defined; import what they name, or mend them"
        )
        assert [expected] == messages(tmp_path)

    @pytest.mark.skipif(not WITH_DURABLE, reason="azure-functions-durable is not installed")
    def test_durable(self, tmp_path: Path) -> None:
        """
        Nothing is found in durable functions, whose code the library wraps.
        """
        code = (
            "import azure.functions as func\n\napp = func.FunctionApp()\n\n\n"
            '@app.orchestration_trigger("context")\n'
            "def orchestrate(context):\n"
            '    yield context.call_activity("work", 1)\n\n\n'
            '@app.activity_trigger("number")\n'
            "def work(number: int) -> int:\n"
            "    return number\n\n\n"
            '@app.route("start")\n'
            '@app.durable_client_input("client")\n'
            "async def start(req: func.HttpRequest, client) -> func.HttpResponse:\n"
            "    return func.HttpResponse()\n"
        )
        write_app(tmp_path, {"function_app.py": code})

        assert [] == messages(tmp_path)


KEYS = st.sampled_from(
    sorted(
        {name for each in known_types() for shape in shapes_of(each) for name in shape.fields}
        | {"type", "direction", "quueName", "bindings", "scriptFile", "entryPoint", "retry"}
        | {"strategy", "maxRetryCount", "delayInterval", "properties", "$schema"}
    )
)
TEXTS = st.text(max_size=8) | st.sampled_from(
    sorted(
        {*known_types(), "in", "out", "inout", "req", "msg", "$return", "main", "__init__.py"}
        | {
            "%A%",
            "fixedDelay",
            "00:00:10",
            "many",
            "a=b;c",
            "\ud800",
            "\0",
            "x" * 5000,
            "{a}",
            "../..",
        }
    )
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | TEXTS, inner, max_size=3),
    max_leaves=5,
)
BINDINGS = st.fixed_dictionaries(
    {"name": TEXTS, "type": st.sampled_from(sorted(known_types())), "direction": TEXTS | VALUES}
).flatmap(lambda head: st.dictionaries(KEYS, TEXTS | VALUES).map(lambda more: {**more, **head}))
DOCUMENTS = VALUES | st.fixed_dictionaries(
    {"bindings": st.lists(BINDINGS | VALUES, max_size=3)},
    optional={"scriptFile": TEXTS, "entryPoint": TEXTS, "retry": VALUES},
)


class TestAnything:
    @given(declared=DOCUMENTS)
    def test_function_json(self, tmp_path_factory: pytest.TempPathFactory, declared: Any) -> None:
        """
        Whatever a function.json holds, a check of it returns.
        """
        folder = tmp_path_factory.getbasetemp() / "any_function_json"
        write_app(
            folder,
            {
                "F/function.json": json.dumps(declared),
                "F/__init__.py": "def main(req, msg: str = ''): ...\n",
                "local.settings.json": SETTINGS,
            },
        )
        with modules_as_before():
            found = testing.Host(folder).check()

        assert all(isinstance(each, testing.Problem) for each in found)

    @given(host=VALUES, settings=VALUES)
    def test_app_files(
        self, tmp_path_factory: pytest.TempPathFactory, host: Any, settings: Any
    ) -> None:
        """
        Whatever host.json and local.settings.json hold, a check of them returns.
        """
        folder = tmp_path_factory.getbasetemp() / "any_app_files"
        write_app(
            folder,
            {
                **function(TIMER),
                "host.json": json.dumps(host),
                "local.settings.json": json.dumps(settings),
            },
        )
        with modules_as_before():
            found = testing.Host(folder).check()

        assert all(isinstance(each, testing.Problem) for each in found)
