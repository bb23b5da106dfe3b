"""Azure Event Grid: the bindings ``eventGridTrigger`` and ``eventGrid``, and their decorators."""

from __future__ import annotations

from .._errors import ArgumentValueError
from ._api import Decorator, DecoratorApi, declares
from .constants import EVENT_GRID, EVENT_GRID_TRIGGER
from .core import DataType, OutputBinding, Trigger

__all__ = ("EVENT_GRID", "EVENT_GRID_TRIGGER", "EventGridOutput", "EventGridTrigger")


class EventGridTrigger(Trigger, binding=EVENT_GRID_TRIGGER):
    """The trigger of ``@app.event_grid_trigger``, whose arguments it takes."""

    def __init__(
        self, name: str, data_type: DataType | str | None = None, **kwargs: object
    ) -> None:
        super().__init__(name, data_type)


class EventGridOutput(OutputBinding, binding=EVENT_GRID):
    """The output of ``@app.event_grid_output``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        topic_endpoint_uri: str | None = None,
        topic_key_setting: str | None = None,
        connection: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        _check_topic(
            topic_endpoint_uri=topic_endpoint_uri,
            topic_key_setting=topic_key_setting,
            connection=connection,
        )
        self.topic_endpoint_uri = topic_endpoint_uri
        self.topic_key_setting = topic_key_setting
        self.connection = connection


class EventGridTriggerApi(DecoratorApi):
    """The decorators of triggers of Azure Event Grid."""

    @declares
    def event_grid_trigger(
        self,
        arg_name: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function for each event of an Event Grid subscription.

        Args:
            arg_name: The parameter that takes the event: an ``EventGridEvent`` or a
                ``CloudEvent``, by the schema of the subscription. It becomes ``name``.
            data_type: In which form the host hands over the event; not needed, as it is JSON. It
                becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(lambda: EventGridTrigger(arg_name, data_type, **kwargs))


class EventGridBindingApi(DecoratorApi):
    """The decorators of other bindings of Azure Event Grid."""

    @declares
    def event_grid_output(
        self,
        arg_name: str,
        topic_endpoint_uri: str | None = None,
        topic_key_setting: str | None = None,
        connection: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Send events to an Event Grid topic, given by its endpoint and key or by an identity.

        Args:
            arg_name: The parameter through which events are sent, such as an
                ``Out[EventGridOutputEvent]``; ``$return`` for what the function returns. It
                becomes ``name``.
            topic_endpoint_uri: The name of the app setting with the topic's endpoint; needs
                ``topic_key_setting``. It becomes ``topicEndpointUri``.
            topic_key_setting: The name of the app setting with the topic's access key; needs
                ``topic_endpoint_uri``. It becomes ``topicKeySetting``.
            connection: The prefix of the app settings of an identity, among which
                ``<prefix>__topicEndpointUri`` holds the endpoint; in place of the other two. It
                becomes ``connection``.
            data_type: In which form the host takes the event; not needed, as it is JSON. It becomes
                ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: EventGridOutput(
                arg_name, topic_endpoint_uri, topic_key_setting, connection, data_type, **kwargs
            )
        )


_BY_KEY = ["topic_endpoint_uri", "topic_key_setting"]
_BY_IDENTITY = ["connection"]


def _check_topic(**arguments: str | None) -> None:
    """Refuse arguments that do not say in exactly one way which topic is meant."""
    given = [name for name, value in arguments.items() if value is not None]
    if given in (_BY_KEY, _BY_IDENTITY):
        return
    accepted = "both topic_endpoint_uri and topic_key_setting, or connection alone"
    raise ArgumentValueError(
        f"EventGridOutput: give the topic by {accepted}; got "
        f"{' and '.join(given) or 'none of them'}",
        parameter=", ".join(arguments),
        accepted=accepted,
    )
