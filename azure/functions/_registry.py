"""Binding types and where their converters live: a table, and the object that workers ask.

The table is data, so that asking for one converter imports the module of that one only.
"""

from __future__ import annotations

from ._errors import RegistrationError, wrong_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .meta import Converter
else:
    Converter = object  # meta imports this module

CONVERTERS = {
    "activityTrigger": ("durable_functions", "ActivityTriggerConverter"),
    "blob": ("blob", "BlobConverter"),
    "blobTrigger": ("blob", "BlobConverter"),
    "connectorTrigger": ("connectors", "ConnectorTriggerConverter"),
    "cosmosDB": ("cosmosdb", "CosmosDBConverter"),
    "cosmosDBTrigger": ("cosmosdb", "CosmosDBTriggerConverter"),
    "durableClient": ("durable_functions", "DurableClientConverter"),
    "entityTrigger": ("durable_functions", "EntityTriggerConverter"),
    "eventGrid": ("eventgrid", "EventGridEventOutConverter"),
    "eventGridTrigger": ("eventgrid", "EventGridEventInConverter"),
    "eventHub": ("eventhub", "EventHubConverter"),
    "eventHubTrigger": ("eventhub", "EventHubTriggerConverter"),
    "http": ("http", "HttpResponseConverter"),
    "httpTrigger": ("http", "HttpRequestConverter"),
    "kafka": ("kafka", "KafkaConverter"),
    "kafkaTrigger": ("kafka", "KafkaTriggerConverter"),
    "mcpPromptTrigger": ("mcp", "MCPPromptTriggerConverter"),
    "mcpResourceTrigger": ("mcp", "MCPResourceTriggerConverter"),
    "mcpToolTrigger": ("mcp", "MCPToolTriggerConverter"),
    "mysql": ("mysql", "MySqlConverter"),
    "mysqlTrigger": ("mysql", "MySqlTriggerConverter"),
    "orchestrationTrigger": ("durable_functions", "OrchestrationTriggerConverter"),
    "queue": ("queue", "QueueMessageOutConverter"),
    "queueTrigger": ("queue", "QueueMessageInConverter"),
    "serviceBus": ("servicebus", "ServiceBusMessageOutConverter"),
    "serviceBusTrigger": ("servicebus", "ServiceBusMessageInConverter"),
    "sql": ("sql", "SqlConverter"),
    "timerTrigger": ("timer", "TimerRequestConverter"),
    "warmupTrigger": ("warmup", "WarmUpTriggerConverter"),
}
"""Binding type of function.json -> module of this package, name of the converter class in it."""


class BindingRegistry:
    """Finds the converter class of a binding type."""

    __slots__ = ("_registered",)

    def __init__(self) -> None:
        self._registered: dict[str, type[Converter]] = {}

    def get(self, binding_type: object) -> type[Converter] | None:
        """Find the converter of a binding type.

        Args:
            binding_type: The type as in function.json: ``"queueTrigger"``.

        Returns:
            The converter class, or None for a type that this package does not know, which stays
            with the worker's generic converter.
        """
        if not isinstance(binding_type, str):
            return None
        converter = self._registered.get(binding_type)
        if converter is not None or binding_type not in CONVERTERS:
            return converter
        from importlib import import_module

        module, name = CONVERTERS[binding_type]
        found: type[Converter] = getattr(import_module(f".{module}", __package__), name)
        return self._registered.setdefault(binding_type, found)

    def register(
        self, *binding_types: str, converter: type[Converter], overwrite: bool = False
    ) -> None:
        """Register the converter of binding types: of all of them, or of none.

        Args:
            binding_types: The types as in function.json.
            converter: The converter class.
            overwrite: Replace the converters that the types have, if any.

        Raises:
            RegistrationError: One of the types has another converter and ``overwrite`` is false.
                It is a RuntimeError.
        """
        if not overwrite:
            for binding_type in binding_types:
                self._check_free(binding_type, converter)
        self._registered.update(dict.fromkeys(binding_types, converter))

    def _check_free(self, binding_type: str, converter: type[Converter]) -> None:
        """Refuse a binding type that has another converter."""
        if self._is_taken(binding_type, converter):
            raise RegistrationError(
                f"cannot register {converter.__qualname__} for the binding type "
                f"{binding_type!r}: it has a converter already; choose another type, or replace "
                f"the converter with register_converter({binding_type!r}, "
                f"{converter.__name__}, overwrite=True)",
                binding=binding_type,
            )

    def _is_taken(self, binding_type: str, converter: type[Converter]) -> bool:
        """Tell whether the binding type has a converter other than this one."""
        registered = self._registered.get(binding_type)
        if registered is not None:
            return registered is not converter
        if binding_type not in CONVERTERS:
            return False
        module, name = CONVERTERS[binding_type]
        own = (f"{__package__}.{module}", name)
        return (converter.__module__, converter.__qualname__) != own


_registry = BindingRegistry()


def get_binding_registry() -> BindingRegistry:
    """Return the registry that workers ask for converters.

    Returns:
        The one registry of the process.
    """
    return _registry


def check_binding_type(owner: str, parameter: str, binding_type: object) -> str:
    """Return the binding type if it is one that can be registered.

    Args:
        owner: The class or function that was called, as the user writes it.
        parameter: The name of the parameter.
        binding_type: The argument that came.

    Returns:
        The same, known to be text that is not empty.

    Raises:
        ArgumentTypeError: It is no text, or is empty.
    """
    if isinstance(binding_type, str) and binding_type:
        return binding_type
    raise wrong_type(
        owner, parameter, binding_type, 'the binding type as text, like "queueTrigger"'
    )
