"""Spreadsheets of statements as texts: what is read, and what is refused with its remedy."""

import io

import openpyxl

import frappe

from credit_control.services import statement_files
from credit_control.tests.credit_case import CreditCase


class TestFiles(CreditCase):
	def test_what_is_no_spreadsheet_is_refused_with_what_to_do(self):
		with self.assertRaisesRegex(
			frappe.ValidationError, "report.pdf is no spreadsheet .* Save it as .xlsx or .csv"
		):
			statement_files.uploaded("report.pdf", b"%PDF")

	def test_a_damaged_workbook_is_refused_with_what_to_do(self):
		with self.assertRaisesRegex(frappe.ValidationError, "The workbook cannot be opened."):
			statement_files.uploaded("report.xlsx", b"not a workbook")

	def test_a_file_that_is_too_large_is_refused_with_both_sizes(self):
		with self.assertRaisesRegex(frappe.ValidationError, "The file has 4.0 MB, at most 3 MB are read."):
			statement_files.uploaded("report.csv", b"x" * 4 * 1024 * 1024)

	def test_a_sheet_with_too_many_rows_is_refused(self):
		with self.assertRaisesRegex(
			frappe.ValidationError, "The sheet has 2000 rows, at most 1500 are read."
		):
			statement_files.pasted("a\t1\n" * 2000)

	def test_cells_of_a_workbook_are_read_as_they_are_shown(self):
		book = openpyxl.Workbook()
		book.active["A1"], book.active["B1"], book.active["C1"] = "Cash", 0.1 + 0.2, 0.125
		book.active["C1"].number_format = "0.0%"
		content = io.BytesIO()
		book.save(content)
		(sheet,) = statement_files.uploaded("a.xlsx", content.getvalue())
		self.assertEqual(sheet.rows[0][:3], ("Cash", "0.3", "12.500%"))
