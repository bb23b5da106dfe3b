import json
import unittest

import azure.functions as func
from blueprints import databases, databases_v3

REQUEST = func.HttpRequest("GET", "/api")


class TestCosmosDB(unittest.TestCase):
    def test_summary(self) -> None:
        """
        The summary counts the items of each changed basket.
        """
        summary = func.Out[func.Document]()
        baskets = func.DocumentList([func.Document({"id": "7", "items": ["pear", "plum"]})])

        databases.sum_up_baskets(baskets, summary)

        self.assertEqual(func.Document({"id": "latest", "counts": {"7": 2}}), summary.get())

    def test_basket(self) -> None:
        """
        The document that was read is the response.
        """
        found = func.DocumentList([func.Document({"id": "7", "items": []})])

        self.assertEqual({"id": "7", "items": []}, databases.basket(REQUEST, found).get_json())

    def test_no_basket(self) -> None:
        """
        Where there is no document, the list is empty.
        """
        self.assertEqual(404, databases.basket(REQUEST, func.DocumentList()).status_code)


class TestCosmosDBVersion3(unittest.TestCase):
    def test_archive(self) -> None:
        """
        Only what was delivered is archived.
        """
        archive = func.Out[func.DocumentList]()
        delivered = func.Document({"id": "1", "state": "delivered"})
        pending = func.Document({"id": "2", "state": "pending"})

        databases_v3.archive_orders(func.DocumentList([delivered, pending]), archive)

        self.assertEqual(func.DocumentList([delivered]), archive.get())

    def test_orders(self) -> None:
        """
        The documents that the query found are listed.
        """
        found = func.DocumentList([func.Document({"id": "1"}), func.Document({"id": "2"})])

        response = databases_v3.orders(REQUEST, found)

        self.assertEqual([{"id": "1"}, {"id": "2"}], response.get_json())


class TestSql(unittest.TestCase):
    def test_customers(self) -> None:
        """
        The names of the rows are listed.
        """
        rows = func.SqlRowList([func.SqlRow({"id": 1, "name": "Ada"})])

        self.assertEqual(["Ada"], databases.customers(REQUEST, rows).get_json())

    def test_add_customer(self) -> None:
        """
        The body of the request becomes the row.
        """
        row = func.Out[func.SqlRow]()

        response = databases.add_customer(
            func.HttpRequest("POST", "/api/customers", body='{"id": 1, "name": "Ada"}'), row
        )

        self.assertEqual(201, response.status_code)
        self.assertEqual(func.SqlRow({"id": 1, "name": "Ada"}), row.get())

    def test_changes(self) -> None:
        """
        Each change is logged.
        """
        changes = json.dumps([{"Operation": 1, "Item": {"id": 7}}])

        with self.assertLogs() as logs:
            databases.follow_customers(changes)

        self.assertEqual(["INFO:root:Customer 7: operation 1"], logs.output)


class TestMySql(unittest.TestCase):
    def test_suppliers(self) -> None:
        """
        The names of the rows are listed.
        """
        rows = func.MySqlRowList([func.MySqlRow({"id": 1, "name": "Pears Ltd"})])

        self.assertEqual(["Pears Ltd"], databases.suppliers(REQUEST, rows).get_json())

    def test_changes(self) -> None:
        """
        Each change becomes a row of the audit.
        """
        audit = func.Out[func.MySqlRowList]()
        change = func.MySqlRow({"Operation": 0, "Item": {"id": 1}})

        databases.follow_suppliers(func.MySqlRowList([change]), audit)

        self.assertEqual(
            func.MySqlRowList([func.MySqlRow({"change": change.to_json()})]), audit.get()
        )


if __name__ == "__main__":
    unittest.main()
