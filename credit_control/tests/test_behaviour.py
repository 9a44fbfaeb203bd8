"""Payment histories of real invoices: who paid what, when, as it was known on a day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from frappe.utils import getdate

from credit_control.engine.behaviour import behaviour
from credit_control.erp.behaviour import invoice_history
from credit_control.erp.sales import first_invoice_date, monthly_credit_sales, purchases
from credit_control.tests.base import CreditTestCase
from credit_control.tests.bootstrap import ABBR, COMPANY, DEBTORS_USD
from credit_control.tests.credit_documents import days_ago
from credit_control.tests.exposure_case import today
from credit_control.tests.factories import (
	make_credit_note,
	make_customer,
	make_journal_entry,
	make_payment,
	make_sales_invoice,
	make_terms,
)


class TestInvoiceHistory(CreditTestCase):
	def setUp(self):
		super().setUp()
		self.customer = make_customer().name

	def invoice(self, **fields):
		"""An invoice of 1000, 100 days old, due 70 days ago."""
		values = {"customer": self.customer, "qty": 10, "date": days_ago(100), "due_date": days_ago(70)}
		return make_sales_invoice(**{**values, **fields})

	def history(self, back: int = 0):
		"""What was known `back` days ago of the last year."""
		day = today() - timedelta(days=back)
		return invoice_history(self.customer, COMPANY, day - timedelta(days=365), day)

	def payments(self, back: int = 0) -> list[tuple[Decimal, str]]:
		return [(part.amount, str(part.paid_on)) for one in self.history(back) for part in one.payments]

	def test_two_payments_of_one_invoice_are_two_parts_on_their_days(self):
		invoice = self.invoice()
		make_payment(invoice=invoice, amount=400, date=days_ago(80))
		make_payment(invoice=invoice, amount=600, date=days_ago(50))
		assert self.payments() == [(400, days_ago(80)), (600, days_ago(50))]
		history = self.history()[0]
		assert (history.invoiced, history.outstanding) == (1000, 0)
		assert history.due == getdate(days_ago(70))
		assert behaviour(self.history(), today()).weighted_days_late == 12

	def test_a_past_day_knows_nothing_of_later_payments(self):
		make_payment(invoice=self.invoice(), date=days_ago(50))
		assert self.payments(back=60) == []
		assert self.history(back=60)[0].outstanding == 1000
		assert self.history(back=150) == []

	def test_a_credit_note_lowers_the_invoiced_amount_and_is_no_payment(self):
		make_credit_note(invoice=self.invoice(), qty=4, settles_invoice=True, date=days_ago(60))
		history = self.history()[0]
		assert (history.invoiced, history.outstanding, history.payments) == (600, 600, ())

	def test_a_credit_note_on_its_own_is_no_invoice(self):
		make_credit_note(invoice=self.invoice(), date=days_ago(60))
		assert len(self.history()) == 1

	def test_a_cancelled_payment_never_was(self):
		make_payment(invoice=self.invoice(), date=days_ago(50)).cancel()
		assert self.payments() == []

	def test_a_journal_that_brings_money_pays(self):
		bank = f"CC Bank - {ABBR}"
		make_journal_entry(
			customer=self.customer, amount=-1000, against=self.invoice(), counter=bank, date=days_ago(50)
		)
		assert self.payments() == [(1000, days_ago(50))]

	def test_a_write_off_is_no_payment(self):
		fields = {"voucher_type": "Write Off Entry", "counter": f"Write Off - {ABBR}", "date": days_ago(50)}
		make_journal_entry(customer=self.customer, amount=-1000, against=self.invoice(), **fields)
		assert self.payments() == []
		assert self.history()[0].outstanding == 0

	def test_a_sale_at_the_till_is_paid_on_its_day(self):
		make_sales_invoice(customer=self.customer, rate=1000, paid=1000, date=days_ago(100))
		assert self.payments() == [(1000, days_ago(100))]

	def test_a_late_first_instalment_shows_though_the_whole_was_paid_by_the_last_due_date(self):
		"""500 due 70 days ago and paid 20 days late, 500 due 40 days ago and paid on the day: 10 on average."""
		terms = make_terms(portions=((50, 30), (50, 60)))
		invoice = make_sales_invoice(
			customer=self.customer, rate=1000, date=days_ago(100), payment_terms_template=terms.name
		)
		make_payment(invoice=invoice, amount=500, date=days_ago(50))
		make_payment(invoice=invoice, amount=500, date=days_ago(40))
		found = behaviour(self.history(), today())
		assert (found.late_ratio, found.weighted_days_late) == (100, 10)
		assert behaviour(self.history(back=65), today() - timedelta(days=65)).weighted_days_late == 5

	def test_a_return_shortens_the_schedule_at_its_end(self):
		terms = make_terms(portions=((50, 30), (50, 60)))
		fields = {"customer": self.customer, "qty": 10, "date": days_ago(100)}
		invoice = make_sales_invoice(**fields, payment_terms_template=terms.name)
		make_credit_note(invoice=invoice, qty=4, settles_invoice=True, date=days_ago(60))
		assert [term.amount for term in self.history()[0].terms] == [500, 100]

	def test_an_exchange_difference_is_no_payment(self):
		self.customer = make_customer(currency="USD").name
		invoice = self.invoice(qty=1, currency="USD", debit_to=DEBTORS_USD)
		payment = make_payment(invoice=invoice, date=days_ago(50), submit=False)
		payment.update({"source_exchange_rate": 7.2, "received_amount": 720})
		payment.save().submit()
		assert len(self.payments()) == 1
		assert self.history()[0].outstanding == 0


class TestSales(CreditTestCase):
	def setUp(self):
		super().setUp()
		self.customer = make_customer().name

	def test_purchases_are_invoices_less_returns_and_opening_invoices_are_none(self):
		invoice = make_sales_invoice(customer=self.customer, qty=10, vat=13, date=days_ago(40))
		make_credit_note(invoice=invoice, qty=4, date=days_ago(20))
		make_sales_invoice(customer=self.customer, date=days_ago(400))
		since = today() - timedelta(days=365)
		assert purchases(self.customer, COMPANY, since, today()) == 678
		assert purchases(self.customer, COMPANY, since, since) == 0

	def test_the_first_invoice_tells_how_long_the_customer_has_been_buying(self):
		assert first_invoice_date(self.customer, COMPANY) is None
		make_sales_invoice(customer=self.customer, date=days_ago(40))
		make_sales_invoice(customer=self.customer, date=days_ago(10))
		assert first_invoice_date(self.customer, COMPANY) == getdate(days_ago(40))

	def test_monthly_credit_sales_leave_out_what_the_till_took_and_show_empty_months(self):
		make_sales_invoice(customer=self.customer, rate=1000, date="2026-03-31", due_date="2026-04-30")
		make_sales_invoice(customer=self.customer, rate=1000, paid=400, date="2026-05-01")
		sold = monthly_credit_sales(self.customer, COMPANY, date(2026, 2, 15), date(2026, 5, 31))
		amounts = [amount for _, amount in sold]
		assert [month for month, _ in sold] == [date(2026, month, 1) for month in (2, 3, 4, 5)]
		assert amounts == [0, 1000, 0, 600]
