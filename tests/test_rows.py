"""What documents and rows share: dicts and lists of them, and their converters."""

from __future__ import annotations

import pickle
import typing
from collections import UserDict, UserList
from collections.abc import Mapping, MutableMapping, MutableSequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

import azure.functions as func
from azure.functions._rows import Row, RowList, RowsConverter
from azure.functions.meta import Collection, Datum

NOON = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)

FAMILIES: list[tuple[type[Row], type[RowList[Any]]]] = [
    (func.Document, func.DocumentList),
    (func.SqlRow, func.SqlRowList),
    (func.MySqlRow, func.MySqlRowList),
]

BINDINGS = ["cosmosDB", "cosmosDBTrigger", "sql", "mysql", "mysqlTrigger"]

each_family = pytest.mark.parametrize(("row", "rows"), FAMILIES)
each_binding = pytest.mark.parametrize("binding", BINDINGS)


def converter(binding: str) -> type[RowsConverter]:
    """Return the converter of a binding type."""
    found = func.get_binding_registry().get(binding)
    assert found is not None
    assert issubclass(found, RowsConverter)
    return found


def family(binding: str) -> tuple[type[Row], type[RowList[Any]]]:
    """Return the classes of a binding's rows and lists."""
    prefix = {"c": "Document", "s": "SqlRow", "m": "MySqlRow"}[binding[0]]
    return getattr(func, prefix), getattr(func, f"{prefix}List")


@each_family
class TestRow:
    def test_is_a_dict(self, row: type[Row], rows: type[RowList[Any]]) -> None:
        """A row is what ``UserDict`` is: it compares, changes and merges as a dict."""
        value = row({"a": 1}, b=2)
        value["c"] = 3

        assert isinstance(value, UserDict)
        assert isinstance(value, MutableMapping)
        assert {"a": 1, "b": 2, "c": 3} == value
        assert row(a=1) | {"b": 2} == row([("a", 1), ("b", 2)])
        assert {} == row() == row(None)

    def test_keys_named_as_parameters(self, row: type[Row], rows: type[RowList[Any]]) -> None:
        """Any name can be a key."""
        assert {"data": 1, "self": 2} == row(data=1, self=2)

    @pytest.mark.parametrize("data", [5, "ab", [1]])
    def test_refused(self, row: type[Row], rows: type[RowList[Any]], data: Any) -> None:
        """What is no mapping is refused by the name of the parameter."""
        with pytest.raises(TypeError, match=rf"{row.__name__}: data must be a mapping.*got "):
            row(data)

    def test_from_dict(self, row: type[Row], rows: type[RowList[Any]]) -> None:
        """``from_dict`` copies any mapping."""
        source = {"a": [1]}
        value = row.from_dict(source)
        value["b"] = 2

        assert type(value) is row
        assert {"a": [1]} == source
        assert {"a": [1]} == row.from_dict(row(source))

    @pytest.mark.parametrize("source", [None, 5, "x", [("a", 1)]])
    def test_from_dict_refused(self, row: type[Row], rows: type[RowList[Any]], source: Any) -> None:
        """``from_dict`` takes nothing but mappings."""
        with pytest.raises(TypeError, match=rf"{row.__name__}.from_dict\(\): dct must be"):
            row.from_dict(source)

    @pytest.mark.parametrize("text", ['{"a": "ž"}', '{"a": "ž"}'.encode()])
    def test_from_json(self, row: type[Row], rows: type[RowList[Any]], text: str | bytes) -> None:
        """``from_json`` reads a JSON object, text or bytes."""
        value = row.from_json(text)

        assert type(value) is row
        assert {"a": "ž"} == value

    @pytest.mark.parametrize("text", ["[1]", "null", "5", '"x"', "[]"])
    def test_from_json_other_value(
        self, row: type[Row], rows: type[RowList[Any]], text: str
    ) -> None:
        """``from_json`` refuses JSON that is no object."""
        with pytest.raises(ValueError, match="json_data must be a JSON object, got"):
            row.from_json(text)

    @pytest.mark.parametrize("text", ["x", "", "{"])
    def test_from_json_no_json(self, row: type[Row], rows: type[RowList[Any]], text: str) -> None:
        """``from_json`` refuses text that is no JSON, and says where it is wrong."""
        with pytest.raises(ValueError, match=rf"{row.__name__}: the body is .*JSON"):
            row.from_json(text)

    @pytest.mark.parametrize("kind", [0, 1])
    def test_from_json_wrong_type(
        self, row: type[Row], rows: type[RowList[Any]], kind: int
    ) -> None:
        """``from_json`` of a row and of a list takes text and bytes only."""
        value: Any = None
        with pytest.raises(TypeError, match=r"from_json\(\): json_data must be str or bytes"):
            (row, rows)[kind].from_json(value)

    def test_to_json(self, row: type[Row], rows: type[RowList[Any]]) -> None:
        """``to_json`` writes what ``from_json`` reads."""
        value = row(a="ž", b=[1, {"c": None}], d={})

        assert value == row.from_json(value.to_json())
        assert {"a": "ž", "b": [1, {"c": None}], "d": {}} == value.to_dict()
        assert value.to_dict() is not value.data

    def test_to_json_without_form(self, row: type[Row], rows: type[RowList[Any]]) -> None:
        """``to_json`` refuses a value that JSON has no form for."""
        with pytest.raises(TypeError, match="object"):
            row(a=object()).to_json()

    def test_repr(self, row: type[Row], rows: type[RowList[Any]]) -> None:
        """The repr shows what a row holds, and cuts what is long."""
        assert f"{row.__name__}({{'a': 1}})" == repr(row(a=1))
        assert f"{rows.__name__}([{row.__name__}({{'a': 1}})])" == repr(rows([row(a=1)]))
        assert len(repr(row(a="x" * 1000))) < 110
        assert len(repr(rows([row(a="x" * 1000)] * 9))) < 110

    def test_pickle(self, row: type[Row], rows: type[RowList[Any]]) -> None:
        """Rows and lists survive pickling."""
        value = rows([row(a=[1])])
        copy = pickle.loads(pickle.dumps(value))

        assert value == copy
        assert (rows, row) == (type(copy), type(copy[0]))

    def test_unhashable(self, row: type[Row], rows: type[RowList[Any]]) -> None:
        """What can change has no hash."""
        with pytest.raises(TypeError, match="unhashable"):
            hash(row())


@each_family
class TestRowList:
    def test_is_a_list(self, row: type[Row], rows: type[RowList[Any]]) -> None:
        """A list of rows is what ``UserList`` is; slices and sums are of its class."""
        value = rows([row(a=1)])
        value.append(row(a=2))

        assert isinstance(value, UserList)
        assert isinstance(value, MutableSequence)
        assert [row(a=1), row(a=2)] == value
        assert type(value[1:]) is type(value * 2) is rows
        assert [] == rows() == rows(None)
        assert value == rows(iter(value))

    def test_refused(self, row: type[Row], rows: type[RowList[Any]]) -> None:
        """What is not iterable is refused by the name of the parameter."""
        value: Any = 5
        with pytest.raises(TypeError, match=rf"{rows.__name__}: initlist must be .*got int"):
            rows(value)

    def test_json(self, row: type[Row], rows: type[RowList[Any]]) -> None:
        """A list is written as a JSON array, and read from one."""
        value = rows([row(a=1), None, row()])

        assert [{"a": 1}, None, {}] == value.to_dict()
        assert value == rows.from_json(value.to_json())
        assert type(rows.from_json(b'[{"a": 1}]')[0]) is row

    def test_other_items(self, row: type[Row], rows: type[RowList[Any]]) -> None:
        """Items that are no rows are written as they are."""
        assert [{"a": 1}, 5] == rows([{"a": 1}, 5]).to_dict()

    @pytest.mark.parametrize("text", ["{}", "null", "[1]", '[{}, "x"]', "[[]]"])
    def test_from_json_other_value(
        self, row: type[Row], rows: type[RowList[Any]], text: str
    ) -> None:
        """``from_json`` refuses what is no array of objects and nulls."""
        with pytest.raises(ValueError, match="json_data must be a JSON array of objects"):
            rows.from_json(text)


class TestPlainValues:
    VALUES: typing.ClassVar[dict[str, Any]] = {
        "time": NOON,
        "day": date(2026, 11, 22),
        "span": timedelta(days=1),
        "text": b"x",
        "bytes": b"\xff",
        "list": [NOON, (1,)],
    }

    PLAIN: typing.ClassVar[dict[str, Any]] = {
        "time": "2026-11-22T12:00:00+00:00",
        "day": "2026-11-22",
        "span": "1 day, 0:00:00",
        "text": "x",
        "bytes": {"__encoding": "base64", "value": "/w=="},
        "list": ["2026-11-22T12:00:00+00:00", [1]],
    }

    @pytest.mark.parametrize("row", [func.SqlRow, func.MySqlRow])
    def test_rows(self, row: type[Row]) -> None:
        """Rows write times, durations and bytes as text."""
        assert self.PLAIN == row(self.VALUES).to_dict()
        assert self.PLAIN == row.from_json(row(self.VALUES).to_json())

    def test_documents(self) -> None:
        """Documents keep their values as they are, and are not written with such."""
        document = func.Document(self.VALUES)

        assert self.VALUES == document.to_dict()
        with pytest.raises(TypeError, match="datetime"):
            document.to_json()


@each_binding
class TestDecode:
    @pytest.mark.parametrize("kind", ["json", "string", "bytes"])
    def test_array(self, binding: str, kind: str) -> None:
        """A JSON array becomes a list of rows, nulls None."""
        row, rows = family(binding)
        text = ' [{"id": "ž😀", "v": {"a": [1.5, null]}}, null, {}] '
        value: str | bytes = text.encode() if kind == "bytes" else text
        decoded: Any = converter(binding).decode(Datum(value, kind), trigger_metadata={})

        assert type(decoded) is rows
        assert [{"id": "ž😀", "v": {"a": [1.5, None]}}, None, {}] == decoded
        assert [row, type(None), row] == list(map(type, decoded))

    @pytest.mark.parametrize(("text", "expected"), [('{"a": 1}', {"a": 1}), ("null", None)])
    def test_single(self, binding: str, text: str, expected: object) -> None:
        """A single object, or null, becomes a list of one."""
        decoded = converter(binding).decode(Datum(text, "json"), trigger_metadata=None)

        assert [expected] == decoded

    def test_empty(self, binding: str) -> None:
        """An empty array becomes an empty list, nothing becomes None."""
        decode = converter(binding).decode

        assert [] == decode(Datum("[]", "json"), trigger_metadata={})
        assert decode(None, trigger_metadata=None) is None
        assert decode(Datum(None, None), trigger_metadata=None) is None

    def test_large_numbers(self, binding: str) -> None:
        """No digit of a number is lost."""
        decoded = converter(binding).decode(
            Datum('{"a": 12345678901234567890123}', "json"), trigger_metadata={}
        )

        assert [{"a": 12345678901234567890123}] == decoded

    @pytest.mark.parametrize("text", ["5", "[1]", '[{}, "x"]', '"x"', "true", "[[{}]]"])
    def test_other_json(self, binding: str, text: str) -> None:
        """JSON of another shape is refused with what came and what is accepted."""
        with pytest.raises(ValueError, match=f"{binding} binding: cannot decode .*it takes a JSON"):
            converter(binding).decode(Datum(text, "json"), trigger_metadata={})

    @pytest.mark.parametrize(
        ("value", "kind"),
        [("", "string"), ("{", "json"), (b"\xff\xfe", "bytes"), (b"", "bytes"), (None, "json")],
    )
    def test_no_json(self, binding: str, value: object, kind: str) -> None:
        """What is no JSON is refused likewise."""
        with pytest.raises(ValueError, match=f"{binding} binding: cannot decode .*it takes a JSON"):
            converter(binding).decode(Datum(value, kind), trigger_metadata={})

    @pytest.mark.parametrize(
        "data",
        [Datum(1, "int"), Datum({}, "dict"), Datum(Collection("string", []), "collection_string")],
    )
    def test_other_kind(self, binding: str, data: Datum) -> None:
        """Data of another kind is refused, so that the worker can say so."""
        with pytest.raises(NotImplementedError, match=f"{binding} binding: .*it takes a JSON"):
            converter(binding).decode(data, trigger_metadata={})


@each_binding
class TestEncode:
    def test_rows(self, binding: str) -> None:
        """A row, a list of its own class, and any iterable of rows become a JSON array."""
        row, rows = family(binding)
        encode = converter(binding).encode

        for value in (row(a="ž"), rows([row(a="ž")]), (row(a="ž"),), iter([row(a="ž")])):
            datum = encode(value, expected_type=None)
            assert "json" == datum.type
            assert [{"a": "ž"}] == datum.python_value

    @pytest.mark.parametrize("empty", [[], (), "", {}])
    def test_empty(self, binding: str, empty: object) -> None:
        """What is empty writes nothing."""
        assert [] == converter(binding).encode(empty, expected_type=None).python_value

    def test_mappings_in_own_list(self, binding: str) -> None:
        """A list of the binding's own class may hold any mappings."""
        _, rows = family(binding)
        value = rows([{"a": 1}, UserDict(b=2)])

        assert [{"a": 1}, {"b": 2}] == converter(binding).encode(
            value, expected_type=None
        ).python_value

    @pytest.mark.parametrize(
        ("value", "came"),
        [
            (None, "NoneType"),
            (5, "int"),
            ("x", "str"),
            (b"x", "bytes"),
            ({"a": 1}, "dict"),
            ([5], "int"),
            ([{"a": 1}], "dict"),
            ([None], "NoneType"),
            (UserDict(a=1), "UserDict"),
        ],
    )
    def test_refused(self, binding: str, value: object, came: str) -> None:
        """Another value is refused by its type, with the types that are accepted."""
        row, rows = family(binding)
        accepted = f"return or set {row.__name__}, {rows.__name__}, or an iterable of"
        with pytest.raises(
            NotImplementedError, match=rf"{binding} binding: cannot encode {came} .*{accepted}"
        ):
            converter(binding).encode(value, expected_type=None)

    def test_foreign_rows(self, binding: str) -> None:
        """Rows of another service are refused."""
        foreign = func.SqlRow if binding[0] == "c" else func.Document
        with pytest.raises(NotImplementedError, match=f"cannot encode {foreign.__name__}"):
            converter(binding).encode([foreign()], expected_type=None)

    def test_items_of_own_list(self, binding: str) -> None:
        """A list of the binding's own class holds nothing but mappings."""
        _, rows = family(binding)
        with pytest.raises(NotImplementedError, match="cannot encode NoneType"):
            converter(binding).encode(rows([None]), expected_type=None)

    @pytest.mark.parametrize("value", [NOON, b"x", object(), {1, 2}])
    def test_without_form(self, binding: str, value: object) -> None:
        """A value that JSON has no form for is refused with the names of binding and type."""
        row, _ = family(binding)
        with pytest.raises(
            TypeError, match=f"{binding} binding: cannot encode {row.__name__} .*it may hold dicts"
        ):
            converter(binding).encode(row(a=value), expected_type=None)

    def test_holds_itself(self, binding: str) -> None:
        """A row that holds itself is refused likewise."""
        row, _ = family(binding)
        loop: list[object] = []
        loop.append(loop)
        with pytest.raises(ValueError, match=f"{binding} binding: cannot encode"):
            converter(binding).encode(row(a=loop), expected_type=None)


@each_binding
class TestAnnotations:
    def test_accepted(self, binding: str) -> None:
        """Lists of rows come in; rows and lists of rows go out; unions and generics too."""
        row, rows = family(binding)
        checks = converter(binding)
        both: list[Any] = [rows, typing.Optional[rows], list[row], typing.Sequence[row]]  # type: ignore[valid-type]  # noqa: UP045
        mixed: Any = typing.Union[rows, list[row]]  # type: ignore[valid-type]  # noqa: UP007

        for annotation in (*both, mixed, rows | None):
            assert checks.check_input_type_annotation(annotation)
            assert checks.check_output_type_annotation(annotation)
        assert checks.check_output_type_annotation(row)
        assert checks.check_output_type_annotation(row | rows)

    @pytest.mark.parametrize(
        "annotation", [str, dict, list, list[dict[str, int]], None, "x", 5, Mapping, typing.Any]
    )
    def test_refused(self, binding: str, annotation: object) -> None:
        """Other annotations are refused without an error."""
        assert not converter(binding).check_input_type_annotation(annotation)
        assert not converter(binding).check_output_type_annotation(annotation)

    def test_single_row_comes_in_a_list(self, binding: str) -> None:
        """A parameter cannot take a single row: the host's come in a list."""
        row, _ = family(binding)

        assert not converter(binding).check_input_type_annotation(row)

    def test_trigger(self, binding: str) -> None:
        """The converter of a trigger says that it is one."""
        assert binding.endswith("Trigger") == converter(binding).has_trigger_support()
        assert not converter(binding).has_implicit_output()
