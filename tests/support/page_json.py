"""
The JSON of a page: against the function that it declares, and against the package's own checks.
"""

# What checks an app is private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import difflib
import inspect
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import azure.functions as func
from azure.functions import testing
from azure.functions.testing import FunctionInfo, Problem
from azure.functions.testing._app_files import read_settings, written_out, wrong_host_json
from azure.functions.testing._documents import Document, read_document
from azure.functions.testing._fields import shapes_of
from azure.functions.testing._function_json import duplicates, wrong_bindings, wrong_fields
from azure.functions.testing._load import bindings_problem
from pages import Block

KINDS = {"bindings": "function.json", "version": "host.json", "Values": "local.settings.json"}
"""A field of an object -> the file that it is of."""

_ENUMS = {"direction", "authLevel", "dataType", "methods", "accessRights", "cardinality"}
"""Fields whose texts the host takes in either case."""


def file_of(value: object) -> str | None:
    """
    Return the file that a JSON value is the content of.
    """
    if not isinstance(value, dict):
        return None
    return next((file for name, file in KINDS.items() if name in value), None)


def problems_of(block: Block, file: str, folder: Path) -> list[str]:
    """
    Return what the package's checks find in a file of an app, with the lines of the page.
    """
    path = folder / file
    path.write_text(block.padded, "utf-8")
    if file == "host.json":
        found = [*wrong_host_json(folder, set())]
    elif file == "local.settings.json":
        found = read_settings(folder)[1]
    else:
        found = [*_wrong_function_json(path)]
    return [str(each).replace(str(path), block.name) for each in found]


def _wrong_function_json(file: Path) -> Iterator[Problem]:
    """
    Find what is wrong with a function.json.
    """
    document = read_document(file)
    if not isinstance(document, Document):
        yield document
        return
    unread = bindings_problem(document, file)
    if unread is not None:
        yield unread
        return
    bindings: list[Any] = [*document.value["bindings"]]
    findings = [(finding, ("bindings", *finding.place)) for finding in wrong_bindings(bindings)]
    for index, fields in enumerate(bindings):
        findings += [
            (finding, ("bindings", index, *finding.place)) for finding in written_out(fields)
        ]
    rest = (*duplicates(document), *wrong_fields(document.value, bindings))
    findings += [(finding, finding.place) for finding in rest]
    for finding, place in findings:
        yield Problem(finding.message, file=file, line=document.line(*place))


def last_function(module: ModuleType) -> FunctionInfo | None:
    """
    Return the function that a module declares last.
    """
    apps = [
        each
        for each in vars(module).values()
        if isinstance(each, (func.FunctionApp, func.Blueprint))
    ]
    if not apps:
        return None
    return [*testing.Host(apps[-1]).functions.values()][-1]


def declared_by(function: FunctionInfo) -> dict[str, Any]:
    """
    Return the function.json that a decorated function stands for.
    """
    bindings = [dict(each.fields) for each in function.bindings]
    retry = {} if function.retry is None else {"retry": dict(function.retry)}
    return {"bindings": bindings, **retry}


def differences(
    declared: Mapping[str, Any], shown: Mapping[str, Any], first: str, second: str
) -> str:
    """
    Return the lines in which two declarations differ; none where they say the same: whatever the
    order of bindings and of fields, and the case of the texts of enums.
    """
    left, right = (
        json.dumps(_alike(each), indent=1, sort_keys=True).splitlines()
        for each in (declared, shown)
    )
    return "\n".join(difflib.unified_diff(left, right, first, second, lineterm=""))


def _alike(declaration: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return a declaration in the form that it shares with those that say the same.
    """
    bindings = {fields["name"]: _normal(fields) for fields in declaration["bindings"]}
    retry = {name: str(value) for name, value in declaration.get("retry", {}).items()}
    return {"bindings": bindings, "retry": retry}


def _normal(fields: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return a binding with the texts of its enums in lower case, and JSON within text read.
    """
    enums = {
        name
        for shape in shapes_of(fields["type"])
        for name, field in shape.fields.items()
        if field.choices
    }
    normal: dict[str, Any] = {}
    for name, value in fields.items():
        if name in enums | _ENUMS:
            normal[name] = json.loads(json.dumps(value).lower())
        else:
            normal[name] = _read(value)
    return normal


def _read(value: object) -> object:
    """
    Return what is in a text that is JSON, whose spaces say nothing; anything else as it is.
    """
    if isinstance(value, str) and value[:1] in {"[", "{"}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def problems_as_app(block: Block, module: ModuleType, code: str, folder: Path) -> list[str]:
    """
    Return what is wrong with an app of one function that a function.json and a module make up.
    """
    function = folder / "Function"
    function.mkdir()
    (folder / "host.json").write_text('{"version": "2.0"}', "utf-8")
    (function / "function.json").write_text(block.padded, "utf-8")
    (function / "__init__.py").write_text(code, "utf-8")
    if not inspect.isroutine(vars(module).get("main")):
        return [f"{block.place}: the Python before it has neither an app nor a main"]
    return [
        str(each).replace(str(function / "function.json"), block.name)
        for each in testing.Host(folder).check()
        if not each.is_warning
    ]
