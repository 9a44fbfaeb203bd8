"""The exposure of a past day: what was ordered, delivered and billed after it is taken off again."""

from __future__ import annotations

from decimal import Decimal

from frappe.utils import getdate, nowdate

from credit_control.engine.exposure import PARTS, ExposureSwitches
from credit_control.erp.exposure import read_exposure
from credit_control.erp.past_exposure import read_past_exposure
from credit_control.tests.base import CreditTestCase
from credit_control.tests.bootstrap import COMPANY
from credit_control.tests.credit_documents import days_ago
from credit_control.tests.factories import (
	make_credit_note,
	make_customer,
	make_delivery_note,
	make_payment,
	make_sales_invoice,
	make_sales_order,
)
from credit_control.tests.ledgers import money


def on(days: int) -> dict:
	return {"posting_date": days_ago(days), "set_posting_time": 1}


class TestPastExposure(CreditTestCase):
	def setUp(self):
		super().setUp()
		self.customer = make_customer().name

	def order(self, back: int, **fields):
		dates = {"date": days_ago(back), "delivery_date": days_ago(back)}
		return make_sales_order(**{"customer": self.customer, "qty": 10, "vat": 13, **dates, **fields})

	def parts(self, back: int, **switches) -> dict[str, Decimal]:
		"""The parts that were not zero so many days ago."""
		found = read_past_exposure(
			self.customer, COMPANY, ExposureSwitches(**switches), getdate(days_ago(back))
		)
		return {part: money(getattr(found, part)) for part in PARTS if getattr(found, part)}

	def assert_today_is_today(self):
		"""Nothing is taken off today: the same as the statement for an order check."""
		switches = ExposureSwitches()
		past = read_past_exposure(self.customer, COMPANY, switches, getdate())
		live = read_exposure(self.customer, COMPANY, switches, getdate())
		self.assertEqual([money(getattr(past, p)) for p in PARTS], [money(getattr(live, p)) for p in PARTS])

	def test_each_unit_stands_where_it_stood_on_the_day(self):
		order = self.order(40)
		delivery = make_delivery_note(order=order, qty=6, **on(30))
		invoice = make_sales_invoice(delivery=delivery, qty=4, date=days_ago(20), due_date=nowdate())
		make_payment(invoice=invoice, date=days_ago(10))
		self.assertEqual(self.parts(41), {})
		self.assertEqual(self.parts(40), {"open_orders": 1130})
		self.assertEqual(self.parts(30), {"open_orders": 452, "delivered_not_billed": 678})
		self.assertEqual(
			self.parts(20), {"open_orders": 452, "delivered_not_billed": 226, "open_invoices": 452}
		)
		self.assertEqual(self.parts(10), {"open_orders": 452, "delivered_not_billed": 226})
		self.assert_today_is_today()

	def test_billing_through_the_order_is_taken_off_its_newest_delivery_first(self):
		order = self.order(40)
		make_delivery_note(order=order, qty=6, **on(30))
		make_delivery_note(order=order, qty=4, **on(28))
		make_sales_invoice(order=order, qty=6, date=days_ago(20), due_date=nowdate())
		make_sales_invoice(order=order, qty=4, date=days_ago(10), due_date=nowdate())
		self.assertEqual(self.parts(25), {"delivered_not_billed": 1130})
		self.assertEqual(self.parts(15), {"delivered_not_billed": 452, "open_invoices": 678})
		self.assert_today_is_today()

	def test_an_order_that_is_billed_by_now_was_open_then(self):
		order = self.order(40)
		make_sales_invoice(order=order, date=days_ago(5), due_date=nowdate())
		self.assertEqual(self.parts(10), {"open_orders": 1130})
		self.assertEqual(self.parts(5), {"open_invoices": 1130})
		self.assert_today_is_today()

	def test_a_credit_note_and_a_receipt_lower_it_from_their_day(self):
		invoice = make_sales_invoice(customer=self.customer, rate=1000, date=days_ago(40), due_date=nowdate())
		make_credit_note(invoice=invoice, date=days_ago(20))
		make_payment(customer=self.customer, amount=300, date=days_ago(10))
		self.assertEqual(self.parts(30), {"open_invoices": 1000})
		self.assertEqual(self.parts(15), {"open_invoices": 1000, "credit_notes": 1000})
		self.assertEqual(
			self.parts(10), {"open_invoices": 1000, "credit_notes": 1000, "unallocated_receipts": 300}
		)
		self.assert_today_is_today()

	def test_a_line_to_be_delivered_beyond_the_horizon_of_that_day_did_not_count(self):
		self.order(40, delivery_date=days_ago(10))
		self.assertEqual(self.parts(30, horizon_days=14), {})
		self.assertEqual(self.parts(20, horizon_days=14), {"open_orders": 1130})

	def test_a_closed_order_counts_as_closed_all_along(self):
		self.order(40).update_status("Closed")
		self.assertEqual(self.parts(30), {})
