"""Datums of the kinds that several services share, read and written with their errors."""

from __future__ import annotations

from collections.abc import Mapping

from ._errors import (
    DecodeError,
    UnwritableValueError,
    shorten,
    unsupported_datum,
    unsupported_type,
)
from ._json import JSONValue, dumps, loads
from .meta import Datum, InConverter, OutConverter, collection_items, is_input_annotation

_PLAIN_KINDS = (
    (str, "string"),
    (bytes, "bytes"),
    (bool, "bool"),
    (int, "int"),
    (float, "double"),
    (dict, "dict"),
    (list, "list"),
)
"""Types of Python and kinds of datums; bool before int, of which it is a subclass."""


class ImplicitOutputConverter(InConverter, OutConverter):
    """Base of the converters of triggers that also take what the function returns."""

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        """Tell whether values of this annotation can be returned.

        Args:
            pytype: The annotation; not needed.

        Returns:
            True: whether a value has a form is told when it is there.
        """
        return True

    @classmethod
    def has_implicit_output(cls) -> bool:
        """Tell whether the function's return value goes to this binding without ``$return``.

        Returns:
            True.
        """
        return True


class PassOnConverter(ImplicitOutputConverter):
    """Hands on what the host sends as it came, and what a function returns as text or bytes."""

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter can take what the host sends.

        Args:
            pytype: The parameter's annotation.

        Returns:
            True for ``str``, ``bytes``, ``dict`` and its subclasses, and unions with one of them.
        """
        return is_input_annotation(pytype, (str, bytes, dict))

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Mapping[str, Datum | None] | None
    ) -> JSONValue:
        """Turn a datum into what the function is given.

        Args:
            data: What the host sends, of any kind.
            trigger_metadata: Not needed.

        Returns:
            Text for ``json`` and ``string``, a list for a collection, else the value; None where
            there is none.
        """
        return pass_on(data)

    @classmethod
    def encode(cls, obj: object, *, expected_type: object = None) -> Datum:
        """Turn what the function returned into a datum.

        Args:
            obj: Any value.
            expected_type: The annotation; not needed.

        Returns:
            The datum: text and bytes as they are, None as empty text, and what ``str()`` makes
            of any other value.
        """
        return text_datum(obj)


def json_datum(binding: str, value: object, form: object, accepted: str) -> Datum:
    """Write what a function returned or set as a datum of kind ``json``.

    Args:
        binding: The binding type of function.json.
        value: The value that the function returned or set, for the error.
        form: The same as what JSON has a form for: dicts, lists, text, numbers.
        accepted: What the values that it holds may be, as prose.

    Returns:
        The datum.

    Raises:
        TypeError: It holds a value that JSON has no form for, or itself. It is a ValueError too.
    """
    try:
        return Datum(dumps(form), "json")
    except (TypeError, ValueError, RecursionError) as error:
        raise unwritable(binding, value, accepted, error) from error


def json_text_datum(binding: str, value: object, form: object, accepted: str) -> Datum:
    """Write what a function returned or set as JSON text in a datum of kind ``string``.

    The host hands the text on as it is, so it is the same whichever JSON library is installed.

    Args:
        binding: The binding type of function.json.
        value: The value that the function returned or set, for the error.
        form: The same as what JSON has a form for: dicts, lists, text, numbers.
        accepted: What the values that it holds may be, as prose.

    Returns:
        The datum.

    Raises:
        TypeError: It holds a value that JSON has no form for, or itself. It is a ValueError too.
    """
    import json

    try:
        return Datum(json.dumps(form), "string")
    except (TypeError, ValueError, RecursionError) as error:
        raise unwritable(binding, value, accepted, error) from error


def text_datum(obj: object) -> Datum:
    """Write any value as text, and bytes as bytes.

    Args:
        obj: The value; None is empty text.

    Returns:
        The datum.

    Raises:
        UnwritableValueError: Python does not write the value: it is nested too deep, or is a
            number of too many digits. It is a TypeError and a ValueError.
    """
    if isinstance(obj, (bytes, bytearray)):
        return Datum(bytes(obj), "bytes")
    if obj is None:
        return Datum("", "string")
    if isinstance(obj, str):
        return Datum(obj, "string")
    try:
        return Datum(str(obj), "string")
    except (ValueError, RecursionError) as error:
        raise UnwritableValueError(
            f"cannot write {type(obj).__name__} as text: {error}",
            binding="",
            accepted="what str() writes as text",
        ) from error


def plain_datum(binding: str, obj: object) -> Datum:
    """Write a plain value as a datum of its own kind.

    Args:
        binding: The binding type of function.json.
        obj: ``str``, ``bytes``, ``bytearray``, ``int``, ``float``, ``bool``, ``dict``, ``list`` or
            None.

    Returns:
        The datum.

    Raises:
        NotImplementedError: The value is of another type.
    """
    if obj is None:
        return Datum(None, None)
    if isinstance(obj, bytearray):
        return Datum(bytes(obj), "bytes")
    for accepted, kind in _PLAIN_KINDS:
        if isinstance(obj, accepted):
            return Datum(obj, kind)
    raise unsupported_type(
        binding, obj, "str, bytes, bytearray, int, float, bool, dict, list or None"
    )


def pass_on(data: Datum | None) -> JSONValue:
    """Return what a datum holds, JSON unread, a collection as a list.

    Args:
        data: The datum, of any kind; None where the host sent none.

    Returns:
        The value; None where there is none.
    """
    if data is None or data.type is None or data.value is None:
        return None
    if data.type.startswith("collection_"):
        return collection_items(data.value, data.type)
    return data.value


def read_json(binding: str, data: Datum | None, kinds: tuple[str, ...], accepted: str) -> JSONValue:
    """Read what the host sent for a binding as JSON.

    Args:
        binding: The binding type of function.json.
        data: The datum, whose value is JSON as text or as bytes.
        kinds: The kinds that the binding takes.
        accepted: The same as prose, with what the JSON may be: ``"a JSON object as json"``.

    Returns:
        The value, a dict, list, str, int, float, bool or None.

    Raises:
        NotImplementedError: The data is of another kind. It is a ValueError.
        ValueError: The data is no JSON.
    """
    if data is None or data.type not in kinds:
        raise unsupported_datum(binding, None if data is None else data.type, accepted)
    text: object = data.value
    if isinstance(text, (str, bytes)):
        try:
            return loads(text)
        except ValueError as error:
            raise unreadable(binding, text, accepted, error) from error
    raise unreadable(binding, text, accepted)


def unwritable(binding: str, value: object, accepted: str, reason: object) -> UnwritableValueError:
    """Make the error for a value of an accepted type that cannot be written.

    Args:
        binding: The binding type of function.json.
        value: The value that the function returned or set.
        accepted: What the values that it holds may be, as prose.
        reason: What is wrong with it.

    Returns:
        The error, for the caller to raise.
    """
    return UnwritableValueError(
        f"{binding} binding: cannot encode {type(value).__name__} ({shorten(value)}): {reason}; "
        f"it may hold {accepted}",
        binding=binding,
        accepted=accepted,
    )


def unreadable(binding: str, value: object, accepted: str, reason: object = None) -> DecodeError:
    """Make the error for data of an accepted kind that cannot be read.

    Args:
        binding: The binding type of function.json.
        value: What the host sent.
        accepted: What the binding takes, as prose.
        reason: What is wrong with it, where there is more to say than that it is not accepted.

    Returns:
        The error, for the caller to raise.
    """
    why = "" if reason is None else f" ({reason})"
    return DecodeError(
        f"{binding} binding: cannot decode {shorten(value)}{why}; it takes {accepted}",
        binding=binding,
        accepted=accepted,
    )
