"""HTTP: ``HttpRequest``, ``HttpResponse``, and the converters of ``httpTrigger`` and ``http``."""

from __future__ import annotations

from collections.abc import Mapping

from ._errors import DecodeError, shorten, unsupported_datum, unsupported_type
from ._headers import HttpRequestHeaders, HttpResponseHeaders
from ._http_request import HttpRequest
from ._http_response import HttpResponse
from .meta import Datum, InConverter, OutConverter, is_input_annotation, is_output_annotation

__all__ = (
    "HttpRequest",
    "HttpRequestConverter",
    "HttpRequestHeaders",
    "HttpResponse",
    "HttpResponseConverter",
    "HttpResponseHeaders",
)


_READABLE = "a request: method, url, headers, query and params, each in datums"


class HttpRequestConverter(InConverter, binding="httpTrigger", trigger=True):
    """Turns what an HTTP trigger sends into an ``HttpRequest``."""

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter can take an ``HttpRequest``.

        Args:
            pytype: The parameter's annotation.

        Returns:
            True for ``HttpRequest`` and unions with it.
        """
        return is_input_annotation(pytype, HttpRequest)

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Mapping[str, Datum | None] | None
    ) -> HttpRequest:
        """Turn a datum into a request.

        Args:
            data: The datum, of kind ``http``: a dict of datums with ``method``, ``url`` and
                ``body``, and dicts of datums ``headers``, ``query`` and ``params`` (those of the
                route).
            trigger_metadata: Not needed.

        Returns:
            The request.

        Raises:
            NotImplementedError: The data is of another kind, or its body is.
            ValueError: A part of the request is missing, or is of another type.
        """
        if data is None or data.type != "http":
            kind = None if data is None else data.type
            raise unsupported_datum("httpTrigger", kind, "http")
        try:
            return HttpRequest._from_wire(data.value)  # pyright: ignore[reportPrivateUsage]  # one family
        except (AttributeError, KeyError, TypeError) as error:
            raise DecodeError(
                f"httpTrigger binding: cannot decode {shorten(data.value)}: {error!r}; it takes "
                f"{_READABLE}",
                binding="httpTrigger",
                accepted=_READABLE,
            ) from error


class HttpResponseConverter(OutConverter, binding="http"):
    """Turns what a function returns into an HTTP response."""

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        """Tell whether values of this annotation can be a response.

        Args:
            pytype: The annotation.

        Returns:
            True for ``HttpResponse``, ``str``, and unions of them.
        """
        return is_output_annotation(pytype, (HttpResponse, str))

    @classmethod
    def encode(cls, obj: object, *, expected_type: object) -> Datum:
        """Turn a value into the response to send. The value itself stays as it is.

        Args:
            obj: ``HttpResponse``, or ``str`` for the body of one.
            expected_type: The annotation; not needed.

        Returns:
            The datum.

        Raises:
            NotImplementedError: The value is of another type.
            ValueError: A ``Set-Cookie`` header cannot be sent.
        """
        if isinstance(obj, str):
            return Datum(obj, "string")
        if isinstance(obj, HttpResponse):
            return obj._to_wire()  # pyright: ignore[reportPrivateUsage]  # one family
        raise unsupported_type("http", obj, "HttpResponse or str")


def to_wire(value: HttpRequest) -> tuple[Datum, dict[str, Datum]]:
    """Turn a request into what the host sends for it.

    Args:
        value: The request.

    Returns:
        The datum and the trigger's metadata, from which the same is decoded.
    """
    wire = {
        "method": Datum(value.method, "string"),
        "url": Datum(value.url, "string"),
        "headers": _string_datums(value.headers),
        "query": _string_datums(value.params),
        "params": _string_datums(value.route_params),
        "body": Datum(value.get_body(), "bytes"),
    }
    return Datum(wire, "http"), {}


def _string_datums(texts: Mapping[str, str]) -> dict[str, Datum]:
    """Return texts as datums."""
    return {name: Datum(text, "string") for name, text in texts.items()}
