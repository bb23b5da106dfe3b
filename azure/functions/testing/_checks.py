"""``check``: what the host or the worker would refuse in an app, and what will fail later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from inspect import signature, unwrap
from pathlib import Path
from typing import Any, get_type_hints

from .._errors import shorten
from .._narrow import is_dict, is_list
from ..decorators._spelling import closest
from ._app import App, FunctionInfo, Problem
from ._app_files import (
    Settings,
    lacking,
    read_settings,
    references,
    written_out,
    wrong_host_json,
)
from ._documents import FUNCTION_JSON, Document, Place, read_document
from ._function_json import (
    Finding,
    duplicates,
    wrong_bindings,
    wrong_fields,
    wrong_name,
    wrong_type,
)
from ._load import bindings_problem, script_file
from ._plan import RETURN, Refusal, has_implicit_output, refusals
from ._routes import hides, http_route, is_http, route_problem, same_route
from ._settings import route_prefix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from .._json import JSONValue

    Fields: TypeAlias = Mapping[str, JSONValue]

_FUNCTION_NAME = re.compile(r"(?!host\Z)[a-z][a-z0-9_-]{0,127}", re.ASCII | re.IGNORECASE)
_WARMUP = "warmupTrigger"
_MAY_BE_NONE: tuple[object, ...] = (type(None), object, Any)
"""Annotations of functions that may return nothing."""


class _Declared:
    """A function as it is declared, whether or not it could be loaded.

    Args:
        name: Its name.
        file: The file that declares it.
        bindings: Its bindings, as in function.json.
        document: The function.json, where it has one.
        line: Its line in the file, where it has none.
    """

    __slots__ = ("bindings", "document", "file", "line", "name")

    def __init__(
        self,
        name: str,
        file: Path,
        bindings: list[Fields],
        *,
        document: Document | None = None,
        line: int | None = None,
    ) -> None:
        self.name = name
        self.file = file
        self.bindings = bindings
        self.document = document
        self.line = line

    def problem(self, message: str, *place: str | int, is_warning: bool = False) -> Problem:
        """Return a problem of the function, at a place in its function.json."""
        line = self.line if self.document is None else self.document.line(*place)
        return Problem(
            message, function=self.name, file=self.file, line=line, is_warning=is_warning
        )

    def problems(self, findings: Iterable[Finding], *within: str | int) -> Iterator[Problem]:
        """Return findings as problems."""
        for message, place, is_warning in findings:
            yield self.problem(message, *within, *place, is_warning=is_warning)

    def place_of(self, name: str | None) -> Place | None:
        """Return the place of a binding, by the parameter that it fills."""
        for index, fields in enumerate(self.bindings):
            if fields.get("name") == name:
                return ("bindings", index, "name")
        return None


def check(app: App) -> list[Problem]:
    """Find what is wrong with an app.

    Args:
        app: The app.

    Returns:
        The problems in the order of files and lines; none for a sound app.
    """
    found = {str(each): each for each in (*app.problems, *_problems(app))}
    problems = [each for each in found.values() if not _is_echo(each, app)]
    return sorted(problems, key=lambda each: (each.file or "", each.line or 0))


def _is_echo(problem: Problem, app: App) -> bool:
    """Tell whether a parameter has no binding since the name of one is misspelt, which is told."""
    info = app.functions.get(problem.function or "")
    if info is None or " is filled by no binding" not in problem.message:
        return False
    parameters = info.parameters
    astray = [each.name for each in info.bindings if each.name not in {RETURN, *parameters}]
    misspelt = (name for name in parameters if closest(name, astray))
    return any(problem.message.startswith(f"parameter {name!r} is") for name in misspelt)


def _problems(app: App) -> Iterator[Problem]:
    """Find what is wrong beside what was found when the app was loaded."""
    declared = _declared(app)
    for each in declared:
        yield from _wrong_declaration(each, app)
    yield from _wrong_names(declared)
    yield from _wrong_warmups(app)
    yield from _wrong_routes(app, {each.name: each for each in declared})
    if app.root is None:
        return
    if not declared and not app.problems:
        message = "it has no functions; declare one, such as with @app.route()"
        yield Problem(message, file=script_file(app.root))
    settings, problems = read_settings(app.root)
    yield from problems
    if settings is not None:
        yield from _lacking_settings(declared, settings)
    types = (str(fields.get("type", "")) for each in declared for fields in each.bindings)
    yield from wrong_host_json(app.root, {each for each in types if not [*wrong_type(each, 0)]})
    yield from _unread(app.root)


def _declared(app: App) -> list[_Declared]:
    """Return the functions of an app, those with a function.json that did not load among them."""
    if app.root is not None and not script_file(app.root).is_file():
        return [*_of_function_jsons(app.root)]
    return [
        _Declared(
            each.name, each.file, [binding.fields for binding in each.bindings], line=each.line
        )
        for each in app.functions.values()
    ]


def _of_function_jsons(root: Path) -> Iterator[_Declared]:
    """Return what each function.json declares, as far as it can be read."""
    for file in sorted(root.glob(f"*/{FUNCTION_JSON}")):
        document = read_document(file)
        if isinstance(document, Document):
            bindings = document.value.get("bindings")
            fields = [each for each in bindings if is_dict(each)] if is_list(bindings) else []
            yield _Declared(file.parent.name, file, [*fields], document=document)


def _wrong_declaration(declared: _Declared, app: App) -> Iterator[Problem]:
    """Find what is wrong with one function."""
    info = app.functions.get(declared.name)
    if declared.document is not None:
        yield from _wrong_function_json(declared, declared.document, info)
    else:
        wrong = [
            finding
            for index, fields in enumerate(declared.bindings)
            for find, field in ((wrong_name, "name"), (wrong_type, "type"))
            for finding in find(str(fields.get(field)), index)
        ]
        yield from declared.problems(wrong)
        if info is not None and not wrong:
            new = (each for each in refusals(info) if not _is_told(each, info, app.problems))
            yield from (declared.problem(each.message) for each in new)
            yield from _wrong_call(declared, info)
    for index, fields in enumerate(declared.bindings):
        yield from declared.problems(written_out(fields), "bindings", index)


def _wrong_function_json(
    declared: _Declared, document: Document, info: FunctionInfo | None
) -> Iterator[Problem]:
    """Find what is wrong with a function.json, and with the function for what is declared there."""
    yield from declared.problems(duplicates(document))
    unread = bindings_problem(document, declared.file)
    if unread is not None:
        yield unread
        return
    wrong = [*wrong_bindings(declared.bindings)]
    yield from declared.problems(wrong, "bindings")
    yield from declared.problems(wrong_fields(document.value, declared.bindings))
    # What the worker says of the function would only follow from what is wrong with its bindings.
    if info is not None and all(finding.is_warning for finding in wrong):
        for refusal in refusals(info):
            yield _refused(refusal, declared, info)
        yield from _wrong_call(declared, info)


def _refused(refusal: Refusal, declared: _Declared, info: FunctionInfo) -> Problem:
    """Return a refusal as a problem of the function.json, or of the code where that is to blame."""
    name = refusal.parameter
    in_code = info.trigger is not None if name is None else declared.place_of(name) is None
    code = getattr(unwrap(info.function), "__code__", None)
    if in_code and code is not None:
        file, line = code.co_filename, code.co_firstlineno
        return Problem(refusal.message, function=info.name, file=file, line=line)
    return declared.problem(refusal.message, *(declared.place_of(name) or ("bindings",)))


def _is_told(refusal: Refusal, info: FunctionInfo, problems: list[Problem]) -> bool:
    """Tell whether an app itself finds the same: parameters without bindings, and the reverse."""
    name = refusal.parameter
    is_bound = any(binding.name == name for binding in info.bindings)
    if name in {None, RETURN} or is_bound == (name in info.parameters):
        return False
    return any(each.function == info.name and repr(name) in each.message for each in problems)


def _wrong_call(declared: _Declared, info: FunctionInfo) -> Iterator[Problem]:
    """Find what the worker loads all the same, though no call succeeds."""
    try:
        hints, parameters = get_type_hints(info.function), signature(info.function).parameters
    except Exception:  # noqa: BLE001  # reading annotations runs what users wrote; told by refusals
        return
    for name, parameter in parameters.items():
        if parameter.kind is parameter.POSITIONAL_ONLY:
            message = (
                f"parameter {name!r} is positional-only, but the worker passes it by name, so that "
                "each call fails; remove the slash behind it"
            )
            yield declared.problem(message)
    yield from _wrong_return(declared, info, hints.get("return"))


def _wrong_return(declared: _Declared, info: FunctionInfo, returned: object) -> Iterator[Problem]:
    """Find a function that returns what no binding takes."""
    if any(each.name == RETURN or has_implicit_output(each.type) for each in info.bindings):
        return
    if isinstance(returned, type) and returned not in _MAY_BE_NONE:
        message = (
            f"it returns {returned.__name__}, which no binding takes, so that each call fails; add "
            f"an output binding named {RETURN}, or return None"
        )
        yield declared.problem(message, "bindings")


def _wrong_names(declared: list[_Declared]) -> Iterator[Problem]:
    """Find functions whose names the host refuses, or takes as the same."""
    seen: dict[str, str] = {}
    for each in declared:
        if not _FUNCTION_NAME.fullmatch(each.name):
            message = (
                f"the host refuses the name {shorten(each.name)}; write up to 128 letters, digits, "
                "hyphens and underscores, with a letter in front, and not 'host'"
            )
            yield each.problem(message)
        first = seen.setdefault(each.name.lower(), each.name)
        if first != each.name:
            message = f"the host takes its name as that of the function {first!r}; rename one"
            yield each.problem(message)


def _wrong_warmups(app: App) -> Iterator[Problem]:
    """Find functions that the host does not call when it warms up an instance."""
    for function in app.functions.values():
        if function.trigger is None or function.trigger.type != _WARMUP:
            continue
        if function.name.lower() != "warmup":
            message = f"the host calls one function with a {_WARMUP}, named warmup; rename it"
            yield function.problem(message, is_warning=True)


def _wrong_routes(app: App, declared: Mapping[str, _Declared]) -> Iterator[Problem]:
    """Find routes that the host refuses, and functions that it never reaches."""
    functions = sorted(filter(is_http, app.functions.values()), key=lambda each: each.name.upper())
    # That of an app without a folder nobody knows.
    prefix = "" if app.root is None else route_prefix(app.root)
    sound: list[FunctionInfo] = []
    for function in functions:
        one = declared[function.name]
        trigger = function.trigger
        index = function.bindings.index(trigger) if trigger is not None else 0
        place = ("bindings", index, "route")
        problem = route_problem(http_route(function), prefix)
        if problem:
            yield one.problem(problem, *place)
            continue
        for first in sound:
            if same_route(first, function) or hides(first, function):
                message = (
                    f"route {http_route(function)!r} is not reached: {first.name!r}, whose name "
                    f"comes first, answers {http_route(first)!r}; change one of the routes, or "
                    "their methods"
                )
                yield one.problem(message, *place)
                break
        sound.append(function)


def _lacking_settings(declared: list[_Declared], settings: Settings) -> Iterator[Problem]:
    """Find the settings that are referred to and not there; each once, where it comes first."""
    told: set[str] = set()
    for each in declared:
        for index, fields in enumerate(each.bindings):
            for reference in references(fields):
                if reference.setting not in told and not settings.has(reference):
                    told.add(reference.setting)
                    place = ("bindings", index, reference.field)
                    yield each.problem(lacking(reference, settings), *place, is_warning=True)


def _unread(root: Path) -> Iterator[Problem]:
    """Find the function.json of an app that is declared by decorators: the host reads none."""
    script = script_file(root)
    for file in sorted(root.glob(f"*/{FUNCTION_JSON}")) if script.is_file() else ():
        message = (
            f"the host does not read it beside {script.name}; declare the function there, or "
            "remove one of the two"
        )
        yield Problem(message, function=file.parent.name, file=file, is_warning=True)
