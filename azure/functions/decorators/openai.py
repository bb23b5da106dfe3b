"""OpenAI: the bindings ``assistantPost``, ``embeddings`` and their like, and their decorators."""

from __future__ import annotations

from ._api import Decorator, DecoratorApi, declares
from ._openai_bindings import (
    AssistantCreateOutput,
    AssistantPostInput,
    AssistantQueryInput,
    AssistantSkillTrigger,
    EmbeddingsInput,
    EmbeddingsStoreOutput,
    InputType,
    OpenAIModels,
    SemanticSearchInput,
    TextCompletionInput,
    semantic_search_system_prompt,
)
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
from .core import DataType

__all__ = (
    "ASSISTANT_CREATE",
    "ASSISTANT_POST",
    "ASSISTANT_QUERY",
    "ASSISTANT_SKILL_TRIGGER",
    "EMBEDDINGS",
    "EMBEDDINGS_STORE",
    "SEMANTIC_SEARCH",
    "TEXT_COMPLETION",
    "InputType",
    "OpenAIModels",
    "semantic_search_system_prompt",
)


class OpenAITriggerApi(DecoratorApi):
    """The decorator of triggers of the OpenAI extension."""

    @declares
    def assistant_skill_trigger(
        self,
        arg_name: str,
        function_description: str,
        function_name: str | None = None,
        parameter_description_json: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function when an assistant calls for it.

        Args:
            arg_name: The parameter that takes what the model fills in: a ``str``, which is JSON
                where there are several parameters. It becomes ``name``.
            function_description: What the function does, for the model to choose it by. It becomes
                ``functionDescription``.
            function_name: The name under which the model knows the function; without one, that of
                the function. It becomes ``functionName``.
            parameter_description_json: The parameters that the model fills in, as the JSON text of
                an array: ``[{"name": ..., "description": ..., "type": ...}]``. It becomes
                ``parameterDescriptionJson``.
            data_type: In which form the host hands over the arguments. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: AssistantSkillTrigger(
                arg_name,
                function_description,
                function_name,
                parameter_description_json,
                data_type,
                **kwargs,
            )
        )


class OpenAIBindingApi(DecoratorApi):
    """The decorators of other bindings of the OpenAI extension."""

    @declares
    def assistant_create_output(
        self,
        arg_name: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Create an assistant.

        Args:
            arg_name: The parameter through which the request is set, an ``Out[str]`` with JSON:
                ``{"id": ..., "instructions": ...}``; ``$return`` for what the function returns. It
                becomes ``name``.
            data_type: In which form the host takes the request. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(lambda: AssistantCreateOutput(arg_name, data_type, **kwargs))

    @declares
    def assistant_post_input(
        self,
        arg_name: str,
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
    ) -> Decorator:
        """Send a message to an assistant, and give the function the chat with its answer.

        Args:
            arg_name: The parameter that takes the chat: JSON as ``str``, with ``recentMessages``.
                It becomes ``name``.
            id: The id of the assistant, or a binding expression: ``"{assistantId}"``. It becomes
                ``id``.
            user_message: What the user says, or a binding expression: ``"{Query.message}"``. It
                becomes ``userMessage``.
            ai_connection_name: The prefix of the app settings with the endpoint and the key, or the
                identity, of the AI service; the empty text for ``AZURE_OPENAI_ENDPOINT`` and its
                like. It becomes ``aiConnectionName``.
            chat_model: The chat model; for Azure OpenAI the name of its deployment, as it is or as
                a setting: ``"%CHAT_MODEL%"``. A member of ``OpenAIModels`` goes out by its name. It
                becomes ``chatModel``.
            chat_storage_connection_setting: The name of the app setting with the connection string
                of the table storage that keeps the chats. It becomes
                ``chatStorageConnectionSetting``.
            collection_name: The table that keeps the chats. It becomes ``collectionName``.
            temperature: How freely the model answers, from ``"0"`` to ``"2"``. It becomes
                ``temperature``.
            top_p: The share of likely words that the model chooses from, from ``"0"`` to ``"1"``:
                set it or the temperature. It becomes ``topP``.
            max_tokens: The longest answer, in tokens, as text. It becomes ``maxTokens``.
            is_reasoning_model: Whether the chat model is a reasoning model, which takes no
                temperature. It becomes ``isReasoningModel``.
            data_type: In which form the host hands over the chat. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: AssistantPostInput(
                arg_name,
                id,
                user_message,
                ai_connection_name,
                chat_model,
                chat_storage_connection_setting,
                collection_name,
                temperature,
                top_p,
                max_tokens,
                is_reasoning_model,
                data_type,
                **kwargs,
            )
        )

    @declares
    def assistant_query_input(
        self,
        arg_name: str,
        id: str,
        timestamp_utc: str,
        chat_storage_connection_setting: str | None = "AzureWebJobsStorage",
        collection_name: str | None = "ChatState",
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Give the function the chat with an assistant.

        Args:
            arg_name: The parameter that takes the chat: JSON as ``str``, with ``recentMessages``.
                It becomes ``name``.
            id: The id of the assistant, or a binding expression: ``"{assistantId}"``. It becomes
                ``id``.
            timestamp_utc: The time of the earliest message to read, in ISO 8601, or a binding
                expression: ``"{Query.timestampUTC}"``. It becomes ``timestampUtc``.
            chat_storage_connection_setting: The name of the app setting with the connection string
                of the table storage that keeps the chats. It becomes
                ``chatStorageConnectionSetting``.
            collection_name: The table that keeps the chats. It becomes ``collectionName``.
            data_type: In which form the host hands over the chat. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: AssistantQueryInput(
                arg_name,
                id,
                timestamp_utc,
                chat_storage_connection_setting,
                collection_name,
                data_type,
                **kwargs,
            )
        )

    @declares
    def text_completion_input(
        self,
        arg_name: str,
        prompt: str,
        ai_connection_name: str | None = "",
        chat_model: OpenAIModels | str | None = OpenAIModels.DefaultChatModel,
        temperature: str | None = "0.5",
        top_p: str | None = None,
        max_tokens: str | None = "100",
        is_reasoning_model: bool | None = False,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Ask a chat model, and give the function its answer.

        Args:
            arg_name: The parameter that takes the answer: JSON as ``str``, with ``content``. It
                becomes ``name``.
            prompt: What the model is asked, with binding expressions: ``"Who is {name}?"``. It
                becomes ``prompt``.
            ai_connection_name: The prefix of the app settings with the endpoint and the key, or the
                identity, of the AI service; the empty text for ``AZURE_OPENAI_ENDPOINT`` and its
                like. It becomes ``aiConnectionName``.
            chat_model: The chat model; for Azure OpenAI the name of its deployment, as it is or as
                a setting: ``"%CHAT_MODEL%"``. A member of ``OpenAIModels`` goes out by its name. It
                becomes ``chatModel``.
            temperature: How freely the model answers, from ``"0"`` to ``"2"``. It becomes
                ``temperature``.
            top_p: The share of likely words that the model chooses from, from ``"0"`` to ``"1"``:
                set it or the temperature. It becomes ``topP``.
            max_tokens: The longest answer, in tokens, as text. It becomes ``maxTokens``.
            is_reasoning_model: Whether the chat model is a reasoning model, which takes no
                temperature. It becomes ``isReasoningModel``.
            data_type: In which form the host hands over the answer. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: TextCompletionInput(
                arg_name,
                prompt,
                ai_connection_name,
                chat_model,
                temperature,
                top_p,
                max_tokens,
                is_reasoning_model,
                data_type,
                **kwargs,
            )
        )

    @declares
    def embeddings_input(
        self,
        arg_name: str,
        input: str,
        input_type: InputType | str,
        ai_connection_name: str | None = "",
        embeddings_model: OpenAIModels | str | None = OpenAIModels.DefaultEmbeddingsModel,
        max_chunk_length: int | None = 8192,
        max_overlap: int | None = 128,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Give the function the embeddings of a text.

        Args:
            arg_name: The parameter that takes the embeddings: JSON as ``str``, with ``response``.
                It becomes ``name``.
            input: The text, the path or the URL of it, or a binding expression: ``"{rawText}"``. It
                becomes ``input``.
            input_type: What ``input`` is: ``"RawText"``, ``"FilePath"`` or ``"Url"``; or a member
                of ``InputType``. It becomes ``inputType``.
            ai_connection_name: The prefix of the app settings with the endpoint and the key, or the
                identity, of the AI service; the empty text for ``AZURE_OPENAI_ENDPOINT`` and its
                like. It becomes ``aiConnectionName``.
            embeddings_model: The embeddings model; for Azure OpenAI the name of its deployment, as
                it is or as a setting: ``"%EMBEDDINGS_MODEL%"``. A member of ``OpenAIModels`` goes
                out by its name. It becomes ``embeddingsModel``.
            max_chunk_length: The longest piece that the text is cut into, in characters. It becomes
                ``maxChunkLength``.
            max_overlap: How much of a piece the next one repeats at most, in characters. It becomes
                ``maxOverlap``.
            data_type: In which form the host hands over the embeddings. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: EmbeddingsInput(
                arg_name,
                input,
                input_type,
                ai_connection_name,
                embeddings_model,
                max_chunk_length,
                max_overlap,
                data_type,
                **kwargs,
            )
        )

    @declares
    def embeddings_store_output(
        self,
        arg_name: str,
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
    ) -> Decorator:
        """Write the embeddings of a text to a vector database.

        Args:
            arg_name: The parameter through which the document is set, an ``Out[str]`` with JSON:
                ``{"title": ...}``; ``$return`` for what the function returns. It becomes ``name``.
            input: The text, the path or the URL of it, or a binding expression: ``"{rawText}"``. It
                becomes ``input``.
            input_type: What ``input`` is: ``"RawText"``, ``"FilePath"`` or ``"Url"``; or a member
                of ``InputType``. It becomes ``inputType``.
            store_connection_name: The name of the app setting with the connection string or the
                endpoint of the vector database. It becomes ``storeConnectionName``.
            collection: The collection, table or index to write to. It becomes ``collection``.
            ai_connection_name: The prefix of the app settings with the endpoint and the key, or the
                identity, of the AI service; the empty text for ``AZURE_OPENAI_ENDPOINT`` and its
                like. It becomes ``aiConnectionName``.
            embeddings_model: The embeddings model; for Azure OpenAI the name of its deployment, as
                it is or as a setting: ``"%EMBEDDINGS_MODEL%"``. A member of ``OpenAIModels`` goes
                out by its name. It becomes ``embeddingsModel``.
            max_chunk_length: The longest piece that the text is cut into, in characters. It becomes
                ``maxChunkLength``.
            max_overlap: How much of a piece the next one repeats at most, in characters. It becomes
                ``maxOverlap``.
            data_type: In which form the host takes the document. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: EmbeddingsStoreOutput(
                arg_name,
                input,
                input_type,
                store_connection_name,
                collection,
                ai_connection_name,
                embeddings_model,
                max_chunk_length,
                max_overlap,
                data_type,
                **kwargs,
            )
        )

    @declares
    def semantic_search_input(
        self,
        arg_name: str,
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
    ) -> Decorator:
        """Search a vector database, and give the function the answer of a chat model.

        Args:
            arg_name: The parameter that takes the answer: JSON as ``str``, with ``Response``. It
                becomes ``name``.
            search_connection_name: The name of the app setting with the connection string or the
                endpoint of the vector database. It becomes ``searchConnectionName``.
            collection: The collection, table or index to search. It becomes ``collection``.
            query: What to look for, or a binding expression: ``"{query}"``. It becomes ``query``.
            ai_connection_name: The prefix of the app settings with the endpoint and the key, or the
                identity, of the AI service; the empty text for ``AZURE_OPENAI_ENDPOINT`` and its
                like. It becomes ``aiConnectionName``.
            embeddings_model: The embeddings model; for Azure OpenAI the name of its deployment, as
                it is or as a setting: ``"%EMBEDDINGS_MODEL%"``. A member of ``OpenAIModels`` goes
                out by its name. It becomes ``embeddingsModel``.
            chat_model: The chat model; for Azure OpenAI the name of its deployment, as it is or as
                a setting: ``"%CHAT_MODEL%"``. A member of ``OpenAIModels`` goes out by its name. It
                becomes ``chatModel``.
            system_prompt: What the chat model is told before the documents that were found. It
                becomes ``systemPrompt``.
            max_knowledge_count: How many documents it is given at most. It becomes
                ``maxKnowledgeCount``.
            temperature: How freely the model answers, from ``"0"`` to ``"2"``. It becomes
                ``temperature``.
            top_p: The share of likely words that the model chooses from, from ``"0"`` to ``"1"``:
                set it or the temperature. It becomes ``topP``.
            max_tokens: The longest answer, in tokens, as text. It becomes ``maxTokens``.
            is_reasoning_model: Whether the chat model is a reasoning model, which takes no
                temperature. It becomes ``isReasoningModel``.
            data_type: In which form the host hands over the answer. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: SemanticSearchInput(
                arg_name,
                search_connection_name,
                collection,
                query,
                ai_connection_name,
                embeddings_model,
                chat_model,
                system_prompt,
                max_knowledge_count,
                temperature,
                top_p,
                max_tokens,
                is_reasoning_model,
                data_type,
                **kwargs,
            )
        )
