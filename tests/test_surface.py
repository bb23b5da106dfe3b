"""
What published code imports and calls is there, and can be called as published.
"""

from __future__ import annotations

from importlib import import_module

import pytest

import azure.functions as func
import replay

MODULES = replay.load("surface.json")["modules"]

COMPLETE = (
    "blob",
    "connectors",
    "cosmosdb",
    "durable_functions",
    "eventgrid",
    "eventhub",
    "http",
    "kafka",
    "mcp",
    "meta",
    "mysql",
    "queue",
    "servicebus",
    "sql",
    "timer",
    "warmup",
)
"""Modules that have every recorded name."""

MODULES_NOT_YET = {
    "decorators",
    "decorators.blob",
    "decorators.connectors",
    "decorators.constants",
    "decorators.core",
    "decorators.cosmosdb",
    "decorators.dapr",
    "decorators.eventgrid",
    "decorators.eventhub",
    "decorators.function_app",
    "decorators.function_name",
    "decorators.generic",
    "decorators.http",
    "decorators.kafka",
    "decorators.mcp",
    "decorators.mysql",
    "decorators.openai",
    "decorators.queue",
    "decorators.retry_policy",
    "decorators.servicebus",
    "decorators.sql",
    "decorators.table",
    "decorators.timer",
    "decorators.utils",
    "decorators.warmup",
    "extension",
    "extension.app_extension_base",
    "extension.app_extension_hooks",
    "extension.extension_hook_meta",
    "extension.extension_meta",
    "extension.extension_scope",
    "extension.func_extension_base",
    "extension.func_extension_hooks",
    "extension.function_extension_exception",
}
"""Recorded modules that this package does not have yet."""

NAMES_NOT_YET = {
    "AccessRights",
    "AppExtensionBase",
    "AsgiFunctionApp",
    "AsgiMiddleware",
    "AuthLevel",
    "BindingApi",
    "BlobSource",
    "Blueprint",
    "Cardinality",
    "CosmosDBChangeFeedMode",
    "DataType",
    "DecoratorApi",
    "ExtensionMeta",
    "ExternalHttpFunctionApp",
    "FuncExtensionBase",
    "Function",
    "FunctionApp",
    "FunctionExtensionException",
    "FunctionRegister",
    "HttpMethod",
    "McpPropertyType",
    "PromptArgument",
    "SettingsApi",
    "TriggerApi",
    "WsgiFunctionApp",
    "WsgiMiddleware",
    "mcp_content",
}
"""Recorded names of the package itself that it does not have yet."""


def _is_there(module: str) -> bool:
    try:
        import_module(f"azure.functions.{module}")
    except ModuleNotFoundError:
        return False
    return True


def test_every_recorded_module_is_there_or_listed() -> None:
    """
    The recorded modules that are not there are those listed here, so none is left out.
    """
    recorded = {name.removeprefix("azure.functions.") for name in MODULES} - {"azure.functions"}

    assert MODULES_NOT_YET == {module for module in recorded if not _is_there(module)}
    assert recorded - MODULES_NOT_YET == set(COMPLETE)


def test_every_recorded_name_is_there_or_listed() -> None:
    """
    The recorded names that the package lacks are those listed here, so none is left out.
    """
    recorded = MODULES["azure.functions"]

    assert NAMES_NOT_YET == {name for name in recorded if not hasattr(func, name)}


@pytest.mark.parametrize(
    ("module", "name"),
    [
        *(
            (f"azure.functions.{module}", name)
            for module in COMPLETE
            for name in MODULES[f"azure.functions.{module}"]
        ),
        *(
            ("azure.functions", name)
            for name in MODULES["azure.functions"]
            if name not in NAMES_NOT_YET
        ),
    ],
)
def test_recorded_name(module: str, name: str) -> None:
    """
    A recorded name has every recorded method and attribute, and takes every recorded argument.
    """
    assert [] == replay.shortfalls(import_module(module), name, MODULES[module][name])
