import pytest

import azure.functions as func
from __app__ import CachedGlobal


@pytest.fixture(autouse=True)
def _empty_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CachedGlobal, "_prices", None)


@pytest.mark.parametrize(("item", "price"), [("apple", b"3"), ("pear", b"4")])
def test_price(item: str, price: bytes) -> None:
    """
    The price of an item comes from the list.
    """
    assert price == CachedGlobal.main(_request(item)).get_body()


def test_unknown_item() -> None:
    """
    There is no price for an item that is not on the list.
    """
    assert 404 == CachedGlobal.main(_request("plum")).status_code


def test_read_once(caplog: pytest.LogCaptureFixture) -> None:
    """
    However often a price is asked for, the list is read once.
    """
    caplog.set_level("INFO")

    CachedGlobal.main(_request("apple"))
    CachedGlobal.main(_request("pear"))

    assert ["Reading the prices"] == caplog.messages


def _request(item: str) -> func.HttpRequest:
    return func.HttpRequest("GET", "/", params={"item": item})
