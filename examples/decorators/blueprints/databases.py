"""What the shop keeps in databases: Cosmos DB, Azure SQL and MySQL."""

import json
import logging

import azure.functions as func

bp = func.Blueprint()

COSMOS_DB = "CosmosDBConnection"
SQL = "SqlConnectionString"
MYSQL = "MySqlConnectionString"
"""The app settings with the connection strings."""


@bp.cosmos_db_output(
    "summary", connection=COSMOS_DB, database_name="shop", container_name="summaries"
)
@bp.cosmos_db_trigger(
    "baskets",
    connection=COSMOS_DB,
    database_name="shop",
    container_name="baskets",
    lease_container_name="leases",
    create_lease_container_if_not_exists=True,
)
def sum_up_baskets(baskets: func.DocumentList, summary: func.Out[func.Document]) -> None:
    """Keep how many items the changed baskets hold."""
    counts = {str(basket["id"]): len(json.loads(basket.to_json())["items"]) for basket in baskets}
    summary.set(func.Document({"id": "latest", "counts": counts}))


@bp.route("baskets/{id}")
@bp.cosmos_db_input(
    "baskets",
    connection=COSMOS_DB,
    database_name="shop",
    container_name="baskets",
    id="{id}",
    partition_key="{id}",
)
def basket(req: func.HttpRequest, baskets: func.DocumentList) -> func.HttpResponse:
    """Return the basket that the route picks, or 404 where there is none."""
    if not any(baskets):  # the host may also send null for a document that is not there
        return func.HttpResponse("There is no such basket.", status_code=404)
    return func.HttpResponse.json(baskets[0].to_dict())


@bp.route("customers/{city}", methods=["GET"])
@bp.sql_input(
    "rows",
    command_text="SELECT id, name FROM dbo.customers WHERE city = @city",
    connection_string_setting=SQL,
    parameters="@city={city}",
)
def customers(req: func.HttpRequest, rows: func.SqlRowList) -> func.HttpResponse:
    """List the customers of a city."""
    return func.HttpResponse.json([row["name"] for row in rows])


@bp.route("customers", methods=["POST"])
@bp.sql_output("row", command_text="dbo.customers", connection_string_setting=SQL)
def add_customer(req: func.HttpRequest, row: func.Out[func.SqlRow]) -> func.HttpResponse:
    """Keep the customer in the body."""
    row.set(func.SqlRow.from_json(req.get_body()))
    return func.HttpResponse(status_code=201)


@bp.sql_trigger("changes", table_name="dbo.customers", connection_string_setting=SQL)
def follow_customers(changes: str) -> None:
    """Log which customers changed."""
    for change in json.loads(changes):
        logging.info("Customer %s: operation %s", change["Item"]["id"], change["Operation"])


@bp.route("suppliers", methods=["GET"])
@bp.mysql_input(
    "rows", command_text="SELECT id, name FROM suppliers", connection_string_setting=MYSQL
)
def suppliers(req: func.HttpRequest, rows: func.MySqlRowList) -> func.HttpResponse:
    """List the suppliers."""
    return func.HttpResponse.json([row["name"] for row in rows])


@bp.mysql_output("audit", command_text="audit", connection_string_setting=MYSQL)
@bp.mysql_trigger("changes", table_name="suppliers", connection_string_setting=MYSQL)
def follow_suppliers(changes: func.MySqlRowList, audit: func.Out[func.MySqlRowList]) -> None:
    """Keep a record of each change of a supplier."""
    audit.set(func.MySqlRowList(_record(change) for change in changes))


def _record(change: func.MySqlRow) -> func.MySqlRow:
    return func.MySqlRow({"change": change.to_json()})
