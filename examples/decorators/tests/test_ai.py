import json
import unittest

import azure.functions as func
from blueprints import ai

REQUEST = func.HttpRequest("POST", "/api?title=Fridges", route_params={"id": "7"})


class TestAssistant(unittest.TestCase):
    def test_create(self) -> None:
        """
        The assistant has the id of the route.
        """
        request = func.Out[str]()

        response = ai.create_assistant(REQUEST, request)

        self.assertEqual(202, response.status_code)
        self.assertEqual("7", json.loads(request.get() or "")["id"])

    def test_ask(self) -> None:
        """
        The last message of the chat is the answer.
        """
        chat = {"recentMessages": [{"content": "Pears?"}, {"content": "Yes."}]}

        self.assertEqual("Yes.", ai.ask_assistant(REQUEST, json.dumps(chat)).get_text())

    def test_chat(self) -> None:
        """
        The chat is returned as it is.
        """
        response = ai.read_chat(REQUEST, '{"recentMessages": []}')

        self.assertEqual({"recentMessages": []}, response.get_json())

    def test_skill(self) -> None:
        """
        What the assistant asks for goes into the basket.
        """
        baskets = func.Out[str]()

        ai.put_into_basket("pear", baskets)

        self.assertEqual("pear", baskets.get())


class TestText(unittest.TestCase):
    def test_slogan(self) -> None:
        """
        The slogan is what the model wrote.
        """
        self.assertEqual("Pears!", ai.slogan(REQUEST, '{"content": "Pears!"}'))

    def test_manual(self) -> None:
        """
        The title says under which name the manual is found.
        """
        document = func.Out[str]()

        self.assertEqual(201, ai.add_manual(REQUEST, document).status_code)
        self.assertEqual({"title": "Fridges"}, json.loads(document.get() or ""))

    def test_embeddings(self) -> None:
        """
        The embeddings are counted.
        """
        embeddings = json.dumps({"response": {"data": [{}, {}]}})

        self.assertEqual(2, ai.embed(REQUEST, embeddings).get_json())

    def test_search(self) -> None:
        """
        The answer is that of the model.
        """
        response = ai.search_manuals(REQUEST, '{"Response": "Press the knob."}')

        self.assertEqual("Press the knob.", response.get_text())


if __name__ == "__main__":
    unittest.main()
