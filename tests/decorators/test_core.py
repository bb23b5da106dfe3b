# Libraries use these private names.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import functools
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure.functions.decorators import utils
from azure.functions.decorators.core import (
    Binding,
    BindingDirection,
    DataType,
    InputBinding,
    OutputBinding,
    Place,
    Setting,
    Trigger,
    to_camel_case,
)
from azure.functions.decorators.generic import GenericTrigger
from azure.functions.decorators.queue import QueueTrigger


class Elsewhere(Trigger):
    """
    A trigger as libraries write it: plain attributes, and a static method that names the type.
    """

    @staticmethod
    def get_binding_name() -> str:
        return "elsewhere"

    def __init__(self, name: str, task_hub: object = None, **kwargs: object) -> None:
        self.task_hub = task_hub
        self.not_a_parameter = 1
        super().__init__(name=name)


class Further(Elsewhere):
    """
    A subclass with a parameter of its own, which hands on a fixed value for its base's.
    """

    def __init__(self, name: str, other: int) -> None:
        self.other = other
        super().__init__(name, "hub")


class Unset(InputBinding):
    """
    An input of a library that leaves it to its base to set what it takes.
    """

    @staticmethod
    def get_binding_name() -> str:
        return "unset"

    def __init__(self, name: str, alias: str | None = None, data_type: object = None) -> None:
        super().__init__(name, DataType.STRING)


class TestBinding:
    def test_the_head_of_the_json(self) -> None:
        """
        Direction, data type, type and name come first, then the constructor's parameters in order.
        """
        binding = QueueTrigger("msg", "names", "Storage", DataType.BINARY)

        expected = {
            "direction": BindingDirection.IN,
            "dataType": DataType.BINARY,
            "type": "queueTrigger",
            "name": "msg",
            "queueName": "names",
            "connection": "Storage",
        }
        assert list(expected.items()) == list(binding.get_dict_repr().items())

    def test_of_a_library(self) -> None:
        """
        Parameters and further keywords of a class elsewhere become fields, in camel case.
        """
        binding = Elsewhere("x", {"a": None, "b": [None, {"c": None}]}, durable_x=1, zero=None)

        expected: dict[str, object] = {
            "direction": BindingDirection.IN,
            "type": "elsewhere",
            "name": "x",
            "taskHub": {"b": [{}]},
            "durableX": 1,
        }
        assert expected == binding.get_dict_repr()
        assert ["name", "task_hub", "durable_x", "zero"] == binding.init_params
        assert 1 == getattr(binding, "durable_x", None)

    def test_of_a_library_that_sets_nothing(self) -> None:
        """
        A keyword is a field even where the constructor makes no attribute of it.
        """
        binding = Unset("x", alias="a", data_type=3)

        expected = {
            "direction": BindingDirection.IN,
            "dataType": DataType.STRING,
            "type": "unset",
            "name": "x",
            "alias": "a",
        }
        assert expected == binding.get_dict_repr()
        assert "alias" not in Unset("x", "a").get_dict_repr()

    def test_of_a_subclass(self) -> None:
        """
        Only the parameters of the class itself become fields, not those of its base.
        """
        expected = {
            "direction": BindingDirection.IN,
            "type": "elsewhere",
            "name": "x",
            "other": 2,
        }
        assert expected == Further("x", 2).get_dict_repr()

    def test_of_a_wrapped_constructor(self) -> None:
        """
        The parameters are found through decorators that keep what they wrap.
        """

        class Wrapped(Elsewhere):
            pass

        @functools.wraps(Elsewhere.__init__)
        def constructor(self: Any, *args: Any, **kwargs: Any) -> None:
            Elsewhere.__init__(self, *args, **kwargs)

        setattr(Wrapped, "__init__", constructor)  # noqa: B010 - checkers allow no other way

        assert {"taskHub": 3}.items() <= Wrapped("x", task_hub=3).get_dict_repr().items()

    def test_a_later_value_counts(self) -> None:
        """
        The JSON has what the attributes hold when it is asked for.
        """
        binding = Elsewhere("x")
        binding.task_hub = "hub"

        assert "hub" == binding.get_dict_repr()["taskHub"]

    def test_what_the_extensions_base_reads(self) -> None:
        """
        ``_dict`` holds the head of the JSON, to which others add fields.
        """
        binding = Elsewhere("x")

        expected = {"direction": BindingDirection.IN, "dataType": None, "type": "elsewhere"}
        assert expected == binding._dict

    def test_a_further_keyword_never_replaces_what_the_class_fixes(self) -> None:
        """
        A keyword that is a property of the class stays a field, and the class's answer stands.
        """
        binding = Elsewhere("x", direction="out", type="other", data_type="string")

        assert (0, "elsewhere", None) == (binding.direction, binding.type, binding.data_type)

    @pytest.mark.parametrize(
        ("base", "direction"), [(Trigger, 0), (InputBinding, 0), (OutputBinding, 1)]
    )
    def test_numbers_of_the_protocol(self, base: Any, direction: int) -> None:
        """
        Direction and data type are told to the worker as numbers.
        """
        binding = base("x", "stream", type="any")

        assert (direction, 3) == (binding.direction, binding.data_type)

    @pytest.mark.parametrize(
        ("arguments", "error", "message"),
        [
            ({"name": None}, TypeError, "QueueTrigger: name (arg_name) must be text, got NoneType"),
            ({"name": ""}, ValueError, "QueueTrigger: name (arg_name) must not be empty"),
            ({"data_type": "text"}, KeyError, "data_type='text' is no DataType"),
            ({"data_type": 3}, TypeError, "data_type must be"),
        ],
    )
    def test_refusals(self, arguments: Any, error: type[Exception], message: str) -> None:
        """
        A name that is no text or empty, and an unknown data type, are refused at once.
        """
        with pytest.raises(error, match=re.escape(message)):
            QueueTrigger(**{"name": "x", "queue_name": "q", "connection": "c", **arguments})

    def test_without_a_type(self) -> None:
        """
        A binding that neither its class nor its arguments give a type is refused.
        """
        with pytest.raises(TypeError, match="Binding: type must be text"):
            Binding("x", BindingDirection.IN)

    def test_repr(self) -> None:
        """
        The repr has the type and the name.
        """
        assert "<Elsewhere elsewhere 'x'>" == repr(Elsewhere("x"))


@pytest.mark.parametrize(
    ("trigger", "expected"),
    [
        (QueueTrigger("x", "q", "c"), True),
        (GenericTrigger("x", "queueTrigger"), True),
        (GenericTrigger("x", "blobTrigger"), False),
        (Elsewhere("x"), False),
    ],
)
def test_is_supported_trigger_type(trigger: Trigger, expected: bool) -> None:
    """
    A trigger is of a type by its class, or by the name of the type.
    """
    assert expected == Trigger.is_supported_trigger_type(trigger, QueueTrigger)


class TestSetting:
    def test_dict(self) -> None:
        """
        The name comes first, then the parameters under their own names; None is left out.
        """

        class Limit(Setting):
            def __init__(self, most: int, least: int | None = None, **kwargs: object) -> None:
                super().__init__("limit")
                self.most = most
                self.least = least

        setting = Limit(3, further_one=1)

        expected = {"setting_name": "limit", "most": 3, "further_one": 1}
        assert expected == setting.get_dict_repr()
        assert "limit" == setting.get_setting_name()
        assert 3 == setting.get_settings_value("most")
        assert setting.get_settings_value("least") is None


def test_place() -> None:
    """
    A place reads as the decorator and where it stands.
    """
    assert "@route at app.py:3" == str(Place("route", "app.py", 3))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("queue_name", "queueName"),
        ("o_auth_bearer_method", "oAuthBearerMethod"),
        ("name", "name"),
        ("queueName", "queueName"),
        ("_a", "A"),
        ("a__b_", "aB"),
        ("a1_b2", "a1B2"),
    ],
)
def test_camel_case(name: str, expected: str) -> None:
    """
    Words after the first begin with a capital; what is in camel case stays.
    """
    assert expected == to_camel_case(name)


@pytest.mark.parametrize("name", ["", None, "a-b", "1a", "a b", "ä"])
def test_names_that_are_no_fields(name: str | None) -> None:
    """
    What is empty or has other characters is a ValueError that shows an accepted name.
    """
    with pytest.raises(ValueError, match="queue_name"):
        to_camel_case(name)


class TestUtils:
    @pytest.mark.parametrize(
        ("name", "snake", "word"),
        [
            ("a_b", True, False),
            ("_a", True, False),
            ("a1_b2", True, False),
            ("abc", False, True),
            ("aBc1", False, True),
            ("", False, False),
            ("_", False, False),
            ("1a", False, False),
            ("a b", False, False),
            ("a-b", False, False),
        ],
    )
    def test_kinds_of_names(self, name: str, snake: bool, word: bool) -> None:
        """
        Names are in snake case, single words, or neither.
        """
        assert (snake, word) == (utils.is_snake_case(name), utils.is_word(name))

    @given(st.text())
    def test_any_name_is_answered(self, name: str) -> None:
        """
        No text makes the two raise, and none is both.
        """
        assert not (utils.is_snake_case(name) and utils.is_word(name))

    def test_parsing(self) -> None:
        """
        Members are given as themselves or by name, one or several.
        """
        kind = DataType

        assert kind.BINARY is utils.parse_singular_param_to_enum("binary", kind)
        assert [kind.BINARY] == utils.parse_iterable_param_to_enums(["binary"], kind)

    def test_encoder(self) -> None:
        """
        The encoder writes members by their names, and refuses what JSON has no form for.
        """
        encoder = utils.StringifyEnumJsonEncoder()

        assert '{"a": ["BINARY"]}' == encoder.encode({"a": [DataType.BINARY]})
        with pytest.raises(TypeError, match="object"):
            encoder.encode(object())
