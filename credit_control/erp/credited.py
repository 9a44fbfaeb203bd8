"""What credit notes took off invoices, and what of them nobody has taken off anything yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import frappe

from credit_control.erp.behaviour import CREDITS
from credit_control.erp.values import to_decimal

#: a credit note that settles its invoice, or one that Payment Reconciliation allocated with a journal
OFF_INVOICES = """
	select ple.against_voucher_no, ple.voucher_no, ple.posting_date, -sum(ple.amount),
		(select note.payment_dispute from `tabSales Invoice` note
			where ple.voucher_type = 'Sales Invoice' and note.name = ple.voucher_no)
	from `tabPayment Ledger Entry` ple
	left join `tabJournal Entry` je on ple.voucher_type = 'Journal Entry' and je.name = ple.voucher_no
	where ple.party_type = 'Customer' and ple.party in %(customers)s and ple.company = %(company)s
		and ple.delinked = 0 and ple.against_voucher_type = 'Sales Invoice'
		and ple.against_voucher_no in %(invoices)s and ple.posting_date <= %(day)s
		and ((ple.voucher_type = 'Sales Invoice' and ple.voucher_no <> ple.against_voucher_no)
			or je.voucher_type in %(credits)s)
	group by ple.against_voucher_no, ple.posting_date, ple.voucher_type, ple.voucher_no
	having sum(ple.amount) <= -0.005 order by ple.posting_date, ple.voucher_no"""

WAITING = """
	select ple.against_voucher_no, -sum(ple.amount)
	from `tabPayment Ledger Entry` ple
	where ple.party_type = 'Customer' and ple.party in %(customers)s and ple.company = %(company)s
		and ple.delinked = 0 and ple.against_voucher_type = 'Sales Invoice'
		and ple.against_voucher_no in %(notes)s and ple.posting_date <= %(day)s
	group by ple.against_voucher_no having sum(ple.amount) <= -0.005"""


class Credit(NamedTuple):
	"""What one voucher credited of an invoice in company currency, and the dispute that it was made from."""

	invoice: str
	voucher: str
	posted: date
	amount: Decimal
	dispute: str | None


def off_invoices(customers: Sequence[str], company: str, invoices: Sequence[str], day: date) -> list[Credit]:
	"""What was credited of invoices up to a day, the earliest first."""
	if not invoices:
		return []
	values = {"customers": list(customers), "company": company, "invoices": list(invoices), "day": day}
	rows = frappe.db.sql(OFF_INVOICES, {**values, "credits": CREDITS})
	return [
		Credit(invoice, voucher, posted, to_decimal(amount), dispute)
		for invoice, voucher, posted, amount, dispute in rows
	]


def waiting(customers: Sequence[str], company: str, notes: Sequence[str], day: date) -> dict[str, Decimal]:
	"""What of each credit note was not allocated to anything at the end of a day, above zero."""
	if not notes:
		return {}
	values = {"customers": list(customers), "company": company, "notes": list(notes), "day": day}
	return {note: to_decimal(amount) for note, amount in frappe.db.sql(WAITING, values)}
