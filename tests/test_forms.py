from __future__ import annotations

import builtins
import copy
import pickle
import sys
from importlib.util import find_spec
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func

installed = pytest.mark.skipif(
    find_spec("werkzeug") is None, reason="the extra forms is not installed"
)

BOUNDARY = "xyz"
MULTIPART = (
    b"--xyz\r\n"
    b'Content-Disposition: form-data; name="name"\r\n\r\n'
    b"\xc5\xbdi\xc5\xbekov\r\n"
    b"--xyz\r\n"
    b'Content-Disposition: form-data; name="photo"; filename="a.png"\r\n'
    b"Content-Type: image/png\r\n\r\n"
    b"\x89PNG\xff\r\n"
    b"--xyz--\r\n"
)


def form_request(body: Any, content_type: str | None) -> func.HttpRequest:
    headers = {} if content_type is None else {"Content-Type": content_type}
    return func.HttpRequest("POST", "/", headers=headers, body=body)


def multipart(body: bytes = MULTIPART) -> func.HttpRequest:
    return form_request(body, f"multipart/form-data; boundary={BOUNDARY}")


@installed
class TestForm:
    def test_url_encoded(self) -> None:
        """
        The fields of a url-encoded form are read, repeated ones with all their values.
        """
        request = form_request(b"a=1&a=2&b=x+%C5%BE&c=", "application/x-www-form-urlencoded")

        assert "1" == request.form["a"]
        assert ["1", "2"] == request.form.getlist("a")
        assert {"a": "1", "b": "x ž", "c": ""} == request.form.to_dict()
        assert 0 == len(request.files)

    def test_text_body(self) -> None:
        """
        A form that came as text is read too.
        """
        request = form_request("a=ž", "application/x-www-form-urlencoded; charset=utf-8")

        assert "ž" == request.form["a"]

    def test_multipart(self) -> None:
        """
        Fields and files of a multipart form are read.
        """
        request = multipart()

        assert {"name": "Žižkov"} == request.form.to_dict()
        assert ["photo"] == list(request.files)
        assert "a.png" == request.files["photo"].filename
        assert "image/png" == request.files["photo"].mimetype
        assert b"\x89PNG\xff" == request.files["photo"].read()

    def test_read_once(self) -> None:
        """
        The form is parsed once, so that a file goes on being read where it stands.
        """
        request = multipart()

        assert b"\x89P" == request.files["photo"].read(2)
        assert b"NG\xff" == request.files["photo"].read()
        assert request.form is request.form

    def test_body_stays(self) -> None:
        """
        Reading the form leaves the body to be read.
        """
        request = multipart()

        assert 1 == len(request.form)
        assert MULTIPART == request.get_body()

    def test_read_only(self) -> None:
        """
        A form takes no assignment.
        """
        form: Any = multipart().form

        with pytest.raises(TypeError, match="immutable"):
            form["name"] = "x"

    @pytest.mark.parametrize("content_type", [None, "application/json", "text/plain", "nonsense"])
    def test_no_form(self, content_type: str | None) -> None:
        """
        A body that is no form has no fields and no files.
        """
        request = form_request(b"a=1", content_type)

        assert 0 == len(request.form)
        assert 0 == len(request.files)

    def test_empty(self) -> None:
        """
        A form without a body is empty.
        """
        assert 0 == len(form_request(b"", "application/x-www-form-urlencoded").form)

    @pytest.mark.parametrize(
        "request_",
        [
            form_request(MULTIPART, "multipart/form-data"),
            multipart(b"no boundary"),
            multipart(MULTIPART[:-30]),
            multipart(b'--xyz\r\nContent-Disposition: form-data; name="a"\r\n\r\n' * 3),
        ],
        ids=["no boundary told", "no boundary", "cut", "not closed"],
    )
    @pytest.mark.parametrize("name", ["form", "files"])
    def test_malformed(self, request_: func.HttpRequest, name: str) -> None:
        """
        A malformed form is refused with a ValueError that names the request and what it takes.
        """
        with pytest.raises(func.DecodeError) as caught:
            getattr(request_, name)

        assert isinstance(caught.value, ValueError)
        assert "httpTrigger" == caught.value.binding
        assert str(caught.value).startswith(
            "HttpRequest: the body is no multipart/form-data form of at most 10000 parts: "
        )

    def test_many_parts(self) -> None:
        """
        A form of more parts than a form has is refused, for each costs far more than its bytes.
        """
        part = b'--xyz\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'

        assert 1000 == len(multipart(part * 1000 + b"--xyz--\r\n").form.getlist("a"))
        with pytest.raises(func.DecodeError, match="at most 10000 parts"):
            _ = multipart(part * 10_001 + b"--xyz--\r\n").form

    def test_copies(self) -> None:
        """
        A request whose form was read is copied and pickled like any other.
        """
        request = multipart()
        assert 1 == len(request.files)

        for same in (copy.deepcopy(request), pickle.loads(pickle.dumps(request))):
            assert request == same
            assert b"\x89PNG\xff" == same.files["photo"].read()

    @given(st.dictionaries(st.text(min_size=1), st.text()))
    def test_round_trip(self, fields: dict[str, str]) -> None:
        """
        Any fields that are url-encoded are read.
        """
        from urllib.parse import urlencode

        fields = {name.encode("utf-8", "replace").decode(): text for name, text in fields.items()}
        fields = {name: text.encode("utf-8", "replace").decode() for name, text in fields.items()}
        request = form_request(urlencode(fields), "application/x-www-form-urlencoded")

        assert fields == request.form.to_dict()

    @given(st.binary())
    def test_no_body_crashes(self, body: bytes) -> None:
        """
        Any body is a form or a ValueError.
        """
        for content_type in (
            "application/x-www-form-urlencoded",
            f"multipart/form-data; boundary={BOUNDARY}",
        ):
            request = form_request(body, content_type)
            try:
                assert len(request.form) >= 0
            except ValueError:
                continue


COMMAND = 'python -m pip install "azure-functions[forms]"'


@pytest.mark.parametrize("name", ["form", "files"])
def test_simulated_absence(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where werkzeug is hidden, forms raise an ImportError with the command that installs it.
    """
    real_import = builtins.__import__

    def hide(module: str, *arguments: Any) -> Any:
        if module.partition(".")[0] == "werkzeug":
            raise ImportError(module)
        return real_import(module, *arguments)

    for module in list(sys.modules):
        if module.partition(".")[0] == "werkzeug":
            monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(builtins, "__import__", hide)

    with pytest.raises(func.MissingExtraError) as caught:
        getattr(multipart(), name)

    assert isinstance(caught.value, ImportError)
    assert "forms" == caught.value.extra
    assert COMMAND in str(caught.value)


@pytest.mark.skipif(find_spec("werkzeug") is not None, reason="the extra forms is installed")
def test_real_absence() -> None:
    """
    Where werkzeug is not installed, forms raise that ImportError, and all else works.
    """
    request = multipart()

    assert MULTIPART == request.get_body()
    with pytest.raises(func.MissingExtraError, match="need werkzeug") as caught:
        _ = request.form
    assert COMMAND in str(caught.value)


def test_not_imported_before_it_is_needed() -> None:
    """
    A request imports werkzeug only when its form is asked for.
    """
    import subprocess

    code = """
import sys, azure.functions as func
request = func.HttpRequest("POST", "/", body="a=1")
request.get_body(), request.get_text(), request.params, request.to_dict()
print("werkzeug" in sys.modules)
"""

    assert "False\n" == subprocess.check_output([sys.executable, "-c", code], text=True)
