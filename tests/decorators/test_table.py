from __future__ import annotations

from typing import Any

import pytest

from azure.functions.decorators.table import TableBindingApi, TableInput, TableOutput


class App(TableBindingApi):
    pass


class TestFurtherFields:
    @pytest.mark.parametrize("name", ["table_input", "table_output"])
    def test_decorator(self, name: str) -> None:
        """
        The decorators take no further fields, and name the one that came and the one meant.
        """
        declare = getattr(App(), name)

        with pytest.raises(
            TypeError, match=rf"^@{name} at .*: .* no argument rowkey; did you mean row_key\?$"
        ):
            declare("rows", "CON", "people", rowkey="1")

    @pytest.mark.parametrize("binding", [TableInput, TableOutput])
    def test_class(self, binding: Any) -> None:
        """
        The classes take no further fields either.
        """
        with pytest.raises(TypeError, match="further"):
            binding("rows", "CON", "people", further=1)
