"""The horizon at the gate: what is to be delivered later does not count yet, neither before nor after submitting."""

from contextlib import contextmanager
from unittest.mock import patch

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.services import customer_holds, facts, judging, recording, settings
from credit_control.services.gate import CreditHoldError
from credit_control.tests.factories import (
	make_delivery_note,
	make_sales_invoice,
	make_sales_order,
	update_order_items,
)
from credit_control.tests.hold_case import HoldCase


class HorizonCase(HoldCase):
	def setUp(self):
		super().setUp()
		doc = frappe.get_doc(settings.SETTINGS)
		doc.horizon_days = 10
		doc.save()
		self.customer = self.make_credit_customer(limit=1000)

	def order(self, rate: float, days: int, **fields):
		return make_sales_order(
			customer=self.customer, rate=rate, delivery_date=add_days(nowdate(), days), **fields
		)

	def judged(self, draft):
		return judging.judge_draft(draft, self.customer)[1]

	@contextmanager
	def as_of(self, days: int):
		"""Judged some days later; what waits to be written is written before and after."""
		recording.write_pending()
		day = getdate(add_days(nowdate(), days))
		with patch.object(judging, "today", lambda: day), patch.object(facts, "getdate", lambda: day):
			yield
			recording.write_pending()


class TestHorizon(HorizonCase):
	def test_a_draft_beyond_it_adds_nothing_and_neither_does_the_order(self):
		draft = self.order(5000, 30, submit=False)
		self.assertEqual((self.judged(draft).outcome, self.judged(draft).exposure_after), ("Exempt", 0))
		draft.submit()
		self.assertEqual(self.judged(self.order(1, 5, submit=False)).exposure_before, 0)

	def test_the_exposure_before_an_order_is_the_same_for_the_draft_and_at_submitting(self):
		self.order(300, 5)
		order = self.order(400, 5, submit=False)
		order.append(
			"items", {**order.items[0].as_dict(), "name": None, "delivery_date": add_days(nowdate(), 40)}
		)
		order.save()
		draft = self.judged(order)
		self.assertEqual((draft.exposure_before, draft.exposure_after), (300, 700))
		order.submit()
		decision = frappe.get_last_doc("Credit Decision", {"reference_name": order.name})
		self.assertEqual((decision.exposure_before, decision.exposure_after), (300, 700))

	def test_a_near_line_over_the_limit_is_held_however_much_lies_beyond(self):
		order = self.order(1100, 5, submit=False)
		order.append(
			"items", {**order.items[0].as_dict(), "name": None, "delivery_date": add_days(nowdate(), 40)}
		)
		order.save()
		self.assertIn("Exposure of CNY 1,100.00", self.submit_refused(order))

	def test_a_row_beyond_it_stays_where_others_are_left_out(self):
		order = self.order(800, 5, submit=False)
		for rate, days in ((700, 6), (5000, 40)):
			row = {
				**order.items[0].as_dict(),
				"name": None,
				"idx": None,
				"rate": rate,
				"price_list_rate": rate,
			}
			order.append("items", {**row, "delivery_date": add_days(nowdate(), days)})
		order.save()
		self.assertIn("Keep only rows 1, 3, worth CNY 800.00", self.submit_refused(order))
		order.remove(order.items[1])
		order.save()
		order.submit()
		self.assertEqual(self.decisions_of(order)[-1], "Passed")

	def test_waiting_counts_what_is_within_it_then(self):
		"""A hold by hand until the day after tomorrow; then the row of 40 days from now is still beyond it."""
		customer_holds.place(
			self.customer, reason="Lawsuit", from_date=getdate(), until_date=getdate(add_days(nowdate(), 2))
		)
		for days, then in ((40, "Passed"), (12, "Held")):
			order = self.order(800, 5, submit=False)
			row = {**order.items[0].as_dict(), "name": None, "delivery_date": add_days(nowdate(), days)}
			order.append("items", row)
			order.save()
			waiting = next(each for each in self.judged(order).remedies if each.kind == "wait")
			self.assertEqual(waiting.outcome, then)
			self.assertIn("Orders that are to be delivered by", str(waiting.message))

	def test_delivering_early_counts_from_then_and_is_judged(self):
		order = self.order(1500, 30)
		note = make_delivery_note(order=order, submit=False)
		self.assertEqual(self.judged(note).exposure_after, 1500)
		self.assertIn("Exposure of CNY 1,500.00", self.submit_refused(note))

	def test_billing_early_is_judged_too_and_what_is_near_was_judged_with_its_order(self):
		far = make_sales_invoice(order=self.order(1500, 30), submit=False)
		self.assertEqual(self.judged(far).exposure_after, 1500)
		near = make_sales_invoice(order=self.order(900, 5), submit=False)
		self.assertEqual(self.judged(near).outcome, "Exempt")


class TestWhatComesWithinIt(HorizonCase):
	"""What did not count when its order was judged is judged when it is delivered or billed."""

	def test_what_came_within_it_by_waiting_is_judged_when_it_is_delivered(self):
		order = self.order(5000, 30)
		with self.as_of(25):
			note = make_delivery_note(order=order, submit=False)
			draft = self.judged(note)
			self.assertEqual((draft.outcome, draft.exposure_before, draft.exposure_after), ("Held", 0, 5000))
			self.assertIn("Exposure of CNY 5,000.00", self.submit_refused(note))

	def test_within_the_limit_it_passes_with_the_same_figures_as_the_draft(self):
		self.order(200, 5)
		order = self.order(100, 30, qty=8)
		with self.as_of(25):
			note = make_delivery_note(order=order, qty=5, submit=False)
			draft = self.judged(note)
			self.assertEqual((draft.exposure_before, draft.exposure_after), (500, 1000))
			note.submit()
			decision = frappe.get_last_doc("Credit Decision", {"reference_name": note.name})
			self.assertEqual((decision.exposure_before, decision.exposure_after), (500, 1000))
			self.assertEqual(self.judged(self.order(1, 26, submit=False)).exposure_before, 1000)

	def test_what_counted_when_its_order_passed_is_not_judged_again(self):
		order = self.order(700, 5)
		with self.as_of(60):
			note = make_delivery_note(order=order)
			self.assertEqual(self.decisions_of(note), ["Exempt"])
			self.assertEqual(self.decisions_of(make_sales_invoice(delivery=note)), ["Exempt"])

	def test_a_draft_that_waited_counts_by_the_day_it_was_submitted_on(self):
		order = self.order(700, 20, submit=False)
		with self.as_of(15):
			order.reload().submit()
			self.assertEqual(self.decisions_of(order), ["Passed"])
		with self.as_of(19):
			self.cut_limit(1)
			self.assertEqual(self.decisions_of(make_delivery_note(order=order)), ["Exempt"])

	def test_what_was_delivered_is_not_judged_again_when_the_order_is_billed(self):
		order = self.order(700, 30)
		make_delivery_note(order=order)
		self.cut_limit(1)
		invoice = make_sales_invoice(order=order.reload())
		self.assertEqual(self.decisions_of(invoice), ["Exempt"])

	def test_what_was_billed_is_not_judged_again_when_it_is_delivered(self):
		order = self.order(700, 30)
		make_sales_invoice(order=order)
		self.cut_limit(1)
		self.assertEqual(self.decisions_of(make_delivery_note(order=order.reload())), ["Exempt"])

	def test_what_goes_beyond_the_line_counts_once(self):
		frappe.db.set_single_value("Stock Settings", "over_delivery_receipt_allowance", 50)
		note = make_delivery_note(order=self.order(50, 30, qty=10), qty=12, submit=False)
		self.assertEqual(self.judged(note).exposure_after, 600)
		note.submit()
		decision = frappe.get_last_doc("Credit Decision", {"reference_name": note.name})
		self.assertEqual((decision.exposure_before, decision.exposure_after), (0, 600))

	def test_deliveries_of_a_released_order_pass_with_the_lines_beyond_it(self):
		order = self.order(1100, 5, submit=False)
		order.append(
			"items", {**order.items[0].as_dict(), "name": None, "delivery_date": add_days(nowdate(), 40)}
		)
		order.save()
		self.submit_refused(order)
		self.release(order, cap=2200)
		order.reload().submit()
		with self.as_of(35):
			note = make_delivery_note(order=order)
			self.assertEqual(self.decisions_of(note), ["Released"])
			self.assertEqual(self.hold_of(order).consumed_amount, 2200)

	def cut_limit(self, limit: float):
		frappe.get_doc("Credit File", {"customer": self.customer}).limits[0].db_set("credit_limit", limit)


class TestMovedLines(HorizonCase):
	"""A new delivery date that is within the horizon brings the line into the exposure."""

	def move(self, *, order, days: int, qty: float | None = None):
		"""Update Items with another delivery date."""
		return update_order_items(order=order, qty=qty, day=add_days(nowdate(), days))

	def test_update_items_that_brings_a_line_within_it_is_judged(self):
		order = self.order(5000, 30)
		frappe.db.savepoint("refused")
		with self.assertRaisesRegex(CreditHoldError, "Exposure of CNY 5,000.00"):
			self.move(order=order, days=5)
		frappe.db.rollback(save_point="refused")

	def test_within_the_limit_it_is_counted_and_its_delivery_is_not_judged_again(self):
		order = self.move(order=self.order(700, 30), days=5)
		decision = frappe.get_last_doc("Credit Decision", {"reference_name": order.name, "event": "Update"})
		self.assertEqual((decision.outcome, decision.amount), ("Passed", 700))
		self.assertEqual((decision.exposure_before, decision.exposure_after), (0, 700))
		self.assertEqual(self.decisions_of(make_delivery_note(order=order)), ["Exempt"])

	def test_a_line_that_is_moved_and_enlarged_counts_once(self):
		order = self.move(order=self.order(100, 30, qty=5), days=5, qty=8)
		decision = frappe.get_last_doc("Credit Decision", {"reference_name": order.name, "event": "Update"})
		self.assertEqual((decision.amount, decision.exposure_after), (800, 800))

	def test_a_date_that_is_changed_in_the_form_is_judged_too(self):
		order = self.order(5000, 30)
		order.items[0].delivery_date = add_days(nowdate(), 5)
		with self.assertRaises(CreditHoldError):
			order.save()

	def test_a_line_that_is_moved_out_of_it_is_judged_when_it_is_delivered(self):
		order = self.move(order=self.order(700, 5), days=30)
		self.order(700, 5)
		self.submit_refused(make_delivery_note(order=order, submit=False))

	def test_a_new_date_that_changes_nothing_is_not_judged(self):
		order = self.order(700, 5)
		self.move(order=order, days=8)
		self.assertEqual(self.decisions_of(order), ["Passed"])
		update_order_items(order=order, qty=1)
		self.assertEqual(self.decisions_of(order), ["Passed"])
