"""Releasing and rejecting many holds with one reason: each by itself, and what was refused is named."""

import frappe
from frappe.utils import add_days, nowdate

from credit_control.api import holds as holds_api
from credit_control.services import bulk_decisions
from credit_control.tests.credit_documents import make_policy
from credit_control.tests.hold_case import HoldCase


class TestManyAtOnce(HoldCase):
	def release_many(self, orders, user=None, **values) -> dict:
		names = [self.hold_of(order).name for order in orders]
		with self.acting_as(user or self.manager.name):
			return holds_api.release_many(names, "All of them are insured", add_days(nowdate(), 7), **values)

	def test_each_is_released_up_to_its_own_amount_and_the_tolerance_of_its_grade(self):
		small, large = self.held_order(rate=1200), self.held_order(rate=1900)
		result = self.release_many([small, large])
		self.assertEqual([entry["document"] for entry in result["done"]], [small.name, large.name])
		holds = [self.hold_of(order) for order in (small, large)]
		self.assertEqual(
			[(hold.status, hold.amount_cap) for hold in holds], [("Released", 1200), ("Released", 1900)]
		)
		self.assertEqual({hold.tolerance_percent for hold in holds}, {5})
		self.assertEqual(small.reload().submit().docstatus, 1)

	def test_a_tolerance_for_all_goes_before_that_of_the_grade(self):
		order = self.held_order()
		self.release_many([order], tolerance_percent=0)
		self.assertEqual(self.hold_of(order).tolerance_percent, 0)

	def test_one_that_is_refused_is_named_with_its_reason_and_stops_no_other(self):
		own, decided, good = self.held_order(seller=self.manager.name), self.held_order(), self.held_order()
		self.release(decided)
		result = self.release_many([own, decided, good])
		self.assertEqual([entry["document"] for entry in result["done"]], [good.name])
		reasons = {entry["document"]: entry["reason"] for entry in result["failed"]}
		self.assertIn("Another Credit Manager must decide", reasons[own.name])
		self.assertIn("only a held document can be decided", reasons[decided.name])
		self.assertEqual(self.hold_of(own).status, "Held")

	def test_one_that_needs_more_approvals_is_named_with_who_must_approve(self):
		levels = [("Credit Manager", 0), ("Accounts Manager", 1500)]
		make_policy(
			approvals=[
				{"kind": "Release", "level": level, "approver_role": role, "amount_from": amount}
				for level, (role, amount) in enumerate(levels, start=1)
			]
		)
		small, large = self.held_order(rate=1200), self.held_order(rate=1900)
		result = self.release_many([small, large])
		self.assertEqual([entry["document"] for entry in result["done"]], [small.name])
		self.assertIn("the approval of Credit Manager, Accounts Manager", result["failed"][0]["reason"])

	def test_many_are_rejected_with_one_reason(self):
		orders = [self.held_order(), self.held_order()]
		names = [self.hold_of(order).name for order in orders]
		with self.acting_as(self.manager.name):
			result = holds_api.reject_many(names, "Pay the old invoices first")
		self.assertEqual((len(result["done"]), result["failed"]), (2, []))
		self.assertEqual(
			{self.hold_of(order).release_reason for order in orders}, {"Pay the old invoices first"}
		)

	def test_an_empty_choice_and_a_missing_reason_are_said(self):
		with self.assertRaisesRegex(frappe.ValidationError, "Nothing is chosen"):
			self.release_many([])
		order = self.held_order()
		with self.acting_as(self.manager.name):
			result = holds_api.reject_many([self.hold_of(order).name], " ")
		self.assertIn("Reason is missing", result["failed"][0]["reason"])

	def test_more_than_a_browser_can_wait_for_go_into_the_background_and_are_told_at_the_end(self):
		orders = [self.held_order(rate=1001 + number) for number in range(bulk_decisions.INLINE + 1)]
		with self.jobs() as handed:
			self.assertEqual(self.release_many(orders), {"queued": len(orders)})
		with self.acting_as(self.manager.name):
			self.run_jobs(handed)
		self.assertEqual({self.hold_of(order).status for order in orders}, {"Released"})
		self.assertTrue(
			frappe.db.exists(
				"Notification Log",
				{"for_user": self.manager.name, "subject": ["like", f"{len(orders)} holds decided, 0 not"]},
			)
		)
