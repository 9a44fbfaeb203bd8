"""Customer Financial Statements: what does not add up is refused, what is missing stays missing."""

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.services import statements
from credit_control.tests.base import CreditTestCase
from credit_control.tests.credit_documents import REFERENCE, last_year, make_statement, ratio_row
from credit_control.tests.factories import make_customer


class StatementCase(CreditTestCase):
	def setUp(self):
		super().setUp()
		self.customer = make_customer().name

	def statement(self, **fields):
		return make_statement(customer=self.customer, **fields)

	def with_lines(self, **changes):
		"""The reference statement with lines changed; underscores stand for spaces."""
		lines = {**REFERENCE, **{name.replace("_", " "): amount for name, amount in changes.items()}}
		return self.statement(lines=lines)

	def assert_refused(self, *texts: str, **fields):
		"""Refused with all these texts, and nothing was written."""
		with self.assertRaises(frappe.ValidationError) as caught:
			self.statement(**fields)
		shown = str(caught.exception) + " ".join(str(message) for message in frappe.get_message_log())
		for text in texts:
			self.assertIn(text, shown)
		self.assertFalse(frappe.db.exists("Customer Financial Statement", {"customer": self.customer}))


class TestArticulation(StatementCase):
	def test_a_balance_sheet_that_does_not_balance_names_both_figures_and_the_difference(self):
		self.assert_refused(
			"Total Assets is CNY 1,010.00, but Total Liabilities, Equity make CNY 1,000.00: "
			"a difference of CNY 10.00. Correct one of these lines.",
			lines={**REFERENCE, "Total Assets": 1010},
		)

	def test_a_subtotal_that_is_not_the_sum_of_its_parts_names_both_figures(self):
		lines = {"Cash": 100, "Receivables": 150, "Inventory": 120, "Other Current Assets": 20}
		self.assert_refused(
			"Current Assets is CNY 400.00, but Cash, Receivables, Inventory, Other Current Assets make CNY 390.00",
			lines={**REFERENCE, **lines},
		)

	def test_every_fault_is_told_at_once(self):
		self.assert_refused(
			"Total Assets is CNY 2,000.00",
			"Inventory is CNY -5.00, which cannot be negative. Enter it as a positive figure",
			lines={**REFERENCE, "Total Assets": 2000, "Inventory": -5},
		)

	def test_a_rounding_difference_of_one_unit_is_accepted(self):
		self.assertEqual(self.with_lines(Total_Assets=1001).docstatus, 1)

	def test_a_statement_in_ten_thousands_may_differ_by_ten_thousand(self):
		statement = self.statement(lines={**REFERENCE, "Total Assets": 1001}, unit="10000")
		self.assertEqual(statement.docstatus, 1)
		self.assert_difference_of_two_units_is_refused()

	def assert_difference_of_two_units_is_refused(self):
		with self.assertRaisesRegex(frappe.ValidationError, "a difference of CNY 20,000.00"):
			self.statement(lines={**REFERENCE, "Total Assets": 1002}, unit="10000")

	def test_a_loss_may_be_negative(self):
		statement = self.with_lines(EBIT=-20, Net_Profit=-40)
		self.assertEqual(ratio_row(statement, "Net Margin").value, "-3.33 %")


class TestMissingIsNotZero(StatementCase):
	def test_a_line_left_blank_is_dropped_and_its_ratios_are_not_available(self):
		for year, blank in enumerate((None, ""), start=last_year() - 1):
			statement = self.statement(year=year, lines={**REFERENCE, "Inventory": blank})
			self.assertNotIn("Inventory", [row.line for row in statement.reload().lines])
			row = ratio_row(statement, "Quick Ratio")
			self.assertEqual((row.value, row.note), ("n/a", "missing: Inventory"))

	def test_a_line_of_zero_is_kept_and_counts_as_zero(self):
		statement = self.with_lines(Inventory=0)
		self.assertIn("Inventory", [row.line for row in statement.reload().lines])
		self.assertEqual(ratio_row(statement, "Quick Ratio").value, "1.60")

	def test_rows_are_numbered_anew_after_blank_ones_were_dropped(self):
		statement = self.statement(
			lines={"Inventory": None, **{k: v for k, v in REFERENCE.items() if k != "Inventory"}}
		)
		self.assertEqual([row.idx for row in statement.lines], list(range(1, 12)))

	def test_without_retained_earnings_there_is_no_z_score_and_the_line_is_named(self):
		statement = self.with_lines(Retained_Earnings=None)
		self.assertEqual((statement.z_score, statement.z_zone), ("missing: Retained Earnings", ""))

	def test_a_text_that_is_no_number_is_refused(self):
		self.assert_refused("Row 1: Inventory is not a number", lines={**REFERENCE, "Inventory": "many"})

	def test_a_statement_without_any_figure_is_refused(self):
		self.assert_refused("The statement has no figures. Enter at least the totals.", lines={"Cash": None})


class TestBadInput(StatementCase):
	def test_a_line_entered_twice_is_refused_with_its_row(self):
		doc = self.statement(submit=False)
		doc.append("lines", {"line": "EBIT", "amount": 1})
		with self.assertRaisesRegex(
			frappe.ValidationError, "Row 13: EBIT is entered twice. Remove one of the rows."
		):
			doc.save()

	def test_a_period_that_ends_in_the_future_is_refused(self):
		self.assert_refused(
			"Enter statements of a period that is over.",
			period_start=nowdate(),
			period_end=add_days(nowdate(), 30),
		)

	def test_a_reversed_period_is_refused(self):
		year = last_year()
		self.assert_refused(
			"has no length. Enter an end date after the start date.",
			period_start=f"{year}-12-31",
			period_end=f"{year}-01-01",
		)

	def test_a_period_without_dates_is_refused_by_the_names_of_the_fields(self):
		self.assert_refused("period_start, period_end", period_start=None, period_end=None)

	def test_a_figure_too_large_to_be_true_is_refused_with_a_pointer_to_the_unit(self):
		self.assert_refused(
			"Row 8: Revenue is too large. Check the figure and the unit.",
			lines={**REFERENCE, "Revenue": 10**13},
		)

	def test_a_disabled_customer_is_refused(self):
		frappe.db.set_value("Customer", self.customer, "disabled", 1)
		self.assert_refused("is disabled. Enable the customer")


class TestResults(StatementCase):
	def test_the_reference_statement_of_a_manufacturer_is_grey_by_z_prime(self):
		statement = self.statement(business="Manufacturing")
		self.assertEqual((statement.z_score, statement.z_zone), ("2.0809", "Grey"))
		self.assertEqual(statement.z_model, "Altman Z′ (manufacturers): The customer is a manufacturer.")

	def test_the_reference_statement_of_another_firm_is_safe_by_z_double_prime(self):
		statement = self.statement(business="Other Business")
		self.assertEqual((statement.z_score, statement.z_zone), ("3.0347", "Safe"))
		self.assertTrue(statement.z_model.startswith("Altman Z″ (all industries)"))

	def test_ratios_of_the_reference_statement(self):
		statement = self.statement()
		expected = {
			"Current Ratio": "1.60",
			"Quick Ratio": "1.12",
			"Debt Ratio": "55.00 %",
			"Net Margin": "4.00 %",
			"Operating Cash Flow to Current Liabilities": "0.24",
			"Interest Cover": "3.60",
		}
		self.assertEqual({name: ratio_row(statement, name).value for name in expected}, expected)

	def test_the_unit_multiplies_amounts_and_leaves_ratios_as_they_are(self):
		statement = self.statement(unit="10000")
		self.assertEqual(ratio_row(statement, "Current Ratio").value, "1.60")
		self.assertEqual(statement.z_score, "3.0347")

	def test_last_years_ratios_stand_beside_this_years(self):
		self.statement(year=last_year() - 1, lines={**REFERENCE, "Revenue": 1000})
		statement = self.statement()
		row = ratio_row(statement, "Net Margin")
		self.assertEqual((row.value, row.previous_value), ("4.00 %", "4.80 %"))
		self.assertEqual(ratio_row(statement, "Sales Growth").value, "20.00 %")

	def test_without_a_previous_statement_growth_is_not_available(self):
		row = ratio_row(self.statement(), "Sales Growth")
		self.assertEqual(
			(row.value, row.previous_value, row.note), ("n/a", "", "missing: previous statement")
		)

	def test_a_statement_of_another_kind_of_period_is_no_previous_one(self):
		year = last_year() - 1
		self.statement(year=year, period_type="Half-Year", period_start=f"{year}-07-01")
		self.assertEqual(ratio_row(self.statement(), "Net Margin").previous_value, "")

	def test_a_draft_of_last_year_is_no_previous_one(self):
		self.statement(year=last_year() - 1, submit=False)
		self.assertEqual(ratio_row(self.statement(), "Net Margin").previous_value, "")


class TestPeriods(StatementCase):
	def test_dates_that_do_not_fit_the_kind_of_period_are_refused_with_both(self):
		year = last_year()
		self.assert_refused(
			"Annual does not fit the dates:",
			"is 181 days, Annual is about 365. Correct the dates, or choose another kind of period.",
			period_start=f"{year}-01-01",
			period_end=f"{year}-06-30",
		)

	def test_the_same_period_is_stated_once_and_once_more_for_the_group(self):
		first = self.statement()
		with self.assertRaisesRegex(frappe.ValidationError, f"{first.name}.* covers these days already"):
			self.statement()
		self.assertEqual(self.statement(consolidated=1).docstatus, 1)

	def test_a_draft_of_the_same_period_counts_too(self):
		self.statement(submit=False)
		with self.assertRaisesRegex(frappe.ValidationError, "Change it while it is a draft"):
			self.statement()

	def test_quarters_cumulated_since_january_stand_beside_each_other(self):
		for end in ("03-31", "06-30", "09-30"):
			statement = self.quarter(last_year(), end)
			self.assertEqual(statement.docstatus, 1)

	def test_nine_months_are_compared_with_nine_months_and_scaled_to_a_year(self):
		self.quarter(last_year() - 1, "06-30")
		self.quarter(last_year() - 1, "09-30", lines={**REFERENCE, "Revenue": 1000})
		statement = self.quarter(last_year(), "09-30")
		growth = ratio_row(statement, "Sales Growth")
		self.assertTrue(growth.value.startswith("20."), growth.value)
		self.assertIn("scaled to a year from 27", growth.note)

	def quarter(self, year: int, end: str, **fields):
		return self.statement(
			period_type="Quarter", period_start=f"{year}-01-01", period_end=f"{year}-{end}", **fields
		)

	def test_a_year_that_is_missing_is_not_replaced_by_the_one_before_it(self):
		self.statement(year=last_year() - 2)
		self.assertEqual(ratio_row(self.statement(), "Sales Growth").note, "missing: previous statement")

	def test_the_newest_statement_is_the_customer_s_own_before_our_estimate(self):
		stated = self.statement(year=last_year() - 1)
		self.quarter(last_year(), "03-31", audit="Own Estimate")
		day = getdate(f"{last_year()}-06-30")
		self.assertEqual(statements.newest(self.customer, day), stated.name)


class TestLife(StatementCase):
	def test_a_statement_links_the_customers_credit_file_and_its_name(self):
		file = frappe.get_doc({"doctype": "Credit File", "customer": self.customer}).insert()
		statement = self.statement()
		self.assertEqual((statement.credit_file, statement.customer_name), (file.name, self.customer))

	def test_a_submitted_statement_can_be_cancelled_and_amended(self):
		statement = self.statement()
		statement.cancel()
		amended = frappe.copy_doc(statement)
		amended.amended_from, amended.docstatus = statement.name, 0
		amended.lines[0].amount = 100
		amended.insert().submit()
		self.assertEqual(ratio_row(amended, "Quick Ratio").value, "1.20")
		self.assertEqual(frappe.db.get_value(statement.doctype, statement.name, "docstatus"), 2)

	def test_a_submitted_statement_cannot_be_changed(self):
		statement = self.statement()
		statement.audit = "Unaudited"
		with self.assertRaises(frappe.UpdateAfterSubmitError):
			statement.save()
