# What a test registers is taken back inside the registry.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

import azure.functions as func
from azure.functions import _registry, meta


@pytest.fixture(autouse=True)
def _own_registrations(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """
    Take back what a test registers.
    """
    registry = func.get_binding_registry()
    monkeypatch.setattr(registry, "_registered", dict(registry._registered))
    yield
    monkeypatch.undo()


BINDING_TYPES = (
    "activityTrigger",
    "blob",
    "blobTrigger",
    "connectorTrigger",
    "cosmosDB",
    "cosmosDBTrigger",
    "durableClient",
    "entityTrigger",
    "eventGrid",
    "eventGridTrigger",
    "eventHub",
    "eventHubTrigger",
    "http",
    "httpTrigger",
    "kafka",
    "kafkaTrigger",
    "mcpPromptTrigger",
    "mcpResourceTrigger",
    "mcpToolTrigger",
    "mysql",
    "mysqlTrigger",
    "orchestrationTrigger",
    "queue",
    "queueTrigger",
    "serviceBus",
    "serviceBusTrigger",
    "sql",
    "timerTrigger",
    "warmupTrigger",
)


def test_table() -> None:
    """
    The table has the binding types that the package converts.
    """
    assert BINDING_TYPES == tuple(_registry.CONVERTERS)


@pytest.mark.parametrize("binding_type", BINDING_TYPES)
def test_row(binding_type: str) -> None:
    """
    A row of the table names the class that registers itself for the binding type.
    """
    module, name = _registry.CONVERTERS[binding_type]
    home: Any = import_module(f"azure.functions.{module}")
    converter: Any = func.get_binding_registry().get(binding_type)

    assert getattr(home, name) is converter
    assert issubclass(converter, meta.Converter)
    if binding_type.endswith("Trigger"):
        assert True is converter.has_trigger_support()
        assert issubclass(converter, meta.InConverter)


def test_table_is_read_on_first_use() -> None:
    """
    A registry that was asked for nothing yet has nothing, and finds a converter by the table.
    """
    registry = _registry.BindingRegistry()
    assert {} == registry._registered

    converter: Any = registry.get("queueTrigger")

    assert "QueueMessageInConverter" == converter.__name__
    assert {"queueTrigger": converter} == registry._registered


def test_classes_register_what_the_table_says() -> None:
    """
    The modules of the package, all imported, have registered the rows of the table and no more.
    """
    code = """
import importlib, json, pathlib
import azure.functions as func

for file in pathlib.Path(func.__file__).parent.glob("*.py"):
    if file.stem != "__init__":
        importlib.import_module(f"azure.functions.{file.stem}")
print(json.dumps({
    binding_type: (converter.__module__.removeprefix("azure.functions."), converter.__name__)
    for binding_type, converter in func.get_binding_registry()._registered.items()
}))
"""
    output = subprocess.check_output([sys.executable, "-c", code], text=True)
    registered = {binding: tuple(home) for binding, home in json.loads(output).items()}

    assert _registry.CONVERTERS == registered


@pytest.mark.parametrize(
    "binding_type", ["", "unknown", "QUEUETRIGGER", "queue ", None, 5, b"queue", ("queue",)]
)
def test_unknown(binding_type: Any) -> None:
    """
    A binding type that the package does not know has no converter, and asking is no error.
    """
    assert None is func.get_binding_registry().get(binding_type)


def test_unknown_and_unhashable() -> None:
    """
    Nor is it an error to ask for what cannot be a key.
    """
    not_text: Any = []

    assert None is func.get_binding_registry().get(not_text)


def test_one_registry() -> None:
    """
    There is one registry, and it is the same under both names that published code uses.
    """
    assert func.get_binding_registry() is func.get_binding_registry()
    assert func.get_binding_registry is meta.get_binding_registry
    assert isinstance(func.get_binding_registry(), meta.BindingRegistry)


class TestClassKeywords:
    def test_binding(self) -> None:
        """
        A class registers itself for the binding type that it names.
        """

        class NoteConverter(meta.InConverter, meta.OutConverter, binding="note"):
            pass

        assert NoteConverter is func.get_binding_registry().get("note")
        assert False is NoteConverter.has_trigger_support()

    def test_binding_and_trigger(self) -> None:
        """
        A class registers itself for its binding and for a trigger of another name.
        """

        class NoteConverter(meta.InConverter, binding="note", trigger="noteTrigger"):
            pass

        assert NoteConverter is func.get_binding_registry().get("note")
        assert NoteConverter is func.get_binding_registry().get("noteTrigger")
        assert True is NoteConverter.has_trigger_support()

    def test_trigger_only(self) -> None:
        """
        With trigger=True the binding type is the trigger's; trigger alone registers that alone.
        """

        class NoteConverter(meta.InConverter, binding="noteTrigger", trigger=True):
            pass

        class OtherConverter(meta.InConverter, trigger="otherTrigger"):
            pass

        assert NoteConverter is func.get_binding_registry().get("noteTrigger")
        assert OtherConverter is func.get_binding_registry().get("otherTrigger")
        assert True is NoteConverter.has_trigger_support()
        assert True is OtherConverter.has_trigger_support()

    def test_no_keywords(self) -> None:
        """
        A class without keywords registers nothing and is a base for others.
        """
        before = dict(func.get_binding_registry()._registered)

        class Base(meta.InConverter):
            pass

        assert before == func.get_binding_registry()._registered

        class NoteConverter(Base, binding="note"):
            pass

        assert NoteConverter is func.get_binding_registry().get("note")

    def test_trigger_support_stays_with_its_class(self) -> None:
        """
        That one class is a trigger's says nothing of another.
        """

        class Trigger(meta.InConverter, trigger="noteTrigger"):
            pass

        class Plain(meta.InConverter, binding="note"):
            pass

        assert (True, False) == (Trigger.has_trigger_support(), Plain.has_trigger_support())

    def test_unknown_keyword(self) -> None:
        """
        A misspelt keyword is refused.
        """
        with pytest.raises(TypeError, match="bindings|__init_subclass__"):
            type("NoteConverter", (meta.InConverter,), {}, bindings="note")

    @pytest.mark.parametrize("binding", ["", 5, True, b"note"])
    def test_binding_is_no_text(self, binding: object) -> None:
        """
        A binding type that is no text, or is empty, is refused with a TypeError that names it.
        """
        with pytest.raises(func.ArgumentTypeError) as caught:
            type("NoteConverter", (meta.InConverter,), {}, binding=binding)

        assert isinstance(caught.value, TypeError)
        assert str(caught.value).startswith(
            "class NoteConverter: binding must be the binding type as text"
        )
        assert repr(binding) in str(caught.value)

    @pytest.mark.parametrize("trigger", ["", 5, b"note"])
    def test_trigger_is_no_text(self, trigger: object) -> None:
        """
        A trigger that is neither text nor a truth value, or is empty, is refused likewise.
        """
        with pytest.raises(func.ArgumentTypeError) as caught:
            type("NoteConverter", (meta.InConverter,), {}, binding="note", trigger=trigger)

        assert str(caught.value).startswith("class NoteConverter: trigger must be ")

    @pytest.mark.parametrize("taken", ["queueTrigger", "blob", "timerTrigger"])
    @pytest.mark.parametrize("keyword", ["binding", "trigger"])
    def test_taken_by_the_package(self, taken: str, keyword: str) -> None:
        """
        A second converter for a binding type of the package is refused, wherever its first one is.
        """
        with pytest.raises(func.RegistrationError) as caught:
            type("MyConverter", (meta.InConverter,), {}, **{keyword: taken})

        assert isinstance(caught.value, RuntimeError)
        assert taken == caught.value.binding
        assert f"cannot register MyConverter for the binding type {taken!r}" in str(caught.value)
        assert f"register_converter({taken!r}, MyConverter, overwrite=True)" in str(caught.value)
        converter = func.get_binding_registry().get(taken)
        assert converter is not None
        assert converter.__module__.startswith("azure.functions.")

    def test_taken_before_it_is_imported(self) -> None:
        """
        A binding type of the table is taken although its converter was not asked for yet.
        """
        registry = _registry.BindingRegistry()

        class MyConverter(meta.InConverter):
            pass

        with pytest.raises(func.RegistrationError):
            registry.register("queueTrigger", converter=MyConverter)
        registry.register("queueTrigger", converter=MyConverter, overwrite=True)
        assert MyConverter is registry.get("queueTrigger")

    def test_taken_by_the_user(self) -> None:
        """
        A second converter for a user's binding type is refused; the first one stays.
        """

        class First(meta.InConverter, binding="note"):
            pass

        with pytest.raises(func.RegistrationError, match="'note'"):
            type("Second", (meta.InConverter,), {}, binding="note")
        assert First is func.get_binding_registry().get("note")

    def test_refused_class_registers_nothing(self) -> None:
        """
        A class of which one binding type is taken is registered for none.
        """
        with pytest.raises(func.RegistrationError):
            type("Half", (meta.InConverter,), {}, binding="note", trigger="queueTrigger")

        assert None is func.get_binding_registry().get("note")


class TestRegisterConverter:
    def test_new(self) -> None:
        """
        register_converter() registers a class for a binding type, and again without complaint.
        """

        class NoteConverter(meta.OutConverter):
            pass

        func.register_converter("note", NoteConverter)
        func.register_converter("note", NoteConverter)

        assert NoteConverter is func.get_binding_registry().get("note")

    def test_taken(self) -> None:
        """
        A second converter for a taken name is refused unless overwrite=True.
        """

        class MyConverter(meta.InConverter, trigger=True):
            pass

        with pytest.raises(func.RegistrationError):
            func.register_converter("queueTrigger", MyConverter)
        with pytest.raises(func.RegistrationError):
            func.register_converter("queueTrigger", MyConverter, overwrite=False)

        func.register_converter("queueTrigger", MyConverter, overwrite=True)
        assert MyConverter is func.get_binding_registry().get("queueTrigger")

    @pytest.mark.parametrize("name", ["", None, 5])
    def test_name_is_no_text(self, name: Any) -> None:
        """
        A name that is no text is refused with a TypeError.
        """
        with pytest.raises(func.ArgumentTypeError) as caught:
            func.register_converter(name, meta.InConverter)

        assert isinstance(caught.value, TypeError)
        assert str(caught.value).startswith(
            "register_converter(): binding_name must be the binding type as text"
        )

    @pytest.mark.parametrize("converter", [int, None, "x", func.Datum("x", None), list[int]])
    def test_no_converter(self, converter: Any) -> None:
        """
        What is no converter class is refused with a TypeError that says what is accepted.
        """
        with pytest.raises(func.ArgumentTypeError) as caught:
            func.register_converter("note", converter)

        assert isinstance(caught.value, TypeError)
        assert (
            "register_converter(): converter_cls must be a subclass of InConverter, "
            "of OutConverter, or of both, got "
        ) in str(caught.value)
        assert None is func.get_binding_registry().get("note")
