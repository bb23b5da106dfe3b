"""
An app may define converters for binding types of its own.
"""

from __future__ import annotations

from pathlib import Path

from real_worker import binding, loaded, run_worker, string, succeeded, write_function

SOURCE = """
import azure.functions as func


class Note:
    def __init__(self, text):
        self.text = text


class NoteConverter(
    func.meta.InConverter, func.meta.OutConverter, binding="note", trigger="noteTrigger"
):
    @classmethod
    def check_input_type_annotation(cls, pytype):
        return pytype is Note

    @classmethod
    def check_output_type_annotation(cls, pytype):
        return pytype is Note

    @classmethod
    def decode(cls, data, *, trigger_metadata):
        return Note(f"{trigger_metadata['Author'].value} says {data.value}")

    @classmethod
    def encode(cls, obj, *, expected_type):
        return func.Datum(obj.text, "string")


def main(note: Note, reply: func.Out[Note]) -> Note:
    reply.set(Note(f"Heard: {note.text}"))
    return Note("Done")
"""


def test_user_converter(tmp_path: Path) -> None:
    """
    The worker finds the converter by its class keywords, and asks it for all it needs.
    """
    bindings = [
        binding("note", "noteTrigger"),
        binding("reply", "note", "out"),
        binding("$return", "note", "out"),
    ]
    write_function(tmp_path, "Reply", bindings, SOURCE)
    expected = succeeded(string("Done"), outputs={"reply": string("Heard: Ada says hello")})

    with run_worker(tmp_path) as worker:
        assert loaded("Reply") == worker.load("Reply")
        response = worker.invoke(
            "Reply", {"note": string("hello")}, trigger_metadata={"Author": string("Ada")}
        )

    assert expected == response
