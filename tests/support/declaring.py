"""
What a decorator declares, read from the function that it was applied to.
"""

# What is declared of a function is private.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import json
from typing import Any

from azure.functions.decorators.function_app import DecoratorApi


def declared(app: DecoratorApi, decorator: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
    """
    Return the JSON of the binding that a decorator of an app declares.
    """

    def f(x: str) -> str:
        return x

    builder: Any = getattr(app, decorator)(*args, **kwargs)(f)
    (text,) = builder._function.get_raw_bindings()
    fields: dict[str, Any] = json.loads(text)
    return fields
