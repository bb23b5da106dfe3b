"""Types and bindings for Azure Functions written in Python.

::

    import azure.functions as func

    def main(req: func.HttpRequest) -> func.HttpResponse:
        return func.HttpResponse(f"Hello, {req.params.get('name', 'world')}!")
"""

# How the package is laid out; each line imports from those above it only.
#
#   _typing  _errors  _narrow  _enums  _limits
#   _json  _time  _value  _headers  _media  _cookies  _forms  _mcp_content
#                                  what the rest is made of
#
# The data plane: what came over the wire becomes an object, and back.
#
#   _registry                      which binding type is converted by which class, as a table
#   meta                           the datum, the bases of converters, readers of metadata
#   _context  _out                 what the worker hands in beside bindings
#   _message  _rows  _wire         what messages, and what documents and rows, share
#   _http_request  _http_response  _cloud_event
#                                  types that are long enough for a file
#   http  blob  queue  timer  warmup  servicebus  eventhub  eventgrid  kafka  cosmosdb  sql  mysql
#   _durable_functions  durable_functions  mcp  connectors
#                                  a service each: its value types and their converters
#
# The control plane, which imports of the above the first two lines only, and draws its own order:
#
#   decorators                     functions declared in code
#
# They meet at the top:
#
#   _http_environ  _asgi_lifespan  _asgi_exchange  _wsgi_exchange  _asgi  _wsgi
#                                  apps of other frameworks, which answer requests
#   _http_apps                     the same as functions
#   extension                      what hooks into the worker
#   _abc  _http  _http_asgi  _http_wsgi
#                                  names that published code imports
#   testing                        calls and checks of functions, without a host
#   _cli_options  _cli_inputs  _cli_call  _cli  __main__
#                                  the same on the command line
#   _pytest_plugin                 the same as fixtures
#   _exports                       all public names at once, for type checkers
#
# Functions start cold, so importing the package imports none of it: a name is imported from its
# module when it is first used, by the table below.

import sys


def _forget_earlier_copy() -> None:
    """Drop what another copy of the package left in this module and in ``sys.modules``.

    A worker may have imported a copy of its own, put the user's packages first on the path and
    reloaded the module. Names that are there already would hide the lazy ones below, and cached
    submodules would be served in place of this copy's.
    """
    of_import = "name doc package loader spec path file cached builtins"
    kept = {f"__{name}__" for name in of_import.split()} | {"sys", "_forget_earlier_copy"}
    for name in set(globals()) - kept:
        del globals()[name]
    for name, module in tuple(sys.modules.items()):
        if name.startswith(f"{__name__}."):
            file = getattr(module, "__file__", None) or ""
            if not any(file.startswith((f"{folder}/", f"{folder}\\")) for folder in __path__):
                del sys.modules[name]


_forget_earlier_copy()

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import blob as blob
    from . import connectors as connectors
    from . import cosmosdb as cosmosdb
    from . import decorators as decorators
    from . import durable_functions as durable_functions
    from . import eventgrid as eventgrid
    from . import eventhub as eventhub
    from . import extension as extension
    from . import http as http
    from . import kafka as kafka
    from . import mcp as mcp
    from . import meta as meta
    from . import mysql as mysql
    from . import queue as queue
    from . import servicebus as servicebus
    from . import sql as sql
    from . import testing as testing
    from . import timer as timer
    from . import warmup as warmup
    from ._exports import *

__version__ = "3.0.0"

_NAMES = {
    "_asgi": "AsgiMiddleware",
    "_context": "Context RetryContext RpcException TraceContext",
    "_enums": (
        "AccessRights AuthLevel BlobSource Cardinality CosmosDBChangeFeedMode DataType "
        "HttpMethod McpPropertyType"
    ),
    "_errors": (
        "ArgumentTypeError ArgumentValueError DeclarationError DeclarationWarning "
        "DecodeError EncodeError FunctionsError FunctionsWarning MissingExtraError "
        "RegistrationError UnknownMemberError UnsupportedDatumError UnsupportedTypeError "
        "UnwritableValueError"
    ),
    "_http_apps": "AsgiFunctionApp ExternalHttpFunctionApp WsgiFunctionApp",
    "_out": "Out",
    "_registry": "get_binding_registry",
    "_wsgi": "WsgiMiddleware",
    "blob": "InputStream",
    "connectors": "",
    "cosmosdb": "Document DocumentList",
    "decorators": "",
    "decorators.function_app": (
        "BindingApi Blueprint DecoratorApi Function FunctionApp FunctionRegister SettingsApi "
        "TriggerApi"
    ),
    "decorators.mcp": "PromptArgument mcp_content",
    "durable_functions": "EntityContext OrchestrationContext",
    "eventgrid": "CloudEvent EventGridEvent EventGridOutputEvent",
    "eventhub": "EventHubEvent",
    "extension": "AppExtensionBase ExtensionMeta FuncExtensionBase FunctionExtensionException",
    "http": "HttpRequest HttpResponse",
    "kafka": "KafkaConverter KafkaEvent KafkaTriggerConverter",
    "mcp": "MCPToolContext PromptInvocationContext",
    "meta": "Datum register_converter",
    "mysql": "MySqlRow MySqlRowList",
    "queue": "QueueMessage",
    "servicebus": "ServiceBusMessage",
    "sql": "SqlRow SqlRowList",
    "testing": "",
    "timer": "TimerRequest",
    "warmup": "WarmUpContext",
}
"""Module of this package -> the public names that live in it."""

_HOMES = {name: module for module, names in _NAMES.items() for name in names.split()}
_MODULES = tuple(module for module in _NAMES if not module.startswith("_") and "." not in module)


if not TYPE_CHECKING:
    __all__ = tuple(sorted(_HOMES))

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name in _MODULES:
            return import_module(f".{name}", __name__)
        if name in _HOMES:
            value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
            globals()[name] = value
            return value
        raise AttributeError(
            f"module {__name__!r} has no attribute {name!r}",
            name=name,
            obj=sys.modules[__name__],
        )


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES, *_MODULES})
