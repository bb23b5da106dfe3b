"""What bindings and settings are made of: from constructor arguments to binding JSON.

A binding class is its constructor: each parameter, in camel case, is a field of function.json, and
its value is the attribute of the same name::

    class TableInput(InputBinding, binding="table"):
        def __init__(self, name: str, table_name: str) -> None:
            super().__init__(name)
            self.table_name = table_name

    TableInput("rows", "people").get_dict_repr()  # {..., "name": "rows", "tableName": "people"}
"""

from __future__ import annotations

from collections.abc import Iterable

from .._enums import (
    AccessRights,
    AuthLevel,
    BindingDirection,
    BlobSource,
    Cardinality,
    CosmosDBChangeFeedMode,
    DataType,
    McpPropertyType,
    StringifyEnum,
    parse_member,
)
from .._errors import ArgumentValueError, wrong_type, wrong_value
from .._narrow import is_dict, is_list, is_mapping
from .._typing import Any, Self

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType

    from ._function import Function
else:
    Function = object  # it has bindings, so its module imports this one

__all__ = (
    "SCRIPT_FILE_NAME",
    "AccessRights",
    "AuthLevel",
    "Binding",
    "BindingDirection",
    "BlobSource",
    "Cardinality",
    "CosmosDBChangeFeedMode",
    "DataType",
    "InputBinding",
    "McpPropertyType",
    "OutputBinding",
    "Place",
    "Setting",
    "StringifyEnum",
    "Trigger",
    "to_camel_case",
)

SCRIPT_FILE_NAME = "function_app.py"
"""Where the worker looks for the app."""

_HEADER = ("direction", "type", "data_type")
"""Parameters that stand at the head of the binding JSON, or that a class fixes."""


class Place:
    """Where something was declared.

    Args:
        decorator: The name of the decorator, as ``"queue_trigger"``.
        file: The path of the source file.
        line: The line in it, from 1.
    """

    __slots__ = ("decorator", "file", "line")

    def __init__(self, decorator: str, file: str, line: int) -> None:
        self.decorator: str = decorator
        self.file: str = file
        self.line: int = line

    def __str__(self) -> str:
        return f"@{self.decorator} at {self.file}:{self.line}"


class Declared:
    """What is declared by a constructor: its parameters are fields, and so are further keywords."""

    init_params: list[str]
    """The constructor's parameters and the further keywords given, in order."""
    place: Place | None = None
    """Where it was declared, if by a decorator."""
    extra_fields: tuple[str, ...] = ()
    """The further keywords given."""

    if not TYPE_CHECKING:  # checkers look at __init__ alone

        def __new__(cls, *_args: object, **kwargs: object) -> Self:
            # Here and not in __init__, so that subclasses elsewhere need not hand the names on.
            self = super().__new__(cls)
            parameters = constructor_parameters(cls.__init__)
            self.extra_fields = tuple(name for name in kwargs if name not in parameters)
            self.init_params = [*parameters, *self.extra_fields]
            # All of them: libraries leave it to this to set what their __init__ takes by keyword.
            for name, value in kwargs.items():
                if not hasattr(cls, name):
                    setattr(self, name, value)
            return self


class Binding(Declared):
    """A binding of a function.

    Args:
        name: The parameter that it fills, or ``$return``.
        direction: Which way its data goes.
        data_type: In which form the host hands over its data.
        type: Its type in function.json, for classes that fix none.

    Raises:
        TypeError: The name or the type is no text.
        ValueError: The name or the type is empty.
        KeyError: The data type is text that names none.
    """

    def __init_subclass__(cls, *, binding: str | None = None) -> None:
        """Fix the type of a class of bindings.

        Args:
            binding: The type in function.json.
        """
        super().__init_subclass__()
        if binding is not None:
            cls.get_binding_name = staticmethod(lambda: binding)  # type: ignore[method-assign]  # as subclasses do

    def __init__(
        self,
        name: str,
        direction: BindingDirection,
        data_type: DataType | str | None = None,
        type: str | None = None,
    ) -> None:
        owner = self.__class__.__name__
        self.name: str = _check_text(owner, "name (arg_name)", name)
        self.type: str = _check_text(owner, "type", self.get_binding_name() or type)
        self._direction = direction
        self._data_type = parse_member(data_type, DataType, "data_type")
        self._dict: dict[str, object] = {
            "direction": self._direction,
            "dataType": self._data_type,
            "type": self.type,
        }

    @staticmethod
    def get_binding_name() -> str | None:
        """Return the type in function.json that the class fixes.

        Returns:
            The type, or None where each binding has its own.
        """
        return None

    @property
    def data_type(self) -> int | None:
        """The number of the data type in the worker's protocol; None where none was declared."""
        return None if self._data_type is None else self._data_type.value

    @property
    def direction(self) -> int:
        """The number of the direction in the worker's protocol, where 0 is in, 1 out and 2 both."""
        number: int = self._direction.value
        return number

    def get_dict_repr(self) -> dict[str, object]:
        """Return the binding as in function.json.

        Returns:
            The fields that have a value, in camel case; enums are members.
        """
        fields = {
            to_camel_case(name): getattr(self, name, None)
            for name in self.init_params
            if name not in _HEADER
        }
        return _with_values({**self._dict, **fields})

    def _copy(self, **fields: object) -> Self:
        """Return the same binding with other values of some fields, which become fields."""
        copy = self.__class__.__new__(self.__class__)
        copy.__dict__.update(self.__dict__, _dict=dict(self._dict), **fields)
        copy.init_params = [*dict.fromkeys((*self.init_params, *fields))]
        return copy

    def __repr__(self) -> str:
        return f"<{self.__class__.__name__} {self.type} {self.name!r}>"


class Trigger(Binding):
    """What makes a function run.

    Args:
        name: The parameter that it fills.
        data_type: In which form the host hands over its data.
        type: Its type in function.json, for classes that fix none.
    """

    def __init__(
        self, name: str, data_type: DataType | str | None = None, type: str | None = None
    ) -> None:
        super().__init__(name, BindingDirection.IN, data_type, type)

    @staticmethod
    def is_supported_trigger_type(trigger_instance: Binding, trigger_type: type[Binding]) -> bool:
        """Tell whether a trigger is of a type, be it declared by its class or as a generic one.

        Args:
            trigger_instance: The trigger.
            trigger_type: The class of the type.

        Returns:
            True where it is.
        """
        return (
            isinstance(trigger_instance, trigger_type)
            or trigger_instance.type == trigger_type.get_binding_name()
        )


class InputBinding(Binding):
    """What a function is given beside its trigger.

    Args:
        name: The parameter that it fills.
        data_type: In which form the host hands over its data.
        type: Its type in function.json, for classes that fix none.
    """

    def __init__(
        self, name: str, data_type: DataType | str | None = None, type: str | None = None
    ) -> None:
        super().__init__(name, BindingDirection.IN, data_type, type)


class OutputBinding(Binding):
    """What a function sends.

    Args:
        name: The parameter through which it is set, or ``$return``.
        data_type: In which form the host takes its data.
        type: Its type in function.json, for classes that fix none.
    """

    def __init__(
        self, name: str, data_type: DataType | str | None = None, type: str | None = None
    ) -> None:
        super().__init__(name, BindingDirection.OUT, data_type, type)


class Setting(Declared):
    """What is declared of a function beside its bindings.

    Args:
        setting_name: The name of the setting.
    """

    declares_function = True
    """Whether a function with this setting alone is one of the app, and so needs a trigger."""

    def __init__(self, setting_name: str) -> None:
        self.setting_name = setting_name

    def doubts(self, function: Function) -> Iterable[str]:
        """Find what will fail once the app is deployed.

        Args:
            function: The function, as it is indexed.

        Returns:
            A message for each mistake.
        """
        return ()

    def get_setting_name(self) -> str:
        """Return the name of the setting.

        Returns:
            The name.
        """
        return self.setting_name

    def get_dict_repr(self) -> dict[str, object]:
        """Return the setting as a dict.

        Returns:
            Its name and its fields that have a value, named as the constructor's parameters.
        """
        fields = {name: getattr(self, name, None) for name in self.init_params}
        return _with_values({"setting_name": self.setting_name, **fields})

    def get_settings_value(self, settings_attribute_key: str) -> object:
        """Return a field of the setting.

        Args:
            settings_attribute_key: The name of the field.

        Returns:
            Its value; None where there is none.
        """
        return self.get_dict_repr().get(settings_attribute_key)


def constructor_parameters(constructor: Any) -> tuple[str, ...]:
    """Return the names of a constructor's parameters.

    Args:
        constructor: The ``__init__`` of a class, written in Python.

    Returns:
        The names in order, without ``self`` and without those of ``*args`` and ``**kwargs``.
    """
    while hasattr(constructor, "__wrapped__"):
        constructor = constructor.__wrapped__
    code: CodeType = constructor.__code__
    return code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]


def to_camel_case(snake_case_str: str | None) -> str:
    """Return the name that a parameter has in function.json.

    Args:
        snake_case_str: The name of the parameter: ``queue_name``. Camel case stays.

    Returns:
        The name in camel case: ``queueName``.

    Raises:
        ValueError: It is empty, or has characters other than letters, digits and underscores.
    """
    accepted = "letters, digits and underscores, with no digit in front: queue_name"
    if not (snake_case_str and snake_case_str.isidentifier() and snake_case_str.isascii()):
        raise wrong_value("to_camel_case()", "snake_case_str", snake_case_str, accepted)
    first, *rest = snake_case_str.split("_")
    return first + "".join(word.title() for word in rest)


def further_fields(owner: str, parameter: str, fields: object) -> dict[str, Any]:
    """Return the further fields that a decorator was given, as keyword arguments.

    Args:
        owner: The decorator, as the user writes it.
        parameter: The name of the parameter.
        fields: The argument: names of fields to their values, or None.

    Returns:
        The fields; none for None.

    Raises:
        ArgumentTypeError: It is no mapping, or has names that are no text. It is a TypeError.
    """
    given: object = {} if fields is None else fields
    if is_mapping(given) and all(isinstance(name, str) for name in given):
        return {str(name): value for name, value in given.items()}
    raise wrong_type(owner, parameter, fields, "a mapping, such as a dict, of str to values")


def _check_text(owner: str, parameter: str, value: object) -> str:
    """Return the value if it is text that is not empty."""
    if not isinstance(value, str):
        raise wrong_type(owner, parameter, value, "text")
    if not value:
        raise ArgumentValueError(
            f"{owner}: {parameter} must not be empty", parameter=parameter, accepted="text"
        )
    return value


def _without_none(value: object) -> object:
    """Return dicts and lists without what is None in them, at any depth."""
    if is_dict(value):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    if is_list(value):
        return [_without_none(item) for item in value if item is not None]
    return value


def _with_values(fields: dict[str, object]) -> dict[str, object]:
    """Return the fields that have a value."""
    return {name: _without_none(value) for name, value in fields.items() if value is not None}
