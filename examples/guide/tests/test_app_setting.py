import pytest

import azure.functions as func
from __app__.AppSetting import main


def test_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The caller is welcomed to the shop in the setting.
    """
    monkeypatch.setenv("SHOP_NAME", "The Test Shop")

    assert "Welcome to The Test Shop!" == main(func.HttpRequest("GET", "/"))


def test_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A missing setting is an error that names it.
    """
    monkeypatch.delenv("SHOP_NAME", raising=False)

    with pytest.raises(KeyError, match="SHOP_NAME"):
        main(func.HttpRequest("GET", "/"))
