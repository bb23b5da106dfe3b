"""Types and bindings for Azure Functions written in Python.

::

    import azure.functions as func

    def main(req: func.HttpRequest) -> func.HttpResponse:
        return func.HttpResponse(f"Hello, {req.params.get('name', 'world')}!")
"""

# How the package is laid out; each line imports from those above it only.
#
#   _errors  _narrow  _json  _time  _value  _headers  _media  _cookies  _forms
#                                  what the rest is made of
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
    from . import durable_functions as durable_functions
    from . import eventgrid as eventgrid
    from . import eventhub as eventhub
    from . import http as http
    from . import kafka as kafka
    from . import mcp as mcp
    from . import meta as meta
    from . import mysql as mysql
    from . import queue as queue
    from . import servicebus as servicebus
    from . import sql as sql
    from . import timer as timer
    from . import warmup as warmup
    from ._context import Context as Context
    from ._context import RetryContext as RetryContext
    from ._context import RpcException as RpcException
    from ._context import TraceContext as TraceContext
    from ._errors import ArgumentTypeError as ArgumentTypeError
    from ._errors import ArgumentValueError as ArgumentValueError
    from ._errors import DecodeError as DecodeError
    from ._errors import EncodeError as EncodeError
    from ._errors import FunctionsError as FunctionsError
    from ._errors import FunctionsWarning as FunctionsWarning
    from ._errors import MissingExtraError as MissingExtraError
    from ._errors import RegistrationError as RegistrationError
    from ._errors import UnsupportedDatumError as UnsupportedDatumError
    from ._errors import UnsupportedTypeError as UnsupportedTypeError
    from ._out import Out as Out
    from .blob import InputStream as InputStream
    from .cosmosdb import Document as Document
    from .cosmosdb import DocumentList as DocumentList
    from .durable_functions import EntityContext as EntityContext
    from .durable_functions import OrchestrationContext as OrchestrationContext
    from .eventgrid import CloudEvent as CloudEvent
    from .eventgrid import EventGridEvent as EventGridEvent
    from .eventgrid import EventGridOutputEvent as EventGridOutputEvent
    from .eventhub import EventHubEvent as EventHubEvent
    from .http import HttpRequest as HttpRequest
    from .http import HttpResponse as HttpResponse
    from .kafka import KafkaConverter as KafkaConverter
    from .kafka import KafkaEvent as KafkaEvent
    from .kafka import KafkaTriggerConverter as KafkaTriggerConverter
    from .mcp import MCPToolContext as MCPToolContext
    from .mcp import PromptInvocationContext as PromptInvocationContext
    from .meta import Datum as Datum
    from .meta import get_binding_registry as get_binding_registry
    from .meta import register_converter as register_converter
    from .mysql import MySqlRow as MySqlRow
    from .mysql import MySqlRowList as MySqlRowList
    from .queue import QueueMessage as QueueMessage
    from .servicebus import ServiceBusMessage as ServiceBusMessage
    from .sql import SqlRow as SqlRow
    from .sql import SqlRowList as SqlRowList
    from .timer import TimerRequest as TimerRequest
    from .warmup import WarmUpContext as WarmUpContext

__version__ = "3.0.0"

__all__ = (
    "ArgumentTypeError",
    "ArgumentValueError",
    "CloudEvent",
    "Context",
    "Datum",
    "DecodeError",
    "Document",
    "DocumentList",
    "EncodeError",
    "EntityContext",
    "EventGridEvent",
    "EventGridOutputEvent",
    "EventHubEvent",
    "FunctionsError",
    "FunctionsWarning",
    "HttpRequest",
    "HttpResponse",
    "InputStream",
    "KafkaConverter",
    "KafkaEvent",
    "KafkaTriggerConverter",
    "MCPToolContext",
    "MissingExtraError",
    "MySqlRow",
    "MySqlRowList",
    "OrchestrationContext",
    "Out",
    "PromptInvocationContext",
    "QueueMessage",
    "RegistrationError",
    "RetryContext",
    "RpcException",
    "ServiceBusMessage",
    "SqlRow",
    "SqlRowList",
    "TimerRequest",
    "TraceContext",
    "UnsupportedDatumError",
    "UnsupportedTypeError",
    "WarmUpContext",
    "get_binding_registry",
    "register_converter",
)

_NAMES = {
    "_context": "Context RetryContext RpcException TraceContext",
    "_errors": (
        "ArgumentTypeError ArgumentValueError DecodeError EncodeError FunctionsError "
        "FunctionsWarning MissingExtraError RegistrationError UnsupportedDatumError "
        "UnsupportedTypeError"
    ),
    "_out": "Out",
    "_registry": "get_binding_registry",
    "blob": "InputStream",
    "connectors": "",
    "cosmosdb": "Document DocumentList",
    "durable_functions": "EntityContext OrchestrationContext",
    "eventgrid": "CloudEvent EventGridEvent EventGridOutputEvent",
    "eventhub": "EventHubEvent",
    "http": "HttpRequest HttpResponse",
    "kafka": "KafkaConverter KafkaEvent KafkaTriggerConverter",
    "mcp": "MCPToolContext PromptInvocationContext",
    "meta": "Datum register_converter",
    "mysql": "MySqlRow MySqlRowList",
    "queue": "QueueMessage",
    "servicebus": "ServiceBusMessage",
    "sql": "SqlRow SqlRowList",
    "timer": "TimerRequest",
    "warmup": "WarmUpContext",
}
"""Module of this package -> the public names that live in it."""

_HOMES = {name: module for module, names in _NAMES.items() for name in names.split()}
_MODULES = tuple(module for module in _NAMES if not module.startswith("_"))


if not TYPE_CHECKING:

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
    return sorted({*globals(), *__all__, *_MODULES})
