"""Bindings of any type: those of extensions that this package has no decorator for."""

from __future__ import annotations

from ._api import Decorator, DecoratorApi, declares
from .core import DataType, InputBinding, OutputBinding, Trigger

__all__ = ("GenericInputBinding", "GenericOutputBinding", "GenericTrigger")


class GenericTrigger(Trigger):
    """The trigger of ``@app.generic_trigger``, whose arguments it takes."""

    def __init__(
        self, name: str, type: str, data_type: DataType | str | None = None, **kwargs: object
    ) -> None:
        super().__init__(name, data_type, type)


class GenericInputBinding(InputBinding):
    """The input of ``@app.generic_input_binding``, whose arguments it takes."""

    def __init__(
        self, name: str, type: str, data_type: DataType | str | None = None, **kwargs: object
    ) -> None:
        super().__init__(name, data_type, type)


class GenericOutputBinding(OutputBinding):
    """The output of ``@app.generic_output_binding``, whose arguments it takes."""

    def __init__(
        self, name: str, type: str, data_type: DataType | str | None = None, **kwargs: object
    ) -> None:
        super().__init__(name, data_type, type)


class GenericTriggerApi(DecoratorApi):
    """The decorator of triggers of any type."""

    @declares
    def generic_trigger(
        self,
        arg_name: str,
        type: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function by a trigger of any type.

        Args:
            arg_name: The parameter that takes what triggered. It becomes ``name``.
            type: The type of the trigger, such as ``"rabbitMQTrigger"``. It becomes ``type``.
            data_type: In which form the host hands over its data: ``DataType.STRING`` for text,
                ``DataType.BINARY`` for bytes. It becomes ``dataType``; without it, the extension
                decides.
            kwargs: The other fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(lambda: GenericTrigger(arg_name, type, data_type, **kwargs))


class GenericBindingApi(DecoratorApi):
    """The decorators of inputs and outputs of any type."""

    @declares
    def generic_input_binding(
        self,
        arg_name: str,
        type: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Give the function an input of any type.

        Args:
            arg_name: The parameter that takes the input. It becomes ``name``.
            type: The type of the binding, such as ``"signalRConnectionInfo"``. It becomes ``type``.
            data_type: In which form the host hands over its data: ``DataType.STRING`` for text,
                ``DataType.BINARY`` for bytes. It becomes ``dataType``; without it, the extension
                decides.
            kwargs: The other fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(lambda: GenericInputBinding(arg_name, type, data_type, **kwargs))

    @declares
    def generic_output_binding(
        self,
        arg_name: str,
        type: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Give the function an output of any type.

        Args:
            arg_name: The parameter through which it is set, an ``Out[...]``; ``$return`` for what
                the function returns. It becomes ``name``.
            type: The type of the binding, such as ``"signalR"``. It becomes ``type``.
            data_type: In which form the host takes its data: ``DataType.STRING`` for text,
                ``DataType.BINARY`` for bytes. It becomes ``dataType``; without it, the extension
                decides.
            kwargs: The other fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(lambda: GenericOutputBinding(arg_name, type, data_type, **kwargs))
