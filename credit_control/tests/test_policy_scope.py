"""The narrowest valid policy applies, and a company without one is told so."""

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.services import files, policies, settings
from credit_control.tests.bootstrap import SISTER
from credit_control.tests.credit_documents import (
	days_ago,
	fill_file,
	make_assessment,
	make_policy,
	make_scorecard,
)
from credit_control.tests.factories import make_customer, make_customer_group, make_sales_order
from credit_control.tests.policy_case import PolicyCase


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
