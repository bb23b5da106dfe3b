"""The shop as an MCP server: tools, a resource and a prompt for language models."""

import json

import azure.functions as func

bp = func.Blueprint()


@bp.mcp_tool()
@bp.mcp_tool_property("item", description="The name of the item, in the singular.")
@bp.mcp_tool_property(
    "currency",
    description="The currency to convert to.",
    property_type=func.McpPropertyType.STRING,
    is_required=False,
)
def price(item: str, currency: str = "EUR") -> str:
    """Tell what an item costs."""
    return f"One {item} costs 3 {currency}."


@bp.mcp_tool()
async def reserve(item: str, count: int, context: func.MCPToolContext) -> str:
    """Reserve some of an item.

    Args:
        item: The name of the item, in the singular.
        count: How many to reserve.
    """
    return f"{count} of {item} are reserved for {context['sessionid']}."


@bp.mcp_tool_trigger(
    "call",
    tool_name="track",
    description="Tell where a parcel is.",
    tool_properties=json.dumps(
        [
            {
                "propertyName": "parcel",
                "propertyType": "string",
                "description": "The number of the parcel.",
                "isRequired": True,
            }
        ]
    ),
)
def track(call: str) -> str:
    """Tell where a parcel is."""
    return f"Parcel {json.loads(call)['arguments']['parcel']} is on its way."


@bp.mcp_resource_trigger(
    "request",
    uri="shop://opening-hours",
    resource_name="opening-hours",
    description="When the shop is open.",
    mime_type="text/plain",
)
def opening_hours(request: str) -> str:
    """Tell when the shop is open."""
    return "Monday to Friday, 9 to 18."


@bp.mcp_prompt_trigger(
    "request",
    prompt_name="complaint",
    description="Write a complaint about an order.",
    prompt_arguments=[func.PromptArgument("order", "The number of the order.", required=True)],
)
def complaint(request: func.PromptInvocationContext) -> str:
    """Have a model write a complaint about an order."""
    return f"Write a polite complaint about order {request.arguments['order']}."
