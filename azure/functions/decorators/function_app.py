"""Apps and blueprints, composed from the decorators of all services."""

# An app indexes the functions of its builders.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Iterable

from .._enums import AuthLevel, parse_member
from .._errors import DeclarationError, DeclarationWarning
from ._api import DecoratorApi
from ._durable import DurableBindingApi, DurableTriggerApi
from ._function import Function, FunctionBuilder
from ._kafka_api import KafkaBindingApi, KafkaTriggerApi
from ._places import Problem
from ._problems import find_doubts, find_duplicates, find_errors
from .blob import BlobBindingApi, BlobTriggerApi
from .connectors import ConnectorTriggerApi
from .core import SCRIPT_FILE_NAME
from .cosmosdb import CosmosDBBindingApi, CosmosDBTriggerApi
from .dapr import DaprBindingApi, DaprTriggerApi
from .eventgrid import EventGridBindingApi, EventGridTriggerApi
from .eventhub import EventHubBindingApi, EventHubTriggerApi
from .generic import GenericBindingApi, GenericTriggerApi
from .http import HttpTriggerApi
from .mcp import McpTriggerApi
from .mysql import MySqlBindingApi, MySqlTriggerApi
from .openai import OpenAIBindingApi, OpenAITriggerApi, semantic_search_system_prompt
from .queue import QueueBindingApi, QueueTriggerApi
from .retry_policy import SettingsApi
from .servicebus import ServiceBusBindingApi, ServiceBusTriggerApi
from .sql import SqlBindingApi, SqlTriggerApi
from .table import TableBindingApi
from .timer import TimerTriggerApi
from .warmup import WarmUpTriggerApi

__all__ = (
    "SCRIPT_FILE_NAME",
    "AsgiFunctionApp",
    "BindingApi",
    "Blueprint",
    "DecoratorApi",
    "ExternalHttpFunctionApp",
    "Function",
    "FunctionApp",
    "FunctionBuilder",
    "FunctionRegister",
    "HttpFunctionsAuthLevelMixin",
    "SettingsApi",
    "TriggerApi",
    "WsgiFunctionApp",
    "semantic_search_system_prompt",
)

_HTTP_APPS = frozenset({"AsgiFunctionApp", "ExternalHttpFunctionApp", "WsgiFunctionApp"})

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._http_apps import AsgiFunctionApp, ExternalHttpFunctionApp, WsgiFunctionApp
else:

    def __getattr__(name: str) -> object:
        # They answer requests, so they stand above both planes; published code has them from here.
        if name in _HTTP_APPS:
            from .. import _http_apps

            return getattr(_http_apps, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class TriggerApi(
    BlobTriggerApi,
    ConnectorTriggerApi,
    CosmosDBTriggerApi,
    DaprTriggerApi,
    DurableTriggerApi,
    EventGridTriggerApi,
    EventHubTriggerApi,
    GenericTriggerApi,
    HttpTriggerApi,
    KafkaTriggerApi,
    McpTriggerApi,
    MySqlTriggerApi,
    OpenAITriggerApi,
    QueueTriggerApi,
    ServiceBusTriggerApi,
    SqlTriggerApi,
    TimerTriggerApi,
    WarmUpTriggerApi,
):
    """The decorators of all triggers."""


class BindingApi(
    BlobBindingApi,
    CosmosDBBindingApi,
    DaprBindingApi,
    DurableBindingApi,
    EventGridBindingApi,
    EventHubBindingApi,
    GenericBindingApi,
    KafkaBindingApi,
    MySqlBindingApi,
    OpenAIBindingApi,
    QueueBindingApi,
    ServiceBusBindingApi,
    SqlBindingApi,
    TableBindingApi,
):
    """The decorators of all inputs and outputs."""


class HttpFunctionsAuthLevelMixin:
    """The authorization level of an app's HTTP functions.

    Args:
        auth_level: The level of the functions that declare none.

    Raises:
        KeyError: It is text that names none.
        TypeError: It is of another type.
    """

    def __init__(self, auth_level: AuthLevel | str | None, *args: object, **kwargs: object) -> None:
        self._auth_level = parse_member(auth_level, AuthLevel, "http_auth_level")

    @property
    def auth_level(self) -> AuthLevel | None:
        """The level of the functions that declare none."""
        return self._auth_level


class FunctionRegister(DecoratorApi, HttpFunctionsAuthLevelMixin):
    """What the worker looks for in ``function_app.py`` and asks for functions.

    Args:
        auth_level: The authorization level of the HTTP functions that declare none.
        args: Not needed; for classes that are combined with others.
        kwargs: The same.

    Raises:
        KeyError: The level is text that names none.
    """

    def __init__(self, auth_level: AuthLevel | str | None, *args: object, **kwargs: object) -> None:
        DecoratorApi.__init__(self)
        HttpFunctionsAuthLevelMixin.__init__(self, auth_level)
        # Nothing is kept in it: published code empties it so as to call get_functions() again.
        self.functions_bindings: dict[str, bool] = {}

    def get_functions(self) -> list[Function]:
        """Return the app's functions as the worker indexes them.

        They are made anew by each call, which changes nothing. What will fail once the app is
        deployed comes as one ``DeclarationWarning``.

        Returns:
            The functions of the app and of its blueprints, in the order in which they were
            declared and registered.

        Raises:
            ValueError: A function has no trigger, or two have the same name. All of these are in
                one message.
        """
        functions = self._declared()
        errors, doubts = self._problems(functions)
        if errors:
            raise _refused([*errors, *doubts])
        if doubts:
            import warnings

            warnings.warn(DeclarationWarning(_list(map(str, doubts))), stacklevel=2)
        return [function for function in functions if function.is_declared()]

    def validate(self) -> None:
        """Refuse what ``get_functions`` raises for, and what it only warns of.

        Raises:
            DeclarationError: Something is wrong; its ``problems`` are one message each. It is a
                ValueError.
        """
        errors, doubts = self._problems(self._declared())
        if errors or doubts:
            raise _refused([*errors, *doubts])

    def validate_function_names(self, functions: Iterable[Function]) -> None:
        """Refuse functions with the same name.

        Args:
            functions: The functions.

        Raises:
            ValueError: Two of them have the same name.
        """
        duplicates = find_duplicates(functions)
        if duplicates:
            raise _refused(duplicates)

    def _problems(
        self, functions: list[Function] | None = None
    ) -> tuple[list[Problem], list[Problem]]:
        """Find what no app may have, and what will fail once the app is deployed."""
        functions = self._declared() if functions is None else functions
        return find_errors(functions), [*self._bare_decorators(), *find_doubts(functions)]

    def _declared(self) -> list[Function]:
        """Return the functions as they are indexed, whether or not they may be."""
        builders = self._all_builders()
        return [builder._function._indexed(self.auth_level) for builder in builders]


class FunctionApp(FunctionRegister, TriggerApi, BindingApi, SettingsApi):
    """An app: functions that are declared by decorators.

    Args:
        http_auth_level: The authorization level of the HTTP functions that declare none.

    Raises:
        KeyError: The level is text that names none.
    """

    def __init__(self, http_auth_level: AuthLevel | str | None = AuthLevel.FUNCTION) -> None:
        super().__init__(auth_level=http_auth_level)


class Blueprint(TriggerApi, BindingApi, SettingsApi):
    """Functions that are declared apart from an app, which takes them in when it registers them."""


def _refused(problems: Iterable[Problem]) -> DeclarationError:
    """Make the error for what is declared wrongly."""
    texts = tuple(map(str, problems))
    return DeclarationError(_list(texts), problems=texts)


def _list(texts: Iterable[str]) -> str:
    """Write problems in one message, each on a line of its own where there are several."""
    problems = tuple(texts)
    if len(problems) == 1:
        return problems[0]
    lines = "".join(f"\n  - {problem}" for problem in problems)
    return f"{len(problems)} problems in the functions of the app:{lines}"
