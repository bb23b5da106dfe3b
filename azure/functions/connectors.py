"""Connectors: the converter of ``connectorTrigger``."""

from __future__ import annotations

from collections.abc import Mapping

from ._json import JSONValue
from ._narrow import is_dict
from ._wire import json_text_datum, pass_on, plain_datum, text_datum
from .meta import Datum, InConverter, OutConverter, is_input_annotation

__all__ = ("ConnectorTriggerConverter",)

_WRITABLE = "dicts of dicts, lists, str, int, float, bool and None; write other values as these"


class ConnectorTriggerConverter(
    InConverter, OutConverter, binding="connectorTrigger", trigger=True
):
    """Hands on what a connector sends as it came, and what a function returns as text or bytes."""

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter can take what a connector sends.

        Args:
            pytype: The parameter's annotation.

        Returns:
            True for ``str``, ``bytes``, ``dict``, and unions with one of them.
        """
        return is_input_annotation(pytype, (str, bytes, dict))

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        """Tell whether values of this annotation can be returned.

        Args:
            pytype: The annotation; not needed.

        Returns:
            True: every value has a form as text.
        """
        return True

    @classmethod
    def has_implicit_output(cls) -> bool:
        """Tell whether the function's return value goes to this binding without ``$return``.

        Returns:
            True.
        """
        return True

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Mapping[str, Datum | None] | None
    ) -> JSONValue:
        """Turn a datum into what the function is given.

        Args:
            data: What the connector sends, of any kind.
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
