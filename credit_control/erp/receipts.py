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

ENTRIES = """
	from `tabPayment Ledger Entry` ple
	left join `tabJournal Entry` je on ple.voucher_type = 'Journal Entry' and je.name = ple.voucher_no
	where ple.party_type = 'Customer' and ple.party = %(customer)s and ple.company = %(company)s
		and ple.delinked = 0 and ple.account_type = 'Receivable' and ple.posting_date >= %(since)s
		and ple.voucher_type in ('Payment Entry', 'Journal Entry')
		and coalesce(je.voucher_type, '') not in %(no_money)s"""

AGAINST_INVOICES = f"""
	select ple.posting_date, -sum(ple.amount) {ENTRIES}
		and ple.against_voucher_type = 'Sales Invoice' and ple.against_voucher_no in %(invoices)s
	group by ple.posting_date, ple.voucher_no having abs(sum(ple.amount)) >= 0.005
	order by ple.posting_date"""

IN_ALL = f"""
	select ple.posting_date, -sum(ple.amount) {ENTRIES}
	group by ple.posting_date, ple.voucher_no having sum(ple.amount) <= -0.005
	order by ple.posting_date"""


def received(customer: str, company: str, since: date, invoices: Sequence[str] = ()) -> list[Receipt]:
	"""Receipts from a day on in company currency, oldest first; only what was allocated to `invoices`, if any.

	A receipt that was cancelled or whose allocation was taken back is none.
	"""
	rows = frappe.db.sql(
		AGAINST_INVOICES if invoices else IN_ALL, _values(customer, company, since, invoices)
	)
	return [Receipt(posted, to_decimal(amount)) for posted, amount in rows]


def _values(customer: str, company: str, since: date, invoices: Sequence[str]) -> dict:
	return {
		"customer": customer,
		"company": company,
		"since": since,
		"invoices": list(invoices),
		"no_money": NO_MONEY,
	}


EACH_INVOICE = f"""
	select ple.against_voucher_no, ple.posting_date, -sum(ple.amount) {ENTRIES}
		and ple.against_voucher_type = 'Sales Invoice' and ple.against_voucher_no in %(invoices)s
	group by ple.against_voucher_no, ple.posting_date, ple.voucher_no having abs(sum(ple.amount)) >= 0.005
	order by ple.posting_date"""


def received_of_each(
	customer: str, company: str, since: date, invoices: Sequence[str]
) -> dict[str, list[Receipt]]:
	"""What was allocated to each invoice, as `received` has it of all of them; one without receipts is left out."""
	if not invoices:
		return {}
	found: dict[str, list[Receipt]] = {}
	for invoice, posted, amount in frappe.db.sql(EACH_INVOICE, _values(customer, company, since, invoices)):
		found.setdefault(invoice, []).append(Receipt(posted, to_decimal(amount)))
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
