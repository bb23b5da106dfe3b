import unittest
import warnings

from function_app import app


class TestApp(unittest.TestCase):
    def test_valid(self) -> None:
        """
        Nothing is wrong with how the functions are declared.
        """
        app.validate()

    def test_no_warnings(self) -> None:
        """
        The worker gets the functions without a warning, each with a name of its own.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            names = [function.get_function_name() for function in app.get_functions()]

        self.assertEqual(len(names), len(set(names)))
        self.assertIn("remove-item", names)


if __name__ == "__main__":
    unittest.main()
