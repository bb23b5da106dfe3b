# The lazy table is private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import importlib
import sys
import textwrap
import types
from pathlib import Path
from typing import Any

import pytest

import azure.functions as func
from fresh import run

PACKAGE = Path(str(func.__file__)).parent


class TestImport:
    def test_imports_nothing(self) -> None:
        """
        Importing the package imports no module of it and nothing of the standard library.
        """
        imported = run("""
            import sys
            import azure  # the namespace itself takes importlib's machinery
            before = set(sys.modules)
            import azure.functions
            after = set(sys.modules)
            import json
            print(json.dumps(sorted(after - before)))
            """)

        assert ["azure.functions"] == imported

    def test_name_imports_its_module_only(self) -> None:
        """
        Using a name imports its module, and no module of another service.
        """
        imported = run("""
            import sys
            import azure.functions as func
            func.QueueMessage
            after = set(sys.modules)
            import json
            print(json.dumps(sorted(name for name in after if name.startswith("azure.functions."))))
            """)
        services = {f"azure.functions.{name}" for name in ("blob", "http", "timer", "warmup")}

        assert "azure.functions.queue" in imported
        assert not services & set(imported)

    @pytest.mark.parametrize(
        "use",
        [
            "func.HttpRequest('GET', '/?a=1').params; func.HttpResponse('x')",
            "func.get_binding_registry().get('httpTrigger')",
            "func.QueueMessage(body='x')",
            "func.InputStream(b'x').read()",
            "func.TimerRequest()",
            "func.Context()",
            "func.Out[str]().set('x')",
        ],
    )
    def test_heavy_modules_stay_away(self, use: str) -> None:
        """
        Neither importing the package nor making its types imports what is slow to import.
        """
        imported = run(f"""
            import sys
            import azure.functions as func
            {use}
            after = set(sys.modules)
            import json
            print(json.dumps(sorted(after)))
            """)
        heavy = {
            "asyncio",
            "dataclasses",
            "dateutil.parser",
            "email.parser",
            "importlib.metadata",
            "inspect",
            "json",
            "logging",
            "orjson",
            "pkgutil",
            "typing_extensions",
            "werkzeug",
        }

        assert set() == heavy & set(imported)

    def test_what_apps_are_declared_with_is_cheap(self) -> None:
        """
        Declaring functions and indexing them imports of what is slow only what writes JSON.
        """
        imported = run("""
            import sys
            import azure.functions as func
            app = func.FunctionApp()
            @app.route("orders")
            @app.generic_input_binding("rows", type="table", table_name="orders")
            def orders(req, rows): ...
            app.get_functions()[0].get_raw_bindings()
            after = set(sys.modules)
            import json
            print(json.dumps(sorted(after)))
            """)

        assert not {"dataclasses", "difflib", "inspect", "typing"} & set(imported)

    @pytest.mark.parametrize("name", ["blob", "http", "meta", "queue", "timer", "warmup"])
    def test_module_attribute(self, name: str) -> None:
        """
        A module of the package is an attribute without having been imported.
        """
        shown = run(f"""
            import json
            import azure.functions
            print(json.dumps(azure.functions.{name}.__name__))
            """)

        assert f"azure.functions.{name}" == shown

    def test_namespace(self) -> None:
        """
        ``azure`` is a namespace that other distributions share: it has no file.
        """
        import azure

        assert None is getattr(azure, "__file__", None)
        assert not (PACKAGE.parent / "__init__.py").exists()


EARLIER = {
    "__init__.py": """
        from ._abc import Out
        from . import http, meta, _abc, queue
        from .http import HttpRequest
        from .queue import QueueMessage
        from .decorators import FunctionApp
        from .meta import get_binding_registry

        __version__ = "1.0.0"
        __all__ = ("HttpRequest", "OnlyEarlier")
        __author__ = "earlier"

        class OnlyEarlier: pass
        class HttpResponse: pass
        class FunctionsError: pass

        def __getattr__(name):
            if name == "lazily_earlier":
                return name
            raise AttributeError(name)

        def __dir__():
            return ["earlier"]

        _HOMES = {"OnlyEarlier": "_abc"}
        _MODULES = ("_abc",)
        """,
    "_abc.py": "class Out: pass",
    "_errors.py": "class FunctionsError: pass",
    "_registry.py": "get_binding_registry = lambda: {}",
    "_value.py": "earlier = True",
    "http.py": "class HttpRequest: pass",
    "meta.py": "get_binding_registry = lambda: {}",
    "queue.py": "class QueueMessage: pass",
    "decorators/__init__.py": "from .core import Binding\nclass FunctionApp: pass",
    "decorators/core.py": "class Binding: pass",
}
"""Another copy of the package: eager, with names and modules of its own."""


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """
    A directory with another copy of the package.
    """
    for name, source in EARLIER.items():
        file = tmp_path / "azure" / "functions" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(source), "utf-8")
    return tmp_path


class TestReload:
    def test_nothing_of_an_earlier_copy_survives(self, earlier: Path) -> None:
        """
        After an earlier copy was imported, the path changed and the module was reloaded, every
        name, every module and dir() are those of a fresh interpreter.
        """
        survey = """
            names = sorted(dir(func))
            homes = {}
            for name in (*func.__all__, *func._MODULES):
                value = getattr(func, name)
                module = sys.modules[getattr(value, "__module__", None) or value.__name__]
                homes[name] = [module.__name__, module.__file__]
            gone = {
                name: hasattr(func, name)
                for name in ("OnlyEarlier", "lazily_earlier", "FunctionApp", "_abc", "decorators")
            }
            cached = {
                name: module.__file__
                for name, module in sys.modules.items() if name.startswith("azure.functions")
            }
            facts = {
                "dir": names,
                "homes": homes,
                "gone": gone,
                "cached": cached,
                "globals": sorted(vars(func)),
                "version": func.__version__,
                "all": func.__all__,
                "doc": func.__doc__,
                "places": [func.__file__, list(func.__path__), func.__spec__.origin],
                "converter": func.get_binding_registry().get("queueTrigger").__module__,
                "params": func.HttpRequest("GET", "/?a=1").params["a"],
            }
            print(json.dumps(facts))
            """
        survey = textwrap.dedent(survey)
        fresh = run("import json, sys\nimport azure.functions as func\n" + survey)
        reloaded = run(
            textwrap.dedent("""
            import json, importlib, sys
            import azure.functions as func
            assert func.OnlyEarlier and func.lazily_earlier and func.decorators.core
            assert func.__version__ == "1.0.0"
            earlier = func
            del sys.path[0]
            importlib.reload(sys.modules["azure.functions"])
            import azure.functions as func
            assert func is earlier
            """)
            + survey,
            earlier,
        )

        assert {} == {name: fact for name, fact in reloaded.items() if fact != fresh[name]}

    def test_names_that_were_taken_before(self, earlier: Path) -> None:
        """
        The classes that worker code took from the earlier copy are not those of the new one.
        """
        same = run(
            """
            import json, importlib, sys
            import azure.functions as func
            before = (func.HttpRequest, func.QueueMessage, func.Out, func.HttpResponse)
            del sys.path[0]
            importlib.reload(func)
            after = (func.HttpRequest, func.QueueMessage, func.Out, func.HttpResponse)
            print(json.dumps([old is new for old, new in zip(before, after)]))
            """,
            earlier,
        )

        assert [False] * 4 == same

    def test_copy_in_a_sibling_directory(self, earlier: Path, tmp_path: Path) -> None:
        """
        An earlier copy whose path begins as the new one's is forgotten too.
        """
        new = tmp_path / "new"
        target = new / "azure" / "functions"
        target.mkdir(parents=True)
        for file in PACKAGE.glob("*.py"):
            (target / file.name).write_bytes(file.read_bytes())
        shown = run(
            f"""
            import json, importlib, sys, types
            import azure.functions as func
            stale = types.ModuleType("azure.functions.queue")
            stale.__file__ = {str(target)!r} + "-earlier/queue.py"
            sys.modules["azure.functions.queue"] = stale
            sys.path[0] = {str(new)!r}
            importlib.reload(func)
            print(json.dumps([func.__file__, func.queue.__file__]))
            """,
            earlier,
        )

        assert [str(target / "__init__.py"), str(target / "queue.py")] == shown

    def test_same_copy_here(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        A reload drops what is not the package's, and keeps the modules and classes that are.
        """
        stale = types.ModuleType("azure.functions._stale")
        stale.__file__ = "/earlier/azure/functions/_stale.py"
        monkeypatch.setitem(sys.modules, stale.__name__, stale)
        module: Any = func
        module.OnlyEarlier = object
        message, queue = func.QueueMessage, func.queue

        importlib.reload(func)

        assert stale.__name__ not in sys.modules
        assert False is hasattr(func, "OnlyEarlier")
        assert message is func.QueueMessage
        assert queue is func.queue

    def test_same_copy(self) -> None:
        """
        Reloading the same copy keeps every class, and what was registered.
        """
        same = run("""
            import json, importlib, sys
            import azure.functions as func

            class NoteConverter(func.meta.InConverter, binding="note"):
                pass

            before = {name: getattr(func, name) for name in (*func.__all__, *func._MODULES)}
            reloaded = importlib.reload(func)
            print(json.dumps([
                [name for name, value in before.items() if getattr(func, name) is not value],
                reloaded is func,
                func.get_binding_registry().get("note") is NoteConverter,
            ]))
            """)

        assert [[], True, True] == same
