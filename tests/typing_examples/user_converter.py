"""
A user's own converter, and what checkers make of it.
"""

from collections.abc import Mapping
from typing import Any

from typing_extensions import assert_type

import azure.functions as func
from azure.functions import meta


class Note:
    def __init__(self, text: str) -> None:
        self.text = text


class NoteConverter(
    func.meta.InConverter, func.meta.OutConverter, binding="note", trigger="noteTrigger"
):
    @classmethod
    def check_input_type_annotation(cls, pytype: object) -> bool:
        return pytype is Note

    @classmethod
    def check_output_type_annotation(cls, pytype: object) -> bool:
        return pytype is Note

    @classmethod
    def decode(
        cls, data: func.Datum | None, *, trigger_metadata: Mapping[str, func.Datum | None] | None
    ) -> Note:
        if data is None:
            raise NotImplementedError
        assert_type(data.type, str | None)
        assert_type(data.value, Any)
        assert_type(data.python_value, Any)
        return Note(data.value)

    @classmethod
    def encode(cls, obj: object, *, expected_type: object) -> func.Datum | None:
        return func.Datum(obj.text, "string") if isinstance(obj, Note) else None


class Plain(meta.InConverter):
    pass


class FromTrigger(meta.InConverter, binding="plainTrigger", trigger=True):
    pass


func.register_converter("other", Plain)
func.register_converter("other", NoteConverter, overwrite=True)
assert_type(func.get_binding_registry(), meta.BindingRegistry)
assert_type(func.get_binding_registry().get("note"), type[meta.Converter] | None)
assert_type(NoteConverter.has_trigger_support(), bool)
assert_type(NoteConverter.has_implicit_output(), bool)
assert_type(func.Datum("x", "string").python_value, Any)


class NoText(meta.InConverter, binding=5):  # type: ignore[arg-type]  # a number  # pyright: ignore[reportArgumentType, reportGeneralTypeIssues]
    pass


class Misspelt(meta.InConverter, bindng="note"):  # type: ignore[call-arg]  # binding  # pyright: ignore[reportCallIssue, reportGeneralTypeIssues]
    pass


func.register_converter("other", Note)  # type: ignore[arg-type]  # no converter  # pyright: ignore[reportArgumentType]
func.register_converter(5, Plain)  # type: ignore[arg-type]  # a number  # pyright: ignore[reportArgumentType]
func.Datum("x")  # type: ignore[call-arg]  # no kind  # pyright: ignore[reportCallIssue]
