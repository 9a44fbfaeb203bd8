"""The ledger of a past day: open items against Accounts Receivable with that day as its report date."""

from __future__ import annotations

from decimal import Decimal

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.engine.receivables import open_terms, overdue
from credit_control.erp import past
from credit_control.erp.compat import has_field
from credit_control.erp.exposure import debits_and_credits
from credit_control.erp.receivables import KINDS, open_items
from credit_control.tests import ledgers
from credit_control.tests.base import CreditTestCase
from credit_control.tests.bootstrap import ADVANCES, COMPANY, DEBTORS_USD
from credit_control.tests.credit_documents import days_ago
from credit_control.tests.factories import (
	make_credit_note,
	make_customer,
	make_journal_entry,
	make_payment,
	make_sales_invoice,
	make_sales_order,
	make_terms,
)
from credit_control.tests.ledgers import money


class PastCase(CreditTestCase):
	def setUp(self):
		super().setUp()
		self.customer = make_customer().name

	def invoice(self, rate: float = 1000, **fields):
		"""An invoice of 100 days ago, due 70 days ago."""
		values = {"customer": self.customer, "rate": rate, "date": days_ago(100)}
		if "payment_terms_template" not in fields:
			values["due_date"] = days_ago(70)
		return make_sales_invoice(**{**values, **fields})

	def open_on(self, back: int) -> list[tuple[str, Decimal]]:
		"""What was open so many days ago: due date and amount."""
		terms = open_terms(open_items(self.customer, COMPANY, getdate(days_ago(back))))
		return [(str(term.due), money(term.amount)) for term in terms]

	def assert_agrees(self, *backs: int) -> None:
		"""On each of these days the ledger nets to the report and to the general ledger, and overdue is the report's."""
		for back in backs:
			with self.subTest(days_ago=back):
				day = days_ago(back)
				totals = {
					"ours": self.receivable_on(back),
					"report": ledgers.report_total(self.customer, day),
					"general ledger": ledgers.general_ledger(self.customer, day=day),
				}
				self.assertEqual(len(set(totals.values())), 1, totals)
				self.assertEqual(self.overdue_on(back), ledgers.report_overdue(self.customer, day))

	def receivable_on(self, back: int) -> Decimal:
		rows = past.read_ledger(self.customer, COMPANY, KINDS, getdate(days_ago(back)))
		kinds = ("invoice", "other", "payable")
		debits, credits = debits_and_credits(row for kind in kinds for row in rows.get(kind, []))
		return money(debits - credits)

	def overdue_on(self, back: int) -> Decimal:
		day = getdate(days_ago(back))
		return money(overdue(open_terms(open_items(self.customer, COMPANY, day)), day).amount)


class TestOpenItems(PastCase):
	def test_an_invoice_is_open_from_its_day_until_its_payment(self):
		make_payment(invoice=self.invoice(), date=days_ago(50))
		self.assertEqual(self.open_on(101), [])
		self.assertEqual(self.open_on(100), [(days_ago(70), 1000)])
		self.assertEqual(self.open_on(51), [(days_ago(70), 1000)])
		self.assertEqual(self.open_on(50), [])
		self.assert_agrees(101, 100, 70, 69, 51, 50, 0)

	def test_partial_payments_open_step_by_step(self):
		invoice = self.invoice()
		make_payment(invoice=invoice, amount=300, date=days_ago(80))
		make_payment(invoice=invoice, amount=500, date=days_ago(40))
		self.assertEqual([self.open_on(back)[0][1] for back in (90, 60, 10)], [1000, 700, 200])
		self.assert_agrees(90, 60, 10, 0)

	def test_a_return_lowers_what_was_open_from_its_own_day(self):
		invoice = self.invoice(rate=100, qty=10)
		make_credit_note(invoice=invoice, qty=4, settles_invoice=True, date=days_ago(60))
		make_credit_note(invoice=self.invoice(), date=days_ago(30))
		self.assertEqual(sum(amount for _, amount in self.open_on(61)), 2000)
		self.assertEqual(sum(amount for _, amount in self.open_on(60)), 1600)
		self.assert_agrees(90, 61, 60, 31, 30, 0)

	def test_a_receipt_on_account_is_a_credit_from_its_day(self):
		self.invoice()
		make_payment(customer=self.customer, amount=400, date=days_ago(50))
		self.assertEqual((self.receivable_on(51), self.receivable_on(50)), (1000, 600))
		self.assertEqual(self.open_on(40), [(days_ago(70), 1000)])
		self.assert_agrees(60, 51, 50, 0)

	def test_an_advance_for_an_invoice_that_was_not_made_yet_was_on_account(self):
		advance = make_payment(customer=self.customer, amount=300, date=days_ago(120))
		self.invoice(advance=advance)
		self.assertEqual((self.receivable_on(110), self.open_on(110)), (-300, []))
		self.assertEqual(self.open_on(90), [(days_ago(70), 700)])
		self.assert_agrees(121, 120, 110, 100, 0)

	def test_an_advance_in_a_separate_account(self):
		company = {"book_advance_payments_in_separate_party_account": 1}
		frappe.db.set_value("Company", COMPANY, {**company, "default_advance_received_account": ADVANCES})
		advance = make_payment(
			customer=self.customer, amount=300, paid_from=ADVANCES, date=days_ago(120), **company
		)
		self.invoice(advance=advance)
		self.assertEqual(self.receivable_on(110), -300)
		self.assertEqual(self.open_on(90), [(days_ago(70), 700)])

	def test_an_advance_on_an_order_was_a_credit(self):
		order = make_sales_order(customer=self.customer, rate=1000)
		make_payment(order=order, amount=400, date=days_ago(30))
		self.assertEqual((self.receivable_on(31), self.receivable_on(30)), (0, -400))
		self.assert_agrees(31, 30, 0)

	def test_two_terms_fall_due_one_after_the_other_and_are_paid_first_in_first_out(self):
		terms = make_terms()
		invoice = self.invoice(payment_terms_template=terms.name)
		make_payment(invoice=invoice, amount=600, date=days_ago(50))
		first, second = (str(row.due_date) for row in invoice.payment_schedule)
		self.assertEqual(self.open_on(60), [(first, 500), (second, 500)])
		self.assertEqual(self.open_on(45), [(second, 400)])
		self.assert_agrees(90, 60, 50, 30, 0)

	def test_a_payment_for_the_second_term_does_not_count_before_its_day(self):
		terms = make_terms(allocate=True)
		invoice = self.invoice(payment_terms_template=terms.name)
		payment = make_payment(invoice=invoice, submit=False, date=days_ago(50))
		payment.references = [row for row in payment.references if row.idx == 2]
		payment.update({"paid_amount": 500, "received_amount": 500})
		payment.save().submit()
		first, second = (str(row.due_date) for row in invoice.payment_schedule)
		self.assertEqual(self.open_on(60), [(first, 500), (second, 500)])
		self.assertEqual(self.open_on(45), [(first, 500)])

	def test_what_was_cancelled_later_never_was(self):
		invoice = self.invoice()
		make_payment(invoice=invoice, amount=300, date=days_ago(80)).cancel()
		self.assertEqual(self.open_on(75), [(days_ago(70), 1000)])
		self.assert_agrees(90, 75, 0)
		frappe.get_doc("Sales Invoice", invoice.name).cancel()
		self.assertEqual(self.open_on(75), [])
		self.assert_agrees(90, 75, 0)

	def test_an_immutable_ledger_is_read_as_the_report_reads_it(self):
		if not has_field("Accounts Settings", "enable_immutable_ledger"):
			self.skipTest("this version has no immutable ledger")
		frappe.db.set_single_value("Accounts Settings", "enable_immutable_ledger", 1)
		make_payment(invoice=self.invoice(), amount=300, date=days_ago(80)).cancel()
		self.invoice().cancel()
		for back in (90, 75, 1, 0):
			with self.subTest(days_ago=back):
				report = ledgers.report_total(self.customer, days_ago(back))
				self.assertEqual(self.receivable_on(back), report)

	def test_journals_count_from_their_posting_date(self):
		entry = make_journal_entry(customer=self.customer, amount=800, date=days_ago(60))
		make_journal_entry(customer=self.customer, amount=-500, against=entry, date=days_ago(20))
		self.assertEqual([self.receivable_on(back) for back in (61, 60, 20)], [0, 800, 300])
		self.assert_agrees(61, 60, 21, 20, 0)

	def test_dollars_count_at_the_rate_of_their_invoice(self):
		self.customer = make_customer(currency="USD").name
		invoice = self.invoice(rate=100, currency="USD", debit_to=DEBTORS_USD)
		make_payment(invoice=invoice, amount=40, date=days_ago(50))
		self.assertEqual([self.open_on(back)[0][1] for back in (60, 40)], [700, 420])
		self.assert_agrees(60, 50, 0)

	def test_what_is_dated_after_today_does_not_count_today(self):
		make_payment(invoice=self.invoice(), date=add_days(nowdate(), 5))
		self.assertEqual(self.open_on(0), [(days_ago(70), 1000)])
		self.assertEqual(open_items(self.customer, COMPANY), [])
		self.assert_agrees(0)
