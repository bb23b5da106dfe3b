"""Azure Blob Storage: the bindings ``blobTrigger`` and ``blob``, and their decorators."""

from __future__ import annotations

from enum import Enum

from ._api import Decorator, DecoratorApi, declares
from .constants import BLOB, BLOB_TRIGGER
from .core import BlobSource, DataType, InputBinding, OutputBinding, Trigger

__all__ = ("BLOB", "BLOB_TRIGGER", "BlobInput", "BlobOutput", "BlobTrigger")


class BlobTrigger(Trigger, binding=BLOB_TRIGGER):
    """The trigger of ``@app.blob_trigger``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        path: str,
        connection: str,
        source: BlobSource | str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.path = path
        self.connection = connection
        # The host reads the value of this enum, where it reads the names of the others. Any enum,
        # since a member may be of an earlier copy of this package, before a reload.
        self.source: str | None = source.value if isinstance(source, Enum) else source


class BlobInput(InputBinding, binding=BLOB):
    """The input of ``@app.blob_input``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        path: str,
        connection: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.path = path
        self.connection = connection


class BlobOutput(OutputBinding, binding=BLOB):
    """The output of ``@app.blob_output``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        path: str,
        connection: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.path = path
        self.connection = connection


class BlobTriggerApi(DecoratorApi):
    """The decorators of triggers of Azure Blob Storage."""

    @declares
    def blob_trigger(
        self,
        arg_name: str,
        path: str,
        connection: str,
        source: BlobSource | str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function for each blob that is created or changed in a container.

        Args:
            arg_name: The parameter that takes the blob: an ``InputStream``, ``str`` or ``bytes``.
                It becomes ``name``.
            path: The container, and a pattern of the names in it: ``photos/{name}.jpg``. What is
                in braces can be used in the paths of other bindings. It becomes ``path``.
            connection: The name of the app setting with the connection string, or the prefix of
                those of an identity. It becomes ``connection``.
            source: How the host learns of a blob: ``BlobSource.EVENT_GRID`` or ``"EventGrid"`` by
                events, ``"LogsAndContainerScan"`` by polling. It becomes ``source``; without it,
                the host polls.
            data_type: In which form the host hands over the blob; not needed, as it comes as bytes.
                It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: BlobTrigger(arg_name, path, connection, source, data_type, **kwargs)
        )


class BlobBindingApi(DecoratorApi):
    """The decorators of other bindings of Azure Blob Storage."""

    @declares
    def blob_input(
        self,
        arg_name: str,
        path: str,
        connection: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Give the function a blob.

        Args:
            arg_name: The parameter that takes the blob: an ``InputStream``, ``str`` or ``bytes``.
                It becomes ``name``.
            path: The container and the blob's name, with what the trigger tells in braces:
                ``photos/{queueTrigger}``. It becomes ``path``.
            connection: The name of the app setting with the connection string, or the prefix of
                those of an identity. It becomes ``connection``.
            data_type: ``DataType.BINARY`` for a blob that is no text: without it, the host reads
                it as UTF-8, and loses what is none. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(lambda: BlobInput(arg_name, path, connection, data_type, **kwargs))

    @declares
    def blob_output(
        self,
        arg_name: str,
        path: str,
        connection: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Write a blob.

        Args:
            arg_name: The parameter through which the blob is set, such as an ``Out[bytes]``;
                ``$return`` for what the function returns. It becomes ``name``.
            path: The container and the blob's name, with what the trigger tells in braces:
                ``thumbnails/{name}.jpg``; ``{rand-guid}`` is a new name each time. It becomes
                ``path``.
            connection: The name of the app setting with the connection string, or the prefix of
                those of an identity. It becomes ``connection``.
            data_type: In which form the host takes the blob; not needed, as the type of the value
                tells. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(lambda: BlobOutput(arg_name, path, connection, data_type, **kwargs))
