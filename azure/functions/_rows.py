"""Rows and documents: JSON objects that are read and written as dicts, and lists of them."""

from __future__ import annotations

from collections import UserDict, UserList
from collections.abc import Iterable, Mapping

from ._errors import shorten, unsupported_type, wrong_type, wrong_value
from ._json import JSONValue, dumps, loads_body
from ._narrow import is_dict, is_iterable, is_list, is_mapping
from ._value import check, plain
from ._wire import json_datum, read_json, unreadable
from .meta import (
    Datum,
    InConverter,
    OutConverter,
    is_input_annotation,
    is_output_annotation,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    from typing_extensions import Self

    R = TypeVar("R", bound="Row")
else:
    Any = R = Self = object

_KINDS = ("json", "string", "bytes")
_READABLE = "a JSON object, or an array of JSON objects and nulls, as json, string or bytes"
_WRITABLE = "dicts, lists, str, int, float, bool and None; write other values as one of these"


class Row(UserDict[str, JSONValue]):
    """One JSON object, read and written as a dict.

    Args:
        data: What it holds: a mapping, or pairs of keys and values.
        fields: The same as keyword arguments.

    Raises:
        TypeError: ``data`` is neither a mapping nor pairs.
    """

    def __init__(
        self,
        data: Mapping[str, JSONValue] | Iterable[tuple[str, JSONValue]] | None = None,
        /,
        **fields: JSONValue,
    ) -> None:
        try:
            super().__init__(data, **fields)
        except (TypeError, ValueError):
            accepted = "a mapping, pairs of keys and values, or None"
            raise wrong_type(type(self).__name__, "data", data, accepted) from None

    @classmethod
    def from_json(cls, json_data: str | bytes) -> Self:
        """Make one from JSON text.

        Args:
            json_data: A JSON object.

        Returns:
            The object.

        Raises:
            TypeError: It is neither text nor bytes.
            ValueError: It is no JSON, or no object.
        """
        value = _read_text(cls.__name__, json_data)
        if is_dict(value):
            return _own(cls, value)
        raise wrong_value(f"{cls.__name__}.from_json()", "json_data", json_data, "a JSON object")

    @classmethod
    def from_dict(cls, dct: Mapping[str, JSONValue]) -> Self:
        """Make one from a mapping.

        Args:
            dct: What it holds. It is copied, the values in it are not.

        Returns:
            The object.

        Raises:
            TypeError: It is no mapping.
        """
        return _own(cls, dict(check(f"{cls.__name__}.from_dict()", "dct", dct, Mapping)))

    def to_dict(self) -> dict[str, JSONValue]:
        """Return what it holds as a dict of what JSON has a form for.

        Returns:
            The dict. Bytes are text where they are UTF-8, else
            ``{"__encoding": "base64", "value": ...}``; dates and times are ISO 8601 text;
            durations are ``[d day[s], ]H:MM:SS[.ffffff]``.
        """
        return {key: plain(value) for key, value in self.data.items()}

    def to_json(self) -> str:
        """Return ``to_dict`` as JSON text.

        Returns:
            The text.

        Raises:
            TypeError: It holds a value that JSON has no form for.
        """
        return dumps(self.to_dict())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({shorten(self.data)})"


class RowList(UserList[R]):
    """A list of JSON objects.

    Args:
        initlist: The objects.

    Raises:
        TypeError: It is not iterable.
    """

    _row: type[Row] = Row

    def __init__(self, initlist: Iterable[R] | None = None) -> None:
        try:
            super().__init__(initlist)
        except TypeError:
            accepted = f"an iterable of {self._row.__name__}, or None"
            raise wrong_type(type(self).__name__, "initlist", initlist, accepted) from None

    @classmethod
    def from_json(cls, json_data: str | bytes) -> Self:
        """Make one from JSON text.

        Args:
            json_data: An array of JSON objects and nulls; null becomes None.

        Returns:
            The list.

        Raises:
            TypeError: It is neither text nor bytes.
            ValueError: It is no JSON, or is another value.
        """
        value = _read_text(cls.__name__, json_data)
        rows = _read_rows(cls._row, value) if is_list(value) else None
        if rows is not None:
            return cls(rows)
        accepted = "a JSON array of objects and nulls"
        raise wrong_value(f"{cls.__name__}.from_json()", "json_data", json_data, accepted)

    def to_dict(self) -> list[JSONValue]:
        """Return the objects as dicts.

        Returns:
            One dict an object; what is no object stays as it is.
        """
        return [_plain_row(item) for item in self.data]

    def to_json(self) -> str:
        """Return ``to_dict`` as JSON text.

        Returns:
            The text, a JSON array.

        Raises:
            TypeError: An object holds a value that JSON has no form for.
        """
        return dumps(self.to_dict())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({shorten(self.data)})"


class RowsConverter(InConverter, OutConverter):
    """Turns JSON into a list of rows, and what a function returns or sets into JSON.

    A subclass names its binding, the class of its rows and that of its lists.
    """

    _binding: str
    _row: type[Row]
    _rows: type[RowList[Any]]

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter can take a list of rows.

        Args:
            pytype: The parameter's annotation.

        Returns:
            True for the class of the lists, iterables of rows such as ``list[SqlRow]``, and
            unions with one of these.
        """
        return is_input_annotation(pytype, cls._rows, items=cls._row)

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        """Tell whether values of this annotation can be written.

        Args:
            pytype: The annotation.

        Returns:
            True for the class of the rows, that of the lists, iterables of rows, and unions of
            these.
        """
        return is_output_annotation(pytype, (cls._row, cls._rows), items=cls._row)

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Mapping[str, Datum | None] | None
    ) -> RowList[Any] | None:
        """Turn a datum into a list of rows.

        Args:
            data: JSON, of kind ``json``, ``string`` or ``bytes``: an object, or an array of
                objects and nulls. None where there is nothing.
            trigger_metadata: Not needed.

        Returns:
            The list, in which None stands for null; None where there is nothing.

        Raises:
            NotImplementedError: The data is of another kind.
            ValueError: The data is no JSON, or holds what is neither an object nor null.
        """
        if data is None or data.type is None:
            return None
        rows = _read_rows(cls._row, read_json(cls._binding, data, _KINDS, _READABLE))
        if rows is None:
            raise unreadable(cls._binding, data.value, _READABLE)
        return cls._rows(rows)

    @classmethod
    def encode(cls, obj: object, *, expected_type: object) -> Datum:
        """Turn a row, or rows, into a JSON array.

        Args:
            obj: A row, an iterable of rows, or a list of the binding's own class, whose items may
                be any mappings.
            expected_type: The annotation; not needed.

        Returns:
            The datum.

        Raises:
            NotImplementedError: The value, or an item, is of another type.
            TypeError: A row holds a value that JSON has no form for.
        """
        row, rows = cls._row, cls._rows
        accepted = f"{row.__name__}, {rows.__name__}, or an iterable of {row.__name__}"
        if isinstance(obj, row):
            return json_datum(cls._binding, obj, [obj.data], _WRITABLE)
        if not is_iterable(obj):
            raise unsupported_type(cls._binding, obj, accepted)
        items = obj
        any_mapping = isinstance(obj, rows)
        forms: list[object] = []
        for item in items:
            if isinstance(item, row):
                forms.append(item.data)
            elif any_mapping and is_mapping(item):
                forms.append(dict(item))
            else:
                whole = is_mapping(items) or isinstance(items, (str, bytes))
                raise unsupported_type(cls._binding, items if whole else item, accepted)
        return json_datum(cls._binding, items, forms, _WRITABLE)


def rows_to_wire(binding: str, value: Row | RowList[Any]) -> tuple[Datum, dict[str, Datum]]:
    """Write a row or a list of rows as the host sends it: the inverse of ``decode``.

    Args:
        binding: The binding type of function.json.
        value: The row; or the list, None in it for null.

    Returns:
        The datum, a JSON array, and the trigger's metadata, which is empty.

    Raises:
        TypeError: It holds a value that JSON has no form for.
    """
    rows = [value] if isinstance(value, Row) else value
    forms = [row.data if isinstance(row, Row) else row for row in rows]
    return json_datum(binding, value, forms, _WRITABLE), {}


def _own(row_class: type[R], data: dict[str, JSONValue]) -> R:
    """Make a row that holds this very dict."""
    row = row_class.__new__(row_class)
    row.data = data
    return row


def _read_rows(row_class: type[R], value: JSONValue) -> list[Any] | None:
    """Return the rows of a JSON object or array; None where there is anything else in it."""
    rows: list[R | None] = []
    for item in value if is_list(value) else [value]:
        if is_dict(item):
            rows.append(_own(row_class, item))
        elif item is None:
            rows.append(None)
        else:
            return None
    return rows


def _plain_row(item: object) -> JSONValue:
    """Return an item of a list as what JSON has a form for."""
    return item.to_dict() if isinstance(item, Row) else plain(item)


def _read_text(owner: str, json_data: object) -> JSONValue:
    """Read the JSON text that ``from_json`` was given."""
    if isinstance(json_data, (str, bytes)):
        return loads_body(json_data, owner)
    raise wrong_type(f"{owner}.from_json()", "json_data", json_data, "str or bytes")
