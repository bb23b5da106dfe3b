"""HTTP: the bindings ``httpTrigger`` and ``http``, and ``@app.route``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .._enums import HttpMethod, parse_member, parse_members
from ._api import Decorator, DecoratorApi, declares
from .constants import HTTP_OUTPUT, HTTP_TRIGGER
from .core import AuthLevel, DataType, OutputBinding, Trigger, further_fields

__all__ = ("HTTP_OUTPUT", "HTTP_TRIGGER", "HttpMethod", "HttpOutput", "HttpTrigger")


class HttpTrigger(Trigger, binding=HTTP_TRIGGER):
    """The trigger of ``@app.route``."""

    def __init__(
        self,
        name: str,
        methods: Iterable[HttpMethod | str] | None = None,
        data_type: DataType | str | None = None,
        auth_level: AuthLevel | str | None = None,
        route: str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.methods: list[HttpMethod] | None = parse_members(methods, HttpMethod, "methods")
        self.auth_level: AuthLevel | None = parse_member(auth_level, AuthLevel, "auth_level")
        self.route = route


class HttpOutput(OutputBinding, binding=HTTP_OUTPUT):
    """The output of ``@app.route``."""

    def __init__(
        self, name: str, data_type: DataType | str | None = None, **kwargs: object
    ) -> None:
        super().__init__(name, data_type)


class HttpTriggerApi(DecoratorApi):
    """The decorator of functions that answer HTTP requests."""

    @declares
    def route(
        self,
        route: str | None = None,
        trigger_arg_name: str = "req",
        binding_arg_name: str = "$return",
        methods: Iterable[HttpMethod | str] | None = None,
        auth_level: AuthLevel | str | None = None,
        trigger_extra_fields: Mapping[str, object] | None = None,
        binding_extra_fields: Mapping[str, object] | None = None,
    ) -> Decorator:
        """Run the function for each HTTP request to a route, and answer with what it returns.

        Args:
            route: The path below the route prefix of host.json (``api``), with parameters in
                braces: ``items/{id:int?}``. It becomes ``route``; without it, the path is the name
                of the function.
            trigger_arg_name: The parameter that takes the ``HttpRequest``. It becomes the
                trigger's ``name``.
            binding_arg_name: ``$return`` for a response that is returned, or the parameter
                through which it is set, an ``Out[HttpResponse]``. It becomes the output's
                ``name``.
            methods: The methods that are answered, as a list. They become ``methods``; without
                them, every method is.
            auth_level: Which key a request must bring. It becomes ``authLevel``; without it, the
                level of the app counts.
            trigger_extra_fields: Further fields of the trigger, in snake case.
            binding_extra_fields: Further fields of the output, in snake case.

        Returns:
            The decorator.
        """
        trigger = further_fields("route()", "trigger_extra_fields", trigger_extra_fields)
        output = further_fields("route()", "binding_extra_fields", binding_extra_fields)
        return self._declare(
            lambda: HttpTrigger(
                trigger_arg_name, methods, auth_level=auth_level, route=route, **trigger
            ),
            lambda: HttpOutput(binding_arg_name, **output),
        )
