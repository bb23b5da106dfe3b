"""
The pytest plugin, in runs of pytest of its own; it comes by the installed package's entry point.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

# pytester forgets what a run in this process imports; of the package, nothing may be there twice.
for module in ("azure.functions._exports", "azure.functions.testing"):
    importlib.import_module(module)

FUNCTION = {
    "bindings": [
        {"name": "req", "type": "httpTrigger", "direction": "in"},
        {"name": "$return", "type": "http", "direction": "out"},
    ]
}

COUNT = """
    import itertools

    import azure.functions as func

    calls = itertools.count(1)


    def main(req: func.HttpRequest, context: func.Context) -> str:
        return f"{next(calls)} {context.function_name}"
"""

DECORATED = """
    import azure.functions as func

    app = func.FunctionApp()
    not_an_app = 7


    @app.route()
    def hello(req: func.HttpRequest) -> str:
        return f"Hello, {req.params['name']}!"
"""


def write(pytester: pytest.Pytester, file: str, text: str) -> None:
    """
    Write a file below the rootdir.
    """
    path = pytester.path / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(textwrap.dedent(text), "utf-8")


@pytest.fixture
def shop(pytester: pytest.Pytester) -> Path:
    """
    The folder of an app with a function that counts its calls.
    """
    folder = pytester.mkdir("shop")
    write(pytester, "shop/Count/__init__.py", COUNT)
    write(pytester, "shop/Count/function.json", json.dumps(FUNCTION))
    return folder


def calling(name: str, expected: str) -> str:
    """
    Return a module with a test that calls a function through the fixture.
    """
    return f"""
        import azure.functions as func


        def test_call(function_host):
            request = func.HttpRequest("GET", "/api/{name}", params={{"name": "Ada"}})

            assert {expected!r} == function_host.call({name!r}, req=request).return_value
        """


def name_app(pytester: pytest.Pytester, named: str) -> None:
    """
    Write the line into pyproject.toml that names the app.
    """
    option = f"azure_functions_app = {json.dumps(named)}"
    pytester.makepyprojecttoml(f"[tool.pytest.ini_options]\n{option}\npythonpath = '.'")


@pytest.mark.usefixtures("shop")
class TestFunctionHost:
    @pytest.mark.parametrize("named", ["shop", "./shop/", " shop "])
    def test_folder(self, pytester: pytest.Pytester, named: str) -> None:
        """
        The fixture is the host of the app in the folder.
        """
        name_app(pytester, named)
        write(pytester, "test_it.py", calling("Count", "1 Count"))

        pytester.runpytest().assert_outcomes(passed=1)

    def test_absolute_folder(self, pytester: pytest.Pytester, shop: Path) -> None:
        """
        The folder may be anywhere.
        """
        name_app(pytester, str(shop))
        write(pytester, "test_it.py", calling("Count", "1 Count"))

        pytester.runpytest().assert_outcomes(passed=1)

    def test_folder_with_a_colon(self, pytester: pytest.Pytester, shop: Path) -> None:
        """
        A folder whose name looks like a module and its attribute is a folder all the same.
        """
        shop.rename(shop.with_name("shop:v2"))
        name_app(pytester, "shop:v2")
        write(pytester, "test_it.py", calling("Count", "1 Count"))

        pytester.runpytest().assert_outcomes(passed=1)

    def test_relative_to_the_rootdir(
        self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        From wherever pytest is started, the folder is looked for from the rootdir.
        """
        name_app(pytester, "shop")
        write(pytester, "tests/test_it.py", calling("Count", "1 Count"))
        monkeypatch.chdir(pytester.path / "tests")

        pytester.runpytest().assert_outcomes(passed=1)

    def test_object(self, pytester: pytest.Pytester) -> None:
        """
        A module and its attribute name a FunctionApp.
        """
        write(pytester, "decorated_shop.py", DECORATED)
        write(pytester, "test_it.py", calling("hello", "Hello, Ada!"))
        name_app(pytester, "decorated_shop:app")

        pytester.runpytest().assert_outcomes(passed=1)

    def test_object_at_the_rootdir(self, pytester: pytest.Pytester) -> None:
        """
        The module is found in the rootdir, be that on the path or not.
        """
        write(pytester, "shop_at_root.py", DECORATED)
        write(pytester, "tests/test_it.py", calling("hello", "Hello, Ada!"))
        option = 'azure_functions_app = "shop_at_root:app"'
        pytester.makepyprojecttoml(f"[tool.pytest.ini_options]\n{option}")

        pytester.runpytest().assert_outcomes(passed=1)

    def test_folder_of_decorators(self, pytester: pytest.Pytester) -> None:
        """
        The folder may have a function_app.py.
        """
        write(pytester, "function_app.py", DECORATED)
        write(pytester, "test_it.py", calling("hello", "Hello, Ada!"))
        name_app(pytester, ".")

        pytester.runpytest().assert_outcomes(passed=1)

    def test_once_a_session(self, pytester: pytest.Pytester) -> None:
        """
        All tests of a run share the host, and what the app's modules remember, as in a worker.
        """
        name_app(pytester, "shop")
        write(pytester, "test_1.py", calling("Count", "1 Count"))
        write(pytester, "test_2.py", calling("Count", "2 Count"))

        pytester.runpytest().assert_outcomes(passed=2)

    def test_unittest(self, pytester: pytest.Pytester) -> None:
        """
        A unittest.TestCase takes the fixtures as it takes any.
        """
        name_app(pytester, "shop")
        write(
            pytester,
            "test_it.py",
            """
            import unittest

            import pytest

            import azure.functions as func


            class TestCount(unittest.TestCase):
                @pytest.fixture(autouse=True)
                def take(self, function_host, function_context):
                    self.host, self.context = function_host, function_context

                def test_call(self):
                    request = func.HttpRequest("GET", "/api/Count")
                    result = self.host.call("Count", req=request)

                    self.assertEqual("1 Count", result.return_value)

                def test_context(self):
                    self.assertTrue(self.context.invocation_id)
            """,
        )

        pytester.runpytest().assert_outcomes(passed=2)

    def test_module_of_the_app(self, pytester: pytest.Pytester) -> None:
        """
        A test that imports a module of the app patches what the host calls.
        """
        write(
            pytester,
            "function_app.py",
            """
            import azure.functions as func
            import greetings

            app = func.FunctionApp()


            @app.route()
            def hello(req: func.HttpRequest) -> str:
                return greetings.TEXT
            """,
        )
        write(pytester, "greetings.py", "TEXT = 'Hello!'")
        write(
            pytester,
            "test_it.py",
            """
            import azure.functions as func
            import greetings


            def test_call(function_host, monkeypatch):
                monkeypatch.setattr(greetings, "TEXT", "Ahoy!")
                request = func.HttpRequest("GET", "/api/hello")

                assert "Ahoy!" == function_host.call("hello", req=request).return_value
            """,
        )
        name_app(pytester, ".")

        pytester.runpytest().assert_outcomes(passed=1)


@pytest.mark.usefixtures("shop")
class TestRefusals:
    def test_no_option(self, pytester: pytest.Pytester) -> None:
        """
        A test that takes the fixture fails with the line to write; the others run.
        """
        source = "def test_host(function_host): pass\ndef test_other(): pass"
        write(pytester, "test_it.py", source)

        result = pytester.runpytest()

        result.assert_outcomes(passed=1, errors=1)
        result.stdout.fnmatch_lines(
            [
                "function_host has no app; name the app in pyproject.toml, by its folder*",
                "[[]tool.pytest.ini_options[]]",
                'azure_functions_app = "path/to/app"',
            ]
        )
        result.stdout.no_fnmatch_line("*_pytest_plugin.py*")

    @pytest.mark.parametrize(
        ("named", "told"),
        [
            ("shop/Count", "*/shop/Count: there is no app in it; *"),
            ("shap", "*/shap: there is no such folder; *"),
            (r"C:\shop", "*: there is no such folder; *"),
            (":app", "*: there is no such folder; *"),
            ("decorated_shop:ap", "*app*got None*"),
            ("decorated_shop:not_an_app", "*app*got int*"),
        ],
    )
    def test_no_app(self, pytester: pytest.Pytester, named: str, told: str) -> None:
        """
        What is no app is named, beside what is accepted.
        """
        write(pytester, "decorated_shop.py", DECORATED)
        write(pytester, "test_it.py", "def test_host(function_host): pass")
        name_app(pytester, named)

        result = pytester.runpytest()

        result.assert_outcomes(errors=1)
        result.stdout.fnmatch_lines([f"azure_functions_app = {named!r}: {told}"])

    def test_no_module(self, pytester: pytest.Pytester) -> None:
        """
        A module that cannot be imported fails with its own error, and with where it happened.
        """
        write(pytester, "shop_app.py", "import no_such_module")
        write(pytester, "test_it.py", "def test_host(function_host): pass")
        name_app(pytester, "shop_app:app")

        result = pytester.runpytest()

        result.assert_outcomes(errors=1)
        result.stdout.fnmatch_lines(["shop_app.py:1: ModuleNotFoundError"])


class TestFunctionContext:
    def test_context(self, pytester: pytest.Pytester) -> None:
        """
        Each test has a context of its own, filled as the worker fills it, without any app.
        """
        write(
            pytester,
            "test_it.py",
            """
            import azure.functions as func

            ids = set()


            def test_1(function_context):
                assert isinstance(function_context, func.Context)
                assert function_context.trace_context.trace_parent
                ids.add(function_context.invocation_id)


            def test_2(function_context):
                assert not ids & {function_context.invocation_id}
            """,
        )

        pytester.runpytest().assert_outcomes(passed=2)


class TestUnused:
    def test_switched_off(self, pytester: pytest.Pytester) -> None:
        """
        With ``-p no:azure_functions`` there are no fixtures, and nothing is loaded.
        """
        write(
            pytester,
            "test_it.py",
            """
            import sys


            def test_modules():
                assert not [name for name in sys.modules if name.startswith("azure")]


            def test_host(function_host):
                pass
            """,
        )

        result = pytester.runpytest_subprocess("-p", "no:azure_functions")

        result.assert_outcomes(passed=1, errors=1)
        result.stdout.fnmatch_lines(["*fixture 'function_host' not found"])

    def test_costs_nothing(self, pytester: pytest.Pytester) -> None:
        """
        A run that takes no fixture imports nothing of what they are made of.
        """
        write(
            pytester,
            "test_it.py",
            """
            import sys


            def test_modules(pytestconfig):
                assert pytestconfig.pluginmanager.has_plugin("azure_functions")
                loaded = [name for name in sys.modules if name.startswith("azure.functions.")]
                assert ["azure.functions._pytest_plugin"] == loaded
            """,
        )

        pytester.runpytest_subprocess().assert_outcomes(passed=1)

    def test_imports(self) -> None:
        """
        Beside what pytest itself needs, the plugin imports the bare package.
        """
        code = """
            import sys
            import pytest
            before = {*sys.modules}
            import azure.functions._pytest_plugin
            print(*sorted({*sys.modules} - before))
            """
        command = [sys.executable, "-I", "-c", "\n".join(map(str.strip, code.splitlines()))]

        imported = subprocess.check_output(command, text=True).split()

        assert ["azure", "azure.functions", "azure.functions._pytest_plugin"] == imported

    def test_help(self, pytester: pytest.Pytester) -> None:
        """
        pytest lists the option and the fixtures with what they are.
        """
        helped = pytester.runpytest("--help")
        fixtures = pytester.runpytest("--fixtures")

        helped.stdout.fnmatch_lines(["*azure_functions_app (string):", "*function_host*"])
        fixtures.stdout.fnmatch_lines(
            [
                "function_host [[]session scope[]] -- *_pytest_plugin.py:*",
                "function_context -- *_pytest_plugin.py:*",
            ]
        )
