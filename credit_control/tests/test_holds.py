"""Holds: asked for, released within a cap, honoured downstream, cleared when the customer pays."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.api import holds as api
from credit_control.services import hold_review, reviews, worklist
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import (
	make_delivery_note,
	make_payment,
	make_sales_invoice,
	make_sales_order,
	update_order_items,
)
from credit_control.tests.hold_case import HoldCase


class TestRelease(HoldCase):
	def test_a_request_is_shown_and_told_to_the_managers(self):
		hold = self.request(self.held_order())
		self.assertEqual((hold.status, hold.requested_by), ("Release Requested", self.seller.name))
		filters = {"for_user": self.manager.name, "document_name": hold.name}
		subject = frappe.db.get_value("Notification Log", filters, "subject")
		self.assertIn(frappe.db.get_value("Customer", self.customer, "customer_name"), subject)

	def test_a_released_order_its_delivery_and_its_invoice_go_through(self):
		order = self.held_order()
		self.request(order)
		self.release(order)
		order.reload()
		self.assertEqual(order.credit_status, "Released")
		order.submit()
		invoice = make_sales_invoice(delivery=make_delivery_note(order=order))
		self.assertEqual(invoice.docstatus, 1)
		self.assertEqual(self.decisions_of(order), ["Held", "Released"])
		self.assertEqual(self.hold_of(order).consumed_amount, 1500)

	def test_above_the_cap_the_order_is_held_again_and_says_why(self):
		order = self.held_order()
		self.release(order, cap=1400)
		message = self.submit_refused(order)
		self.assertRegex(message, r"covers CNY 1,400.00 with its tolerance; this document needs CNY 1,500.00")
		self.assertEqual(self.hold_of(order).status, "Held")

	def test_an_order_cut_back_to_its_cap_goes_through_without_asking_again(self):
		order = self.held_order()
		self.release(order, cap=1400)
		self.submit_refused(order)
		order.items[0].rate = 1400
		order.save()
		order.submit()
		self.assertEqual((order.credit_status, self.hold_of(order).status), ("Released", "Released"))

	def test_a_released_order_may_grow_up_to_its_cap(self):
		order = self.held_order()
		self.release(order, cap=1600)
		order.reload()
		order.submit()
		update_order_items(order=order, rate=1590)
		self.assertEqual(self.hold_of(order).consumed_amount, 1590)

	def test_growing_beyond_the_cap_is_held_on_its_own_and_leaves_the_order_as_it_was(self):
		order = self.held_order()
		self.release(order, cap=1600)
		order.reload()
		order.submit()
		self.refuse_update(order, rate=1700)
		growth = self.hold_of(order)
		self.assertEqual((growth.status, growth.amount), ("Held", 200))
		self.assertEqual(frappe.db.get_value("Sales Order", order.name, "credit_status"), "Released")
		self.release(order, cap=200)
		update_order_items(order=order, rate=1700)
		self.assertEqual(self.hold_of(order).consumed_amount, 200)

	def test_the_tolerance_stretches_the_cap(self):
		order = self.held_order()
		self.release(order, cap=1400, tolerance=10)
		order.reload()
		order.submit()
		self.assertEqual(order.docstatus, 1)

	def test_the_reasons_are_said_in_the_readers_language(self):
		hold = self.hold_of(self.held_order())
		with patch.object(frappe.local, "lang", "zh"):
			hold.run_method("onload")
			self.assertIn("超出额度", hold.checks[0].explanation)
			decision = frappe.get_doc("Credit Decision", hold.decision)
			decision.run_method("onload")
		self.assertIn("超出额度", decision.explanation)

	def test_a_release_that_ran_out_does_not_help(self):
		order = self.held_order()
		hold = self.release(order, days=0)
		hold.db_set("valid_to", add_days(nowdate(), -1))
		self.assertIn("was valid until", self.submit_refused(order))

	def test_an_amendment_of_a_released_order_may_use_the_release_again(self):
		order = self.held_order()
		self.release(order)
		order.reload()
		order.submit()
		order.cancel()
		self.assertEqual(self.hold_of(order).consumed_amount, 0)
		amended = frappe.copy_doc(order)
		amended.amended_from, amended.docstatus = order.name, 0
		amended.insert().submit()
		self.assertEqual(amended.docstatus, 1)

	def test_a_rejection_keeps_the_order_held_and_may_be_asked_again(self):
		order = self.held_order()
		hold = self.request(order)
		with self.acting_as(self.manager.name):
			api.reject(hold.name, "Pay the old invoices first")
		self.submit_refused(order)
		self.assertEqual(self.hold_of(order).status, "Rejected")
		self.assertEqual(self.request(order).status, "Release Requested")


class TestWhoMayRelease(HoldCase):
	def test_a_sales_user_may_not_release(self):
		hold = self.hold_of(self.held_order())
		with self.acting_as(self.seller.name), self.assertRaises(frappe.PermissionError):
			api.release(hold.name, "Please", 9999, 0, nowdate())

	def test_a_manager_may_not_release_the_order_they_entered(self):
		with self.acting_as(self.manager.name):
			order = make_sales_order(customer=self.customer, rate=1500, submit=False)
			self.submit_refused(order)
			with self.assertRaisesRegex(frappe.PermissionError, "Another Credit Manager"):
				api.release(self.hold_of(order).name, "Mine", 1500, 0, nowdate())

	def ask(self, order, user: str) -> None:
		with self.acting_as(user):
			api.request_release(self.hold_of(order).name, "They pay on Friday")

	def assert_own(self, order, user: str) -> None:
		"""A manager may neither release nor reject, and the worklist says so beforehand."""
		hold = self.hold_of(order)
		with self.acting_as(user):
			for decide in (
				lambda: api.release(hold.name, "Mine", 1500, 0, nowdate()),
				lambda: api.reject(hold.name, "Mine"),
			):
				with self.assertRaisesRegex(frappe.PermissionError, "Another Credit Manager must decide"):
					decide()
			rows = worklist.read({"customer": self.customer})["rows"]
			self.assertEqual([row["own"] for row in rows], [True])
			hold.run_method("onload")
			self.assertTrue(hold.get_onload("own"))

	def test_who_asked_first_stays_an_asker_when_somebody_else_asks_again(self):
		order, other = self.held_order(), self.user("Credit Manager", "Sales User")
		self.ask(order, self.manager.name)
		with self.acting_as(other.name):
			api.reject(self.hold_of(order).name, "Not without the guarantee")
		self.ask(order, self.seller.name)
		self.assertEqual(self.hold_of(order).requested_by, self.seller.name)
		self.assert_own(order, self.manager.name)
		with self.acting_as(other.name):
			api.release(self.hold_of(order).name, "Insured", 1500, 0, nowdate())
		self.assertEqual(self.hold_of(order).status, "Released")

	def test_who_asked_first_goes_on_seeing_the_hold(self):
		order, clerk = self.held_order(), self.user()
		hold = self.hold_of(order)
		hold.db_set("requested_by", clerk.name)
		with self.acting_as(self.manager.name):
			api.reject(hold.name, "Too much")
		self.request(order)
		with self.acting_as(clerk.name):
			self.assertEqual(frappe.get_list("Credit Hold", pluck="name"), [hold.name])
			self.assertTrue(hold.reload().has_permission("read"))

	def test_who_submitted_the_held_document_may_not_release_it(self):
		order = self.held_order()
		with self.acting_as(self.manager.name):
			self.submit_refused(order.reload())
		self.assert_own(order, self.manager.name)

	def test_a_second_request_is_refused_while_the_first_waits(self):
		order, other = self.held_order(), self.user("Credit Manager", "Sales User")
		self.ask(order, self.manager.name)
		with self.assertRaises(frappe.ValidationError) as caught:
			self.ask(order, other.name)
		self.assertEqual(
			str(caught.exception),
			f"{self.manager.full_name} has asked for the release already. Wait for the decision.",
		)
		self.assertEqual(self.hold_of(order).requested_by, self.manager.name)

	def test_a_seller_sees_the_holds_of_their_own_documents_only(self):
		hold = self.hold_of(self.held_order())
		other = self.user()
		with self.acting_as(self.seller.name):
			self.assertEqual(frappe.get_list("Credit Hold", pluck="name"), [hold.name])
			self.assertTrue(hold.has_permission("read"))
		with self.acting_as(other.name):
			self.assertEqual(frappe.get_list("Credit Hold", pluck="name"), [])
			self.assertFalse(hold.has_permission("read"))
			with self.assertRaises(frappe.PermissionError):
				api.request_release(hold.name, "Not mine")


class TestBadReleases(HoldCase):
	def assert_refused(self, text: str, **values):
		hold = self.hold_of(self.held_order())
		given = {"reason": "Good", "amount_cap": 1500, "tolerance_percent": 0, "valid_to": nowdate()} | values
		with self.acting_as(self.manager.name), self.assertRaisesRegex(frappe.ValidationError, text):
			api.release(hold.name, **given)

	def test_a_release_needs_a_reason(self):
		self.assert_refused("Reason is missing", reason=" ")

	def test_a_cap_of_zero_is_refused(self):
		self.assert_refused("Up to Amount must be above zero", amount_cap=0)

	def test_a_cap_that_is_no_number_is_refused(self):
		self.assert_refused("Up to Amount is not a number", amount_cap="lots")

	def test_an_absurd_tolerance_is_refused(self):
		self.assert_refused("Tolerance % must be between 0 and 100", tolerance_percent=500)

	def test_a_day_in_the_past_is_refused(self):
		self.assert_refused("lies in the past", valid_to=add_days(nowdate(), -1))

	def test_a_second_click_says_that_it_is_decided_already(self):
		order = self.held_order()
		self.release(order)
		with self.assertRaisesRegex(frappe.ValidationError, "only a held document can be decided"):
			self.release(order)


class TestRejudging(HoldCase):
	def test_a_payment_clears_the_hold_and_tells_the_seller(self):
		invoice = make_sales_invoice(customer=self.customer, rate=900)
		order = self.held_order(rate=600)
		make_payment(invoice=invoice)
		self.assertEqual(hold_review.rejudge(self.customer, self.company), [self.hold_of(order).name])
		order.reload()
		self.assertEqual((self.hold_of(order).status, order.credit_status), ("Cleared", ""))
		self.assertTrue(
			frappe.db.exists(
				"Notification Log", {"for_user": self.seller.name, "subject": ["like", "%can be submitted%"]}
			)
		)
		order.submit()
		self.assertEqual(order.docstatus, 1)

	def test_a_payment_that_is_too_small_refreshes_the_figures_and_keeps_the_hold(self):
		invoice = make_sales_invoice(customer=self.customer, rate=900)
		order = self.held_order(rate=600)
		make_payment(invoice=invoice, amount=100)
		self.assertEqual(hold_review.rejudge(self.customer, self.company), [])
		hold = self.hold_of(order)
		self.assertEqual((hold.status, hold.exposure_before), ("Held", 800))

	def test_a_higher_limit_clears_the_hold(self):
		order = self.held_order()
		file = frappe.get_doc("Credit File", {"customer": self.customer})
		file.limits[0].credit_limit = 2000
		file.save()
		hold_review.rejudge(self.customer, self.company)
		self.assertEqual(self.hold_of(order).status, "Cleared")


class TestReviews(CreditCase):
	def setUp(self):
		super().setUp()
		self.specialist = self.user("Credit Specialist")
		self.customer = self.make_credit_customer(limit=1000)
		self.file = frappe.get_doc("Credit File", {"customer": self.customer})
		self.file.update({"specialist": self.specialist.name, "next_review": add_days(nowdate(), -3)})
		self.file.save()

	def drafts(self):
		return frappe.get_all("Credit Assessment", {"customer": self.customer, "docstatus": 0}, pluck="name")

	def test_a_due_review_makes_one_draft_and_one_task(self):
		reviews.make_due()
		drafts = self.drafts()
		self.assertEqual(len(drafts), 1)
		todo = frappe.get_all("ToDo", {"reference_name": drafts[0]}, ["allocated_to", "date"])
		self.assertEqual([row.allocated_to for row in todo], [self.specialist.name])
		self.assertEqual(todo[0].date, getdate(add_days(nowdate(), 14)))

	def test_running_again_or_after_missed_days_makes_no_second_one(self):
		for day in (0, 0, 3):
			reviews.make_due(getdate(add_days(nowdate(), day)))
		self.assertEqual(len(self.drafts()), 1)

	def test_a_deleted_draft_is_made_again(self):
		reviews.make_due()
		frappe.delete_doc("Credit Assessment", self.drafts()[0], force=True)
		reviews.make_due()
		self.assertEqual(len(self.drafts()), 1)

	def test_a_review_that_is_not_due_is_left_alone(self):
		self.file.db_set("next_review", add_days(nowdate(), 1))
		reviews.make_due()
		self.assertEqual(self.drafts(), [])

	def test_one_customer_whose_data_is_broken_does_not_stop_the_others(self):
		other = self.make_credit_customer(limit=1)
		frappe.db.set_value("Credit File", {"customer": other}, "next_review", add_days(nowdate(), -30))
		frappe.db.set_value("Customer", other, "disabled", 1)
		reviews.make_due()
		self.assertEqual(len(self.drafts()), 1)
