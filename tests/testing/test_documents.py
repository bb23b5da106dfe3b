from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure.functions.testing._app import Problem
from azure.functions.testing._documents import Document, kind_of, read_document, shown

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def read(folder: Path, text: str, name: str = "host.json") -> Document | Problem:
    """
    Read a document from a file with this text.
    """
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8", newline="")
    return read_document(file)


def document(folder: Path, text: str) -> Document:
    """
    Read a document that can be read.
    """
    found = read(folder, text)
    assert isinstance(found, Document)
    return found


def problem(folder: Path, text: str) -> tuple[int | None, str]:
    """
    Return the line and the message of the problem of a document that cannot be read.
    """
    found = read(folder, text)
    assert isinstance(found, Problem)
    assert str(folder / "host.json") == found.file
    return found.line, found.message


class TestRead:
    @given(fields=st.dictionaries(st.text(), VALUES), indent=st.none() | st.integers(0, 3))
    def test_any_object(
        self, tmp_path_factory: pytest.TempPathFactory, fields: object, indent: int | None
    ) -> None:
        """
        Any JSON object is read as the standard library reads it.
        """
        folder = tmp_path_factory.getbasetemp()
        found = document(folder, json.dumps(fields, indent=indent))

        assert fields == found.value
        assert [] == found.duplicates

    def test_lines(self, tmp_path: Path) -> None:
        """
        Each value has its line: that of its name, where it is a field.
        """
        text = '{\n"a": [\n1,\r\n{"b":\n2}\n],\n"c": null}\n'
        found = document(tmp_path, text)

        expected = {
            (): 1,
            ("a",): 2,
            ("a", 0): 3,
            ("a", 1): 4,
            ("a", 1, "b"): 4,
            ("c",): 7,
        }
        assert expected == found.lines

    def test_deep_lines(self, tmp_path: Path) -> None:
        """
        What is nested deeper than eight levels has the line of what is around it.
        """
        found = document(tmp_path, '{"a": [[[[[[[\n[\n[1]]]]]]]]]}')

        assert (1, 2, 2) == tuple(found.line("a", *[0] * deep) for deep in (6, 7, 8))
        assert 8 == max(map(len, found.lines))

    def test_nearest_line(self, tmp_path: Path) -> None:
        """
        A value that is not there has the line of the nearest one around it, if it is in a field.
        """
        found = document(tmp_path, '{\n"a": {\n"b": 1}}')

        assert (3, 2, 2) == (found.line("a", "b"), found.line("a", "x", 5), found.line("a"))
        assert found.line("x") is None
        assert found.line() is None

    def test_comments(self, tmp_path: Path) -> None:
        """
        Comments are passed over, wherever space may be, and lines go on in them.
        """
        text = '// first\n{ /* a\nlong\none */ "a" // name\n: /**/ "/* text */ // too" } // last'
        found = document(tmp_path, text)

        assert {"a": "/* text */ // too"} == found.value
        assert 4 == found.line("a")

    def test_byte_order_mark(self, tmp_path: Path) -> None:
        """
        A byte order mark before the object is passed over.
        """
        assert {} == document(tmp_path, "\ufeff{}").value

    def test_duplicates(self, tmp_path: Path) -> None:
        """
        Of a field that is given again, the last value counts, and its place is told with its line.
        """
        found = document(tmp_path, '{"a": 1, "b": [{"a": 1,\n"a": 2}],\n"a": 3}')

        assert {"a": 3, "b": [{"a": 2}]} == found.value
        assert [("b", 0, "a"), ("a",)] == found.duplicates
        assert (2, 3) == (found.line("b", 0, "a"), found.line("a"))


class TestProblems:
    @pytest.mark.parametrize(
        ("text", "line", "message"),
        [
            ("", 1, "Expecting value (column 1)"),
            ("[]", 1, "it holds a list; write an object in braces (column 1)"),
            ("3", 1, "it holds a number; write an object in braces (column 1)"),
            ('{\n"a" 1}', 2, "a colon is expected after 'a' (column 5)"),
            ('{\n"a": 1\n"b": 2}', 3, "a comma or } is expected (column 1)"),
            ('{"a": [1\n2]}', 2, "a comma or ] is expected (column 1)"),
            ('{"a": 1,\n}', 2, "a comma stands before }; remove it (column 1)"),
            ('{"a": [1,]}', 1, "a comma stands before ]; remove it (column 10)"),
            ('{"a": [,1]}', 1, "Expecting value (column 8)"),
            ("{a: 1}", 1, "a field's name in double quotes is expected (column 2)"),
            ("{'a': 1}", 1, "a field's name in double quotes is expected (column 2)"),
            ('{"a": 1', 1, "a comma or } is expected (column 8)"),
            ('{"a": ', 1, "Expecting value (column 7)"),
            ('{"a', 1, "Unterminated string starting at (column 2)"),
            ("{} /* never closed", 1, "there is more after the end of the object (column 4)"),
            ("{}\n{}", 2, "there is more after the end of the object (column 1)"),
            ('{"a": ' + "9" * 5000 + "}", 1, "the number has too many digits (column 7)"),
        ],
    )
    def test_no_json(self, tmp_path: Path, text: str, line: int, message: str) -> None:
        """
        A text that is no JSON object is told with the place where reading ended.
        """
        expected = (line, f"it is no JSON object: {message}")
        assert expected == problem(tmp_path, text)

    @pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
    def test_depth(self, tmp_path: Path, opening: str, closing: str) -> None:
        """
        What is nested too deep for the host is refused, however deep, and what it follows is read.
        """
        message = "it is no JSON object: it is nested deeper than 64 levels; the host refuses it"

        assert message in problem(tmp_path, '{"a":' + opening * 100_000)[1]
        assert message in problem(tmp_path, '{"a":' + opening * 64)[1]
        document(tmp_path, f'{{"a":{opening * 63}1{closing * 63}}}')

    def test_size(self, tmp_path: Path) -> None:
        """
        A file of more than a megabyte is not read.
        """
        expected = "it is larger than 1,000,000 bytes, which no such file is; check what it is"
        assert (None, expected) == problem(tmp_path, "{}" + " " * 1_000_000)

    def test_encoding(self, tmp_path: Path) -> None:
        """
        A file that is no UTF-8 is told.
        """
        file = tmp_path / "host.json"
        file.write_bytes(b'{"a": "\xff"}')
        found = read_document(file)

        assert isinstance(found, Problem)
        assert re.match("it cannot be read: 'utf-8' codec can't decode byte 0xff", found.message)

    def test_missing(self, tmp_path: Path) -> None:
        """
        A file that cannot be opened is told.
        """
        found = read_document(tmp_path / "host.json")

        assert isinstance(found, Problem)
        assert found.message.startswith("it cannot be read: [Errno 2] ")

    def test_function(self, tmp_path: Path) -> None:
        """
        The problem of a function.json names the function; that of another file names none.
        """
        one, other = read(tmp_path, "", "F/function.json"), read(tmp_path, "", "F/host.json")

        assert isinstance(one, Problem)
        assert isinstance(other, Problem)
        assert ("F", None) == (one.function, other.function)

    @given(text=st.text(alphabet='{}[]",:/* \n1a\\'))
    def test_any_text(self, tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
        """
        Whatever the text, there is a document or a problem.
        """
        assert isinstance(read(tmp_path_factory.getbasetemp(), text), (Document, Problem))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("queueName", "queueName"),
        ("$return", "$return"),
        ("my name", "'my name'"),
        ("", "''"),
        ("\ud800", "'\\ud800'"),
        ("x" * 65, repr("x" * 65)),
        ("x" * 1000, "'" + "x" * 76 + "..."),
    ],
)
def test_shown(name: str, expected: str) -> None:
    """
    A name is shown as it is where it is plain and short, and else in quotes and cut.
    """
    assert expected == shown(name)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "null"),
        (True, "a boolean"),
        (1, "a number"),
        (1.5, "a number"),
        ("", "text"),
        ([], "a list"),
        ({}, "an object"),
    ],
)
def test_kind_of(value: object, expected: str) -> None:
    """
    Each kind of JSON value has a name for messages.
    """
    assert expected == kind_of(value)
