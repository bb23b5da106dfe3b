from __future__ import annotations

import json
from typing import Any

import pytest

import azure.functions as func
import declaring
from azure.functions.decorators.openai import (
    InputType,
    OpenAIBindingApi,
    OpenAIModels,
    OpenAITriggerApi,
    semantic_search_system_prompt,
)

CHAT = {
    "assistant_post_input": ("x", "id", "message"),
    "text_completion_input": ("x", "prompt"),
    "semantic_search_input": ("x", "connection", "index"),
}
EMBEDDINGS = {
    "embeddings_input": ("x", "text", InputType.RawText),
    "embeddings_store_output": ("x", "text", InputType.RawText, "connection", "index"),
}
OTHER = {
    "assistant_skill_trigger": ("x", "does it"),
    "assistant_create_output": ("x",),
    "assistant_query_input": ("x", "id", "{Query.since}"),
}


class App(OpenAITriggerApi, OpenAIBindingApi):
    """
    An app with the decorators of the OpenAI extension alone.
    """


def declared(decorator: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
    """
    Return the JSON of the binding that a decorator declares.
    """
    return declaring.declared(App(), decorator, *args, **kwargs)


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (OpenAIModels.DefaultChatModel, "DefaultChatModel"),
        (OpenAIModels.DefaultEmbeddingsModel, "DefaultEmbeddingsModel"),
        ("%CHAT_MODEL%", "%CHAT_MODEL%"),
        ("gpt-4o", "gpt-4o"),
        ("defaultchatmodel", "defaultchatmodel"),
    ],
)
@pytest.mark.parametrize(
    ("decorator", "parameter", "field"),
    [
        *((decorator, "chat_model", "chatModel") for decorator in CHAT),
        *((decorator, "embeddings_model", "embeddingsModel") for decorator in EMBEDDINGS),
        ("semantic_search_input", "embeddings_model", "embeddingsModel"),
    ],
)
def test_models(
    decorator: str, parameter: str, field: str, model: OpenAIModels | str, expected: str
) -> None:
    """
    A model goes out by the name of its member; text is the name of a deployment and stays.
    """
    arguments: dict[str, Any] = {parameter: model}

    fields = declared(decorator, *{**CHAT, **EMBEDDINGS}[decorator], **arguments)

    assert expected == fields[field]


@pytest.mark.parametrize(
    ("input_type", "expected"),
    [
        (InputType.RawText, "RawText"),
        (InputType.FilePath, "FilePath"),
        ("rawText", "rawText"),
        ("url", "url"),
    ],
)
@pytest.mark.parametrize("decorator", EMBEDDINGS)
def test_input_types(decorator: str, input_type: InputType | str, expected: str) -> None:
    """
    The type of an input goes out by the name of its member; text stays, as the host knows more.
    """
    name, text, _, *rest = EMBEDDINGS[decorator]

    assert expected == declared(decorator, name, text, input_type, *rest)["inputType"]


def test_the_value_of_an_input_type() -> None:
    """
    The values of the input types are the published ones, one of which is a tuple.
    """
    assert [("raw_text",), "file_path"] == [each.value for each in InputType]


def test_semantic_search() -> None:
    """
    The fields of a semantic search have their defaults and stand in the order of the arguments.
    """
    assert [
        ("direction", "IN"),
        ("type", "semanticSearch"),
        ("name", "x"),
        ("searchConnectionName", "connection"),
        ("collection", "index"),
        ("aiConnectionName", ""),
        ("embeddingsModel", "DefaultEmbeddingsModel"),
        ("chatModel", "DefaultChatModel"),
        ("systemPrompt", semantic_search_system_prompt),
        ("maxKnowledgeCount", 1),
        ("temperature", "0.5"),
        ("maxTokens", "100"),
        ("isReasoningModel", False),
    ] == list(declared("semantic_search_input", "x", "connection", "index").items())


def test_semantic_search_with_everything() -> None:
    """
    Every argument of a semantic search may be given by position.
    """
    fields = declared(
        "semantic_search_input",
        *("x", "connection", "index", "query", "ai", "embeddings", "chat", "prompt"),
        *(3, "0.1", "0.2", "5", True, "string"),
        extra_field="more",
    )

    assert [
        ("direction", "IN"),
        ("dataType", "STRING"),
        ("type", "semanticSearch"),
        ("name", "x"),
        ("searchConnectionName", "connection"),
        ("collection", "index"),
        ("query", "query"),
        ("aiConnectionName", "ai"),
        ("embeddingsModel", "embeddings"),
        ("chatModel", "chat"),
        ("systemPrompt", "prompt"),
        ("maxKnowledgeCount", 3),
        ("temperature", "0.1"),
        ("topP", "0.2"),
        ("maxTokens", "5"),
        ("isReasoningModel", True),
        ("extraField", "more"),
    ] == list(fields.items())


def test_the_prompt_is_kept_to_the_letter() -> None:
    """
    The system prompt has the published lines, with the spaces in front of all but the first.
    """
    first, *others = semantic_search_system_prompt.split("\n")

    assert "You are a helpful assistant. You are responding to requests" == first
    assert 13 == len(others)
    assert all(line.startswith("    ") for line in others if line)
    assert semantic_search_system_prompt.endswith("on a separate line.")


@pytest.mark.parametrize(
    "parameter", ["ai_connection_name", "chat_model", "temperature", "max_tokens"]
)
@pytest.mark.parametrize("decorator", CHAT)
def test_none_is_left_to_the_host(decorator: str, parameter: str) -> None:
    """
    None in place of a default leaves the field out, so that the host has its own default.
    """
    arguments: dict[str, Any] = {parameter: None}

    before = declared(decorator, *CHAT[decorator])
    after = declared(decorator, *CHAT[decorator], **arguments)

    assert 1 == len(before.keys() - after.keys())
    assert after.items() <= before.items()


@pytest.mark.parametrize(
    "decorator",
    ["assistant_post_input", "assistant_query_input"],
)
def test_where_chats_are_kept(decorator: str) -> None:
    """
    Chats are kept in the storage of the app unless something else is said.
    """
    fields = declared(decorator, "x", "{id}", "text")

    assert "AzureWebJobsStorage" == fields["chatStorageConnectionSetting"]
    assert "ChatState" == fields["collectionName"]


def test_a_skill_has_a_function_name_of_its_own() -> None:
    """
    The name that the model knows a skill by is a field, and does not rename the function.
    """
    app = App()

    @app.assistant_skill_trigger("x", "Adds a task", function_name="add_task")
    def f(x: str) -> str:
        return x

    function = f.build()
    (text,) = function.get_raw_bindings()
    assert "add_task" == json.loads(text)["functionName"]
    assert "f" == function.get_function_name()
    assert "y" == f("y")


@pytest.mark.parametrize("decorator", [*CHAT, *EMBEDDINGS, *OTHER])
def test_an_unknown_data_type(decorator: str) -> None:
    """
    Text that names no data type is refused with a KeyError that names function and decorator.
    """
    arguments = {**CHAT, **EMBEDDINGS, **OTHER}[decorator]

    with pytest.raises(KeyError, match=f"'f' at .*, @{decorator} at .*: data_type='text' is no"):
        declared(decorator, *arguments, data_type="text")


def test_a_missing_input_type() -> None:
    """
    Embeddings without the type of their input are refused with a TypeError that names it.
    """
    app: Any = App()

    with pytest.raises(func.ArgumentTypeError, match="@embeddings_input at .*: missing input_type"):
        app.embeddings_input("x", "text")
