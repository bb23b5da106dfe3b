"""What the worker does with a binding that this package has no converter for."""

from __future__ import annotations

from collections.abc import Mapping

from .._errors import unsupported_datum, unsupported_type
from .._json import JSONValue
from ..meta import Datum, is_class_of

_READABLE = "string, bytes or json"
_WRITABLE = "str, bytes, bytearray, dict, list, int, float, bool or None"


class GenericConverter:
    """The converter that stands in where the registry has none, and for ``str`` and ``bytes``."""

    @classmethod
    def has_trigger_support(cls) -> bool:
        """Tell whether it is given metadata: it is not."""
        return False

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter with this annotation can take what it decodes."""
        return is_class_of(pytype, (str, bytes))

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        """Tell whether values of this annotation can be encoded."""
        return is_class_of(pytype, (str, bytes, bytearray))

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Mapping[str, Datum | None] | None
    ) -> JSONValue:
        """Hand on text and bytes as they came."""
        if data is None or data.type is None:
            return None
        if data.type not in {"string", "bytes", "json"}:
            raise unsupported_datum("generic", data.type, _READABLE)
        return data.value

    @classmethod
    def encode(cls, obj: object, *, expected_type: object) -> Datum:
        """Write a value in a datum of its own kind; a boolean is an int."""
        if obj is None:
            return Datum(None, None)
        if isinstance(obj, str):
            return Datum(obj, "string")
        if isinstance(obj, (bytes, bytearray)):
            return Datum(bytes(obj), "bytes")
        if isinstance(obj, dict):
            return Datum(obj, "dict")
        if isinstance(obj, list):
            return Datum(obj, "list")
        if isinstance(obj, int):
            return Datum(obj, "int")
        if isinstance(obj, float):
            return Datum(obj, "double")
        raise unsupported_type("generic", obj, _WRITABLE)
