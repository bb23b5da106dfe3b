"""
What users read in the log when a function and its bindings do not fit together.

The worker replaces a NotImplementedError by an error of its own. Ours, which says what is accepted,
then stands in the stack trace before the worker's.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import azure.functions as func
from real_worker import (
    Message,
    binding,
    http_request,
    json_text,
    loaded,
    protos,
    run_worker,
    succeeded,
    write_function,
)

TIMER = binding("timer", "timerTrigger")
TICK = "{}"

QUEUE_ACCEPTS = "str, bytes, QueueMessage, or a list of str and QueueMessage"

cannot_encode = pytest.mark.parametrize(
    ("binding_type", "value", "type_name", "facts"),
    [
        ("http", "{'a': 1}", "dict", ["dict ({'a': 1})", "HttpResponse or str"]),
        ("http", "b'a'", "bytes", ["bytes (b'a')", "HttpResponse or str"]),
        ("queue", "5", "int", ["int (5)", QUEUE_ACCEPTS]),
        ("queue", "['a', 5]", "list", ["int (5)", "a list of nothing but str and QueueMessage"]),
        ("blob", "5", "int", ["int (5)", "str, bytes, bytearray, or an object with read()"]),
    ],
)


@cannot_encode
def test_return_value(
    tmp_path: Path, binding_type: str, value: str, type_name: str, facts: list[str]
) -> None:
    """
    A return value that the binding cannot send fails with what came and what is accepted.
    """
    bindings = [TIMER, binding("$return", binding_type, "out")]
    source = f"def main(timer): return {value}"

    response = _invoke(tmp_path, bindings, source, json_text(TICK))

    assert _encode_error(binding_type, type_name) == _message(response)
    _assert_tells(_cause(response, func.UnsupportedTypeError), binding_type, facts)


@cannot_encode
def test_output(
    tmp_path: Path, binding_type: str, value: str, type_name: str, facts: list[str]
) -> None:
    """
    So does a value that is set on an output.
    """
    bindings = [TIMER, binding("arg", binding_type, "out")]
    source = f"def main(timer, arg): arg.set({value})"

    response = _invoke(tmp_path, bindings, source, json_text(TICK))

    assert _encode_error(binding_type, type_name) == _message(response)
    _assert_tells(_cause(response, func.UnsupportedTypeError), binding_type, facts)


@pytest.mark.parametrize(
    ("binding_type", "kind", "value", "accepted"),
    [
        ("httpTrigger", "string", "", "http"),
        ("queueTrigger", "collection_string", {"string": ["a", "b"]}, "string or bytes"),
        ("timerTrigger", "string", "{}", "json"),
    ],
)
def test_input(tmp_path: Path, binding_type: str, kind: str, value: object, accepted: str) -> None:
    """
    Data of a kind that the binding does not take fails with the kinds that it takes.
    """
    data = protos().TypedData(**{kind: value})
    expected = (
        "TypeError: unable to decode incoming TypedData: unsupported combination of TypedData "
        f"field {kind!r} and expected binding type {_converter(binding_type)!r}"
    )

    response = _invoke(tmp_path, [binding("arg", binding_type)], "def main(arg): pass", data)

    assert expected == _message(response)
    _assert_tells(_cause(response, func.UnsupportedDatumError), binding_type, [kind, accepted])


@pytest.mark.parametrize("text", ["", "{'IsPastDue': true}", "[]", "null"])
def test_malformed_timer(tmp_path: Path, text: str) -> None:
    """
    A timer that is not a JSON object fails with our message in place of the worker's.
    """
    response = _invoke(tmp_path, [TIMER], "def main(timer): pass", json_text(text))

    assert _message(response).startswith("DecodeError: ")
    _assert_tells(_message(response), "timerTrigger", [repr(text), "a JSON object"])


def test_function_raises(tmp_path: Path) -> None:
    """
    What the function raises comes as it is.
    """
    source = "def main(timer): raise LookupError('no such item')"

    response = _invoke(tmp_path, [TIMER], source, json_text(TICK))

    assert "LookupError: no such item" == _message(response)


class TestWithoutUs:
    """
    What the worker does without asking our converters.
    """

    def test_unbound_return_value(self, tmp_path: Path) -> None:
        """
        A function without a ``$return`` binding may return None only.
        """
        response = _invoke(tmp_path, [TIMER], "def main(timer): return 'a'", json_text(TICK))

        expected = (
            "RuntimeError: ('function %s without a $return bindingreturned a non-None value', "
            "\"'Fn'\")"
        )

        assert expected == _message(response)

    def test_text_output(self, tmp_path: Path) -> None:
        """
        An output annotated as ``Out[str]`` sends a number that is set on it as a number.
        """
        bindings = [TIMER, binding("arg", "queue", "out")]
        source = """
        import azure.functions as func
        def main(timer, arg: func.Out[str]): arg.set(5)
        """
        expected = succeeded(outputs={"arg": protos().TypedData(int=5)})

        assert expected == _invoke(tmp_path, bindings, source, json_text(TICK))

    def test_text_request(self, tmp_path: Path) -> None:
        """
        A request annotated as ``str`` loads, and fails when it comes.
        """
        bindings = [binding("req", "httpTrigger")]

        response = _invoke(tmp_path, bindings, "def main(req: str): pass", http_request())

        expected = (
            "ValueError: ('unexpected type of data received for the \"generic\" binding ', "
            "\"'http'\")"
        )

        assert expected == _message(response)

    def test_number(self, tmp_path: Path) -> None:
        """
        Data that the host sends as a number is refused, for any binding.
        """
        data = protos().TypedData(int=5)

        response = _invoke(tmp_path, [TIMER], "def main(timer): pass", data)

        assert "NotImplementedError: unsupported TypeData kind: 'int'" == _message(response)


def test_half_surrogate_pair_in_the_name_of_a_class(tmp_path: Path) -> None:
    """
    An activity whose input names a class that no message could hold is answered all the same.
    """
    bindings = [binding("x", "activityTrigger")]
    text = r'{"__class__": "\ud800", "__module__": "\ud800", "__data__": 1}'

    response = _invoke(tmp_path, bindings, "def main(x): ...", json_text(text))

    assert "activityTrigger binding: cannot decode" in _message(response)


def _invoke(app: Path, bindings: list[dict[str, str]], source: str, data: Message) -> Message:
    """
    Return what the function with these bindings answers when the first one gets *data*.
    """
    write_function(app, "Fn", bindings, source)
    with run_worker(app) as worker:
        assert loaded("Fn") == worker.load("Fn")
        return worker.invoke("Fn", {bindings[0]["name"]: data})


def _message(response: Message) -> str:
    """
    Return the message of the error in the response.
    """
    return str(response.result.exception.message)


def _cause(response: Message, error: type[Exception]) -> str:
    """
    Return what the error says that the stack trace has before the worker's.
    """
    start = f"{error.__module__}.{error.__qualname__}: "
    lines = str(response.result.exception.stack_trace).splitlines()
    return next(line.removeprefix(start) for line in lines if line.startswith(start))


def _assert_tells(message: str, binding_type: str, facts: list[str]) -> None:
    """
    Assert that the message names the binding and holds these facts.
    """
    assert f"{binding_type} binding" in message
    for fact in facts:
        assert fact in message


def _encode_error(binding_type: str, type_name: str) -> str:
    """
    Return what the worker says for a NotImplementedError.
    """
    return (
        "TypeError: unable to encode outgoing TypedData: unsupported type "
        f'"{_converter(binding_type)!r}" for Python type "{type_name}"'
    )


def _converter(binding_type: str) -> object:
    """
    Return the converter of the binding type.
    """
    return func.get_binding_registry().get(binding_type)
