"""Tables of bindings, arguments and attributes, made from the package when the site is built."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from binding_facts import (
    PACKAGE,
    ArgumentRow,
    AttributeRow,
    BindingRow,
    UnknownNameError,
    argument_rows,
    attribute_rows,
    binding_rows,
)
from extension_metadata import PARALLEL, Metadata

Cell = Sequence[nodes.Node]

MARKUP = re.compile(r"(``.+?``)")
"""The only markup of the docstrings that are shown: code."""

_PUBLIC_CLASS = re.compile(r"\bfunc\.(\w+)")
_WAYS = ("trigger", "input", "output")


class TableDirective(SphinxDirective):
    """A table whose rows come from the package."""

    def run(self) -> list[nodes.Node]:
        """Make the table.

        Returns:
            The table.

        Raises:
            DirectiveError: Something is not there, which is an error of the build.
        """
        try:
            header, rows = self.content_of()
        except UnknownNameError as error:
            raise self.error(f"{self.name}: {error}") from error
        table = _table(header, rows)
        table["classes"].append(self.name)
        self.set_source_info(table)
        return [table]

    def content_of(self) -> tuple[Sequence[str], Iterable[Sequence[Cell]]]:
        """Return the titles of the columns, and the cells of the rows.

        Raises:
            UnknownNameError: What the page asks for is not there.
        """
        raise NotImplementedError


class BindingsTable(TableDirective):
    """``bindings-table``: every binding type, and where it is described."""

    def content_of(self) -> tuple[Sequence[str], Iterable[Sequence[Cell]]]:
        """Return a row a binding type.

        Returns:
            The titles and the cells.

        Raises:
            UnknownNameError: A type has no page.
        """
        rows = binding_rows()
        missing = sorted({row.service for row in rows if not self._has_page(row)})
        if missing:
            told = "; ".join(
                f"docs/bindings/{service}.md is missing, the page of "
                f"{', '.join(_name(row) for row in rows if row.service == service)}"
                for service in missing
            )
            raise UnknownNameError(told)
        return ("Service", "Type", "Direction", "Decorator", "Python types"), map(self._cells, rows)

    def _has_page(self, row: BindingRow) -> bool:
        """Tell whether the page of a row exists."""
        return f"bindings/{row.service}" in self.env.found_docs

    def _cells(self, row: BindingRow) -> list[Cell]:
        """Return the cells of a row."""
        page = addnodes.pending_xref(
            "",
            nodes.inline("", row.service),
            refdomain="std",
            reftype="doc",
            reftarget=f"/bindings/{row.service}",
            refexplicit=False,
            refdoc=self.env.docname,
        )
        decorators = _listed(row.decorators, self._decorator)
        return [
            [nodes.paragraph("", "", page)],
            _code(row.type) if row.type not in {"", "any"} else _prose(row.type),
            _prose(", ".join(row.directions)),
            decorators,
            [*self._types("in", row.inputs, row), *self._types("out", row.outputs, row)],
        ]

    def _types(self, way: str, types: Sequence[str], row: BindingRow) -> list[nodes.Node]:
        """Return the Python types of one way, which is named where there are both."""
        if not types:
            return []
        paragraph = nodes.paragraph()
        if row.inputs and row.outputs:
            paragraph += nodes.Text(f"{way}: ")
        for index, each in enumerate(types):
            paragraph += nodes.Text(", ") if index else []
            paragraph += self._python_type(each)
        return [paragraph]

    def _python_type(self, text: str) -> nodes.Node:
        """Return a type, linked to the reference where it is one of the package."""
        found = _PUBLIC_CLASS.search(text)
        return self._reference(text, "class", found[1]) if found else nodes.literal(text, text)

    def _decorator(self, name: str) -> nodes.Node:
        """Return a decorator, linked to the reference."""
        return self._reference(name, "meth", f"FunctionApp.{name}")

    def _reference(self, text: str, role: str, name: str) -> nodes.Node:
        """Return code that links to the reference."""
        return addnodes.pending_xref(
            "",
            nodes.literal(text, text, classes=["xref", "py"]),
            refdomain="py",
            reftype=role,
            reftarget=f"{PACKAGE}.{name}",
            refdoc=self.env.docname,
        )


class DecoratorArguments(TableDirective):
    """``decorator-arguments NAME``: the arguments of a decorator."""

    required_arguments = 1

    def content_of(self) -> tuple[Sequence[str], Iterable[Sequence[Cell]]]:
        """Return a row an argument.

        Returns:
            The titles and the cells.

        Raises:
            UnknownNameError: There is no such decorator.
        """
        rows = argument_rows(self.arguments[0])
        return (
            ("Argument", "In function.json", "Type", "Default", "Meaning"),
            map(self._cells, rows),
        )

    def _cells(self, row: ArgumentRow) -> list[Cell]:
        """Return the cells of a row."""
        default = _prose("required") if row.default is None else _code(row.default)
        return [_code(row.name), _code(row.field), _code(row.type), default, _prose(row.meaning)]


class TypeAttributes(TableDirective):
    """``type-attributes NAME``: the attributes and methods of a class."""

    required_arguments = 1

    def content_of(self) -> tuple[Sequence[str], Iterable[Sequence[Cell]]]:
        """Return a row an attribute or method.

        Returns:
            The titles and the cells.

        Raises:
            UnknownNameError: There is no such class.
        """
        return ("Name", "Type", "Meaning"), map(self._cells, attribute_rows(self.arguments[0]))

    def _cells(self, row: AttributeRow) -> list[Cell]:
        """Return the cells of a row."""
        return [_code(row.name), _code(row.type), _prose(row.meaning)]


def _table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> nodes.table:
    """Make a table."""
    body = [_row(cells) for cells in rows]
    columns = [nodes.colspec(colwidth=1) for _ in header]
    head = nodes.thead("", _row([_prose(title) for title in header]))
    group = nodes.tgroup("", *columns, head, nodes.tbody("", *body), cols=len(header))
    return nodes.table("", group, classes=["colwidths-auto"])


def _row(cells: Iterable[Cell]) -> nodes.row:
    """Make a row of a table."""
    return nodes.row("", *(nodes.entry("", *cell) for cell in cells))


def _listed(names: Sequence[str], make: Callable[[str], nodes.Node]) -> Cell:
    """Return a paragraph a name."""
    return [nodes.paragraph("", "", make(name)) for name in names]


def _code(text: str) -> Cell:
    """Return code; nothing for no text."""
    return [nodes.paragraph("", "", nodes.literal(text, text))] if text else []


def _prose(text: str) -> Cell:
    """Return what a docstring says, with its ``code`` as code: they have no other markup."""
    parts = MARKUP.split(text)
    return [nodes.paragraph("", "", *map(_inline, filter(None, parts)))] if text else []


def _inline(part: str) -> nodes.Node:
    """Return code or text."""
    if not MARKUP.fullmatch(part):
        return nodes.Text(part)
    code = part.strip("`")
    return nodes.literal(code, code)


def _name(row: BindingRow) -> str:
    """Return what a row is of."""
    return row.type if row.type not in {"", "any"} else f"@app.{row.decorators[0]}"


def setup(app: Sphinx) -> Metadata:
    """Register the directives.

    Args:
        app: The build.

    Returns:
        That it may run in several processes.
    """
    app.add_directive("bindings-table", BindingsTable)
    app.add_directive("decorator-arguments", DecoratorArguments)
    app.add_directive("type-attributes", TypeAttributes)
    return PARALLEL
