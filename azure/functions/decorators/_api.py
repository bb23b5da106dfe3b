"""What every class with decorators shares: from ``@app.route()`` to the app's functions."""

# A function, its builder and its app know each other's insides, which libraries with decorators of
# their own know too, under these names.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps

from .._errors import ArgumentTypeError, DeclarationError, FunctionsError, shorten, wrong_type
from .._typing import ParamSpec, TypeVar, cast
from ._function import Function, FunctionBuilder, builder_within
from ._places import Problem, name_of, place_of
from ._spelling import did_you_mean
from .core import SCRIPT_FILE_NAME, Binding, Place, Setting, further_fields
from .function_name import FunctionName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    Declaration: TypeAlias = Binding | Setting

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=Callable[..., object])


def declares(method: M) -> M:
    """Mark a method that returns a decorator: a misspelt argument of it is told with the right one.

    Args:
        method: The method.

    Returns:
        The method.
    """

    @wraps(method)
    def checked(*args: Any, **kwargs: object) -> object:
        try:
            decorator = method(*args, **kwargs)
        except TypeError as error:
            call_failed = error.__traceback__ is not None and error.__traceback__.tb_next is None
            if not call_failed:
                raise
            raise _refused_call(method, len(args), kwargs, error) from None
        if len(args) == 2 and callable(args[1]):
            args[0]._bare.append(_bare_decorator(method.__name__, args[1]))
        return decorator

    return cast(M, checked)


class Decorator:
    """What ``@app.route()`` and its like are: applied to a function, it declares something of it.

    Args:
        api: The app or blueprint that the function belongs to.
        place: Where the decorator stands.
        declare: Returns what is to be added to the function; it may also change it itself.
    """

    __slots__ = ("_api", "_declare", "_place")

    def __init__(
        self,
        api: DecoratorApi,
        place: Place,
        declare: Callable[[Function], Iterable[Declaration] | None],
    ) -> None:
        self._api = api
        self._place = place
        self._declare = declare

    def __call__(self, function: Callable[P, R]) -> FunctionBuilder[P, R]:
        """Declare it of a function.

        Args:
            function: The function, or what another decorator left in its place.

        Returns:
            What is called as the function is, and takes more decorators.

        Raises:
            ValueError: It is no function, or it has a trigger and this is one too.
            KeyError: An argument is text that names no member of an enum.
            TypeError: An argument is of the wrong type.
        """
        if not callable(function):
            problem = (  # type: ignore[unreachable]  # not for users without a type checker
                f"{self._place} decorates {type(function).__name__} ({shorten(function)}), which "
                "is no function; write it above a def"
            )
            raise DeclarationError(problem, problems=(problem,))
        builder = self._api._builder_of(function)
        for each in self._made(builder._function):
            each.place = self._place
            builder._function._add(each)
        self._api._keep(builder, is_new=builder is not function)
        return builder

    def _made(self, function: Function) -> Iterable[Declaration]:
        """Return what is to be added; an error about an argument says where it was given."""
        try:
            return self._declare(function) or ()
        except FunctionsError as error:
            message = f"{place_of(function)}, {self._place}: {error}"
            raise type(error)(message, **vars(error)) from None
        except TypeError as error:  # a further field with the name of an argument
            message = f"{place_of(function)}, {self._place}: {error}"
            raise ArgumentTypeError(message, parameter="", accepted="") from None


class DecoratorApi:
    """What apps and blueprints share: the functions that were declared, in order.

    Args:
        args: Not needed; for classes that are combined with others.
        kwargs: The same.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        self._function_builders: list[FunctionBuilder[..., Any]] = []
        self._containers: list[tuple[int, DecoratorApi]] = []
        self._bare: list[Problem] = []
        self._app_script_file = SCRIPT_FILE_NAME

    @property
    def app_script_file(self) -> str:
        """The name of the file that the worker loads."""
        return self._app_script_file

    def register_functions(self, function_container: DecoratorApi) -> None:
        """Take in the functions of a blueprint, those among them that are declared later too.

        Args:
            function_container: The blueprint.

        Raises:
            TypeError: It is no blueprint.
            ValueError: It takes in this one's functions itself.
        """
        _check_container(function_container)
        if self is function_container or self in function_container._nested():
            problem = (
                "register_functions(): the blueprint takes in the functions of the one that it is "
                "registered in; remove one of the two registrations"
            )
            raise DeclarationError(problem, problems=(problem,))
        self._containers.append((len(self._function_builders), function_container))

    def register_blueprint(self, function_container: DecoratorApi) -> None:
        """Take in the functions of a blueprint: the same as ``register_functions``.

        Args:
            function_container: The blueprint.

        Raises:
            TypeError: It is no blueprint.
            ValueError: It takes in this one's functions itself.
        """
        self.register_functions(function_container)

    @declares
    def function_name(
        self, name: str, setting_extra_fields: Mapping[str, object] | None = None
    ) -> Decorator:
        """Name the function.

        Args:
            name: The name under which the host knows it, instead of that of the Python function.
            setting_extra_fields: Further fields of the setting, by name.

        Returns:
            The decorator.
        """
        fields = further_fields("function_name()", "setting_extra_fields", setting_extra_fields)
        return self._declare(lambda: FunctionName(name, **fields))

    @declares
    def http_type(self, http_type: str) -> Decorator:
        """Say what kind of app answers the function's requests.

        Args:
            http_type: ``function``, ``asgi`` or ``wsgi``.

        Returns:
            The decorator.
        """
        return self._decorator(lambda function: function.set_http_type(http_type))

    def _declare(self, *makers: Callable[[], Declaration]) -> Decorator:
        """Return the decorator that declares bindings or settings.

        They are made when the decorator is applied, so that an error can name the function; and
        added when all are made.
        """
        return self._decorator(lambda _: [make() for make in makers])

    def _decorator(self, declare: Callable[[Function], Iterable[Declaration] | None]) -> Decorator:
        """Return the decorator that adds what it is told to a function."""
        return Decorator(self, _caller(), declare)

    def _configure_function_builder(
        self, wrap: Callable[[FunctionBuilder[P, R]], FunctionBuilder[P, R]]
    ) -> Callable[[Callable[P, R]], FunctionBuilder[P, R]]:
        """Return the decorator that configures a builder: for libraries with their own bindings."""

        def decorator(function: Callable[P, R]) -> FunctionBuilder[P, R]:
            builder = self._builder_of(function)
            before = builder._function._func
            configured = wrap(builder)
            if builder._function._func is not before:
                builder._function._makers.append(made)
            self._keep(builder, is_new=builder is not function)
            return configured

        def made(function: Callable[P, R]) -> Callable[..., Any]:
            return wrap(FunctionBuilder(function, self._app_script_file))._function._func

        return decorator

    def _builder_of(self, function: Callable[P, R]) -> FunctionBuilder[P, R]:
        """Return the builder that a function has from decorators below, or a new one."""
        if not callable(function):
            problem = (  # type: ignore[unreachable]  # not for users without a type checker
                f"{type(function).__name__} ({shorten(function)}) is decorated, which is no "
                "function; write the decorator above a def"
            )
            raise DeclarationError(problem, problems=(problem,))
        inner = builder_within(function)
        if inner is function:
            return cast(FunctionBuilder[P, R], function)
        builder = FunctionBuilder(function, self._app_script_file)
        if inner is not None:
            # A decorator that keeps what it wraps stands between two of ours.
            builder._come_around(inner)
        return builder

    def _validate_type(self, func: Callable[P, R]) -> FunctionBuilder[P, R]:
        """Return the builder of a function for a library that appends it to the list by itself."""
        builder = self._builder_of(func)
        for listed in (builder, builder._replaces):
            if listed in self._function_builders:
                self._function_builders.remove(listed)
        return builder

    def _keep(self, builder: FunctionBuilder[..., Any], *, is_new: bool) -> None:
        """Put a builder in the list, in the place of one that it has come around."""
        inner = builder._replaces
        # From the end, where the function that is being decorated stands.
        if not is_new and any(builder is each for each in reversed(self._function_builders)):
            return
        if inner is not None and inner in self._function_builders:
            self._function_builders[self._function_builders.index(inner)] = builder
        else:
            self._function_builders.append(builder)

    def _all_builders(self) -> Iterator[FunctionBuilder[..., Any]]:
        """Return the builders of this one and of what was registered, in the order of both."""
        start = 0
        for count, container in self._containers:
            yield from self._function_builders[start:count]
            yield from container._all_builders()
            start = count
        yield from self._function_builders[start:]

    def _bare_decorators(self) -> list[Problem]:
        """Return the decorators of this one, and of what was registered, without parentheses."""
        each_once = {id(each): each for each in (self, *self._nested())}
        return [problem for each in each_once.values() for problem in each._bare]

    def _nested(self) -> Iterator[DecoratorApi]:
        """Return what was registered, and what was registered in that."""
        for _, container in self._containers:
            yield container
            yield from container._nested()


def _refused_call(
    method: Callable[..., object], count: int, kwargs: dict[str, object], error: TypeError
) -> ArgumentTypeError:
    """Make the error for a call whose arguments are not those of the method."""
    from inspect import Parameter, signature

    parameters = signature(method).parameters
    required = [
        name
        for name, parameter in list(parameters.items())[count:]
        if parameter.default is Parameter.empty
        and parameter.kind is not Parameter.VAR_KEYWORD
        and name not in kwargs
    ]
    unknown = [name for name in kwargs if name not in parameters]
    told = [f"missing {', '.join(required)}"] if required else []
    told += [
        f"there is no argument {each}{did_you_mean(each, required or parameters)}"
        for each in unknown
    ]
    return ArgumentTypeError(
        f"{_caller(method.__name__)}: {'; '.join(told) or error}",
        parameter=", ".join(required or unknown),
        accepted=", ".join(name for name in parameters if name != "self"),
    )


def _bare_decorator(name: str, func: Callable[..., object]) -> Problem:
    """Say that a decorator was written without parentheses, and took the function itself."""
    place, function = _caller(name), name_of(func)
    message = (
        f"written without parentheses, so function {function!r} is not in the app; write "
        f"@app.{name}()"
    )
    return Problem(
        message,
        f"{place}: {message}",
        function=function,
        file=place.file,
        line=place.line,
        decorator=name,
    )


def _check_container(container: object) -> None:
    """Refuse what has no functions to take in, or is an app itself."""
    accepted = "a Blueprint, such as the variable bp of bp = func.Blueprint()"
    if not isinstance(container, DecoratorApi):
        raise wrong_type("register_functions()", "function_container", container, accepted)
    # An app is told by what the worker looks for; its class is defined further up.
    if hasattr(container, "get_functions"):
        raise ArgumentTypeError(
            f"register_functions(): {type(container).__name__} is an app, which cannot be "
            f"registered in another; pass {accepted}",
            parameter="function_container",
            accepted=accepted,
        )


def _caller(decorator: str = "") -> Place:
    """Return where the code that called a decorator method stands, and the name of the method."""
    frame = sys._getframe(1)
    called = ""
    while frame.f_back is not None and frame.f_globals.get("__package__") == __package__:
        if frame.f_code.co_name != "checked":
            called = frame.f_code.co_name
        frame = frame.f_back
    return Place(decorator or called, frame.f_code.co_filename, frame.f_lineno)
