"""
What stands in for ``azure.durable_functions`` where that is not installed.

It uses this package as the library does, and does nothing else.
"""

# The library uses these private names.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable
from typing import Any

import azure.functions as func
from azure.functions.decorators.core import InputBinding, Trigger


class OrchestrationTrigger(Trigger):
    @staticmethod
    def get_binding_name() -> str:
        return "orchestrationTrigger"

    def __init__(self, name: str, orchestration: str | None = None) -> None:
        self.orchestration = orchestration
        super().__init__(name=name)


class ActivityTrigger(Trigger):
    @staticmethod
    def get_binding_name() -> str:
        return "activityTrigger"

    def __init__(self, name: str, activity: str | None = None) -> None:
        self.activity = activity
        super().__init__(name=name)


class EntityTrigger(Trigger):
    @staticmethod
    def get_binding_name() -> str:
        return "entityTrigger"

    def __init__(self, name: str, entity_name: str | None = None) -> None:
        self.entity_name = entity_name
        super().__init__(name=name)


class DurableClient(InputBinding):
    @staticmethod
    def get_binding_name() -> str:
        return "durableClient"

    def __init__(self, name: str, task_hub: str | None, connection_name: str | None) -> None:
        self.task_hub = task_hub
        self.connection_name = connection_name
        super().__init__(name=name)


class Client:
    def __init__(self, description: str) -> None:
        self.hub = json.loads(description)["taskHubName"]


class Blueprint(func.TriggerApi, func.BindingApi, func.SettingsApi):
    """
    What the library's blueprint does with this package.
    """

    def __init__(self) -> None:
        super().__init__(auth_level=func.AuthLevel.FUNCTION)

    def _add(self, trigger: Trigger) -> Any:
        return self._configure_function_builder(lambda fb: fb.add_trigger(trigger=trigger))

    def orchestration_trigger(self, context_name: str, orchestration: str | None = None) -> Any:
        wrap = self._add(OrchestrationTrigger(context_name, orchestration))
        return _before(wrap, "orchestrator_function")

    def entity_trigger(self, context_name: str, entity_name: str | None = None) -> Any:
        wrap = self._add(EntityTrigger(context_name, entity_name))
        return _before(wrap, "entity_function")

    def activity_trigger(self, input_name: str, activity: str | None = None) -> Any:
        return self._add(ActivityTrigger(input_name, activity))

    def durable_client_input(
        self, client_name: str, task_hub: str | None = None, connection_name: str | None = None
    ) -> Any:
        def wrap(fb: Any) -> Any:
            fb._function._func = _with_client(fb._function._func, client_name)
            return fb.add_binding(binding=DurableClient(client_name, task_hub, connection_name))

        return self._configure_function_builder(wrap)


def _before(wrap: Callable[[Any], Any], attribute: str) -> Callable[[Any], Any]:
    """
    Return a decorator that makes of an orchestrator or an entity what the worker calls.
    """

    def decorator(function: Any) -> Any:
        def handle(context: Any) -> str:
            return json.dumps(list(function(context) or ()))

        setattr(handle, attribute, function)
        handle.__name__ = function.__name__
        return wrap(handle)

    return decorator


def _with_client(function: Any, name: str) -> Any:
    """
    Return what the worker calls in the place of a function with a client.
    """
    function.__annotations__[name] = str

    async def call(**kwargs: Any) -> Any:
        return await function(**{**kwargs, name: Client(kwargs[name])})

    middleware: Any = functools.wraps(function)(call)
    middleware.__annotations__ = {**middleware.__annotations__, name: str}
    if sys.version_info >= (3, 14):
        middleware.__annotate__ = None
    middleware.client_function = function
    return middleware
