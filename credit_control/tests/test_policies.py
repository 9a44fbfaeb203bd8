"""Policies: faults are named, and a change judges only what comes."""

import frappe

from credit_control.services import files, judging, policies, settings
from credit_control.tests.credit_documents import (
	amend,
	check_row,
	fill_file,
	grade_row,
	make_assessment,
	make_policy,
	make_scorecard,
)
from credit_control.tests.factories import make_customer, make_terms
from credit_control.tests.policy_case import PolicyCase


class TestGradeTable(PolicyCase):
	def refused(self, text: str, change):
		self.assert_fault(text, make_policy, change)

	def test_a_grade_listed_twice_is_refused(self):
		self.refused(
			"Grade A is listed twice. Remove one of the rows.",
			lambda doc: doc.append("grades", {"grade": "A", "score_above": 75, "review_months": 1}),
		)

	def test_overlapping_grades_are_refused_by_both_names(self):
		self.refused(
			"AA and A overlap: both start above 80. Give each grade its own lower edge.",
			lambda doc: grade_row(doc, "A").update({"score_above": 80}),
		)

	def test_a_gap_at_the_bottom_is_refused(self):
		self.refused(
			"Scores from 0 to 5 have no grade: D is the lowest. Let the lowest grade start at 0.",
			lambda doc: grade_row(doc, "D").update({"score_above": 5}),
		)

	def test_a_better_grade_may_not_get_less(self):
		self.refused(
			"A has a higher limit factor than the better grade AA.",
			lambda doc: grade_row(doc, "A").update({"limit_factor": 1.4}),
		)

	def test_percentages_beyond_a_hundred_are_refused_by_grade_and_field(self):
		self.refused(
			"Grade BB: Prepayment % is 130; it must be between 0 and 100.",
			lambda doc: grade_row(doc, "BB").update({"prepayment_percent": 130}),
		)

	def test_a_negative_factor_is_refused(self):
		self.refused(
			"Grade D: Limit Factor is -1; it cannot be negative.",
			lambda doc: grade_row(doc, "D").update({"limit_factor": -1}),
		)

	def test_a_review_interval_of_nothing_is_refused(self):
		self.refused(
			"Grade B: the review interval must be one month or more.",
			lambda doc: grade_row(doc, "B").update({"review_months": 0}),
		)

	def test_an_empty_table_is_refused(self):
		self.refused("The grade table is empty. Add at least one grade.", lambda doc: doc.set("grades", []))

	def test_every_fault_is_told_at_once(self):
		def spoil(doc):
			grade_row(doc, "B").review_months = 0
			grade_row(doc, "D").score_above = 5

		self.refused("the review interval must be one month or more", spoil)
		self.refused("Let the lowest grade start at 0", spoil)

	def test_rows_may_be_entered_in_any_order(self):
		policy = make_policy(changes=lambda doc: doc.set("grades", list(reversed(doc.grades))))
		rules = policies.grade_rules(policy)
		self.assertEqual([rule.grade for rule in rules][:3], ["AAA", "AA", "A"])


class TestCheckTable(PolicyCase):
	def refused(self, text: str, change):
		self.assert_fault(text, make_policy, change)

	def test_a_check_listed_twice_is_refused_with_its_row(self):
		self.refused(
			"Row 6: This check is listed twice. Remove one of the rows.",
			lambda doc: doc.append("checks", {"check": "Credit Limit"}),
		)

	def test_a_negative_threshold_is_refused(self):
		self.refused(
			"The threshold is negative. Enter zero or more.",
			lambda doc: check_row(doc, "Oldest Overdue").update({"threshold": -1}),
		)

	def test_a_check_or_reaction_that_does_not_exist_is_refused(self):
		self.refused("This check is not known.", lambda doc: doc.checks[0].update({"check": "Horoscope"}))
		self.refused(
			"The reaction is not known. Choose Ignore, Warn or Hold.",
			lambda doc: doc.checks[0].update({"sales_order": "Explode"}),
		)

	def test_thresholds_are_those_of_the_policy(self):
		make_policy(changes=lambda doc: check_row(doc, "Oldest Overdue").update({"threshold": 3}))
		policy = policies.engine_policy(judging.policy_for(make_customer().name, self.company))
		rule = next(rule for rule in policy.checks if rule.check == "oldest_overdue")
		self.assertEqual(rule.threshold, 3)


class TestLimitSettings(PolicyCase):
	def test_a_policy_without_any_limit_method_is_refused(self):
		self.assert_fault(
			"No limit method is enabled. Enable at least one.", make_policy, use_need=0, use_capacity=0
		)

	def test_negative_constants_are_refused(self):
		self.assert_fault("Net Worth % cannot be negative.", make_policy, net_worth_percent=-10)
		self.assert_fault("Buffer Days cannot be negative.", make_policy, buffer_days=-1)

	def test_the_limit_of_unassessed_customers_only_counts_when_they_are_limited(self):
		policy = make_policy(unassessed_mode="Unlimited", unassessed_limit=500)
		self.assertEqual(policy.unassessed_limit, 0)
		policy = make_policy(unassessed_mode="Limited", unassessed_limit=500)
		standing = files.standing(
			make_customer().name, self.company, policies.engine_policy(policy), known=None
		)
		self.assertEqual((standing.limit_mode, standing.limit), ("Limited", 500))


class TestVersions(PolicyCase):
	mode = settings.ENFORCE

	def test_a_policy_and_a_scorecard_by_which_somebody_was_assessed_can_be_amended(self):
		policy, card = make_policy(), make_scorecard(minimum_coverage=20)
		customer = make_customer().name
		files.create(customer)
		fill_file(customer)
		draft = make_assessment(customer=customer)
		with self.acting_as(self.user("Credit Manager", "Sales User", "Accounts User").name):
			frappe.get_doc(draft.doctype, draft.name).submit()
		amend(policy)
		amend(card)
		self.assertEqual(
			frappe.db.get_value("Credit Assessment", draft.name, ["policy", "scorecard", "docstatus"]),
			(policy.name, card.name, 1),
		)

	def test_a_submitted_policy_cannot_be_changed(self):
		policy = make_policy()
		check_row(policy, "Warning Line").threshold = 1
		with self.assertRaises(frappe.UpdateAfterSubmitError):
			policy.save()

	def test_a_payment_terms_template_that_a_policy_grants_cannot_be_deleted(self):
		terms = make_terms().name
		make_policy(changes=lambda doc: grade_row(doc, "AAA").update({"payment_terms_template": terms}))
		with self.assertRaisesRegex(frappe.LinkExistsError, "linked with"):
			frappe.delete_doc("Payment Terms Template", terms)

	def test_a_policy_that_names_deleted_terms_is_refused_by_their_name(self):
		with self.assertRaisesRegex(
			frappe.LinkValidationError, "Could not find Row #1: .*Gone with the Wind"
		):
			make_policy(
				changes=lambda doc: doc.grades[0].update({"payment_terms_template": "Gone with the Wind"})
			)
