"""Connectors: the converter of ``connectorTrigger``."""

from __future__ import annotations

from ._json import JSONValue
from ._narrow import is_dict
from ._wire import PassOnConverter, json_text_datum, plain_datum, text_datum
from .meta import Datum

__all__ = ("ConnectorTriggerConverter",)

_WRITABLE = "dicts of dicts, lists, str, int, float, bool and None; write other values as these"


class ConnectorTriggerConverter(PassOnConverter, binding="connectorTrigger", trigger=True):
    """Hands on what a connector sends as it came, and what a function returns as text or bytes."""

    @classmethod
    def encode(cls, obj: object, *, expected_type: object = None) -> Datum:
        """Turn what the function returned into a datum.

        Args:
            obj: Any value.
            expected_type: The annotation; not needed.

        Returns:
            The datum: text and bytes as they are, a dict as JSON text, None as empty text, and
            what ``str()`` makes of any other value.

        Raises:
            TypeError: A dict holds a value that JSON has no form for.
        """
        if not is_dict(obj):
            return text_datum(obj)
        return json_text_datum("connectorTrigger", obj, obj, _WRITABLE)


def to_wire(value: JSONValue) -> tuple[Datum, dict[str, Datum]]:
    """Write what a connector sends as the host sends it: the inverse of ``decode``.

    Args:
        value: ``str``, ``bytes``, ``int``, ``float`` or None, or a dict or a list, which travels
            inside the worker only.

    Returns:
        The datum, and the trigger's metadata, which is empty.

    Raises:
        NotImplementedError: The value is of another type.
    """
    return plain_datum("connectorTrigger", value), {}
