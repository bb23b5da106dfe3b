"""
What was recorded from the published packages, and how this package is held against it.

``data/wire.json`` holds payloads as the worker hands them to a converter and what must come of
them. ``data/surface.json`` holds the public names and signatures that published code relies on.
"""

from __future__ import annotations

import ast
import base64
import datetime as dt
import enum
import inspect
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias, TypeGuard

import azure.functions as func

JSON: TypeAlias = Any  # recorded data: its shape is described beside it, not by types
Object: TypeAlias = dict[str, JSON]

_DATA = Path(__file__).parent.parent / "data"


def load(name: str) -> JSON:
    """
    Read a file of recorded data.
    """
    return json.loads((_DATA / name).read_text("utf-8"))


class WorkerDatum:
    """
    The worker's own datum: not this package's class, it only looks like it.
    """

    def __init__(self, value: Any, type: str | None) -> None:
        self.value = value
        self.type = type

    @property
    def python_value(self) -> Any:
        if self.value is None or self.type is None:
            return None
        if self.type == "json":
            return json.loads(self.value)
        if self.type.startswith("collection_"):
            return list(getattr(self.value, self.type.removeprefix("collection_")))
        return self.value


def replay(case: JSON) -> JSON:
    """
    Hand a recorded payload to its converter and describe what comes of it as the recording does.
    """
    converter: Any = func.get_binding_registry().get(case["binding"])
    expect = case["expect"]
    try:
        if case["op"] == "decode":
            data, metadata = _from_json(case["data"]), _from_json(case["trigger_metadata"])
            return _describe(converter.decode(data, trigger_metadata=metadata), expect)
        value = eval(case["expr"], {"func": func, "dt": dt, "json": json})
        return _describe_datum(converter.encode(value, expected_type=None))
    except (NotImplementedError, TypeError, ValueError) as error:
        return _refusal(error, expect)


def datums(case: JSON) -> tuple[Any, Any]:
    """
    Return the datum and the metadata of a recorded payload.
    """
    return _from_json(case["data"]), _from_json(case["trigger_metadata"])


def _refusal(error: Exception, expect: JSON) -> JSON:
    """
    Describe an error by the class that was recorded if it is one, else by its own.
    """
    recorded = {"NotImplementedError": NotImplementedError, "ValueError": ValueError}
    name = expect.get("$raises", "") if _is_object(expect) else ""
    if name in recorded and isinstance(error, recorded[name]):
        return {"$raises": name}
    return {"$raises": f"{type(error).__name__}: {error}"}


def _describe(value: Any, expect: JSON) -> JSON:
    """
    Describe a decoded value with the facts that the recording has of it.
    """
    description: JSON = {"type": type(value).__name__}
    if "items" in expect:
        description["items"] = [
            _describe(item, expected)
            for item, expected in zip(value, expect["items"], strict=False)
        ]
        description["items"] += ["unexpected"] * (len(value) - len(expect["items"]))
    if "attrs" in expect:
        description["attrs"] = {name: _attribute(value, name) for name in expect["attrs"]}
        description["calls"] = {
            name: _call(getattr(value, name), wanted) for name, wanted in expect["calls"].items()
        }
    if "data" in expect:
        description["data"] = _to_json(dict(value))
    if "value" in expect:
        description["value"] = _to_json(value)
    return description


def _attribute(value: Any, name: str) -> JSON:
    """
    Describe an attribute; the names of headers are compared in lower case.
    """
    recorded = _to_json(getattr(value, name))
    return _lower_names(recorded) if name == "headers" and isinstance(recorded, dict) else recorded


def _call(method: Callable[[], Any], expect: JSON) -> JSON:
    """
    Describe what a method returns, or its refusal.
    """
    try:
        return _to_json(method())
    except ValueError as error:
        return _refusal(error, expect)


def _describe_datum(datum: Any) -> JSON:
    """
    Describe an encoded datum: JSON by its value, headers in lower case, cookies by their parts.
    """
    description: JSON = _to_json(datum)
    if datum.type == "json":
        description["value"] = {"$json": json.loads(datum.value)}
    if datum.type == "http":
        response: Object = description["value"]
        cookies: list[Any] = datum.value["cookies"] or []
        response["headers"] = _lower_names(response["headers"])
        response["cookies"] = [_describe_cookie(cookie) for cookie in cookies] or None
    return description


def _describe_cookie(cookie: Any) -> JSON:
    return {
        name: {"value": morsel.value, **{key: str(part) for key, part in morsel.items() if part}}
        for name, morsel in cookie.items()
    }


def _lower_names(headers: JSON) -> JSON:
    return {name.lower(): value for name, value in headers.items()}


def expectation(case: JSON) -> JSON:
    """
    Return what must come of a case, in the form in which ``replay`` describes it.
    """
    expect = case["expect"]
    if _is_object(expect) and expect.get("$datum") == "http":
        value: Object = expect["value"]
        return {**expect, "value": {**value, "headers": _lower_names(value["headers"])}}
    return expect


def _from_json(recorded: JSON) -> Any:
    """
    Make the objects that a recording stands for.
    """
    if _is_list(recorded):
        return [_from_json(item) for item in recorded]
    if not _is_object(recorded):
        return recorded
    if "$bytes" in recorded:
        return base64.b64decode(recorded["$bytes"])
    if "$collection" in recorded:
        return SimpleNamespace(**{recorded["$collection"]: _from_json(recorded["items"])})
    if "$datum" in recorded:
        return WorkerDatum(_from_json(recorded["value"]), recorded["$datum"])
    return {key: _from_json(item) for key, item in recorded.items()}


def _to_json(value: Any) -> JSON:
    """
    Write objects as a recording does.
    """
    if isinstance(value, (bytes, bytearray)):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, dt.datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, dt.timedelta):
        return {"$timedelta": value.total_seconds()}
    if isinstance(value, (func.Datum, WorkerDatum)):
        return {"$datum": value.type, "value": _to_json(value.value)}
    if _is_mapping(value):
        return {str(key): _to_json(item) for key, item in value.items()}
    if _is_list(value):
        return [_to_json(item) for item in value]
    return value


def _is_object(value: JSON) -> TypeGuard[Object]:
    return isinstance(value, dict)


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, (list, tuple))


def _is_mapping(value: object) -> TypeGuard[Mapping[object, object]]:
    return isinstance(value, Mapping)


def shortfalls(module: object, name: str, recorded: JSON) -> list[str]:
    """
    Tell what a public name lacks of its recording; more than was recorded is fine.
    """
    if not hasattr(module, name):
        return [f"{name} is missing"]
    value = getattr(module, name)
    match recorded["kind"]:
        case "class":
            return list(_class_shortfalls(value, name, recorded))
        case "function":
            return list(_signature_shortfalls(value, name, recorded["params"]))
        case "enum":
            return list(_enum_shortfalls(value, name, recorded["members"]))
        case _:
            return [] if value == recorded["value"] else [f"{name} is {value!r}"]


def _enum_shortfalls(value: Any, name: str, members: Mapping[str, JSON]) -> Iterator[str]:
    if not issubclass(value, enum.Enum):
        yield f"{name} is no enum"
        return
    for member, wanted in members.items():
        # A value that is a tuple of one was recorded as a list; the value in it will do too.
        accepted = [wanted, *wanted] if _is_list(wanted) else [wanted]
        have = value.__members__.get(member)
        if have is None or _to_json(have.value) not in accepted:
            yield f"{name}.{member} is not {wanted!r}"


def _class_shortfalls(value: Any, name: str, recorded: JSON) -> Iterator[str]:
    if not isinstance(value, type):
        yield f"{name} is no class"
        return
    if recorded.get("init"):
        yield from _signature_shortfalls(value, name, recorded["init"])
    for method, signature in recorded["methods"].items() if "methods" in recorded else ():
        if not callable(getattr(value, method, None)):
            yield f"{name}.{method} is missing"
            continue
        static = inspect.getattr_static(value, method)
        if signature.startswith("@classmethod") and not isinstance(static, classmethod):
            yield f"{name}.{method} is no class method"
        plain = signature.rpartition("(")[0].startswith("@")
        text = signature.split(" ", 1)[1] if plain else signature
        # Some methods name what others call self; it was then recorded as an argument.
        named = "(obj)" == text
        unbound = not isinstance(static, (classmethod, staticmethod)) and not named
        yield from _signature_shortfalls(
            getattr(value, method), f"{name}.{method}", text, skip_first=unbound
        )
    for attribute in recorded.get("properties", ()):
        if not hasattr(value, attribute):
            yield f"{name}.{attribute} is missing"


def _signature_shortfalls(
    value: Any, name: str, recorded: str, *, skip_first: bool = False
) -> Iterator[str]:
    """
    Tell what a callable lacks to be called in every way that the recorded signature allows.
    """
    if recorded == "(...)":
        return
    wanted = _parse_signature(recorded)
    have = list(inspect.signature(value).parameters.values())[skip_first:]
    kinds = {parameter.kind for parameter in have}
    by_name = {parameter.name: parameter for parameter in have}
    positional = [
        parameter.name
        for parameter in have
        if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
    ]
    takes_any_keyword = inspect.Parameter.VAR_KEYWORD in kinds
    takes_any_position = inspect.Parameter.VAR_POSITIONAL in kinds
    if wanted.kwarg and not takes_any_keyword:
        yield f"{name} takes no further keywords"
    for i, argument in enumerate([*wanted.posonlyargs, *wanted.args]):
        if not takes_any_position and positional[i : i + 1] != [argument.arg]:
            yield f"{name} does not take {argument.arg!r} as argument {i + 1}"
    optional = _optional_names(wanted)
    for argument in [*wanted.args, *wanted.kwonlyargs]:
        parameter = by_name.get(argument.arg)
        if parameter is None:
            if not takes_any_keyword:
                yield f"{name} has no parameter {argument.arg!r}"
        elif argument.arg in optional and parameter.default is parameter.empty:
            yield f"{name} demands {argument.arg!r}"
    known = {argument.arg for argument in [*wanted.args, *wanted.kwonlyargs]}
    variable = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
    for parameter in have:
        needed = parameter.default is parameter.empty and parameter.kind not in variable
        # Arguments of this name were not recorded, whatever they are.
        if needed and parameter.name not in {*known, "cls"}:
            yield f"{name} demands {parameter.name!r}, which published callers do not pass"


def _parse_signature(text: str) -> ast.arguments:
    """
    Parse a recorded signature; a default such as ``<AuthLevel.ADMIN: 'admin'>`` is any default.
    """
    definition = ast.parse(f"def f{re.sub('<[^<>]*>', 'None', text)}: ...").body[0]
    assert isinstance(definition, ast.FunctionDef)
    return definition.args


def _optional_names(arguments: ast.arguments) -> set[str]:
    """
    Return the names of the parameters that have a default.
    """
    with_default = arguments.args[len(arguments.args) - len(arguments.defaults) :]
    keyword_only = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return {argument.arg for argument in with_default} | {
        argument.arg for argument, default in keyword_only if default is not None
    }
