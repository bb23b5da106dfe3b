from pathlib import Path

from azure.functions import testing

host = testing.Host(Path(__file__).parent)


def test_hello() -> None:
    """
    Whoever the query names is greeted; without a name, it is the world.
    """
    assert "Hello, Ada!" == host.get("/api/hello?name=Ada").get_text()
    assert "Hello, world!" == host.get("/api/hello").get_text()


def test_app() -> None:
    """
    The host and the worker take the app.
    """
    assert [] == host.check()
