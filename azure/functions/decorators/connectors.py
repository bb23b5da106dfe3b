"""Connectors: the binding ``connectorTrigger``, and its decorator."""

from __future__ import annotations

from ._api import Decorator, DecoratorApi, declares
from .constants import CONNECTOR_TRIGGER
from .core import DataType, Trigger

__all__ = ("ConnectorTrigger",)


class ConnectorTrigger(Trigger, binding=CONNECTOR_TRIGGER):
    """The trigger of ``@app.connector_trigger``, whose arguments it takes."""

    def __init__(
        self, name: str, data_type: DataType | str | None = None, **kwargs: object
    ) -> None:
        super().__init__(name, data_type)


class ConnectorTriggerApi(DecoratorApi):
    """The decorator of triggers of managed connectors."""

    @declares
    def connector_trigger(
        self,
        arg_name: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function for each event of a service that a managed connector listens to.

        Which service and which event is configured in the connector namespace, outside the app.

        Args:
            arg_name: The parameter that takes the event as it came, a ``str`` or ``bytes``. It
                becomes ``name``.
            data_type: In which form the host hands over the event. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(lambda: ConnectorTrigger(arg_name, data_type, **kwargs))
