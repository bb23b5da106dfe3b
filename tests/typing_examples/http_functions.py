"""
What users write about HTTP, and what checkers make of it.
"""

import datetime as dt
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from typing_extensions import assert_type

import azure.functions as func


def main(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    assert_type(req.method, str)
    assert_type(req.url, str)
    assert_type(req.params, Mapping[str, str])
    assert_type(req.params.get("name"), str | None)
    assert_type(req.params["name"], str)
    assert_type(req.query, Mapping[str, list[str]])
    assert_type(req.route_params.get("id", "0"), str)
    assert_type(req.headers["X-Id"], str)
    assert_type(req.headers.get("X-Id"), str | None)
    assert_type(req.get_body(), bytes)
    assert_type(req.get_text(), str)
    assert_type(req.get_json(), Any)
    assert_type(req.form["name"], str)
    assert_type(req.files["photo"].filename, str | None)
    assert_type(req.to_dict(), dict[str, object])
    assert_type(req.to_json(), str)
    assert_type(context.function_name, str)
    assert_type(context.trace_context.trace_parent, str)
    assert_type(context.retry_context.exception, func.RpcException | None)
    return func.HttpResponse(f"Hello, {req.get_json()['name']}!", status_code=HTTPStatus.OK)


async def asynchronous(req: func.HttpRequest) -> str:
    return req.get_text()


def responses() -> None:
    response = func.HttpResponse(
        b"x",
        status_code=201,
        headers={"X-Id": "7", "X-Many": ["7", 8]},
        mimetype="text/html",
        charset="utf-8",
    )
    func.HttpResponse("x", headers=[("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    func.HttpResponse("x", headers=None)
    assert_type(response.status_code, int)
    assert_type(response.mimetype, str)
    assert_type(response.charset, str)
    assert_type(response.headers["X-Id"], str)
    assert_type(response.headers.get("X-Id"), str | None)
    assert_type(response.headers.getlist("X-Id"), list[str])
    assert_type(response.get_body(), bytes)
    assert_type(response.get_text(), str)
    assert_type(response.get_json(), Any)
    response.headers["X-Other"] = "8"
    response.set_cookie(
        "a", "1", max_age=dt.timedelta(1), expires=dt.datetime(2026, 1, 1), samesite="Lax"
    )
    assert_type(func.HttpResponse.json({"a": [1, dt.date(2026, 1, 1)]}), func.HttpResponse)
    assert_type(func.HttpResponse.json([], status_code=201, headers={"A": "1"}).status_code, int)


def requests() -> None:
    assert_type(func.HttpRequest("GET", "/"), func.HttpRequest)
    func.HttpRequest(
        method="GET",
        url="/",
        headers={"A": "1"},
        params={"a": "1"},
        route_params=None,
        body='{"a": 1}',
    )
    func.HttpRequest("GET", "/", body=None)
    func.HttpRequest("GET", "/", body=b"x")


def refused(req: func.HttpRequest, response: func.HttpResponse) -> None:
    repr(func.HttpReqest)  # type: ignore[attr-defined]  # misspelt  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType]
    req.get_jsn()  # type: ignore[attr-defined]  # misspelt  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    req.method = "POST"  # type: ignore[misc]  # read-only  # pyright: ignore[reportAttributeAccessIssue]
    req.params["a"] = "1"  # type: ignore[index]  # read-only  # pyright: ignore[reportIndexIssue]
    req.headers["A"] = "1"  # type: ignore[index]  # read-only  # pyright: ignore[reportIndexIssue]
    func.HttpRequest("GET")  # type: ignore[call-arg]  # no url  # pyright: ignore[reportCallIssue]
    func.HttpRequest("GET", "/", body={"a": 1})  # type: ignore[arg-type]  # no body  # pyright: ignore[reportArgumentType]
    func.HttpRequest("GET", "/", header={})  # type: ignore[call-arg]  # misspelt  # pyright: ignore[reportCallIssue]
    func.HttpRequest("GET", "/", params={"a": 1})  # type: ignore[dict-item]  # no text  # pyright: ignore[reportArgumentType]
    func.HttpResponse({"a": 1})  # type: ignore[arg-type]  # no body  # pyright: ignore[reportArgumentType]
    func.HttpResponse("x", 201)  # type: ignore[call-arg]  # by name only  # pyright: ignore[reportCallIssue]
    func.HttpResponse("x", status=201)  # type: ignore[call-arg]  # misspelt  # pyright: ignore[reportCallIssue]
    func.HttpResponse("x", headers="A: 1")  # type: ignore[arg-type]  # no headers  # pyright: ignore[reportArgumentType]
    response.status_code = 404  # type: ignore[misc]  # read-only  # pyright: ignore[reportAttributeAccessIssue]
    response.set_cookie("a", samesite="lax")  # type: ignore[arg-type]  # Lax  # pyright: ignore[reportArgumentType]
    response.set_cookie("a", secure="yes")  # type: ignore[arg-type]  # a bool  # pyright: ignore[reportArgumentType]
