"""The errors this package raises, each of which is also the standard error that callers catch.

::

    FunctionsError
    ├── ArgumentTypeError         TypeError            an argument of the wrong type
    ├── ArgumentValueError        ValueError           an argument of the right type, out of range
    ├── DecodeError               ValueError           a datum that cannot be read
    │   └── UnsupportedDatumError NotImplementedError  a datum of a kind the binding does not take
    ├── EncodeError               ValueError           a value that cannot be written
    │   ├── UnwritableValueError  TypeError            one that holds what has no form
    │   └── UnsupportedTypeError  NotImplementedError, TypeError
    │                                                  a value of a type the binding does not take
    ├── RegistrationError         RuntimeError         a converter that cannot be registered
    ├── DeclarationError          ValueError           functions that are declared wrongly
    ├── UnknownMemberError        KeyError             text that names no member of an enum
    └── MissingExtraError         ImportError          an optional dependency that is not installed

    FunctionsWarning              UserWarning          what works but is surely not meant
    └── DeclarationWarning                             functions that will not work as declared

The worker words an error of its own around NotImplementedError and passes the others on.
"""

from __future__ import annotations


class FunctionsError(Exception):
    """The root of every error that this package raises.

    Args:
        message: What came, what is accepted and what to do, for the reader of a log.
        facts: The same as data; each becomes an attribute of the error.
    """

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.__dict__.update(facts)


class ArgumentTypeError(FunctionsError, TypeError):
    """An argument is not of a type that its parameter accepts."""

    parameter: str
    """The name of the parameter."""
    accepted: str
    """What it accepts, as prose: ``"str or None"``."""


class ArgumentValueError(FunctionsError, ValueError):
    """An argument is of an accepted type but its value is not accepted."""

    parameter: str
    """The name of the parameter."""
    accepted: str
    """What it accepts, as prose: ``"between 100 and 599"``."""


class DecodeError(FunctionsError, ValueError):
    """What the host sent for a binding cannot be read."""

    binding: str
    """The binding type, as in function.json."""
    accepted: str
    """What the binding accepts, as prose: ``"string or bytes"``."""


class UnsupportedDatumError(DecodeError, NotImplementedError):
    """What the host sent is of a kind that the binding does not take."""


class EncodeError(FunctionsError, ValueError):
    """What the function returned or set cannot be sent through a binding."""

    binding: str
    """The binding type, as in function.json."""
    accepted: str
    """What the binding accepts, as prose: ``"str, bytes or QueueMessage"``."""


class UnsupportedTypeError(EncodeError, NotImplementedError, TypeError):
    """What the function returned or set is of a type that the binding does not take."""


class UnwritableValueError(EncodeError, TypeError):
    """What the function returned or set is of an accepted type, but holds what has no form."""


class RegistrationError(FunctionsError, RuntimeError):
    """A converter cannot be registered for a binding type."""

    binding: str
    """The binding type, as in function.json."""


class DeclarationError(FunctionsError, ValueError):
    """Functions are declared in a way that the host or the worker cannot take."""

    problems: tuple[str, ...]
    """Everything that is wrong with the functions: a sentence each."""


class UnknownMemberError(FunctionsError, KeyError):
    """Text names no member of an enum."""

    accepted: str
    """The names of the members, as prose."""

    def __str__(self) -> str:
        return Exception.__str__(self)  # a KeyError shows the repr of its message


class MissingExtraError(FunctionsError, ImportError):
    """A feature needs an optional dependency that is not installed."""

    extra: str
    """The extra that brings the dependency: ``pip install azure-functions[EXTRA]``."""


class FunctionsWarning(UserWarning):
    """Something works, but is surely not what was meant."""


class DeclarationWarning(FunctionsWarning):
    """Functions are declared in a way that will fail once they are deployed."""


def shorten(value: object, limit: int = 80) -> str:
    """Return the repr of ``value``, cut so that it fits in a message.

    Args:
        value: Anything. Long text, lists and dicts are cut before their repr is made, but not what
            is in them.
        limit: The longest repr returned, in characters.

    Returns:
        The repr, cut where it was longer; the name of the type where it has none: the value is
        nested too deep, a number has too many digits, or its class fails.
    """
    try:
        text = repr(_head(value, limit))
    except Exception:  # noqa: BLE001  # of an error's message; what it tells of must not be hidden
        return f"<{type(value).__name__}>"
    return text if len(text) <= limit else f"{text[: limit - 3]}..."


def _head(value: object, limit: int) -> object:
    """Return the beginning of a value, of which a repr of so many characters shows no more."""
    from ._narrow import is_dict, is_sequence

    if isinstance(value, (str, bytes, bytearray)) or is_sequence(value):
        return value[:limit] if len(value) > limit else value
    if is_dict(value) and len(value) > limit:
        from itertools import islice

        return dict(islice(value.items(), limit))
    return value


def wrong_type(owner: str, parameter: str, value: object, accepted: str) -> ArgumentTypeError:
    """Make the error for an argument of a type that its parameter does not accept.

    Args:
        owner: The class or function that was called, as the user writes it.
        parameter: The name of the parameter.
        value: The argument that came.
        accepted: The accepted types, as prose: ``"str or None"``.

    Returns:
        The error, for the caller to raise.
    """
    return ArgumentTypeError(
        f"{owner}: {parameter} must be {accepted}, got {type(value).__name__} ({shorten(value)})",
        parameter=parameter,
        accepted=accepted,
    )


def wrong_value(owner: str, parameter: str, value: object, accepted: str) -> ArgumentValueError:
    """Make the error for an argument whose value its parameter does not accept.

    Args:
        owner: The class or function that was called, as the user writes it.
        parameter: The name of the parameter.
        value: The argument that came.
        accepted: The accepted values, as prose: ``"between 100 and 599"``.

    Returns:
        The error, for the caller to raise.
    """
    return ArgumentValueError(
        f"{owner}: {parameter} must be {accepted}, got {shorten(value)}",
        parameter=parameter,
        accepted=accepted,
    )


def unsupported_datum(binding: str, kind: object, accepted: str) -> UnsupportedDatumError:
    """Make the error for a datum of a kind that a binding does not take.

    Args:
        binding: The binding type of function.json.
        kind: The type of the datum that came.
        accepted: The accepted kinds, as prose: ``"string or bytes"``.

    Returns:
        The error, for the caller to raise.
    """
    return UnsupportedDatumError(
        f"{binding} binding: cannot decode data of kind {kind!r}; it takes {accepted}",
        binding=binding,
        accepted=accepted,
    )


def unsupported_type(binding: str, value: object, accepted: str) -> UnsupportedTypeError:
    """Make the error for a value of a type that a binding does not take.

    Args:
        binding: The binding type of function.json.
        value: The value that the function returned or set.
        accepted: The accepted types, as prose: ``"str, bytes or QueueMessage"``.

    Returns:
        The error, for the caller to raise.
    """
    return UnsupportedTypeError(
        f"{binding} binding: cannot encode {type(value).__name__} ({shorten(value)}); "
        f"return or set {accepted}",
        binding=binding,
        accepted=accepted,
    )
