"""Form bodies, read by werkzeug: the extra ``forms``."""

from __future__ import annotations

from io import BytesIO

from ._errors import DecodeError, MissingExtraError
from ._limits import MOST_FORM_PARTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from werkzeug.datastructures import FileStorage, ImmutableMultiDict


def parse_form(
    body: bytes, content_type: str
) -> tuple[ImmutableMultiDict[str, str], ImmutableMultiDict[str, FileStorage]]:
    """Read a body as a form.

    Args:
        body: The body.
        content_type: The ``Content-Type`` header.

    Returns:
        The fields and the files; both empty for a body that is no form.

    Raises:
        MissingExtraError: werkzeug is not installed. It is an ImportError.
        DecodeError: The form is malformed, or has more than ``MOST_FORM_PARTS``
            parts. It is a ValueError.
    """
    try:
        # All of it before its parts: its modules import one another, and of threads that import
        # different ones first, one may find a module that is not finished.
        import werkzeug  # noqa: F401  # pyright: ignore[reportUnusedImport]
        from werkzeug.datastructures import ImmutableMultiDict
        from werkzeug.exceptions import HTTPException
        from werkzeug.formparser import FormDataParser
        from werkzeug.http import parse_options_header
    except ImportError as error:
        raise MissingExtraError(
            "HttpRequest.form and HttpRequest.files need werkzeug; install it with: "
            'python -m pip install "azure-functions[forms]"',
            extra="forms",
        ) from error

    mimetype, options = parse_options_header(content_type)
    parser = FormDataParser(stream_factory=_in_memory, max_form_parts=MOST_FORM_PARTS, silent=False)
    try:
        _, fields, files = parser.parse(BytesIO(body), mimetype, len(body), options)
    except (HTTPException, ValueError) as error:
        accepted = f"{mimetype} form of at most {MOST_FORM_PARTS} parts"
        raise DecodeError(
            f"HttpRequest: the body is no {accepted}: {error}",
            binding="httpTrigger",
            accepted="application/x-www-form-urlencoded or multipart/form-data",
        ) from error
    return ImmutableMultiDict(fields), ImmutableMultiDict(files)


def _in_memory(*_: object, **__: object) -> BytesIO:
    """Return where a file of a form is kept: in memory, as the body is."""
    return BytesIO()
