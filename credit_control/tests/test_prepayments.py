"""What was received in advance is counted for the order it was received for, and for what comes of it."""

from decimal import Decimal

from credit_control.services import settings
from credit_control.services.prepayments import prepaid
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import (
	allocate,
	make_credit_note,
	make_customer,
	make_delivery_note,
	make_journal_entry,
	make_payment,
	make_sales_invoice,
	make_sales_order,
)


class TestPrepaid(CreditCase):
	mode = settings.OFF

	def setUp(self):
		super().setUp()
		self.customer = make_customer().name

	def order(self, **fields):
		return make_sales_order(customer=self.customer, qty=10, rate=100, **fields)

	def test_nothing_was_received_for_an_order_by_itself(self):
		make_payment(customer=self.customer, amount=500)
		self.assertEqual(prepaid(self.order()), 0)

	def test_an_advance_counts_for_its_order_only(self):
		order, other = self.order(), self.order()
		make_payment(order=order, amount=300)
		self.assertEqual((prepaid(order), prepaid(other)), (300, 0))

	def test_a_journal_for_the_order_counts_too(self):
		order = self.order()
		make_journal_entry(customer=self.customer, amount=-250, against=order)
		self.assertEqual(prepaid(order), 250)

	def test_a_foreign_orders_advance_counts_in_company_currency(self):
		order = self.order(currency="USD")
		make_payment(order=order, amount=2100)
		self.assertEqual(order.base_grand_total, 7000)
		self.assertEqual(prepaid(order), 2100)
		self.assertEqual(prepaid(make_delivery_note(order=order, qty=5, submit=False)), 1050)

	def test_each_delivery_has_its_part_of_the_advance_with_tax(self):
		order = self.order(vat=13)
		make_payment(order=order, amount=339)
		note = make_delivery_note(order=order, qty=4, submit=False)
		self.assertEqual(note.base_grand_total, 452)
		self.assertEqual(prepaid(note), Decimal("135.6"))

	def test_an_advance_that_an_invoice_took_still_counts_for_the_order(self):
		order = self.order()
		make_payment(order=order, amount=300)
		invoice = make_sales_invoice(order=order, qty=5, submit=False)
		invoice.set_advances()
		invoice.save().submit()
		self.assertEqual(invoice.outstanding_amount, 200)
		self.assertEqual(prepaid(order), 300)
		self.assertEqual(prepaid(make_delivery_note(order=order, qty=5, submit=False)), 150)

	def test_a_payment_of_the_orders_invoice_counts_and_a_credit_note_does_not(self):
		order = self.order()
		invoice = make_sales_invoice(order=order, qty=5)
		make_credit_note(invoice=invoice, qty=1, settles_invoice=True)
		self.assertEqual(prepaid(order), 0)
		make_payment(invoice=invoice, amount=400)
		self.assertEqual(prepaid(order), 400)

	def test_a_cancelled_payment_is_gone(self):
		order = self.order()
		make_payment(order=order, amount=300).cancel()
		self.assertEqual(prepaid(order), 0)

	def test_an_invoice_counts_the_advance_that_is_allocated_to_it(self):
		invoice = make_sales_invoice(customer=self.customer, qty=10, submit=False)
		allocate(invoice, make_payment(customer=self.customer, amount=400))
		invoice.save()
		self.assertEqual(prepaid(invoice), 400)

	def test_what_is_paid_at_the_till_counts(self):
		self.assertEqual(prepaid(make_sales_invoice(customer=self.customer, qty=10, paid=600)), 600)

	def test_an_invoice_of_two_orders_is_shared_out_by_value(self):
		small, large = self.order(), make_sales_order(customer=self.customer, qty=30, rate=100)
		invoice = make_sales_invoice(order=small, submit=False)
		row = large.items[0]
		copied = {
			"item_code": row.item_code,
			"qty": 30,
			"rate": 100,
			"sales_order": large.name,
			"so_detail": row.name,
		}
		invoice.append("items", copied)
		invoice.payment_schedule = []
		invoice.save().submit()
		make_payment(invoice=invoice, amount=1000)
		self.assertEqual((prepaid(small), prepaid(large)), (250, 750))

	def test_a_draft_that_was_never_saved_has_nothing(self):
		order = self.order(submit=False)
		order.name = None
		self.assertEqual(prepaid(order), 0)
