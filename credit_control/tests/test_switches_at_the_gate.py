"""Parts that do not count: what they would have held back is judged where it begins to count."""

import frappe

from credit_control.services import judging, recording, settings
from credit_control.tests.factories import (
	make_delivery_note,
	make_payment,
	make_sales_invoice,
	make_sales_order,
)
from credit_control.tests.hold_case import HoldCase


class SwitchCase(HoldCase):
	def switch(self, **switches: int):
		doc = frappe.get_doc(settings.SETTINGS)
		doc.update(switches)
		doc.save()

	def order(self, rate=700, **fields):
		return make_sales_order(customer=self.customer, rate=rate, **fields)

	def draft(self, doc):
		return judging.judge_draft(doc, self.customer)[1]

	def figures(self, doc) -> tuple:
		recording.write_pending()
		found = frappe.get_last_doc("Credit Decision", {"reference_name": doc.name})
		return found.outcome, found.exposure_before, found.exposure_after

	def cut_limit(self, limit: float):
		frappe.get_doc("Credit File", {"customer": self.customer}).limits[0].db_set("credit_limit", limit)


class TestOrdersDoNotCount(SwitchCase):
	def setUp(self):
		super().setUp()
		self.switch(include_open_orders=0)

	def test_the_second_delivery_is_held_where_each_order_fits_by_itself(self):
		first, second = self.order(), self.order()
		make_delivery_note(order=first)
		note = make_delivery_note(order=second, submit=False)
		draft = self.draft(note)
		self.assertEqual((draft.outcome, draft.exposure_before, draft.exposure_after), ("Held", 700, 1400))
		self.assertIn("Exposure of CNY 1,400.00", self.submit_refused(note))

	def test_an_invoice_of_an_order_is_judged_and_one_of_its_delivery_is_not(self):
		first, second = self.order(), self.order()
		invoice = make_sales_invoice(order=first)
		self.assertEqual(self.figures(invoice), ("Passed", 0, 700))
		self.submit_refused(make_sales_invoice(order=second, submit=False))
		make_payment(customer=self.customer, amount=700, invoice=invoice)
		note = make_delivery_note(order=second)
		self.assertEqual(self.figures(note), ("Passed", 0, 700))
		self.cut_limit(1)
		self.assertEqual(self.decisions_of(make_sales_invoice(delivery=note)), ["Exempt"])

	def test_deliveries_of_a_released_order_pass_without_using_it_again(self):
		with self.acting_as(self.seller.name):
			order = self.order(rate=150, qty=10, submit=False)
			self.submit_refused(order)
		self.release(order)
		order.reload().submit()
		for qty in (7, 3):
			note = make_delivery_note(order=order, qty=qty)
			self.assertEqual(make_sales_invoice(delivery=note).docstatus, 1)
		self.assertEqual(self.decisions_of(note), ["Released"])
		self.assertEqual(self.hold_of(order).consumed_amount, 1500)

	def test_an_order_that_passed_while_they_counted_is_not_judged_again(self):
		self.switch(include_open_orders=1)
		order = self.order()
		self.switch(include_open_orders=0)
		self.cut_limit(1)
		self.assertEqual(self.decisions_of(make_delivery_note(order=order)), ["Exempt"])

	def test_one_that_was_judged_while_they_did_not_is_judged_within_a_horizon_too(self):
		order = self.order(delivery_date=frappe.utils.add_days(frappe.utils.nowdate(), 5))
		self.switch(include_open_orders=1, horizon_days=10)
		note = make_delivery_note(order=order, submit=False)
		self.assertEqual(self.draft(note).exposure_before, 0)
		self.assertEqual(self.draft(note).exposure_after, 700)


class TestDeliveriesDoNotCount(SwitchCase):
	def setUp(self):
		super().setUp()
		self.switch(include_delivered=0)

	def test_invoices_of_deliveries_are_warned_of_and_never_held(self):
		notes = [make_delivery_note(order=self.order()) for _order in range(2)]
		first, second = (make_sales_invoice(delivery=note) for note in notes)
		self.assertEqual(self.figures(first), ("Passed", 0, 700))
		self.assertEqual(self.figures(second), ("Warned", 700, 1400))
		self.assertEqual(second.docstatus, 1)

	def test_an_invoice_of_an_order_that_was_delivered_is_warned_of_too(self):
		order = self.order()
		make_delivery_note(order=order)
		self.cut_limit(1)
		invoice = make_sales_invoice(order=order.reload())
		self.assertEqual(self.figures(invoice), ("Warned", 0, 700))

	def test_a_part_of_it_that_was_not_delivered_was_judged_with_the_order(self):
		order = self.order(rate=70, qty=10)
		make_delivery_note(order=order, qty=4)
		invoice = make_sales_invoice(order=order.reload())
		self.assertEqual(self.figures(invoice), ("Passed", 420, 700))

	def test_what_it_bills_beyond_the_delivery_is_held(self):
		frappe.db.set_single_value("Accounts Settings", "over_billing_allowance", 50)
		note = make_delivery_note(order=self.order(rate=70, qty=10))
		self.submit_refused(make_sales_invoice(delivery=note, qty=15, submit=False))

	def test_a_delivery_of_an_order_that_counted_is_not_judged(self):
		note = make_delivery_note(order=self.order())
		self.assertEqual(self.decisions_of(note), ["Exempt"])
