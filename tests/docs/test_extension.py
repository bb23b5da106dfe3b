"""
The tables of the documentation: all of the package is in them, and what is not there is refused.
"""

# What a decorator declares is read off the builder that it returns.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Generator, Mapping
from enum import Enum
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import azure.functions as func
import durable_stand_in
from azure.functions import meta
from azure.functions._registry import CONVERTERS
from azure.functions.decorators import kafka, openai
from azure.functions.testing._kinds import KINDS

if os.environ.get("REQUIRE_EVERYTHING") != "1":
    pytest.importorskip("sphinx", reason="Sphinx is not installed: tox -e docs has it")
    pytest.importorskip("myst_parser", reason="MyST is not installed: tox -e docs has it")

from docutils import nodes
from sphinx import addnodes
from sphinx.testing.util import SphinxTestApp

from binding_facts import (
    ArgumentRow,
    AttributeRow,
    BindingRow,
    UnknownNameError,
    argument_rows,
    attribute_rows,
    binding_decorators,
    binding_rows,
)
from binding_tables import MARKUP

CONF = 'extensions = ["binding_tables", "myst_parser"]'

Build = Callable[..., SphinxTestApp]


class RabbitConverter(meta.InConverter, meta.OutConverter):
    """
    A converter of a binding of somebody's own.
    """


RabbitConverter.__module__ = "rabbit"


@pytest.fixture
def build(tmp_path: Path) -> Generator[Build]:
    """
    Return what builds a site of some pages.
    """
    apps: list[SphinxTestApp] = []

    def built(*lines: str, services: set[str] | None = None, strict: bool = False) -> SphinxTestApp:
        (tmp_path / "conf.py").write_text(CONF, "utf-8")
        (tmp_path / "index.md").write_text("\n".join(["# Index", "", *lines, ""]), "utf-8")
        (tmp_path / "bindings").mkdir()
        for service in services or set():
            page = f"---\norphan: true\n---\n# The page of {service}\n"
            (tmp_path / "bindings" / f"{service}.md").write_text(page, "utf-8")
        app = SphinxTestApp("html", srcdir=tmp_path, warningiserror=strict)
        apps.append(app)
        app.build()
        return app

    yield built
    for app in apps:
        app.cleanup()


def directive(*words: str) -> list[str]:
    """
    Return a directive as a page has it.
    """
    name, *arguments = words
    return ["```{" + name + "} " + " ".join(arguments), "```"]


def cells(app: SphinxTestApp) -> list[list[str]]:
    """
    Return the text of the only table of the page, its titles first.
    """
    (table,) = app.env.get_doctree("index").findall(nodes.table)
    return [
        [cell.astext() for cell in row.findall(nodes.entry)] for row in table.findall(nodes.row)
    ]


def services() -> set[str]:
    """
    Return the services that have a page.
    """
    return {row.service for row in binding_rows()}


class TestBindingRows:
    def test_every_type_once(self) -> None:
        """
        Every type of the registry, and every one that is known besides, is in one row.
        """
        types = [row.type for row in binding_rows() if row.type not in {"", "any"}]

        assert sorted({*CONVERTERS, *KINDS}) == sorted(types)

    def test_every_decorator(self) -> None:
        """
        Every decorator of a trigger, an input or an output is in a row; in two if it declares two.
        """
        common = dir(func.DecoratorApi)
        declared = {
            name
            for api in (func.TriggerApi, func.BindingApi)
            for name in dir(api)
            if not name.startswith("_") and name not in common
        }
        shown = [name for row in binding_rows() for name in row.decorators]

        assert declared == set(shown)
        assert ["route"] == sorted({name for name in shown if shown.count(name) > 1})

    def test_a_row(self) -> None:
        """
        A row has the way that a binding goes, its decorators and its Python types.
        """
        expected = BindingRow(
            service="blob",
            type="blob",
            directions=("input", "output"),
            decorators=("blob_input", "blob_output"),
            inputs=("func.InputStream", "str", "bytes"),
            outputs=("str", "bytes", "func.InputStream"),
        )

        assert expected in binding_rows()

    @pytest.mark.parametrize(
        ("binding_type", "is_trigger", "directions"),
        [
            ("rabbitMQ", False, ("input", "output")),
            ("rabbitMQTrigger", True, ("trigger", "output")),
        ],
    )
    def test_registered(
        self,
        monkeypatch: pytest.MonkeyPatch,
        binding_type: str,
        is_trigger: bool,
        directions: tuple[str, ...],
    ) -> None:
        """
        A type that is registered has a row, whose service is the module of the converter.
        """
        monkeypatch.setattr(RabbitConverter, "has_trigger_support", lambda: is_trigger)
        func.register_converter(binding_type, RabbitConverter)

        assert BindingRow("rabbit", binding_type, directions, (), (), ()) in binding_rows()

    @pytest.mark.parametrize(
        ("parameters", "expected"),
        [
            (
                "self, arg_name, type",
                BindingRow("rabbit", "any", ("input",), ("rabbit_input",), (), ()),
            ),
            ("self, arg_name", BindingRow("rabbit", "", (), ("rabbit_input",), (), ())),
        ],
    )
    def test_new_decorator(
        self, monkeypatch: pytest.MonkeyPatch, parameters: str, expected: BindingRow
    ) -> None:
        """
        A decorator that is added has a row, whose service is the module of the method.
        """
        namespace: dict[str, Any] = {"__name__": "decorators._rabbit_api"}
        exec(f"def rabbit_input({parameters}): ...", namespace)  # noqa: S102  # our own text
        monkeypatch.setattr(
            func.BindingApi, "rabbit_input", namespace["rabbit_input"], raising=False
        )

        assert expected in binding_rows()


class TestBindingsTable:
    def test_shows_every_row(self, build: Build) -> None:
        """
        The table has each row, with a link to the page of the service under that page's title.
        """
        app = build(*directive("bindings-table"), services=services())

        head, *body = cells(app)

        assert "" == app.warning.getvalue()
        assert ["Service", "Type", "Direction", "Decorator", "Python types"] == head
        assert [row.type for row in binding_rows()] == [row[1] for row in body]
        page = (app.outdir / "index.html").read_text("utf-8")
        for service in services():
            assert f'href="bindings/{service}.html"' in page
            assert f"The page of {service}" in page

    def test_links_to_the_reference(self, build: Build) -> None:
        """
        Decorators and types of the package are links to the reference.
        """
        app = build(*directive("bindings-table"), services=services())

        links = {
            (link["reftype"], link["reftarget"])
            for link in app.env.get_doctree("index").findall(addnodes.pending_xref)
            if link["refdomain"] == "py"
        }

        assert ("meth", "azure.functions.FunctionApp.queue_trigger") in links
        assert ("class", "azure.functions.QueueMessage") in links
        assert {"meth", "class"} == {role for role, _ in links}

    def test_both_ways(self, build: Build) -> None:
        """
        Where a binding goes both ways, the types of each are told apart.
        """
        app = build(*directive("bindings-table"), services=services())
        (blob,) = [row for row in cells(app) if row[1] == "blob"]

        assert "in: func.InputStream, str, bytes\n\nout: str, bytes, func.InputStream" == blob[4]

    @pytest.mark.parametrize("strict", [False, True])
    def test_missing_page(self, build: Build, strict: bool) -> None:
        """
        A type without a page is an error that names the page; with ``-W`` the build fails.
        """
        app = build(*directive("bindings-table"), services=services() - {"queue"}, strict=strict)

        told = "docs/bindings/queue.md is missing, the page of queueTrigger, queue"
        assert f"index.md:3: ERROR: bindings-table: {told}" in app.warning.getvalue()
        assert int(strict) == app.statuscode

    def test_missing_page_of_what_is_registered(self, build: Build) -> None:
        """
        A type that is registered is in the table, and so needs a page.
        """
        known = services()
        func.register_converter("rabbitMQ", RabbitConverter)

        app = build(*directive("bindings-table"), services=known)

        told = "docs/bindings/rabbit.md is missing, the page of rabbitMQ"
        assert told in app.warning.getvalue()


OF_NO_BINDING = {"mcp_tool_property"}
"""
Decorators that add to what another declares.
"""

EITHER_OR = {"event_grid_output": [{"connection"}, {"topic_endpoint_uri", "topic_key_setting"}]}
"""
Arguments that exclude each other: each set is left out once.
"""

VALUES: dict[str, Any] = {
    "bool": True,
    "int": 7,
    "Iterable[HttpMethod | str]": ["GET"],
    "Iterable[PromptArgument | Mapping[str, object]] | str": "[]",
}


def value_for(row: ArgumentRow) -> Any:
    """
    Return a value that an argument takes.
    """
    if row.type in VALUES:
        return VALUES[row.type]
    for name in row.type.split(" | "):
        for module in (func, kafka, openai):
            choice = getattr(module, name, None)
            if isinstance(choice, type) and issubclass(choice, Enum):
                return next(iter(choice))
    return "0 * * * * *" if row.name == "schedule" else row.name


def fields_of(decorator: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return the fields of function.json that a decorator makes of its arguments.
    """

    def function(**parameters: object) -> None: ...

    builder = getattr(func.FunctionApp(), decorator)(**given)(function)
    bindings: list[Any] = builder._function.get_bindings()
    return {
        field: value for binding in bindings for field, value in binding.get_dict_repr().items()
    }


class TestArgumentRows:
    @pytest.mark.parametrize("decorator", sorted({*binding_decorators()} - OF_NO_BINDING))
    def test_fields_are_true(self, monkeypatch: pytest.MonkeyPatch, decorator: str) -> None:
        """
        An argument becomes the field of function.json that it is said to become.
        """
        durable = SimpleNamespace(Blueprint=durable_stand_in.Blueprint)
        monkeypatch.setitem(sys.modules, "azure.durable_functions", durable)
        rows = [row for row in argument_rows(decorator) if row.field]
        fields: dict[str, Any] = {}
        for left_out in EITHER_OR.get(decorator, [set()]):
            given = {row.name: value_for(row) for row in rows if row.name not in left_out}
            fields |= fields_of(decorator, given)

        assert {row.field for row in rows} <= fields.keys()
        for row in rows:
            if value_for(row) == row.name and decorator != "route":
                assert (row.name, row.name) == (row.name, fields[row.field])

    @pytest.mark.parametrize("decorator", sorted(binding_decorators()))
    def test_every_field(self, decorator: str) -> None:
        """
        Every argument is said to become a field, but for those that hold further fields.
        """
        without = {row.name for row in argument_rows(decorator) if not row.field}

        assert without <= {"**kwargs", "trigger_extra_fields", "binding_extra_fields"}

    @pytest.mark.parametrize("decorator", sorted({*binding_decorators(), "retry", "function_name"}))
    def test_every_argument(self, decorator: str) -> None:
        """
        Every argument is in a row, in order, with what it means.
        """
        parameters = list(inspect.signature(getattr(func.FunctionApp, decorator)).parameters)[1:]
        rows = argument_rows(decorator)

        assert parameters == [row.name.lstrip("*") for row in rows]
        assert all(row.meaning and row.type for row in rows)
        assert not any("ecome" in row.meaning for row in rows)

    def test_a_row(self) -> None:
        """
        A row has the argument, its field, its type, its default and what it means.
        """
        rows = {row.name: row for row in argument_rows("route")}

        assert ("name", "str", "'req'") == rows["trigger_arg_name"][1:4]
        assert "The parameter that takes the ``HttpRequest``." == rows["trigger_arg_name"].meaning
        assert ("methods", "Iterable[HttpMethod | str]", "") == rows["methods"][1:4]

    def test_required(self) -> None:
        """
        An argument without a default is required, and further fields are not.
        """
        rows = {row.name: row for row in argument_rows("queue_trigger")}

        assert rows["queue_name"].default is None
        assert "" == rows["**kwargs"].default

    def test_long_default(self) -> None:
        """
        A default that is a long text is cut.
        """
        rows = {row.name: row for row in argument_rows("semantic_search_input")}

        assert "'You are a helpful assistant. You are ...'" == rows["system_prompt"].default

    @pytest.mark.parametrize("name", ["queue_triger", "_declare", "auth_level", "__init__"])
    def test_unknown(self, name: str) -> None:
        """
        What is no decorator is refused.
        """
        with pytest.raises(UnknownNameError, match=f"FunctionApp has no decorator '{name}'"):
            argument_rows(name)

    def test_undescribed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        An argument that the docstring leaves out is refused.
        """

        def rabbit_input(self: object, arg_name: str) -> None:
            """Give the function a rabbit."""

        monkeypatch.setattr(func.FunctionApp, "rabbit_input", rabbit_input, raising=False)

        with pytest.raises(UnknownNameError, match="rabbit_input does not say what arg_name is"):
            argument_rows("rabbit_input")

    def test_rest_of_the_sentence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        What is said after the field stays, as a sentence of its own.
        """

        def rabbit_input(self: object, arg_name: str = "rabbit", burrow: float = 0.5) -> None:
            """Give the function a rabbit.

            Args:
                arg_name: The parameter. It becomes ``name``; without it, a hare
                    comes. It hops.
                burrow: How deep it lives, in metres.
            """

        monkeypatch.setattr(func.FunctionApp, "rabbit_input", rabbit_input, raising=False)

        assert [
            ArgumentRow(
                "arg_name",
                "name",
                "str",
                "'rabbit'",
                "The parameter. Without it, a hare comes. It hops.",
            ),
            ArgumentRow("burrow", "", "float", "0.5", "How deep it lives, in metres."),
        ] == argument_rows("rabbit_input")


class TestDecoratorArguments:
    def test_table(self, build: Build) -> None:
        """
        The table has the arguments of the decorator, and code as code.
        """
        app = build(*directive("decorator-arguments", "queue_trigger"))

        head, first, *_ = cells(app)

        assert "" == app.warning.getvalue()
        assert ["Argument", "In function.json", "Type", "Default", "Meaning"] == head
        assert ["arg_name", "name", "str", "required"] == first[:4]
        page = (app.outdir / "index.html").read_text("utf-8")
        assert "QueueMessage</span></code>" in page
        assert "``" not in page

    def test_unknown(self, build: Build) -> None:
        """
        What is no decorator is an error of the build, which says where.
        """
        app = build(*directive("decorator-arguments", "queue_triger"), strict=True)

        told = "decorator-arguments: FunctionApp has no decorator 'queue_triger'"
        assert f"index.md:3: ERROR: {told}" in app.warning.getvalue()
        assert 1 == app.statuscode


class TestAttributeRows:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("QueueMessage", AttributeRow("id", "str | None", "The message's id.")),
            ("QueueMessage", AttributeRow("get_body()", "bytes", "Return the body.")),
            ("QueueMessage", AttributeRow("to_json()", "str", "Return ``to_dict`` as JSON text.")),
            (
                "Document",
                AttributeRow("from_json(json_data)", "Self", "Make one from JSON text."),
            ),
            ("HttpMethod", AttributeRow("GET", "str", "``'GET'``")),
        ],
    )
    def test_a_row(self, name: str, expected: AttributeRow) -> None:
        """
        Attributes and methods have their type and the first sentence of their docstring.
        """
        assert expected in attribute_rows(name)

    def test_every_attribute(self) -> None:
        """
        Every public attribute and method of a value is in a row, attributes first.
        """
        names = [row.name.partition("(")[0] for row in attribute_rows("ServiceBusMessage")]
        public = {name for name in dir(func.ServiceBusMessage) if not name.startswith("_")}

        assert public - {"readers"} == set(names)
        assert len(names) == len(set(names))
        assert names.index("user_properties") < names.index("get_body")

    def test_of_instances(self) -> None:
        """
        An attribute that only instances have is shown where the class says what it is.
        """
        rows = {row.name: row for row in attribute_rows("Datum")}

        assert "str | None" == rows["type"].type
        assert rows["value"].meaning.startswith("The value")

    @pytest.mark.parametrize(
        "name", ["QueueMessag", "http.Nothing", "testing", "register_converter"]
    )
    def test_unknown(self, name: str) -> None:
        """
        What is no class is refused.
        """
        with pytest.raises(UnknownNameError, match=f"has no class '{name}'"):
            attribute_rows(name)

    def test_nothing_to_show(self) -> None:
        """
        A class that has nothing of its own is refused.
        """
        with pytest.raises(UnknownNameError, match="has no attributes of its own"):
            attribute_rows("DeclarationWarning")

    def test_undescribed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        A method without a docstring is refused.
        """

        def hop(self: object) -> None: ...

        monkeypatch.setattr(func.Datum, "hop", hop, raising=False)

        with pytest.raises(UnknownNameError, match=r"Datum\.hop has no docstring"):
            attribute_rows("Datum")


class TestTypeAttributes:
    def test_table(self, build: Build) -> None:
        """
        The table has the attributes of the class.
        """
        app = build(*directive("type-attributes", "QueueMessage"))

        assert "" == app.warning.getvalue()
        assert ["Name", "Type", "Meaning"] == cells(app)[0]
        assert ["get_body()", "bytes", "Return the body."] in cells(app)

    def test_unknown(self, build: Build) -> None:
        """
        What is no class is an error of the build, which says where.
        """
        app = build(*directive("type-attributes", "QueueMessag"), strict=True)

        told = "type-attributes: azure.functions has no class 'QueueMessag'"
        assert f"index.md:3: ERROR: {told}" in app.warning.getvalue()
        assert 1 == app.statuscode


def rows_or_none(name: str) -> list[AttributeRow]:
    """
    Return the attributes of a class; none where it has none of its own.
    """
    try:
        return attribute_rows(name)
    except UnknownNameError:
        return []


def test_docstrings_have_no_other_markup() -> None:
    """
    Docstrings that are shown have code in double backticks, and no other markup.
    """
    texts = [row.meaning for name in binding_decorators() for row in argument_rows(name)]
    values = [name for name in dir(func) if isinstance(getattr(func, name), type)]
    texts += [row.meaning for name in values for row in rows_or_none(name)]
    plain = ["".join(MARKUP.split(text)[::2]) for text in texts]

    assert [] == [text for text in plain if "`" in text or "*" in text or ":class:" in text]
