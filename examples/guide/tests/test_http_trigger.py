import unittest

import azure.functions as func
from __app__.HttpTrigger import main


class TestHttpTrigger(unittest.TestCase):
    def test_name_in_query(self) -> None:
        """
        The name in the query string is greeted.
        """
        req = func.HttpRequest("GET", "/api/HttpTrigger", params={"name": "Ada"})

        response = main(req)

        self.assertEqual(200, response.status_code)
        self.assertEqual("HttpTrigger", response.headers["x-served-by"])
        self.assertEqual(b"Hello, Ada!", response.get_body())

    def test_name_in_url(self) -> None:
        """
        A query string in the URL serves as the parameters.
        """
        req = func.HttpRequest("GET", "/api/HttpTrigger?name=Ada%20Lovelace")

        self.assertEqual(b"Hello, Ada Lovelace!", main(req).get_body())

    def test_name_in_body(self) -> None:
        """
        Without a name in the query string, the one in the JSON body is greeted.
        """
        req = func.HttpRequest("POST", "/api/HttpTrigger", body=b'{"name": "Ada"}')

        self.assertEqual(b"Hello, Ada!", main(req).get_body())

    def test_no_name(self) -> None:
        """
        A request that names nobody is a bad request.
        """
        for body in (None, b"Ada", b"[]", b"{}", b'{"name": 1}'):
            with self.subTest(body=body):
                response = main(func.HttpRequest("POST", "/api/HttpTrigger", body=body))

                self.assertEqual(400, response.status_code)
                self.assertEqual("HttpTrigger", response.headers["x-served-by"])


if __name__ == "__main__":
    unittest.main()
