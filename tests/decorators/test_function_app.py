"""
Apps and blueprints: what they are made of.
"""

from __future__ import annotations

import inspect
from typing import Any

import pytest

import azure.functions as func
from azure.functions.decorators import function_app

API = (func.TriggerApi, func.BindingApi, func.SettingsApi, func.DecoratorApi)


class TestLevels:
    @pytest.mark.parametrize("level", ["anonymous", "ANONYMOUS", func.AuthLevel.ANONYMOUS])
    def test_by_name(self, level: Any) -> None:
        """
        The level is a member, or its name in any case.
        """
        assert func.AuthLevel.ANONYMOUS is func.FunctionApp(http_auth_level=level).auth_level

    def test_default(self) -> None:
        """
        Without a level, requests must bring the function's key.
        """
        assert func.AuthLevel.FUNCTION is func.FunctionApp().auth_level
        assert func.FunctionApp(None).auth_level is None

    def test_unknown(self) -> None:
        """
        An unknown name is a KeyError with the known ones.
        """
        with pytest.raises(KeyError, match="http_auth_level='x' is no AuthLevel; write one of"):
            func.FunctionApp("x")


class TestComposing:
    def test_apps_and_blueprints_have_all_decorators(self) -> None:
        """
        An app and a blueprint have the decorators of triggers, bindings and settings.
        """
        for kind in (func.FunctionApp, func.Blueprint, func.ExternalHttpFunctionApp):
            assert all(issubclass(kind, base) for base in API)

    def test_classes_of_a_users_own(self) -> None:
        """
        The parts can be combined with a register, as libraries do.
        """

        class Blueprint(func.TriggerApi, func.BindingApi, func.SettingsApi):
            def __init__(self, level: str) -> None:
                super().__init__(auth_level=level)

        class App(Blueprint, func.FunctionRegister):
            pass

        app = App("ADMIN")
        app.register_functions(Blueprint("ADMIN"))

        @app.route()
        def greet(req: func.HttpRequest) -> str:
            return "hello"

        assert func.AuthLevel.ADMIN is app.auth_level
        assert ["greet"] == [each.get_function_name() for each in app.get_functions()]

    def test_published_code_that_indexes_again(self) -> None:
        """
        What it empties before is there, and nothing depends on it.
        """
        app = func.FunctionApp()

        @app.timer_trigger("timer", "0 * * * * *")
        def tick(timer: func.TimerRequest) -> None:
            pass

        app.get_functions()
        app.functions_bindings.clear()

        assert ["tick"] == [each.get_function_name() for each in app.get_functions()]

    def test_an_app_of_another_framework_says_how(self) -> None:
        """
        The base of such apps cannot be made by itself.
        """
        with pytest.raises(TypeError, match="_add_http_app"):
            func.ExternalHttpFunctionApp("ADMIN")  # type: ignore[abstract]  # pyright: ignore[reportAbstractUsage]

    def test_unknown_names(self) -> None:
        """
        A name that the modules do not have is an AttributeError.
        """
        for module in (function_app, func.decorators):
            with pytest.raises(AttributeError, match="has no attribute 'Nope'"):
                getattr(module, "Nope")  # noqa: B009 - as an attribute, checkers refuse it

    def test_the_package_lists_its_names(self) -> None:
        """
        The names that ``decorators`` exports are listed, and each can be imported from it.
        """
        listed: tuple[str, ...] = vars(func.decorators)["__all__"]

        assert set(listed) <= set(dir(func.decorators))
        assert all(getattr(func, name) is getattr(func.decorators, name) for name in listed)


DECORATORS = [
    (owner, name)
    for owner in API
    for name, _ in inspect.getmembers(owner, inspect.isfunction)
    if not name.startswith(("_", "register_"))
]


@pytest.mark.parametrize(("owner", "name"), DECORATORS)
def test_every_argument_is_documented(owner: Any, name: str) -> None:
    """
    The documentation of a decorator says what each of its arguments is.
    """
    method = getattr(owner, name)
    documentation = inspect.getdoc(method) or ""
    arguments = [each for each in inspect.signature(method).parameters if each != "self"]

    assert [] == [each for each in arguments if f"\n    {each}: " not in documentation]
    assert "Returns:\n    The decorator." in documentation
