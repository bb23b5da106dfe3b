"""Classes of ``azurefunctions.extensions``: the worker fills parameters annotated with them itself.

They are asked of the base of these packages where the app has imported it; nothing imports it here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

CLIENT = "serviceBusClient"
"""The binding type under which the base keeps what makes clients that settle messages."""

_BASE = "azurefunctions.extensions.base"


def is_sdk_type(annotation: object) -> bool:
    """Tell whether an annotation is a class of an SDK, such as ``BlobClient``, or a list of them.

    Args:
        annotation: Any annotation.

    Returns:
        True where it is. It never raises.
    """
    return _ask(lambda base: base.get_binding_registry().check_supported_type(annotation))


def is_client(annotation: object) -> bool:
    """Tell whether an annotation is a class of what settles messages.

    Args:
        annotation: Any annotation.

    Returns:
        True where it is. It never raises.
    """
    return _ask(
        lambda base: base.get_binding_registry().check_supported_grpc_client_type(annotation)
    )


def is_request(annotation: object) -> bool:
    """Tell whether an annotation is the class of requests of a web framework's extension.

    Args:
        annotation: Any annotation.

    Returns:
        True where it is. It never raises.
    """
    return _ask(lambda base: base.RequestTrackerMeta.check_type(annotation))


def is_response(annotation: object) -> bool:
    """Tell whether an annotation is of what a web framework's extension answers with.

    Args:
        annotation: Any annotation.

    Returns:
        True where it is. It never raises.
    """
    return _ask(lambda base: base.ResponseTrackerMeta.check_type(annotation))


def sdk_converter(binding_type: str) -> type[Any] | None:
    """Return what makes the objects of an SDK for a binding.

    Args:
        binding_type: The type in function.json.

    Returns:
        The converter; None where there is none.
    """
    base: Any = sys.modules.get(_BASE)
    if base is None:
        return None
    found: type[Any] | None = base.get_binding_registry().get(binding_type)
    return found


def _ask(question: Callable[[Any], object]) -> bool:
    """Ask the base something of an annotation; False where the app has not imported it."""
    base = sys.modules.get(_BASE)
    try:
        return base is not None and bool(question(base))
    except TypeError:  # of what is neither a class nor a generic of one
        return False
