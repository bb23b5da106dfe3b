from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias
from wsgiref.validate import validator

import pytest

import azure.functions as func
from azure.functions._wsgi import WsgiMiddleware
from http_apps import request

Environ: TypeAlias = dict[str, Any]
Start: TypeAlias = Any  # start_response, and apps that call it wrongly
LOGGER = "azure.functions.WsgiMiddleware"


def answer(app: Any, req: func.HttpRequest | None = None) -> func.HttpResponse:
    """
    Return the response of an app.
    """
    return WsgiMiddleware(app).handle(req or request())


class TestErrors:
    """
    Whatever an app does wrong is logged, and is answered by 500 where it left no response.
    """

    def refuse(
        self, app: Any, caplog: pytest.LogCaptureFixture, kind: type[Exception], text: str
    ) -> None:
        """
        Hold that an app is answered by 500, and that the log has the error with its traceback.
        """
        response = answer(app, request(url="/p?code=secret"))

        assert 500 == response.status_code
        assert b"Internal Server Error" == response.get_body()
        assert [] == list(response.headers)
        (record,) = caplog.records
        assert (LOGGER, logging.ERROR) == (record.name, record.levelno)
        assert "the WSGI app failed on GET '/p'" == record.getMessage()
        assert record.exc_info is not None
        assert isinstance(record.exc_info[1], kind)
        assert text in str(record.exc_info[1])

    def test_app_raises(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        An app that raises.
        """

        def app(environ: Environ, start_response: Start) -> list[bytes]:
            raise LookupError("no such thing")

        self.refuse(app, caplog, LookupError, "no such thing")

    def test_app_raises_in_its_body(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        An app that raises in the middle of its body; the generator is closed.
        """
        closed: list[bool] = []

        def app(environ: Environ, start_response: Start) -> Iterator[bytes]:
            start_response("200 OK", [("X", "1")])
            try:
                yield b"a"
                raise LookupError("no such thing")
            finally:
                closed.append(True)

        self.refuse(app, caplog, LookupError, "no such thing")
        assert [True] == closed

    @pytest.mark.parametrize(
        ("status", "headers", "body", "kind", "text"),
        [
            ("200 OK", [], ["text"], TypeError, "must answer with bytes, got str"),
            ("200 OK", [], None, TypeError, "not iterable"),
            ("OK", [], [b""], ValueError, "as \"200 OK\", got 'OK'"),
            ("2000 OK", [], [b""], ValueError, "got '2000 OK'"),
            (200, [], [b""], ValueError, "got 200"),
            ("999 Odd", [], [b""], ValueError, "100 to 599"),
            ("200 OK", [("X", "a\nb")], [b""], ValueError, "without CR, LF and NUL"),
            ("200 OK", [("X", b"a")], [b""], TypeError, "the header 'X' must be text"),
            ("200 OK", 3, [b""], TypeError, "not iterable"),
        ],
    )
    def test_wrong_answers(
        self,
        status: Any,
        headers: Any,
        body: Any,
        kind: type[Exception],
        text: str,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        """
        An app that answers with what PEP 3333 does not allow.
        """

        def app(environ: Environ, start_response: Start) -> Any:
            start_response(status, headers)
            return body

        self.refuse(app, caplog, kind, text)

    @pytest.mark.parametrize(
        ("body", "text"),
        [([], "returned without calling start_response"), ([b"x"], "before it called")],
    )
    def test_no_start(self, body: list[bytes], text: str, caplog: pytest.LogCaptureFixture) -> None:
        """
        An app that never calls start_response.
        """

        def app(environ: Environ, start_response: Start) -> list[bytes]:
            return body

        self.refuse(app, caplog, RuntimeError, text)

    def test_two_starts(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        An app that calls start_response twice with no error to tell.
        """

        def app(environ: Environ, start_response: Start) -> list[bytes]:
            start_response("200 OK", [])
            start_response("200 OK", [])
            return []

        self.refuse(app, caplog, RuntimeError, "called start_response twice")

    def test_exc_info(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        With exc_info the app's error page replaces the response, parts that were yielded included.
        """

        def app(environ: Environ, start_response: Start) -> Iterator[bytes]:
            start_response("200 OK", [("X", "1")])
            yield b"half of it"
            try:
                environ["no such thing"]
            except LookupError:
                start_response("503 Later", [("Y", "2")], sys.exc_info())
            yield b"sorry"

        response = answer(app)

        assert 503 == response.status_code
        assert [("Y", "2")] == list(response.headers)
        assert b"sorry" == response.get_body()
        assert [] == caplog.records

    def test_close_raises(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        What is raised while a complete response is closed is logged; the response is sent.
        """

        class Body(list[bytes]):
            def close(self) -> None:
                raise LookupError("no such thing")

        def app(environ: Environ, start_response: Start) -> Body:
            start_response("200 OK", [])
            return Body([b"whole"])

        response = answer(app)

        assert 200 == response.status_code
        assert b"whole" == response.get_body()
        (record,) = caplog.records
        assert "the WSGI app failed to close its whole response" == record.getMessage()
        assert record.exc_info is not None

    def test_exit(self) -> None:
        """
        What is no error of the app, such as the end of the process, goes through; all is closed.
        """
        closed: list[bool] = []

        def app(environ: Environ, start_response: Start) -> Iterator[bytes]:
            start_response("200 OK", [])
            try:
                yield b""
                raise SystemExit(3)
            finally:
                closed.append(True)

        with pytest.raises(SystemExit):
            answer(app)
        assert [True] == closed


class TestIterables:
    def test_lazy_start(self) -> None:
        """
        A generator may call start_response when it is first asked.
        """

        def app(environ: Environ, start_response: Start) -> Iterator[bytes]:
            yield b""
            start_response("200 OK", [])
            yield b"x"

        assert b"x" == answer(app).get_body()

    def test_write(self) -> None:
        """
        What is written by start_response's answer comes before what is returned.
        """

        def app(environ: Environ, start_response: Start) -> list[bytes]:
            write = start_response("200 OK", [])
            write(b"a")
            write(b"b")
            return [b"c"]

        assert b"abc" == answer(app).get_body()

    def test_close(self) -> None:
        """
        What the app returns is closed, once and after it is read.
        """
        events: list[str] = []

        class Body:
            def __iter__(self) -> Iterator[bytes]:
                yield b"x"
                events.append("read")

            def close(self) -> None:
                events.append("closed")

        def app(environ: Environ, start_response: Start) -> Iterable[bytes]:
            start_response("200 OK", [])
            return Body()

        assert b"x" == answer(app).get_body()
        assert ["read", "closed"] == events

    def test_validator(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        The middleware does what wsgiref's validator demands of a server, and the app's reads too.
        """

        def app(environ: Environ, start_response: Start) -> Iterator[bytes]:
            write = start_response("200 OK", [("Content-Type", "text/plain")])
            write(environ["wsgi.input"].read(2))
            environ["wsgi.errors"].writelines(["a", "b"])
            environ["wsgi.errors"].flush()
            yield environ["wsgi.input"].readline()

        response = answer(validator(app), request("POST", body=b"abcd"))

        assert b"abcd" == response.get_body()
        assert ["ab"] == [record.getMessage() for record in caplog.records]


class TestErrorStream:
    @staticmethod
    def app(use: Callable[[Any], object]) -> Any:
        """
        Make an app that uses its error stream.
        """

        def app(environ: Environ, start_response: Start) -> list[bytes]:
            use(environ["wsgi.errors"])
            start_response("200 OK", [])
            return [b"fine"]

        return app

    def test_what_is_written_is_logged(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        What the app writes is logged as an error; the response is the app's.
        """
        response = answer(self.app(lambda errors: print("100% oops\nagain", file=errors)))

        assert b"fine" == response.get_body()
        assert [(LOGGER, logging.ERROR, "100% oops\nagain")] == caplog.record_tuples

    def test_flush(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        What was flushed is one record; nothing is logged twice, nor is nothing.
        """

        def use(errors: Any) -> None:
            assert 1 == errors.write("a")
            errors.flush()
            errors.write("b\n")
            errors.write("c\n")
            errors.flush()
            errors.flush()

        answer(self.app(use))

        assert ["a", "b\nc"] == [record.getMessage() for record in caplog.records]

    def test_also_where_the_app_fails(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        What was written before the app raised is logged beside what it raised.
        """

        def app(environ: Environ, start_response: Start) -> list[bytes]:
            environ["wsgi.errors"].write("before")
            raise LookupError

        assert 500 == answer(app).status_code
        assert ["the WSGI app failed on GET '/'", "before"] == [
            record.getMessage() for record in caplog.records
        ]

    def test_one_a_request(self, caplog: pytest.LogCaptureFixture) -> None:
        """
        Each request has a stream of its own; one that outlives its request is still logged.
        """
        streams: list[Any] = []
        middleware = WsgiMiddleware(self.app(streams.append))
        middleware.handle(request())
        middleware.handle(request())

        streams[0].write("late")
        streams[0].flush()

        assert streams[0] is not streams[1]
        assert ["late"] == [record.getMessage() for record in caplog.records]

    def test_handler_on_the_stream(self, capsys: pytest.CaptureFixture[str]) -> None:
        """
        A log handler that writes to the stream itself gets what is logged from it, on stderr.
        """
        logger = logging.getLogger(LOGGER)

        def use(errors: Any) -> None:
            handler = logging.StreamHandler(errors)
            logger.addHandler(handler)
            try:
                print("oops", file=errors, flush=True)
            finally:
                logger.removeHandler(handler)

        assert b"fine" == answer(self.app(use)).get_body()
        assert "oops\n" == capsys.readouterr().err
