"""Real imports through Data Import: files, their rows, and statements, as the ready spreadsheets ask for them."""

import json

import frappe
from frappe.utils import add_days, nowdate

from credit_control.services import files
from credit_control.services.import_templates import TEMPLATES
from credit_control.tests.credit_documents import days_ago
from credit_control.tests.factories import make_customer
from credit_control.tests.import_case import ImportCase

TRADE = "trade_references_given"


def reference(supplier: str, **values) -> dict:
	given = {
		"supplier": supplier,
		"standing": "Good",
		"reference_date": days_ago(9),
		"reliability": "Third Party",
	}
	return {f"{TRADE}.{name}": value for name, value in {**given, **values}.items()}


class TestFiles(ImportCase):
	def test_a_file_with_two_references_and_a_rating_comes_in_whole(self):
		customer = make_customer().name
		first = {
			"customer": customer,
			"registration_number": "913100001234567890",
			"registered_capital": 5_000_000,
			"capital_currency": "CNY",
			"company_size": "Medium",
			"external_ratings.agency": "Moody's Ratings",
			"external_ratings.rating": "Baa1",
			"external_ratings.rated_on": days_ago(20),
			**reference("Steel Co", term_days=30, highest_credit=80_000, currency="CNY"),
		}
		doc = self.run_import("files", first, reference("Coal Co", standing="Fair"))
		self.assertEqual((doc.status, self.warnings(doc)), ("Success", []))
		file = frappe.get_doc("Credit File", {"customer": customer})
		self.assertEqual(file.owner, self.manager)
		self.assertEqual(
			(file.registration_number, file.registered_capital), ("913100001234567890", 5_000_000)
		)
		self.assertEqual(
			[(row.supplier, row.standing, row.term_days) for row in file.trade_references_given],
			[("Steel Co", "Good", 30), ("Coal Co", "Fair", 0)],
		)
		self.assertEqual([(row.rating, row.grade) for row in file.external_ratings], [("Baa1", "BBB")])
		self.assertGreater(file.completeness, 0)

	def test_a_specialist_brings_in_the_records_of_a_file_too(self):
		customer = make_customer().name
		rows = {
			"shareholders.shareholder_name": "Chen Guang",
			"shareholders.paid_in_capital": 600_000,
			"documents.document_type": "Business Licence",
			"documents.verified_by": self.specialist,
			"documents.verified_on": days_ago(3),
			"legal_records.kind": "Lawsuit",
			"legal_records.filed_on": days_ago(100),
			"legal_records.status": "Open",
			"legal_records.severity": "Serious",
			"tax_records.period_end": days_ago(200),
			"tax_records.tax_rating": "B",
			"insurances.insurer": "PICC",
			"insurances.kind": "Credit",
			"insurances.sum_insured": 90_000,
		}
		doc = self.run_import("files", {"customer": customer, **rows}, user=self.specialist)
		self.assertEqual((doc.status, self.warnings(doc)), ("Success", []))
		file = frappe.get_doc("Credit File", {"customer": customer})
		self.assertEqual(file.owner, self.specialist)
		for path, value in rows.items():
			table, name = path.split(".")
			found = file.get(table)[0].get(name)
			self.assertEqual(found if isinstance(value, int) else str(found), value, path)

	def test_a_bad_row_is_reported_with_row_and_column_and_the_others_come_in(self):
		good, bad = make_customer().name, make_customer().name
		future = add_days(nowdate(), 5)
		doc = self.run_import(
			"files",
			{"customer": good, **reference("Steel Co")},
			{"customer": bad, **reference("Steel Co")},
			reference("Coal Co", reference_date=future),
		)
		self.assertEqual(doc.status, "Partial Success")
		failed = next(entry for entry in self.log(doc) if not entry.success)
		self.assertEqual(json.loads(failed.row_indexes), [3, 4])
		self.assertIn("Trade References, row 2: Date lies in the future", failed.messages)
		self.assertTrue(files.file_of(good))
		self.assertIsNone(files.file_of(bad))

	def test_a_word_that_is_no_choice_stops_the_import_before_anything_is_written(self):
		good, bad = make_customer().name, make_customer().name
		doc = self.run_import(
			"files", {"customer": good}, {"customer": bad, **reference("Steel Co", standing="Top")}
		)
		(found,) = [entry for entry in self.warnings(doc) if entry.get("row")]
		self.assertEqual((found["row"], found["field"]["fieldname"]), (3, "standing"))
		self.assertIn("Good", found["message"])
		self.assertIsNone(files.file_of(good))
		self.assertIsNone(files.file_of(bad))

	def test_limits_are_not_imported(self):
		self.assertFalse([path for path in TEMPLATES["files"].columns if path.startswith("limits")])


class TestRows(ImportCase):
	def setUp(self):
		super().setUp()
		self.file = files.create(make_customer().name)
		self.file.append(
			TRADE,
			{
				"supplier": "Steel Co",
				"standing": "Poor",
				"reference_date": days_ago(9),
				"remarks": "By phone",
			},
		)
		self.file.append(TRADE, {"supplier": "Old Co", "standing": "Fair", "reference_date": days_ago(99)})
		self.file.save()

	def test_references_are_added_to_those_that_are_there(self):
		doc = self.run_import(
			"references",
			{"name": self.file.name, **reference("Steel Co")},
			{
				**reference("New Co"),
				"bank_references.bank": "ICBC",
				"bank_references.reference_date": days_ago(2),
			},
		)
		self.assertEqual((doc.status, self.warnings(doc)), ("Success", []))
		self.file.reload()
		self.assertEqual(
			[(row.idx, row.supplier, row.standing, row.remarks) for row in self.file.get(TRADE)],
			[(1, "Steel Co", "Good", "By phone"), (2, "Old Co", "Fair", None), (3, "New Co", "Good", None)],
		)
		self.assertEqual([row.bank for row in self.file.bank_references], ["ICBC"])

	def test_ratings_are_mapped_and_leave_the_references_alone(self):
		rating = {
			"external_ratings.agency": "Fitch Ratings",
			"external_ratings.rating": "BB+",
			"external_ratings.rated_on": days_ago(1),
		}
		doc = self.run_import("ratings", {"name": self.file.name, **rating})
		self.assertEqual((doc.status, self.warnings(doc)), ("Success", []))
		self.file.reload()
		self.assertEqual([row.grade for row in self.file.external_ratings], ["BB"])
		self.assertEqual(len(self.file.get(TRADE)), 2)


class TestStatements(ImportCase):
	def rows(self, customer: str, lines: dict[str, float]) -> list[dict]:
		"""A statement as rows of the spreadsheet: the head stands in the first one only."""
		head = {
			"customer": customer,
			"period_type": "Annual",
			"period_start": "2024-01-01",
			"period_end": "2024-12-31",
			"audit": "Audited",
			"consolidated": 1,
			"source": "Annual report",
			"currency": "CNY",
			"unit": "1000",
		}
		rows = [{"lines.line": line, "lines.amount": amount} for line, amount in lines.items()]
		return [{**head, **rows[0]}, *rows[1:]]

	def statement_of(self, customer: str):
		name = frappe.db.get_value("Customer Financial Statement", {"customer": customer})
		return name and frappe.get_doc("Customer Financial Statement", name)

	def test_a_specialist_brings_in_a_statement_line_by_line(self):
		customer, lines = make_customer().name, {"Revenue": 1200, "Cash": 30}
		doc = self.run_import("statements", *self.rows(customer, lines), user=self.specialist)
		self.assertEqual((doc.status, self.warnings(doc)), ("Success", []))
		statement = self.statement_of(customer)
		self.assertEqual({row.line: row.amount for row in statement.lines}, lines)
		self.assertEqual(
			(statement.owner, statement.docstatus, statement.consolidated, statement.source, statement.unit),
			(self.specialist, 0, 1, "Annual report", "1000"),
		)

	def test_one_that_does_not_add_up_is_named_with_its_rows_and_both_figures(self):
		good, bad = make_customer().name, make_customer().name
		doc = self.run_import(
			"statements",
			*self.rows(good, {"Revenue": 1200}),
			*self.rows(bad, {"Total Assets": 1010, "Total Liabilities": 550, "Equity": 450}),
			user=self.specialist,
		)
		self.assertEqual(doc.status, "Partial Success")
		failed = next(entry for entry in self.log(doc) if not entry.success)
		self.assertEqual(json.loads(failed.row_indexes), [3, 4, 5])
		self.assertIn("Total Assets is CNY 1,010,000.00", failed.messages)
		self.assertIn("make CNY 1,000,000.00", failed.messages)
		self.assertTrue(self.statement_of(good))
		self.assertIsNone(self.statement_of(bad))
