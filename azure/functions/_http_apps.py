"""Apps of other frameworks as one HTTP function: ``AsgiFunctionApp`` and ``WsgiFunctionApp``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from ._asgi import AsgiMiddleware
from ._context import Context
from ._enums import AuthLevel, HttpMethod
from ._errors import wrong_type
from ._wsgi import WsgiMiddleware
from .decorators.function_app import BindingApi, FunctionRegister, SettingsApi, TriggerApi
from .http import HttpRequest, HttpResponse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from ._asgi_lifespan import ASGIApplication
else:
    ASGIApplication = WSGIApplication = object

__all__ = ("AsgiFunctionApp", "ExternalHttpFunctionApp", "WsgiFunctionApp")

_EVERY_PATH = "/{*route}"


class ExternalHttpFunctionApp(FunctionRegister, TriggerApi, SettingsApi, BindingApi, ABC):
    """An app whose HTTP requests another framework answers; a base for classes that say how.

    Args:
        auth_level: The authorization level of the HTTP functions that declare none.
    """

    @abstractmethod
    def _add_http_app(
        self,
        http_middleware: AsgiMiddleware | WsgiMiddleware,
        function_name: str = "http_app_func",
    ) -> None:
        """Declare the function that hands requests to the framework."""

    def _answer_with(
        self, function: Callable[..., object], function_name: str, http_type: str
    ) -> None:
        """Declare a function that answers every request."""
        routed = self.route(_EVERY_PATH, methods=HttpMethod, auth_level=self.auth_level)(function)
        self.http_type(http_type)(self.function_name(function_name)(routed))


class AsgiFunctionApp(ExternalHttpFunctionApp):
    """An app whose HTTP requests an ASGI framework answers, such as FastAPI or Starlette.

    Other functions can be declared beside it. The framework's lifespan starts with the first
    request.

    Args:
        app: The framework's app.
        http_auth_level: Which key requests must bring.
        function_name: The name of the function that answers them.
        root_path: The path that the app is mounted at, without percent-encoding, such as
            ``"/api"``. Where not given, the app routes by whole paths.

    Raises:
        TypeError: ``root_path`` is no text.
        ValueError: ``root_path`` is no path.
        KeyError: The level is text that names none.
    """

    def __init__(
        self,
        app: ASGIApplication,
        http_auth_level: AuthLevel | str = AuthLevel.FUNCTION,
        function_name: str = "http_app_func",
        *,
        root_path: str = "",
    ) -> None:
        super().__init__(auth_level=http_auth_level)
        self.middleware: AsgiMiddleware = AsgiMiddleware(app, root_path=root_path)
        # For published subclasses whose function starts the app itself, and notes here that it did.
        self.startup_task_done = False
        self._add_http_app(self.middleware, function_name)

    def _add_http_app(
        self,
        http_middleware: AsgiMiddleware | WsgiMiddleware,
        function_name: str = "http_app_func",
    ) -> None:
        middleware = http_middleware
        if not isinstance(middleware, AsgiMiddleware):
            raise wrong_type("AsgiFunctionApp", "http_middleware", middleware, "an AsgiMiddleware")

        async def http_app_func(req: HttpRequest, context: Context) -> HttpResponse:
            await middleware.ensure_started()
            return await middleware.handle_async(req, context)

        self._answer_with(http_app_func, function_name, "asgi")


class WsgiFunctionApp(ExternalHttpFunctionApp):
    """An app whose HTTP requests a WSGI framework answers, such as Flask or Django.

    Other functions can be declared beside it.

    Args:
        app: The framework's app.
        http_auth_level: Which key requests must bring.
        function_name: The name of the function that answers them.
        root_path: The path that the app is mounted at, without percent-encoding, such as
            ``"/api"``. Where not given, the app routes by whole paths.

    Raises:
        TypeError: ``root_path`` is no text.
        ValueError: ``root_path`` is no path.
        KeyError: The level is text that names none.
    """

    def __init__(
        self,
        app: WSGIApplication,
        http_auth_level: AuthLevel | str = AuthLevel.FUNCTION,
        function_name: str = "http_app_func",
        *,
        root_path: str = "",
    ) -> None:
        super().__init__(auth_level=http_auth_level)
        self.middleware: WsgiMiddleware = WsgiMiddleware(app, root_path=root_path)
        self._add_http_app(self.middleware, function_name)

    def _add_http_app(
        self,
        http_middleware: AsgiMiddleware | WsgiMiddleware,
        function_name: str = "http_app_func",
    ) -> None:
        middleware = http_middleware
        if not isinstance(middleware, WsgiMiddleware):
            raise wrong_type("WsgiFunctionApp", "http_middleware", middleware, "a WsgiMiddleware")

        def http_app_func(req: HttpRequest, context: Context) -> HttpResponse:
            return middleware.handle(req, context)

        self._answer_with(http_app_func, function_name, "wsgi")
