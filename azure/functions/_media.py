"""Media types and charsets of HTTP bodies (RFC 9110, 8.3)."""

from __future__ import annotations

from ._errors import wrong_value
from ._limits import LONGEST_CHARSET


def media_type(content_type: str) -> str:
    """Return the media type of a ``Content-Type``.

    Args:
        content_type: The header's value: ``"text/html; charset=utf-8"``.

    Returns:
        The type without parameters: ``"text/html"``.
    """
    return content_type.partition(";")[0].strip()


def parameter(content_type: str, name: str) -> str | None:
    """Return a parameter of a ``Content-Type``.

    Args:
        content_type: The header's value.
        name: The parameter's name in lower case.

    Returns:
        Its value without quotes; None where it is not there.
    """
    for part in content_type.split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == name:
            return value.strip().strip('"')
    return None


def with_charset(mimetype: str, charset: str) -> str:
    """Return a ``Content-Type`` for a media type.

    Args:
        mimetype: The media type.
        charset: The charset of the body.

    Returns:
        The media type, with the charset where it is ``text/*`` and tells none itself.
    """
    if mimetype.startswith("text/") and "charset" not in mimetype.lower():
        return f"{mimetype}; charset={charset}"
    return mimetype


_UTF_8 = ("utf-8", "utf_8", "utf8")

_WITHOUT_ALIAS = (
    *("cp720", "cp737", "cp856", "cp874", "cp875", "cp1006", "koi8_t", "koi8_u", "mac_arabic"),
    *("mac_croatian", "mac_farsi", "mac_romanian", "palmos", "utf_8_sig"),
)
"""Charsets that Python knows, but its table of aliases does not."""


def sent_charset(owner: str, charset: str) -> str:
    """Return a charset that a client has named, if text may be read in it.

    Python remembers each name that it is asked for, known or not, looks for a module of that name,
    and has codecs that are no charsets, ``punycode`` among them, which takes minutes for a large
    body. So it is asked only for charsets that it has a table of.

    Args:
        owner: What the body belongs to, as the user knows it: ``"HttpRequest"``.
        charset: The name that was sent.

    Returns:
        The name, as Python takes it.

    Raises:
        ArgumentValueError: It is none. It is a ValueError.
    """
    if charset.lower() in _UTF_8:
        return charset
    from encodings import normalize_encoding
    from encodings.aliases import aliases

    is_name = charset.isascii() and charset.isprintable() and len(charset) <= LONGEST_CHARSET
    name = normalize_encoding(charset).lower() if is_name else ""
    if name in aliases or name in aliases.values() or name in _WITHOUT_ALIAS:
        return name
    raise wrong_value(owner, "charset", charset, "one that Python knows")


def decode_text(owner: str, body: bytes, charset: str) -> str:
    """Read a body as text.

    Args:
        owner: What the body belongs to, as the user knows it: ``"HttpRequest"``.
        body: The body.
        charset: Its encoding. A byte order mark of UTF-8 is cut off.

    Returns:
        The text.

    Raises:
        ValueError: Python does not know the charset, or the body is not of it.
    """
    codec = "utf-8-sig" if charset.lower() in _UTF_8 else charset
    try:
        return body.decode(_ascii(codec))
    except LookupError:
        raise wrong_value(owner, "charset", charset, "one that Python knows") from None


def encode_text(owner: str, text: str, charset: str) -> bytes:
    """Write text as a body.

    Args:
        owner: What the body belongs to, as the user knows it: ``"HttpResponse"``.
        text: The text.
        charset: The encoding.

    Returns:
        The body.

    Raises:
        ValueError: Python does not know the charset, or the text has no form in it.
    """
    try:
        return text.encode(_ascii(charset))
    except LookupError:
        raise wrong_value(owner, "charset", charset, "one that Python knows") from None


def _ascii(charset: str) -> str:
    """Return the name of a charset if it can be one; Python is not asked about others."""
    if not charset.isascii():
        raise LookupError(charset)
    return charset
