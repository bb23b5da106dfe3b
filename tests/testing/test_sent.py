from __future__ import annotations

import pytest

from azure.functions.meta import Datum
from azure.functions.testing._sent import sent_form


class TestSentForm:
    @pytest.mark.parametrize(
        ("datum", "expected"),
        [
            (Datum(None, None), None),
            (Datum(None, "string"), None),
            (Datum(b"x", "string"), Datum("x", "string")),
            (Datum(b"x", "bytes"), Datum(b"x", "bytes")),
            (Datum(2, "double"), Datum(2.0, "double")),
            (Datum(False, "bool"), Datum(0, "int")),
            (Datum({}, "dict"), Datum("{}", "json")),
        ],
    )
    def test_form(self, datum: Datum, expected: Datum | None) -> None:
        """
        There are no dicts, lists and booleans on the wire.
        """
        assert expected == sent_form(datum)

    @pytest.mark.parametrize(
        "datum",
        [
            Datum("x", "bytes"),
            Datum("x", "int"),
            Datum(1.5, "int"),
            Datum("x", "double"),
            Datum(5, "json"),
            Datum(b"\xff", "json"),
            Datum(-(2**63) - 1, "int"),
            Datum("x", "collection_string"),
            Datum({"headers": {"a": Datum("\ud800", "string")}}, "http"),
        ],
    )
    def test_refused(self, datum: Datum) -> None:
        """
        What protobuf does not take is refused.
        """
        with pytest.raises((TypeError, ValueError)):
            sent_form(datum)
