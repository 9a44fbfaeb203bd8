"""What the tests of imports share: a real Data Import of rows by their columns, without commits."""

import csv
import io
import json
from unittest.mock import patch

import frappe

from credit_control.api import imports as api
from credit_control.services.import_templates import TEMPLATES
from credit_control.services.import_workbook import columns_of
from credit_control.tests.credit_case import CreditCase


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
