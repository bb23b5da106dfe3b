from __future__ import annotations

import sys
import typing
from collections.abc import Callable
from types import SimpleNamespace

import pytest

import azure.functions as func
from azure.functions.testing._plan import plan, refusals
from planned import TIMER, made, of, why

BASE = "azurefunctions.extensions.base"


@pytest.fixture
def extensions(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """
    Put a base of extensions in place, which has classes for ``blob`` and for requests.
    """

    class Client: ...

    class Actions: ...

    class Request: ...

    class Response: ...

    def check_supported_type(annotation: object) -> bool:
        if typing.get_origin(annotation) is typing.Literal:
            raise TypeError("issubclass() arg 1 must be a class")  # as the real one does
        return annotation is Client

    def only(cls: type) -> Callable[[object], bool]:
        return lambda annotation: annotation is cls

    converter = SimpleNamespace(check_input_type_annotation=only(Client))
    registry = SimpleNamespace(
        check_supported_type=check_supported_type,
        check_supported_grpc_client_type=only(Actions),
        get={"blob": converter}.get,
    )
    base = SimpleNamespace(
        get_binding_registry=lambda: registry,
        RequestTrackerMeta=SimpleNamespace(check_type=only(Request)),
        ResponseTrackerMeta=SimpleNamespace(check_type=only(Response)),
    )
    monkeypatch.setitem(sys.modules, BASE, base)
    return SimpleNamespace(Client=Client, Actions=Actions, Request=Request, Response=Response)


class TestExtensions:
    def test_sdk_type(self, extensions: SimpleNamespace) -> None:
        """
        A class of an SDK is taken where its binding has one, and handed on as it is.
        """
        function = of(made("timer, x", x=extensions.Client), TIMER, ("x", "blob"))

        assert [] == [*refusals(function)]
        assert None is plan(function).inputs["x"].converter

    def test_sdk_type_elsewhere(self, extensions: SimpleNamespace) -> None:
        """
        It is refused where the binding has none.
        """
        output = eval("func.Out[cls]", {"func": func, "cls": extensions.Client})

        assert [] != why(made("timer, x", x=extensions.Client), TIMER, ("x", "table"))
        assert [] != why(made("timer, x", x=output), TIMER, ("x", "blob", "out"))

    def test_settlement(self, extensions: SimpleNamespace) -> None:
        """
        One parameter without a binding may be what settles messages: the worker makes it.
        """
        info = of(made("msg, actions", actions=extensions.Actions), ("msg", "serviceBusTrigger"))

        assert [] == [*refusals(info)]
        assert "serviceBusClient" == plan(info).inputs["actions"].binding.type
        assert None is plan(info).inputs["actions"].converter

    def test_settlement_beside_another(self, extensions: SimpleNamespace) -> None:
        """
        Beside another one without a binding it is refused too.
        """
        function = made("msg, actions, other", actions=extensions.Actions)

        assert 2 == len(why(function, ("msg", "serviceBusTrigger")))

    def test_streams(self, extensions: SimpleNamespace) -> None:
        """
        A request of a web framework is handed on, and its response is not converted.
        """
        function = made("req", req=extensions.Request, returns=extensions.Response)
        info = of(function, ("req", "httpTrigger"), ("$return", "http", "out"))

        assert [] == [*refusals(info)]
        parts = plan(info)
        assert None is parts.inputs["req"].converter
        assert parts.returned is not None
        assert None is parts.returned.converter

    def test_streams_elsewhere(self, extensions: SimpleNamespace) -> None:
        """
        It answers with its framework's responses; and other triggers do not give its requests.
        """
        function = made("req", req=extensions.Request, returns=func.HttpResponse)

        [told] = why(function, ("req", "httpTrigger"), ("$return", "http", "out"))

        assert told.endswith("; write a response of the same extension as the request")
        assert [] != why(function, ("req", "queueTrigger"))

    def test_others(self, extensions: SimpleNamespace) -> None:
        """
        What is no class of an extension is converted as ever.
        """
        assert [] == why(made("timer, x", x=func.InputStream), TIMER, ("x", "blob"))
        assert [] != why(made("timer, x", x=typing.Literal["a"]), TIMER, ("x", "blob"))
