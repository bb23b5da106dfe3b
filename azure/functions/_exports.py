"""What type checkers see of the package: the names of its lazy table, imported at once."""

from __future__ import annotations

from . import (
    blob as blob,
)
from . import (
    connectors as connectors,
)
from . import (
    cosmosdb as cosmosdb,
)
from . import (
    decorators as decorators,
)
from . import (
    durable_functions as durable_functions,
)
from . import (
    eventgrid as eventgrid,
)
from . import (
    eventhub as eventhub,
)
from . import (
    extension as extension,
)
from . import (
    http as http,
)
from . import (
    kafka as kafka,
)
from . import (
    mcp as mcp,
)
from . import (
    meta as meta,
)
from . import (
    mysql as mysql,
)
from . import (
    queue as queue,
)
from . import (
    servicebus as servicebus,
)
from . import (
    sql as sql,
)
from . import (
    timer as timer,
)
from . import (
    warmup as warmup,
)
from ._asgi import AsgiMiddleware as AsgiMiddleware
from ._context import (
    Context as Context,
)
from ._context import (
    RetryContext as RetryContext,
)
from ._context import (
    RpcException as RpcException,
)
from ._context import (
    TraceContext as TraceContext,
)
from ._enums import (
    AccessRights as AccessRights,
)
from ._enums import (
    AuthLevel as AuthLevel,
)
from ._enums import (
    BlobSource as BlobSource,
)
from ._enums import (
    Cardinality as Cardinality,
)
from ._enums import (
    CosmosDBChangeFeedMode as CosmosDBChangeFeedMode,
)
from ._enums import (
    DataType as DataType,
)
from ._enums import (
    HttpMethod as HttpMethod,
)
from ._enums import (
    McpPropertyType as McpPropertyType,
)
from ._errors import (
    ArgumentTypeError as ArgumentTypeError,
)
from ._errors import (
    ArgumentValueError as ArgumentValueError,
)
from ._errors import (
    DeclarationError as DeclarationError,
)
from ._errors import (
    DeclarationWarning as DeclarationWarning,
)
from ._errors import (
    DecodeError as DecodeError,
)
from ._errors import (
    EncodeError as EncodeError,
)
from ._errors import (
    FunctionsError as FunctionsError,
)
from ._errors import (
    FunctionsWarning as FunctionsWarning,
)
from ._errors import (
    MissingExtraError as MissingExtraError,
)
from ._errors import (
    RegistrationError as RegistrationError,
)
from ._errors import (
    UnknownMemberError as UnknownMemberError,
)
from ._errors import (
    UnsupportedDatumError as UnsupportedDatumError,
)
from ._errors import (
    UnsupportedTypeError as UnsupportedTypeError,
)
from ._http_apps import (
    AsgiFunctionApp as AsgiFunctionApp,
)
from ._http_apps import (
    ExternalHttpFunctionApp as ExternalHttpFunctionApp,
)
from ._http_apps import (
    WsgiFunctionApp as WsgiFunctionApp,
)
from ._out import Out as Out
from ._registry import get_binding_registry as get_binding_registry
from ._wsgi import WsgiMiddleware as WsgiMiddleware
from .blob import InputStream as InputStream
from .cosmosdb import Document as Document
from .cosmosdb import DocumentList as DocumentList
from .decorators.function_app import (
    BindingApi as BindingApi,
)
from .decorators.function_app import (
    Blueprint as Blueprint,
)
from .decorators.function_app import (
    DecoratorApi as DecoratorApi,
)
from .decorators.function_app import (
    Function as Function,
)
from .decorators.function_app import (
    FunctionApp as FunctionApp,
)
from .decorators.function_app import (
    FunctionRegister as FunctionRegister,
)
from .decorators.function_app import (
    SettingsApi as SettingsApi,
)
from .decorators.function_app import (
    TriggerApi as TriggerApi,
)
from .decorators.mcp import PromptArgument as PromptArgument
from .decorators.mcp import mcp_content as mcp_content
from .durable_functions import (
    EntityContext as EntityContext,
)
from .durable_functions import (
    OrchestrationContext as OrchestrationContext,
)
from .eventgrid import (
    CloudEvent as CloudEvent,
)
from .eventgrid import (
    EventGridEvent as EventGridEvent,
)
from .eventgrid import (
    EventGridOutputEvent as EventGridOutputEvent,
)
from .eventhub import EventHubEvent as EventHubEvent
from .extension import (
    AppExtensionBase as AppExtensionBase,
)
from .extension import (
    ExtensionMeta as ExtensionMeta,
)
from .extension import (
    FuncExtensionBase as FuncExtensionBase,
)
from .extension import (
    FunctionExtensionException as FunctionExtensionException,
)
from .http import HttpRequest as HttpRequest
from .http import HttpResponse as HttpResponse
from .kafka import (
    KafkaConverter as KafkaConverter,
)
from .kafka import (
    KafkaEvent as KafkaEvent,
)
from .kafka import (
    KafkaTriggerConverter as KafkaTriggerConverter,
)
from .mcp import (
    MCPToolContext as MCPToolContext,
)
from .mcp import (
    PromptInvocationContext as PromptInvocationContext,
)
from .meta import Datum as Datum
from .meta import register_converter as register_converter
from .mysql import MySqlRow as MySqlRow
from .mysql import MySqlRowList as MySqlRowList
from .queue import QueueMessage as QueueMessage
from .servicebus import ServiceBusMessage as ServiceBusMessage
from .sql import SqlRow as SqlRow
from .sql import SqlRowList as SqlRowList
from .timer import TimerRequest as TimerRequest
from .warmup import WarmUpContext as WarmUpContext
