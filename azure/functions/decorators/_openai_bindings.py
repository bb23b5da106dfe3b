"""What bindings of the OpenAI extension are made of: its enums, its prompt, a class a binding."""

from __future__ import annotations

from .._enums import StringifyEnum
from .constants import (
    ASSISTANT_CREATE,
    ASSISTANT_POST,
    ASSISTANT_QUERY,
    ASSISTANT_SKILL_TRIGGER,
    EMBEDDINGS,
    EMBEDDINGS_STORE,
    SEMANTIC_SEARCH,
    TEXT_COMPLETION,
)
from .core import DataType, InputBinding, OutputBinding, Trigger


class InputType(StringifyEnum):
    """What the input of embeddings is."""

    RawText = ("raw_text",)  # a tuple, as published
    """The text itself."""
    FilePath = "file_path"
    """The path of a file with the text."""


class OpenAIModels(StringifyEnum):
    """The models that are used where none is named; they go out by the names of the members."""

    DefaultChatModel = "gpt-3.5-turbo"
    """The model that completes text."""
    DefaultEmbeddingsModel = "text-embedding-ada-002"
    """The model that makes embeddings."""


# It is part of the binding JSON, so it stays as published, with the spaces in front of its lines.
semantic_search_system_prompt = """You are a helpful assistant. You are responding to requests
    from a user about internal emails and documents. You can and
    should refer to the internal documents to help respond to
    requests. If a user makes a request that's not covered by the
    internal emails and documents, explain that you don't know the
    answer or that you don't have access to the information.

    The following is a list of documents that you can refer to when
    answering questions. The documents are in the format
    [filename]: [text] and are separated by newlines. If you answer
    a question by referencing any of the documents, please cite the
    document in your answer. For example, if you answer a question
    by referencing info.txt, you should add "Reference: info.txt"
    to the end of your answer on a separate line."""
"""The system prompt of a semantic search that is given none."""


class AssistantSkillTrigger(Trigger, binding=ASSISTANT_SKILL_TRIGGER):
    """The trigger of ``@app.assistant_skill_trigger``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        function_description: str,
        function_name: str | None = None,
        parameter_description_json: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.function_description = function_description
        self.function_name = function_name
        self.parameter_description_json = parameter_description_json


class AssistantCreateOutput(OutputBinding, binding=ASSISTANT_CREATE):
    """The output of ``@app.assistant_create_output``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)


class AssistantPostInput(InputBinding, binding=ASSISTANT_POST):
    """The input of ``@app.assistant_post_input``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        id: str,
        user_message: str,
        ai_connection_name: str | None = "",
        chat_model: OpenAIModels | str | None = OpenAIModels.DefaultChatModel,
        chat_storage_connection_setting: str | None = "AzureWebJobsStorage",
        collection_name: str | None = "ChatState",
        temperature: str | None = "0.5",
        top_p: str | None = None,
        max_tokens: str | None = "100",
        is_reasoning_model: bool | None = False,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.id = id
        self.user_message = user_message
        self.ai_connection_name = ai_connection_name
        self.chat_model = chat_model
        self.chat_storage_connection_setting = chat_storage_connection_setting
        self.collection_name = collection_name
        self.temperature = temperature
        self.top_p = top_p
        self.max_tokens = max_tokens
        self.is_reasoning_model = is_reasoning_model


class AssistantQueryInput(InputBinding, binding=ASSISTANT_QUERY):
    """The input of ``@app.assistant_query_input``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        id: str,
        timestamp_utc: str,
        chat_storage_connection_setting: str | None = "AzureWebJobsStorage",
        collection_name: str | None = "ChatState",
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.id = id
        self.timestamp_utc = timestamp_utc
        self.chat_storage_connection_setting = chat_storage_connection_setting
        self.collection_name = collection_name


class TextCompletionInput(InputBinding, binding=TEXT_COMPLETION):
    """The input of ``@app.text_completion_input``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        prompt: str,
        ai_connection_name: str | None = "",
        chat_model: OpenAIModels | str | None = OpenAIModels.DefaultChatModel,
        temperature: str | None = "0.5",
        top_p: str | None = None,
        max_tokens: str | None = "100",
        is_reasoning_model: bool | None = False,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.prompt = prompt
        self.ai_connection_name = ai_connection_name
        self.chat_model = chat_model
        self.temperature = temperature
        self.top_p = top_p
        self.max_tokens = max_tokens
        self.is_reasoning_model = is_reasoning_model


class EmbeddingsInput(InputBinding, binding=EMBEDDINGS):
    """The input of ``@app.embeddings_input``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        input: str,
        input_type: InputType | str,
        ai_connection_name: str | None = "",
        embeddings_model: OpenAIModels | str | None = OpenAIModels.DefaultEmbeddingsModel,
        max_chunk_length: int | None = 8192,
        max_overlap: int | None = 128,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.input = input
        self.input_type = input_type
        self.ai_connection_name = ai_connection_name
        self.embeddings_model = embeddings_model
        self.max_chunk_length = max_chunk_length
        self.max_overlap = max_overlap


class EmbeddingsStoreOutput(OutputBinding, binding=EMBEDDINGS_STORE):
    """The output of ``@app.embeddings_store_output``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        input: str,
        input_type: InputType | str,
        store_connection_name: str,
        collection: str,
        ai_connection_name: str | None = "",
        embeddings_model: OpenAIModels | str | None = OpenAIModels.DefaultEmbeddingsModel,
        max_chunk_length: int | None = 8192,
        max_overlap: int | None = 128,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.input = input
        self.input_type = input_type
        self.store_connection_name = store_connection_name
        self.collection = collection
        self.ai_connection_name = ai_connection_name
        self.embeddings_model = embeddings_model
        self.max_chunk_length = max_chunk_length
        self.max_overlap = max_overlap


class SemanticSearchInput(InputBinding, binding=SEMANTIC_SEARCH):
    """The input of ``@app.semantic_search_input``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        search_connection_name: str,
        collection: str,
        query: str | None = None,
        ai_connection_name: str | None = "",
        embeddings_model: OpenAIModels | str | None = OpenAIModels.DefaultEmbeddingsModel,
        chat_model: OpenAIModels | str | None = OpenAIModels.DefaultChatModel,
        system_prompt: str | None = semantic_search_system_prompt,
        max_knowledge_count: int | None = 1,
        temperature: str | None = "0.5",
        top_p: str | None = None,
        max_tokens: str | None = "100",
        is_reasoning_model: bool | None = False,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.search_connection_name = search_connection_name
        self.collection = collection
        self.query = query
        self.ai_connection_name = ai_connection_name
        self.embeddings_model = embeddings_model
        self.chat_model = chat_model
        self.system_prompt = system_prompt
        self.max_knowledge_count = max_knowledge_count
        self.temperature = temperature
        self.top_p = top_p
        self.max_tokens = max_tokens
        self.is_reasoning_model = is_reasoning_model
