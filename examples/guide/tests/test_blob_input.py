from typing import cast

import azure.functions as func
from __app__.BlobInput import main

REQUEST = func.HttpRequest("GET", "/api/items/7", route_params={"id": "7"})


def test_blob() -> None:
    """
    The content of the blob is the body of the response.
    """
    response = main(REQUEST, func.InputStream(data=b"\x00\xff"))

    assert 200 == response.status_code
    assert "application/octet-stream" == response.mimetype
    assert b"\x00\xff" == response.get_body()


def test_empty_blob() -> None:
    """
    An empty blob is there all the same.
    """
    assert 200 == main(REQUEST, func.InputStream()).status_code


def test_no_blob() -> None:
    """
    Where there is no blob the worker hands in None, and the caller gets 404.
    """
    response = main(REQUEST, cast(func.InputStream, None))

    assert 404 == response.status_code
    assert b"There is no item 7." == response.get_body()
