"""Money that came in from customers, by its posting date: allocated to invoices, or at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import frappe

from credit_control.engine.promises import Receipt
from credit_control.erp.behaviour import CREDITS, NOT_PAYMENTS
from credit_control.erp.values import to_decimal

#: journals that are no money: write-offs, exchange differences, credit notes
NO_MONEY = NOT_PAYMENTS + CREDITS
#: ERPNext's journal for what a payment at another rate leaves open of an invoice, or pays too much
DIFFERENCE = "Exchange Gain Or Loss"

ENTRIES = """
	from `tabPayment Ledger Entry` ple
	left join `tabJournal Entry` je on ple.voucher_type = 'Journal Entry' and je.name = ple.voucher_no
	where ple.party_type = 'Customer' and ple.party = %(customer)s and ple.company = %(company)s
		and ple.delinked = 0 and ple.account_type = 'Receivable' and ple.posting_date >= %(since)s
		and ple.voucher_type in ('Payment Entry', 'Journal Entry')
		and coalesce(je.voucher_type, '') not in %(no_money)s"""

#: what was allocated to invoices, an exchange difference with the payment that it belongs to and on its day:
#: together they are what the invoice was booked at
ALLOCATED = """
	from `tabPayment Ledger Entry` ple
	left join `tabJournal Entry` je on ple.voucher_type = 'Journal Entry' and je.name = ple.voucher_no
	left join `tabJournal Entry Account` side on side.parent = je.name and je.voucher_type = %(difference)s
		and side.reference_type in ('Payment Entry', 'Journal Entry')
	left join `tabPayment Entry` pe on side.reference_type = 'Payment Entry' and pe.name = side.reference_name
	left join `tabJournal Entry` paid on side.reference_type = 'Journal Entry'
		and paid.name = side.reference_name and paid.voucher_type not in %(no_money)s
	where ple.party_type = 'Customer' and ple.party = %(customer)s and ple.company = %(company)s
		and ple.delinked = 0 and ple.account_type = 'Receivable'
		and ple.against_voucher_type = 'Sales Invoice' and ple.against_voucher_no in %(invoices)s
		and ple.voucher_type in ('Payment Entry', 'Journal Entry')
		and (coalesce(je.voucher_type, '') not in %(no_money)s or coalesce(pe.name, paid.name) is not null)
		and coalesce(pe.posting_date, paid.posting_date, ple.posting_date) >= %(since)s"""
#: the day and the voucher of the payment
PAYMENT = """coalesce(pe.posting_date, paid.posting_date, ple.posting_date) as posted,
		coalesce(pe.name, paid.name, ple.voucher_no) as payment"""

AGAINST_INVOICES = f"""
	select {PAYMENT}, -sum(ple.amount) {ALLOCATED}
	group by posted, payment having abs(sum(ple.amount)) >= 0.005
	order by posted"""

EACH_INVOICE = f"""
	select {PAYMENT}, -sum(ple.amount), ple.against_voucher_no {ALLOCATED}
	group by ple.against_voucher_no, posted, payment having abs(sum(ple.amount)) >= 0.005
	order by posted"""

IN_ALL = f"""
	select ple.posting_date, ple.voucher_no, -sum(ple.amount) {ENTRIES}
	group by ple.posting_date, ple.voucher_no having sum(ple.amount) <= -0.005
	order by ple.posting_date"""


def received(customer: str, company: str, since: date, invoices: Sequence[str] = ()) -> list[Receipt]:
	"""Receipts from a day on in company currency, oldest first; only what was allocated to `invoices`, if any.

	Of invoices in another currency it is what they were booked at, exchange differences included: they are paid
	in full when nothing is open. A receipt that was cancelled or whose allocation was taken back is none.
	"""
	rows = frappe.db.sql(
		AGAINST_INVOICES if invoices else IN_ALL, _values(customer, company, since, invoices)
	)
	return [Receipt(posted, to_decimal(amount), payment) for posted, payment, amount in rows]


def _values(customer: str, company: str, since: date, invoices: Sequence[str]) -> dict:
	return {
		"customer": customer,
		"company": company,
		"since": since,
		"invoices": list(invoices),
		"no_money": NO_MONEY,
		"difference": DIFFERENCE,
	}


def received_of_each(
	customer: str, company: str, since: date, invoices: Sequence[str]
) -> dict[str, list[Receipt]]:
	"""What was allocated to each invoice, as `received` has it of all of them; one without receipts is left out."""
	if not invoices:
		return {}
	found: dict[str, list[Receipt]] = {}
	rows = frappe.db.sql(EACH_INVOICE, _values(customer, company, since, invoices))
	for posted, payment, amount, invoice in rows:
		found.setdefault(invoice, []).append(Receipt(posted, to_decimal(amount), payment, invoice))
	return found


DAYS = f"""
	select ple.against_voucher_no, ple.posting_date {ENTRIES}
		and ple.against_voucher_type = 'Sales Invoice' and ple.against_voucher_no in %(invoices)s
	group by ple.against_voucher_no, ple.voucher_no, ple.posting_date having sum(ple.amount) <= -0.005"""


def payment_days(customer: str, company: str, since: date, invoices: Sequence[str]) -> dict[str, list[date]]:
	"""The days from `since` on when something was paid of each invoice; allocations taken back count no more."""
	if not invoices:
		return {}
	found: dict[str, list[date]] = {}
	for invoice, posted in frappe.db.sql(DAYS, _values(customer, company, since, invoices)):
		found.setdefault(invoice, []).append(posted)
	return found
