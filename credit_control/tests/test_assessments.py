"""Credit Assessments: from facts to a score, a grade and a limit, each explained."""

import json
from decimal import Decimal

import frappe
from frappe.utils import add_days, nowdate

from credit_control.engine.indicators import INDICATORS
from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.bootstrap import CURRENCY
from credit_control.tests.credit_documents import (
	REFERENCE,
	days_ago,
	factor_row,
	fill_file,
	last_year,
	make_scorecard,
	make_statement,
)
from credit_control.tests.factories import (
	make_customer,
	make_sales_invoice,
)


class TestFilling(AssessmentCase):
	def test_the_score_is_the_sum_of_the_contributions_and_each_factor_says_where_it_comes_from(self):
		self.known_customer()
		assessment = self.assess()
		total = sum(row.contribution for row in assessment.factors)
		self.assertAlmostEqual(assessment.score, total, places=2)
		self.assertEqual({row.source for row in assessment.factors}, {"Ledger", "Statement", "Credit File"})
		row = factor_row(assessment, "Current Ratio")
		self.assertEqual((row.value, row.points, row.weight, row.missing), ("1.60", "90", 4, 0))
		self.assertAlmostEqual(row.contribution, row.effective_weight * 90 / 100)
		self.assertEqual(row.advice, "Good liquidity.")

	def test_saving_without_a_change_keeps_the_rows_and_leaves_no_trace_in_the_history(self):
		assessment = self.assess()
		rows = [row.name for row in assessment.factors]
		versions = {"docname": assessment.name}
		before = frappe.db.count("Version", versions)
		assessment.save()
		self.assertEqual([row.name for row in assessment.factors], rows)
		self.assertEqual(frappe.db.count("Version", versions), before)

	def test_factors_are_those_of_the_scorecard_in_its_order(self):
		card = frappe.get_doc("Credit Scorecard", self.assess().scorecard)
		assessment = self.assess()
		self.assertEqual(
			[(row.indicator, row.weight) for row in assessment.factors],
			[(row.indicator, row.weight) for row in card.factors],
		)

	def test_payment_behaviour_comes_from_the_ledger(self):
		self.known_customer()
		make_sales_invoice(customer=self.customer, rate=1000, date=days_ago(60), due_date=days_ago(20))
		assessment = self.assess()
		values = {row.indicator: row.value for row in assessment.factors if row.source == "Ledger"}
		self.assertEqual(values["Share of Invoices Paid Late"], "50.00 %")
		self.assertEqual(values["Oldest Overdue Item"], "20.00 d")
		self.assertEqual(values["Overdue Share of Receivables"], "100.00 %")

	def test_a_missing_value_is_shown_as_missing_and_lowers_the_coverage_and_not_the_score(self):
		self.known_customer()
		full = self.assess()
		fill_file(self.customer, bank_reference="")
		assessment = self.assess()
		row = factor_row(assessment, "Bank Reference")
		self.assertEqual((row.missing, row.value, row.points, row.contribution), (1, "", "", 0))
		self.assertAlmostEqual(full.coverage - assessment.coverage, row.weight)
		self.assertAlmostEqual(sum(row.effective_weight for row in assessment.factors), 100)

	def test_missing_data_may_be_made_to_count_as_zero(self):
		self.known_customer()
		spread = self.assess().score
		make_scorecard(missing_data="Zero")
		self.assertLess(self.assess().score, spread)

	def test_inputs_are_stored_with_every_value_as_it_was_seen(self):
		self.known_customer()
		inputs = json.loads(self.assess().inputs)
		self.assertLessEqual({"facts", "limit_inputs", "limit_settings", "rules_version"}, set(inputs))
		self.assertEqual(Decimal(inputs["facts"]["values"]["debt_ratio"]), 55)
		self.assertLessEqual(set(inputs["facts"]["values"]), set(INDICATORS))
		self.assertEqual(Decimal(inputs["limit_inputs"]["turnover"]), 12_000_000)

	def test_a_draft_is_filled_anew_at_each_save(self):
		self.known_customer()
		assessment = self.assess()
		before = assessment.score
		fill_file(self.customer, legal_record="Serious")
		assessment.save()
		self.assertLess(assessment.score, before)
		self.assertEqual(factor_row(assessment, "Legal Record").value, "Serious")

	def test_an_approved_assessment_stays_as_it_was_seen(self):
		self.known_customer()
		assessment = self.approve(self.assess())
		before = [row.value for row in assessment.factors]
		fill_file(self.customer, legal_record="Serious")
		self.assertEqual([row.value for row in assessment.reload().factors], before)

	def test_the_newest_statement_that_ended_by_the_day_is_taken(self):
		old = make_statement(customer=self.customer, year=last_year() - 1)
		new = make_statement(customer=self.customer)
		self.assertEqual(self.assess().statement, new.name)
		self.assertEqual(self.assess(as_of=f"{last_year()}-06-30").statement, old.name)

	def test_what_was_posted_after_the_day_is_not_seen(self):
		self.known_customer()
		row = factor_row(self.assess(as_of=days_ago(300)), "Share of Invoices Paid Late")
		self.assertEqual((row.missing, row.value), (1, ""))


STRONG = {
	**REFERENCE,
	"Current Assets": 600,
	"Current Liabilities": 200,
	"Total Liabilities": 300,
	"Equity": 700,
	"Retained Earnings": 400,
	"EBIT": 300,
	"Interest Expense": 10,
	"Net Profit": 200,
	"Operating Cash Flow": 200,
}


class TestGrading(AssessmentCase):
	def test_too_little_data_gives_no_automatic_grade_and_says_so(self):
		assessment = self.assess()
		self.assertEqual((assessment.model_grade or "", assessment.grade or ""), ("", ""))
		self.assertEqual(assessment.proposed_limit, 0)
		self.assertIn("There is no data to score.", assessment.explanation)

	def test_coverage_just_below_the_minimum_gives_a_score_and_no_grade(self):
		fill_file(self.customer)
		assessment = self.assess()
		self.assertGreater(assessment.score, 0)
		self.assertLess(assessment.coverage, 60)
		self.assertFalse(assessment.model_grade)
		self.assertEqual(assessment.explanation, "Too little data for an automatic grade.")

	def test_without_a_grade_it_cannot_be_approved(self):
		self.approve_refused(self.assess(), "Grade is missing. Choose one and say why")

	def test_a_knock_out_gives_the_lowest_grade_and_no_credit_and_is_named(self):
		self.known_customer()
		fill_file(self.customer, dishonest_debtor=1)
		assessment = self.assess()
		self.assertEqual(
			(assessment.model_grade, assessment.limit_mode, assessment.proposed_limit), ("D", "No Credit", 0)
		)
		self.assertIn("On the List of Dishonest Debtors", assessment.explanation)

	def test_negative_equity_and_a_dead_registration_are_knock_outs(self):
		self.known_customer()
		fill_file(self.customer, registry_status="Deregistered")
		self.assertIn("Expired Registration", self.assess().explanation)
		lines = {**REFERENCE, "Equity": -50, "Total Liabilities": 1050}
		make_statement(customer=self.customer, lines=lines, consolidated=1)
		assessment = self.assess(statement=None)
		self.assertEqual(assessment.model_grade, "D")

	def test_when_the_knock_out_goes_away_credit_comes_back_with_the_grade(self):
		self.known_customer()
		fill_file(self.customer, fraud=1)
		assessment = self.assess()
		fill_file(self.customer, fraud=0)
		assessment.save()
		self.assertEqual(assessment.limit_mode, "Limited")
		self.assertGreater(assessment.credit_limit, 0)
		self.assertFalse(assessment.overridden)

	def test_a_customer_without_dealings_is_capped_at_a(self):
		fill_file(
			self.customer, external_rating="AAA", ownership="State-owned", industry_climate="Favourable"
		)
		make_statement(customer=self.customer, lines=STRONG)
		make_scorecard(minimum_coverage=20)
		assessment = self.assess()
		self.assertGreater(assessment.score, 80)
		self.assertEqual(assessment.model_grade, "A")
		self.assertIn("No dealings with us yet: the grade is capped.", assessment.explanation)

	def test_unaudited_statements_cap_the_grade(self):
		self.known_customer()
		make_statement(customer=self.customer, consolidated=1, audit="Unaudited", lines=STRONG)
		make_scorecard(unaudited_cap="BB")
		statement = frappe.db.get_value(
			"Customer Financial Statement", {"customer": self.customer, "audit": "Unaudited"}
		)
		assessment = self.assess(statement=statement)
		self.assertEqual(assessment.model_grade, "BB")
		self.assertIn("neither audited nor reviewed", assessment.explanation)


class TestCurrency(AssessmentCase):
	def test_the_capital_is_read_in_company_currency(self):
		fill_file(self.customer, paid_in_capital=100, capital_currency="USD")
		inputs = json.loads(self.assess().inputs)
		self.assertEqual(Decimal(inputs["facts"]["values"]["paid_in_capital"]), 700)
		self.assertEqual(self.assess().currency, CURRENCY)


class TestBadInput(AssessmentCase):
	def refused(self, text: str, **fields):
		with self.assertRaisesRegex(frappe.ValidationError, text):
			self.assess(**fields)

	def test_a_day_in_the_future_is_refused(self):
		self.refused("As of lies in the future", as_of=add_days(nowdate(), 1))

	def test_a_negative_limit_is_refused(self):
		self.refused("Credit Limit is negative. Enter zero or more.", credit_limit=-1)

	def test_a_disabled_customer_is_refused(self):
		frappe.db.set_value("Customer", self.customer, "disabled", 1)
		self.refused("is disabled")

	def test_another_customers_statement_is_refused(self):
		other = make_statement(customer=make_customer().name)
		self.refused("belongs to customer", statement=other.name)

	def test_a_statement_that_is_a_draft_is_refused(self):
		draft = make_statement(customer=self.customer, submit=False)
		self.refused("is not submitted. Submit it first.", statement=draft.name)

	def test_a_day_before_every_scorecard_is_refused(self):
		self.refused("No Credit", as_of="1999-12-31")
