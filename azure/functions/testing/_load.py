"""From what a user names to the functions in it: a folder, an app, a blueprint, a function."""

# The functions of a blueprint are asked for as an app does that registers it.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from os import PathLike
from pathlib import Path
from types import ModuleType
from typing import Any

from .._errors import wrong_type
from .._narrow import is_dict, is_list
from ..decorators._api import DecoratorApi
from ..decorators._function import Function, FunctionBuilder
from ..decorators._spelling import did_you_mean
from ..decorators.core import SCRIPT_FILE_NAME
from ..decorators.function_app import FunctionApp, FunctionRegister
from ._app import App, BindingInfo, FunctionInfo, HostError, Problem
from ._documents import FUNCTION_JSON, Document, kind_of, read_document
from ._modules import PACKAGE, Modules
from ._settings import local_settings, visible

Target = str | PathLike[str] | DecoratorApi | FunctionBuilder[..., Any]

_SCRIPT_SETTING = "PYTHON_SCRIPT_FILE_NAME"
_SCRIPT_NAME = re.compile(r"[a-zA-Z0-9_][a-zA-Z0-9_-]*\.py")


def load(target: Target) -> App:
    """Return the functions of an app.

    Args:
        target: The folder of an app with ``function_app.py``, or with a function.json in a
            folder a function, or the folder above that, where ``__app__`` is in it; a
            ``FunctionApp``, a ``Blueprint``, or what a decorator left in the place of a function.

    Returns:
        The app. What is wrong with it is among its problems.

    Raises:
        TypeError: It is none of these.
        HostError: It is a folder without an app. It is a RuntimeError.
    """
    if isinstance(target, (str, PathLike)):
        return _of_folder(find_root(Path(target).resolve()))
    _check_target(target)
    return _of_register(_register(target))


def _check_target(target: object) -> None:
    """Refuse what has no functions."""
    if not isinstance(target, (DecoratorApi, FunctionBuilder)):
        accepted = "the folder of an app, a FunctionApp, a Blueprint or a decorated function"
        raise wrong_type("Host", "app", target, accepted)


def _register(target: DecoratorApi | FunctionBuilder[..., Any]) -> FunctionRegister:
    """Return the app that an object is, or that an app is made of it."""
    if isinstance(target, FunctionRegister):
        return target
    app = FunctionApp()
    if isinstance(target, DecoratorApi):
        app.register_functions(target)
    else:
        app._function_builders.append(target)
    return app


def find_root(folder: Path) -> Path:
    """Return the folder of an app.

    Args:
        folder: The folder itself, or the one above that has it as ``__app__``.

    Returns:
        The folder.

    Raises:
        HostError: There is no app in it. It is a RuntimeError.
    """
    for root in (folder, folder / PACKAGE):
        if script_file(root).is_file() or any(root.glob(f"*/{FUNCTION_JSON}")):
            return root
    what = "there is no app in it" if folder.is_dir() else "there is no such folder"
    if folder.is_file():
        what = "it is a file"
    raise HostError(
        f"{folder}: {what}; name a folder with {SCRIPT_FILE_NAME}, or with a {FUNCTION_JSON} in "
        "a folder a function",
        function=None,
        parameter=None,
        problems=(),
    )


def script_file(root: Path) -> Path:
    """Return where an app with decorators has its functions, be it there or not."""
    name = os.environ.get(_SCRIPT_SETTING, local_settings(root).get(_SCRIPT_SETTING))
    if name is None or _SCRIPT_NAME.fullmatch(name):
        return root / (name or SCRIPT_FILE_NAME)
    raise HostError(
        f"{root}: the setting {_SCRIPT_SETTING} must be the name of a Python file without its "
        f"folder, such as {SCRIPT_FILE_NAME}, got {name!r}",
        function=None,
        parameter=None,
        problems=(),
    )


def _of_folder(root: Path) -> App:
    """Return the app in a folder."""
    modules, settings, script = Modules(root), local_settings(root), script_file(root)
    with visible(settings), modules.active():
        is_script = script.is_file()
        app = _of_script(script, modules) if is_script else _of_function_jsons(root, modules)
    app.root, app.modules, app.settings = root, modules, settings
    return app


def _of_script(file: Path, modules: Modules) -> App:
    """Return the app that function_app.py makes."""
    module = _imported(modules, file.stem, file)
    if isinstance(module, Problem):
        return App({}, [module])
    names = [name for name, each in vars(module).items() if isinstance(each, FunctionRegister)]
    if len(names) != 1:
        many = f"it has {len(names)} apps ({', '.join(names)})" if names else "it has no app"
        message = f"{many} at its top level; the worker takes one: app = func.FunctionApp()"
        return App({}, [Problem(message, file=file)])
    register: FunctionRegister = vars(module)[names[0]]
    return _of_register(register)


def _of_register(register: FunctionRegister) -> App:
    """Return the functions that an app has declared."""
    functions: dict[str, FunctionInfo] = {}
    indexed: list[Function] = []
    broken: list[Problem] = []
    for builder in register._all_builders():
        try:
            function = builder._function._indexed(register.auth_level)
            info = _of_declared(function)
        except (TypeError, ValueError) as error:
            broken.append(_not_indexed(error, builder._function))
            continue
        indexed.append(function)
        if function.get_trigger() is not None:
            functions.setdefault(info.name, info)
    errors, doubts = register._problems(indexed)
    refused = {each.function for each in errors}  # as with two of a name: which would be called?
    functions = {name: each for name, each in functions.items() if name not in refused}
    problems = [
        Problem(each.message, function=each.function, file=each.file, line=each.line)
        for each in (*errors, *doubts)
    ]
    return App(functions, broken + problems)


def _of_declared(function: Function) -> FunctionInfo:
    """Return a function that decorators declare."""
    fields: Iterable[dict[str, Any]] = map(json.loads, function.get_raw_bindings())
    file, line = _place(function)
    return FunctionInfo(
        function.get_function_name(),
        function.get_user_function(),
        tuple(_binding(each) for each in fields),
        directory=_directory(function.get_user_function(), file),
        file=file,
        line=line,
        retry=function.get_settings_dict("retry_policy"),
    )


def _not_indexed(error: Exception, function: Function) -> Problem:
    """Return the problem of a function whose declarations cannot be read."""
    file, line = _place(function)
    return Problem(str(error), function=function.get_function_name(), file=file, line=line)


def _place(function: Function) -> tuple[Path, int | None]:
    """Return where a function stands: its file, and the line in it where that is known."""
    code = getattr(_unwrapped(function._func), "__code__", None)
    if code is None:
        return Path(function.function_script_file), None
    return Path(code.co_filename), code.co_firstlineno


def _directory(function: object, file: Path) -> Path:
    """Return the folder that the worker takes for a function's."""
    code = getattr(function, "__code__", None)
    return file.parent if code is None else Path(code.co_filename).parent


def _of_function_jsons(root: Path, modules: Modules) -> App:
    """Return the functions that have a function.json."""
    app = App({}, [])
    for file in sorted(root.glob(f"*/{FUNCTION_JSON}")):
        loaded = _of_function_json(file, modules)
        if isinstance(loaded, Problem):
            app.problems.append(loaded)
        else:
            app.functions[loaded.name] = loaded
    return app


def _of_function_json(file: Path, modules: Modules) -> FunctionInfo | Problem:
    """Return the function that a function.json declares, or why there is none."""
    name = file.parent.name
    document = read_document(file)
    if isinstance(document, Problem):
        return document
    script = _text_of(document, "scriptFile", "__init__.py", file)
    entry_point = _text_of(document, "entryPoint", "main", file)
    if isinstance(script, Problem):
        return script
    if isinstance(entry_point, Problem):
        return entry_point
    line = document.line("scriptFile")
    path = _script_path(file.parent, script)
    if path is None:
        message = f"scriptFile {script!r} is no Python file of the function's folder; name one"
        return Problem(message, function=name, file=file, line=line)
    if not path.is_relative_to(file.parent.parent):
        message = f"scriptFile {script!r} is outside of the app; move it into the app"
        return Problem(message, function=name, file=file, line=line)
    *folders, stem = path.relative_to(file.parent.parent).with_suffix("").parts
    module_name = ".".join((PACKAGE, *folders, *([] if stem == "__init__" else [stem])))
    module = _imported(modules, module_name, path, name)
    if isinstance(module, Problem):
        return module
    # Every module has attributes such as __class__, which nobody means.
    function = None if entry_point.startswith("__") else getattr(module, entry_point, None)
    if not callable(function):
        functions = [key for key, value in vars(module).items() if _is_own(value, module_name)]
        message = (
            f"entryPoint {entry_point!r} is no function of {script}, which has "
            f"{', '.join(functions) or 'none'}; name one{did_you_mean(entry_point, functions)}"
        )
        line = document.line("entryPoint")
        return Problem(message, function=name, file=file, line=line)
    return _declared_in_json(name, function, document, file)


def _text_of(document: Document, field: str, default: str, file: Path) -> str | Problem:
    """Return a field of a function.json that holds text."""
    value: object = document.value.get(field)
    if value is None or value == "":
        return default
    if isinstance(value, str):
        return value
    message = f"{field} must be text, such as {default!r}; it is {kind_of(value)}"
    return Problem(message, function=file.parent.name, file=file, line=document.line(field))


def _script_path(folder: Path, script: str) -> Path | None:
    """Return the path of a function's script; None where there is no such Python file."""
    try:
        path = (folder / script).resolve()
        return path if path.suffix == ".py" and path.is_file() else None
    except (OSError, ValueError):  # no path at all: too long, or with a null character in it
        return None


def _declared_in_json(
    name: str, function: Callable[..., Any], document: Document, file: Path
) -> FunctionInfo | Problem:
    """Return a function with the bindings of its function.json."""
    problem = bindings_problem(document, file)
    if problem is not None:
        return problem
    bindings: list[dict[str, Any]] = document.value["bindings"]
    retry = document.value.get("retry")
    return FunctionInfo(
        name,
        function,
        tuple(map(_binding, bindings)),
        directory=file.parent,
        file=file,
        retry=retry if is_dict(retry) else None,
    )


def bindings_problem(document: Document, file: Path) -> Problem | None:
    """Return the problem of a function.json whose bindings cannot be read at all.

    Args:
        document: What is in the function.json.
        file: The function.json.

    Returns:
        The problem; None where the bindings are a list of objects.
    """
    bindings = document.value.get("bindings")
    if is_list(bindings) and all(is_dict(each) for each in bindings):
        return None
    message = "bindings must be a list of objects, each with name, type and direction"
    line = document.line("bindings")
    return Problem(message, function=file.parent.name, file=file, line=line)


def _binding(fields: Mapping[str, Any]) -> BindingInfo:
    """Return a binding from its JSON object."""
    name, kind = str(fields.get("name", "")), str(fields.get("type", ""))
    return BindingInfo(name, kind, str(fields.get("direction", "")).lower(), fields)


def _imported(
    modules: Modules, name: str, file: Path, function: str | None = None
) -> ModuleType | Problem:
    """Return a module of the app, or why it cannot be imported."""
    try:
        return modules.load(name)
    except KeyboardInterrupt:  # the developer's wish, not the app's
        raise
    except BaseException as error:  # noqa: BLE001  # importing runs what users wrote
        return _not_imported(error, file, function)


def _not_imported(error: BaseException, file: Path, function: str | None) -> Problem:
    """Return the problem of a module that cannot be imported, with the line that failed."""
    line = error.lineno or None if isinstance(error, SyntaxError) else None
    where = error.filename if isinstance(error, SyntaxError) and error.filename else str(file)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(file):
            line = trace.tb_lineno
        trace = trace.tb_next
    told = f"{type(error).__name__}: {error}"
    return Problem(f"it cannot be imported: {told}", function=function, file=where, line=line)


def _is_own(value: object, module: str) -> bool:
    """Tell whether a value is a function of a module."""
    return callable(value) and getattr(value, "__module__", None) == module


def _unwrapped(function: object) -> object:
    """Return the function at the bottom of decorators that keep what they wrap."""
    from inspect import unwrap

    return unwrap(function) if callable(function) else function
