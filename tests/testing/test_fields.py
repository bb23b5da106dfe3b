from __future__ import annotations

import pytest

from azure.functions._registry import CONVERTERS
from azure.functions.decorators.core import InputBinding
from azure.functions.testing._fields import known_types, shapes_of


def required(binding_type: str) -> list[list[str]]:
    """
    Return what each shape of a type demands.
    """
    return [
        [name for name, field in shape.fields.items() if field.is_required]
        for shape in shapes_of(binding_type)
    ]


def choices(binding_type: str, field: str) -> tuple[str, ...]:
    """
    Return the texts that a field of a type takes.
    """
    return shapes_of(binding_type)[0].fields[field].choices


class TestShapes:
    def test_fields(self) -> None:
        """
        The fields of a type are the parameters of its class, as function.json has them.
        """
        (shape,) = shapes_of("timerTrigger")

        expected = ["name", "schedule", "runOnStartup", "useMonitor", "dataType"]
        assert expected == list(shape.fields)
        assert ["str", "str", "bool", "bool", "str"] == [f.kind for f in shape.fields.values()]

    @pytest.mark.parametrize(
        ("binding_type", "expected"),
        [
            ("queueTrigger", ["in"]),
            ("queue", ["out"]),
            ("blob", ["in", "out"]),
            ("serviceBusTrigger", ["in", "in"]),
            ("cosmosDB", ["in", "in", "out", "out"]),
            ("mcpToolTrigger", ["in"]),
            ("durableClient", []),
            ("rabbitMQTrigger", []),
            ("", []),
        ],
    )
    def test_directions(self, binding_type: str, expected: list[str]) -> None:
        """
        A type has a shape for each class of it, with the direction of the class.
        """
        assert expected == [shape.direction for shape in shapes_of(binding_type)]

    @pytest.mark.parametrize(
        ("binding_type", "expected"),
        [
            ("httpTrigger", [["name"]]),
            ("queueTrigger", [["name", "queueName"]]),
            ("eventHub", [["name", "connection", "eventHubName"]]),
            ("eventGrid", [["name"]]),
            (
                "serviceBusTrigger",
                [["name", "queueName"], ["name", "topicName", "subscriptionName"]],
            ),
            ("daprTopicTrigger", [["name", "pubSubName"]]),
            ("daprPublish", [["name", "pubSubName", "topic"]]),
            ("embeddings", [["name", "input"]]),
            ("kafka", [["name", "topic", "brokerList"]]),
        ],
    )
    def test_required(self, binding_type: str, expected: list[list[str]]) -> None:
        """
        What has no default is demanded, unless the host has one or it may be None.
        """
        assert expected == required(binding_type)

    @pytest.mark.parametrize(
        ("binding_type", "field", "expected"),
        [
            ("httpTrigger", "authLevel", ("function", "anonymous", "admin")),
            ("httpTrigger", "dataType", ("undefined", "string", "binary", "stream")),
            ("blobTrigger", "source", ("EventGrid", "LogsAndContainerScan")),
            ("eventHubTrigger", "cardinality", ("one", "many")),
            ("embeddings", "inputType", ()),
            ("kafkaTrigger", "oAuthBearerMethod", ("default", "oidc")),
            ("textCompletion", "chatModel", ()),
            ("queueTrigger", "queueName", ()),
        ],
    )
    def test_choices(self, binding_type: str, field: str, expected: tuple[str, ...]) -> None:
        """
        A field that is annotated with an enum takes its members, as the host reads them.
        """
        assert expected == choices(binding_type, field)

    @pytest.mark.parametrize(
        ("binding_type", "field", "expected"),
        [
            ("table", "take", "int"),
            ("httpTrigger", "methods", ""),
            ("mcpToolTrigger", "metadata", ""),
            ("mcpToolTrigger", "useResultSchema", "bool"),
        ],
    )
    def test_kinds(self, binding_type: str, field: str, expected: str) -> None:
        """
        A field has the one simple kind of its annotation, and none where it takes others too.
        """
        assert expected == shapes_of(binding_type)[0].fields[field].kind

    def test_other_classes(self) -> None:
        """
        Classes of libraries and apps do not change what is known of a type.
        """

        class OurBlob(InputBinding, binding="blob"):
            def __init__(self, name: str, shape: str) -> None:
                super().__init__(name)
                self.shape = shape

        class OurOwn(InputBinding, binding="ourOwn"):
            """A type of an app."""

        assert 2 == len(shapes_of("blob"))
        assert () == shapes_of("ourOwn")
        assert "ourOwn" not in known_types()
        assert {OurBlob, OurOwn} <= {*InputBinding.__subclasses__()}


def test_known_types() -> None:
    """
    Every type that has a decorator or a converter is known.
    """
    assert {*CONVERTERS} <= known_types()
    assert {"daprState", "sqlTrigger", "table", "textCompletion"} <= known_types()
