"""Azure Service Bus: the bindings ``serviceBusTrigger`` and ``serviceBus``, their decorators."""

from __future__ import annotations

from .._enums import parse_member
from ._api import Decorator, DecoratorApi, declares
from .constants import SERVICE_BUS, SERVICE_BUS_TRIGGER
from .core import AccessRights, Cardinality, DataType, OutputBinding, Trigger

__all__ = (
    "SERVICE_BUS",
    "SERVICE_BUS_TRIGGER",
    "ServiceBusQueueOutput",
    "ServiceBusQueueTrigger",
    "ServiceBusTopicOutput",
    "ServiceBusTopicTrigger",
)


class ServiceBusQueueTrigger(Trigger, binding=SERVICE_BUS_TRIGGER):
    """The trigger of ``@app.service_bus_queue_trigger``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        connection: str,
        queue_name: str,
        data_type: DataType | str | None = None,
        access_rights: AccessRights | str | None = None,
        is_sessions_enabled: bool | None = None,
        cardinality: Cardinality | str | None = None,
        auto_complete_messages: bool | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.connection = connection
        self.queue_name = queue_name
        self.access_rights: AccessRights | None = parse_member(
            access_rights, AccessRights, "access_rights"
        )
        self.is_sessions_enabled = is_sessions_enabled
        self.cardinality: Cardinality | None = parse_member(cardinality, Cardinality, "cardinality")
        self.auto_complete_messages = auto_complete_messages


class ServiceBusQueueOutput(OutputBinding, binding=SERVICE_BUS):
    """The output of ``@app.service_bus_queue_output``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        connection: str,
        queue_name: str,
        data_type: DataType | str | None = None,
        access_rights: AccessRights | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.connection = connection
        self.queue_name = queue_name
        self.access_rights: AccessRights | None = parse_member(
            access_rights, AccessRights, "access_rights"
        )


class ServiceBusTopicTrigger(Trigger, binding=SERVICE_BUS_TRIGGER):
    """The trigger of ``@app.service_bus_topic_trigger``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        connection: str,
        topic_name: str,
        subscription_name: str,
        data_type: DataType | str | None = None,
        access_rights: AccessRights | str | None = None,
        is_sessions_enabled: bool | None = None,
        cardinality: Cardinality | str | None = None,
        auto_complete_messages: bool | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.connection = connection
        self.topic_name = topic_name
        self.subscription_name = subscription_name
        self.access_rights: AccessRights | None = parse_member(
            access_rights, AccessRights, "access_rights"
        )
        self.is_sessions_enabled = is_sessions_enabled
        self.cardinality: Cardinality | None = parse_member(cardinality, Cardinality, "cardinality")
        self.auto_complete_messages = auto_complete_messages


class ServiceBusTopicOutput(OutputBinding, binding=SERVICE_BUS):
    """The output of ``@app.service_bus_topic_output``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        connection: str,
        topic_name: str,
        subscription_name: str | None = None,
        data_type: DataType | str | None = None,
        access_rights: AccessRights | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.connection = connection
        self.topic_name = topic_name
        self.subscription_name = subscription_name
        self.access_rights: AccessRights | None = parse_member(
            access_rights, AccessRights, "access_rights"
        )


class ServiceBusTriggerApi(DecoratorApi):
    """The decorators of triggers of Azure Service Bus."""

    @declares
    def service_bus_queue_trigger(
        self,
        arg_name: str,
        connection: str,
        queue_name: str,
        data_type: DataType | str | None = None,
        access_rights: AccessRights | str | None = None,
        is_sessions_enabled: bool | None = None,
        cardinality: Cardinality | str | None = None,
        auto_complete_messages: bool | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function for each message of a Service Bus queue, or for each batch of them.

        Args:
            arg_name: The parameter that takes the message: a ``ServiceBusMessage``, ``str`` or
                ``bytes``; with ``Cardinality.MANY``, a list of messages. It becomes ``name``.
            connection: The name of the app setting with the connection string, or the prefix of
                those of an identity. It becomes ``connection``.
            queue_name: The queue to read. It becomes ``queueName``.
            data_type: ``DataType.BINARY`` for bodies that are no text; without it, the host hands
                them over as text. It becomes ``dataType``.
            access_rights: What the connection string allows; only version 1 of the host reads it.
                It becomes ``accessRights``.
            is_sessions_enabled: Whether the queue has sessions. It becomes ``isSessionsEnabled``;
                without it, the host expects none.
            cardinality: ``Cardinality.MANY`` for a batch of messages a call. It becomes
                ``cardinality``; without it, a call gets one.
            auto_complete_messages: Whether the host takes a message off the queue when the
                function has succeeded; False where the function settles it. It becomes
                ``autoCompleteMessages``; without it, host.json decides.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: ServiceBusQueueTrigger(
                arg_name,
                connection,
                queue_name,
                data_type,
                access_rights,
                is_sessions_enabled,
                cardinality,
                auto_complete_messages,
                **kwargs,
            )
        )

    @declares
    def service_bus_topic_trigger(
        self,
        arg_name: str,
        connection: str,
        topic_name: str,
        subscription_name: str,
        data_type: DataType | str | None = None,
        access_rights: AccessRights | str | None = None,
        is_sessions_enabled: bool | None = None,
        cardinality: Cardinality | str | None = None,
        auto_complete_messages: bool | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function for each message of a subscription to a topic, or each batch of them.

        Args:
            arg_name: The parameter that takes the message: a ``ServiceBusMessage``, ``str`` or
                ``bytes``; with ``Cardinality.MANY``, a list of messages. It becomes ``name``.
            connection: The name of the app setting with the connection string, or the prefix of
                those of an identity. It becomes ``connection``.
            topic_name: The topic. It becomes ``topicName``.
            subscription_name: The subscription to read. It becomes ``subscriptionName``.
            data_type: ``DataType.BINARY`` for bodies that are no text; without it, the host hands
                them over as text. It becomes ``dataType``.
            access_rights: What the connection string allows; only version 1 of the host reads it.
                It becomes ``accessRights``.
            is_sessions_enabled: Whether the subscription has sessions. It becomes
                ``isSessionsEnabled``; without it, the host expects none.
            cardinality: ``Cardinality.MANY`` for a batch of messages a call. It becomes
                ``cardinality``; without it, a call gets one.
            auto_complete_messages: Whether the host takes a message off the subscription when the
                function has succeeded; False where the function settles it. It becomes
                ``autoCompleteMessages``; without it, host.json decides.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: ServiceBusTopicTrigger(
                arg_name,
                connection,
                topic_name,
                subscription_name,
                data_type,
                access_rights,
                is_sessions_enabled,
                cardinality,
                auto_complete_messages,
                **kwargs,
            )
        )


class ServiceBusBindingApi(DecoratorApi):
    """The decorators of other bindings of Azure Service Bus."""

    @declares
    def service_bus_queue_output(
        self,
        arg_name: str,
        connection: str,
        queue_name: str,
        data_type: DataType | str | None = None,
        access_rights: AccessRights | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Send messages to a Service Bus queue.

        Args:
            arg_name: The parameter through which messages are sent, an ``Out[str]`` or
                ``Out[bytes]``; ``$return`` for what the function returns. It becomes ``name``.
            connection: The name of the app setting with the connection string, or the prefix of
                those of an identity. It becomes ``connection``.
            queue_name: The queue to write to. It becomes ``queueName``.
            data_type: ``DataType.BINARY`` for messages that are bytes and no text. It becomes
                ``dataType``.
            access_rights: What the connection string allows; only version 1 of the host reads it.
                It becomes ``accessRights``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: ServiceBusQueueOutput(
                arg_name, connection, queue_name, data_type, access_rights, **kwargs
            )
        )

    @declares
    def service_bus_topic_output(
        self,
        arg_name: str,
        connection: str,
        topic_name: str,
        subscription_name: str | None = None,
        data_type: DataType | str | None = None,
        access_rights: AccessRights | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Send messages to a Service Bus topic.

        Args:
            arg_name: The parameter through which messages are sent, an ``Out[str]`` or
                ``Out[bytes]``; ``$return`` for what the function returns. It becomes ``name``.
            connection: The name of the app setting with the connection string, or the prefix of
                those of an identity. It becomes ``connection``.
            topic_name: The topic to write to. It becomes ``topicName``.
            subscription_name: A subscription to the topic; messages go to all of them. It becomes
                ``subscriptionName``.
            data_type: ``DataType.BINARY`` for messages that are bytes and no text. It becomes
                ``dataType``.
            access_rights: What the connection string allows; only version 1 of the host reads it.
                It becomes ``accessRights``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: ServiceBusTopicOutput(
                arg_name,
                connection,
                topic_name,
                subscription_name,
                data_type,
                access_rights,
                **kwargs,
            )
        )
