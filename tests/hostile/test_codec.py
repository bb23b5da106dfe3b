"""
Text that names a class: the codec of durable functions imports nothing for it, and makes nothing
but what is expected where typing is strict.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from typing import Any, ClassVar

import pytest
from typing_extensions import Self

import azure.functions as func
from azure.functions import _durable_functions
from azure.functions._durable_functions import STRICT_VARIABLE, df_loads

OWN = {"_cosmosdb": "cosmosdb", "_eventgrid": "eventgrid", "_mysql": "mysql", "_sql": "sql"}
"""The package's own modules whose classes travel, by their names on the wire and here."""

NEVER_IMPORTED = ["antigravity", "this", "idlelib.run", "turtle", "no.such.module"]


class Recorded:
    """
    A class that tells of each of its objects, and of each call of its methods.
    """

    made: ClassVar[list[str]] = []

    def __new__(cls, *arguments: object) -> Self:
        cls.made.append("new")
        return super().__new__(cls)

    def __init_subclass__(cls) -> None:
        cls.made.append("subclass")

    @classmethod
    def from_json(cls, data: object) -> Recorded:
        cls.made.append("from_json")
        return cls()

    def to_json(self) -> str:
        return "x"


class Expected:
    """
    Another class that can be read.
    """

    @classmethod
    def from_json(cls, data: object) -> Expected:
        return cls()


def wrapped(name: str, module: str = __name__, data: object = None) -> dict[str, object]:
    """
    Return what stands for a custom object.
    """
    return {"__class__": name, "__module__": module, "__data__": data}


@pytest.fixture(params=["", "1"], ids=["loose", "strict"])
def typing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """
    Have typing strict, and not.
    """
    monkeypatch.setenv(STRICT_VARIABLE, request.param)
    mode: str = request.param
    return mode


@pytest.fixture(autouse=True)
def _nothing_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Begin with no object made.
    """
    monkeypatch.setattr(Recorded, "made", [])


@pytest.mark.parametrize("module", NEVER_IMPORTED)
@pytest.mark.parametrize("expected", [None, dict, Expected])
@pytest.mark.usefixtures("typing")
def test_no_module_is_imported(module: str, expected: Any) -> None:
    """
    A module that text names, and that is not imported, is not looked for.
    """
    asked: list[str] = []

    class Finder:
        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            asked.append(name)

    before = set(sys.modules)
    sys.meta_path.insert(0, Finder)
    try:
        for name in ("Popen", "__import__", "a.b"):
            with pytest.raises(func.DecodeError):
                df_loads(json.dumps(wrapped(name, module)), expected)
    finally:
        sys.meta_path.remove(Finder)

    assert ([], set()) == (asked, {*sys.modules} - before)


@pytest.mark.parametrize("strict", ["", "1"])
def test_no_audit_event(strict: str) -> None:
    """
    Nor does reading text import, open, compile or execute anything, or start a process.
    """
    code = """
import json, os, sys
from azure.functions._durable_functions import df_loads
texts = [
    json.dumps({"__class__": name, "__module__": module, "__data__": data})
    for name, module in [
        ("Popen", "subprocess"), ("system", "os"), ("eval", "builtins"), ("exec", "builtins"),
        ("import_module", "importlib"), ("os", "sys"), ("path", "sys"), ("Path", "pathlib"),
        ("__loader__", "json"), ("this", "this"), ("MySqlRow", "azure.functions.mysql"),
        ("modules", "sys"), ("__builtins__", "json"), ("object", "builtins"), ("type", "builtins"),
    ]
    for data in (None, "import os", ["true"], {"a": 1})
]
def read():
    for text in texts:
        try:
            df_loads(text, None)
        except ValueError:
            pass
import azure.functions
from azure.functions import _errors
read()  # with what the codec and the messages of its errors import themselves
events = []
sys.addaudithook(lambda name, arguments: events.append((name, arguments)))
read()
found = [
    each for each in events
    if each[0].split(".")[0] in ("import", "open", "compile", "exec", "os", "subprocess", "socket")
]
print(json.dumps([repr(each) for each in found]))
"""
    environ = {STRICT_VARIABLE: strict, "PYTHONPATH": ""}
    output = subprocess.check_output([sys.executable, "-c", code], text=True, env=environ)

    assert [] == json.loads(output)


def test_own_modules() -> None:
    """
    The one exception is the package itself: its own four modules with classes that travel.
    """
    own = {f"azure.functions.{wire}": home for wire, home in OWN.items()}

    assert own == _durable_functions._HOMES  # pyright: ignore[reportPrivateUsage]


@pytest.mark.parametrize("expected", [None, dict, str, int, Expected, Expected | None, list[int]])
@pytest.mark.parametrize(
    "value",
    [
        wrapped("Recorded"),
        [wrapped("Recorded")],
        {"a": wrapped("Recorded")},
        wrapped("Expected", data=wrapped("Recorded")),
        wrapped("dict", "builtins", wrapped("Recorded")),
        {**wrapped("Recorded"), "more": 1},
    ],
)
def test_no_class_is_made_where_typing_is_strict(
    value: Any, expected: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Where typing is strict, no method of a class that the text merely names is called.
    """
    monkeypatch.setenv(STRICT_VARIABLE, "1")
    with contextlib.suppress(func.DecodeError):
        df_loads(json.dumps(value), expected)

    assert [] == Recorded.made


def test_expected_class_is_made_where_typing_is_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The class that is expected is made, once, by its own from_json.
    """
    monkeypatch.setenv(STRICT_VARIABLE, "1")

    assert isinstance(df_loads(json.dumps(wrapped("Recorded")), Recorded), Recorded)
    assert ["from_json", "new"] == Recorded.made


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("Popen", "subprocess"),
        ("object", "builtins"),
        ("type", "builtins"),
        ("Any", "typing"),
        ("eval", "builtins"),
        ("sys", __name__),
        ("NEVER_IMPORTED", __name__),
        ("__builtins__", __name__),
        ("Recorded.from_json", __name__),
        ("", __name__),
        ("Recorded", ""),
        ("Recorded", f"{__name__}.Recorded"),
    ],
)
@pytest.mark.usefixtures("typing")
def test_what_is_no_custom_class(name: str, module: str) -> None:
    """
    What is no class at the top of an imported module, or has no from_json, is never called.
    """
    with pytest.raises(func.DecodeError):
        df_loads(json.dumps(wrapped(name, module, ["true"])), None)
    assert [] == Recorded.made


@pytest.mark.parametrize("part", [None, 1, [], {}, ["a"], True, 1.5])
@pytest.mark.parametrize("key", ["__class__", "__module__"])
@pytest.mark.usefixtures("typing")
def test_names_that_are_no_text(key: str, part: object) -> None:
    """
    A class or module whose name is no text is refused.
    """
    with pytest.raises(func.DecodeError):
        df_loads(json.dumps({**wrapped("Recorded"), key: part}), None)
    assert [] == Recorded.made


@pytest.mark.parametrize("name", ["\ud800", "a\nINFO: forged", "a" * 1_000_000])
@pytest.mark.parametrize("key", ["__class__", "__module__"])
@pytest.mark.usefixtures("typing")
def test_names_in_messages(key: str, name: str) -> None:
    """
    The message shows a name as one short line that any log and any protocol takes.
    """
    with pytest.raises(func.DecodeError) as caught:
        df_loads(json.dumps({**wrapped("Recorded"), key: name}), None)

    message = str(caught.value).encode()
    assert b"\n" not in message
    assert len(message) < 1000
