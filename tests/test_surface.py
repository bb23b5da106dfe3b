"""
What published code imports and calls is there, and can be called as published.
"""

from __future__ import annotations

from importlib import import_module

import pytest

import azure.functions as func
import replay

MODULES = replay.load("surface.json")["modules"]


@pytest.mark.parametrize(
    ("module", "name"), [(module, name) for module, names in MODULES.items() for name in names]
)
def test_recorded_name(module: str, name: str) -> None:
    """
    A recorded name has every recorded method and attribute, and takes every recorded argument.
    """
    assert [] == replay.shortfalls(import_module(module), name, MODULES[module][name])


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("_http_asgi", "AsgiMiddleware"),
        ("_http_wsgi", "WsgiMiddleware"),
        ("_abc", "Context"),
        ("_abc", "Out"),
        ("_http", "HttpRequest"),
        ("_http", "HttpResponse"),
    ],
)
def test_names_in_their_old_places(module: str, name: str) -> None:
    """
    Tutorials and apps import some names from private modules.
    """
    assert getattr(func, name) is getattr(import_module(f"azure.functions.{module}"), name)


def test_other_names_in_an_old_place() -> None:
    """
    A name that the package does not have is an AttributeError there too.
    """
    with pytest.raises(AttributeError, match="_abc' has no attribute 'Nope'"):
        getattr(import_module("azure.functions._abc"), "Nope")  # noqa: B009 - as an attribute, refused
