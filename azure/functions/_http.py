"""Not where anything lives: published code imports the types of HTTP from here too."""

from __future__ import annotations

from .http import HttpRequest, HttpResponse

__all__ = ("HttpRequest", "HttpResponse")
