"""
What the checks of annotations answer for everything that users write, and that they always answer.
"""

# ruff: noqa: UP006, UP007, UP037, UP045  # the old spellings are among what users write
from __future__ import annotations

import builtins
import collections
import collections.abc
import typing
from collections.abc import Callable
from typing import Annotated, Any, Generic, Literal, NewType, Optional, TypeVar, Union

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions.blob import BlobConverter
from azure.functions.http import HttpRequestConverter, HttpResponseConverter
from azure.functions.meta import is_iterable_type_annotation
from azure.functions.queue import QueueMessageInConverter, QueueMessageOutConverter
from azure.functions.timer import TimerRequestConverter
from azure.functions.warmup import WarmUpTriggerConverter

T = TypeVar("T")

Request: Any = func.HttpRequest
Response: Any = func.HttpResponse
Message: Any = func.QueueMessage
Stream: Any = func.InputStream
Timer: Any = func.TimerRequest
WarmUp: Any = func.WarmUpContext


class MyRequest(func.HttpRequest):
    pass


class MyResponse(func.HttpResponse):
    pass


class MyMessage(func.QueueMessage):
    pass


class MyStream(func.InputStream):
    pass


class Text(str):
    __slots__ = ()


class Readable:
    def read(self) -> bytes:
        return b""


class ReadableInName:
    read = "no method"


class Box(Generic[T]):
    pass


class UnhashableMeta(type):
    def __eq__(cls, other: object) -> bool:
        return NotImplemented


class Unhashable(metaclass=UnhashableMeta):
    pass


class EvilObject:
    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    def __hash__(self) -> int:
        raise RuntimeError


INPUTS: dict[Any, tuple[Any, ...]] = {
    HttpRequestConverter: (Request, MyRequest),
    QueueMessageInConverter: (Message, MyMessage),
    BlobConverter: (Stream, MyStream, str, bytes, Text),
    TimerRequestConverter: (Timer,),
    WarmUpTriggerConverter: (WarmUp,),
}
OUTPUTS: dict[Any, tuple[Any, ...]] = {
    HttpResponseConverter: (Response, MyResponse, str, Text),
    QueueMessageOutConverter: (Message, MyMessage, str, bytes, Text),
    BlobConverter: (Stream, MyStream, str, bytes, bytearray, Text, Readable),
}

CLASSES: list[Any] = [
    *(Request, MyRequest, Response, MyResponse, Message, MyMessage, Stream, MyStream),
    *(Timer, WarmUp, str, Text, bytes, bytearray, Readable, ReadableInName),
    *(int, float, bool, object, type, dict, list, tuple, set, memoryview, Box, func.Out),
]

NEVER: list[Any] = [
    None,
    type(None),
    Any,
    T,
    "func.HttpRequest",
    "",
    5,
    ...,
    [],
    {},
    [str],
    {"a": str},
    (),
    (str,),
    NewType("NewMessage", func.QueueMessage),
    Literal["a"],
    typing.Callable[[], str],
    typing.Callable[..., str],
    collections.abc.Callable[[str], str],
    type[str],
    typing.Type[str],
    typing.ClassVar[str],
    typing.Final[str],
    typing.NoReturn,
    typing.ForwardRef("str"),
    typing.Generic,
    typing.Protocol,
    Optional[int],
    Union[int, float],
    int | None,
    Annotated[int, "x"],
    Box[str],
    dict[str, str],
    typing.Dict[str, str],
    collections.abc.Mapping[str, str],
    typing.Mapping[str, str],
    typing.DefaultDict[str, str],
    func.Out[str],
    func.Out[func.QueueMessage],
    list[int],
    list[list[str]],
    list,
    typing.List,
    EvilObject(),
    Unhashable,
]
"""Annotations that no converter takes."""

types: Any = typing
abcs: Any = collections.abc
classes: Any = builtins


def subscription(form: Any) -> Callable[[Any], Any]:
    """
    Return what makes ``form[item]`` of an item.
    """
    return lambda item: form[item]


ONE_ARGUMENT: list[Any] = [
    *(list, set, frozenset, collections.deque),
    *(types.List, types.Set, types.Sequence, types.Iterable, types.Iterator),
    *(abcs.Sequence, abcs.Iterable, abcs.Collection),
]
ITERABLES: list[Callable[[Any], Any]] = [
    *(subscription(form) for form in ONE_ARGUMENT),
    lambda item: abcs.Generator[item, None, None],
    lambda item: classes.tuple[item, ...],
    lambda item: classes.tuple[item, item],
    lambda item: types.Tuple[item, ...],
    lambda item: classes.list[types.Annotated[item, "note"]],
    lambda item: types.Annotated[classes.list[item], "note"],
    lambda item: types.Optional[classes.list[item]],
    lambda item: classes.list[item] | None,
]
"""Spellings of an iterable of items."""

WRAPPERS: list[Callable[[Any], Any]] = [
    lambda cls: types.Optional[cls],
    lambda cls: types.Union[cls, None],
    lambda cls: types.Union[None, cls],
    lambda cls: cls | None,
    lambda cls: types.Annotated[cls, "note"],
    lambda cls: types.Annotated[types.Optional[cls], "note"],
    lambda cls: types.Optional[types.Annotated[cls, "note"]],
    lambda cls: types.Annotated[types.Annotated[cls, "one"], "two"],
]
"""Spellings that mean the class itself, as far as bindings are concerned."""


def with_unhashable_note(cls: Any) -> Any:
    """
    Annotate a class with what cannot be hashed; before 3.13 a union cannot hold the result.
    """
    return types.Annotated[cls, {"a": []}]


OTHERS: list[Callable[[Any], Any]] = [
    lambda item: types.Union[item, int],
    lambda item: types.Union[item, str, None],
    lambda item: classes.dict[str, item],
    lambda item: types.Callable[[item], item],
    lambda item: classes.type[item],
    subscription(Box),
    subscription(func.Out),
]
"""Spellings that mean something else."""

IN_CHECKS: list[Any] = [converter.check_input_type_annotation for converter in INPUTS]
OUT_CHECKS: list[Any] = [converter.check_output_type_annotation for converter in OUTPUTS]


def name_of(value: Any) -> str:
    return str(value.__name__)


@pytest.mark.parametrize("converter", INPUTS, ids=name_of)
@pytest.mark.parametrize("annotation", CLASSES, ids=name_of)
def test_input_classes(converter: Any, annotation: Any) -> None:
    """
    A parameter takes what its binding decodes to, and subclasses of it.
    """
    expected = annotation in INPUTS[converter]

    assert expected is converter.check_input_type_annotation(annotation)


@pytest.mark.parametrize("converter", OUTPUTS, ids=name_of)
@pytest.mark.parametrize("annotation", CLASSES, ids=name_of)
def test_output_classes(converter: Any, annotation: Any) -> None:
    """
    An output takes what its binding encodes, and subclasses of it.
    """
    expected = annotation in OUTPUTS[converter]

    assert expected is converter.check_output_type_annotation(annotation)


@pytest.mark.parametrize("annotation", CLASSES, ids=name_of)
@pytest.mark.parametrize("wrap", [*WRAPPERS, with_unhashable_note])
def test_wrapped_like_the_class(wrap: Any, annotation: Any) -> None:
    """
    Optional and Annotated change nothing.
    """
    for check in (*IN_CHECKS, *OUT_CHECKS):
        assert check(annotation) is check(wrap(annotation))


@pytest.mark.parametrize("converter", INPUTS, ids=name_of)
def test_input_unions(converter: Any) -> None:
    """
    A parameter takes a union of which one member is decoded to.
    """
    check = converter.check_input_type_annotation
    for accepted in INPUTS[converter]:
        assert True is check(accepted | int)
        assert True is check(Union[int, accepted, None])
    assert False is check(int | float)
    assert False is check(Union[int, list[str], None])


@pytest.mark.parametrize("converter", OUTPUTS, ids=name_of)
def test_output_unions(converter: Any) -> None:
    """
    An output takes a union of which every member but None is encoded.
    """
    check = converter.check_output_type_annotation
    for accepted in OUTPUTS[converter]:
        assert True is check(accepted | str)
        assert True is check(Union[accepted, str, None])
        assert False is check(accepted | int)
        assert False is check(Union[int, accepted, None])


@pytest.mark.parametrize("wrap", ITERABLES)
@pytest.mark.parametrize("item", CLASSES, ids=name_of)
def test_iterables(wrap: Any, item: Any) -> None:
    """
    A queue takes iterables of text and messages in every spelling; nothing else takes iterables.
    """
    annotation = wrap(item)
    expected = item in (Message, MyMessage, str, Text)

    assert expected is QueueMessageOutConverter.check_output_type_annotation(annotation)
    for check in (*IN_CHECKS, HttpResponseConverter.check_output_type_annotation):
        assert False is check(annotation)
    assert False is BlobConverter.check_output_type_annotation(annotation)


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (list[str | func.QueueMessage], True),
        (list[Union[str, func.QueueMessage, None]], True),
        (list[str] | func.QueueMessage | str, True),
        (list[str] | list[func.QueueMessage], True),
        (list[str] | list[int], False),
        (list[str] | int, False),
        (list[bytes], False),
        (list[dict[str, str]], False),
        (dict[str, str], False),
        (collections.OrderedDict[str, str], False),
    ],
)
def test_queue_of_many(annotation: Any, expected: bool) -> None:
    """
    Iterables and unions go together.
    """
    assert expected is QueueMessageOutConverter.check_output_type_annotation(annotation)


@pytest.mark.parametrize("annotation", NEVER, ids=[str(number) for number in range(len(NEVER))])
def test_never(annotation: Any) -> None:
    """
    What no converter takes is answered with False by each, however odd it is.
    """
    for check in (*IN_CHECKS, *OUT_CHECKS):
        assert False is check(annotation)


@pytest.mark.parametrize(
    ("annotation", "pytype", "expected"),
    [
        (list[str], str, True),
        (typing.List[str], str, True),
        (list[str], (int, str), True),
        (list[bool], int, True),
        (list[int], str, False),
        (list[str], (), False),
        (list, str, False),
        (typing.List, str, False),
        (str, str, False),
        (dict[str, str], str, False),
        (typing.Mapping[str, str], str, False),
        (list[Optional[str]], str, True),
        (list["str"], str, False),
        (None, str, False),
        ("list[str]", str, False),
    ],
)
def test_is_iterable_type_annotation(annotation: Any, pytype: Any, expected: bool) -> None:
    """
    The published helper tells iterables, not mappings, of a class.
    """
    assert expected is is_iterable_type_annotation(annotation, pytype)


LEAVES = st.sampled_from([*CLASSES, Any, T])


def apply(wrap: Callable[[Any], Any], item: Any) -> Any:
    return wrap(item)


ANNOTATIONS: st.SearchStrategy[Any] = st.recursive(
    LEAVES,
    lambda inner: st.builds(apply, st.sampled_from([*ITERABLES, *WRAPPERS, *OTHERS]), inner),
    max_leaves=6,
)


@given(ANNOTATIONS)
def test_any_annotation_is_answered(annotation: Any) -> None:
    """
    Whatever is nested in whatever, the checks answer True or False.
    """
    for check in (*IN_CHECKS, *OUT_CHECKS):
        assert check(annotation) in (True, False)
        assert check(annotation) is check(Annotated[annotation, "note"])


@given(ANNOTATIONS)
def test_optional_changes_nothing(annotation: Any) -> None:
    """
    None in a union says nothing of what is accepted.
    """
    for check in (*IN_CHECKS, *OUT_CHECKS):
        assert check(annotation) is check(Optional[annotation])


@pytest.mark.parametrize("value_type", [Request, Response, Message, Stream, Timer, WarmUp])
def test_type_hints(value_type: Any) -> None:
    """
    The hints of a function annotated with our types, as text too, are resolved.
    """

    def main(
        one: func.HttpRequest,
        two: "func.Out[typing.List[func.QueueMessage]]",
        three: Optional[func.InputStream],
        context: func.Context,
    ) -> func.HttpResponse:
        return func.HttpResponse()

    main.__annotations__["one"] = value_type

    assert {
        "one": value_type,
        "two": func.Out[typing.List[func.QueueMessage]],
        "three": Optional[func.InputStream],
        "context": func.Context,
        "return": func.HttpResponse,
    } == typing.get_type_hints(main)


@pytest.mark.parametrize(
    "value_type",
    [Request, Response, Message, Stream, Timer, WarmUp, func.Context, func.Datum, func.Out],
)
def test_type_hints_of_our_own(value_type: Any) -> None:
    """
    The hints of our own methods are resolved too, for frameworks that ask for them.
    """
    for name in ("to_dict", "get_json", "set_cookie", "read", "set", "has_trigger_support"):
        if hasattr(value_type, name):
            assert "return" in typing.get_type_hints(getattr(value_type, name))
