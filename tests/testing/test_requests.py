from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import testing
from azure.functions.testing._requests import OutgoingRequest


def request(method: str = "POST", path: str = "/api/x", **options: Any) -> func.HttpRequest:
    """Return the request that a function gets."""
    return OutgoingRequest(method, path, options).routed({})  # type: ignore[arg-type]  # some of them  # pyright: ignore[reportArgumentType]


class TestUrl:
    @pytest.mark.parametrize(
        ("path", "url"),
        [
            ("/api/x", "http://localhost:7071/api/x"),
            ("api/x", "http://localhost:7071/api/x"),
            ("", "http://localhost:7071/"),
            ("?a=1", "http://localhost:7071/?a=1"),
            ("//api", "http://localhost:7071//api"),
            (
                "/a b/é%20?n=é x&m=%41#part",
                "http://localhost:7071/a%20b/%C3%A9%20?n=%C3%A9%20x&m=%41",
            ),
            ("https://u@example.com:8/x?y", "https://u@example.com:8/x?y"),
            ("https://example.com", "https://example.com/"),
            ("/x?u=http://h/y", "http://localhost:7071/x?u=http://h/y"),
            ("/x{y}", "http://localhost:7071/x%7By%7D"),
        ],
    )
    def test_sent(self, path: str, url: str) -> None:
        """
        A path becomes the url that a client sends: encoded, without a fragment.
        """
        assert url == request(path=path).url

    def test_params(self) -> None:
        """
        Parameters follow the query; a list repeats one, None leaves one out.
        """
        params = {"a": "x y&", "b": [1, 2], "c": None, "d": ""}

        assert (
            "http://localhost:7071/x?z=0&a=x+y%26&b=1&b=2&d="
            == request(path="/x?z=0", params=params).url
        )
        assert "http://localhost:7071/x" == request(path="/x", params={"c": None}).url

    def test_query(self) -> None:
        """
        A function gets the values of a parameter joined by commas, and none that are empty.
        """
        req = request(path="/x?a=1&b=&a=2&c=%C3%A9+%26&d=,")

        assert {"a": "1,2", "c": "é &", "d": ","} == dict(req.params)
        assert {"a": ["1", "2"], "b": [""], "c": ["é &"], "d": [","]} == dict(req.query)

    def test_route_params(self) -> None:
        """
        A function gets the parameters of its route.
        """
        assert {"id": "5"} == dict(
            OutgoingRequest("get", "/x", {}).routed({"id": "5"}).route_params
        )


class TestHeaders:
    def test_by_default(self) -> None:
        """
        A client sends the host, and the length of a body.
        """
        assert {"host": "localhost:7071"} == request("get").headers
        assert {"host": "localhost:7071", "content-length": "0"} == request("post").headers
        assert {"host": "h:1", "content-length": "2"} == request(
            "DELETE", "http://u:p@h:1/x", body="é"
        ).headers

    def test_given(self) -> None:
        """
        Headers of a test go before those that a client sends by itself.
        """
        headers = {"CONTENT-TYPE": "application/problem+json", "Host": "h", "X-A": "é"}
        expected = {
            "host": "h",
            "content-type": "application/problem+json",
            "content-length": "2",
            "x-a": "é",
        }

        assert expected == request(headers=headers, json={}).headers

    @pytest.mark.parametrize("value", ["a\r\nb: c", "a\nb", "\0"])
    def test_split(self, value: str) -> None:
        """
        No header starts another one.
        """
        message = r"request\(\): headers\[.*\] must be text without CR, LF and NUL, got "

        with pytest.raises(ValueError, match=message):
            request(headers={"a": value})
        with pytest.raises(ValueError, match=message):
            request(headers={value: "a"})

    def test_wrong_type(self) -> None:
        """
        A header is text.
        """
        with pytest.raises(TypeError) as refused:
            request(headers={"a": 1})

        assert "request(): headers['a'] must be str, got int (1)" == str(refused.value)


class TestBody:
    def test_json(self) -> None:
        """
        A value is sent as JSON, dates included.
        """
        req = request(json={"a": [1, None, "é"], "d": date(2026, 1, 2)})

        assert {"a": [1, None, "é"], "d": "2026-01-02"} == req.get_json()
        assert "application/json" == req.headers["content-type"]
        assert str(len(req.get_body())) == req.headers["content-length"]
        assert [] == request(json=[]).get_json()

    @pytest.mark.parametrize("body", ["é", "é".encode(), bytearray("é".encode())])
    def test_as_it_is(self, body: str | bytes | bytearray) -> None:
        """
        A body is sent as it is, without a type.
        """
        req = request(body=body)

        assert "é" == req.get_text()
        assert "content-type" not in req.headers

    @pytest.mark.parametrize("options", [{}, {"json": None}, {"body": None, "form": None}])
    def test_none(self, options: dict[str, Any]) -> None:
        """
        None stands for no body.
        """
        assert b"" == request(**options).get_body()

    def test_form(self) -> None:
        """
        A form is sent as browsers do; a list repeats a field.
        """
        req = request(form={"a": "x y&é", "b": ["1", "2"], "c": 3})

        assert b"a=x+y%26%C3%A9&b=1&b=2&c=3" == req.get_body()
        assert "application/x-www-form-urlencoded" == req.headers["content-type"]
        assert b"" == request(form={}).get_body()

    def test_multipart(self) -> None:
        """
        A form with files is sent as multipart, each file with its name and type.
        """
        pytest.importorskip("werkzeug", reason="the extra forms is not installed")
        req = request(
            form={"a": "é", "b": ["1", "2"]},
            files={
                "bytes": b"\0\r\n--",
                "text": "é",
                "named": ("a.txt", "x"),
                "typed": ("b", bytearray(b"y"), "image/png"),
                "two": [b"1", ("c.json", b"2")],
            },
        )

        assert [("a", "é"), ("b", "1"), ("b", "2")] == list(req.form.items(multi=True))
        assert [
            ("bytes", "bytes", "application/octet-stream", b"\0\r\n--"),
            ("text", "text", "application/octet-stream", "é".encode()),
            ("named", "a.txt", "text/plain", b"x"),
            ("typed", "b", "image/png", b"y"),
            ("two", "two", "application/octet-stream", b"1"),
            ("two", "c.json", "application/json", b"2"),
        ] == [
            (field, file.filename, file.content_type, file.read())
            for field, file in req.files.items(multi=True)
        ]

    def test_open_files(self, tmp_path: Path) -> None:
        """
        A file that is open is read, and has its own name if none is given.
        """
        (tmp_path / "a.txt").write_bytes(b"disk")

        with (tmp_path / "a.txt").open("rb") as file:
            body = request(files={"f": file, "g": BytesIO(b"1"), "h": ("b", BytesIO(b"2"))})

        heads = (
            b'name="f"; filename="a.txt"',
            b'name="g"; filename="g"',
            b'name="h"; filename="b"',
        )
        assert all(head in body.get_body() for head in heads)
        assert all(b"\r\n\r\n%b\r\n" % each in body.get_body() for each in (b"disk", b"1", b"2"))

    def test_names(self) -> None:
        """
        No name of a field or file leaves its quotes.
        """
        req = request(files={'a"\r\nx: y': ('"; name="b', b"")}, form={'c"': ""})

        assert b'name="a%22%0D%0Ax: y"; filename="%22; name=%22b"\r\n' in req.get_body()
        assert b'form-data; name="c%22"\r\n\r\n' in req.get_body()

    @given(st.binary(), st.text(st.characters(codec="utf-8"), min_size=1))
    def test_any_file(self, content: bytes, field: str) -> None:
        """
        The content of a file arrives as it is sent.
        """
        pytest.importorskip("werkzeug", reason="the extra forms is not installed")
        (file,) = request(files={field: ("f", content)}).files.values()

        assert content == file.read()

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            ({"json": 1, "body": b""}, "json and body"),
            ({"json": {}, "form": {}}, "json and form or files"),
            ({"files": {}, "body": "x"}, "form or files and body"),
        ],
    )
    def test_two(self, options: dict[str, Any], told: str) -> None:
        """
        A request has one body.
        """
        with pytest.raises(TypeError) as refused:
            request(**options)

        expected = f"request(): a request has one body, but it is given {told}; remove one"
        assert expected == str(refused.value)

    @pytest.mark.parametrize(
        "options",
        [
            {"body": 1},
            {"files": {"a": 1}},
            {"files": {"a": (1, b"")}},
            {"files": {"a": ("x",)}},
            {"files": {"a": ("x", None)}},
            {"json": object()},
        ],
    )
    def test_wrong_type(self, options: dict[str, Any]) -> None:
        """
        What cannot be sent is refused.
        """
        with pytest.raises(TypeError):
            request(**options)

    @pytest.mark.parametrize("name", ["params", "headers", "form", "files", "inputs"])
    @pytest.mark.parametrize("value", [[("a", "b")], {1: "b"}, 1])
    def test_no_mapping(self, name: str, value: Any) -> None:
        """
        Names lead to values, and only text is a name.
        """
        expected = (
            f"request(): {name} must be a mapping, such as a dict, of str to values, got "
            f"{type(value).__name__} ({value!r})"
        )

        with pytest.raises(TypeError) as refused:
            request(**{name: value})
        assert expected == str(refused.value)

    def test_no_headers(self) -> None:
        """
        The builder of requests refuses the same.
        """
        with pytest.raises(TypeError, match=r"request\(\): headers must be a mapping, such as"):
            testing.http_request(headers=1)  # type: ignore[arg-type]  # on purpose  # pyright: ignore[reportArgumentType]

    def test_no_text(self) -> None:
        """
        A method and a url are text.
        """
        with pytest.raises(TypeError, match=r"request\(\): method must be str, got int \(1\)"):
            request(method=1)  # type: ignore[arg-type]  # on purpose  # pyright: ignore[reportArgumentType]
        with pytest.raises(TypeError, match=r"request\(\): the path or url must be str, got int"):
            request(path=1)  # type: ignore[arg-type]  # on purpose  # pyright: ignore[reportArgumentType]

    @pytest.mark.parametrize("more", [("a\r\nb: c",), (1,), ("image/png", "x")])
    def test_type_of_file(self, more: tuple[object, ...]) -> None:
        """
        The type of a file is one line of text.
        """
        message = r"request\(\): files\['f'\] must be bytes, text, an open file, \(filename, "

        with pytest.raises(ValueError, match=message):
            request(files={"f": ("x", b"", *more)})

    def test_unknown(self) -> None:
        """
        A misspelt argument is refused with those that there are.
        """
        with pytest.raises(TypeError) as refused:
            request(data=b"")

        assert (
            "request(): there is no argument 'data'; it takes body, files, form, headers, inputs, "
            "json, params" == str(refused.value)
        )
