"""The decorators that declare functions in code: the control plane."""

# How it is laid out; each line imports from those above it only.
#
#   constants                      the types of bindings
#   core  _spelling                what a binding is, from a constructor to binding JSON
#   function_name                  a setting
#   _places                        where functions stand, and what is wrong with them
#   _function                      a function, and what decorators leave in its place
#   _api                           what decorators are, and the list that they add functions to
#   retry_policy  _schedule        another setting; the schedules of timers
#   _problems                      what is wrong with the functions of an app
#   _docstrings  _mcp_properties  _mcp_results  _mcp_tool
#   _rows  _cosmosdb_v3  kafka  _openai_bindings
#                                  parts of services that have a file of their own
#   http  queue  blob  timer  warmup  table  servicebus  eventhub  eventgrid  _kafka_api  cosmosdb
#   sql  mysql  dapr  openai  mcp  connectors  generic  _durable
#                                  a service each: its bindings and their decorators
#   function_app                   apps and blueprints, composed of them
#   utils                          names that published code imports

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .core import (
        AccessRights as AccessRights,
    )
    from .core import (
        AuthLevel as AuthLevel,
    )
    from .core import (
        BlobSource as BlobSource,
    )
    from .core import (
        Cardinality as Cardinality,
    )
    from .core import (
        CosmosDBChangeFeedMode as CosmosDBChangeFeedMode,
    )
    from .core import (
        DataType as DataType,
    )
    from .core import (
        McpPropertyType as McpPropertyType,
    )
    from .function_app import (
        AsgiFunctionApp as AsgiFunctionApp,
    )
    from .function_app import (
        BindingApi as BindingApi,
    )
    from .function_app import (
        Blueprint as Blueprint,
    )
    from .function_app import (
        DecoratorApi as DecoratorApi,
    )
    from .function_app import (
        ExternalHttpFunctionApp as ExternalHttpFunctionApp,
    )
    from .function_app import (
        Function as Function,
    )
    from .function_app import (
        FunctionApp as FunctionApp,
    )
    from .function_app import (
        FunctionRegister as FunctionRegister,
    )
    from .function_app import (
        SettingsApi as SettingsApi,
    )
    from .function_app import (
        TriggerApi as TriggerApi,
    )
    from .function_app import (
        WsgiFunctionApp as WsgiFunctionApp,
    )
    from .http import HttpMethod as HttpMethod
    from .mcp import PromptArgument as PromptArgument

_NAMES = {
    "core": (
        "AccessRights AuthLevel BlobSource Cardinality CosmosDBChangeFeedMode DataType "
        "McpPropertyType"
    ),
    "function_app": (
        "AsgiFunctionApp BindingApi Blueprint DecoratorApi ExternalHttpFunctionApp Function "
        "FunctionApp FunctionRegister SettingsApi TriggerApi WsgiFunctionApp"
    ),
    "http": "HttpMethod",
    "mcp": "PromptArgument",
}
"""Module of this package -> the names that are exported from here."""

_HOMES = {name: module for module, names in _NAMES.items() for name in names.split()}

if not TYPE_CHECKING:
    __all__ = tuple(sorted(_HOMES))

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name in _HOMES:
            return getattr(import_module(f".{_HOMES[name]}", __name__), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
