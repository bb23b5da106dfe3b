"""
Headers and cookies of a response, as the worker sends them.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from real_worker import (
    binding,
    http_request,
    http_response,
    loaded,
    protos,
    run_worker,
    succeeded,
    write_function,
)

SOURCE = """
import azure.functions as func


def main(req):
    headers = [("Vary", "Accept"), ("Vary", "Origin"), ("Set-Cookie", "plain=1")]
    response = func.HttpResponse("done", headers=headers)
    response.set_cookie(
        "session",
        "a b",
        max_age=60,
        expires="Wed, 21 Oct 2026 07:28:00 GMT",
        domain="example.com",
        secure=True,
        httponly=True,
        samesite="Strict",
    )
    return response
"""


def test_repeated_header_and_cookies(tmp_path: Path) -> None:
    """
    A repeated header is sent as one, and each cookie by itself with all its attributes.

    The worker takes the time at which a cookie expires for local time, which in Azure is UTC.
    """
    bindings = [binding("req", "httpTrigger"), binding("$return", "http", "out")]
    write_function(tmp_path, "Fn", bindings, SOURCE)
    headers = {"content-type": "text/plain; charset=utf-8", "Vary": "Accept, Origin"}
    response = http_response(b"done", headers=headers)
    response.http.cookies.extend(
        [
            protos().RpcHttpCookie(
                name="plain",
                value="1",
                domain={"value": ""},
                path={"value": ""},
                secure={"value": False},
                http_only={"value": False},
            ),
            protos().RpcHttpCookie(
                name="session",
                value="a b",
                domain={"value": "example.com"},
                path={"value": "/"},
                expires={"value": {"seconds": int(datetime(2026, 10, 21, 7, 28).timestamp())}},
                secure={"value": True},
                http_only={"value": True},
                same_site="Strict",
                max_age={"value": 60},
            ),
        ]
    )

    with run_worker(tmp_path) as worker:
        assert loaded("Fn") == worker.load("Fn")
        assert succeeded(response) == worker.invoke("Fn", {"req": http_request()})
