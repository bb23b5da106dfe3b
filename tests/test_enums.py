from __future__ import annotations

import enum
from typing import Any

import pytest

from azure.functions import _enums
from azure.functions._enums import Cardinality, HttpMethod, McpPropertyType, parse_member

ENUMS = sorted(
    (each for each in vars(_enums).values() if isinstance(each, enum.EnumMeta)),
    key=lambda each: each.__name__,
)


class Earlier(enum.Enum):
    """
    An enum as a copy of the package that was imported earlier has it.
    """

    MANY = "many"


@pytest.mark.parametrize("kind", ENUMS)
def test_a_member_is_written_by_its_name(kind: type[enum.Enum]) -> None:
    """
    The text of a member is its name, which binding JSON has.
    """
    assert [each.name for each in kind] == [str(each) for each in kind]


@pytest.mark.parametrize("value", ["MANY", "many", "Many", Cardinality.MANY, Earlier.MANY])
def test_a_member_is_given_as_itself_or_by_name(value: Any) -> None:
    """
    A member, its name in any case, and a member of an earlier copy of the enum are the member.
    """
    assert Cardinality.MANY is parse_member(value, Cardinality, "cardinality")


def test_none_stays_none() -> None:
    """
    What was not given is not given.
    """
    assert parse_member(None, Cardinality, "cardinality") is None
    assert _enums.parse_members(None, HttpMethod, "methods") is None


def test_another_name_of_a_member() -> None:
    """
    A name that stands for another member gives that one: dates travel as text.
    """
    assert McpPropertyType.STRING is parse_member("datetime", McpPropertyType, "property_type")


def test_an_unknown_name_is_refused() -> None:
    """
    The error is a KeyError that reads well and tells the parameter, what came and what is accepted.
    """
    with pytest.raises(KeyError) as caught:
        parse_member("few", Cardinality, "cardinality")

    assert "cardinality='few' is no Cardinality; write one of ONE, MANY" == str(caught.value)
    assert "ONE, MANY" == getattr(caught.value, "accepted", None)


@pytest.mark.parametrize("value", [1, b"one", [], object()])
def test_another_type_is_refused(value: Any) -> None:
    """
    What is neither a member nor text is a TypeError that names the parameter and the type.
    """
    with pytest.raises(TypeError, match=f"cardinality must be .* got {type(value).__name__}"):
        parse_member(value, Cardinality, "cardinality")


@pytest.mark.parametrize(
    "values", [["GET", "post"], ("get", HttpMethod.POST), iter(["GET", "POST"])]
)
def test_members(values: Any) -> None:
    """
    An iterable of members and names becomes a list of members.
    """
    expected = [HttpMethod.GET, HttpMethod.POST]

    assert expected == _enums.parse_members(values, HttpMethod, "methods")


def test_one_text_in_place_of_a_list_is_refused() -> None:
    """
    The error is a KeyError, as published, and shows the list to write.
    """
    with pytest.raises(KeyError, match=r"methods takes a list of HttpMethod.*write \['GET'\]"):
        _enums.parse_members("GET", HttpMethod, "methods")


@pytest.mark.parametrize(("values", "error"), [(3, TypeError), ([3], TypeError), (["X"], KeyError)])
def test_other_lists_are_refused(values: Any, error: type[Exception]) -> None:
    """
    What is no iterable, and what holds something else, is refused.
    """
    with pytest.raises(error, match="methods"):
        _enums.parse_members(values, HttpMethod, "methods")
