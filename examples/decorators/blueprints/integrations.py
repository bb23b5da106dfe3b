"""Services that the package has no decorators for, and those of managed connectors."""

import json
import logging

import azure.functions as func

bp = func.Blueprint()


@bp.generic_output_binding(
    "alert",
    type="sendGrid",
    api_key="SendGridKey",
    to="owner@example.com",
    **{"from": "shop@example.com"},
)
@bp.generic_input_binding(
    "template", type="blob", path="templates/alert.txt", connection="AzureWebJobsStorage"
)
@bp.generic_trigger(
    "complaint", type="rabbitMQTrigger", queue_name="complaints", connection_string_setting="Rabbit"
)
def escalate(complaint: str, template: str, alert: func.Out[str]) -> None:
    """Tell the owner of a complaint."""
    body = template.format(complaint=complaint)
    alert.set(json.dumps({"content": [{"type": "text/plain", "value": body}]}))


@bp.connector_trigger("mail")
def read_mail(mail: str) -> str:
    """Take a mail from the shop's mailbox."""
    subject = json.loads(mail)["subject"]
    logging.info("Mail: %s", subject)
    return f"read: {subject}"
