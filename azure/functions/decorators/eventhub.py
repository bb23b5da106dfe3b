"""Azure Event Hubs: the bindings ``eventHubTrigger`` and ``eventHub``, and their decorators."""

from __future__ import annotations

from .._enums import parse_member
from ._api import Decorator, DecoratorApi, declares
from .constants import EVENT_HUB, EVENT_HUB_TRIGGER
from .core import Cardinality, DataType, OutputBinding, Trigger

__all__ = ("EVENT_HUB", "EVENT_HUB_TRIGGER", "EventHubOutput", "EventHubTrigger")


class EventHubTrigger(Trigger, binding=EVENT_HUB_TRIGGER):
    """The trigger of ``@app.event_hub_message_trigger``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        connection: str,
        event_hub_name: str,
        data_type: DataType | str | None = None,
        cardinality: Cardinality | str | None = None,
        consumer_group: str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.connection = connection
        self.event_hub_name = event_hub_name
        self.cardinality: Cardinality | None = parse_member(cardinality, Cardinality, "cardinality")
        self.consumer_group = consumer_group


class EventHubOutput(OutputBinding, binding=EVENT_HUB):
    """The output of ``@app.event_hub_output``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        connection: str,
        event_hub_name: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.connection = connection
        self.event_hub_name = event_hub_name


class EventHubTriggerApi(DecoratorApi):
    """The decorators of triggers of Azure Event Hubs."""

    @declares
    def event_hub_message_trigger(
        self,
        arg_name: str,
        connection: str,
        event_hub_name: str,
        data_type: DataType | str | None = None,
        cardinality: Cardinality | str | None = None,
        consumer_group: str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function for each event of an event hub, or for each batch of them.

        Args:
            arg_name: The parameter that takes the event: an ``EventHubEvent``, ``str`` or
                ``bytes``; with ``Cardinality.MANY``, a list of events. It becomes ``name``.
            connection: The name of the app setting with the connection string, or the prefix of
                those of an identity. It becomes ``connection``.
            event_hub_name: The event hub to read; one that the connection string names goes
                before it. It becomes ``eventHubName``.
            data_type: ``DataType.BINARY`` for bodies that are no text; without it, the host hands
                them over as text. It becomes ``dataType``.
            cardinality: ``Cardinality.MANY`` for a batch of events a call. It becomes
                ``cardinality``; without it, a call gets one.
            consumer_group: The consumer group to read as. It becomes ``consumerGroup``; without
                it, the host takes ``$Default``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: EventHubTrigger(
                arg_name,
                connection,
                event_hub_name,
                data_type,
                cardinality,
                consumer_group,
                **kwargs,
            )
        )


class EventHubBindingApi(DecoratorApi):
    """The decorators of other bindings of Azure Event Hubs."""

    @declares
    def event_hub_output(
        self,
        arg_name: str,
        connection: str,
        event_hub_name: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Send events to an event hub.

        Args:
            arg_name: The parameter through which events are sent, an ``Out[str]`` or
                ``Out[typing.List[str]]``; ``$return`` for what the function returns. It becomes
                ``name``.
            connection: The name of the app setting with the connection string, or the prefix of
                those of an identity. It becomes ``connection``.
            event_hub_name: The event hub to write to; one that the connection string names goes
                before it. It becomes ``eventHubName``.
            data_type: ``DataType.BINARY`` for events that are bytes and no text. It becomes
                ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: EventHubOutput(arg_name, connection, event_hub_name, data_type, **kwargs)
        )
