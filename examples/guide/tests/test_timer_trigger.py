import unittest

import azure.functions as func
from __app__.TimerTrigger import main


class TestTimerTrigger(unittest.TestCase):
    def test_on_time(self) -> None:
        """
        A timer that is on time logs its tick.
        """
        with self.assertLogs() as logs:
            main(func.TimerRequest())

        self.assertEqual(["INFO:root:The timer ticked"], logs.output)

    def test_past_due(self) -> None:
        """
        A late timer logs a warning as well.
        """
        with self.assertLogs() as logs:
            main(func.TimerRequest(past_due=True))

        self.assertEqual(
            ["WARNING:root:The timer is past due", "INFO:root:The timer ticked"], logs.output
        )


if __name__ == "__main__":
    unittest.main()
