from __future__ import annotations

import pickle
from typing import Any

import pytest

from azure.functions.decorators.eventgrid import EventGridBindingApi, EventGridOutput


class App(EventGridBindingApi):
    pass


def send(events: object) -> None:
    pass


ACCEPTED = "both topic_endpoint_uri and topic_key_setting, or connection alone"


class TestTopic:
    @pytest.mark.parametrize(
        ("arguments", "expected"),
        [
            (
                {"topic_endpoint_uri": "URI", "topic_key_setting": "KEY"},
                {"topicEndpointUri": "URI", "topicKeySetting": "KEY"},
            ),
            (
                {"topic_endpoint_uri": "", "topic_key_setting": ""},
                {"topicEndpointUri": "", "topicKeySetting": ""},
            ),
            ({"connection": "CON"}, {"connection": "CON"}),
            ({"connection": ""}, {"connection": ""}),
        ],
    )
    def test_one_way(self, arguments: dict[str, str], expected: dict[str, str]) -> None:
        """
        A topic is given by its endpoint and key, or by a connection; empty texts count, as
        published.
        """
        fields = EventGridOutput("events", **arguments).get_dict_repr()

        assert expected == {key: fields[key] for key in fields if key in expected}
        assert len(expected) + len(("direction", "type", "name")) == len(fields)

    @pytest.mark.parametrize(
        ("arguments", "got"),
        [
            ({}, "none of them"),
            ({"topic_endpoint_uri": "x"}, "topic_endpoint_uri"),
            ({"topic_key_setting": "x"}, "topic_key_setting"),
            (
                {"topic_endpoint_uri": "x", "connection": "x"},
                "topic_endpoint_uri and connection",
            ),
            ({"topic_key_setting": "", "connection": ""}, "topic_key_setting and connection"),
            (
                {"topic_endpoint_uri": "x", "topic_key_setting": "x", "connection": "x"},
                "topic_endpoint_uri and topic_key_setting and connection",
            ),
        ],
    )
    def test_refused(self, arguments: dict[str, Any], got: str) -> None:
        """
        None, half or both of the ways is a ValueError that names what came and what is accepted,
        and survives pickling.
        """
        with pytest.raises(ValueError, match="EventGridOutput") as caught:
            EventGridOutput("events", **arguments)

        assert f"EventGridOutput: give the topic by {ACCEPTED}; got {got}" == str(caught.value)
        assert ACCEPTED == vars(caught.value)["accepted"]
        copy = pickle.loads(pickle.dumps(caught.value))
        assert (str(caught.value), vars(caught.value)) == (str(copy), vars(copy))

    def test_told_where(self) -> None:
        """
        The decorator's error names the function, the decorator and the place of both.
        """
        declare = App().event_grid_output("events", topic_key_setting="KEY")

        with pytest.raises(
            ValueError, match=r"'send' at .*\.py:\d+, @event_grid_output at .*\.py:\d+: Event"
        ):
            declare(send)

    def test_secrets(self) -> None:
        """
        An error does not show the values: a key that was pasted in place of its setting's name
        stays out of logs.
        """
        with pytest.raises(ValueError, match="topic") as caught:
            EventGridOutput("events", topic_key_setting="s3cret")

        assert "s3cret" not in str(caught.value) + repr(vars(caught.value))

    def test_data_type_first(self) -> None:
        """
        An unknown data type is told before the topic, as published.
        """
        with pytest.raises(KeyError, match="data_type='nope' is no DataType"):
            EventGridOutput("events", data_type="nope")
