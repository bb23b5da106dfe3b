from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import azure.functions as func
from azure.functions.testing import HostError
from azure.functions.testing._app import App
from azure.functions.testing._load import find_root, load
from azure.functions.testing._plan import plan

EXAMPLES = Path(__file__).parents[2] / "examples"

TIMER = {"name": "timer", "type": "timerTrigger", "direction": "in"}

APP = """
import azure.functions as func

app = func.FunctionApp()


@app.timer_trigger("timer", "0 * * * * *")
def tick(timer: func.TimerRequest) -> None: ...
"""


@pytest.fixture(autouse=True)
def _modules_as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """
    Forget what is imported of apps, before and after.
    """
    before = dict(sys.modules)
    for name in list(sys.modules):
        if name.partition(".")[0] in {"__app__", "function_app", "blueprints"}:
            monkeypatch.delitem(sys.modules, name)
    yield
    for name in set(sys.modules) - set(before):
        if name.partition(".")[0] in {"__app__", "function_app", "blueprints", "shop", "shared"}:
            del sys.modules[name]


def write(app: Path, name: str, source: str = "def main(timer): ...", **fields: object) -> Path:
    """
    Write a function with a function.json, and return its folder.
    """
    folder = app / name
    folder.mkdir(parents=True)
    (folder / "function.json").write_text(json.dumps({"bindings": [TIMER], **fields}))
    (folder / "__init__.py").write_text(source)
    return folder


def script(app: Path, source: str = APP, name: str = "function_app.py") -> Path:
    """
    Write an app with decorators.
    """
    (app / name).write_text(source)
    return app


def told(app: App) -> list[str]:
    """
    Return the messages of an app's problems.
    """
    return [problem.message for problem in app.problems]


def only_problem(app: App) -> str:
    assert {} == app.functions
    [message] = told(app)
    return message


class TestTargets:
    def test_folder(self, tmp_path: Path) -> None:
        """
        A folder of functions is an app, named as text or as a path.
        """
        write(tmp_path, "F")

        for target in (str(tmp_path), tmp_path, os.path.relpath(tmp_path)):
            app = load(target)
            assert ["F"] == [*app.functions]
            assert tmp_path == app.root
            assert [] == app.problems

    def test_folder_above(self, tmp_path: Path) -> None:
        """
        So is the folder that holds it as __app__.
        """
        write(tmp_path / "__app__", "F")

        assert tmp_path / "__app__" == load(tmp_path).root

    def test_script(self, tmp_path: Path) -> None:
        """
        A folder with function_app.py is an app, whatever function.json files there are.
        """
        write(tmp_path, "F")
        app = load(script(tmp_path))

        assert ["tick"] == [*app.functions]
        assert tmp_path == app.root

    def test_app(self) -> None:
        """
        A FunctionApp is one, without a folder.
        """
        app = func.FunctionApp()
        app.timer_trigger("timer", "0 * * * * *")(one_timer)

        loaded = load(app)

        assert ["one_timer"] == [*loaded.functions]
        assert (None, None, {}) == (loaded.root, loaded.modules, loaded.settings)

    def test_blueprint(self) -> None:
        """
        So is a blueprint, which stays as it was.
        """
        blueprint = func.Blueprint()
        blueprint.timer_trigger("timer", "0 * * * * *")(one_timer)

        assert ["one_timer"] == [*load(blueprint).functions]
        assert ["one_timer"] == [*load(blueprint).functions]

    def test_function(self) -> None:
        """
        So is one decorated function.
        """
        blueprint = func.Blueprint()
        decorated = blueprint.timer_trigger("timer", "0 * * * * *")(one_timer)
        blueprint.timer_trigger("timer", "0 * * * * *")(another_timer)

        assert ["one_timer"] == [*load(decorated).functions]

    @pytest.mark.parametrize("target", [None, 5, print, b"app"])
    def test_others(self, target: Any) -> None:
        """
        What has no functions is refused.
        """
        with pytest.raises(TypeError, match="Host: app must be the folder of an app"):
            load(target)


class TestFindRoot:
    def test_missing(self, tmp_path: Path) -> None:
        """
        A folder that is not there is told so.
        """
        with pytest.raises(HostError, match="nowhere: there is no such folder; name a folder"):
            find_root(tmp_path / "nowhere")

    def test_file(self, tmp_path: Path) -> None:
        """
        So is a file.
        """
        with pytest.raises(HostError, match="function_app.py: it is a file; name a folder with"):
            find_root(script(tmp_path) / "function_app.py")

    def test_empty(self, tmp_path: Path) -> None:
        """
        So is a folder without an app.
        """
        with pytest.raises(HostError, match="there is no app in it") as caught:
            find_root(tmp_path)

        error = caught.value
        assert (None, None, ()) == (error.function, error.parameter, error.problems)


class TestScriptName:
    def test_setting(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        The environment may give the file another name.
        """
        monkeypatch.setenv("PYTHON_SCRIPT_FILE_NAME", "shop.py")
        script(tmp_path, name="shop.py")

        assert ["tick"] == [*load(tmp_path).functions]

    def test_local_settings(self, tmp_path: Path) -> None:
        """
        So may the settings of the app.
        """
        script(tmp_path, name="shop.py")
        values = {"Values": {"PYTHON_SCRIPT_FILE_NAME": "shop.py"}}
        (tmp_path / "local.settings.json").write_text(json.dumps(values))

        assert ["tick"] == [*load(tmp_path).functions]

    @pytest.mark.parametrize("name", ["", "../shop.py", "/shop.py", "shop", "a/b.py", "-a.py"])
    def test_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        """
        It is the name of a Python file in the app's folder.
        """
        monkeypatch.setenv("PYTHON_SCRIPT_FILE_NAME", name)

        with pytest.raises(HostError, match="the setting PYTHON_SCRIPT_FILE_NAME must be the name"):
            load(script(tmp_path))


class TestScript:
    @pytest.mark.parametrize(
        ("source", "message"),
        [
            ("", "it has no app at its top level; the worker takes one: app = func.FunctionApp()"),
            (f"{APP}\nother = func.FunctionApp()", "it has 2 apps (app, other) at its top level"),
            (f"{APP}\nother = app", "it has 2 apps (app, other) at its top level"),
            ("import no_such_module", "it cannot be imported: ModuleNotFoundError: No module"),
            ("1 +", "it cannot be imported: SyntaxError: "),
            ("\n\nraise SystemExit('end')", "it cannot be imported: SystemExit: end"),
            ("raise GeneratorExit('end')", "it cannot be imported: GeneratorExit: end"),
        ],
    )
    def test_problems(self, tmp_path: Path, source: str, message: str) -> None:
        """
        A file without one app is a problem, and so is one that cannot be imported.
        """
        app = load(script(tmp_path, source))

        assert only_problem(app).startswith(message)
        assert str(tmp_path / "function_app.py") == app.problems[0].file

    def test_line(self, tmp_path: Path) -> None:
        """
        The problem says which line of the file failed.
        """
        (tmp_path / "shared.py").write_text("raise LookupError")

        [problem] = load(script(tmp_path, "\n\nimport shared\n")).problems

        assert (str(tmp_path / "function_app.py"), 3) == (problem.file, problem.line)

    def test_line_of_syntax(self, tmp_path: Path) -> None:
        """
        Of a syntax error it is where that is.
        """
        (tmp_path / "shared.py").write_text("\n1 +")

        [problem] = load(script(tmp_path, "import shared\n")).problems

        assert str(tmp_path / "shared.py") == problem.file
        assert 1 == problem.line or 2 == problem.line

    def test_line_of_no_code(self, tmp_path: Path) -> None:
        """
        A file that cannot be read as text has no line.
        """
        [problem] = load(script(tmp_path, "# -*- coding: morse -*-\n")).problems

        assert (str(tmp_path / "function_app.py"), None) == (problem.file, problem.line)

    def test_interrupted(self, tmp_path: Path) -> None:
        """
        Who interrupts an import is heard.
        """
        with pytest.raises(KeyboardInterrupt):
            load(script(tmp_path, "raise KeyboardInterrupt"))

    def test_facts(self, tmp_path: Path) -> None:
        """
        A function knows where it stands and what is bound to it.
        """
        app = load(script(tmp_path))

        function = app.functions["tick"]
        file = tmp_path / "function_app.py"
        assert (tmp_path, file, 7) == (function.directory, function.file, function.line)
        assert function.trigger is not None
        assert ("timer", "timerTrigger", "in") == (
            function.trigger.name,
            function.trigger.type,
            function.trigger.direction,
        )
        assert "0 * * * * *" == function.trigger.fields["schedule"]
        assert None is function.retry

    def test_settings(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        The settings of the app are there while it is imported.
        """
        monkeypatch.delenv("SHOP", raising=False)
        values = {"Values": {"SHOP": "Pears"}}
        (tmp_path / "local.settings.json").write_text(json.dumps(values))
        source = f"import os\n{APP}\nassert os.environ['SHOP'] == 'Pears'"

        app = load(script(tmp_path, source))

        assert [] == app.problems
        assert {"SHOP": "Pears"} == app.settings
        assert "SHOP" not in os.environ


class TestDeclared:
    def test_broken_beside_sound(self) -> None:
        """
        A broken function is a problem; a sound one beside it is loaded all the same.
        """
        app = func.FunctionApp()
        app.timer_trigger("timer", "0 * * * * *")(one_timer)
        app.queue_output("msg", "q", "c")(another_timer)

        loaded = load(app)

        assert ["one_timer"] == [*loaded.functions]
        assert "another_timer" in {problem.function for problem in loaded.problems}

    def test_no_json(self) -> None:
        """
        A function is a problem where what is declared of it has no form in JSON.
        """
        app = func.FunctionApp()
        app.timer_trigger("timer", "0 * * * * *")(one_timer)
        app.timer_trigger("timer", "0 * * * * *", extra=object())(another_timer)

        loaded = load(app)

        assert ["one_timer"] == [*loaded.functions]
        [problem] = [each for each in loaded.problems if each.function == "another_timer"]
        assert "what is declared of a binding" in problem.message
        assert __file__ == problem.file

    def test_retry(self) -> None:
        """
        A function knows its retry policy.
        """
        app = func.FunctionApp()
        retry = app.retry(strategy="fixed_delay", max_retry_count="3", delay_interval="00:00:01")
        app.timer_trigger("timer", "0 * * * * *")(retry(one_timer))

        retried = load(app).functions["one_timer"].retry

        assert retried is not None
        assert "3" == retried["max_retry_count"]

    def test_wrapped(self) -> None:
        """
        A function that another decorator wraps stands where the user wrote it.
        """
        app = func.FunctionApp()
        app.timer_trigger("timer", "0 * * * * *")(functools.wraps(one_timer)(json.loads))

        function = load(app).functions["one_timer"]

        assert Path(__file__) == function.file
        assert one_timer.__code__.co_firstlineno == function.line
        assert Path(json.__file__).parent == function.directory

    def test_callable(self) -> None:
        """
        An object that is called as a function has no place.
        """

        class Tick:
            __name__ = "tick"

            def __call__(self, timer: object) -> None: ...

        app = func.FunctionApp()
        app.timer_trigger("timer", "0 * * * * *")(Tick())

        function = load(app).functions["tick"]

        assert (Path("function_app.py"), None) == (function.file, function.line)
        assert Path() == function.directory


class TestFunctionJson:
    def test_facts(self, tmp_path: Path) -> None:
        """
        A function knows its folder, its bindings and its retry policy.
        """
        folder = write(tmp_path, "F", retry={"strategy": "fixedDelay"})

        function = load(tmp_path).functions["F"]

        assert folder == function.directory
        assert folder / "function.json" == function.file
        assert TIMER == function.bindings[0].fields
        assert {"strategy": "fixedDelay"} == function.retry

    @pytest.mark.parametrize(
        "fields",
        [
            {"scriptFile": "code.py"},
            {"scriptFile": "./code.py", "entryPoint": ""},
            {"scriptFile": "../shared/code.py", "entryPoint": None},
            {"scriptFile": "../Fn/../shared/code.py"},
            {"scriptFile": "../shared/__init__.py", "entryPoint": "shared_main"},
            {"scriptFile": None, "entryPoint": "own_main"},
        ],
    )
    def test_script_file(self, tmp_path: Path, fields: dict[str, object]) -> None:
        """
        The function is in a file of its folder, or of another folder of the app.
        """
        folder = write(tmp_path, "Fn", "def own_main(timer): ...", **fields)
        (folder / "code.py").write_text("def main(timer): ...")
        shared = tmp_path / "shared"
        shared.mkdir()
        (shared / "__init__.py").write_text("def shared_main(timer): ...")
        (shared / "code.py").write_text("def main(timer): ...")

        app = load(tmp_path)

        assert [] == app.problems
        assert ("timer",) == app.functions["Fn"].parameters

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"scriptFile": 5}, "scriptFile must be text"),
            ({"entryPoint": []}, "entryPoint must be text"),
            ({"scriptFile": "none.py"}, "scriptFile 'none.py' is no Python file"),
            ({"scriptFile": "function.json"}, "scriptFile 'function.json' is no Python file"),
            ({"scriptFile": ".."}, "scriptFile '..' is no Python file"),
            ({"scriptFile": "a\0b.py"}, "scriptFile 'a\\x00b.py' is no Python file"),
            ({"scriptFile": f"{'a' * 5000}.py"}, "scriptFile 'aaa"),
            ({"scriptFile": "../../outside.py"}, "scriptFile '../../outside.py' is outside of"),
            ({"scriptFile": "link.py"}, "scriptFile 'link.py' is outside of the app; move it"),
            ({"scriptFile": "/etc/../{outside}"}, "scriptFile"),
            ({"entryPoint": "mian"}, "entryPoint 'mian' is no function of __init__.py, which has"),
            ({"entryPoint": "number"}, "entryPoint 'number' is no function"),
            ({"entryPoint": "os.system"}, "entryPoint 'os.system' is no function"),
            ({"entryPoint": "__class__"}, "entryPoint '__class__' is no function"),
            ({"entryPoint": "__import__"}, "entryPoint '__import__' is no function"),
            ({"bindings": None}, "bindings must be a list of objects"),
            ({"bindings": [1]}, "bindings must be a list of objects"),
        ],
    )
    def test_problems(self, tmp_path: Path, fields: dict[str, Any], message: str) -> None:
        """
        What is no function of the app is a problem, and nothing outside of the app is imported.
        """
        outside = tmp_path / "outside.py"
        outside.write_text("raise SystemError('imported')")
        fields = {
            name: each.format(outside=outside) if isinstance(each, str) else each
            for name, each in fields.items()
        }
        source = "import os\nnumber = 5\ndef main(timer): ..."
        folder = write(tmp_path / "app", "F", source, **fields)
        (folder / "link.py").symlink_to(outside)

        app = load(tmp_path / "app")

        assert only_problem(app).startswith(message)
        assert ("F", str(folder / "function.json")) == (
            app.problems[0].function,
            app.problems[0].file,
        )

    def test_linked_folder(self, tmp_path: Path) -> None:
        """
        A folder that is linked into the app from elsewhere is outside of it.
        """
        write(tmp_path / "elsewhere", "F", "raise SystemError")
        app = tmp_path / "app"
        app.mkdir()
        (app / "F").symlink_to(tmp_path / "elsewhere" / "F")

        assert "is outside of the app" in only_problem(load(app))

    def test_functions_are_told(self, tmp_path: Path) -> None:
        """
        A wrong entry point comes with what there is.
        """
        source = "from os.path import join\ndef tick(timer): ...\nclass Other: ..."
        write(tmp_path, "F", source, entryPoint="tik")

        [message] = told(load(tmp_path))

        assert "__init__.py, which has tick, Other; name one; did you mean tick?" in message

    def test_no_functions(self, tmp_path: Path) -> None:
        """
        It comes with none where there are none.
        """
        write(tmp_path, "F", "")

        [message] = told(load(tmp_path))

        assert "which has none; name one" in message

    @pytest.mark.parametrize("text", ["", "[]", "{", '{"bindings": 1'])
    def test_no_json(self, tmp_path: Path, text: str) -> None:
        """
        What is no JSON is a problem.
        """
        (write(tmp_path, "F") / "function.json").write_text(text)

        app = load(tmp_path)

        assert "it is no JSON object" in only_problem(app)
        assert "F" == app.problems[0].function

    def test_broken_beside_sound(self, tmp_path: Path) -> None:
        """
        A function that cannot be imported is a problem, with its line; others are loaded.
        """
        broken = write(tmp_path, "Broken", "from . import helper\n\nraise LookupError('end')")
        (broken / "helper.py").write_text("")
        write(tmp_path, "Sound")

        app = load(tmp_path)

        assert ["Sound"] == [*app.functions]
        [problem] = app.problems
        assert "it cannot be imported: LookupError: end" == problem.message
        assert ("Broken", 3) == (problem.function, problem.line)
        assert str(broken / "__init__.py") == problem.file
        assert "__app__.Broken.helper" not in sys.modules

    @pytest.mark.parametrize("direction", ["IN", None, 5])
    def test_odd_fields(self, tmp_path: Path, direction: object) -> None:
        """
        Fields of bindings are read as they are.
        """
        write(tmp_path, "F", bindings=[{**TIMER, "direction": direction}, {}])

        first, second = load(tmp_path).functions["F"].bindings

        assert str(direction).lower() == first.direction
        assert ("", "", "") == (second.name, second.type, second.direction)


class TestExamples:
    @pytest.mark.parametrize(("name", "count"), [("guide", 13), ("decorators", 45)])
    def test_examples(self, name: str, count: int) -> None:
        """
        Every function of the examples is loaded, and the worker would take each.
        """
        app = load(EXAMPLES / name)

        assert [] == app.problems
        assert len(app.functions) >= count
        assert all(plan(function) for function in app.functions.values())


def one_timer(timer: func.TimerRequest) -> None: ...


def another_timer(timer: func.TimerRequest) -> None: ...
