"""The ready spreadsheets for Data Import: headings, notes, guide, and who may have them."""

import io

from openpyxl import load_workbook

import frappe
from frappe.core.doctype.data_import import importer

from credit_control.api import imports as api
from credit_control.services import files
from credit_control.services.import_templates import TEMPLATES
from credit_control.services.import_workbook import columns_of
from credit_control.tests.factories import make_customer
from credit_control.tests.import_case import ImportCase


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
