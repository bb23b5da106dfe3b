"""Azure Cosmos DB: ``Document``, ``DocumentList``, and the converters of their bindings."""

from __future__ import annotations

from ._json import JSONValue
from ._rows import Row, RowList, RowsConverter, rows_to_wire
from .meta import Datum

__all__ = ("CosmosDBConverter", "CosmosDBTriggerConverter", "Document", "DocumentList")


class Document(Row):
    """A document of a container, read and written as a dict.

    Args:
        data: What it holds: a mapping, or pairs of keys and values.
        fields: The same as keyword arguments.

    Raises:
        TypeError: ``data`` is neither a mapping nor pairs.
    """

    def to_dict(self) -> dict[str, JSONValue]:
        """Return what it holds.

        Returns:
            A new dict with the same values.
        """
        return dict(self.data)


class DocumentList(RowList[Document]):
    """A list of documents.

    Args:
        initlist: The documents.

    Raises:
        TypeError: It is not iterable.
    """

    _row = Document


class CosmosDBConverter(RowsConverter, binding="cosmosDB"):
    """Turns what the host read into a ``DocumentList``, and documents into what it writes."""

    _binding = "cosmosDB"
    _row = Document
    _rows = DocumentList


class CosmosDBTriggerConverter(CosmosDBConverter, binding="cosmosDBTrigger", trigger=True):
    """Turns changed documents into a ``DocumentList``."""

    _binding = "cosmosDBTrigger"


def to_wire(value: Document | DocumentList) -> tuple[Datum, dict[str, Datum]]:
    """Write a document or a list of them as the host sends it: the inverse of ``decode``.

    Args:
        value: The document; or the list, None in it for null.

    Returns:
        The datum, a JSON array, and the trigger's metadata, which is empty.

    Raises:
        TypeError: A document holds a value that JSON has no form for.
    """
    return rows_to_wire("cosmosDB", value)
