"""Spreadsheets for Frappe's Data Import: the ready templates, and real imports of what they ask for."""

import csv
import io
import json
from unittest.mock import patch

from openpyxl import load_workbook

import frappe
from frappe.core.doctype.data_import import importer
from frappe.utils import add_days, nowdate

from credit_control.api import imports as api
from credit_control.services import files
from credit_control.services.import_templates import TEMPLATES
from credit_control.services.import_workbook import columns_of
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import days_ago
from credit_control.tests.factories import make_customer


def headings(kind: str) -> dict[str, str]:
	"""Path of each column → its heading in the template."""
	return {column.path: column.heading for column in columns_of(TEMPLATES[kind])}


class ImportCase(CreditCase):
	def setUp(self):
		super().setUp()
		self.manager = self.user("Credit Manager", "Sales User", "Accounts User").name
		self.specialist = self.user("Credit Specialist", "Sales User").name
		self.rollback = frappe.db.rollback

	def run_import(self, kind: str, *rows: dict, user: str | None = None):
		"""Import rows of {column path: value} as a Credit Manager would, and return the Data Import."""
		with self.acting_as(user or self.manager):
			name = api.start(kind)
			doc = frappe.get_doc("Data Import", name)
			file = frappe.get_doc(
				{
					"doctype": "File",
					"file_name": f"{frappe.generate_hash()}.csv",
					"content": self.csv(kind, rows),
					"attached_to_doctype": doc.doctype,
					"attached_to_name": doc.name,
				}
			).insert()
			self.addCleanup(file.delete_file_data_content)
			doc.import_file = file.file_url
			doc.save()
			self.work_off(doc)
			return doc.reload() or doc

	def work_off(self, doc) -> None:
		"""Data Import commits each document that came in and rolls back each that did not: here to a savepoint."""
		self.keep()
		with (
			patch.object(frappe.db, "commit", self.keep),
			patch.object(frappe.db, "rollback", self.roll_back_one),
		):
			doc.get_importer().import_data()

	def keep(self) -> None:
		frappe.db.savepoint("one_import")

	def roll_back_one(self, *, save_point: str = "one_import") -> None:
		self.rollback(save_point=save_point)

	def csv(self, kind: str, rows) -> str:
		text, names = io.StringIO(), headings(kind)
		writer = csv.DictWriter(text, list(names.values()))
		writer.writeheader()
		writer.writerows({names[path]: value for path, value in row.items()} for row in rows)
		return text.getvalue()

	def log(self, doc) -> list:
		fields = ["success", "row_indexes", "messages"]
		return frappe.get_all("Data Import Log", {"data_import": doc.name}, fields, order_by="log_index")

	def warnings(self, doc) -> list[dict]:
		return json.loads(doc.template_warnings or "[]")


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


class TestTemplates(ImportCase):
	def book(self, kind: str, user: str | None = None):
		with self.acting_as(user or self.manager):
			api.template(kind)
		self.assertEqual(frappe.response["type"], "binary")
		self.assertTrue(frappe.response["filename"].endswith(".xlsx"))
		return load_workbook(io.BytesIO(frappe.response["filecontent"]))

	def test_each_kind_has_a_sheet_whose_headings_data_import_knows_in_every_language(self):
		for kind, template in TEMPLATES.items():
			for language in ("en", "zh"):
				with self.subTest(kind, language=language):
					frappe.local.lang = language
					self.addCleanup(setattr, frappe.local, "lang", "en")
					frappe.cache.delete_value("data_import_column_header_map")
					sheet = self.book(kind, user=self.specialist).active
					for cell, column in zip(sheet[1], columns_of(template), strict=True):
						found = importer.get_df_for_column_header(template.doctype, cell.value)
						self.assertEqual(found.fieldname, column.field.fieldname, cell.value)
						table = found.get("child_table_df")
						self.assertEqual(table and table.fieldname, column.table and column.table.fieldname)
						self.assertTrue(cell.comment.text)

	def test_the_guide_explains_each_column_in_the_users_language(self):
		frappe.local.lang = "zh"
		self.addCleanup(setattr, frappe.local, "lang", "en")
		guide = self.book("references")["填写说明"]
		texts = {row[0].value: row[1].value for row in guide.iter_rows(min_row=2)}
		self.assertEqual(texts["Supplier (Trade References)"], "供应商评价: 供应商")

	def test_an_update_lists_the_files_that_the_user_may_see(self):
		seen, hidden = (files.create(make_customer().name) for _ in range(2))
		frappe.get_doc(
			{
				"doctype": "User Permission",
				"user": self.manager,
				"allow": "Customer",
				"for_value": seen.customer,
			}
		).insert()
		names = [row[0].value for row in self.book("ratings")["Credit Files"].iter_rows(min_row=2)]
		self.assertIn(seen.name, names)
		self.assertNotIn(hidden.name, names)

	def test_an_import_is_set_up_shared_with_its_maker_and_used_again_while_it_is_empty(self):
		with self.acting_as(self.manager):
			name = api.start("ratings")
			doc = frappe.get_doc("Data Import", name)
			self.assertEqual(
				(doc.reference_doctype, doc.import_type), ("Credit File", "Update Existing Records")
			)
			self.assertTrue(doc.has_permission("write"))
			self.assertEqual(api.start("ratings"), name)
			self.assertNotEqual(api.start("files"), name)
		with self.acting_as(self.user("Credit Manager", "Sales User").name):
			self.assertNotEqual(api.start("ratings"), name)
			self.assertFalse(doc.has_permission("read"))

	def test_an_unknown_kind_is_refused(self):
		for method in (api.template, api.start):
			with self.assertRaisesRegex(frappe.ValidationError, "There is no import of secrets"):
				method("secrets")
