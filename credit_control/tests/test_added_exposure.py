"""What a document adds to the exposure is what the exposure grows by, as a draft and when submitted."""

from __future__ import annotations

from unittest.mock import patch

import frappe

from credit_control.erp import documents
from credit_control.erp.documents import added_exposure, draft_exposure, order_increase, order_remainder
from credit_control.tests.exposure_case import ExposureTestCase
from credit_control.tests.factories import (
	make_credit_note,
	make_customer,
	make_delivery_note,
	make_item,
	make_journal_entry,
	make_payment,
	make_sales_invoice,
	make_sales_order,
	return_delivery_note,
	update_order_items,
)


class TestAddedExposure(ExposureTestCase):
	def setUp(self):
		super().setUp()
		self.customer = make_customer()

	def assert_adds(self, draft, amount: float, grows: float | None = None):
		"""Draft and submitted document say `amount`, and the exposure grows by it (or by `grows`)."""
		assert draft_exposure(draft, self.customer.name) == amount
		before = self.exposure_of(self.customer).total
		doc = frappe.get_doc(draft.doctype, draft.name).submit()
		assert added_exposure(doc.reload(), self.customer.name) == amount
		growth = self.exposure_of(self.customer).total - before
		assert growth == (amount if grows is None else grows)

	def draft(self, make, **fields):
		return make(customer=self.customer.name, submit=False, **fields)

	def test_an_order_adds_its_total(self):
		self.assert_adds(self.draft(make_sales_order, qty=10, vat=13), 1130)

	def test_a_foreign_order_adds_its_total_in_company_currency(self):
		self.customer = make_customer(currency="USD")
		self.assert_adds(self.draft(make_sales_order, qty=10, currency="USD"), 7000)

	def test_a_direct_delivery_adds_its_total(self):
		self.assert_adds(self.draft(make_delivery_note, qty=10, vat=13), 1130)

	def test_a_delivery_of_an_order_adds_nothing(self):
		order = make_sales_order(customer=self.customer.name, qty=10)
		self.assert_adds(make_delivery_note(order=order, qty=6, submit=False), 0)

	def test_a_delivery_beyond_its_order_adds_the_excess(self):
		item = make_item(over_delivery_receipt_allowance=50)
		order = make_sales_order(customer=self.customer.name, qty=10, item=item.name)
		make_delivery_note(order=order, qty=6)
		self.assert_adds(make_delivery_note(order=order.reload(), qty=7, submit=False), 300)

	def test_a_return_adds_nothing(self):
		delivery = make_delivery_note(customer=self.customer.name, qty=5)
		self.assert_adds(return_delivery_note(delivery=delivery, submit=False), 0, grows=-500)

	def test_a_direct_invoice_adds_its_total(self):
		self.assert_adds(self.draft(make_sales_invoice, qty=10, vat=13), 1130)

	def test_an_invoice_of_an_order_or_of_a_delivery_adds_nothing(self):
		order = make_sales_order(customer=self.customer.name, qty=10)
		self.assert_adds(make_sales_invoice(order=order, submit=False), 0)
		delivery = make_delivery_note(customer=self.customer.name)
		self.assert_adds(make_sales_invoice(delivery=delivery, submit=False), 0)

	def test_an_invoice_beyond_its_order_adds_the_excess(self):
		item = make_item(over_billing_allowance=50)
		order = make_sales_order(customer=self.customer.name, qty=10, item=item.name)
		self.assert_adds(make_sales_invoice(order=order, qty=12, submit=False), 200)

	def test_a_till_sale_paid_in_full_adds_nothing(self):
		invoice = self.draft(make_sales_invoice, rate=1000, paid=1000)
		assert documents.is_paid_in_full(invoice)
		self.assert_adds(invoice, 0)

	def test_an_invoice_paid_by_an_advance_adds_the_rest(self):
		"""The advance lowered the exposure before; taking it off here keeps a prepaid sale from being held."""
		advance = make_payment(customer=self.customer.name, amount=300)
		invoice = self.draft(make_sales_invoice, rate=1000, advance=advance)
		assert not documents.is_paid_in_full(invoice)
		self.assert_adds(invoice, 700, grows=1000)

	def test_a_credit_note_adds_nothing(self):
		invoice = make_sales_invoice(customer=self.customer.name)
		self.assert_adds(make_credit_note(invoice=invoice, submit=False), 0, grows=-100)

	def test_a_journal_adds_what_it_debits_the_customer(self):
		self.assert_adds(self.draft(make_journal_entry, amount=500), 500)
		self.assert_adds(self.draft(make_journal_entry, amount=-200), 0, grows=-200)

	def test_a_closed_order_has_no_remainder_and_a_delivered_one_what_is_left(self):
		order = make_sales_order(customer=self.customer.name, qty=10)
		make_delivery_note(order=order, qty=4)
		assert order_remainder(order.reload()) == 600
		order.update_status("Closed")
		assert order_remainder(order.reload()) == 0


class TestOrderIncrease(ExposureTestCase):
	def increases(self, change) -> list:
		"""The increase each time an order is saved after submit while `change` runs."""
		seen = []
		original = frappe.model.document.Document.run_method

		def run_method(doc, method, *args, **kwargs):
			if doc.doctype == "Sales Order" and method == "on_update_after_submit":
				seen.append(order_increase(doc))
			return original(doc, method, *args, **kwargs)

		with patch("frappe.model.document.Document.run_method", run_method):
			change()
		return seen

	def test_only_what_update_items_adds_counts(self):
		order = make_sales_order(customer=make_customer().name, qty=10)
		assert max(self.increases(lambda: update_order_items(order=order, qty=15))) == 500
		assert max(self.increases(lambda: update_order_items(order=order, qty=12))) == 0

	def test_a_harmless_change_adds_nothing(self):
		order = make_sales_order(customer=make_customer().name)
		order.po_no = "4711"
		assert self.increases(order.save) == [0]


class TestKindsOfDocuments(ExposureTestCase):
	def test_a_journal_is_by_hand_whatever_type_was_picked_for_it(self):
		customer = make_customer().name
		for voucher_type in ("Journal Entry", "Write Off Entry", "Opening Entry"):
			entry = make_journal_entry(customer=customer, amount=10, voucher_type=voucher_type, submit=False)
			assert not documents.is_system_entry(entry)

	def test_a_journal_that_erpnext_made_or_that_takes_one_back_is_a_system_entry(self):
		entry = make_journal_entry(customer=make_customer().name, amount=10, submit=False)
		assert documents.is_system_entry(frappe._dict(entry.as_dict(), is_system_generated=1))
		assert documents.is_system_entry(frappe._dict(entry.as_dict(), reversal_of="ACC-JV-1"))

	def test_internal_opening_and_consolidated_documents_are_known(self):
		order = make_sales_order(customer=make_customer().name, submit=False)
		assert not documents.is_internal(order)
		assert documents.is_internal(frappe._dict(is_internal_customer=1))
		assert documents.is_opening(frappe._dict(is_opening="Yes"))
		assert documents.is_consolidated(frappe._dict(is_consolidated=1))
