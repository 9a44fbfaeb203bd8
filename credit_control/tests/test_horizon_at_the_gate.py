"""The horizon at the gate: what is to be delivered later does not count yet, neither before nor after submitting."""

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.services import customer_holds, judging, settings
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_delivery_note, make_sales_invoice, make_sales_order


class TestHorizon(CreditCase):
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
