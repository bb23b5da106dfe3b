# What is declared of a function is private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import json
from typing import Any

import pytest

from azure.functions.decorators import kafka
from azure.functions.decorators._kafka_api import KafkaBindingApi, KafkaTriggerApi
from azure.functions.decorators.core import Cardinality
from azure.functions.decorators.kafka import (
    BrokerAuthenticationMode,
    BrokerProtocol,
    KafkaMessageKeyType,
    KafkaOutput,
    KafkaTrigger,
    OAuthBearerMethod,
)

ENUMS = {
    "key_data_type": ("keyDataType", KafkaMessageKeyType),
    "o_auth_bearer_method": ("oAuthBearerMethod", OAuthBearerMethod),
    "authentication_mode": ("authenticationMode", BrokerAuthenticationMode),
    "protocol": ("protocol", BrokerProtocol),
    "cardinality": ("cardinality", Cardinality),
}
"""Parameter -> its field, its enum."""

DECLARATIONS = [
    *(("kafka_trigger", parameter) for parameter in ENUMS),
    *(("kafka_output", parameter) for parameter in ENUMS if parameter != "cardinality"),
]

CASES = [
    (decorator, parameter, member.name)
    for decorator, parameter in DECLARATIONS
    for member in ENUMS[parameter][1]
]


class App(KafkaTriggerApi, KafkaBindingApi):
    pass


def handle(event: object) -> None:
    pass


def fields(decorator: str, **arguments: Any) -> dict[str, Any]:
    """Return what a decorator declares, as the worker tells it to the host."""
    builder = getattr(App(), decorator)("event", "topic", "broker", **arguments)(handle)
    (binding,) = builder._function.get_raw_bindings()
    declared: dict[str, Any] = json.loads(binding)
    return declared


class TestEnums:
    @pytest.mark.parametrize(("decorator", "parameter", "name"), CASES)
    def test_text(self, decorator: str, parameter: str, name: str) -> None:
        """
        A member may be given as itself or by its name in any case, and goes out as the name.
        """
        field, enum = ENUMS[parameter]

        for value in (enum[name], name, name.lower(), name.title()):
            assert name == fields(decorator, **{parameter: value})[field]

    @pytest.mark.parametrize("spelling", ["SaslSsl", "saslSsl", "SASLSSL"])
    def test_spellings_of_the_host(self, spelling: str) -> None:
        """
        The spellings of the host's documentation are accepted.
        """
        assert "SASLSSL" == fields("kafka_trigger", protocol=spelling)["protocol"]

    @pytest.mark.parametrize(("decorator", "parameter"), DECLARATIONS)
    def test_none(self, decorator: str, parameter: str) -> None:
        """
        None leaves the field out.
        """
        assert ENUMS[parameter][0] not in fields(decorator, **{parameter: None})

    @pytest.mark.parametrize(("decorator", "parameter"), DECLARATIONS)
    def test_unknown(self, decorator: str, parameter: str) -> None:
        """
        A text that names no member is a KeyError that names the function and the accepted ones.
        """
        enum = ENUMS[parameter][1]
        accepted = ", ".join(enum.__members__)

        with pytest.raises(KeyError) as raised:
            fields(decorator, **{parameter: "sasl_ssl"})
        assert "function 'handle'" in str(raised.value)
        assert f"@{decorator} at" in str(raised.value)
        assert f"{parameter}='sasl_ssl' is no {enum.__name__}; write one of {accepted}" in str(
            raised.value
        )

    @pytest.mark.parametrize(("decorator", "parameter"), DECLARATIONS)
    def test_wrong_type(self, decorator: str, parameter: str) -> None:
        """
        Something else than a member or a name is a TypeError.
        """
        with pytest.raises(TypeError, match=f"{parameter} must be a member or its name"):
            fields(decorator, **{parameter: ["SSL"]})

    def test_values(self) -> None:
        """
        The members have the values of the published ones; OAUTHBEARER is new.
        """
        assert (0,) == OAuthBearerMethod.DEFAULT.value
        assert [-1, 0, 1, 2, 3, 4] == [mode.value for mode in BrokerAuthenticationMode]
        assert [-1, 0, 1, 2, 3] == [protocol.value for protocol in BrokerProtocol]
        assert [0, 1, 2, 3] == [key.value for key in KafkaMessageKeyType]


class TestDefaults:
    def test_trigger(self) -> None:
        """
        A trigger goes out with the defaults of what it was not given.
        """
        expected = {
            "direction": "IN",
            "type": "kafkaTrigger",
            "name": "event",
            "topic": "topic",
            "brokerList": "broker",
            "keyDataType": "STRING",
            "authenticationMode": "NOTSET",
            "protocol": "NOTSET",
            "cardinality": "ONE",
            "lagThreshold": 1000,
        }

        assert list(expected.items()) == list(fields("kafka_trigger").items())

    @pytest.mark.parametrize("parameter", ENUMS)
    def test_members(self, parameter: str) -> None:
        """
        The class has members as defaults where its decorator has their names.
        """
        by_class = getattr(KafkaTrigger("event", "topic", "broker"), parameter)
        field, enum = ENUMS[parameter]

        assert by_class is None or isinstance(by_class, enum)
        assert (by_class and by_class.name) == fields("kafka_trigger").get(field)

    def test_output(self) -> None:
        """
        An output goes out with the defaults of what it was not given.
        """
        expected = {
            "direction": "OUT",
            "type": "kafka",
            "name": "event",
            "topic": "topic",
            "brokerList": "broker",
            "keyDataType": "STRING",
            "maxMessageBytes": 1000000,
            "batchSize": 10000,
            "enableIdempotence": False,
            "messageTimeoutMs": 300000,
            "requestTimeoutMs": 5000,
            "maxRetries": 2147483647,
            "authenticationMode": "NOTSET",
            "protocol": "NOTSET",
            "lingerMs": 5,
        }

        assert list(expected.items()) == list(fields("kafka_output").items())

    def test_schema_of_an_output(self) -> None:
        """
        The class of outputs demands the schema that its decorator does without.
        """
        make: Any = KafkaOutput

        with pytest.raises(TypeError, match="avro_schema"):
            make("event", "topic", "broker")
        assert KafkaOutput("event", "topic", "broker", None).avro_schema is None


def test_classes_take_text() -> None:
    """
    The classes take the names of members too.
    """
    trigger = KafkaTrigger("event", "topic", "broker", protocol="ssl", cardinality="many")
    output = KafkaOutput("event", "topic", "broker", None, authentication_mode="plain")

    assert (BrokerProtocol.SSL, Cardinality.MANY) == (trigger.protocol, trigger.cardinality)
    assert BrokerAuthenticationMode.PLAIN is output.authentication_mode


def test_types() -> None:
    """
    The types of the bindings are constants of the module.
    """
    assert kafka.KAFKA_TRIGGER == KafkaTrigger.get_binding_name()
    assert kafka.KAFKA == KafkaOutput.get_binding_name()
