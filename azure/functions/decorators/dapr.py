"""Dapr: the bindings ``daprTopicTrigger``, ``daprState`` and their like, and their decorators."""

from __future__ import annotations

from ._api import Decorator, DecoratorApi, declares
from .constants import (
    DAPR_BINDING,
    DAPR_BINDING_TRIGGER,
    DAPR_INVOKE,
    DAPR_PUBLISH,
    DAPR_SECRET,
    DAPR_SERVICE_INVOCATION_TRIGGER,
    DAPR_STATE,
    DAPR_TOPIC_TRIGGER,
)
from .core import DataType, InputBinding, OutputBinding, Trigger

__all__ = (
    "DAPR_BINDING",
    "DAPR_BINDING_TRIGGER",
    "DAPR_INVOKE",
    "DAPR_PUBLISH",
    "DAPR_SECRET",
    "DAPR_SERVICE_INVOCATION_TRIGGER",
    "DAPR_STATE",
    "DAPR_TOPIC_TRIGGER",
    "DaprBindingOutput",
    "DaprBindingTrigger",
    "DaprInvokeOutput",
    "DaprPublishOutput",
    "DaprSecretInput",
    "DaprServiceInvocationTrigger",
    "DaprStateInput",
    "DaprStateOutput",
    "DaprTopicTrigger",
)


class DaprServiceInvocationTrigger(Trigger, binding=DAPR_SERVICE_INVOCATION_TRIGGER):
    """The trigger of ``@app.dapr_service_invocation_trigger``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        method_name: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.method_name = method_name


class DaprBindingTrigger(Trigger, binding=DAPR_BINDING_TRIGGER):
    """The trigger of ``@app.dapr_binding_trigger``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        binding_name: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.binding_name = binding_name


class DaprTopicTrigger(Trigger, binding=DAPR_TOPIC_TRIGGER):
    """The trigger of ``@app.dapr_topic_trigger``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        pub_sub_name: str,
        topic: str,
        route: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.pub_sub_name = pub_sub_name
        self.topic = topic
        self.route = route


class DaprStateInput(InputBinding, binding=DAPR_STATE):
    """The input of ``@app.dapr_state_input``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        state_store: str,
        key: str,
        dapr_address: str | None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.state_store = state_store
        self.key = key
        self.dapr_address = dapr_address


class DaprSecretInput(InputBinding, binding=DAPR_SECRET):
    """The input of ``@app.dapr_secret_input``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        secret_store_name: str,
        key: str,
        metadata: str | None,
        dapr_address: str | None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.secret_store_name = secret_store_name
        self.key = key
        self.metadata = metadata
        self.dapr_address = dapr_address


class DaprStateOutput(OutputBinding, binding=DAPR_STATE):
    """The output of ``@app.dapr_state_output``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        state_store: str,
        key: str,
        dapr_address: str | None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.state_store = state_store
        self.key = key
        self.dapr_address = dapr_address


class DaprInvokeOutput(OutputBinding, binding=DAPR_INVOKE):
    """The output of ``@app.dapr_invoke_output``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        app_id: str,
        method_name: str,
        http_verb: str,
        dapr_address: str | None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.app_id = app_id
        self.method_name = method_name
        self.http_verb = http_verb
        self.dapr_address = dapr_address


class DaprPublishOutput(OutputBinding, binding=DAPR_PUBLISH):
    """The output of ``@app.dapr_publish_output``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        pub_sub_name: str,
        topic: str,
        dapr_address: str | None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.pub_sub_name = pub_sub_name
        self.topic = topic
        self.dapr_address = dapr_address


class DaprBindingOutput(OutputBinding, binding=DAPR_BINDING):
    """The output of ``@app.dapr_binding_output``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        binding_name: str,
        operation: str,
        dapr_address: str | None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.binding_name = binding_name
        self.operation = operation
        self.dapr_address = dapr_address


class DaprTriggerApi(DecoratorApi):
    """The decorators of triggers of Dapr."""

    @declares
    def dapr_service_invocation_trigger(
        self,
        arg_name: str,
        method_name: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function when another Dapr app invokes a method of this one.

        Args:
            arg_name: The parameter that takes what the caller sent: JSON as ``str``. It becomes
                ``name``.
            method_name: The method that callers name. It becomes ``methodName``.
            data_type: In which form the host hands over the data. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: DaprServiceInvocationTrigger(arg_name, method_name, data_type, **kwargs)
        )

    @declares
    def dapr_binding_trigger(
        self,
        arg_name: str,
        binding_name: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function for each event of a Dapr input binding.

        Args:
            arg_name: The parameter that takes the event: JSON as ``str``. It becomes ``name``.
            binding_name: The name of the Dapr component. It becomes ``bindingName``.
            data_type: In which form the host hands over the event. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: DaprBindingTrigger(arg_name, binding_name, data_type, **kwargs)
        )

    @declares
    def dapr_topic_trigger(
        self,
        arg_name: str,
        pub_sub_name: str,
        topic: str,
        route: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function for each message of a Dapr topic.

        Args:
            arg_name: The parameter that takes the message: a CloudEvent in JSON, as ``str``. It
                becomes ``name``.
            pub_sub_name: The name of the Dapr component. It becomes ``pubSubName``.
            topic: The topic to subscribe to. It becomes ``topic``.
            route: The path on which Dapr delivers the messages; without one, or where it is
                empty, the topic. It becomes ``route``.
            data_type: In which form the host hands over the message. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: DaprTopicTrigger(
                arg_name, pub_sub_name, topic, route or topic, data_type, **kwargs
            )
        )


class DaprBindingApi(DecoratorApi):
    """The decorators of other bindings of Dapr."""

    @declares
    def dapr_state_input(
        self,
        arg_name: str,
        state_store: str,
        key: str,
        dapr_address: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Give the function a value of a Dapr state store.

        Args:
            arg_name: The parameter that takes the value, a ``str``. It becomes ``name``.
            state_store: The name of the Dapr component. It becomes ``stateStore``.
            key: The key of the value. It becomes ``key``.
            dapr_address: The URL of the Dapr sidecar; without one, the host finds it. It becomes
                ``daprAddress``.
            data_type: In which form the host hands over the value. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: DaprStateInput(arg_name, state_store, key, dapr_address, data_type, **kwargs)
        )

    @declares
    def dapr_secret_input(
        self,
        arg_name: str,
        secret_store_name: str,
        key: str,
        metadata: str | None,
        dapr_address: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Give the function a secret of a Dapr secret store.

        Args:
            arg_name: The parameter that takes the secret: a JSON object as ``str``. It becomes
                ``name``.
            secret_store_name: The name of the Dapr component. It becomes ``secretStoreName``.
            key: The name of the secret. It becomes ``key``.
            metadata: What the store is told beside it, as in a query string:
                ``"metadata.namespace=default"``; None for nothing. It becomes ``metadata``.
            dapr_address: The URL of the Dapr sidecar; without one, the host finds it. It becomes
                ``daprAddress``.
            data_type: In which form the host hands over the secret. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: DaprSecretInput(
                arg_name, secret_store_name, key, metadata, dapr_address, data_type, **kwargs
            )
        )

    @declares
    def dapr_state_output(
        self,
        arg_name: str,
        state_store: str,
        key: str,
        dapr_address: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Write a value to a Dapr state store.

        Args:
            arg_name: The parameter through which the value is set, an ``Out[str]`` or
                ``Out[bytes]`` with JSON: ``{"value": ...}``; ``$return`` for what the function
                returns. It becomes ``name``.
            state_store: The name of the Dapr component. It becomes ``stateStore``.
            key: The key of the value. It becomes ``key``.
            dapr_address: The URL of the Dapr sidecar; without one, the host finds it. It becomes
                ``daprAddress``.
            data_type: In which form the host takes the value. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: DaprStateOutput(arg_name, state_store, key, dapr_address, data_type, **kwargs)
        )

    @declares
    def dapr_invoke_output(
        self,
        arg_name: str,
        app_id: str,
        method_name: str,
        http_verb: str,
        dapr_address: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Invoke a method of another Dapr app.

        Args:
            arg_name: The parameter through which the body is set, an ``Out[str]`` or
                ``Out[bytes]`` with JSON: ``{"body": ...}``; ``$return`` for what the function
                returns. It becomes ``name``.
            app_id: The Dapr id of the other app. It becomes ``appId``.
            method_name: The method to invoke. It becomes ``methodName``.
            http_verb: The HTTP method of the request: ``"post"``. It becomes ``httpVerb``.
            dapr_address: The URL of the Dapr sidecar; without one, the host finds it. It becomes
                ``daprAddress``.
            data_type: In which form the host takes the body. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: DaprInvokeOutput(
                arg_name, app_id, method_name, http_verb, dapr_address, data_type, **kwargs
            )
        )

    @declares
    def dapr_publish_output(
        self,
        arg_name: str,
        pub_sub_name: str,
        topic: str,
        dapr_address: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Publish a message to a Dapr topic.

        Args:
            arg_name: The parameter through which the message is set, an ``Out[str]`` or
                ``Out[bytes]`` with JSON: ``{"payload": ...}``; ``$return`` for what the function
                returns. It becomes ``name``.
            pub_sub_name: The name of the Dapr component. It becomes ``pubSubName``.
            topic: The topic to publish to. It becomes ``topic``.
            dapr_address: The URL of the Dapr sidecar; without one, the host finds it. It becomes
                ``daprAddress``.
            data_type: In which form the host takes the message. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: DaprPublishOutput(
                arg_name, pub_sub_name, topic, dapr_address, data_type, **kwargs
            )
        )

    @declares
    def dapr_binding_output(
        self,
        arg_name: str,
        binding_name: str,
        operation: str,
        dapr_address: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Send a value through a Dapr output binding.

        Args:
            arg_name: The parameter through which the value is set, an ``Out[str]`` or
                ``Out[bytes]`` with JSON: ``{"data": ...}``; ``$return`` for what the function
                returns. It becomes ``name``.
            binding_name: The name of the Dapr component. It becomes ``bindingName``.
            operation: What the component does with it: ``"create"``. It becomes ``operation``.
            dapr_address: The URL of the Dapr sidecar; without one, the host finds it. It becomes
                ``daprAddress``.
            data_type: In which form the host takes the value. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: DaprBindingOutput(
                arg_name, binding_name, operation, dapr_address, data_type, **kwargs
            )
        )
