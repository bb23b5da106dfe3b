"""
Which annotations load, and who refuses the others.

The worker asks our converters about classes and about generics of ``typing``. All else it refuses
by itself: unions, and ``list[...]`` where ``typing.List[...]`` loads.
"""

from __future__ import annotations

import typing
from pathlib import Path
from unittest import mock

import pytest

import azure.functions as func
from real_worker import Message, binding, loaded, run_worker, write_function

IMPORTS = """
import io
import typing

import azure.functions
import azure.functions as func
from azure.functions import (
    HttpRequest,
    HttpResponse,
    InputStream,
    Out,
    QueueMessage,
    TimerRequest,
    WarmUpContext,
)

"""
POSTPONED = f"from __future__ import annotations\n{IMPORTS}"

INPUTS = {
    "httpTrigger": "HttpRequest",
    "queueTrigger": "QueueMessage",
    "blobTrigger": "InputStream",
    "blob": "InputStream",
    "timerTrigger": "TimerRequest",
    "warmupTrigger": "WarmUpContext",
}

for_each_input = pytest.mark.parametrize(("binding_type", "class_name"), INPUTS.items())
both_ways = pytest.mark.parametrize("head", [IMPORTS, POSTPONED], ids=["evaluated", "postponed"])


class TestInputs:
    @both_ways
    @for_each_input
    @pytest.mark.parametrize(
        "annotation",
        [
            "",
            ": func.{}",
            ": azure.functions.{}",
            ": {}",
            ": 'func.{}'",
            ": typing.Annotated[func.{}, 'note']",
            ": str",
            ": bytes",
        ],
    )
    def test_load(
        self, tmp_path: Path, head: str, binding_type: str, class_name: str, annotation: str
    ) -> None:
        """
        The class of the binding loads however it is spelt, and so does no annotation at all.

        Parameters of ``str`` and ``bytes`` go to the worker's generic converter.
        """
        source = f"{head}def main(arg{annotation.format(class_name)}): pass"

        assert loaded("Fn") == _load(tmp_path, [binding("arg", binding_type)], source)

    @for_each_input
    @pytest.mark.parametrize(
        "annotation",
        [
            "typing.Optional[func.{}]",
            "typing.Union[func.{}, str]",
            "func.{} | None",
            "list[func.{}]",
        ],
    )
    def test_worker_refuses(
        self, tmp_path: Path, binding_type: str, class_name: str, annotation: str
    ) -> None:
        """
        The worker does not ask us about what is neither a class nor a generic of ``typing``.
        """
        annotation = annotation.format(class_name)
        source = f"{IMPORTS}def main(arg: {annotation}): pass"
        reason = f"binding arg has invalid non-type annotation {_evaluate(annotation)!r}"

        with mock.patch.object(_converter(binding_type), "check_input_type_annotation") as asked:
            response = _load(tmp_path, [binding("arg", binding_type)], source)

        assert _refusal(reason) == _message(response)
        asked.assert_not_called()

    @for_each_input
    def test_worker_refuses_out(self, tmp_path: Path, binding_type: str, class_name: str) -> None:
        """
        ``Out`` is for outputs only.
        """
        source = f"{IMPORTS}def main(arg: func.Out[func.{class_name}]): pass"
        reason = (
            'binding arg is declared to have the "in" direction in function.json, but its '
            "annotation is azure.functions.Out in Python"
        )

        response = _load(tmp_path, [binding("arg", binding_type)], source)

        assert _refusal(reason) == _message(response)

    @for_each_input
    @pytest.mark.parametrize(
        ("annotation", "name"),
        [
            ("int", "int"),
            ("func.HttpResponse", "HttpResponse"),
            ("typing.Any", "Any"),
            ("typing.List[func.{}]", "List"),
        ],
    )
    def test_we_refuse(
        self,
        tmp_path: Path,
        binding_type: str,
        class_name: str,
        annotation: str,
        name: str,
    ) -> None:
        """
        Another class, or many of the right one, is not what the binding gives.
        """
        source = f"{IMPORTS}def main(arg: {annotation.format(class_name)}): pass"
        reason = (
            f'type of arg binding in function.json "{binding_type}" does not match its Python '
            f'annotation "{name}"'
        )

        response = _load(tmp_path, [binding("arg", binding_type)], source)

        assert _refusal(reason) == _message(response)


class TestOutputs:
    @both_ways
    @pytest.mark.parametrize(
        ("binding_type", "annotation"),
        [
            ("queue", ""),
            ("queue", ": func.Out[func.QueueMessage]"),
            ("queue", ": azure.functions.Out[azure.functions.QueueMessage]"),
            ("queue", ": Out[QueueMessage]"),
            ("queue", ": 'func.Out[func.QueueMessage]'"),
            ("queue", ": func.Out['func.QueueMessage']"),
            ("queue", ": typing.Annotated[func.Out[func.QueueMessage], 'note']"),
            ("queue", ": func.Out[typing.List[func.QueueMessage]]"),
            ("queue", ": func.Out[typing.List[str]]"),
            ("queue", ": func.Out[typing.Sequence[str]]"),
            ("queue", ": func.Out[str]"),
            ("queue", ": func.Out[bytes]"),
            ("blob", ""),
            ("blob", ": func.Out[func.InputStream]"),
            ("blob", ": func.Out[io.BytesIO]"),
            ("blob", ": func.Out[str]"),
            ("blob", ": func.Out[bytes]"),
            ("blob", ": func.Out[bytearray]"),
        ],
    )
    def test_load(self, tmp_path: Path, head: str, binding_type: str, annotation: str) -> None:
        """
        ``Out`` of what the binding sends loads, and so does no annotation at all.
        """
        source = f"{head}def main(timer, arg{annotation}): pass"

        assert loaded("Fn") == _load(tmp_path, _output("arg", binding_type), source)

    @pytest.mark.parametrize("binding_type", ["queue", "blob"])
    @pytest.mark.parametrize(
        ("annotation", "reason"),
        [
            ("func.Out", "binding arg has invalid Out annotation {!r}"),
            ("func.Out[list[str]]", "binding arg has invalid non-type annotation {!r}"),
            ("func.Out[str | None]", "binding arg has invalid non-type annotation {!r}"),
            ("func.Out[typing.Optional[str]]", "binding arg has invalid non-type annotation {!r}"),
            ("func.Out[str] | None", "binding arg has invalid non-type annotation {!r}"),
            (
                "str",
                (
                    'binding arg is declared to have the "out" direction, but its annotation in '
                    "Python is not a subclass of azure.functions.Out"
                ),
            ),
        ],
    )
    def test_worker_refuses(
        self, tmp_path: Path, binding_type: str, annotation: str, reason: str
    ) -> None:
        """
        The worker does not ask us about ``Out`` of what is no class or generic of ``typing``.
        """
        source = f"{IMPORTS}def main(timer, arg: {annotation}): pass"
        reason = reason.format(_evaluate(annotation))

        with mock.patch.object(_converter(binding_type), "check_output_type_annotation") as asked:
            response = _load(tmp_path, _output("arg", binding_type), source)

        assert _refusal(reason) == _message(response)
        asked.assert_not_called()

    @pytest.mark.parametrize(
        ("binding_type", "annotation", "name"),
        [
            ("queue", "int", "int"),
            ("queue", "dict", "dict"),
            ("queue", "list", "list"),
            ("queue", "bytearray", "bytearray"),
            ("queue", "func.HttpResponse", "HttpResponse"),
            ("queue", "typing.List[int]", "List"),
            ("blob", "int", "int"),
            ("blob", "func.QueueMessage", "QueueMessage"),
            ("blob", "typing.List[str]", "List"),
        ],
    )
    def test_we_refuse(self, tmp_path: Path, binding_type: str, annotation: str, name: str) -> None:
        """
        ``Out`` of what the binding cannot send does not load.
        """
        source = f"{IMPORTS}def main(timer, arg: func.Out[{annotation}]): pass"
        reason = (
            f'type of arg binding in function.json "{binding_type}" does not match its Python '
            f'annotation "{name}"'
        )

        response = _load(tmp_path, _output("arg", binding_type), source)

        assert _refusal(reason) == _message(response)


class TestReturnValues:
    @both_ways
    @pytest.mark.parametrize(
        ("binding_type", "annotation"),
        [
            ("http", ""),
            ("http", " -> func.HttpResponse"),
            ("http", " -> azure.functions.HttpResponse"),
            ("http", " -> HttpResponse"),
            ("http", " -> 'func.HttpResponse'"),
            ("http", " -> str"),
            ("queue", ""),
            ("queue", " -> func.QueueMessage"),
            ("queue", " -> str"),
            ("queue", " -> bytes"),
            ("blob", ""),
            ("blob", " -> func.InputStream"),
            ("blob", " -> str"),
            ("blob", " -> bytes"),
        ],
    )
    def test_load(self, tmp_path: Path, head: str, binding_type: str, annotation: str) -> None:
        """
        What the binding sends loads as the type of the return value.
        """
        source = f"{head}def main(timer){annotation}: pass"

        assert loaded("Fn") == _load(tmp_path, _output("$return", binding_type), source)

    @pytest.mark.parametrize("binding_type", ["http", "queue", "blob"])
    @pytest.mark.parametrize(
        "annotation",
        [
            "typing.Optional[str]",
            "typing.Union[str, bytes]",
            "str | None",
            "list[str]",
            "typing.List[str]",
        ],
    )
    def test_worker_refuses(self, tmp_path: Path, binding_type: str, annotation: str) -> None:
        """
        The worker asks us about classes only, not even about generics of ``typing``.
        """
        source = f"{IMPORTS}def main(timer) -> {annotation}: pass"
        reason = f"has invalid non-type return annotation {_evaluate(annotation)!r}"

        with mock.patch.object(_converter(binding_type), "check_output_type_annotation") as asked:
            response = _load(tmp_path, _output("$return", binding_type), source)

        assert _refusal(reason) == _message(response)
        asked.assert_not_called()

    def test_worker_refuses_out(self, tmp_path: Path) -> None:
        """
        ``Out`` is for parameters only.
        """
        source = f"{IMPORTS}def main(timer) -> func.Out[str]: pass"

        response = _load(tmp_path, _output("$return", "queue"), source)

        assert _refusal("return annotation should not be azure.functions.Out") == _message(response)

    @pytest.mark.parametrize(
        ("binding_type", "annotation", "name"),
        [
            ("http", "None", "NoneType"),
            ("http", "bytes", "bytes"),
            ("http", "dict", "dict"),
            ("http", "func.HttpRequest", "HttpRequest"),
            ("queue", "None", "NoneType"),
            ("queue", "int", "int"),
            ("blob", "func.HttpResponse", "HttpResponse"),
        ],
    )
    def test_we_refuse(self, tmp_path: Path, binding_type: str, annotation: str, name: str) -> None:
        """
        What the binding cannot send does not load as the type of the return value.
        """
        source = f"{IMPORTS}def main(timer) -> {annotation}: pass"
        reason = f'Python return annotation "{name}" does not match binding type "{binding_type}"'

        response = _load(tmp_path, _output("$return", binding_type), source)

        assert _refusal(reason) == _message(response)


class TestContext:
    @pytest.mark.parametrize("annotation", ["func.Context | None", "func.HttpRequest", "dict"])
    def test_worker_refuses(self, tmp_path: Path, annotation: str) -> None:
        """
        A parameter named ``context`` is a ``Context`` and nothing else.
        """
        source = f"{IMPORTS}def main(timer, context: {annotation}): pass"
        reason = (
            'the "context" parameter is expected to be of type azure.functions.Context, got '
            f'"{_evaluate(annotation)!r}"'
        )

        response = _load(tmp_path, [binding("timer", "timerTrigger")], source)

        assert _refusal(reason) == _message(response)


def _output(name: str, binding_type: str) -> list[dict[str, str]]:
    """
    Return the bindings of a timer function with an output.
    """
    return [binding("timer", "timerTrigger"), binding(name, binding_type, "out")]


def _load(app: Path, bindings: list[dict[str, str]], source: str) -> Message:
    """
    Return what the worker says to the function with these bindings.
    """
    write_function(app, "Fn", bindings, source)
    with run_worker(app) as worker:
        return worker.load("Fn")


def _message(response: Message) -> str:
    """
    Return the message of the error in the response.
    """
    return str(response.result.exception.message)


def _refusal(reason: str) -> str:
    """
    Return the message of the worker's error for a function that it does not load.
    """
    return f"FunctionLoadError: cannot load the Fn function: {reason}"


def _evaluate(annotation: str) -> object:
    """
    Return what the annotation stands for.
    """
    return eval(annotation, {"func": func, "typing": typing})


def _converter(binding_type: str) -> type[func.meta.Converter]:
    """
    Return the converter of the binding type.
    """
    converter = func.get_binding_registry().get(binding_type)
    assert converter is not None
    return converter
