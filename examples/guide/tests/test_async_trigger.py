import json
import unittest

import azure.functions as func
from __app__.AsyncTrigger import main


class TestAsyncTrigger(unittest.IsolatedAsyncioTestCase):
    async def test_names(self) -> None:
        """
        Every name gets its greeting, in the order of the names.
        """
        response = await main(func.HttpRequest("POST", "/", body='["Ada", "Grace"]'))

        self.assertEqual(["Hello, Ada!", "Hello, Grace!"], json.loads(response.get_body()))
        self.assertEqual("application/json", response.mimetype)

    async def test_no_json(self) -> None:
        """
        A body that is not JSON is a bad request.
        """
        response = await main(func.HttpRequest("POST", "/", body="Ada"))

        self.assertEqual(400, response.status_code)


if __name__ == "__main__":
    unittest.main()
