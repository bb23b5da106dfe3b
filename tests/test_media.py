from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import _media


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("text/html", "text/html"),
        ("text/html; charset=utf-8", "text/html"),
        (" text/html ;a=b", "text/html"),
        ("", ""),
        (";", ""),
    ],
)
def test_media_type(content_type: str, expected: str) -> None:
    """
    The media type is what stands before the parameters.
    """
    assert expected == _media.media_type(content_type)


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("text/html", None),
        ("", None),
        ("charset=utf-8", None),
        ("text/html; charset=utf-8", "utf-8"),
        ("text/html;charset=utf-8", "utf-8"),
        ('text/html; charset="utf-8"', "utf-8"),
        ("text/html; Charset = UTF-8 ", "UTF-8"),
        ("text/html; a=b; charset=utf-8; c=d", "utf-8"),
        ("text/html; xcharset=a", None),
        ("text/html; charset", ""),
        ("text/html; charset=a; charset=b", "a"),
    ],
)
def test_parameter(content_type: str, expected: str | None) -> None:
    """
    A parameter is found by its name in any case, with and without quotes; the first one counts.
    """
    assert expected == _media.parameter(content_type, "charset")


@pytest.mark.parametrize(
    ("mimetype", "expected"),
    [
        ("text/plain", "text/plain; charset=latin2"),
        ("text/html; a=b", "text/html; a=b; charset=latin2"),
        ("text/html; charset=ascii", "text/html; charset=ascii"),
        ("text/html; CHARSET=ascii", "text/html; CHARSET=ascii"),
        ("application/json", "application/json"),
        ("image/png", "image/png"),
        ("", ""),
    ],
)
def test_with_charset(mimetype: str, expected: str) -> None:
    """
    Media types of text tell the charset, once.
    """
    assert expected == _media.with_charset(mimetype, "latin2")


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf8", "Utf8"])
def test_byte_order_mark(charset: str) -> None:
    """
    A byte order mark at the start of UTF-8 is no part of the text; one within is.
    """
    assert "x\ufeff" == _media.decode_text("X", b"\xef\xbb\xbfx\xef\xbb\xbf", charset)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_round_trip(text: str) -> None:
    """
    Text that is written in a charset is read from it.
    """
    for charset in ("utf-8-sig", "utf-16", "utf-32-le", "utf-7"):
        assert text == _media.decode_text("X", _media.encode_text("X", text, charset), charset)


@pytest.mark.parametrize("charset", ["klingon", "hex", "rot13", "base64"])
def test_unknown_charset(charset: str) -> None:
    """
    What Python does not read text in is refused with a ValueError that names it.
    """
    for refused in (
        lambda: _media.decode_text("HttpRequest", b"x", charset),
        lambda: _media.encode_text("HttpRequest", "x", charset),
    ):
        with pytest.raises(ValueError) as caught:  # noqa: PT011  # its class is checked below
            refused()

        assert isinstance(caught.value, func.ArgumentValueError)
        assert f"HttpRequest: charset must be one that Python knows, got {charset!r}" == str(
            caught.value
        )


@given(st.text(max_size=20), st.binary(max_size=20))
def test_no_charset_crashes(charset: str, body: bytes) -> None:
    """
    Whatever a client declares as its charset, the body is text or a ValueError.
    """
    try:
        text = _media.decode_text("HttpRequest", body, charset)
    except ValueError:
        return
    assert isinstance(text, str)
