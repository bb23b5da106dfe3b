# The scopes and the names of functions are private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import json
import logging
import types
from collections.abc import Callable
from typing import Any

import pytest

import azure.functions as func
from azure.functions.extension import (
    AppExtensionBase,
    AppExtensionHooks,
    ExtensionHookMeta,
    ExtensionMeta,
    FunctionExtensionException,
)

LOGGER = logging.getLogger(__name__)
CONTEXT = func.Context(function_name="Greet")


def make_app_extension(
    name: str = "Audit", base: type[AppExtensionBase] = AppExtensionBase, **methods: object
) -> type[AppExtensionBase]:
    """
    Define an app-level extension.
    """
    made: type[AppExtensionBase] = types.new_class(
        name, (base,), exec_body=lambda body: body.update(methods)
    )
    return made


def registered() -> Any:
    """
    Return the names of what is registered.
    """
    return json.loads(ExtensionMeta.get_registered_extensions_json())


class TestAppExtension:
    def test_hooks(self) -> None:
        """
        Defining a class registers its hooks, those too that it leaves to its base.
        """

        class Audit(AppExtensionBase):
            @classmethod
            def pre_invocation_app_level(
                cls,
                logger: logging.Logger,
                context: func.Context,
                func_args: dict[str, object] | None = None,
                *args: Any,
                **kwargs: Any,
            ) -> None:
                pass

        assert (
            AppExtensionHooks(
                [ExtensionHookMeta("Audit", Audit.post_function_load_app_level)],
                [ExtensionHookMeta("Audit", Audit.pre_invocation_app_level)],
                [ExtensionHookMeta("Audit", Audit.post_invocation_app_level)],
            )
            == ExtensionMeta.get_application_hooks()
        )

    def test_order(self) -> None:
        """
        Hooks are in the order in which the classes were defined, subclasses of extensions and
        classes of the same name among them.
        """
        first = make_app_extension("First")
        second = make_app_extension("Second", first)
        make_app_extension("First")
        hooks = ExtensionMeta.get_application_hooks()

        assert issubclass(second, first)
        assert hooks is not None
        for registered_hooks in hooks:
            assert ["First", "Second", "First"] == [hook.ext_name for hook in registered_hooks]
        assert {"AppExtension": ["First", "Second", "First"]} == registered()

    def test_class_named_as_the_base(self) -> None:
        """
        An extension may be named as the base is.
        """
        make_app_extension("AppExtensionBase")

        assert {"AppExtension": ["AppExtensionBase"]} == registered()

    def test_static_method(self) -> None:
        """
        A hook may be a static method.
        """
        calls: list[object] = []
        make_app_extension(post_function_load_app_level=staticmethod(calls.append))
        hooks = ExtensionMeta.get_application_hooks()
        assert hooks is not None

        hooks.post_function_load_app_level[0].ext_impl("Greet")

        assert ["Greet"] == calls

    @pytest.mark.parametrize("kind", [classmethod, staticmethod])
    def test_init(self, kind: Callable[[object], object]) -> None:
        """
        Defining a class calls init() of it once, before it is registered.
        """
        seen: list[object] = []

        def init(*cls: object) -> None:
            seen.append(registered())

        make_app_extension(init=kind(init))

        assert [{}] == seen
        assert {"AppExtension": ["Audit"]} == registered()

    def test_init_of_subclass(self) -> None:
        """
        Each class of a family calls init(), with itself.
        """
        seen: list[str] = []

        class First(AppExtensionBase):
            @classmethod
            def init(cls) -> None:
                seen.append(cls.__name__)

        make_app_extension("Second", First)

        assert ["First", "Second"] == seen

    def test_init_raises(self) -> None:
        """
        What init() raises comes to where the class is defined, and the class is not registered.
        """
        with pytest.raises(LookupError, match="no key"):

            class Audit(AppExtensionBase):  # pyright: ignore[reportUnusedClass]  # never made
                @classmethod
                def init(cls) -> None:
                    raise LookupError("no key")

        assert None is ExtensionMeta.get_application_hooks()
        assert {} == registered()

    @pytest.mark.parametrize("arguments", [(), ("a", 1)])
    def test_no_instances(self, arguments: tuple[Any, ...]) -> None:
        """
        An app-level extension cannot be instantiated; the error names it and says what to do.
        """
        audit: Any = make_app_extension()

        with pytest.raises(FunctionExtensionException) as caught:
            audit(*arguments)

        assert (
            "Audit is an app-level extension: it works from the moment its class is defined and "
            "has no instances; call its class methods, such as Audit.configure()"
        ) == str(caught.value)
        assert "Audit" == caught.value.extension

    def test_no_instances_of_the_base(self) -> None:
        """
        Neither can the base itself.
        """
        with pytest.raises(FunctionExtensionException, match="AppExtensionBase is an app-level"):
            AppExtensionBase()

    def test_configure(self) -> None:
        """
        configure() takes any settings; that of a subclass takes those that it names.
        """

        class Audit(AppExtensionBase):
            limit = 1

            @classmethod
            def configure(cls, *, limit: int) -> None:
                cls.limit = limit

        Audit.configure(limit=3)

        assert 3 == Audit.limit
        assert None is AppExtensionBase.configure("a", limit=3)

    def test_hooks_of_the_base(self) -> None:
        """
        The hooks of the base do nothing, called as the worker does or with what later ones may add.
        """
        make_app_extension()
        hooks = ExtensionMeta.get_application_hooks()
        assert hooks is not None
        arguments: tuple[tuple[Any, ...], ...] = (
            ("Greet", "/app/Greet"),
            (LOGGER, CONTEXT, {"req": 1}),
            (LOGGER, CONTEXT, {"req": 1}, "Hello"),
        )

        for [hook], taken in zip(hooks, arguments, strict=True):
            assert None is hook.ext_impl(*taken)
            assert None is hook.ext_impl(*taken, "more", later=1)
