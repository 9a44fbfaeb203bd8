"""A scorecard with a fault is refused, and the fault is named."""

import frappe

from credit_control.services import files
from credit_control.tests.credit_documents import (
	fill_file,
	make_assessment,
	make_policy,
	make_scorecard,
)
from credit_control.tests.factories import make_customer
from credit_control.tests.policy_case import PolicyCase


class TestScorecards(PolicyCase):
	def refused(self, text: str, change=None, **fields):
		self.assert_fault(text, make_scorecard, change, **fields)

	def test_weights_that_do_not_make_a_hundred_are_refused_with_their_sum(self):
		self.refused(
			"The weights make 110, not 100. Change the weights until they make 100.",
			lambda doc: doc.factors[0].update({"weight": doc.factors[0].weight + 10}),
		)

	def test_a_weight_of_zero_is_refused(self):
		self.refused("it must be above 0", lambda doc: doc.factors[0].update({"weight": 0}))

	def test_a_factor_used_twice_is_refused(self):
		def change(doc):
			doc.factors[0].weight -= 1
			doc.append("factors", {"indicator": doc.factors[0].indicator, "weight": 1})

		self.refused("is used twice. Remove one of the factors.", change)

	def test_points_that_fall_as_the_value_gets_better_are_refused(self):
		self.refused(
			"Share of Invoices Paid Late from 5: a better value gets fewer points (10 after 90).",
			lambda doc: self.band(doc, "Share of Invoices Paid Late", "").update({"points": 10}),
		)

	def band(self, doc, indicator: str, start: str):
		return next(
			row for row in doc.bands if row.indicator == indicator and (row.from_value or "") == start
		)

	def test_points_beyond_a_hundred_are_refused(self):
		self.refused(
			"Share of Invoices Paid Late: a band gives 150 points; points go from 0 to 100.",
			lambda doc: self.band(doc, "Share of Invoices Paid Late", "").update({"points": 150}),
		)

	def test_a_factor_without_bands_is_refused(self):
		self.refused(
			"Net Margin has no bands. Add bands with points.",
			lambda doc: doc.set("bands", [row for row in doc.bands if row.indicator != "Net Margin"]),
		)

	def test_a_missing_lowest_band_is_refused(self):
		self.refused(
			"Net Margin has no lowest band: a value below -50 would count as missing.",
			lambda doc: self.band(doc, "Net Margin", "").update({"from_value": "-50"}),
		)

	def test_two_bands_from_the_same_start_are_refused(self):
		self.refused(
			"Net Margin has two bands from 5. Remove one of them.",
			lambda doc: self.band(doc, "Net Margin", "10").update({"from_value": "5"}),
		)

	def test_a_start_that_is_no_number_is_refused_with_its_row(self):
		self.refused(
			"From is lots, which is not a number.",
			lambda doc: self.band(doc, "Net Margin", "10").update({"from_value": "lots"}),
		)

	def test_a_category_that_does_not_exist_and_one_without_a_band_are_refused(self):
		def rename(doc):
			next(row for row in doc.bands if row.text_value == "Sole Trader").text_value = "Alien"

		self.refused("Ownership is never Alien. Use one of: State-owned", rename)
		self.refused("Ownership has no band for Sole Trader. Add a band for each.", rename)

	def test_a_coverage_beyond_a_hundred_is_refused(self):
		self.refused("The minimum coverage must be between 0 and 100 %.", minimum_coverage=120)

	def test_half_a_cap_for_old_statements_is_refused(self):
		self.refused("Fill in both or neither.", old_statement_months=0, old_statement_cap="A")

	def test_a_cap_that_the_policys_grades_lack_gives_a_clear_message_when_assessing(self):
		make_policy(changes=lambda doc: doc.set("grades", [row for row in doc.grades if row.grade != "A"]))
		make_scorecard(minimum_coverage=20, no_history_cap="A")
		customer = make_customer().name
		files.create(customer)
		fill_file(customer)
		with self.assertRaisesRegex(frappe.ValidationError, "Grade A is not in the grade table"):
			make_assessment(customer=customer)
