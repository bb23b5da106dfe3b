"""Azure Queue Storage: the bindings ``queueTrigger`` and ``queue``, and their decorators."""

from __future__ import annotations

from ._api import Decorator, DecoratorApi, declares
from .constants import QUEUE, QUEUE_TRIGGER
from .core import DataType, OutputBinding, Trigger

__all__ = ("QUEUE", "QUEUE_TRIGGER", "QueueOutput", "QueueTrigger")


class QueueTrigger(Trigger, binding=QUEUE_TRIGGER):
    """The trigger of ``@app.queue_trigger``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        queue_name: str,
        connection: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.queue_name = queue_name
        self.connection = connection


class QueueOutput(OutputBinding, binding=QUEUE):
    """The output of ``@app.queue_output``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        queue_name: str,
        connection: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.queue_name = queue_name
        self.connection = connection


class QueueTriggerApi(DecoratorApi):
    """The decorators of triggers of Azure Queue Storage."""

    @declares
    def queue_trigger(
        self,
        arg_name: str,
        queue_name: str,
        connection: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function for each message of a storage queue.

        Args:
            arg_name: The parameter that takes the message: a ``QueueMessage``, ``str`` or
                ``bytes``. It becomes ``name``.
            queue_name: The queue to read. It becomes ``queueName``.
            connection: The name of the app setting with the connection string, or the prefix of
                those of an identity. It becomes ``connection``.
            data_type: ``DataType.BINARY`` for messages that are no text; without it, the host hands
                them over as text. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: QueueTrigger(arg_name, queue_name, connection, data_type, **kwargs)
        )


class QueueBindingApi(DecoratorApi):
    """The decorators of other bindings of Azure Queue Storage."""

    @declares
    def queue_output(
        self,
        arg_name: str,
        queue_name: str,
        connection: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Send messages to a storage queue.

        Args:
            arg_name: The parameter through which messages are sent, such as an ``Out[str]``;
                ``$return`` for what the function returns. It becomes ``name``.
            queue_name: The queue to write to. It becomes ``queueName``.
            connection: The name of the app setting with the connection string, or the prefix of
                those of an identity. It becomes ``connection``.
            data_type: ``DataType.BINARY`` for messages that are bytes and no text. It becomes
                ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: QueueOutput(arg_name, queue_name, connection, data_type, **kwargs)
        )
