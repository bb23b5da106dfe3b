"""HTTP headers: read-only for requests, multi-valued for responses, case-insensitive for both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ._errors import wrong_type, wrong_value
from ._narrow import is_iterable, is_mapping, is_sequence
from ._typing import TypeVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import overload

    from .meta import Datum
else:
    Datum = object  # of a layer above

D = TypeVar("D")
T = TypeVar("T")

HeadersInput = Mapping[str, object] | Iterable[tuple[str, object]] | None
"""What response headers are made from: names to values, or pairs; a list is many values."""


class HttpRequestHeaders(Mapping[str, str]):
    """The headers of a request: a read-only mapping whose keys are case-insensitive.

    Names come out in lower case. Headers that the host sent are brought into lower case when that
    is needed: mostly a function asks for a few of them, by the names that they were sent under.

    Args:
        headers: Names to values.
    """

    __slots__ = ("_folded", "_sent")

    def __init__(self, headers: Mapping[str, str]) -> None:
        self._sent: Mapping[str, Datum] = {}
        self._folded: dict[str, str] | None
        self._folded = {name.lower(): value for name, value in headers.items()}

    @classmethod
    def from_datums(cls, datums: Mapping[str, Datum]) -> HttpRequestHeaders:
        """Make the headers that the host sent.

        Args:
            datums: Names to datums.

        Returns:
            The headers.
        """
        headers = cls.__new__(cls)
        headers._sent = datums
        headers._folded = None
        return headers

    def __getitem__(self, name: str) -> str:
        if self._folded is None:
            for spelled in (name, name.lower(), name.title()):
                if spelled in self._sent:
                    value: str = self._sent[spelled].value
                    return value
        return self._fold()[name.lower()]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._fold()

    def __iter__(self) -> Iterator[str]:
        return iter(self._fold())

    def __len__(self) -> int:
        return len(self._fold())

    def __eq__(self, other: object) -> bool:
        if is_mapping(other):
            return self._fold() == {str(name).lower(): value for name, value in other.items()}
        return NotImplemented

    def __reduce__(self) -> tuple[object, ...]:
        return HttpRequestHeaders, (self._fold(),)

    def __repr__(self) -> str:
        return f"HttpRequestHeaders({dict(_without_secrets(self._fold().items()))!r})"

    def _fold(self) -> dict[str, str]:
        """Return the headers by their names in lower case."""
        if self._folded is None:
            self._folded = {name.lower(): datum.value for name, datum in self._sent.items()}
        return self._folded


class HttpResponseHeaders:
    """The headers of a response: in order, case-insensitive, any number of values a name.

    Iteration gives pairs. Values are turned into text; CR, LF and NUL, which would let a value
    start a header of its own, are refused in names and values.

    Args:
        headers: Names to values, or pairs.

    Raises:
        TypeError: It is neither, or a name is no text.
        ValueError: A name is empty, or a name or value holds CR, LF or NUL.
    """

    __slots__ = ("_pairs",)

    def __init__(self, headers: HeadersInput = None) -> None:
        self._pairs: list[tuple[str, str]] = []
        self.extend(headers)

    def __getitem__(self, name: str) -> str:
        value = self.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def __setitem__(self, name: str, value: object) -> None:
        self.set(name, value)

    def __delitem__(self, name: str) -> None:
        self.remove(name)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, HttpResponseHeaders):
            return NotImplemented
        return _folded(self._pairs) == _folded(other._pairs)

    def __reduce__(self) -> tuple[object, ...]:
        return HttpResponseHeaders, (self._pairs,)

    def __repr__(self) -> str:
        return f"HttpResponseHeaders({_without_secrets(self._pairs)!r})"

    if TYPE_CHECKING:

        @overload
        def get(self, name: str, default: None = None, type: None = None) -> str | None: ...
        @overload
        def get(self, name: str, default: D, type: None = None) -> str | D: ...
        @overload
        def get(self, name: str, default: None = None, *, type: Callable[[str], T]) -> T | None: ...
        @overload
        def get(self, name: str, default: D, type: Callable[[str], T]) -> T | D: ...

    def get(
        self, name: str, default: object = None, type: Callable[[str], object] | None = None
    ) -> object:
        """Return the first value of a header.

        Args:
            name: The header, in any case.
            default: What to return where there is none, or where it cannot be converted.
            type: What the value is converted by: ``int``, or any function that raises a ValueError
                for what it cannot convert.

        Returns:
            The value, or ``default``.
        """
        wanted = name.lower()
        for key, value in self._pairs:
            if key.lower() == wanted:
                return value if type is None else next(_converted([value], type), default)
        return default

    if TYPE_CHECKING:

        @overload
        def getlist(self, name: str, type: None = None) -> list[str]: ...
        @overload
        def getlist(self, name: str, type: Callable[[str], T]) -> list[T]: ...

    def getlist(self, name: str, type: Callable[[str], T] | None = None) -> list[str] | list[T]:
        """Return every value of a header.

        Args:
            name: The header, in any case.
            type: What the values are converted by: ``int``, or any function that raises a
                ValueError for what it cannot convert.

        Returns:
            The values in order, without those that cannot be converted; empty where there is none.
        """
        values = [value for key, value in self._pairs if key.lower() == name.lower()]
        return values if type is None else list(_converted(values, type))

    get_all = getlist

    def add(self, name: str, value: object, /, **parameters: object) -> None:
        """Add a value to those that a header has.

        Args:
            name: The header.
            value: The value.
            parameters: What follows the value: ``filename="a b.txt"`` becomes
                ``; filename="a b.txt"``. An underscore in a name stands for a hyphen; a value of
                None is left out; that of a name with ``*`` at its end is not quoted.
        """
        self._pairs.append(_checked(name, _with_parameters(name, value, parameters)))

    add_header = add

    def set(self, name: str, value: object, /, **parameters: object) -> None:
        """Give a header one value in place of those that it has, where the first of them stood.

        Args:
            name: The header.
            value: The value.
            parameters: What follows the value, as ``add`` takes it.
        """
        self.setlist(name, [_with_parameters(name, value, parameters)])

    def setlist(self, name: str, values: Iterable[object]) -> None:
        """Give a header these values in place of those that it has, where the first stood.

        Args:
            name: The header.
            values: The values.
        """
        new = [_checked(name, value) for value in values]
        place = next(
            (i for i, (key, _) in enumerate(self._pairs) if key.lower() == name.lower()),
            len(self._pairs),
        )
        self.remove(name)
        self._pairs[place:place] = new

    def setdefault(self, name: str, default: object) -> str:
        """Return the first value of a header, giving it one where it has none.

        Args:
            name: The header.
            default: The value where it has none.

        Returns:
            The value.
        """
        if name not in self:
            self.add(name, default)
        return self[name]

    def setlistdefault(self, name: str, default: Iterable[object]) -> list[str]:
        """Return every value of a header, giving it some where it has none.

        Args:
            name: The header.
            default: The values where it has none.

        Returns:
            The values, in a list of their own.
        """
        if name not in self:
            self.setlist(name, default)
        return self.getlist(name)

    def remove(self, name: str) -> None:
        """Remove a header; one that is not there is no error.

        Args:
            name: The header, in any case.
        """
        self._pairs = [pair for pair in self._pairs if pair[0].lower() != name.lower()]

    def pop(self, name: str, *default: str | None) -> str | None:
        """Remove a header and return the first value that it had.

        Args:
            name: The header, in any case.
            default: What to return where there is none.

        Returns:
            The value, or the default.

        Raises:
            KeyError: There is neither the header nor a default.
        """
        value = self[name] if name in self or not default else default[0]
        self.remove(name)
        return value

    def popitem(self) -> tuple[str, str]:
        """Remove the last value and return it with its header.

        Returns:
            The header and the value.

        Raises:
            IndexError: There are no headers.
        """
        return self._pairs.pop()

    def extend(self, headers: HeadersInput) -> None:
        """Add headers to those that are there.

        Args:
            headers: Names to values, or pairs.
        """
        pairs: list[tuple[str, str]] = []
        for name, value in _items_of(headers):
            if is_sequence(value):
                pairs += [_checked(name, single) for single in value]
            else:
                pairs.append(_checked(name, value))
        self._pairs += pairs

    def update(self, headers: HeadersInput) -> None:
        """Set headers, each in place of those of its name.

        Args:
            headers: Names to values, or pairs; a name given twice gets both values.
        """
        new: dict[str, list[tuple[str, str]]] = {}
        for pair in HttpResponseHeaders(headers):
            new.setdefault(pair[0].lower(), []).append(pair)
        names = frozenset(new)
        kept: list[tuple[str, str]] = []
        for pair in self._pairs:
            name = pair[0].lower()
            kept += new.pop(name, ()) if name in names else [pair]
        self._pairs = [*kept, *(pair for pairs in new.values() for pair in pairs)]

    def clear(self) -> None:
        """Remove all headers."""
        self._pairs = []

    def copy(self) -> HttpResponseHeaders:
        """Return headers of their own with the same names and values.

        Returns:
            The copy.
        """
        return HttpResponseHeaders(self._pairs)

    def keys(self) -> Iterator[str]:
        """Return the names, as often as they have values.

        Returns:
            The names in order.
        """
        return (name for name, _ in self._pairs)

    def values(self) -> Iterator[str]:
        """Return the values.

        Returns:
            The values in order.
        """
        return (value for _, value in self._pairs)

    def items(self) -> Iterator[tuple[str, str]]:
        """Return names and values.

        Returns:
            The pairs in order.
        """
        return iter(self._pairs)

    def to_wsgi_list(self) -> list[tuple[str, str]]:
        """Return names and values as WSGI takes them.

        Returns:
            The pairs in order.
        """
        return list(self._pairs)


def _converted(values: Iterable[str], convert: Callable[[str], T]) -> Iterator[T]:
    """Convert values, and leave out those that cannot be."""
    for value in values:
        try:
            yield convert(value)
        except ValueError:  # noqa: PERF203  # of each value by itself
            continue


def _with_parameters(name: str, value: object, parameters: Mapping[str, object]) -> object:
    """Return a header's value with parameters behind it."""
    if not parameters:
        return value
    parts = [] if value is None else [_checked(name, value)[1]]
    for key, parameter in parameters.items():
        if parameter is not None:
            text = _checked(name, parameter)[1]
            parts.append(f"{key.replace('_', '-')}={text if key.endswith('*') else _quoted(text)}")
    return "; ".join(parts)


def _quoted(text: str) -> str:
    """Return a parameter's value as a token where it is one, else as a quoted string."""
    if text and _TOKEN.issuperset(text):
        return text
    escaped = text.replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'


def _items_of(headers: object) -> Iterable[tuple[object, object]]:
    """Return names and values, whatever headers are made from."""
    if headers is None:
        return ()
    if is_mapping(headers):
        return headers.items()
    if isinstance(headers, (str, bytes)) or not is_iterable(headers):
        raise wrong_type(_OWNER, "headers", headers, _ACCEPTED)
    return [_pair(item) for item in headers]


def _pair(item: object) -> tuple[object, object]:
    """Return an item of an iterable of pairs."""
    if not is_sequence(item) or len(item) != 2:
        raise wrong_type(_OWNER, "an item of headers", item, "a (name, value) pair")
    return item[0], item[1]


_OWNER = "HttpResponse"
_TOKEN = frozenset("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
"""The characters of a token (RFC 9110, 5.6.2)."""
_SECRETS = ("authorization", "cookie", "proxy-authorization", "set-cookie", "x-functions-key")
_ACCEPTED = "a mapping of names to values, an iterable of (name, value) pairs, or None"


_ON_A_LINE = "text without CR, LF and NUL"


def _checked(name: object, value: object) -> tuple[str, str]:
    """Return a header's name and value as text that cannot start a header of its own."""
    if type(name) is str and type(value) is str and f"{name}{value}".isprintable() and name:
        return name, value
    if not isinstance(name, str):
        raise wrong_type(_OWNER, "a header's name", name, "str")
    if value is None or isinstance(value, (bytes, bytearray)) or is_mapping(value):
        raise wrong_type(
            _OWNER, f"the header {name!r}", value, "text, or what str() writes as text"
        )
    text = value if isinstance(value, str) else str(value)
    _check_text("a header's name", name)
    _check_text(f"the header {name!r}", text)
    if not name:
        raise wrong_value(_OWNER, "a header's name", name, _ON_A_LINE)
    return name, text


def _check_text(parameter: str, text: str) -> None:
    """Refuse text that ends a header, cuts it off, or cannot be sent."""
    if any(each in text for each in "\r\n\0"):
        raise wrong_value(_OWNER, parameter, text, _ON_A_LINE)
    if any("\ud800" <= each <= "\udfff" for each in text):
        raise wrong_value(_OWNER, parameter, text, "text without half surrogate pairs")


def _without_secrets(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return headers for a log, in which nobody reads credentials."""
    return [(name, "[secret]" if name.lower() in _SECRETS else value) for name, value in headers]


def _folded(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return headers for comparing: names in lower case, in the order of their names."""
    return sorted(((name.lower(), value) for name, value in pairs), key=lambda pair: pair[0])
