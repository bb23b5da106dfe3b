"""The codec of durable functions."""

from __future__ import annotations

import json
import logging
import pickle
import subprocess
import sys
import typing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import _durable_functions as codec
from azure.functions._durable_functions import df_dumps, df_loads

VARIABLE = "AZURE_FUNCTIONS_DURABLE_STRICT_TYPING"


class Point:
    """A class with static methods, as the documentation of durable functions has them."""

    def __init__(self, x: object = 1) -> None:
        self.x = x

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    @staticmethod
    def to_json(point: Point) -> dict[str, object]:
        return {"x": point.x}

    @staticmethod
    def from_json(data: dict[str, object]) -> Point:
        return Point(data["x"])


class Name(str):
    """A class that JSON has a form for, with methods of its own."""

    __slots__ = ()

    def to_json(self) -> str:
        return self.upper()

    @classmethod
    def from_json(cls, data: str) -> Name:
        return cls(data)


class OneWay:
    """A class that can be written, but not read."""

    def to_json(self) -> str:
        return "x"


class NoWay:
    """A class that can be neither written nor read."""


class Broken(Point):
    """A class whose methods fail."""

    @staticmethod
    def to_json(point: Point) -> dict[str, object]:
        raise KeyError("to")

    @staticmethod
    def from_json(data: dict[str, object]) -> Point:
        raise KeyError("from")


def wrapped(name: str, data: object = None, module: str = __name__, **more: object) -> str:
    """Return the text of a custom object."""
    return json.dumps({"__class__": name, "__module__": module, "__data__": data, **more})


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Demand strict typing."""
    monkeypatch.setenv(VARIABLE, "1")


@pytest.fixture(autouse=True)
def _not_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the environment of the tests demand nothing."""
    monkeypatch.delenv(VARIABLE, raising=False)


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda items: st.lists(items) | st.dictionaries(st.text(), items),
    max_leaves=6,
)


class TestLoose:
    @pytest.mark.parametrize("value", [None, 1, "ž", [1, {"a": None}], {"a": 1.5}, float("inf")])
    def test_plain(self, value: object) -> None:
        """What JSON has a form for makes the round trip, written as ``json`` writes it."""
        assert json.dumps(value) == df_dumps(value)
        assert value == df_loads(df_dumps(value))

    def test_wire_form(self) -> None:
        """A custom object travels with the names of its class and module, and its data."""
        expected = {"__class__": "Point", "__module__": __name__, "__data__": {"x": 1}}

        assert expected == json.loads(df_dumps(Point()))
        assert expected == codec._serialize_custom_object(Point())

    @pytest.mark.parametrize(
        "value", [Point(), [Point(1), 2], {"a": Point("ž")}, Point(Point(2))], ids=repr
    )
    def test_custom(self, value: object) -> None:
        """Custom objects make the round trip, within others too."""
        assert value == df_loads(df_dumps(value))

    def test_subclass_of_text(self) -> None:
        """What JSON has a form for is written in it."""
        assert '"x"' == df_dumps(Name("x"))

    def test_read(self) -> None:
        """An object that stands for a custom one becomes it; others stay."""
        wrapper = {"__class__": "Point", "__module__": __name__, "__data__": {"x": 1}, "more": 1}

        assert Point() == codec._deserialize_custom_object(wrapper)
        for plain in ({}, {"__class__": "Point"}, {"__class__": "Point", "__module__": __name__}):
            assert plain is codec._deserialize_custom_object(plain)

    def test_default(self) -> None:
        """``json.dumps`` takes the default."""
        default = codec._get_serialize_default()

        assert default is not None
        assert df_dumps([Point()]) == json.dumps([Point()], default=default)

    @pytest.mark.parametrize("value", [NoWay(), [NoWay()], b"x", {1}, Point], ids=repr)
    def test_cannot_be_written(self, value: object) -> None:
        """An object whose class has no ``to_json`` is refused by name."""
        with pytest.raises(TypeError, match="durable functions: cannot write .*`to_json`"):
            df_dumps(value)

    def test_user_errors_pass(self) -> None:
        """The errors of the user's methods pass."""
        with pytest.raises(KeyError, match="to"):
            df_dumps(Broken())
        with pytest.raises(KeyError, match="from"):
            df_loads(wrapped("Broken"))

    def test_user_recursion_is_shown(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A ``from_json`` that calls itself without end is found by the cause of the error."""

        def endless(data: object) -> object:
            return endless(data)

        monkeypatch.setattr(Broken, "from_json", endless)

        with pytest.raises(ValueError, match="nested too deep") as caught:
            df_loads(wrapped("Broken"))
        assert isinstance(caught.value.__cause__, RecursionError)

    @pytest.mark.parametrize("text", [b"[1]", bytearray(b"[1]"), bytearray("[1]".encode("utf-16"))])
    def test_any_bytes(self, text: Any) -> None:
        """Bytes are read as ``json`` reads them, those that can be changed too."""
        assert [1] == df_loads(text)

    @pytest.mark.parametrize("text", [None, 1, {}, memoryview(b"[1]")], ids=repr)
    def test_no_text(self, text: Any) -> None:
        """What is no text is refused as ``json`` does."""
        with pytest.raises(TypeError, match="the JSON object must be str, bytes or bytearray"):
            df_loads(text)

    @pytest.mark.parametrize(
        ("text", "error"),
        [
            (wrapped("OneWay"), TypeError),
            (wrapped("NoWay"), TypeError),
            (wrapped("json"), TypeError),
            (wrapped("system", module="os"), TypeError),
            (wrapped("dict", module="builtins"), TypeError),
            (wrapped("Missing"), AttributeError),
            (wrapped("TestLoose.Inner"), AttributeError),
            ('{"__class__": 5, "__module__": "json", "__data__": 1}', AttributeError),
            ('{"__class__": "a", "__module__": 5, "__data__": 1}', ValueError),
            (wrapped("x", module="no.such.module"), ValueError),
            ("{", ValueError),
        ],
    )
    def test_cannot_be_read(self, text: str, error: type[Exception]) -> None:
        """What names no class that can be read is refused, as a ValueError too."""
        with pytest.raises(error) as caught:
            df_loads(text)
        assert isinstance(caught.value, ValueError)

    def test_errors_survive_pickling(self) -> None:
        """The errors survive pickling."""
        with pytest.raises(
            AttributeError, match="class 'Missing' of .* there is no such"
        ) as caught:
            df_loads(wrapped("Missing"))
        copy = pickle.loads(pickle.dumps(caught.value))

        assert str(caught.value) == str(copy)
        assert "durable functions" == copy.binding

    @pytest.mark.parametrize(
        ("value", "expected_type"),
        [
            (Point(), Point),
            (Point(), object),
            (1, int),
            (1, float),
            ([1], typing.List[int]),  # noqa: UP006
            ([1], list[int]),
            (None, typing.Optional[Point]),  # noqa: UP045
            (Point(), Point | None),
            ("x", typing.Any),
            ("x", "Point"),
        ],
    )
    def test_expected(
        self, value: object, expected_type: object, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A value of the expected type is read in silence."""
        assert value == df_loads(df_dumps(value), expected_type)
        assert [] == caplog.records

    @pytest.mark.parametrize(
        ("value", "expected_type"), [("x", int), (Point(), str), (None, Point)]
    )
    def test_unexpected(
        self, value: object, expected_type: type, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A value of another type is read, and the log tells."""
        with caplog.at_level(logging.WARNING, "azure.functions"):
            assert value == df_loads(df_dumps(value), expected_type=expected_type)
        assert expected_type.__name__ in caplog.text

    @given(JSON)
    def test_any_json(self, value: Any) -> None:
        """Any JSON value makes the round trip, within a custom object too."""
        assert value == df_loads(df_dumps(value))
        assert Point(value) == df_loads(df_dumps(Point(value)))


@pytest.mark.usefixtures("strict")
class TestStrict:
    @pytest.mark.parametrize("value", [None, 1, "ž", [1, {"a": None}], {"a": 1.5}])
    def test_plain(self, value: object) -> None:
        """What JSON has a form for needs no type."""
        assert value == df_loads(df_dumps(value))
        assert value == df_loads(df_dumps(value), type(value))

    def test_outermost_only(self) -> None:
        """Only the outermost object may be a custom one."""
        assert wrapped("Point", {"x": 1}) == df_dumps(Point())
        assert codec._get_serialize_default() is None
        for value in ([Point()], {"a": Point()}, Point(Point()), NoWay(), Point):
            with pytest.raises(TypeError, match="JSON serializable"):
                df_dumps(value)

    def test_subclass_of_text(self) -> None:
        """A custom object is written as one even where JSON has a form for it."""
        assert wrapped("Name", "X") == df_dumps(Name("x"))

    @pytest.mark.parametrize("expected_type", [Point, Point | None, Point | int])
    def test_expected(self, expected_type: object) -> None:
        """A custom object is read where its class is expected."""
        assert Point() == df_loads(df_dumps(Point()), expected_type)

    def test_within_stays(self) -> None:
        """What stands for a custom object within a value stays what it is."""
        inner = json.loads(wrapped("Point", {"x": 1}))

        assert [inner] == df_loads(json.dumps([inner]))
        assert Point(inner) == df_loads(wrapped("Point", {"x": inner}), Point)

    @pytest.mark.parametrize("text", [wrapped("Point", {"x": 1}), wrapped("a", module="nowhere")])
    def test_needs_a_type(self, text: str) -> None:
        """Without a type a custom object is refused, with what to do."""
        with pytest.raises(TypeError, match="pass it as the expected_type"):
            df_loads(text)

    @pytest.mark.parametrize(
        ("text", "expected_type"),
        [
            (wrapped("Broken"), Point),
            (wrapped("Point", {"x": 1}), Broken),
            (wrapped("Point", {"x": 1}, "other"), Point),
            (wrapped("Point", {"x": 1}), object),
            (wrapped("Point", {"x": 1}), typing.Any),
            (wrapped("Point", {"x": 1}), "Point"),
            (wrapped("Point", {"x": 1}), list[Point]),
            ("1", str),
            ("null", Point),
            ('{"x": 1}', Point),
            ("1", str | None),
            ("1.5", int),
        ],
    )
    def test_unexpected(self, text: str, expected_type: object) -> None:
        """A value of any other type is refused, as a ValueError too."""
        with pytest.raises(TypeError, match="is not compatible with the expected type") as caught:
            df_loads(text, expected_type)
        assert isinstance(caught.value, ValueError)

    def test_without_from_json(self) -> None:
        """The expected class must have ``from_json``."""
        with pytest.raises(TypeError, match="does not expose a `from_json` function"):
            df_loads(wrapped("OneWay"), OneWay)


@pytest.mark.parametrize(
    ("value", "is_strict"),
    [("1", True), ("TRUE", True), (" yes ", True), ("0", False), ("", False), ("on", False)],
)
def test_variable(monkeypatch: pytest.MonkeyPatch, value: str, is_strict: bool) -> None:
    """The variable demands strict typing when it is 1, true or yes; it is asked every time."""
    monkeypatch.setenv(VARIABLE, value)

    assert is_strict == (codec._get_serialize_default() is None)


class TestOwnClasses:
    @pytest.mark.parametrize(
        ("value", "module"),
        [
            (func.Document(a=1), "azure.functions._cosmosdb"),
            (func.DocumentList.from_json('[{"a": 1}, null]'), "azure.functions._cosmosdb"),
            (func.SqlRow(a=1), "azure.functions._sql"),
            (func.SqlRowList([func.SqlRow()]), "azure.functions._sql"),
            (func.MySqlRow(a=1), "azure.functions._mysql"),
            (func.MySqlRowList([]), "azure.functions._mysql"),
        ],
        ids=repr,
    )
    def test_round_trip(self, value: object, module: str) -> None:
        """Documents and rows have the module names that histories have, and can be read."""
        text, cls = df_dumps(value), type(value)

        assert module == json.loads(text)["__module__"]
        assert value == df_loads(text, cls)
        assert cls is type(df_loads(text))

    def test_strict(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """So can they where typing is strict."""
        monkeypatch.setenv(VARIABLE, "1")

        assert {"a": 1} == df_loads(df_dumps(func.Document(a=1)), func.Document)

    def test_new_process(self) -> None:
        """They can be read in a process that has not used them yet."""
        code = (
            "import sys; from azure.functions._durable_functions import df_loads; "
            "assert 'azure.functions.cosmosdb' not in sys.modules; "
            f"print(df_loads({df_dumps(func.Document(a=1))!r}))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )

        assert "Document({'a': 1})\n" == done.stdout


class TestNothingIsImported:
    CODE = """
import sys
before = set(sys.modules)
from azure.functions._durable_functions import df_loads
{prepare}
for module, name in [("colorsys", "rgb_to_hls"), ("azure.functions", "cosmosdb"),
                     ("azure.functions", "Document"), ("lazy", "colorsys")]:
    text = '{{"__class__": "%s", "__module__": "%s", "__data__": 1}}' % (name, module)
    for expected_type in (None, int):
        try:
            df_loads(text, expected_type)
        except (ValueError, TypeError, AttributeError):
            pass
        else:
            raise AssertionError(text)
assert not {{"colorsys", "azure.functions.cosmosdb"}} & set(sys.modules)
"""

    LAZY = """
import types
lazy = types.ModuleType("lazy")
lazy.__getattr__ = __import__
sys.modules["lazy"] = lazy
"""

    @pytest.mark.parametrize("is_strict", ["0", "1"])
    def test_text_imports_nothing(self, monkeypatch: pytest.MonkeyPatch, is_strict: str) -> None:
        """Text never imports a module, not by the ``__getattr__`` of one that is there either."""
        monkeypatch.setenv(VARIABLE, is_strict)
        code = self.CODE.format(prepare=self.LAZY)

        subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("event_class", [func.EventGridEvent, func.CloudEvent])
def test_events_keep_their_wire_module(event_class: type) -> None:
    """Events have the module on the wire that published packages give them."""
    wire = json.loads(df_dumps(event_class(id="1")))

    assert "azure.functions._eventgrid" == wire["__module__"]
