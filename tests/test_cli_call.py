from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import pytest

from azure.functions import _cli_inputs, testing
from azure.functions.__main__ import main
from azure.functions.testing._plan import Plan, Slot
from command_line import GUIDE, make_app, printed, returning, told


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """
    An app in the folder ``app`` of the current directory.
    """
    monkeypatch.chdir(tmp_path)
    return make_app(tmp_path / "app")


class TestCall:
    def test_http(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        A response is printed as HTTP has it.
        """
        expected = (
            "HTTP 200\nx-served-by: HttpTrigger\ncontent-type: text/plain; charset=utf-8\n\n"
            "Hello, Ada!\n"
        )

        assert expected == printed(capsys, "call", GUIDE, "HttpTrigger", "--query", "name=Ada")

    def test_json(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        ``--json`` posts JSON, with its content type; headers of one's own count more.
        """
        own = ("--header", "Content-Type=text/json")
        Path("body.json").write_text('{"á": 1}', "utf-8-sig")

        plain = printed(capsys, "call", app, "echo", "--json", "@body.json")
        other = printed(capsys, "call", app, "echo", "--json", "{}", *own)

        assert (
            'content-type: application/json\nset-cookie: a=1; Path=/\nset-cookie: b=2\n\n{"á"'
            in plain
        )
        assert "content-type: text/json" in other

    def test_request(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        A request has the path of the route, the query, the headers and the method given, and text
        alone is a response.
        """
        options = ["--query", "a=ž&", "--query", "a=2", "--header", "X-Shop=1", "--route", "id=7"]

        text = printed(capsys, "call", app, "item", *options, "--method", "patch")

        url = "http://localhost:7071/api/items/7?a=%C5%BE%26&a=2"
        assert f"HTTP 200\n\nPATCH {url} {{'id': '7'}} 1\n" == text

    def test_method(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        Without a method it is GET, or POST for a body, or else the first that is answered.
        """
        get = printed(capsys, "call", GUIDE, "CustomEntry")
        post = printed(capsys, "call", GUIDE, "TempFile", "--body", "x")
        first = printed(capsys, "call", app, "item", "--route", "id=7")

        assert "GET http://localhost:7071/api/CustomEntry" in get
        assert "Lines: 1" in post
        assert "DELETE http" in first

    def test_prefix(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        The path begins with the route prefix of host.json.
        """
        settings = {"extensions": {"http": {"routePrefix": ""}}}
        Path("app/host.json").write_text(json.dumps(settings), "utf-8")

        text = printed(capsys, "call", app, "item", "--route", "id=7")

        assert "http://localhost:7071/items/7 " in text

    def test_route_parameters(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        Parameters that may be missing may be; a parameter that takes the rest has slashes.
        """
        missing = printed(capsys, "call", app, "echo", "--body", "x")
        given = printed(capsys, "call", app, "echo", "--route", "rest=a b/c", "--route", "kind=x")

        assert missing.endswith("\n\nx\n")
        assert given.startswith("HTTP 200\n")

    def test_no_body(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        A response without a body ends with its headers; no response is a 204.
        """
        assert printed(capsys, "call", app, "echo").endswith("set-cookie: b=2\n")
        assert "HTTP 204\n" == printed(capsys, "call", app, "silent")

    def test_outputs(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        Outputs are printed after the response, with their names and types.
        """
        text = printed(capsys, "call", app, "silent", "--query", "msg=hi")

        assert "HTTP 204\n\nmsg (queue): hi\n" == text

    @pytest.mark.parametrize("body", [b"\xff\x00", b"\x1b[2J"])
    def test_bytes(self, capsys: pytest.CaptureFixture[str], app: str, body: bytes) -> None:
        """
        Bytes come from a file, or from standard input, and are not written to the terminal.
        """
        Path("body").write_bytes(body)

        text = printed(capsys, "call", app, "echo", "--body", "@body")

        assert text.endswith(f"\n\n{len(body)} bytes: {body!r}\n")

    def test_standard_input(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, app: str
    ) -> None:
        """
        ``@-`` is standard input.
        """
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("ž".encode())))

        assert printed(capsys, "call", app, "echo", "--body", "@-").endswith("\n\nž\n")

    def test_message(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        A message has the metadata that a host sends, except for what is given.
        """
        metadata = ("--metadata", "DequeueCount=3")

        text = printed(capsys, "call", app, "copied", "--json", '{"a":1}', *metadata)

        assert "$return (queue): b'{\"a\":1}' 3 True\n" == text

    @pytest.mark.parametrize(
        "body", ["text", '{"a": 1}', "5", pytest.param("[" * 100_000, id="deep")]
    )
    def test_text(self, capsys: pytest.CaptureFixture[str], app: str, body: str) -> None:
        """
        A message stays the text that was given, be it JSON or not.
        """
        assert f"INFO root: {body!r}\n" == told(capsys, "call", app, "queued", "--body", body)
        assert 0 == main(["call", app, "many", "--body", body])

    @pytest.mark.parametrize(
        ("options", "expected"),
        [
            (["--json", '["a", {"b": 1}]'], [r"b'a' 1 None", r"b'{\"b\": 1}' 1 None"]),
            (["--json", "[]"], []),
            (["--json", '{"b": 1}'], [r"b'{\"b\": 1}' 1 None"]),
            (["--body", "one"], ["b'one' 1 None"]),
            (["--body", "@bytes"], [r"b'\xff' 1 None"]),
            (["--body", "x", "--metadata", 'SubjectArray=["s"]'], ["b'x' 1 s"]),
        ],
    )
    def test_batch(
        self, capsys: pytest.CaptureFixture[str], app: str, options: list[str], expected: list[str]
    ) -> None:
        """
        A batch is an array of JSON, or one message.
        """
        Path("bytes").write_bytes(b"\xff")

        lines = told(capsys, "call", app, "many", *options).splitlines()

        assert [f"INFO root: {line}" for line in expected] == [
            line.replace('"', '\\"') for line in lines
        ]

    def test_json_trigger(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        What the host sends as JSON is JSON, by whichever option it comes.
        """
        event = '{"id": "7", "eventType": "t", "subject": "s", "data": {}}'

        assert "INFO root: 7\n" == told(capsys, "call", app, "happened", "--json", event)
        assert "INFO root: 7\n" == told(capsys, "call", app, "happened", "--body", event)
        assert "returned: 3\n" == printed(capsys, "call", app, "act", "--json", '{"count": 3}')

    def test_without_body(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        A timer and a warm-up need nothing; a timer takes a status.
        """
        late = ("--json", '{"IsPastDue": true}')

        assert "returned None\n" == printed(capsys, "call", app, "warm")
        assert "INFO root: False\n" == told(capsys, "call", app, "ticked")
        assert "INFO root: True\n" == told(capsys, "call", app, "ticked", *late)

    def test_inputs(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        The other inputs are given by name: data, or that there is none.
        """
        Path("file").write_bytes(b"abc")

        assert 0 == main(["call", app, "read", "--input", "blob=@file", "--input", 'row={"a": 1}'])
        data = capsys.readouterr()
        assert 0 == main(["call", app, "read", "--input", "blob", "--input", "row="])
        nothing = capsys.readouterr()

        Path("file").write_bytes(b"\xff")
        assert 0 == main(["call", app, "read", "--input", "blob=@file", "--input", "row=x"])
        raw = capsys.readouterr()

        assert ("copy (blob): 1 bytes: b'\\xff'\n", "INFO root: 'x'\n") == (raw.out, raw.err)
        assert ("copy (blob): abc\n", "INFO root: '{\"a\": 1}'\n") == (data.out, data.err)
        assert ("copy (blob): \n", "INFO root: ''\n") == (nothing.out, nothing.err)

    @pytest.mark.parametrize(
        ("arguments", "expected"),
        [
            (["ech"], "there is no function 'ech' in the app, which has .* did you mean echo?"),
            (["item"], "'items' is no path of the route 'items/{id:int}' of item; give its"),
            (["item", "--route", "id=x"], "'items/x' is no path of the route"),
            (["echo", "--route", "name=1"], "--route name: the route 'echo/{kind=text}/{*rest}'"),
            (
                ["item", "--route", "id=7", "--method", "get"],
                "--method GET: item answers DELETE, PATCH only",
            ),
            (["item", "--metadata", "a=b"], "--metadata is nothing for item, run by httpTrigger"),
            (["queued", "--query", "a=b"], "--query is nothing for queued, run by queueTrigger"),
            (["queued"], "queued is run by queueTrigger: add what it sends, --body or"),
            (["queued", "--input", "a=b"], "--input a: queued has no such input; it has none"),
            (["read", "--input", "timer"], "--input timer: read has no such input; it has "),
            (["read"], "(table): add --input row=VALUE, or --input row for what does not exist"),
        ],
    )
    def test_usage(
        self, capsys: pytest.CaptureFixture[str], app: str, arguments: list[str], expected: str
    ) -> None:
        """
        What the function does not take, and what it lacks, is wrong usage and told in one line.
        """
        out = told(capsys, "call", app, *arguments, status=2)

        assert 1 == out.count("\n")
        assert out.startswith("error: ")
        assert all(part in out for part in expected.split(" .* "))

    def test_object_of_an_extension(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, app: str
    ) -> None:
        """
        What the worker makes by itself cannot be given on a command line.
        """
        binding = testing.BindingInfo("client", "blob", "in", {})
        planned = Plan({"client": Slot(binding, None, None)}, {}, None, False)
        monkeypatch.setattr(_cli_inputs, "plan", returning(planned))

        out = told(capsys, "call", app, "read", "--input", "client=x", status=2)

        assert "error: read takes 'client' as an object that the worker makes by itself" in out

    def test_traceback(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        What a function raises is told with its traceback, from the function on.
        """
        lines = told(capsys, "call", app, "fail", status=1).splitlines()

        frames = [line.strip() for line in lines if line.startswith('  File "')]
        where = re.escape(str(Path("app/function_app.py")))
        assert re.fullmatch(rf'File "{where}", line \d+, in fail', frames[0])
        assert re.fullmatch(rf'File "{where}", line \d+, in _fail', frames[1])
        assert 2 == len(frames)
        assert "ValueError: no sale" == lines[-1]

    @pytest.mark.parametrize(
        ("how", "expected"),
        [
            ("exit", "SystemExit: left"),
            ("end", "GeneratorExit: ended"),
            ("pipe", "BrokenPipeError: its own"),
        ],
    )
    def test_raised(
        self, capsys: pytest.CaptureFixture[str], app: str, how: str, expected: str
    ) -> None:
        """
        Nothing that a function raises is taken for the command's own.
        """
        out = told(capsys, "call", app, "leave", "--query", f"how={how}", status=1)

        assert expected == out.splitlines()[-1]

    def test_refused(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        What the worker would refuse is told in one line.
        """
        output = told(capsys, "call", app, "wrong", status=1)
        route = told(capsys, "call", app, "no_route", status=1)

        assert re.match(r"error: function 'wrong', '\$return' \(http\): cannot convert int", output)
        assert re.match(r"error: function 'no_route': route 'a//b': it has two slashes", route)

    def test_not_loaded(self, capsys: pytest.CaptureFixture[str], app: str) -> None:
        """
        Where the function may be missing for a problem of the app, that is told.
        """
        Path("app/function_app.py").write_text("1 / 0\n", "utf-8")

        out = told(capsys, "call", app, "echo", status=1)

        assert re.search(r"app.function_app\.py:1: .*ZeroDivisionError", out)
