from __future__ import annotations

from typing import Any

import pytest

from azure.functions.testing._documents import Document
from azure.functions.testing._fields import known_types
from azure.functions.testing._function_json import (
    Finding,
    duplicates,
    misspelt,
    wrong_bindings,
    wrong_fields,
    wrong_name,
    wrong_type,
)

Fields = dict[str, Any]

TIMER = {"name": "timer", "type": "timerTrigger", "direction": "in", "schedule": "0 0 * * * *"}
HUB = {
    "name": "event",
    "type": "eventHubTrigger",
    "direction": "in",
    "eventHubName": "fridges",
    "connection": "EventHub",
}


def binding(binding_type: str = "queueTrigger", direction: str = "in", **fields: object) -> Fields:
    """
    Return a binding; a field whose value is None is not there.
    """
    whole = {"name": "x", "type": binding_type, "direction": direction, **fields}
    return {name: value for name, value in whole.items() if value is not None}


def of_bindings(*bindings: Fields) -> list[str]:
    """
    Return what is wrong with the shape of bindings.
    """
    return [finding.message for finding in wrong_bindings(list(bindings))]


def of_fields(*bindings: Fields, **declared: object) -> list[str]:
    """
    Return what is wrong with the fields of a function.json, with places where they are not first.
    """
    return [finding.message for finding in wrong_fields(declared, list(bindings))]


class TestWrongBindings:
    @pytest.mark.parametrize(
        "fields",
        [
            binding(),
            binding(direction="IN"),
            binding("queue", "out"),
            binding("blob", "in"),
            binding("blob", "out"),
            binding("blob", "inout"),  # which the worker refuses
            binding("http", "out", name="$return"),
            binding("rabbitMQTrigger"),
            binding("signalRConnectionInfo"),
            binding("sendGrid", "out"),
            binding("durableClient"),
            binding(name="_sold_out2"),
            binding(name="n" * 128),
            binding(name="Return"),
        ],
    )
    def test_sound(self, fields: Fields) -> None:
        """
        Nothing is found where the host takes a binding.
        """
        assert [] == of_bindings(fields)

    @pytest.mark.parametrize(
        ("fields", "place", "message"),
        [
            (binding(name=None), "name", "name is missing; every binding has one"),
            (binding(name=""), "name", "name is missing; every binding has one"),
            (
                {**binding(name=None), "nam": "x"},
                "name",
                "name is missing; every binding has one; did you mean nam?",
            ),
            (binding(name=5), "name", "name must be text; it is a number"),
            ({**binding(), "type": None}, "type", "type is missing; every binding has one"),
            ({**binding(), "type": []}, "type", "type must be text; it is a list"),
            (
                binding("queueTriger"),
                "type",
                "type 'queueTriger' does not exist; did you mean queue",
            ),
            (binding("QueueTrigger"), "type", "type 'QueueTrigger' does not exist; did you mean q"),
            ({**binding(), "direction": True}, "direction", "direction must be text, in or out; i"),
            (binding(direction="inn"), "direction", "direction 'inn' does not exist; write in or"),
            (binding(direction="out"), "direction", "direction of queueTrigger must be in; it is "),
            (binding("ourTrigger", "out"), "direction", "direction of ourTrigger must be in; it i"),
            (binding("queue"), "direction", "direction of queue must be out; it is in"),
            (
                binding("blob", name="$return"),
                "direction",
                "direction of $return must be out; it is in",
            ),
        ],
    )
    def test_wrong(self, fields: Fields, place: str, message: str) -> None:
        """
        What the host refuses is told at its field, with what would be right.
        """
        (finding,) = wrong_bindings([fields])

        assert finding.message.startswith(message)
        assert (0, place) == finding.place
        assert not finding.is_warning

    @pytest.mark.parametrize("direction", [None, ""])
    def test_without_direction(self, direction: object) -> None:
        """
        Without a direction the host takes in: a warning where that is right, and else an error.
        """
        whole = [
            {**binding(), "direction": direction},
            {**binding("blob"), "name": "y", "direction": direction},
            {**binding("queue"), "name": "z", "direction": direction},
        ]
        expected = [
            Finding("direction is missing; write in", (0, "direction"), is_warning=True),
            Finding("direction is missing; write in or out", (1, "direction"), is_warning=True),
            Finding("direction is missing; write out", (2, "direction")),
        ]
        assert expected == list(wrong_bindings(whole))

    def test_one_name_for_two(self) -> None:
        """
        A name that an earlier binding has, in whatever case, is told once for each further one.
        """
        whole = [binding(), binding("queue", "out"), binding("table", "out", name="X")]
        told = [(each.place, each.message[:28]) for each in wrong_bindings(whole)]

        expected = [
            ((1, "name"), "name 'x' is that of another "),
            ((2, "name"), "name 'X' is that of another "),
        ]
        assert expected == told

    def test_two_triggers(self) -> None:
        """
        A second trigger is told, and so is a third.
        """
        whole = [binding(), binding("timerTrigger", name="y"), binding("ourTrigger", name="z")]
        told = [(each.place, each.message[:45]) for each in wrong_bindings(whole)]

        expected = [
            ((1, "type"), "it has two triggers, queueTrigger and timerTr"),
            ((2, "type"), "it has two triggers, queueTrigger and ourTrig"),
        ]
        assert expected == told


class TestNamesAndTypes:
    @pytest.mark.parametrize(
        "name", ["a__b", "2nd", "my-name", "my name", "n" * 129, "naïve", "x\n", "$result"]
    )
    def test_refused_names(self, name: str) -> None:
        """
        A name that the host refuses is told.
        """
        (finding,) = wrong_name(name, 3)

        assert "is refused by the host; write up to 128 letters, digits" in finding.message
        assert (3, "name") == finding.place

    @pytest.mark.parametrize("name", ["$Return", "$RETURN", "return"])
    def test_return(self, name: str) -> None:
        """
        What can only stand for the return value is told with how that is written.
        """
        (finding,) = wrong_name(name, 0)
        assert f"name is {name!r}; write $return for what the function returns" == finding.message

    @pytest.mark.parametrize(
        "binding_type",
        [
            *("apiHubFile", "azureDataExplorer", "dataLake", "documentDB", "fluidFramework"),
            *("generic", "kusto", "manualTrigger", "mobileTable", "notificationHub"),
            *("orchestrationClient", "rabbitMQ", "rabbitMQTrigger", "redis", "redisListTrigger"),
            *("redisPubSubTrigger", "redisStreamTrigger", "sendGrid", "signalR"),
            *("signalRConnectionInfo", "signalREndpoints", "signalRNegotiation", "signalRTrigger"),
            *("socketIO", "socketIONegotiation", "socketIOTrigger", "twilioSms", "webPubSub"),
            *("webPubSubConnection", "webPubSubContext", "webPubSubTrigger", ""),
        ],
    )
    def test_types_of_extensions(self, binding_type: str) -> None:
        """
        The types of extensions that have no decorators here are not taken for misspelt ones.
        """
        assert [] == list(wrong_type(binding_type, 0))

    def test_known_types(self) -> None:
        """
        No known type is taken for misspelt, though some are alike.
        """
        assert [] == [each for each in known_types() if [*wrong_type(each, 0)]]


class TestMisspelt:
    def test_fields(self) -> None:
        """
        A field is told whose name is close to that of one that there is, and that is not there.
        """
        fields = {"quueName": 1, "Connexion": 2, "connection": 3, "weight": 4, "dataType": 5}
        known = ("queueName", "connection", "dataType")

        expected = [
            Finding("there is no field 'quueName'; did you mean queueName?", ("b", 0, "quueName"))
        ]
        assert expected == list(misspelt(fields, known, ("b", 0)))

    def test_long_names(self) -> None:
        """
        A name that is longer than any is not compared with others, which would take long.
        """
        assert [] == list(misspelt({"x" * 100_000: 1, "a" * 130: 2}, ("a" * 128,), ()))
        assert [] == list(wrong_type("".join(map(chr, range(0x100, 0xD000))) + "Trigger", 0))

    def test_other_case(self) -> None:
        """
        A field whose name differs in upper and lower case only is a warning.
        """
        message = "field datatype is written dataType; not all that read it take both"
        expected = [Finding(message, ("datatype",), is_warning=True)]

        assert expected == list(misspelt({"datatype": 1}, ("dataType",), ()))

    def test_fields_of_one_type(self) -> None:
        """
        Beside its own fields, those that the host knows besides are not taken for misspelt ones.
        """
        besides: dict[str, tuple[str, ...]] = {
            "httpTrigger": ("webHookType", "properties"),
            "eventHubTrigger": ("path", "properties"),
            "cosmosDBTrigger": ("maxItemCount", "leaseConnectionStringSetting"),
            "serviceBusTrigger": ("autoComplete", "isBatched", "maxMessageBatchSize"),
            "mcpToolTrigger": ("properties",),
            "timerTrigger": ("timeZone",),
        }
        for binding_type, fields in besides.items():
            whole = binding(binding_type, **dict.fromkeys(fields, "x"))
            told = [each for each in of_fields(whole) if "is missing" not in each]
            assert [] == told, binding_type


class TestWrongFields:
    @pytest.mark.parametrize(
        "fields",
        [
            binding("httpTrigger"),
            binding("httpTrigger", authLevel="ANONYMOUS", methods=["get", "POST"], route="a/{b}"),
            binding("httpTrigger", authLevel=None, methods=[], dataType="Binary"),
            binding("httpTrigger", authLevel="%LEVEL%"),
            binding("queueTrigger", queueName="q"),
            binding("queueTrigger", queueName="q", connection="", dataType="string"),
            binding("queueTrigger", queueName=7),
            binding("queue", "OUT", queueName="%QUEUE%"),
            binding("serviceBusTrigger", queueName="q", connection="B", isSessionsEnabled="True"),
            binding("serviceBusTrigger", topicName="t", subscriptionName="s", connection="B"),
            binding("cosmosDB", connection="C", databaseName="d", containerName="c"),
            binding(
                "cosmosDB", "out", connectionStringSetting="C", databaseName="d", collectionName="c"
            ),
            binding("table", tableName="t", take=5),
            binding("table", tableName="t", take="5"),
            binding("table", tableName="t", take=5.0),
            binding("table", tableName="t", take="%TAKE%"),
            binding("kafka", "out", topic="t", brokerList="b", protocol=2),
            binding("mcpToolTrigger", toolName="t", metadata={"a": 1}),
            binding("rabbitMQTrigger", queueNam="q"),
            binding("signalR", "out", hubName=[1]),
            {**TIMER, "runOnStartup": False},
            {**TIMER, "schedule": "*/5 * * * *"},
            {**TIMER, "schedule": "%SCHEDULE%"},
            {**TIMER, "schedule": "01:00:00"},
            {**HUB, "cardinality": "Many", "dataType": None},
        ],
    )
    def test_sound(self, fields: Fields) -> None:
        """
        Nothing is found in fields that the host takes, or that it alone knows.
        """
        assert [] == of_fields(fields, scriptFile="__init__.py", disabled=False, other=1)

    @pytest.mark.parametrize(
        ("fields", "place", "message"),
        [
            (
                binding("httpTrigger", authLevel="anonimous"),
                ("authLevel",),
                (
                    "authLevel 'anonimous' does not exist; write function, anonymous, admin; did "
                    "you mean anonymous?"
                ),
            ),
            (
                binding("httpTrigger", authLevel=["admin"]),
                ("authLevel",),
                "authLevel must be text; it is a list",
            ),
            (
                binding("httpTrigger", methods="get"),
                ("methods",),
                'methods must be a list, such as ["get", "post"]; it is text',
            ),
            (
                binding("httpTrigger", methods=["get", 1]),
                ("methods", 1),
                "methods must hold text, such as get; there is a number",
            ),
            (
                binding("httpTrigger", methods=["FOO"]),
                ("methods", 0),
                (
                    "method 'FOO' does not exist; write get, post, delete, head, patch, put, "
                    "options, query"
                ),
            ),
            (
                binding("httpTrigger", method=["get"]),
                ("method",),
                "there is no field 'method'; did you mean methods?",
            ),
            (
                binding("httpTrigger", route=5 > 4),
                ("route",),
                "route must be text; it is a boolean",
            ),
            (binding("httpTrigger", route={}), ("route",), "route must be text; it is an object"),
            (
                binding("queueTrigger"),
                ("queueName",),
                "queueName is missing, which queueTrigger needs",
            ),
            (
                binding("queueTrigger", queueName=""),
                ("queueName",),
                "queueName is missing, which queueTrigger needs",
            ),
            (
                binding("serviceBusTrigger"),
                ("queueName",),
                "queueName is missing, which serviceBusTrigger needs",
            ),
            (
                binding("serviceBusTrigger", subscriptionName="s"),
                ("topicName",),
                "topicName is missing, which serviceBusTrigger needs",
            ),
            (
                binding("table", tableName="t", take="ten"),
                ("take",),
                "take must be a whole number; it is 'ten'",
            ),
            (
                binding("table", tableName="t", take=1.5),
                ("take",),
                "take must be a whole number; it is 1.5",
            ),
            (
                binding("table", tableName="t", take=True),
                ("take",),
                "take must be a whole number; it is True",
            ),
            (
                binding("table", tableName="t", take=[]),
                ("take",),
                "take must be a whole number; it is []",
            ),
            (
                {**TIMER, "useMonitor": 1},
                ("useMonitor",),
                "useMonitor must be true or false; it is 1",
            ),
            (
                {**TIMER, "schedule": "every minute"},
                ("schedule",),
                (
                    "schedule 'every minute' is no NCRONTAB expression, time span or %setting%: it "
                    "has 2 fields in place of 6: second, minute, hour, day, month, day of the week"
                ),
            ),
            ({**TIMER, "schedule": ""}, ("schedule",), "schedule is missing, which timerTrigger n"),
            (
                {**HUB, "cardinality": "both"},
                ("cardinality",),
                "cardinality 'both' does not exist; write one, many",
            ),
        ],
    )
    def test_wrong(self, fields: Fields, place: tuple[str | int, ...], message: str) -> None:
        """
        A field that the host cannot read is told, with what it takes.
        """
        (finding,) = wrong_fields({"bindings": [{}, fields]}, [{}, fields])

        assert finding.message.startswith(message)
        assert ("bindings", 1, *place) == finding.place

    def test_at_the_top(self) -> None:
        """
        A misspelt field of the function itself is told.
        """
        expected = ["there is no field 'entrypont'; did you mean entryPoint?"]
        assert expected == of_fields(entrypont="main", generatedBy="hand", bindings=[])


class TestRetry:
    @pytest.mark.parametrize(
        "retry",
        [
            None,
            {"strategy": "fixedDelay", "maxRetryCount": 3, "delayInterval": "00:00:10"},
            {"strategy": "FixedDelay", "maxRetryCount": "-1", "delayInterval": "1.00:00:10.5"},
            {
                "strategy": "exponentialBackoff",
                "maxRetryCount": -1,
                "minimumInterval": "0:0:1",
                "maximumInterval": "23:59:59",
            },
        ],
    )
    def test_sound(self, retry: object) -> None:
        """
        Nothing is found in a retry policy that the host reads.
        """
        assert [] == of_fields(retry=retry)

    @pytest.mark.parametrize(
        ("retry", "place", "message"),
        [
            ([], (), "retry must be an object; it is a list"),
            (
                {"strategy": "fixedDelai", "maxRetryCount": 3},
                ("strategy",),
                (
                    "strategy 'fixedDelai' does not exist; write fixedDelay or exponentialBackoff; "
                    "did you mean fixedDelay?"
                ),
            ),
            (
                {"strategy": 3, "maxRetryCount": 3},
                ("strategy",),
                "strategy 3 does not exist; write fixedDelay or exponentialBackoff",
            ),
            (
                {"maxRetryCount": 3},
                ("strategy",),
                "strategy is missing; write fixedDelay or exponentialBackoff",
            ),
            (
                {"stategy": "fixedDelay", "maxRetryCount": 3},
                ("stategy",),
                "there is no field 'stategy'; did you mean strategy?",
            ),
            (
                {"strategy": "fixedDelay", "maxRetryCount": 3, "delayIntervall": "00:00:10"},
                ("delayIntervall",),
                "there is no field 'delayIntervall'; did you mean delayInterval?",
            ),
            (
                {"strategy": "fixedDelay", "maxRetryCount": 3},
                ("delayInterval",),
                "delayInterval is missing, which fixedDelay needs",
            ),
            (
                {"strategy": "fixedDelay", "delayInterval": "00:00:10"},
                ("maxRetryCount",),
                "maxRetryCount is missing, which a retry policy needs",
            ),
            (
                {"strategy": "fixedDelay", "maxRetryCount": "x", "delayInterval": "00:00:10"},
                ("maxRetryCount",),
                "maxRetryCount 'x' is no whole number; write one, or -1 for no end",
            ),
            (
                {"strategy": "fixedDelay", "maxRetryCount": 3, "delayInterval": 10},
                ("delayInterval",),
                "delayInterval 10 is no interval; write hh:mm:ss, such as 00:00:10",
            ),
            (
                {"strategy": "fixedDelay", "maxRetryCount": 3, "delayInterval": "24:00:00"},
                ("delayInterval",),
                "delayInterval '24:00:00' is no interval; write hh:mm:ss, such as 00:00:10",
            ),
        ],
    )
    def test_wrong(self, retry: object, place: tuple[str, ...], message: str) -> None:
        """
        What the host cannot read is told, with what it takes.
        """
        assert [Finding(message, ("retry", *place))] == list(wrong_fields({"retry": retry}, []))


def test_duplicates() -> None:
    """
    A field that is given again is told at its last place.
    """
    document = Document({}, {}, [("bindings", 0, "name"), ("\ud800",)])

    expected = [
        Finding(
            "'name' is given twice, and only the last one counts; remove one",
            ("bindings", 0, "name"),
        ),
        Finding("'\\ud800' is given twice, and only the last one counts; remove one", ("\ud800",)),
    ]
    assert expected == list(duplicates(document))
