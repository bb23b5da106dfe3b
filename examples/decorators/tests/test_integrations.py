import json

import azure.functions as func
from blueprints import integrations


def test_escalate() -> None:
    """
    The complaint goes into the template, and that into the mail.
    """
    alert = func.Out[str]()

    integrations.escalate("Too late!", "A customer says: {complaint}", alert)

    [content] = json.loads(alert.get() or "")["content"]
    assert "A customer says: Too late!" == content["value"]


def test_read_mail() -> None:
    """
    The subject of the mail is what is read.
    """
    assert "read: Pears?" == integrations.read_mail('{"subject": "Pears?"}')
