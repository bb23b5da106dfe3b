from __future__ import annotations

from enum import Enum

import pytest

from azure.functions.decorators.blob import BlobTrigger, BlobTriggerApi
from azure.functions.decorators.core import BlobSource


class App(BlobTriggerApi):
    pass


class EarlierBlobSource(Enum):
    """What a reload of the package leaves behind."""

    EVENT_GRID = "EventGrid"


class TestSource:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            (BlobSource.EVENT_GRID, "EventGrid"),
            (BlobSource.LOGS_AND_CONTAINER_SCAN, "LogsAndContainerScan"),
            ("EventGrid", "EventGrid"),
            ("LogsAndContainerScan", "LogsAndContainerScan"),
            ("%BLOB_SOURCE%", "%BLOB_SOURCE%"),
        ],
    )
    def test_value(self, source: BlobSource | str, expected: str) -> None:
        """
        A member goes out by its value, which the host reads; a text stays as it is.
        """
        trigger = BlobTrigger("blob", "c/{name}", "CON", source)

        assert expected == trigger.source
        assert expected == trigger.get_dict_repr()["source"]

    def test_earlier_copy(self) -> None:
        """
        A member of an earlier copy of the package, before a reload, goes out by its value too.
        """
        source: str = EarlierBlobSource.EVENT_GRID  # type: ignore[assignment]  # as seen by checkers, another enum  # pyright: ignore[reportAssignmentType]

        assert "EventGrid" == BlobTrigger("blob", "c/{name}", "CON", source).source

    def test_none(self) -> None:
        """
        Without a source there is no field, and the host polls.
        """
        assert "source" not in BlobTrigger("blob", "c/{name}", "CON").get_dict_repr()

    def test_through_decorator(self) -> None:
        """
        The decorator writes the value into the binding JSON.
        """

        @App().blob_trigger("blob", "c/{name}", "CON", BlobSource.EVENT_GRID)
        def function(blob: bytes) -> None:
            pass

        (raw,) = function.build().get_raw_bindings()

        assert (
            '{"direction": "IN", "type": "blobTrigger", "name": "blob", "path": "c/{name}", '
            '"connection": "CON", "source": "EventGrid"}'
        ) == raw
