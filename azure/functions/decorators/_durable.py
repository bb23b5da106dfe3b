"""Durable functions: decorators that the package ``azure-functions-durable`` implements."""

# A builder of that package is one of ours, and hands over what it declared.
# pyright: reportPrivateUsage=false
from __future__ import annotations

from collections.abc import Callable

from .._errors import MissingExtraError
from ._api import Decorator, DecoratorApi, declares
from ._function import Function, FunctionBuilder
from .core import SCRIPT_FILE_NAME, Binding

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
    from importlib import import_module

    try:
        # It has no types, and for checkers it may not be installed.
        blueprint: Callable[[], Any] = import_module("azure.durable_functions").Blueprint
    except (ImportError, AttributeError) as error:
        raise MissingExtraError(
            f"durable functions need the package azure-functions-durable ({error}); install it, or "
            "a newer one, with: python -m pip install --upgrade azure-functions-durable",
            extra="azure-functions-durable",
        ) from error
    made = blueprint()
    made._configure_function_builder = _configure_alone
    return made


def _configure_alone(wrap: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a decorator that looks for no builder further down: `_take_over` has that one."""
    return lambda function: wrap(FunctionBuilder(function, SCRIPT_FILE_NAME))


def _take_over(function: Function, decorate: Callable[[Any], Any]) -> list[Binding]:
    """Have the package decorate a function; return the bindings that it declared."""
    decorated: Function = decorate(function._func)._function
    function._make(decorated._func, lambda func: decorate(func)._function._func)
    return decorated.get_bindings()
