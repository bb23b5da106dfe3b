"""The shop's assistant and its search, with the OpenAI extension."""

import json

import azure.functions as func

bp = func.Blueprint()

CHAT_MODEL = "%CHAT_MODEL%"
EMBEDDINGS_MODEL = "%EMBEDDINGS_MODEL%"
"""The app settings that name the models."""


@bp.route("assistants/{id}", methods=["PUT"])
@bp.assistant_create_output("request")
def create_assistant(req: func.HttpRequest, request: func.Out[str]) -> func.HttpResponse:
    """Have an assistant for a customer."""
    instructions = "You help the customers of a shop. You are brief."
    request.set(json.dumps({"id": req.route_params["id"], "instructions": instructions}))
    return func.HttpResponse(status_code=202)


@bp.route("assistants/{id}", methods=["POST"])
@bp.assistant_post_input(
    "chat", id="{id}", user_message="{Query.message}", chat_model=CHAT_MODEL, max_tokens="200"
)
def ask_assistant(req: func.HttpRequest, chat: str) -> func.HttpResponse:
    """Return what the assistant answers."""
    return func.HttpResponse(json.loads(chat)["recentMessages"][-1]["content"])


@bp.route("assistants/{id}", methods=["GET"])
@bp.assistant_query_input("chat", id="{id}", timestamp_utc="{Query.since}")
def read_chat(req: func.HttpRequest, chat: str) -> func.HttpResponse:
    """Return the chat with an assistant."""
    return func.HttpResponse(chat, mimetype="application/json")


@bp.assistant_skill_trigger("item", function_description="Put an item into the basket")
@bp.queue_output("baskets", queue_name="baskets", connection="AzureWebJobsStorage")
def put_into_basket(item: str, baskets: func.Out[str]) -> None:
    """Put an item into the basket, which the assistant asks for."""
    baskets.set(item)


@bp.route("slogans/{product}")
@bp.text_completion_input(
    "completion", prompt="A slogan for {product}, please.", chat_model=CHAT_MODEL, temperature="1"
)
def slogan(req: func.HttpRequest, completion: str) -> str:
    """Return a slogan for a product."""
    content: str = json.loads(completion)["content"]
    return content


@bp.route("manuals", methods=["POST"])
@bp.embeddings_store_output(
    "document",
    input="{url}",
    input_type="url",
    store_connection_name="SearchEndpoint",
    collection="manuals",
    embeddings_model=EMBEDDINGS_MODEL,
)
def add_manual(req: func.HttpRequest, document: func.Out[str]) -> func.HttpResponse:
    """Make a manual part of what can be searched."""
    document.set(json.dumps({"title": req.params["title"]}))
    return func.HttpResponse(status_code=201)


@bp.route("manuals/embeddings", methods=["POST"])
@bp.embeddings_input(
    "embeddings", input="{text}", input_type="rawText", embeddings_model=EMBEDDINGS_MODEL
)
def embed(req: func.HttpRequest, embeddings: str) -> func.HttpResponse:
    """Return how many embeddings a text has."""
    return func.HttpResponse.json(len(json.loads(embeddings)["response"]["data"]))


@bp.route("manuals/search", methods=["POST"])
@bp.semantic_search_input(
    "search",
    search_connection_name="SearchEndpoint",
    collection="manuals",
    query="{question}",
    chat_model=CHAT_MODEL,
    embeddings_model=EMBEDDINGS_MODEL,
)
def search_manuals(req: func.HttpRequest, search: str) -> func.HttpResponse:
    """Answer a question from the manuals."""
    return func.HttpResponse(json.loads(search)["Response"])
