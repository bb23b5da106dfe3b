"""
What is public, seen from every side: ``__all__``, the lazy table, ``dir()``, what type checkers
read, the page of the documentation, ``pickle`` and ``typing.get_type_hints``.
"""

# The lazy table is private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import ast
import importlib
import inspect
import pickle
import re
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import azure.functions as func
import public
import replay
from azure.functions.testing import _load
from fresh import run

PACKAGE = Path(str(func.__file__)).parent
PAGE = Path(__file__).parent.parent / "docs" / "reference.md"
NAMES: tuple[str, ...] = vars(func)["__all__"]
"""The exported names; the table makes them, so type checkers do not see them."""
DOCUMENTED = ("", ".testing", ".meta", ".extension", ".decorators.core")
"""The modules whose names are on the page of the reference."""
NOT_DOCUMENTED = {
    f"azure.functions.decorators.core.{name}"
    for name in (
        *("BindingDirection", "Place", "StringifyEnum"),
        *("SCRIPT_FILE_NAME", "to_camel_case"),
    )
}
"""What nobody derives from: ``function.json`` is made by means of it."""
ALSO_DOCUMENTED = {
    f"azure.functions.{name}"
    for name in (
        *("http.HttpRequestHeaders", "http.HttpResponseHeaders"),
        *("decorators.kafka.BrokerAuthenticationMode", "decorators.kafka.BrokerProtocol"),
        *("decorators.kafka.KafkaMessageKeyType", "decorators.kafka.OAuthBearerMethod"),
        *("decorators.openai.InputType", "decorators.openai.OpenAIModels"),
        "decorators.function_app.FunctionBuilder",
    )
}
"""What arguments, attributes and decorators of the documented names have in other modules."""
CONSTANTS = "azure.functions.decorators.constants."
"""A module whose docstring says what all its names are: one for each would say nothing more."""


def statements_for_checkers() -> Iterator[ast.stmt]:
    """
    Return what type checkers run of the package, and of the module whose names it takes.
    """
    for statement in ast.parse((PACKAGE / "__init__.py").read_text("utf-8")).body:
        if isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING":
            yield from statement.body
    yield from ast.parse((PACKAGE / "_exports.py").read_text("utf-8")).body


def checked_imports() -> tuple[dict[str, str], set[str]]:
    """
    Return what type checkers see: names with the modules that they come from, and modules.
    """
    names: dict[str, str] = {}
    modules: set[str] = set()
    for statement in statements_for_checkers():
        if isinstance(statement, ast.ImportFrom) and statement.level:
            for alias in statement.names:
                if alias.name == "*":
                    assert "_exports" == statement.module
                    continue
                assert alias.name == alias.asname
                if statement.module is None:
                    modules.add(alias.name)
                else:
                    names[alias.name] = statement.module
    return names, modules


def names_on_the_page() -> dict[str, Any]:
    """
    Return what the page of the reference documents: full names, and the things themselves.
    """
    found: dict[str, Any] = {}
    module = ""
    for line in PAGE.read_text("utf-8").splitlines():
        if excluded := re.fullmatch(r"   :exclude-members: (.+)", line):
            for each in excluded[1].split(", "):
                del found[f"{module}.{each}"]
        directive = re.fullmatch(r"\.\. (auto\w+|currentmodule):: ([\w.]+)", line)
        if directive is None:
            continue
        kind, name = directive.groups()
        if kind == "currentmodule":
            module = name
        elif kind == "automodule":
            module = name
            for each in public.exports(public.MODULES[module]):
                found[f"{module}.{each}"] = getattr(public.MODULES[module], each)
        else:
            owner, _, each = (name if "." in name else f"{module}.{name}").rpartition(".")
            found[f"{owner}.{each}"] = getattr(public.MODULES[owner], each)
    return found


class TestNames:
    def test_all_equals_the_table(self) -> None:
        """
        What is exported is what the lazy table has, in order and each once.
        """
        assert sorted(func._HOMES) == list(NAMES)

    def test_all_equals_what_checkers_see(self) -> None:
        """
        Type checkers see the same names as the table, and the same modules.
        """
        names, modules = checked_imports()

        assert set(NAMES) == set(names)
        assert set(func._MODULES) == modules

    def test_table_says_where_names_are_defined(self) -> None:
        """
        A name comes from the module that the table names, and checkers see it come from one that
        has the very same object.
        """
        for name, module in checked_imports()[0].items():
            seen = getattr(importlib.import_module(f"azure.functions.{module}"), name)
            home = importlib.import_module(f"azure.functions.{func._HOMES[name]}")

            assert getattr(home, name) is seen is getattr(func, name)

    def test_exports_are_the_same_objects(self) -> None:
        """
        The module that type checkers look at has the objects that the package gives.
        """
        exports = importlib.import_module("azure.functions._exports")

        for name in NAMES:
            assert getattr(func, name) is getattr(exports, name)

    def test_all_equals_dir(self) -> None:
        """
        dir() has the exported names and the public modules, used or not, and nothing else public.
        """
        listed = run("""
            import json, azure.functions as func
            print(json.dumps([name for name in dir(func) if not name.startswith("_")]))
            """)

        assert {*NAMES, *func._MODULES} == set(listed) - {"TYPE_CHECKING", "sys"}
        assert sorted(listed) == listed
        assert {*NAMES, *func._MODULES} <= set(dir(func))

    def test_public_modules_are_listed(self) -> None:
        """
        Every module of the package without an underscore is reachable as an attribute.
        """
        modules = (file.stem for file in PACKAGE.glob("*.py"))
        packages = (file.parent.name for file in PACKAGE.glob("*/__init__.py"))
        public = {name for name in (*modules, *packages) if not name.startswith("_")}

        assert public == set(func._MODULES)

    def test_module_exports(self) -> None:
        """
        What a public module exports is there.
        """
        for name in func._MODULES:
            module = getattr(func, name)

            assert [] == [export for export in module.__all__ if not hasattr(module, export)]
            assert sorted(module.__all__) == list(module.__all__)

    def test_star_import(self) -> None:
        """
        A star import brings the exported names and no others.
        """
        brought = run("""
            before = set(globals())
            from azure.functions import *
            after = set(globals()) - {"before"}
            import json
            print(json.dumps(sorted(after - before)))
            """)

        assert list(NAMES) == brought

    @pytest.mark.parametrize("name", ["HttpReqest", "_missing", "decorators2", "__wrapped__"])
    def test_misspelt_name(self, name: str) -> None:
        """
        A name that is not there raises AttributeError, which knows the name and the module.
        """
        with pytest.raises(AttributeError) as caught:
            getattr(func, name)

        assert f"module 'azure.functions' has no attribute {name!r}" == str(caught.value)
        assert name == caught.value.name
        assert func is caught.value.obj
        assert False is hasattr(func, name)

    def test_misspelt_import(self) -> None:
        """
        Importing a name that is not there raises ImportError.
        """
        with pytest.raises(ImportError, match="HttpReqest"):
            from azure.functions import HttpReqest  # type: ignore[attr-defined]  # misspelt  # noqa: F401  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType, reportUnusedImport]

    def test_version(self) -> None:
        """
        The version is that of the distribution.
        """
        from importlib.metadata import version

        assert version("azure-functions") == func.__version__

    def test_recorded_names(self) -> None:
        """
        What published code takes from the package is exported by it, as name or module.
        """
        recorded = replay.load("surface.json")["modules"]["azure.functions"]

        assert set() == set(recorded) - {*NAMES, *func._MODULES, "__version__"}

    def test_page_of_the_documentation(self) -> None:
        """
        The reference documents every name of the modules that it says it does, and no others.
        """
        wanted: dict[str, Any] = {}
        for name in (f"azure.functions{each}" for each in DOCUMENTED):
            module = public.MODULES[name]
            wanted |= {f"{name}.{each}": getattr(module, each) for each in public.exports(module)}
        documented = names_on_the_page()
        ids = {id(value) for value in documented.values()}
        expected = {id(value) for name, value in wanted.items() if name not in NOT_DOCUMENTED}

        assert NOT_DOCUMENTED == {name for name, value in wanted.items() if id(value) not in ids}
        assert ALSO_DOCUMENTED == {
            name for name, value in documented.items() if id(value) not in expected
        }

    def test_page_has_only_what_is_public(self) -> None:
        """
        What the reference documents is exported by the module that it names.
        """
        owners = (name.rpartition(".") for name in names_on_the_page())

        assert [] == [
            f"{owner}.{name}"
            for owner, _, name in owners
            if name not in public.exports(public.MODULES[owner])
        ]


class TestModules:
    @pytest.mark.parametrize("name", public.MODULES)
    def test_exports_are_there(self, name: str) -> None:
        """
        What a public module exports is there, each once.
        """
        module = public.MODULES[name]
        exports = public.exports(module)

        assert [] == [export for export in exports if not hasattr(module, export)]
        assert len(set(exports)) == len(exports)

    @pytest.mark.parametrize("name", public.MODULES)
    def test_exports_are_listed(self, name: str) -> None:
        """
        dir() of a public module has what it exports.
        """
        module = public.MODULES[name]

        assert set() == set(public.exports(module)) - set(dir(module))

    def test_modules_are_described(self) -> None:
        """
        Every public module has a docstring.
        """
        assert [] == [name for name, module in public.MODULES.items() if not module.__doc__]


class TestImportingBack:
    @pytest.mark.parametrize("label", public.exported())
    def test_where_it_says(self, label: str) -> None:
        """
        What is exported is found where it says that it is defined, under the name that it has.
        """
        value = public.exported()[label]
        if not (inspect.isclass(value) or inspect.isfunction(value)):
            return
        home = importlib.import_module(value.__module__)

        assert value is getattr(home, value.__qualname__)
        assert label.rpartition(".")[2] == value.__name__

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle(self, protocol: int) -> None:
        """
        Every public class, function, constant and member of an enum survives pickling.
        """
        members = [member for cls in public.enums().values() for member in cls]

        for value in (*public.exported().values(), *members):
            assert value is pickle.loads(pickle.dumps(value, protocol)) or isinstance(value, str)


class TestDocstrings:
    """
    Every public symbol is described; pyright's own list of such symbols is in ``tests/types``.
    """

    def test_classes(self) -> None:
        """
        Every public class has a docstring.
        """
        assert [] == [label for label, cls in public.classes().items() if not inspect.getdoc(cls)]

    def test_functions_and_methods(self) -> None:
        """
        Every public function, method and property has a docstring, be it that of the base class.
        """
        assert [] == [
            label
            for label in public.functions()
            if not label.rpartition(".")[2].startswith("_") and not _description(label)
        ]

    def test_variables(self) -> None:
        """
        Every public constant, member of an enum and attribute has text below it.
        """
        undocumented = public.undocumented_variables()

        assert [] == [label for label in undocumented if not label.startswith(CONSTANTS)]

    def test_summaries(self) -> None:
        """
        A docstring begins with a sentence on a line of its own.
        """
        described = {label: inspect.getdoc(cls) for label, cls in public.classes().items()}
        described |= {label: _description(label) for label in public.functions()}

        assert [] == [
            label
            for label, text in described.items()
            if text and not re.match(r"[^\n]+[.:?](\n\n|\Z)", text)
        ]


def _description(label: str) -> str | None:
    """
    Return the docstring of a public function or method.
    """
    exported = public.exported()
    if label in exported:
        return inspect.getdoc(exported[label])
    owner, _, name = label.rpartition(".")
    return _description_of_member(exported[owner], name)


def _description_of_member(cls: type, name: str) -> str | None:
    """
    Return the docstring of a method or property, if need be of what it overrides.
    """
    members = (getattr(base, name) for base in cls.__mro__ if name in vars(base))
    return next((text for member in members if (text := inspect.getdoc(member))), None)


class Undocumented:
    @property
    def text(self) -> str:
        return ""

    def method(self) -> None: ...

    @classmethod
    def of_the_class(cls) -> None: ...

    @property
    def told(self) -> str:
        """
        A text.
        """
        return ""


class Overriding(Undocumented):
    @property
    def told(self) -> str:
        return "more"


def test_what_has_no_docstring_is_found() -> None:
    """
    The test of docstrings sees what has none, and takes that of what is overridden.
    """
    found = {
        name: _description_of_member(Overriding, name)
        for name in ("text", "method", "of_the_class", "told")
    }

    assert {"text": None, "method": None, "of_the_class": None, "told": "A text."} == found


BUILT_IN = frozenset({func.FunctionsWarning, func.DeclarationWarning, func.MCPToolContext})
"""Classes that are made as the built-in type is that they derive from, which has no signature."""


class TestAnnotations:
    @pytest.mark.parametrize("include_extras", [False, True])
    def test_functions_and_methods(self, include_extras: bool) -> None:
        """
        The annotations of every public function, method and property can be read at run time.
        """
        refused = {
            label: str(error)
            for label, function in public.functions().items()
            if (error := _refusal(function, include_extras)) is not None
        }

        assert {} == refused

    @pytest.mark.parametrize("include_extras", [False, True])
    def test_classes(self, include_extras: bool) -> None:
        """
        The annotations of every public class can be read at run time.
        """
        refused = {
            label: str(error)
            for label, cls in public.classes().items()
            if (error := _refusal(cls, include_extras)) is not None
        }

        assert {} == refused

    def test_every_annotation_is_read(self) -> None:
        """
        What is read has the parameters of the signature that are annotated.
        """
        for label, function in public.functions().items():
            annotated = inspect.get_annotations(function)

            assert set(annotated) == set(typing.get_type_hints(function)), label

    def test_signatures(self) -> None:
        """
        Every public function, method and class has a signature, its annotations evaluated too.
        """
        classes = {label: cls for label, cls in public.classes().items() if cls not in BUILT_IN}

        for label, value in {**public.functions(), **classes}.items():
            assert isinstance(inspect.signature(value, eval_str=True), inspect.Signature), label

    @pytest.mark.parametrize(
        ("annotated", "name", "hint"),
        [
            (func.HttpRequest.get_body, "return", bytes),
            (func.QueueMessage.get_body, "return", bytes),
            (func.FunctionApp.get_functions, "return", list[func.Function]),
            (func.get_binding_registry, "return", func.meta.BindingRegistry),
            (func.QueueMessage.__init__, "dequeue_count", int | None),
            (func.testing.Host.__init__, "app", _load.Target),
            (func.testing.Host.call, "return", func.testing.Result),
        ],
    )
    def test_what_is_read(self, annotated: Any, name: str, hint: Any) -> None:
        """
        What is read are the classes themselves.
        """
        assert hint == typing.get_type_hints(annotated).get(name)


def _refusal(annotated: Any, include_extras: bool) -> Exception | None:
    """
    Return the error that reading annotations raises, whatever it is.
    """
    try:
        typing.get_type_hints(annotated, include_extras=include_extras)
    except Exception as error:  # noqa: BLE001 - all of them are of interest
        return error
    return None
