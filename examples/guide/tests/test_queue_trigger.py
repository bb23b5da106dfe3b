import json
import unittest
from datetime import datetime, timezone

import azure.functions as func
from __app__.QueueTrigger import main


class TestQueueTrigger(unittest.TestCase):
    def test_body_only(self) -> None:
        """
        A message needs nothing but a body.
        """
        expected = {"order": "one pear", "id": None, "attempt": None, "queued": None}

        self.assertEqual(expected, json.loads(main(func.QueueMessage(body=b"one pear"))))

    def test_metadata(self) -> None:
        """
        What the queue knows about the message is passed on.
        """
        msg = func.QueueMessage(
            id="42",
            body="one pear",
            dequeue_count=2,
            insertion_time=datetime(2020, 5, 4, tzinfo=timezone.utc),
        )
        expected = {
            "order": "one pear",
            "id": "42",
            "attempt": 2,
            "queued": "2020-05-04T00:00:00+00:00",
        }

        self.assertEqual(expected, json.loads(main(msg)))


if __name__ == "__main__":
    unittest.main()
