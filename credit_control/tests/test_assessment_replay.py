"""Proving an assessment: the same again from what it kept, tampering found, and beside today's data."""

import json

import frappe

from credit_control.api import assessments as api
from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.credit_documents import (
	days_ago,
	factor_row,
	fill_file,
	make_policy,
	make_scorecard,
)
from credit_control.tests.factories import make_payment, make_sales_invoice


class TestRunAgain(AssessmentCase):
	def setUp(self):
		super().setUp()
		self.known_customer()
		self.approved = self.approve(self.assess())

	def run_again(self) -> dict:
		return api.run_again(self.approved.name)

	def differing(self) -> list[str]:
		return [difference["what"] for difference in self.run_again()["differences"]]

	def test_an_approved_assessment_comes_out_the_same_whatever_happened_since(self):
		make_sales_invoice(customer=self.customer, rate=1000, date=days_ago(60), due_date=days_ago(20))
		fill_file(self.customer, fraud=1)
		make_scorecard(minimum_coverage=10)
		make_policy()
		self.assertEqual(self.run_again(), {"identical": True, "differences": [], "notes": []})

	def test_a_notched_one_with_security_settings_and_expected_purchases_comes_out_the_same(self):
		make_policy(unsecured_cap=70_000)
		draft = self.assess(notch=-1, override_reason="Young firm", expected_purchases=5_000_000)
		self.approved = self.approve(draft)
		self.assertTrue(self.run_again()["identical"])

	def test_a_score_that_was_tampered_with_is_found(self):
		self.approved.db_set("score", self.approved.score + 5)
		(difference,) = self.run_again()["differences"]
		self.assertEqual(difference["what"], "Score")
		self.assertEqual(float(difference["stored"]) - float(difference["again"]), 5)

	def test_a_grade_a_limit_and_a_factor_that_were_tampered_with_are_found(self):
		self.approved.db_set({"model_grade": "B", "proposed_limit": 1})
		factor_row(self.approved, "Debt Ratio").db_set("points", "100")
		need = next(row for row in self.approved.limits if row.method == "Need")
		need.db_set("amount", "¥ 1.00")
		found = self.differing()
		self.assertEqual(found, ["Model Grade", "Debt Ratio: Points", "Proposed Limit", "Need"])

	def test_inputs_that_were_tampered_with_are_found_by_what_they_give(self):
		inputs = json.loads(self.approved.inputs)
		inputs["facts"]["values"]["debt_ratio"] = "10"
		self.approved.db_set("inputs", json.dumps(inputs))
		self.assertIn("Score", self.differing())
		self.assertIn("Debt Ratio: Value", self.differing())

	def test_a_scorecard_or_policy_changed_behind_its_back_is_named(self):
		card = frappe.get_doc("Credit Scorecard", self.approved.scorecard)
		band = next(row for row in card.bands if row.indicator == "Debt Ratio")
		frappe.db.set_value("Credit Scorecard Band", band.name, "points", 1)
		policy = frappe.get_doc("Credit Policy", self.approved.policy)
		frappe.db.set_value("Credit Policy Grade", policy.grades[0].name, "limit_factor", 9)
		answer = self.run_again()
		self.assertFalse(answer["identical"])
		self.assertEqual(
			answer["notes"],
			[
				f"Scorecard {card.name} is no longer what it was when this was assessed.",
				f"The grade table of policy {policy.name} is no longer what it was when this was assessed.",
			],
		)

	def test_inputs_of_the_first_format_are_read(self):
		inputs = json.loads(self.approved.inputs)
		old = {key: inputs[key] for key in ("facts", "limit_inputs")}
		self.approved.db_set("inputs", json.dumps(old))
		self.assertTrue(self.run_again()["identical"])

	def test_inputs_that_cannot_be_read_are_told(self):
		self.approved.db_set("inputs", "{")
		with self.assertRaisesRegex(frappe.ValidationError, "Its stored inputs cannot be read."):
			self.run_again()

	def test_a_change_of_the_programs_rules_is_named(self):
		inputs = json.loads(self.approved.inputs)
		self.approved.db_set("inputs", json.dumps({**inputs, "rules_version": 0}))
		self.assertEqual(
			self.run_again()["notes"],
			["The rules of the program have changed since: version 0 then, 1 now."],
		)

	def test_a_cancelled_policy_can_still_be_computed_by(self):
		frappe.get_doc("Credit Policy", self.approved.policy).cancel()
		make_policy(valid_from="2000-01-01")
		self.assertTrue(self.run_again()["identical"])


class TestWithToday(AssessmentCase):
	def test_it_shows_what_today_would_give_and_saves_nothing(self):
		self.known_customer()
		approved = self.approve(self.assess())
		fill_file(self.customer, legal_record="Serious")
		before = frappe.get_doc(approved.doctype, approved.name).as_dict()
		answer = api.compare_with_today(approved.name)
		self.assertEqual(answer["before"]["score"], approved.score)
		self.assertLess(answer["after"]["score"], answer["before"]["score"])
		self.assertAlmostEqual(answer["change"], answer["after"]["score"] - answer["before"]["score"])
		self.assertRegex(answer["sentences"][0], r"^Legal Record Clean → Serious: −\d+\.\d points$")
		self.assertEqual(frappe.get_doc(approved.doctype, approved.name).as_dict(), before)

	def test_a_past_assessment_is_compared_with_today_and_not_with_its_day(self):
		self.known_customer()
		draft = self.assess(as_of=days_ago(190))
		make_payment(
			invoice=make_sales_invoice(
				customer=self.customer, rate=500, date=days_ago(90), due_date=days_ago(80)
			),
			date=days_ago(10),
		)
		answer = api.compare_with_today(draft.name)
		self.assertEqual(answer["before"]["as_of"], days_ago(190))
		row = next(row for row in answer["rows"] if row["indicator"] == "Share of Invoices Paid Late")
		self.assertEqual((row["value_before"], row["value_after"]), ("missing", "50 %"))
