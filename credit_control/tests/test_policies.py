"""Policies and scorecards: faults are named, the narrowest valid one applies, and a change judges only what comes."""

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.services import files, judging, policies, settings
from credit_control.tests.bootstrap import SISTER
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import (
	check_row,
	days_ago,
	fill_file,
	grade_row,
	make_assessment,
	make_policy,
	make_scorecard,
)
from credit_control.tests.factories import make_customer, make_customer_group, make_sales_order, make_terms


class PolicyCase(CreditCase):
	mode = settings.WARN_ONLY

	def applicable(self, customer: str, company: str | None = None) -> str:
		return judging.policy_for(customer, company or self.company).name

	def cancel_all(self, doctype: str):
		for name in frappe.get_all(doctype, {"docstatus": 1}, pluck="name"):
			frappe.get_doc(doctype, name).cancel()

	def assert_fault(self, text: str, make, changes=None, **fields):
		"""Refused with this sentence, and nothing was written."""
		before = frappe.db.count("Credit Policy"), frappe.db.count("Credit Scorecard")
		with self.assertRaises(frappe.ValidationError) as caught:
			make(changes=changes, **fields)
		self.assertIn(text, str(caught.exception))
		after = frappe.db.count("Credit Policy"), frappe.db.count("Credit Scorecard")
		self.assertEqual(after, before)


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
		standing = files.standing(make_customer().name, self.company, policies.engine_policy(policy))
		self.assertEqual((standing.limit_mode, standing.limit), ("Limited", 500))


class TestScope(PolicyCase):
	def setUp(self):
		super().setUp()
		self.parent = self.group(is_group=1)
		self.child = self.group(parent=self.parent)
		self.customer = make_customer(group=self.child).name
		self.other = make_customer().name

	def group(self, parent: str | None = None, is_group: int = 0) -> str:
		doc = make_customer_group()
		if is_group:
			doc.is_group = 1
			doc.save()
		if parent:
			doc.parent_customer_group = parent
			doc.save()
		return doc.name

	def test_a_policy_for_a_customer_group_reaches_the_groups_below_it_and_nobody_else(self):
		general = self.applicable(self.other)
		narrow = make_policy(only_for_customer_group=self.parent).name
		self.assertEqual(self.applicable(self.customer), narrow)
		self.assertEqual(self.applicable(self.other), general)

	def test_the_nearest_group_wins(self):
		nearest = make_policy(only_for_customer_group=self.child).name
		make_policy(only_for_customer_group=self.parent)
		self.assertEqual(self.applicable(self.customer), nearest)

	def test_a_group_wins_over_a_company_and_a_company_over_none(self):
		company = make_policy(only_for_company=self.company).name
		self.assertEqual(self.applicable(self.customer), company)
		group = make_policy(only_for_customer_group=self.parent).name
		self.assertEqual(self.applicable(self.customer), group)
		self.assertEqual(self.applicable(self.other), company)

	def test_a_class_wins_over_a_group_and_both_kinds_of_class_over_one(self):
		file = files.ensure(self.customer)
		make_policy(only_for_customer_group=self.child)
		risky = make_policy(only_for_risk_class="High Risk").name
		both = make_policy(only_for_risk_class="High Risk", only_for_value_class="VIP").name
		self.assertNotIn(self.applicable(self.customer), (risky, both))
		frappe.db.set_value("Credit File", file, "risk_class", "High Risk")
		self.assertEqual(self.applicable(self.customer), risky)
		frappe.db.set_value("Credit File", file, "value_class", "VIP")
		self.assertEqual(self.applicable(self.customer), both)
		self.assertNotIn(self.applicable(self.other), (risky, both))

	def test_a_policy_for_one_class_is_not_one_for_the_company_at_large(self):
		general = policies.policy_document(None, self.company, getdate()).name
		make_policy(only_for_risk_class="Prime")
		self.assertEqual(policies.policy_document(None, self.company, getdate()).name, general)

	def test_a_policy_of_another_company_does_not_apply(self):
		sister = make_policy(only_for_company=SISTER).name
		self.assertNotEqual(self.applicable(self.customer), sister)
		self.assertEqual(self.applicable(self.customer, SISTER), sister)

	def test_of_two_alike_the_later_valid_one_wins_and_then_the_later_made(self):
		make_policy(valid_from=days_ago(1))
		today = make_policy(valid_from=nowdate()).name
		make_policy(valid_from=days_ago(2))
		self.assertEqual(self.applicable(self.customer), today)
		newest = make_policy(valid_from=nowdate()).name
		self.assertEqual(self.applicable(self.customer), newest)

	def test_a_policy_that_is_not_valid_yet_and_a_draft_are_not_used(self):
		before = self.applicable(self.customer)
		make_policy(valid_from=add_days(nowdate(), 1))
		make_policy(submit=False)
		self.assertEqual(self.applicable(self.customer), before)

	def test_a_past_day_is_judged_by_the_policy_of_that_day(self):
		old = self.applicable(self.customer)
		make_policy(valid_from=nowdate())
		yesterday = getdate(days_ago(1))
		self.assertEqual(policies.policy_document(self.customer, self.company, yesterday).name, old)

	def test_a_scorecard_for_a_customer_group_reaches_that_group_only(self):
		narrow = make_scorecard(only_for_customer_group=self.parent).name
		for customer, expected in ((self.customer, True), (self.other, False)):
			files.create(customer)
			fill_file(customer)
			self.assertEqual(make_assessment(customer=customer).scorecard == narrow, expected)


class TestNoPolicy(PolicyCase):
	MESSAGE = (
		"No Credit Policy applies to Credit Test Co. Submit one with an empty company or with this company."
	)

	def test_settings_refuse_a_mode_for_a_company_without_a_policy(self):
		settings.set_mode(self.company, settings.OFF)
		self.cancel_all("Credit Policy")
		for mode in (settings.WARN_ONLY, settings.ENFORCE):
			with self.assertRaisesRegex(frappe.ValidationError, self.MESSAGE):
				settings.set_mode(self.company, mode)
		self.assertEqual(
			frappe.db.get_value("Credit Control Company", {"company": self.company}, "mode"), "Off"
		)

	def test_off_needs_no_policy(self):
		self.cancel_all("Credit Policy")
		settings.set_mode(self.company, settings.OFF)
		self.assertEqual(settings.mode(self.company), settings.OFF)

	def test_a_policy_for_one_customer_group_is_not_enough_for_a_company(self):
		self.cancel_all("Credit Policy")
		make_policy(only_for_customer_group=make_customer_group().name)
		with self.assertRaisesRegex(frappe.ValidationError, self.MESSAGE):
			settings.set_mode(self.company, settings.ENFORCE)

	def test_warn_only_lets_the_order_pass_and_says_that_the_policy_is_missing(self):
		self.cancel_all("Credit Policy")
		order = make_sales_order(customer=make_customer().name, rate=100)
		self.assertEqual(order.docstatus, 1)
		shown = " ".join(str(message) for message in frappe.get_message_log())
		self.assertIn(self.MESSAGE, shown)
		self.assertEqual(self.decisions_of(order), [])

	def test_enforce_holds_the_order_and_says_what_to_do(self):
		settings.set_mode(self.company, settings.ENFORCE)
		order = make_sales_order(customer=make_customer().name, rate=100, submit=False)
		self.cancel_all("Credit Policy")
		with self.assertRaisesRegex(policies.NoPolicyError, self.MESSAGE):
			frappe.get_doc("Sales Order", order.name).submit()

	def test_an_assessment_without_a_scorecard_says_what_to_do(self):
		self.cancel_all("Credit Scorecard")
		with self.assertRaisesRegex(frappe.ValidationError, "No Credit Scorecard was valid on .* Submit one"):
			make_assessment(customer=make_customer().name)


class TestVersions(PolicyCase):
	mode = settings.ENFORCE

	def decision_of(self, doc):
		self.decisions_of(doc)
		return frappe.get_last_doc("Credit Decision", {"reference_name": doc.name})

	def amend(self, policy, change):
		policy.cancel()
		amended = frappe.copy_doc(policy)
		amended.update({"amended_from": policy.name, "docstatus": 0})
		change(amended)
		return amended.insert().submit()

	def test_an_amended_policy_judges_what_comes_and_leaves_old_decisions_alone(self):
		policy = make_policy()
		customer = self.make_credit_customer(limit=1000)
		first = make_sales_order(customer=customer, rate=100)
		decision = self.decision_of(first)
		amended = self.amend(policy, lambda doc: check_row(doc, "Warning Line").update({"threshold": 5}))
		self.assertEqual(amended.name, f"{policy.name}-1")
		second = make_sales_order(customer=customer, rate=100)
		self.assertEqual(self.decision_of(second).policy, amended.name)
		self.assertEqual(self.decision_of(second).outcome, "Warned")
		old = frappe.get_doc("Credit Decision", decision.name)
		self.assertEqual((old.policy, old.outcome, old.hash), (policy.name, "Passed", decision.hash))

	def test_a_policy_and_a_scorecard_by_which_somebody_was_assessed_can_be_amended(self):
		policy, card = make_policy(), make_scorecard(minimum_coverage=20)
		customer = make_customer().name
		files.create(customer)
		fill_file(customer)
		draft = make_assessment(customer=customer)
		with self.acting_as(self.user("Credit Manager", "Sales User", "Accounts User").name):
			frappe.get_doc(draft.doctype, draft.name).submit()
		self.amend(policy, lambda doc: None)
		self.amend(card, lambda doc: None)
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
