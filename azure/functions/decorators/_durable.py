"""Durable functions: decorators that the package ``azure-functions-durable`` implements."""

# A builder of that package is one of ours, and hands over what it declared.
# pyright: reportPrivateUsage=false
from __future__ import annotations

from collections.abc import Callable

from .._errors import MissingExtraError
from ._api import Decorator, DecoratorApi, declares
from ._function import Function
from .core import Binding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class DurableTriggerApi(DecoratorApi):
    """The decorators of triggers of durable functions."""

    @declares
    def orchestration_trigger(
        self, context_name: str, orchestration: str | None = None
    ) -> Decorator:
        """Run the function as an orchestrator.

        Args:
            context_name: The parameter that takes the ``DurableOrchestrationContext``. It becomes
                ``name``.
            orchestration: The name of the orchestrator, instead of that of the function. It
                becomes ``orchestration``.

        Returns:
            The decorator.

        Raises:
            ImportError: ``azure-functions-durable`` is not installed.
        """
        decorate = _durable_blueprint().orchestration_trigger(context_name, orchestration)
        return self._decorator(lambda function: _take_over(function, decorate))

    @declares
    def activity_trigger(self, input_name: str, activity: str | None = None) -> Decorator:
        """Run the function as an activity of orchestrators.

        Args:
            input_name: The parameter that takes the activity's input. It becomes ``name``.
            activity: The name of the activity, instead of that of the function. It becomes
                ``activity``.

        Returns:
            The decorator.

        Raises:
            ImportError: ``azure-functions-durable`` is not installed.
        """
        decorate = _durable_blueprint().activity_trigger(input_name, activity)
        return self._decorator(lambda function: _take_over(function, decorate))

    @declares
    def entity_trigger(self, context_name: str, entity_name: str | None = None) -> Decorator:
        """Run the function as an entity.

        Args:
            context_name: The parameter that takes the ``DurableEntityContext``. It becomes
                ``name``.
            entity_name: The name of the entity, instead of that of the function. It becomes
                ``entityName``.

        Returns:
            The decorator.

        Raises:
            ImportError: ``azure-functions-durable`` is not installed.
        """
        decorate = _durable_blueprint().entity_trigger(context_name, entity_name)
        return self._decorator(lambda function: _take_over(function, decorate))


class DurableBindingApi(DecoratorApi):
    """The decorator of the client of durable functions."""

    @declares
    def durable_client_input(
        self,
        client_name: str,
        task_hub: str | None = None,
        connection_name: str | None = None,
    ) -> Decorator:
        """Give the function a client that starts and queries orchestrations.

        Args:
            client_name: The parameter that takes the ``DurableOrchestrationClient``. It becomes
                ``name``.
            task_hub: The task hub, instead of the one in host.json. It becomes ``taskHub``.
            connection_name: The name of the app setting with the connection string of the task
                hub's storage. It becomes ``connectionName``.

        Returns:
            The decorator.

        Raises:
            ImportError: ``azure-functions-durable`` is not installed.
        """
        decorate = _durable_blueprint().durable_client_input(client_name, task_hub, connection_name)
        return self._decorator(lambda function: _take_over(function, decorate))


def _durable_blueprint() -> Any:
    """Return a blueprint of the package, which has its decorators."""
    try:
        from azure.durable_functions import Blueprint
    except ImportError as error:
        raise MissingExtraError(
            "durable functions need the package azure-functions-durable; install it with: "
            "python -m pip install azure-functions-durable",
            extra="azure-functions-durable",
        ) from error
    return Blueprint()


def _take_over(function: Function, decorate: Callable[[Any], Any]) -> list[Binding]:
    """Have the package decorate a function; return the bindings that it declared."""
    decorated: Function = decorate(function._func)._function
    function._func = decorated._func
    return decorated.get_bindings()
