"""What an assessment proposes: limit, terms and next review, and which method binds."""

import json
import re
from decimal import Decimal

import frappe
from frappe.utils import add_days, add_months, getdate, nowdate

from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.credit_documents import (
	REFERENCE,
	days_ago,
	fill_file,
	make_policy,
	make_scorecard,
	make_statement,
)
from credit_control.tests.factories import (
	make_payment,
	make_sales_invoice,
	make_terms,
)

METHODS = ("use_need", "use_capacity", "use_net_worth", "use_monthly_sales", "use_working_assets")


class TestProposal(AssessmentCase):
	def test_the_limit_is_the_lowest_method_times_the_grades_factor_rounded_down_and_it_is_named(self):
		self.known_customer()
		assessment = self.assess(expected_purchases=1_000_000)
		rows = {row.method: row for row in assessment.limits}
		self.assertEqual(set(rows), {"Need", "Capacity by Grade"})
		self.assertEqual([row.method for row in assessment.limits if row.binding], ["Need"])
		self.assertEqual(assessment.binding_method, "Need")
		rule = self.grade_rule(assessment)
		late = Decimal(json.loads(assessment.inputs)["limit_inputs"]["average_days_late"])
		policy = frappe.get_doc("Credit Policy", assessment.policy)
		need = Decimal(1_000_000) * (rule.term_days + late + policy.buffer_days) / 365
		expected = int(need * Decimal(str(rule.limit_factor))) // 1000 * 1000
		self.assertEqual(assessment.proposed_limit, expected)

	def grade_rule(self, assessment):
		policy = frappe.get_doc("Credit Policy", assessment.policy)
		return next(row for row in policy.grades if row.grade == assessment.grade)

	def test_every_method_that_the_policy_switches_on_stands_side_by_side(self):
		rule = self.assess_with(dict.fromkeys(METHODS, 1))
		late = Decimal(self.limit_inputs["average_days_late"])
		term, factor = rule.term_days, Decimal(str(rule.limit_factor))
		# R in ten thousands with 50 of intangibles: tangible net worth 4 m, turnover 12 m, evaluation .9422
		expected = {
			"Need": Decimal(365_000) * (term + late + 5) / 365,
			"Capacity by Grade": min(4_000_000 * rule.net_worth_percent, 12_000_000 * rule.turnover_percent)
			/ 100,
			"Share of Net Worth": 400_000,
			"Monthly Sales by Grade": Decimal(365_000) / 12 * 3 * Decimal(rule.sales_coefficient) / 100,
			"Working Assets": 600_000,
		}
		self.assertEqual(set(self.amounts), set(expected))
		for method, amount in expected.items():
			self.assertAlmostEqual(float(self.amounts[method]), float(amount), places=2, msg=method)
		lowest = min(expected, key=lambda method: expected[method])
		self.assertEqual(self.assessment.binding_method, lowest)
		self.assertEqual(
			self.assessment.proposed_limit, int(Decimal(expected[lowest]) * factor) // 1000 * 1000
		)

	def test_a_method_that_is_switched_off_is_not_there_and_the_policys_own_table_counts(self):
		own = [{"above": "", "percent": 0}, {"above": "0.9", "percent": 50}]
		for method, expected in (("use_net_worth", 400_000), ("use_working_assets", 1_500_000)):
			with self.subTest(method):
				switches = {**dict.fromkeys(METHODS, 0), method: 1}
				self.assess_with(switches, working_assets_bands=own)
				self.assertEqual(list(self.amounts.values()), [expected])

	def assess_with(self, switches: dict, **fields):
		"""Assess a customer of whom every method has its figures; returns the row of its grade."""
		if not frappe.db.exists("Customer Financial Statement", {"customer": self.customer}):
			invoice = make_sales_invoice(
				customer=self.customer, rate=10, date=days_ago(200), due_date=days_ago(170)
			)
			make_payment(invoice=invoice, date=days_ago(180))
			fill_file(self.customer)
			lines = {**REFERENCE, "Intangible Assets and Goodwill": 50}
			make_statement(customer=self.customer, lines=lines, unit="10000")
		make_policy(**switches, buffer_days=5, credit_months=3, **fields)
		self.assessment = self.assess(expected_purchases=365_000)
		self.limit_inputs = json.loads(self.assessment.inputs)["limit_inputs"]
		self.amounts = {
			row.method: Decimal(re.sub(r"[^\d.]", "", row.amount)) for row in self.assessment.limits
		}
		return self.grade_rule(self.assessment)

	def test_expected_purchases_stand_in_for_what_was_bought(self):
		self.known_customer()
		bought = self.assess()
		self.assertEqual(Decimal(json.loads(bought.inputs)["limit_inputs"]["annual_purchases"]), 120_000)
		expected = self.assess(expected_purchases=5_000_000)
		self.assertGreater(expected.proposed_limit, bought.proposed_limit)

	def test_without_figures_for_any_method_there_is_no_amount_and_the_rows_say_what_is_missing(self):
		fill_file(self.customer)
		make_scorecard(minimum_coverage=10)
		assessment = self.assess()
		self.assertTrue(assessment.grade)
		self.assertEqual(assessment.proposed_limit, 0)
		notes = {row.method: (row.amount, row.note) for row in assessment.limits}
		self.assertEqual(notes["Need"][0], "")
		self.assertIn("Annual Purchases", notes["Need"][1])
		self.assertIn("Turnover", notes["Capacity by Grade"][1])

	def test_the_cap_of_the_grade_binds(self):
		self.known_customer()
		make_policy(changes=cap_every_grade)
		assessment = self.assess(expected_purchases=10_000_000)
		self.assertEqual(
			(assessment.proposed_limit, assessment.binding_method), (5000, "Highest Limit of the Grade")
		)

	def test_the_grades_payment_terms_are_proposed(self):
		terms = make_terms(portions=((100, 45),))
		make_policy(
			changes=lambda doc: [row.update({"payment_terms_template": terms.name}) for row in doc.grades]
		)
		self.known_customer()
		assessment = self.assess()
		self.assertEqual(
			(assessment.proposed_terms, assessment.payment_terms_template), (terms.name, terms.name)
		)

	def test_a_statement_in_foreign_currency_is_turned_into_the_companys(self):
		self.known_customer()
		statement = make_statement(customer=self.customer, currency="USD", consolidated=1)
		inputs = json.loads(self.assess(statement=statement.name).inputs)
		self.assertEqual(Decimal(inputs["limit_inputs"]["turnover"]), 1200 * 7)
		self.assertEqual(Decimal(inputs["facts"]["values"]["debt_ratio"]), 55)

	def test_a_missing_exchange_rate_is_told_by_its_two_currencies_and_the_day(self):
		make_statement(customer=self.customer, currency="THB")
		with self.assertRaisesRegex(
			frappe.ValidationError,
			"There is no exchange rate from THB to CNY on or before .* Add a Currency Exchange.",
		):
			self.assess()
		self.assertFalse(frappe.db.exists("Credit Assessment", {"customer": self.customer}))

	def test_the_next_review_follows_the_grade_until_somebody_chooses_a_day(self):
		self.known_customer()
		assessment = self.assess()
		self.assertEqual(
			getdate(assessment.next_review),
			getdate(add_months(nowdate(), self.grade_rule(assessment).review_months)),
		)
		chosen = self.assess(next_review=add_days(nowdate(), 10))
		self.assertEqual(getdate(chosen.next_review), getdate(add_days(nowdate(), 10)))


def cap_every_grade(policy):
	for row in policy.grades:
		row.limit_cap = 5000
