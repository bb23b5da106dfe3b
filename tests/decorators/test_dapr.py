from __future__ import annotations

from typing import Any

import pytest

import azure.functions as func
import declaring
from azure.functions.decorators.dapr import DaprBindingApi, DaprTopicTrigger, DaprTriggerApi


class App(DaprTriggerApi, DaprBindingApi):
    """
    An app with the decorators of Dapr alone.
    """


def declared(decorator: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
    """
    Return the JSON of the binding that a decorator declares.
    """
    return declaring.declared(App(), decorator, *args, **kwargs)


@pytest.mark.parametrize("route", [None, ""])
def test_a_topic_is_its_own_route(route: str | None) -> None:
    """
    A topic trigger without a route has the topic for one.
    """
    fields = declared("dapr_topic_trigger", "x", "pubsub", "orders", route)

    assert "orders" == fields["route"]


def test_a_route_of_its_own() -> None:
    """
    A topic trigger keeps the route that it is given.
    """
    fields = declared("dapr_topic_trigger", "x", "pubsub", "orders", route="new-orders")

    assert "orders" == fields["topic"]
    assert "new-orders" == fields["route"]


def test_the_class_takes_the_route_as_it_is() -> None:
    """
    The route is filled in by the decorator, not by the class, as published.
    """
    trigger = DaprTopicTrigger("x", "pubsub", "orders")

    assert None is trigger.route
    assert "route" not in trigger.get_dict_repr()


@pytest.mark.parametrize(
    ("decorator", "field"),
    [
        ("dapr_service_invocation_trigger", "methodName"),
        ("dapr_binding_trigger", "bindingName"),
    ],
)
def test_what_triggers_is_named(decorator: str, field: str) -> None:
    """
    The other triggers name what runs the function, whatever the function is called.
    """
    assert "orders" == declared(decorator, "x", "orders")[field]


def test_one_type_both_ways() -> None:
    """
    State is read and written by bindings of one type, told apart by their direction.
    """
    read = declared("dapr_state_input", "x", "store", "key")
    written = declared("dapr_state_output", "x", "store", "key")

    assert ("daprState", "IN") == (read.pop("type"), read.pop("direction"))
    assert ("daprState", "OUT") == (written.pop("type"), written.pop("direction"))
    assert {"name": "x", "stateStore": "store", "key": "key"} == read == written


@pytest.mark.parametrize(
    ("decorator", "args"),
    [
        ("dapr_state_input", ("x", "store", "key")),
        ("dapr_secret_input", ("x", "store", "key", None)),
        ("dapr_state_output", ("x", "store", "key")),
        ("dapr_invoke_output", ("x", "app", "method", "post")),
        ("dapr_publish_output", ("x", "pubsub", "topic")),
        ("dapr_binding_output", ("x", "binding", "create")),
    ],
)
def test_the_address_is_the_hosts_choice(decorator: str, args: tuple[str | None, ...]) -> None:
    """
    A binding without an address of the sidecar says nothing of one, so that the host finds it.
    """
    assert "daprAddress" not in declared(decorator, *args)
    assert "http://d:1" == declared(decorator, *args, dapr_address="http://d:1")["daprAddress"]


def test_a_secret_without_metadata() -> None:
    """
    None as the metadata of a secret leaves the field out.
    """
    fields = declared("dapr_secret_input", "x", "store", "key", None)

    assert "metadata" not in fields


def test_the_metadata_of_a_secret_is_required() -> None:
    """
    A secret without its metadata argument is refused with a TypeError that names it.
    """
    app: Any = App()

    with pytest.raises(func.ArgumentTypeError, match="@dapr_secret_input at .*: missing metadata"):
        app.dapr_secret_input("x", "store", "key")


@pytest.mark.parametrize(
    ("decorator", "args"),
    [
        ("dapr_service_invocation_trigger", ("x", "method")),
        ("dapr_binding_trigger", ("x", "binding")),
        ("dapr_topic_trigger", ("x", "pubsub", "topic")),
        ("dapr_state_input", ("x", "store", "key")),
        ("dapr_secret_input", ("x", "store", "key", "a=b")),
        ("dapr_state_output", ("x", "store", "key")),
        ("dapr_invoke_output", ("x", "app", "method", "post")),
        ("dapr_publish_output", ("x", "pubsub", "topic")),
        ("dapr_binding_output", ("x", "binding", "create")),
    ],
)
def test_an_unknown_data_type(decorator: str, args: tuple[str, ...]) -> None:
    """
    Text that names no data type is refused with a KeyError that names function and decorator.
    """
    with pytest.raises(KeyError, match=f"'f' at .*, @{decorator} at .*: data_type='text' is no"):
        declared(decorator, *args, data_type="text")
