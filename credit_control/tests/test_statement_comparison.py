"""Statements side by side: every period a column, nothing missing shown as zero."""

import io

import openpyxl

import frappe

from credit_control.api import statement_comparison as api
from credit_control.erp.currency import NoExchangeRateError
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import REFERENCE, last_year, make_statement
from credit_control.tests.factories import make_customer

YEAR = last_year()


class ComparisonCase(CreditCase):
	def setUp(self):
		super().setUp()
		self.customer = make_customer().name

	def two_years(self, **fields):
		older = {**REFERENCE, "Revenue": 1000, "Inventory": 160, "Net Profit": 50}
		make_statement(customer=self.customer, year=YEAR - 1, lines=older, **fields)
		return make_statement(customer=self.customer, **fields)

	def compare(self, **fields):
		return api.compare(self.customer, **fields)

	def row(self, found: dict, label: str) -> dict:
		return next(row for group in found["groups"] for row in group["rows"] if row["label"] == label)

	def cells(self, label: str, field: str, **fields) -> list:
		return [cell[field] for cell in self.row(self.compare(**fields), label)["cells"]]


class TestComparison(ComparisonCase):
	def test_periods_are_columns_the_oldest_first(self):
		self.two_years()
		ends = [column["period_end"] for column in self.compare()["columns"]]
		self.assertEqual(ends, [f"{YEAR - 1}-12-31", f"{YEAR}-12-31"])

	def test_amounts_apply_the_unit(self):
		self.two_years(unit="10000")
		self.assertEqual(self.cells("Revenue", "amount"), [10_000_000, 12_000_000])

	def test_common_size_is_a_share_of_assets_or_of_revenue(self):
		self.two_years()
		self.assertEqual(self.cells("Inventory", "share"), [16, 12])
		self.assertEqual(self.cells("Net Profit", "share"), [5, 4])

	def test_change_is_beside_the_year_before_and_says_why_there_is_none(self):
		self.two_years()
		self.assertEqual(self.cells("Revenue", "change"), [None, 20])
		self.assertEqual(self.cells("Revenue", "change_note")[0], "missing: previous statement")

	def test_a_subtotal_that_was_not_stated_is_shown_as_derived(self):
		lines = {"Total Assets": 1000, "Current Assets": 400, "Total Liabilities": 550}
		make_statement(customer=self.customer, lines=lines)
		self.assertEqual(self.cells("Non-Current Assets", "amount"), [600])
		self.assertEqual(self.cells("Non-Current Assets", "derived"), [True])
		self.assertEqual(self.cells("Total Assets", "derived"), [False])

	def test_a_line_that_one_period_lacks_is_not_stated_there_and_not_zero(self):
		make_statement(customer=self.customer, year=YEAR - 1, lines={"Revenue": 10})
		make_statement(customer=self.customer)
		self.assertEqual(self.cells("Inventory", "amount"), [None, 120])
		self.assertEqual(self.cells("Inventory", "amount_note"), ["not stated", ""])

	def test_ratios_have_a_direction_and_a_reason_where_they_have_no_value(self):
		self.two_years()
		self.assertEqual(self.cells("Net Margin", "trend"), ["", "Worse"])
		self.assertEqual(self.cells("Receivables Turnover", "value"), [None, None])
		self.assertEqual(self.cells("Receivables Turnover", "note")[0], "missing: Receivables")

	def test_evaluations_are_those_stored_with_the_statement(self):
		self.two_years()
		self.assertEqual(self.cells("Altman Z-Score", "value")[1], 3.0347)
		self.assertEqual(self.cells("Zone", "text")[1], "Safe")
		self.assertIn("Altman Z″", self.cells("Altman Z-Score", "note")[1])
		self.assertEqual(self.cells("Standards Used", "text")[1], "Sample 2024: All Industries (2024)")

	def test_a_customer_without_statements_has_no_columns(self):
		found = self.compare()
		self.assertEqual((found["columns"], found["groups"]), ([], []))

	def test_drafts_other_kinds_and_the_group_s_statements_are_left_out(self):
		make_statement(customer=self.customer, submit=False)
		make_statement(customer=self.customer, year=YEAR - 1, consolidated=1)
		self.assertEqual(self.compare()["columns"], [])
		self.assertEqual(len(self.compare(consolidated=1)["columns"]), 1)
		self.assertEqual(len(self.compare(period_type="Quarter")["columns"]), 0)


class TestCurrency(ComparisonCase):
	def test_amounts_are_converted_at_the_rate_of_the_period_s_end_when_asked(self):
		make_statement(customer=self.customer, currency="USD")
		self.assertEqual(self.cells("Revenue", "amount"), [1200])
		self.assertEqual(self.cells("Revenue", "amount", currency="CNY"), [8400])
		(column,) = self.compare(currency="CNY")["columns"]
		self.assertEqual((column["currency"], column["original_currency"], column["rate"]), ("CNY", "USD", 7))

	def test_ratios_are_the_same_in_any_currency(self):
		make_statement(customer=self.customer, currency="USD")
		self.assertEqual(
			self.cells("Current Ratio", "value", currency="CNY"), self.cells("Current Ratio", "value")
		)

	def test_a_missing_rate_is_refused_with_both_currencies_and_the_remedy(self):
		make_statement(customer=self.customer, currency="THB")
		with self.assertRaisesRegex(NoExchangeRateError, "from THB to CNY .* Add a Currency Exchange."):
			self.compare(currency="CNY")


class TestExport(ComparisonCase):
	def sheet(self, **fields):
		api.export(self.customer, **fields)
		content = io.BytesIO(frappe.response["filecontent"])
		return [[cell.value for cell in row] for row in openpyxl.load_workbook(content).active.iter_rows()]

	def test_the_spreadsheet_has_a_column_for_each_period(self):
		self.two_years()
		rows = self.sheet()
		revenue = next(row for row in rows if row[0] == "Revenue")
		self.assertEqual(revenue, ["Revenue", 1000, 1200])
		self.assertEqual(next(row for row in rows if row[0] == "Receivables Turnover")[1], "n/a")

	def test_the_view_decides_what_is_exported(self):
		self.two_years()
		revenue = next(row for row in self.sheet(view="change") if row[0] == "Revenue")
		self.assertEqual(revenue, ["Revenue", "n/a", 20])

	def test_nothing_to_export_is_told(self):
		with self.assertRaisesRegex(frappe.ValidationError, "no submitted statement of this kind"):
			api.export(self.customer)


class TestPermissions(ComparisonCase):
	def test_those_who_may_not_read_statements_see_nothing(self):
		self.two_years()
		for method in (api.compare, api.export):
			with self.acting_as(self.user("Sales User").name), self.assertRaises(frappe.PermissionError):
				method(self.customer)

	def test_a_customer_that_the_user_may_not_see_is_refused(self):
		self.two_years()
		user = self.user("Credit Specialist", "Sales User").name
		other = make_customer().name
		frappe.get_doc(
			{"doctype": "User Permission", "user": user, "allow": "Customer", "for_value": other}
		).insert()
		with self.acting_as(user), self.assertRaises(frappe.PermissionError):
			api.compare(self.customer)
