"""
The properties of a tool, derived from a signature.
"""

# The spellings of older Pythons are among the cases.
# ruff: noqa: UP006, UP007, UP035, UP045

from __future__ import annotations

import datetime
import inspect
import sys
from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial
from typing import Annotated, Any, Dict, List, Literal, Optional, Union

import pytest

from azure.functions.decorators._mcp_properties import description_of, signature_of
from azure.functions.decorators.mcp import (
    build_property_metadata,
    check_as_array,
    check_is_required,
    check_property_type,
    unwrap_optional,
)


class Colour(Enum):
    RED = "red"


class Field:
    """
    What stands in ``Annotated`` for pydantic.
    """

    def __init__(self, description: Any) -> None:
        self.description = description


@pytest.mark.parametrize(
    ("hint", "kind", "as_array", "required"),
    [
        (int, "integer", False, True),
        (float, "number", False, True),
        (str, "string", False, True),
        (bool, "boolean", False, True),
        (object, "object", False, True),
        (inspect.Parameter.empty, "string", False, True),
        (None, "string", False, True),
        (Any, "string", False, True),
        (Optional[int], "integer", False, False),
        (int | None, "integer", False, False),
        (None | int, "integer", False, False),
        (Union[int, str], "string", False, True),
        (int | str, "string", False, True),
        (Union[int, str, None], "integer", False, False),
        (Annotated[int, "text"], "integer", False, True),
        (Annotated[int | None, "text"], "integer", False, False),
        (Optional[Annotated[int, "text"]], "integer", False, False),
        (List[int], "integer", True, True),
        (List, "string", True, True),
        (list[int], "integer", True, True),
        (list[int] | None, "integer", True, False),
        (Annotated[list[int], "text"], "integer", True, True),
        (list[int | None], "integer", True, True),
        (list[Annotated[bool, "text"]], "boolean", True, True),
        (list[list[int]], "string", True, True),
        (list[object], "object", True, True),
        # As published: what a client sends for these is text.
        (list, "string", False, True),
        (dict, "string", False, True),
        (Dict[str, int], "string", False, True),
        (dict[str, int], "string", False, True),
        (Sequence[int], "string", False, True),
        (set[int], "string", False, True),
        (datetime.datetime, "string", False, True),
        (Literal["a"], "string", False, True),
        (Colour, "string", False, True),
        (Field, "string", False, True),
        ([int], "string", False, True),
        ("int", "string", False, True),
    ],
    ids=str,
)
def test_types(hint: Any, kind: str, as_array: bool, required: bool) -> None:
    """
    The type, whether it is an array and whether it is required follow from the annotation.
    """
    parameter = inspect.Parameter("x", inspect.Parameter.KEYWORD_ONLY, annotation=hint)
    expected = {
        "propertyName": "x",
        "propertyType": kind,
        "description": description_of(hint),
        "isArray": as_array,
        "isRequired": required,
    }

    assert kind == check_property_type(hint, as_array)
    assert as_array is check_as_array(hint)
    assert required is check_is_required(parameter, hint)
    assert [expected] == build_property_metadata(inspect.Signature([parameter]), [], {})


def test_array_of_what_is_none() -> None:
    """
    Without the type of its items, an array is one of text.
    """
    assert "string" == check_property_type(int, True)
    assert "string" == check_property_type(list[int], False)


@pytest.mark.parametrize("default", [None, 0, "x"])
def test_default(default: object) -> None:
    """
    What has a default is not required.
    """
    parameter = inspect.Parameter("x", inspect.Parameter.KEYWORD_ONLY, default=default)

    assert not check_is_required(parameter, int)


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        (Optional[int], int),
        (int | None, int),
        (Union[int, str, None], int),
        (Optional[list[int]], list[int]),
        (int, int),
        (None, None),
        (int | str, int | str),
        ("x", "x"),
    ],
    ids=str,
)
def test_unwrap_optional(hint: Any, expected: object) -> None:
    """
    The type beside None is taken out of a union; other annotations stay.
    """
    assert expected == unwrap_optional(hint)


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        (Annotated[int, "a"], "a"),
        (Annotated[int, 5, "a", "b"], "a"),
        (Annotated[int | None, "a"], "a"),
        (Optional[Annotated[int, "a"]], "a"),
        (Annotated[int, Field("a")], "a"),
        (Annotated[int, Field(None), Field(5), 5], ""),
        (int, ""),
        (None, ""),
    ],
    ids=str,
)
def test_description(hint: Any, expected: str) -> None:
    """
    An annotation says what its parameter is in ``Annotated``.
    """
    assert expected == description_of(hint)


def test_build_property_metadata() -> None:
    """
    Parameters are skipped by name, and what is known goes before what is derived.
    """

    def function(x: int, y: str = "", z: int = 0) -> None: ...

    signature = signature_of(function)
    known: dict[str, dict[str, object]] = {
        "x": {"description": "The x.", "isArray": True},
        "other": {"description": "lost"},
    }

    x, z = build_property_metadata(signature, ["y"], known)

    assert ["propertyName", "propertyType", "description", "isArray", "isRequired"] == list(x)
    assert ["x", "integer", "The x.", True, True] == list(x.values())
    assert ["z", "integer", "", False, False] == list(z.values())


class TestSignature:
    def test_text(self) -> None:
        """
        Annotations that are text are evaluated where the function stands.
        """

        def function(x: int | None, y: Annotated[Colour, "c"], z: object, o: None = None) -> None:
            """
            Its annotations are text, as all of this module.
            """

        function.__annotations__["z"] = List["int"]
        found = [each.annotation for each in signature_of(function).parameters.values()]

        assert [int | None, Annotated[Colour, "c"], List[int], type(None)] == found

    @pytest.mark.parametrize("text", ["OnlyForCheckers", "no annotation", "Colour.BLUE", "1 + ''"])
    def test_text_that_cannot_be_evaluated(self, text: str) -> None:
        """
        An annotation that cannot be evaluated is left, and does not disturb the others.
        """

        def function(x: object, y: object) -> None: ...

        function.__annotations__.update(x=text, y="int")
        x, y = build_property_metadata(signature_of(function), [], {})

        assert ("string", "integer") == (x["propertyType"], y["propertyType"])

    @pytest.mark.skipif(sys.version_info < (3, 14), reason="annotations are read at once")
    def test_name_for_checkers_only(self) -> None:
        """
        A name that only type checkers know is left too.
        """
        namespace: dict[str, Any] = {}
        source = "def function(x: Unknown, y: int): ..."
        # This file's own annotations are text, and those of code in it would be.
        exec(compile(source, "function", "exec", dont_inherit=True), namespace)  # noqa: S102

        x, y = build_property_metadata(signature_of(namespace["function"]), [], {})

        assert ("string", "integer") == (x["propertyType"], y["propertyType"])

    def test_partial(self) -> None:
        """
        A partial function has the parameters that are left.
        """

        def function(x: int, y: int) -> None: ...

        applied: Callable[..., Any] = partial(function, 1)

        assert ["y"] == list(signature_of(applied).parameters)
