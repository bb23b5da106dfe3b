"""The app of the shop: the functions of all blueprints."""

from importlib.util import find_spec

import azure.functions as func
from blueprints import (
    ai,
    dapr,
    databases,
    databases_v3,
    events,
    integrations,
    messaging,
    schedules,
    storage,
    tools,
    web,
)

app = func.FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)

for module in (
    web,
    schedules,
    storage,
    messaging,
    events,
    databases,
    databases_v3,
    integrations,
    dapr,
    ai,
    tools,
):
    app.register_functions(module.bp)

if find_spec("azure.durable_functions") is not None:
    from blueprints import workflows

    app.register_functions(workflows.bp)
