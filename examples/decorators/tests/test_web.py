import json
import unittest
from importlib.util import find_spec

import azure.functions as func
from blueprints import web


class TestGreeting(unittest.TestCase):
    def test_name(self) -> None:
        """
        Whom the query string names is greeted.
        """
        req = func.HttpRequest("GET", "/api/greeting?name=Ada")

        self.assertEqual("Welcome to the shop, Ada!", web.greeting(req))

    def test_no_name(self) -> None:
        """
        Nobody stays without a greeting.
        """
        req = func.HttpRequest("GET", "/api/greeting")

        self.assertEqual("Welcome to the shop, stranger!", web.greeting(req))


class TestItem(unittest.IsolatedAsyncioTestCase):
    async def test_item(self) -> None:
        """
        The item of the route is described in JSON.
        """
        req = func.HttpRequest("GET", "/api/items/7", route_params={"id": "7"})

        response = await web.item(req)

        self.assertEqual({"id": 7, "price": 21, "stock": 93}, response.get_json())


class TestFeedback(unittest.TestCase):
    def test_text(self) -> None:
        """
        Plain text is taken as it is.
        """
        response = web.feedback(func.HttpRequest("POST", "/api/feedback", body="Nice pears"))

        self.assertEqual(201, response.status_code)
        self.assertEqual("Thank you for: Nice pears", response.get_text())

    def test_json(self) -> None:
        """
        In JSON the text has a name.
        """
        response = web.feedback(_request("application/json", json.dumps({"text": "Nice pears"})))

        self.assertEqual("Thank you for: Nice pears", response.get_text())

    @unittest.skipIf(find_spec("werkzeug") is None, "forms need the extra azure-functions[forms]")
    def test_form(self) -> None:
        """
        In a form it has the same name.
        """
        response = web.feedback(_request("application/x-www-form-urlencoded", "text=Nice+pears"))

        self.assertEqual("Thank you for: Nice pears", response.get_text())

    def test_nothing(self) -> None:
        """
        Who says nothing is asked to.
        """
        for kind, body in (("text/plain", ""), ("application/json", "[]")):
            with self.subTest(kind):
                self.assertEqual(400, web.feedback(_request(kind, body)).status_code)


class TestPicture(unittest.TestCase):
    def test_tag(self) -> None:
        """
        The response, which is set and not returned, has the tag of the content.
        """
        answer = func.Out[func.HttpResponse]()

        web.picture(func.HttpRequest("PUT", "/api/pictures/pear", body=b"\x89PNG"), answer)

        response = answer.get()
        assert response is not None
        self.assertEqual(201, response.status_code)
        self.assertRegex(response.headers["etag"], '^"[0-9a-f]{64}"$')


class TestRemoveItem(unittest.TestCase):
    def test_removed(self) -> None:
        """
        The response has no body, and says what was removed.
        """
        req = func.HttpRequest("DELETE", "/api/items/7", route_params={"id": "7"})

        response = web.remove_item(req)

        self.assertEqual(204, response.status_code)
        self.assertEqual("7", response.headers["x-removed"])


def _request(content_type: str, body: str) -> func.HttpRequest:
    headers = {"content-type": content_type}
    return func.HttpRequest("POST", "/api/feedback", headers=headers, body=body)


if __name__ == "__main__":
    unittest.main()
