# The module is private, and its errors are public.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import copy
import pickle
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import azure.functions as func
from azure.functions import _errors

ERRORS: list[tuple[func.FunctionsError, dict[str, object]]] = [
    (func.FunctionsError("what came", hint="what to do"), {"hint": "what to do"}),
    (
        _errors.wrong_type("HttpRequest", "url", 5, "str"),
        {"parameter": "url", "accepted": "str"},
    ),
    (
        _errors.wrong_value("HttpResponse", "status_code", 99, "from 100"),
        {"parameter": "status_code", "accepted": "from 100"},
    ),
    (func.DecodeError("what came", binding="b", accepted="a"), {"binding": "b", "accepted": "a"}),
    (_errors.unsupported_datum("b", "json", "string"), {"binding": "b", "accepted": "string"}),
    (func.EncodeError("what came", binding="b", accepted="a"), {"binding": "b", "accepted": "a"}),
    (_errors.unsupported_type("b", 5, "str"), {"binding": "b", "accepted": "str"}),
    (
        func.UnwritableValueError("what came", binding="b", accepted="a"),
        {"binding": "b", "accepted": "a"},
    ),
    (func.RegistrationError("what came", binding="b"), {"binding": "b"}),
    (func.DeclarationError("what came", problems=("one",)), {"problems": ("one",)}),
    (func.UnknownMemberError("what came", accepted="a"), {"accepted": "a"}),
    (func.MissingExtraError("what came", extra="forms"), {"extra": "forms"}),
    (func.FunctionExtensionException("what came", extension="E"), {"extension": "E"}),
]

cases = pytest.mark.parametrize(
    ("error", "facts"), ERRORS, ids=[type(error).__name__ for error, _ in ERRORS]
)


@cases
def test_facts(error: func.FunctionsError, facts: dict[str, object]) -> None:
    """
    What an error tells in words it also has as attributes.
    """
    assert facts == {name: getattr(error, name) for name in facts}
    assert facts == vars(error)


@cases
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(error: func.FunctionsError, facts: dict[str, object], protocol: int) -> None:
    """
    An error survives pickling and copying with its class, message and attributes.
    """
    for same in (
        pickle.loads(pickle.dumps(error, protocol)),
        copy.copy(error),
        copy.deepcopy(error),
    ):
        assert type(error) is type(same)
        assert str(error) == str(same)
        assert error.args == same.args
        assert vars(error) == vars(same)


def test_every_error_is_tried() -> None:
    """
    The cases here are all the errors that the package exports.
    """
    exported = {
        name
        for name in vars(func)["__all__"]
        if isinstance(getattr(func, name), type) and issubclass(getattr(func, name), Exception)
    }

    warnings = {"FunctionsWarning", "DeclarationWarning"}
    assert exported - warnings == {type(error).__name__ for error, _ in ERRORS}


def drawn_tree() -> Iterator[tuple[str, str | None, set[str]]]:
    """
    Read the tree in the docstring: a class, the class that it hangs from, the standard ones beside.
    """
    above: list[str] = []
    for line in (_errors.__doc__ or "").splitlines():
        match = re.match(r"    ((?:[│├└─ ]{4})*)(Functions\w+|\w+Error|\w+Warning) ?", line)
        if match is None:
            continue
        depth = len(match[1]) // 4
        beside = re.findall(r"\b[A-Z]\w*(?:Error|Warning)\b", line[match.end(2) :])
        above[depth:] = [match[2]]
        yield match[2], above[depth - 1] if depth else None, set(beside)


def test_tree() -> None:
    """
    The tree that the docstring draws is that of the classes, the standard ones included.
    """
    drawn = {name: (parent, beside) for name, parent, beside in drawn_tree()}
    defined: dict[str, tuple[str | None, set[str]]] = {}
    for name, value in vars(_errors).items():
        if isinstance(value, type) and issubclass(value, Exception):
            own = [base.__name__ for base in value.__bases__ if base.__module__ == value.__module__]
            standard = {
                base.__name__ for base in value.__bases__ if base.__module__ == "builtins"
            } - {"Exception"}
            defined[name] = (own[0] if own else None, standard)

    assert drawn == defined


@pytest.mark.parametrize(
    ("error", "standard"),
    [
        (func.ArgumentTypeError, TypeError),
        (func.ArgumentValueError, ValueError),
        (func.DecodeError, ValueError),
        (func.UnsupportedDatumError, ValueError),
        (func.UnsupportedDatumError, NotImplementedError),
        (func.EncodeError, ValueError),
        (func.UnsupportedTypeError, ValueError),
        (func.UnsupportedTypeError, NotImplementedError),
        (func.UnsupportedTypeError, TypeError),
        (func.RegistrationError, RuntimeError),
        (func.MissingExtraError, ImportError),
        (func.FunctionsWarning, UserWarning),
    ],
)
def test_standard_class(error: type[Exception], standard: type[Exception]) -> None:
    """
    An error is caught as the standard class that published code raised.
    """
    assert True is issubclass(error, standard)
    assert issubclass(error, func.FunctionsError) or error is func.FunctionsWarning


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            _errors.wrong_type("HttpRequest", "url", 5, "str"),
            "HttpRequest: url must be str, got int (5)",
        ),
        (
            _errors.wrong_value("HttpResponse", "status_code", 99, "from 100"),
            "HttpResponse: status_code must be from 100, got 99",
        ),
        (
            _errors.unsupported_datum("queueTrigger", None, "string"),
            "queueTrigger binding: cannot decode data of kind None; it takes string",
        ),
        (
            _errors.unsupported_type("queue", 5, "str"),
            "queue binding: cannot encode int (5); return or set str",
        ),
    ],
)
def test_message(error: Exception, message: str) -> None:
    """
    A message names the parameter or binding, what came and what is accepted.
    """
    assert message == str(error)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", "'x'"),
        (None, "None"),
        ("x" * 78, f"'{'x' * 78}'"),
        ("x" * 79, f"'{'x' * 76}..."),
        ("x" * 10**6, f"'{'x' * 76}..."),
        (b"x" * 10**6, f"b'{'x' * 75}..."),
        (bytearray(10**6), None),
        (["x" * 100], f"['{'x' * 75}..."),
        (list(range(1000)), None),
        (tuple(range(1000)), None),
        (dict.fromkeys(range(1000)), None),
    ],
)
def test_shorten(value: Any, expected: str | None) -> None:
    """
    A value is shown by its repr, cut to fit in a line.
    """
    text = _errors.shorten(value)

    assert 80 >= len(text)
    assert (expected or f"{repr(value)[:77]}...") == text


def test_shorten_cuts_before_it_writes() -> None:
    """
    Of a long text only what is shown is written out.
    """

    class Text(str):
        __slots__ = ()

        def __repr__(self) -> str:
            raise AssertionError("the whole text was written out")

    assert "'xx" == _errors.shorten(Text("x" * 10**6))[:3]


@pytest.mark.parametrize("make", [list, tuple, dict.fromkeys])
def test_shorten_cuts_before_it_looks(make: Callable[[list[object]], object]) -> None:
    """
    Of a long list or dict only what is shown is written out.
    """

    class Item:
        def __repr__(self) -> str:
            raise AssertionError("the last item was written out")

    assert _errors.shorten(make([*range(1000), Item()])).endswith("...")
