import asyncio
import json

import azure.functions as func
from blueprints import tools


def test_price() -> None:
    """
    A tool is called with its own arguments, and has its defaults.
    """
    assert "One pear costs 3 EUR." == tools.price("pear")
    assert "One pear costs 3 CZK." == tools.price("pear", currency="CZK")


def test_reserve() -> None:
    """
    The session that reserves is that of the call.
    """
    call = func.MCPToolContext(sessionid="s-1")

    assert "2 of pear are reserved for s-1." == asyncio.run(tools.reserve("pear", 2, call))


def test_track() -> None:
    """
    A tool may be given its call as it comes.
    """
    call = json.dumps({"name": "track", "arguments": {"parcel": "7"}})

    assert "Parcel 7 is on its way." == tools.track(call)


def test_opening_hours() -> None:
    """
    The content of the resource is what is returned.
    """
    assert "Monday to Friday, 9 to 18." == tools.opening_hours("{}")


def test_complaint() -> None:
    """
    The prompt is about the order in its arguments.
    """
    request = func.PromptInvocationContext(name="complaint", arguments={"order": "7"})

    assert "Write a polite complaint about order 7." == tools.complaint(request)
