"""Cosmos DB through version 3 of the host's extension, whose bindings have other names.

A host has one version of the extension. An app that moves to version 4 has its functions here and
in ``databases`` for a while, and registers the blueprint that its host can serve.
"""

import azure.functions as func

bp = func.Blueprint()

CONNECTION = "CosmosDBConnection"
"""The app setting with the connection string."""


@bp.cosmos_db_output_v3(
    "archive",
    database_name="shop",
    collection_name="archive",
    connection_string_setting=CONNECTION,
)
@bp.cosmos_db_trigger_v3(
    "orders",
    database_name="shop",
    collection_name="orders",
    connection_string_setting=CONNECTION,
    lease_collection_name="leases",
)
def archive_orders(orders: func.DocumentList, archive: func.Out[func.DocumentList]) -> None:
    """Archive orders that were delivered."""
    archive.set(func.DocumentList(order for order in orders if order["state"] == "delivered"))


@bp.route("orders")
@bp.cosmos_db_input_v3(
    "orders",
    database_name="shop",
    collection_name="orders",
    connection_string_setting=CONNECTION,
    sql_query="SELECT * FROM orders o WHERE o.state = {Query.state}",
)
def orders(req: func.HttpRequest, orders: func.DocumentList) -> func.HttpResponse:
    """List the orders in a state."""
    return func.HttpResponse.json([order.to_dict() for order in orders])
