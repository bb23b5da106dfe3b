"""A function and its declarations, and what the decorators leave in its place."""

# A function, its builder and its app know each other's insides, which libraries with decorators of
# their own know too, under these names.
# pyright: reportPrivateUsage=false
from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper

from .._enums import AuthLevel, parse_member
from .._errors import DeclarationError, wrong_type
from .._typing import Any, Generic, ParamSpec, TypeVar, cast
from ._places import name_of, place_of, without_trigger
from .constants import HTTP_TRIGGER
from .core import Binding, Setting, StringifyEnum, Trigger
from .function_name import FUNCTION_NAME

TYPE_CHECKING = False

P = ParamSpec("P")
R = TypeVar("R")


class Function:
    """A function with its bindings and settings, as the worker indexes it.

    Args:
        func: What the user wrote.
        script_file: The name of the file that the worker loads.
    """

    def __init__(self, func: Callable[..., Any], script_file: str) -> None:
        self._func = func
        self._handler: Callable[..., Any] | None = None
        self._makers: list[Callable[[Any], Any]] = []
        self._trigger: Trigger | None = None
        self._bindings: list[Binding] = []
        self._settings: list[Setting] = []
        self.function_script_file = script_file
        self.http_type: str = "function"

    @property
    def _name(self) -> str:
        name = self._setting_value(FUNCTION_NAME)
        return str(name) if name else name_of(self._func)

    def add_binding(self, binding: Binding) -> None:
        """Add a binding.

        Args:
            binding: The binding.
        """
        self._bindings.append(binding)

    def add_trigger(self, trigger: Trigger) -> None:
        """Add the trigger.

        Args:
            trigger: The trigger.

        Raises:
            ValueError: The function has one already.
        """
        if self._trigger is not None:
            problem = (
                f"{place_of(self)} has two triggers, {_told(self._trigger)} and {_told(trigger)}; "
                "keep one of them, and move the other to a function of its own"
            )
            raise DeclarationError(problem, problems=(problem,))
        self._trigger = trigger
        self._bindings.append(trigger)

    def add_setting(self, setting: Setting) -> None:
        """Add a setting. Of several with the same name, the first one counts.

        Args:
            setting: The setting.
        """
        self._settings.append(setting)

    def _add(self, declared: Binding | Setting) -> None:
        """Add what a decorator declares."""
        if isinstance(declared, Setting):
            self.add_setting(declared)
        elif isinstance(declared, Trigger):
            self.add_trigger(declared)
        else:
            self.add_binding(declared)

    def set_http_type(self, http_type: str) -> None:
        """Set what kind of app answers the function's requests.

        Args:
            http_type: ``function``, ``asgi`` or ``wsgi``.
        """
        self.http_type = http_type

    def is_http_function(self) -> bool:
        """Tell whether the function answers HTTP requests.

        Returns:
            True where its trigger is one of HTTP.
        """
        return self._trigger is not None and self._trigger.type == HTTP_TRIGGER

    def is_declared(self) -> bool:
        """Tell whether the function is one of the app, and not only spoken of.

        Returns:
            True where it has a binding, or a setting that says so.
        """
        return bool(self._bindings) or any(each.declares_function for each in self._settings)

    def get_trigger(self) -> Trigger | None:
        """Return the trigger.

        Returns:
            The trigger; None before it is declared.
        """
        return self._trigger

    def get_bindings(self) -> list[Binding]:
        """Return the bindings.

        Returns:
            The bindings, the trigger among them, in the order in which they were declared, which
            is from the function upwards.
        """
        return self._bindings

    def get_raw_bindings(self) -> list[str]:
        """Return the bindings as the worker tells them to the host.

        Returns:
            A JSON object as text for each, as in function.json.
        """
        return [self._dumps(binding.get_dict_repr()) for binding in self._bindings]

    def get_bindings_dict(self) -> dict[str, list[dict[str, object]]]:
        """Return the bindings as dicts.

        Returns:
            They are under the key ``bindings``; enums are members.
        """
        return {"bindings": [binding.get_dict_repr() for binding in self._bindings]}

    def get_dict_repr(self) -> dict[str, object]:
        """Return the function as in function.json.

        Returns:
            The keys ``scriptFile`` and ``bindings``; enums are members.
        """
        return {"scriptFile": self.function_script_file, **self.get_bindings_dict()}

    def get_function_json(self) -> str:
        """Return the function's function.json.

        Returns:
            The JSON text.
        """
        return self._dumps(self.get_dict_repr())

    def get_setting(self, setting_name: str) -> Setting | None:
        """Return a setting.

        Args:
            setting_name: The name of the setting.

        Returns:
            The first one that was declared; None where there is none.
        """
        named = (each for each in self._settings if each.get_setting_name() == setting_name)
        return next(named, None)

    def get_settings_dict(self, setting_name: str) -> dict[str, object] | None:
        """Return a setting as a dict.

        Args:
            setting_name: The name of the setting.

        Returns:
            Its fields; None where there is none.
        """
        setting = self.get_setting(setting_name)
        return None if setting is None else setting.get_dict_repr()

    def get_function_name(self) -> str:
        """Return the name under which the host knows the function.

        Returns:
            The one that ``@app.function_name`` gave, or that of the Python function.
        """
        return self._name

    def get_user_function(self) -> Callable[..., Any]:
        """Return what the worker calls.

        Returns:
            The Python function, or what a decorator made of it.
        """
        return self._handler or self._func

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._func(*args, **kwargs)

    def __str__(self) -> str:
        return self.get_function_json()

    def __repr__(self) -> str:
        return f"<Function {self._name}>"

    def _dumps(self, value: object) -> str:
        """Write fields of bindings as JSON text; enums are their names."""
        import json

        return json.dumps(value, default=self._json_form)

    def _json_form(self, value: object) -> str:
        """Return the name of a member of an enum, and refuse what JSON has no form for."""
        if isinstance(value, StringifyEnum):
            return value.name
        accepted = "text, numbers, booleans, lists, dicts and members of this package's enums"
        raise wrong_type(place_of(self), "what is declared of a binding", value, accepted)

    def _setting_value(self, name: str) -> object:
        """Return the value of the field that is named as its setting."""
        setting = self.get_setting(name)
        return None if setting is None else setting.get_settings_value(name)

    def _make(self, func: Callable[..., Any], make: Callable[[Any], Any]) -> None:
        """Have the worker call what a library has made of the function, and makes of others."""
        self._func = func
        self._makers.append(make)

    def _around(self, func: Callable[..., Any]) -> Function:
        """Return a function with the same declarations around other code."""
        other = Function(func, self.function_script_file)
        if func is not self._func:
            for make in self._makers:
                other._func = make(other._func)
        other._makers = list(self._makers)
        other.http_type = self.http_type
        other._handler = self._handler if func is self._func else None
        other._trigger = self._trigger
        other._bindings = list(self._bindings)
        other._settings = list(self._settings)
        return other

    def _indexed(self, auth_level: AuthLevel | None) -> Function:
        """Return the function with what its trigger leaves open until all of it is declared."""
        indexed = self._around(self._func)
        trigger = self._trigger
        if trigger is None:
            return indexed
        index = getattr(trigger, "_index", None)
        # Set here and on a copy: a blueprint may be registered in apps with other levels.
        if index is not None:
            indexed._trigger = complete = index(indexed)
        elif self.is_http_function():
            defaults = {"route": self._name, "auth_level": auth_level}
            missing = {k: v for k, v in defaults.items() if getattr(trigger, k, None) is None}
            indexed._trigger = complete = trigger._copy(**missing)
        else:
            return indexed
        indexed._bindings[indexed._bindings.index(trigger)] = complete
        return indexed


class FunctionBuilder(Generic[P, R]):
    """What a decorator leaves in the place of a function: it is called as the function is.

    It has the function's name, documentation, annotations and signature, and collects what is
    declared of it.

    Args:
        func: The function.
        function_script_file: The name of the file that the worker loads.
    """

    def __init__(self, func: Callable[P, R], function_script_file: str) -> None:
        update_wrapper(self, func)
        self.__wrapped__: Callable[P, R] = func
        self._function = Function(func, function_script_file)
        self._replaces: FunctionBuilder[..., Any] | None = None

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.__wrapped__(*args, **kwargs)

    if TYPE_CHECKING:
        # As properties: an annotated name would give the class annotations of its own.
        @property
        def __name__(self) -> str: ...
        @property
        def __qualname__(self) -> str: ...
    else:

        def __getattr__(self, name: str) -> Any:
            # __code__ and others: with them, `inspect` takes the object for the function that it
            # stands for, and tells coroutine functions from others.
            if name == "__wrapped__":
                raise AttributeError(name)
            return getattr(self.__wrapped__, name)

    def add_trigger(self, trigger: Trigger) -> FunctionBuilder[P, R]:
        """Add the trigger.

        Args:
            trigger: The trigger.

        Returns:
            The same builder.

        Raises:
            ValueError: The function has one already.
        """
        self._function.add_trigger(trigger)
        return self

    def add_binding(self, binding: Binding) -> FunctionBuilder[P, R]:
        """Add a binding.

        Args:
            binding: The binding.

        Returns:
            The same builder.
        """
        self._function.add_binding(binding)
        return self

    def add_setting(self, setting: Setting) -> FunctionBuilder[P, R]:
        """Add a setting.

        Args:
            setting: The setting.

        Returns:
            The same builder.
        """
        self._function.add_setting(setting)
        return self

    def configure_http_type(self, http_type: str) -> FunctionBuilder[P, R]:
        """Set what kind of app answers the function's requests.

        Args:
            http_type: ``function``, ``asgi`` or ``wsgi``.

        Returns:
            The same builder.
        """
        self._function.set_http_type(http_type)
        return self

    def build(self, auth_level: AuthLevel | str | None = None) -> Function:
        """Return the function as the worker indexes it. Building changes nothing.

        Args:
            auth_level: The level of an HTTP trigger that declares none.

        Returns:
            The function.

        Raises:
            ValueError: It has no trigger.
            KeyError: The level is text that names none.
        """
        level = parse_member(auth_level, AuthLevel, "auth_level")
        if self._function.get_trigger() is None:
            problem = str(without_trigger(self._function))
            raise DeclarationError(problem, problems=(problem,))
        return self._function._indexed(level)

    def _come_around(self, inner: FunctionBuilder[..., Any]) -> None:
        """Take over what was declared of the function further down, and its place in the app."""
        self._function = inner._function._around(self.__wrapped__)
        self._replaces = inner

    def __repr__(self) -> str:
        return f"<FunctionBuilder {self._function._name}>"


def builder_within(func: object) -> FunctionBuilder[..., Any] | None:
    """Return the builder that something is, or that decorators have wrapped.

    Args:
        func: What is decorated.

    Returns:
        The builder nearest to the outside; None where there is none.
    """
    while not isinstance(func, FunctionBuilder):
        func = getattr(func, "__wrapped__", None)
        if func is None:
            return None
    return cast("FunctionBuilder[..., Any]", func)


def _told(binding: Binding) -> str:
    """Say which binding it is and where it was declared."""
    return f"{binding.type} ({binding.place or repr(binding.name)})"
