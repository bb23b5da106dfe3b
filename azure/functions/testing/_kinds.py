"""The binding types that this package knows: which way they go, and their types in Python.

``inputs`` and ``outputs`` hold what is worth writing. The worker takes ``str`` for an input of any
type, for one: on an HTTP trigger it then fails when it is called, so it is not listed there.
"""

from __future__ import annotations


class Kind:
    """A binding type.

    Args:
        inputs: What parameters that it fills are annotated with, as users write it; empty where
            it fills none.
        outputs: What parameters that it takes from are annotated with, within ``func.Out[...]``;
            empty where it takes nothing.
        returns: What functions are annotated to return where it takes what they return; without
            it, those of ``outputs`` that are classes.
        decorators: The decorators that declare it.
    """

    __slots__ = ("decorators", "inputs", "outputs", "returns")

    def __init__(
        self,
        *,
        inputs: tuple[str, ...] = (),
        outputs: tuple[str, ...] = (),
        returns: tuple[str, ...] | None = None,
        decorators: tuple[str, ...] = (),
    ) -> None:
        self.inputs = inputs
        self.outputs = outputs
        # The worker refuses generics of typing as what a function returns.
        classes = tuple(each for each in outputs if not each.startswith("typing."))
        self.returns = classes if returns is None else returns
        self.decorators = decorators

    def __repr__(self) -> str:
        return f"Kind(inputs={self.inputs!r}, outputs={self.outputs!r})"


_JSON = ("str",)
"""For data that the host writes and reads as JSON text."""

_RAW = ("str", "bytes")
"""For data of any form, and what the worker reads and writes by itself for any binding."""

KINDS: dict[str, Kind] = {
    "activityTrigger": Kind(
        inputs=("str", "int", "float", "bool", "dict", "list"), decorators=("activity_trigger",)
    ),
    "assistantCreate": Kind(outputs=_JSON, decorators=("assistant_create_output",)),
    "assistantPost": Kind(inputs=_JSON, decorators=("assistant_post_input",)),
    "assistantQuery": Kind(inputs=_JSON, decorators=("assistant_query_input",)),
    "assistantSkillTrigger": Kind(inputs=_JSON, decorators=("assistant_skill_trigger",)),
    "blob": Kind(
        inputs=("func.InputStream", *_RAW),
        outputs=(*_RAW, "func.InputStream"),
        decorators=("blob_input", "blob_output"),
    ),
    "blobTrigger": Kind(inputs=("func.InputStream", "bytes"), decorators=("blob_trigger",)),
    "connectorTrigger": Kind(inputs=_RAW, decorators=("connector_trigger",)),
    "cosmosDB": Kind(
        inputs=("func.DocumentList", "typing.List[func.Document]", *_JSON),
        outputs=("func.Document", "func.DocumentList", "typing.List[func.Document]", *_JSON),
        returns=("func.Document", "func.DocumentList"),
        decorators=(
            "cosmos_db_input",
            "cosmos_db_input_v3",
            "cosmos_db_output",
            "cosmos_db_output_v3",
        ),
    ),
    "cosmosDBTrigger": Kind(
        inputs=("func.DocumentList", "typing.List[func.Document]", *_JSON),
        decorators=("cosmos_db_trigger", "cosmos_db_trigger_v3"),
    ),
    "daprBinding": Kind(outputs=_JSON, decorators=("dapr_binding_output",)),
    "daprBindingTrigger": Kind(inputs=_JSON, decorators=("dapr_binding_trigger",)),
    "daprInvoke": Kind(outputs=_JSON, decorators=("dapr_invoke_output",)),
    "daprPublish": Kind(outputs=_JSON, decorators=("dapr_publish_output",)),
    "daprSecret": Kind(inputs=_JSON, decorators=("dapr_secret_input",)),
    "daprServiceInvocationTrigger": Kind(
        inputs=_JSON, decorators=("dapr_service_invocation_trigger",)
    ),
    "daprState": Kind(
        inputs=_JSON, outputs=_JSON, decorators=("dapr_state_input", "dapr_state_output")
    ),
    "daprTopicTrigger": Kind(inputs=_JSON, decorators=("dapr_topic_trigger",)),
    "durableClient": Kind(inputs=_JSON, decorators=("durable_client_input",)),
    "embeddings": Kind(inputs=_JSON, decorators=("embeddings_input",)),
    "embeddingsStore": Kind(outputs=_JSON, decorators=("embeddings_store_output",)),
    "entityTrigger": Kind(inputs=("func.EntityContext",), decorators=("entity_trigger",)),
    "eventGrid": Kind(
        outputs=(
            "func.EventGridOutputEvent",
            *_RAW,
            "typing.List[func.EventGridOutputEvent]",
            "typing.List[str]",
        ),
        decorators=("event_grid_output",),
    ),
    "eventGridTrigger": Kind(
        inputs=("func.EventGridEvent", "func.CloudEvent", *_JSON),
        decorators=("event_grid_trigger",),
    ),
    "eventHub": Kind(
        outputs=(*_RAW, "typing.List[str]", "typing.List[bytes]"), decorators=("event_hub_output",)
    ),
    "eventHubTrigger": Kind(
        inputs=("func.EventHubEvent", "typing.List[func.EventHubEvent]", *_RAW),
        decorators=("event_hub_message_trigger",),
    ),
    "http": Kind(outputs=("func.HttpResponse", "str"), decorators=("route",)),
    "httpTrigger": Kind(inputs=("func.HttpRequest",), decorators=("route",)),
    "kafka": Kind(
        outputs=(*_RAW, "typing.List[str]", "typing.List[bytes]"), decorators=("kafka_output",)
    ),
    "kafkaTrigger": Kind(
        inputs=("func.KafkaEvent", "typing.List[func.KafkaEvent]", *_RAW),
        decorators=("kafka_trigger",),
    ),
    "mcpPromptTrigger": Kind(
        inputs=("func.PromptInvocationContext",), decorators=("mcp_prompt_trigger",)
    ),
    "mcpResourceTrigger": Kind(inputs=_JSON, decorators=("mcp_resource_trigger",)),
    "mcpToolTrigger": Kind(inputs=_JSON, decorators=("mcp_tool", "mcp_tool_trigger")),
    "mysql": Kind(
        inputs=("func.MySqlRowList", "typing.List[func.MySqlRow]", *_JSON),
        outputs=("func.MySqlRow", "func.MySqlRowList", "typing.List[func.MySqlRow]", *_JSON),
        returns=("func.MySqlRow", "func.MySqlRowList"),
        decorators=("mysql_input", "mysql_output"),
    ),
    "mysqlTrigger": Kind(
        inputs=("func.MySqlRowList", "typing.List[func.MySqlRow]", *_JSON),
        decorators=("mysql_trigger",),
    ),
    "orchestrationTrigger": Kind(
        inputs=("func.OrchestrationContext",), decorators=("orchestration_trigger",)
    ),
    "queue": Kind(
        outputs=(
            "func.QueueMessage",
            *_RAW,
            "typing.List[func.QueueMessage]",
            "typing.List[str]",
        ),
        decorators=("queue_output",),
    ),
    "queueTrigger": Kind(inputs=("func.QueueMessage", *_RAW), decorators=("queue_trigger",)),
    "semanticSearch": Kind(inputs=_JSON, decorators=("semantic_search_input",)),
    "serviceBus": Kind(
        outputs=(*_RAW, "typing.List[str]", "typing.List[bytes]"),
        decorators=("service_bus_queue_output", "service_bus_topic_output"),
    ),
    "serviceBusTrigger": Kind(
        inputs=("func.ServiceBusMessage", "typing.List[func.ServiceBusMessage]", *_RAW),
        decorators=("service_bus_queue_trigger", "service_bus_topic_trigger"),
    ),
    "sql": Kind(
        inputs=("func.SqlRowList", "typing.List[func.SqlRow]", *_JSON),
        outputs=("func.SqlRow", "func.SqlRowList", "typing.List[func.SqlRow]", *_JSON),
        returns=("func.SqlRow", "func.SqlRowList"),
        decorators=("sql_input", "sql_output"),
    ),
    "sqlTrigger": Kind(inputs=_JSON, decorators=("sql_trigger",)),
    "table": Kind(inputs=_JSON, outputs=_JSON, decorators=("table_input", "table_output")),
    "textCompletion": Kind(inputs=_JSON, decorators=("text_completion_input",)),
    "timerTrigger": Kind(
        inputs=("func.TimerRequest", *_JSON), decorators=("timer_trigger", "schedule")
    ),
    "warmupTrigger": Kind(inputs=("func.WarmUpContext",), decorators=("warm_up_trigger",)),
}
"""Binding type of function.json -> what is known of it."""


def accepted_types(binding_type: str, place: str) -> str:
    """Return what to annotate a parameter or a function with.

    Args:
        binding_type: The type of the binding in function.json.
        place: What is annotated: ``in`` for a parameter that the binding fills, ``out`` for one
            that it takes from, ``return`` for what the function returns.

    Returns:
        The annotations as prose, ``func.Out[...]`` for ``out``. Where nothing is known, those that
        the worker takes for any binding.
    """
    kind = KINDS.get(binding_type, Kind())
    types = {"out": kind.outputs, "return": kind.returns}.get(place, kind.inputs) or _RAW
    *most, last = [f"func.Out[{each}]" for each in types] if place == "out" else types
    return f"{', '.join(most)} or {last}" if most else last
