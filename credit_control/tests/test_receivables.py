"""Open items of real invoices, payments and journals against the general ledger and Accounts Receivable."""

from __future__ import annotations

from decimal import Decimal

import frappe
from frappe.utils import nowdate

from credit_control.engine.receivables import open_terms
from credit_control.erp.compat import has_field
from credit_control.erp.receivables import open_items
from credit_control.tests.bootstrap import ABBR, COMPANY, DEBTORS_USD
from credit_control.tests.credit_documents import days_ago
from credit_control.tests.exposure_case import ExposureTestCase, today
from credit_control.tests.factories import (
	make_credit_note,
	make_customer,
	make_journal_entry,
	make_payment,
	make_sales_invoice,
	make_sales_order,
	make_terms,
	reconcile,
)
from credit_control.tests.ledgers import money


class ReceivableTestCase(ExposureTestCase):
	def setUp(self):
		super().setUp()
		self.customer = make_customer()

	def invoice(self, rate: float = 1000, **fields):
		return make_sales_invoice(customer=fields.pop("customer", self.customer.name), rate=rate, **fields)

	def two_terms(self, **fields):
		"""An invoice of 1000 of 45 days ago: 500 overdue for 15 days, 500 due in 15."""
		terms = make_terms(allocate=fields.pop("allocate", False))
		return self.invoice(date=days_ago(45), payment_terms_template=terms.name, **fields)

	def open_by_days(self, customer=None) -> list[tuple[int, Decimal]]:
		"""What is open, by days overdue; not yet due is 0."""
		items = open_items((customer or self.customer).name, COMPANY)
		return [(term.days_overdue(today()), money(term.amount)) for term in open_terms(items)]


class TestInvoices(ReceivableTestCase):
	def test_an_invoice_counts_and_is_overdue_from_the_day_after_its_due_date(self):
		self.invoice(date=days_ago(10), due_date=nowdate())
		self.invoice(date=days_ago(10), due_date=days_ago(1))
		assert sorted(self.open_by_days()) == [(0, 1000), (1, 1000)]
		self.assert_exposure(self.customer, open_invoices=2000)

	def test_a_partial_payment_leaves_the_rest_open(self):
		invoice = self.invoice(date=days_ago(40), due_date=days_ago(10))
		make_payment(invoice=invoice, amount=300)
		assert self.open_by_days() == [(10, 700)]
		self.assert_exposure(self.customer, open_invoices=700)

	def test_a_cancelled_payment_opens_the_invoice_again(self):
		invoice = self.invoice(date=days_ago(40), due_date=days_ago(10))
		make_payment(invoice=invoice, amount=300).cancel()
		self.assert_exposure(self.customer, open_invoices=1000)

	def test_a_payment_is_spread_over_two_terms_first_in_first_out(self):
		make_payment(invoice=self.two_terms(), amount=600)
		assert self.open_by_days() == [(0, 400)]
		self.assert_exposure(self.customer, open_invoices=400)

	def test_one_of_two_terms_is_overdue(self):
		self.two_terms()
		assert self.open_by_days() == [(15, 500), (0, 500)]
		self.assert_exposure(self.customer, open_invoices=1000)

	def test_an_advance_taken_off_when_invoicing_is_not_taken_off_twice(self):
		advance = make_payment(customer=self.customer.name, amount=300)
		self.two_terms(advance=advance)
		assert self.open_by_days() == [(15, 350), (0, 350)]
		self.assert_exposure(self.customer, open_invoices=700)

	def test_a_payment_made_for_the_second_term_leaves_the_first_open(self):
		invoice = self.two_terms(allocate=True)
		payment = make_payment(invoice=invoice, submit=False)
		payment.references = [row for row in payment.references if row.idx == 2]
		payment.update({"paid_amount": 500, "received_amount": 500})
		payment.save().submit()
		assert self.open_by_days() == [(15, 500)]
		self.assert_exposure(self.customer, open_invoices=500)

	def test_terms_that_do_not_divide_evenly_leave_exactly_what_is_outstanding(self):
		terms = make_terms(portions=((33.33, 10), (33.33, 20), (33.34, 60)))
		invoice = self.invoice(rate=100.01, date=days_ago(45), payment_terms_template=terms.name)
		make_payment(invoice=invoice, amount=33)
		amounts = [amount for _, amount in self.open_by_days()]
		assert sum(amounts) == Decimal("67.01")

	def test_an_opening_invoice_counts(self):
		temporary = f"Temporary Opening - {ABBR}"
		invoice = self.invoice(date=days_ago(40), due_date=days_ago(10), is_opening="Yes", submit=False)
		invoice.items[0].income_account = temporary
		invoice.save().submit()
		assert self.open_by_days() == [(10, 1000)]
		self.assert_exposure(self.customer, open_invoices=1000)

	def test_a_pos_invoice_paid_in_full_leaves_nothing(self):
		self.invoice(paid=1000)
		self.assert_exposure(self.customer)

	def test_a_pos_invoice_paid_in_part_leaves_the_rest(self):
		self.invoice(paid=400)
		self.assert_exposure(self.customer, open_invoices=600)

	def test_a_written_off_invoice_is_closed(self):
		invoice = self.invoice(date=days_ago(40), due_date=days_ago(10))
		write_off = f"Write Off - {ABBR}"
		make_journal_entry(
			customer=self.customer.name,
			amount=-1000,
			against=invoice,
			counter=write_off,
			voucher_type="Write Off Entry",
		)
		self.assert_exposure(self.customer)

	def test_interest_booked_on_an_invoice_raises_what_is_open_of_it(self):
		invoice = self.invoice(date=days_ago(40), due_date=days_ago(10))
		make_journal_entry(customer=self.customer.name, amount=50, against=invoice)
		assert self.open_by_days() == [(10, 1050)]
		self.assert_exposure(self.customer, open_invoices=1050)


class TestCredits(ReceivableTestCase):
	def test_a_credit_note_on_its_own_is_a_credit_beside_the_open_invoice(self):
		make_credit_note(invoice=self.invoice(date=days_ago(40), due_date=days_ago(10)))
		assert self.open_by_days() == [(10, 1000)]
		self.assert_exposure(self.customer, open_invoices=1000, credit_notes=1000)

	def test_a_credit_note_that_settles_its_invoice_lowers_it(self):
		invoice = make_sales_invoice(
			customer=self.customer.name, qty=10, date=days_ago(40), due_date=days_ago(10)
		)
		make_credit_note(invoice=invoice, qty=4, settles_invoice=True)
		assert self.open_by_days() == [(10, 600)]
		self.assert_exposure(self.customer, open_invoices=600)

	def test_a_fully_returned_invoice_leaves_nothing(self):
		make_credit_note(invoice=self.invoice(), settles_invoice=True)
		self.assert_exposure(self.customer)

	def test_a_returned_invoice_that_was_paid_is_a_credit(self):
		invoice = self.invoice()
		make_payment(invoice=invoice)
		make_credit_note(invoice=invoice, settles_invoice=True)
		self.assert_exposure(self.customer, credit_notes=1000)

	def test_a_receipt_on_account_is_a_credit(self):
		make_payment(customer=self.customer.name, amount=3000)
		self.assert_exposure(self.customer, unallocated_receipts=3000)
		assert self.exposure_of(self.customer).total == -3000
		assert self.exposure_of(self.customer, unallocated_receipts=False).total == 0

	def test_an_advance_on_an_order_is_a_credit(self):
		order = make_sales_order(customer=self.customer.name, rate=1000)
		make_payment(order=order, amount=400)
		self.assert_exposure(self.customer, open_orders=1000, unallocated_receipts=400)


class TestJournals(ReceivableTestCase):
	def test_a_journal_that_debits_the_customer_is_a_receivable_from_its_posting_date(self):
		make_journal_entry(customer=self.customer.name, amount=800, date=days_ago(20))
		assert self.open_by_days() == [(20, 800)]
		self.assert_exposure(self.customer, other_receivables=800)

	def test_a_journal_with_a_due_date_is_overdue_from_then_on(self):
		make_journal_entry(customer=self.customer.name, amount=800, date=days_ago(20), due_date=days_ago(5))
		assert self.open_by_days() == [(5, 800)]

	def test_a_journal_is_not_older_than_itself_when_an_older_receipt_is_matched_with_it(self):
		make_payment(customer=self.customer.name, amount=300, date=days_ago(30))
		make_journal_entry(customer=self.customer.name, amount=800)
		reconcile(self.customer.name)
		assert self.open_by_days() == [(0, 500)]
		self.assert_exposure(self.customer, other_receivables=500)

	def test_a_journal_that_credits_the_customer_is_a_credit(self):
		make_journal_entry(customer=self.customer.name, amount=-800)
		self.assert_exposure(self.customer, unallocated_receipts=800)

	def test_a_journal_that_was_paid_is_settled(self):
		entry = make_journal_entry(customer=self.customer.name, amount=800)
		make_journal_entry(customer=self.customer.name, amount=-500, against=entry)
		self.assert_exposure(self.customer, other_receivables=300)


class TestImmutableLedger(ReceivableTestCase):
	def setUp(self):
		super().setUp()
		if not has_field("Accounts Settings", "enable_immutable_ledger"):
			self.skipTest("this version has no immutable ledger")
		frappe.db.set_single_value("Accounts Settings", "enable_immutable_ledger", 1)

	def test_a_cancelled_payment_and_a_cancelled_invoice_cancel_out(self):
		invoice = self.invoice(date=days_ago(40), due_date=days_ago(10))
		make_payment(invoice=invoice, amount=300).cancel()
		self.assert_exposure(self.customer, open_invoices=1000)
		self.invoice().cancel()
		self.assert_exposure(self.customer, open_invoices=1000)


class TestForeignCurrency(ReceivableTestCase):
	def setUp(self):
		super().setUp()
		self.customer = make_customer(currency="USD")

	def usd_invoice(self, **fields):
		return self.invoice(rate=100, currency="USD", debit_to=DEBTORS_USD, **fields)

	def test_an_invoice_in_dollars_counts_in_company_currency(self):
		self.usd_invoice(date=days_ago(40), due_date=days_ago(10))
		assert self.open_by_days() == [(10, 700)]
		self.assert_exposure(self.customer, open_invoices=700)

	def test_a_part_payment_at_another_rate_clears_at_the_rate_of_the_invoice(self):
		invoice = self.usd_invoice(date=days_ago(40), due_date=days_ago(10))
		payment = make_payment(invoice=invoice, amount=40, submit=False)
		payment.update({"source_exchange_rate": 7.2, "received_amount": 288, "paid_amount": 40})
		payment.references[0].allocated_amount = 40
		payment.save().submit()
		assert self.open_by_days() == [(10, 420)]
		self.assert_exposure(self.customer, open_invoices=420)

	def test_two_terms_in_dollars_are_overdue_in_company_currency(self):
		terms = make_terms()
		self.usd_invoice(date=days_ago(45), payment_terms_template=terms.name)
		assert self.open_by_days() == [(15, 350), (0, 350)]
		self.assert_exposure(self.customer, open_invoices=700)
