from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions import testing
from built import sent


class TestHttpRequest:
    def test_defaults(self) -> None:
        """
        A request is one that a client sends to the local host.
        """
        request = testing.http_request()

        assert "GET" == request.method
        assert "http://localhost:7071/api/function" == request.url
        assert {
            "host": "localhost:7071",
            "user-agent": "azure-functions-testing",
            "accept": "*/*",
            "accept-encoding": "gzip, deflate",
        } == dict(request.headers)
        assert ({}, {}, b"") == (request.params, request.route_params, request.get_body())
        assert request == sent("httpTrigger", request)

    def test_overridden(self) -> None:
        """
        Everything can be given, headers in any case.
        """
        request = testing.http_request(
            method="put",
            url="https://example.com/x",
            params={"a": "b"},
            route_params={"id": "1"},
            headers={"USER-AGENT": "me", "X-Id": "2"},
            body="text",
        )

        assert "PUT" == request.method
        assert "https://example.com/x?a=b" == request.url
        assert {"a": "b"} == request.params
        assert {"id": "1"} == request.route_params
        assert ("me", "2") == (request.headers["User-Agent"], request.headers["x-id"])
        assert "example.com" == request.headers["Host"]
        assert b"text" == request.get_body()
        assert request == sent("httpTrigger", request)

    @pytest.mark.parametrize(
        ("url", "params", "expected"),
        [
            ("/api/x", None, "http://localhost:7071/api/x"),
            ("api/x", None, "http://localhost:7071/api/x"),
            ("", None, "http://localhost:7071/"),
            ("/a b/ž", None, "http://localhost:7071/a%20b/%C5%BE"),
            ("/a%20b?c=d%26e", None, "http://localhost:7071/a%20b?c=d%26e"),
            ("/x?a=1#part", None, "http://localhost:7071/x?a=1"),
            ("/x?to=http://y", None, "http://localhost:7071/x?to=http://y"),
            ("/x", {}, "http://localhost:7071/x"),
            ("/x", {"a": "b c", "d": "&"}, "http://localhost:7071/x?a=b+c&d=%26"),
            ("/x", {"a": ["1", "2"]}, "http://localhost:7071/x?a=1&a=2"),
            ("/x?a=1", {"b": "2"}, "http://localhost:7071/x?a=1&b=2"),
        ],
    )
    def test_url(self, url: str, params: Any, expected: str) -> None:
        """
        The url is whole, quoted and has the parameters, as the host sends it.
        """
        assert expected == testing.http_request(url=url, params=params).url

    def test_params(self) -> None:
        """
        Parameters of the url and those that are given are told together.
        """
        request = testing.http_request(url="/x?a=1&b=x%20y", params={"a": "2", "c": ["3", "4"]})

        assert {"a": "1,2", "b": "x y", "c": "3,4"} == request.params
        assert {"a": ["1", "2"], "b": ["x y"], "c": ["3", "4"]} == request.query

    def test_json(self) -> None:
        """
        JSON is compact, with its content type and its length.
        """
        request = testing.http_request(method="POST", json={"name": "Žofie"})

        assert '{"name":"Žofie"}' == request.get_text()
        assert "application/json" == request.headers["Content-Type"]
        assert "17" == request.headers["Content-Length"]
        assert request == sent("httpTrigger", request)

    def test_own_content_type(self) -> None:
        """
        A content type that is given goes before the one of the body.
        """
        request = testing.http_request(json={}, headers={"Content-Type": "text/json"})

        assert "text/json" == request.headers["content-type"]

    @pytest.mark.parametrize("body", ["ž", "ž".encode(), bytearray("ž".encode())])
    def test_body(self, body: Any) -> None:
        """
        A body is taken as it is, without a content type.
        """
        request = testing.http_request(body=body)

        assert "ž".encode() == request.get_body()
        assert "content-type" not in request.headers
        assert "2" == request.headers["content-length"]

    def test_form(self) -> None:
        """
        A form is sent as browsers send one.
        """
        request = testing.http_request(form={"name": "Ada L", "tag": ["a", "b"]})

        assert "application/x-www-form-urlencoded" == request.headers["content-type"]
        assert b"name=Ada+L&tag=a&tag=b" == request.get_body()

    @pytest.mark.parametrize(
        "given",
        [
            {"body": "", "json": {}},
            {"body": "", "form": {}},
            {"json": [], "form": {}},
            {"body": "", "files": {}},
            {"json": 0, "files": {}},
            {"body": "", "json": {}, "form": {}},
        ],
    )
    def test_two_bodies(self, given: Any) -> None:
        """
        Bodies exclude each other, but for the fields and the files of one form.
        """
        with pytest.raises(TypeError, match="a request has one body, but it is given"):
            testing.http_request(**given)

    def test_refused(self) -> None:
        """
        An argument of a wrong type is refused.
        """
        headers: Any = {"X-Id": 1}

        with pytest.raises(func.ArgumentTypeError, match=re.escape("headers['X-Id'] must be str")):
            testing.http_request(headers=headers)


characters = st.characters(codec="utf-8", exclude_characters="%")  # it quotes others
texts = st.text(characters)
file_names = st.text(characters, min_size=1)
files = st.dictionaries(file_names, st.tuples(file_names, st.binary()), max_size=3)


def parts(request: func.HttpRequest) -> Iterator[tuple[str, str | None, str, bytes]]:
    """
    Return the parts of a multipart body as the standard library reads them.
    """
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n"
    policy = email.policy.HTTP.clone(utf8=True)
    message = email.message_from_bytes(head.encode() + request.get_body(), policy=policy)
    for part in message.iter_parts():
        assert isinstance(part, EmailMessage)
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        name = part.get_param("name", header="content-disposition")
        yield str(name), part.get_filename(), part.get_content_type(), content


class TestFiles:
    def test_files(self) -> None:
        """
        The fields and the files of a form are its parts.
        """
        request = testing.http_request(
            method="POST",
            form={"name": "Ada", "tag": ["a", "b"]},
            files={
                "plain": b"\x00\xff",
                "named": ("notes.txt", "text"),
                "typed": ("image", bytearray(b"GIF"), "image/gif"),
                "unknown": ("x.qqq", b""),
            },
        )

        assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
        assert [
            ("name", None, "text/plain", b"Ada"),
            ("tag", None, "text/plain", b"a"),
            ("tag", None, "text/plain", b"b"),
            ("plain", "plain", "application/octet-stream", b"\x00\xff"),
            ("named", "notes.txt", "text/plain", b"text"),
            ("typed", "image", "image/gif", b"GIF"),
            ("unknown", "x.qqq", "application/octet-stream", b""),
        ] == list(parts(request))
        assert request == sent("httpTrigger", request)

    @given(
        form=st.dictionaries(texts, texts | st.lists(texts, min_size=1), max_size=3), files=files
    )
    def test_read_back(
        self, form: dict[str, str | list[str]], files: dict[str, tuple[str, bytes]]
    ) -> None:
        """
        A function reads any form and any files as they were given, but for ends of lines in names.
        """
        pytest.importorskip("werkzeug", reason="the extra forms is not installed")
        request = testing.http_request(form=form, files=files)

        fields = {_one_line(name): values for name, values in form.items()}
        assert {
            name: [values] if isinstance(values, str) else values for name, values in fields.items()
        } == dict(request.form.lists())
        assert {
            _one_line(name): (_one_line(file_name), content)
            for name, (file_name, content) in files.items()
        } == {name: (file.filename, file.read()) for name, file in request.files.items()}


def _one_line(name: str) -> str:
    """
    Return a name as it travels.
    """
    return name.replace("\r", "%0D").replace("\n", "%0A")
