"""Azure Blob Storage: ``InputStream``, and the converter of ``blobTrigger`` and ``blob``."""

from __future__ import annotations

from collections.abc import Mapping
from io import SEEK_SET, BufferedIOBase, BytesIO

from ._errors import unsupported_datum, unsupported_type
from ._json import JSONValue
from ._value import check_optional, encode_body, own_dict, plain
from .meta import (
    Datum,
    InConverter,
    OutConverter,
    as_int,
    as_mapping,
    as_text,
    has_method,
    is_class_of,
    is_input_annotation,
    metadata_datums,
    metadata_value,
    union_members,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Buffer
else:
    Buffer = object

__all__ = ("BlobConverter", "InputStream")


class InputStream(BufferedIOBase):
    """A blob, readable as a binary file.

    Bytes are read from where they are: neither making a stream nor reading it whole copies them.

    Args:
        data: The blob; text is encoded as UTF-8, None is empty.
        name: The blob's name, with its container: ``"container/name"``.
        uri: The blob's address.
        length: The blob's length in bytes, as the host tells it.
        blob_properties: The blob's properties, as the host tells them.
        metadata: The blob's metadata.

    Raises:
        TypeError: An argument is of the wrong type.
    """

    def __init__(
        self,
        data: str | bytes | bytearray | None = None,
        *,
        name: str | None = None,
        uri: str | None = None,
        length: int | None = None,
        blob_properties: Mapping[str, JSONValue] | None = None,
        metadata: Mapping[str, JSONValue] | None = None,
    ) -> None:
        super().__init__()
        self._stream = BytesIO()  # there before anything is refused: close() is called all the same
        self._stream = BytesIO(encode_body("InputStream", data, "data"))
        self._name = check_optional("InputStream", "name", name, str)
        self._uri = check_optional("InputStream", "uri", uri, str)
        self._length = check_optional("InputStream", "length", length, int)
        self._blob_properties = own_dict("InputStream", "blob_properties", blob_properties)
        self._metadata = own_dict("InputStream", "metadata", metadata)

    @property
    def name(self) -> str | None:
        """The blob's name, with its container."""
        return self._name

    @property
    def uri(self) -> str | None:
        """The blob's address."""
        return self._uri

    @property
    def length(self) -> int | None:
        """The blob's length in bytes; None where the host did not tell, or told 0."""
        return self._length

    @property
    def blob_properties(self) -> dict[str, JSONValue] | None:
        """The blob's properties, by the host's names; None where the host did not tell."""
        return self._blob_properties

    @property
    def metadata(self) -> dict[str, JSONValue] | None:
        """The blob's metadata, set by whoever wrote it; None where the host did not tell."""
        return self._metadata

    def read(self, size: int | None = -1) -> bytes:
        """Read bytes from where the stream stands.

        Args:
            size: How many at most; negative or None for all that are left.

        Returns:
            The bytes; empty at the end.
        """
        return self._stream.read(size)

    def read1(self, size: int = -1) -> bytes:
        """Read bytes from where the stream stands, as ``read`` does.

        Args:
            size: How many at most; negative for all that are left.

        Returns:
            The bytes; empty at the end.
        """
        return self._stream.read1(size)

    def readinto(self, buffer: Buffer, /) -> int:
        """Read bytes into a buffer.

        Args:
            buffer: A writable buffer, such as a bytearray.

        Returns:
            How many bytes were read, the buffer's length, or less at the end.
        """
        return self._stream.readinto(buffer)

    def readline(self, size: int | None = -1, /) -> bytes:
        """Read a line.

        Args:
            size: How many bytes at most; negative or None for any number.

        Returns:
            The line with its newline; empty at the end.
        """
        return self._stream.readline(size)

    def seek(self, offset: int, whence: int = SEEK_SET, /) -> int:
        """Move to another place.

        Args:
            offset: How many bytes to move.
            whence: From where: 0 the start, 1 the current place, 2 the end.

        Returns:
            The new place, from the start.
        """
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """Return where the stream stands.

        Returns:
            The place, from the start.
        """
        return self._stream.tell()

    def readable(self) -> bool:
        """Tell whether the stream can be read.

        Returns:
            True.

        Raises:
            ValueError: The stream is closed.
        """
        return self._stream.readable()

    def seekable(self) -> bool:
        """Tell whether ``seek`` works.

        Returns:
            True.

        Raises:
            ValueError: The stream is closed.
        """
        return self._stream.seekable()

    def close(self) -> None:
        """Let go of the blob; the stream cannot be read after."""
        self._stream.close()
        super().close()

    def to_dict(self) -> dict[str, object]:
        """Return what is known of the blob, without its bytes.

        Returns:
            ``name``, ``uri``, ``length``, ``blob_properties`` and ``metadata``.
        """
        return {
            "name": self._name,
            "uri": self._uri,
            "length": self._length,
            "blob_properties": plain(self._blob_properties),
            "metadata": plain(self._metadata),
        }

    def to_json(self) -> str:
        """Return ``to_dict`` as JSON text.

        Returns:
            The text.
        """
        from ._json import dumps

        return dumps(self.to_dict())

    def __reduce__(self) -> tuple[object, ...]:
        arguments = (
            self._stream.getvalue(),
            self._name,
            self._uri,
            self._length,
            self._blob_properties,
            self._metadata,
        )
        return _restore, (*arguments, self.tell())

    def __repr__(self) -> str:
        return f"InputStream(name={self._name!r}, uri={self._uri!r}, length={self._length!r})"


class BlobConverter(InConverter, OutConverter, binding="blob", trigger="blobTrigger"):
    """Turns blobs into ``InputStream`` and what a function returns or sets into blobs."""

    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        """Tell whether a parameter can take a blob.

        Args:
            pytype: The parameter's annotation.

        Returns:
            True for ``InputStream``, ``str``, ``bytes``, and unions with one of them.
        """
        return is_input_annotation(pytype, (InputStream, str, bytes))

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        """Tell whether values of this annotation can be written to a blob.

        Args:
            pytype: The annotation.

        Returns:
            True for ``str``, ``bytes``, ``bytearray``, classes with a ``read`` method, and unions
            of these.
        """
        return all(map(_is_blob, union_members(pytype)))

    @classmethod
    def decode(
        cls, data: Datum | None, *, trigger_metadata: Mapping[str, Datum | None] | None
    ) -> InputStream | None:
        """Turn a datum into a stream.

        Args:
            data: The blob, of kind ``string`` or ``bytes``; None where there is none.
            trigger_metadata: What the host tells of the blob; each field may be absent.

        Returns:
            The stream; None where there is no blob. A field that cannot be read is None.

        Raises:
            ValueError: The data is of another kind.
        """
        if data is None or data.type is None:
            return None
        if data.type not in ("string", "bytes"):
            raise unsupported_datum("blob", data.type, "string or bytes")
        properties = as_mapping(metadata_value(trigger_metadata, "Properties")) or None
        return InputStream(
            data.value,
            name=as_text(metadata_value(trigger_metadata, "BlobTrigger")),
            uri=as_text(metadata_value(trigger_metadata, "Uri")),
            length=_read_length(properties),
            blob_properties=properties,
            metadata=as_mapping(metadata_value(trigger_metadata, "Metadata")),
        )

    @classmethod
    def encode(cls, obj: object, *, expected_type: object) -> Datum:
        """Turn a value into the blob to write.

        Args:
            obj: ``str``, ``bytes``, ``bytearray``, or an object whose ``read()`` returns one of
                them: it is read from where it stands.
            expected_type: The annotation; not needed.

        Returns:
            The datum.

        Raises:
            NotImplementedError: The value is of another type.
        """
        read = getattr(obj, "read", None)
        if callable(read):
            obj = read()
        if isinstance(obj, str):
            return Datum(obj, "string")
        if isinstance(obj, (bytes, bytearray)):
            return Datum(bytes(obj), "bytes")
        raise unsupported_type("blob", obj, "str, bytes, bytearray, or an object with read()")


def _is_blob(annotation: object) -> bool:
    """Tell whether values of this annotation can be written to a blob."""
    return is_class_of(annotation, (str, bytes, bytearray)) or has_method(annotation, "read")


def _read_length(properties: dict[str, JSONValue] | None) -> int | None:
    """Return the blob's length from its properties; None for 0, as published."""
    if properties is None:
        return None
    return as_int(properties.get("ContentLength")) or as_int(properties.get("Length")) or None


def _restore(
    data: bytes,
    name: str | None,
    uri: str | None,
    length: int | None,
    blob_properties: dict[str, JSONValue] | None,
    metadata: dict[str, JSONValue] | None,
    position: int,
) -> InputStream:
    """Make the stream that was pickled, standing where it stood."""
    stream = InputStream(
        data,
        name=name,
        uri=uri,
        length=length,
        blob_properties=blob_properties,
        metadata=metadata,
    )
    stream.seek(position)
    return stream


def to_wire(value: InputStream) -> tuple[Datum, dict[str, Datum]]:
    """Turn a blob into what the host sends for it.

    Args:
        value: The blob; it is read to its end from where it stands, and stands there again after.

    Returns:
        The datum and the trigger's metadata, from which the same is decoded.
    """
    position = value.tell()
    data = value.read()
    value.seek(position)
    fields = {
        "BlobTrigger": value.name,
        "Uri": value.uri,
        "Properties": _properties(value),
        "Metadata": value.metadata,
    }
    return Datum(data, "bytes"), metadata_datums(fields)


def _properties(value: InputStream) -> dict[str, JSONValue] | None:
    """Return the properties of a blob, with its length among them."""
    if value.length is None:
        return value.blob_properties
    return {"Length": value.length, **(value.blob_properties or {})}
