"""Documents and their wire form; what they share with rows is in ``test_rows``."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import cosmosdb
from azure.functions.cosmosdb import CosmosDBConverter, CosmosDBTriggerConverter

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda items: st.lists(items) | st.dictionaries(st.text(), items),
    max_leaves=6,
)
DOCUMENTS = st.dictionaries(st.text(), JSON).map(func.Document)


def test_classes_are_exported() -> None:
    """The package exports the classes of the module."""
    assert func.Document is cosmosdb.Document
    assert func.DocumentList is cosmosdb.DocumentList


def test_converters() -> None:
    """The plain binding is no trigger, the trigger is one."""
    registry = func.get_binding_registry()

    assert CosmosDBConverter is registry.get("cosmosDB")
    assert CosmosDBTriggerConverter is registry.get("cosmosDBTrigger")
    assert (False, True) == (
        CosmosDBConverter.has_trigger_support(),
        CosmosDBTriggerConverter.has_trigger_support(),
    )


class TestWire:
    @given(st.lists(st.none() | DOCUMENTS, max_size=5))
    def test_list(self, documents: list[Any]) -> None:
        """The wire form of a list decodes to the list."""
        value = func.DocumentList(documents)
        data, metadata = cosmosdb.to_wire(value)

        assert value == CosmosDBTriggerConverter.decode(data, trigger_metadata=metadata)

    @given(DOCUMENTS)
    def test_document(self, document: func.Document) -> None:
        """The wire form of a document decodes to a list of it."""
        data, metadata = cosmosdb.to_wire(document)

        assert [document] == CosmosDBConverter.decode(data, trigger_metadata=metadata)

    def test_large(self) -> None:
        """Many and large documents make the round trip."""
        value = func.DocumentList([func.Document(id=str(i), v="ž" * 1000) for i in range(1000)])
        data, metadata = cosmosdb.to_wire(value)

        assert value == CosmosDBConverter.decode(data, trigger_metadata=metadata)

    def test_without_form(self) -> None:
        """A document with a value that JSON has no form for has no wire form."""
        with pytest.raises(TypeError, match="cosmosDB binding: cannot encode Document"):
            cosmosdb.to_wire(func.Document(a=b"x"))
