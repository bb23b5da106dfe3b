from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from azure.functions.testing._constraints import RouteError, parse_constraint

_NAMES = (
    "alpha",
    "bool",
    "datetime",
    "decimal",
    "double",
    "file",
    "float",
    "guid",
    "int",
    "long",
    "nonfile",
    "required",
)
_GUID = "f9168c5e-ceb2-4faa-b6bf-329bf39fa1e4"


class TestAccepted:
    @pytest.mark.parametrize(
        ("name", "arguments", "values"),
        [
            ("alpha", None, ["a", "Zz"]),
            ("bool", None, ["true", "FALSE", " True "]),
            ("datetime", None, ["2026-12-31", "2026-12-31T07:32:05Z", "12/31/2026 07:32:05"]),
            ("decimal", None, ["1", "-1.5", "1,000.5", ".5", "5.", "1-", str(2**96 - 1)]),
            ("double", None, ["1", "-1,001.01e8", "+.5", "NaN", "-Infinity"]),
            ("file", None, ["a.txt", ".b", "a/b.txt", "a..b"]),
            ("float", None, ["1", "1e-5"]),
            ("guid", None, [_GUID, _GUID.upper(), f"{{{_GUID}}}", f"({_GUID})", "0" * 32]),
            ("int", None, ["1", "-1", "+1", " 1 ", "2147483647", "-2147483648", "0" * 30]),
            ("INT", None, ["1"]),
            ("long", None, ["2147483648", "9223372036854775807", "-9223372036854775808"]),
            ("nonfile", None, ["a", "a.", "a.b/c", "..."]),
            ("required", None, ["a"]),
            ("length", "2", ["ab"]),
            ("length", "1, 3", ["a", "abc"]),
            ("max", "5", ["5", "-9"]),
            ("maxlength", "2", ["", "ab"]),
            ("min", "-5", ["-5", "9"]),
            ("minlength", "2", ["ab", "abc"]),
            ("range", "-1,1", ["-1", "0", "1"]),
            ("regex", r"^\d{3}$", ["123"]),
            ("regex", "b", ["abc", "B"]),
            ("regex", "(?<year>[0-9]+)(?<!x)", ["2026"]),
            ("regex", "[[a]", ["a"]),
        ],
    )
    def test_value(self, name: str, arguments: str | None, values: list[str]) -> None:
        """
        A constraint accepts what ASP.NET Core's does, its name in any case.
        """
        accepts = parse_constraint(name, arguments)

        assert values == [value for value in values if accepts(value)]


class TestRefused:
    @pytest.mark.parametrize(
        ("name", "arguments", "values"),
        [
            ("alpha", None, ["a1", "é", "a b", "a\n"]),
            ("bool", None, ["1", "yes", ""]),
            ("datetime", None, ["today", "2026-13-01", "12", "x" * 100]),
            ("decimal", None, ["", "x", "1e5", "-1-", ".", str(2**96), "\u0661"]),
            ("double", None, ["", "x", "1e", "--1", "inf"]),
            ("file", None, ["a", "a.", "a.b/c", "..."]),
            ("float", None, ["one"]),
            ("guid", None, ["", "x", _GUID[1:], f"{{{_GUID})", f"{{{_GUID}"]),
            ("int", None, ["", "x", "1.0", "2147483648", "-2147483649", "9" * 5000, "\u0661"]),
            ("long", None, ["9223372036854775808", "-9223372036854775809"]),
            ("nonfile", None, ["a.txt", ".b"]),
            ("required", None, [""]),
            ("length", "2", ["a", "abc"]),
            ("length", "1,3", ["", "abcd"]),
            ("max", "5", ["6", "x"]),
            ("maxlength", "2", ["abc"]),
            ("min", "5", ["4", "x"]),
            ("minlength", "2", ["a"]),
            ("range", "-1,1", ["-2", "2", "x"]),
            ("regex", "^b$", ["abc"]),
        ],
    )
    def test_value(self, name: str, arguments: str | None, values: list[str]) -> None:
        """
        A constraint refuses what ASP.NET Core's does.
        """
        accepts = parse_constraint(name, arguments)

        assert [] == [value for value in values if accepts(value)]

    @pytest.mark.parametrize(
        ("name", "arguments", "message"),
        [
            ("integer", None, "there is no constraint 'integer'; the host knows alpha, bool"),
            ("", None, "there is no constraint ''; the host knows"),
            ("int", "5", "the constraint int takes no arguments; write int"),
            ("length", None, "the constraint length takes 1 or 2 whole numbers, as in length"),
            ("length", "1,2,3", "takes 1 or 2 whole numbers"),
            ("length", "a", "takes 1 or 2 whole numbers"),
            ("range", "1", "the constraint range takes 2 whole numbers"),
            ("range", "2,1", "range(2,1) accepts nothing; swap the two"),
            ("length", "2,1", "length(2,1) accepts nothing; swap the two"),
            ("min", "", "the constraint min takes 1 whole numbers"),
            ("regex", None, "the constraint regex takes a regular expression"),
            ("regex", "", "the constraint regex takes a regular expression"),
            ("regex", "(", "the regular expression '(' cannot be read"),
            ("regex", "a{99999999999}", "cannot be read"),
        ],
    )
    def test_constraint(self, name: str, arguments: str | None, message: str) -> None:
        """
        A constraint that the host does not know is refused, with what it does.
        """
        with pytest.raises(RouteError) as refused:
            parse_constraint(name, arguments)

        assert message in str(refused.value)


class TestAnything:
    @pytest.mark.parametrize("name", _NAMES)
    @given(value=st.text())
    @example(value="1:2:3:4")
    @example(value="99999999999999999999999999-01-01")
    def test_value(self, name: str, value: str) -> None:
        """
        No value fails a test.
        """
        assert parse_constraint(name, None)(value) in {True, False}

    @given(st.sampled_from([*_NAMES, "length", "max", "min", "range", "regex"]), st.text())
    def test_arguments(self, name: str, arguments: str) -> None:
        """
        Arguments make a test or are refused.
        """
        try:
            accepts = parse_constraint(name, arguments)
        except RouteError:
            return

        assert accepts("1") in {True, False}

    @given(st.integers())
    def test_numbers(self, number: int) -> None:
        """
        Whole numbers are told by the bits that they need.
        """
        bits = [parse_constraint(name, None)(str(number)) for name in ("int", "long")]

        assert [-(2**31) <= number < 2**31, -(2**63) <= number < 2**63] == bits
