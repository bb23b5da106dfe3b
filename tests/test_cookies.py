from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from http.cookies import SimpleCookie
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions.http import HttpResponseConverter


def cookie(*arguments: Any, **attributes: Any) -> str:
    """
    Return the one Set-Cookie header that set_cookie() adds.
    """
    response = func.HttpResponse()
    response.set_cookie(*arguments, **attributes)
    (header,) = response.headers.getlist("Set-Cookie")
    return header


def sent(*headers: str) -> list[dict[str, dict[str, str]]]:
    """
    Return the cookies that the worker reads of these Set-Cookie headers.
    """
    response = func.HttpResponse(headers=[("Set-Cookie", header) for header in headers])
    cookies: list[SimpleCookie] = HttpResponseConverter.encode(response, expected_type=None).value[
        "cookies"
    ]
    return [
        {
            name: {
                "value": morsel.value,
                **{key: str(part) for key, part in morsel.items() if part},
            }
            for name, morsel in single.items()
        }
        for single in cookies
    ]


EXPIRES = dt.datetime(2026, 10, 21, 7, 28, tzinfo=dt.timezone.utc)


class TestSetCookie:
    @pytest.mark.parametrize(
        ("attributes", "expected"),
        [
            ({}, "a=1; Path=/"),
            ({"path": "/x"}, "a=1; Path=/x"),
            ({"path": None}, "a=1"),
            ({"path": None, "domain": "example.com"}, "a=1; Domain=example.com"),
            ({"path": None, "max_age": 60}, "a=1; Max-Age=60"),
            ({"path": None, "max_age": 0}, "a=1; Max-Age=0"),
            ({"path": None, "max_age": dt.timedelta(hours=1)}, "a=1; Max-Age=3600"),
            ({"path": None, "max_age": dt.timedelta()}, "a=1; Max-Age=0"),
            (
                {"path": None, "expires": EXPIRES},
                "a=1; expires=Wed, 21 Oct 2026 07:28:00 GMT",
            ),
            (
                {"path": None, "expires": EXPIRES.astimezone(dt.timezone(dt.timedelta(hours=2)))},
                "a=1; expires=Wed, 21 Oct 2026 07:28:00 GMT",
            ),
            (
                {"path": None, "expires": EXPIRES.replace(tzinfo=None)},
                "a=1; expires=Wed, 21 Oct 2026 07:28:00 GMT",
            ),
            (
                {"path": None, "expires": "Wed, 21 Oct 2026 07:28:00 GMT"},
                "a=1; expires=Wed, 21 Oct 2026 07:28:00 GMT",
            ),
            ({"path": None, "secure": True}, "a=1; Secure"),
            ({"path": None, "httponly": True}, "a=1; HttpOnly"),
            ({"path": None, "samesite": "Lax"}, "a=1; SameSite=Lax"),
            (
                {"max_age": 1, "domain": "h", "secure": True, "httponly": True, "samesite": "None"},
                "a=1; Domain=h; HttpOnly; Max-Age=1; Path=/; SameSite=None; Secure",
            ),
        ],
    )
    def test_attributes(self, attributes: dict[str, Any], expected: str) -> None:
        """
        Each attribute is written as RFC 6265 has it.
        """
        assert expected == cookie("a", "1", **attributes)

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("", 'a=""'),
            ("1", "a=1"),
            ("x y", 'a="x y"'),
            ('x"y', 'a="x\\"y"'),
            ("x;y,z", 'a="x\\073y\\054z"'),
        ],
    )
    def test_value(self, value: str, expected: str) -> None:
        """
        What a cookie cannot hold is quoted.
        """
        assert expected == cookie("a", value, path=None)

    def test_value_may_be_left_out(self) -> None:
        """
        A cookie without a value is empty.
        """
        assert 'a=""; Path=/' == cookie("a")

    def test_several(self) -> None:
        """
        Each call adds a cookie.
        """
        response = func.HttpResponse(headers={"Set-Cookie": "a=1"})
        response.set_cookie("b", "2")

        assert ["a=1", "b=2; Path=/"] == response.headers.getlist("set-cookie")

    @pytest.mark.parametrize("name", ["", "a b", "a=b", "a;b", "a,b", "ž", "a\r\nb", "path"])
    def test_refused_name(self, name: str) -> None:
        """
        What is no cookie name is refused with a ValueError that says which names are.
        """
        response = func.HttpResponse()

        with pytest.raises(func.ArgumentValueError) as caught:
            response.set_cookie(name, "x")

        assert isinstance(caught.value, ValueError)
        assert str(caught.value).startswith("set_cookie(): name must be a cookie name: letters")
        assert str(caught.value).endswith(f"got {name!r}")
        assert [] == list(response.headers)

    @pytest.mark.parametrize("parameter", ["path", "domain", "samesite", "expires"])
    @pytest.mark.parametrize("text", ["x; Secure", "x\r\nX-Evil: 1", "x\0"])
    def test_refused_attribute(self, parameter: str, text: str) -> None:
        """
        An attribute that would start another, or a header, is refused with a ValueError.
        """
        response = func.HttpResponse()
        attributes: dict[str, Any] = {parameter: text}

        with pytest.raises(func.ArgumentValueError) as caught:
            response.set_cookie("a", "x", **attributes)

        assert isinstance(caught.value, ValueError)
        assert repr(text)[1:-1] in str(caught.value)
        assert [] == list(response.headers)

    @given(
        st.text("abcXYZ019!#$%&'*+-.^_`|~", min_size=1).filter(
            lambda name: not name.startswith("$")
        ),
        st.text(st.characters(min_codepoint=32, max_codepoint=126)),
    )
    def test_round_trip(self, name: str, value: str) -> None:
        """
        Any printable text that is set as a cookie is what the worker reads.
        """
        assert [{name: {"value": value, "path": "/"}}] == sent(cookie(name, value))

    def test_value_with_line_break(self) -> None:
        """
        A value with a line break starts no header: it is quoted, or refused with a ValueError.
        """
        try:
            header = cookie("a", "1\r\nX-Evil: 1")
        except ValueError:
            return
        assert "\r" not in header
        assert "\n" not in header


class TestSentCookies:
    @pytest.mark.parametrize(
        ("header", "expected"),
        [
            ("a=1", {"a": {"value": "1"}}),
            ("a=", {"a": {"value": ""}}),
            ('a="x y"', {"a": {"value": "x y"}}),
            ("a=b=c", {"a": {"value": "b=c"}}),
            (
                "a=1; Path=/; Domain=h; Secure; HttpOnly; Max-Age=10; SameSite=Lax",
                {
                    "a": {
                        "value": "1",
                        "path": "/",
                        "domain": "h",
                        "secure": "True",
                        "httponly": "True",
                        "max-age": "10",
                        "samesite": "Lax",
                    }
                },
            ),
            ("a=1; path=/; SECURE", {"a": {"value": "1", "path": "/", "secure": "True"}}),
            ("a=1; Max-Age=0", {"a": {"value": "1", "max-age": "0"}}),
            ("a=1; Max-Age=-1", {"a": {"value": "1", "max-age": "-1"}}),
            ("a=1; Max-Age=922337203685", {"a": {"value": "1", "max-age": "922337203685"}}),
            ("a=žx; Path=/", {"a": {"value": "žx", "path": "/"}}),
            ("a={x}; Path=/", {"a": {"value": "{x}", "path": "/"}}),
            ('a={"x": [1]}; Secure', {"a": {"value": '{"x": [1]}', "secure": "True"}}),
        ],
    )
    def test_cookie(self, header: str, expected: Mapping[str, object]) -> None:
        """
        A Set-Cookie header is sent as a cookie with its attributes.
        """
        assert [expected] == sent(header)

    @pytest.mark.parametrize(
        "expires",
        [
            "Wed, 21 Oct 2026 07:28:00 GMT",
            "Wed, 21-Oct-2026 07:28:00 GMT",
            "Wed, 21 Oct 2026 07:28:00 +0000",
            "Wed, 21 Oct 2026 09:28:00 +0200",
            "21 Oct 2026 07:28:00 GMT",
            "Wed, 21 Oct 2026 07:28:00 -0000",
        ],
    )
    def test_expires(self, expires: str) -> None:
        """
        Expires goes out in the one form that the worker reads, at the same time.
        """
        assert [{"a": {"value": "1", "expires": "Wed, 21 Oct 2026 07:28:00 GMT"}}] == sent(
            f"a=1; Expires={expires}"
        )

    @pytest.mark.parametrize(
        "header",
        [
            "a=1; Expires=soon",
            "a=1; Expires=2026",
            "a=1; Max-Age=long",
            "a=1; Max-Age=nan",
            "a=1; Max-Age=-inf",
            "a=1; Max-Age=922337203686",
            "a={x}; Max-Age=long",
            "a={x}; Expires=soon",
        ],
    )
    def test_refused(self, header: str) -> None:
        """
        A lifetime that the worker would fail on is refused with an error that says what it takes.
        """
        with pytest.raises(func.EncodeError) as caught:
            sent(header)

        assert isinstance(caught.value, ValueError)
        assert "http" == caught.value.binding
        assert str(caught.value).startswith(f"http binding: the header Set-Cookie: {header!r} ")
        assert "Expires must be a date like 'Wed, 21 Oct 2026" in str(caught.value)
        assert "Max-Age a number of at most 922,337,203,685 seconds" in str(caught.value)

    def test_unknown_attribute(self) -> None:
        """
        An attribute that the worker cannot send is left out, with a warning that names it.
        """
        with pytest.warns(func.FunctionsWarning, match="is sent without 'Sparkling'") as caught:
            assert [{"a": {"value": "1", "path": "/"}}] == sent("a=1; Sparkling; Path=/")

        assert 1 == len(caught)
        assert "'a=1; Sparkling; Path=/'" in str(caught[0].message)

    @pytest.mark.parametrize("header", ["a b=1", "a@b=1", "=1", "", ";", "ž=1", "Path=/; a=1"])
    def test_no_cookie(self, header: str) -> None:
        """
        What is no cookie is not sent, with a warning that shows it.
        """
        with pytest.warns(func.FunctionsWarning, match="is no cookie and is not sent") as caught:
            assert [{}] == sent(header)

        assert repr(header) in str(caught[0].message)

    def test_warning_is_a_user_warning(self) -> None:
        """
        Apps silence the warning as any other of code of their own.
        """
        assert issubclass(func.FunctionsWarning, UserWarning)

    @pytest.mark.filterwarnings("ignore::azure.functions.FunctionsWarning")
    @given(st.text(st.characters(exclude_characters="\r\n\0")))
    def test_no_header_crashes(self, header: str) -> None:
        """
        Any header is a cookie, or none, or a ValueError.
        """
        try:
            cookies = sent(header)
        except ValueError:
            return
        assert 1 == len(cookies)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"name": 5}, TypeError, "name must be str"),
        ({"value": 5}, TypeError, "value must be str"),
        ({"value": "a\nb"}, ValueError, "value must be text without control characters"),
        ({"max_age": "x"}, TypeError, "max_age must be a whole number of seconds"),
        ({"max_age": 1.5}, TypeError, "max_age must be a whole number of seconds"),
        ({"max_age": True}, TypeError, "max_age must be a whole number of seconds"),
        ({"max_age": 922_337_203_686}, ValueError, "max_age must be a whole number of seconds"),
        ({"max_age": dt.timedelta.max}, ValueError, "or a timedelta, of at most 922,337,203,685"),
        ({"expires": 5}, TypeError, "expires must be str"),
        ({"path": 5}, TypeError, "path must be str"),
        ({"secure": "yes"}, TypeError, "secure must be bool"),
        ({"samesite": "bogus"}, ValueError, "samesite must be 'Strict', 'Lax' or 'None'"),
    ],
)
def test_set_cookie_refuses(
    arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    """
    An argument that is no value of its kind is refused by its name, and nothing is set.
    """
    response = func.HttpResponse("x")
    given: dict[str, Any] = {"name": "a", "value": "b", **arguments}

    with pytest.raises(error, match=re.escape(message)):
        response.set_cookie(**given)

    assert [] == response.headers.getlist("Set-Cookie")


def test_set_cookie_same_site_in_any_case() -> None:
    """
    The value of SameSite may be written in any case.
    """
    response = func.HttpResponse("x")
    given: dict[str, Any] = {"samesite": "lax"}

    response.set_cookie("a", "b", **given)

    assert ["a=b; Path=/; SameSite=Lax"] == response.headers.getlist("Set-Cookie")
