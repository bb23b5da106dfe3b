from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import azure.functions as func


def main(req: func.HttpRequest) -> str:
    return f"Hello, {req.params.get('name', 'stranger')}!"
