"""Orders that are submitted by themselves when they are released or cleared, as the user who asked."""

import frappe

from credit_control.api import holds as holds_api
from credit_control.services import hold_review
from credit_control.tests.factories import make_payment
from credit_control.tests.hold_case import HoldCase


class TestSubmittedByItself(HoldCase):
	def released(self, order, **values):
		with self.jobs() as handed:
			self.release(order, submit=True, **values)
		return handed

	def told(self, user: str, words: str) -> list:
		filters = {"for_user": user, "subject": ["like", f"%{words}%"]}
		return frappe.get_all("Notification Log", filters, pluck="email_content")

	def test_the_order_is_submitted_as_who_asked(self):
		order = self.held_order()
		self.request(order)
		with self.acting_as(self.manager.name):
			self.run_jobs(self.released(order))
		self.assertEqual((order.reload().docstatus, order.modified_by), (1, self.seller.name))
		self.assertIn(self.seller.name, self.hold_of(order).submit_result)
		self.assertTrue(self.told(self.seller.name, "released and submitted"))
		self.assertTrue(self.told(self.manager.name, "released and submitted"))

	def test_without_the_choice_nothing_is_submitted(self):
		order = self.held_order()
		with self.jobs() as handed:
			self.release(order)
		self.assertEqual([job for job in handed if "submit" in job[0]], [])

	def test_a_user_who_may_not_submit_any_more_leaves_a_draft_and_both_are_told_why(self):
		order = self.held_order()
		handed = self.released(order)
		for role in ("Sales User", "Stock User", "Accounts User"):
			frappe.get_doc("User", self.seller.name).remove_roles(role)
		self.run_jobs(handed)
		self.assertEqual(order.reload().docstatus, 0)
		for user in (self.seller.name, self.manager.name):
			self.assertTrue(self.told(user, "released but could not be submitted"))

	def test_a_disabled_user_submits_nothing(self):
		order = self.held_order()
		handed = self.released(order)
		frappe.db.set_value("User", self.seller.name, "enabled", 0)
		self.run_jobs(handed)
		self.assertEqual(order.reload().docstatus, 0)
		self.assertIn("is disabled", self.hold_of(order).submit_result)

	def test_what_erpnext_refuses_is_told_and_leaves_the_draft(self):
		order = self.held_order()
		handed = self.released(order)
		frappe.db.set_value("Customer", self.customer, "disabled", 1)
		self.run_jobs(handed)
		self.assertEqual((order.reload().docstatus, order.credit_status), (0, "Released"))
		self.assertIn("disabled", self.told(self.manager.name, "could not be submitted")[0])

	def test_an_order_that_grew_beyond_its_cap_is_refused_like_any_other(self):
		order = self.held_order()
		handed = self.released(order)
		order.reload()
		order.items[0].rate = 2000
		order.save()
		self.run_jobs(handed)
		self.assertEqual(order.reload().docstatus, 0)
		self.assertIn("needs", self.hold_of(order).submit_result)

	def test_clearing_submits_only_where_the_setting_says_so_and_somebody_asked(self):
		asked, silent = self.held_order(rate=1001), self.held_order(rate=1001)
		self.request(asked)
		make_payment(customer=self.customer, amount=3000)
		frappe.db.set_single_value("Credit Control Settings", "submit_on_clear", 1)
		with self.jobs() as handed:
			hold_review.rejudge(self.customer, self.company)
		self.run_jobs(handed)
		self.assertEqual((asked.reload().docstatus, silent.reload().docstatus), (1, 0))

	def test_clearing_submits_nothing_by_default(self):
		order = self.held_order(rate=1001)
		self.request(order)
		make_payment(customer=self.customer, amount=3000)
		with self.jobs() as handed:
			hold_review.rejudge(self.customer, self.company)
		self.assertEqual(handed, [])

	def test_the_dialog_proposes_what_the_settings_say(self):
		order = self.held_order()
		frappe.db.set_single_value("Credit Control Settings", "submit_on_release", 1)
		with self.acting_as(self.manager.name):
			found = holds_api.release_defaults(self.hold_of(order).name)
		self.assertEqual((found["may_submit"], found["submit"]), (True, True))
