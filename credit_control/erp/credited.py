"""What credit notes took off invoices, and what of them nobody has taken off anything yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import frappe

from credit_control.engine.contested import Credited
from credit_control.erp.behaviour import CREDITS
from credit_control.erp.values import to_decimal

#: a credit note that settles its invoice, or one that Payment Reconciliation allocated with a journal
OFF_INVOICES = """
	select ple.against_voucher_no, ple.posting_date, -sum(ple.amount)
	from `tabPayment Ledger Entry` ple
	left join `tabJournal Entry` je on ple.voucher_type = 'Journal Entry' and je.name = ple.voucher_no
	where ple.party_type = 'Customer' and ple.party in %(customers)s and ple.company = %(company)s
		and ple.delinked = 0 and ple.against_voucher_type = 'Sales Invoice'
		and ple.against_voucher_no in %(invoices)s and ple.posting_date <= %(day)s
		and ((ple.voucher_type = 'Sales Invoice' and ple.voucher_no <> ple.against_voucher_no)
			or je.voucher_type in %(credits)s)
	group by ple.against_voucher_no, ple.posting_date, ple.voucher_no having sum(ple.amount) <= -0.005"""

WAITING = """
	select ple.against_voucher_no, -sum(ple.amount)
	from `tabPayment Ledger Entry` ple
	where ple.party_type = 'Customer' and ple.party in %(customers)s and ple.company = %(company)s
		and ple.delinked = 0 and ple.against_voucher_type = 'Sales Invoice'
		and ple.against_voucher_no in %(notes)s and ple.posting_date <= %(day)s
	group by ple.against_voucher_no having sum(ple.amount) <= -0.005"""


def off_invoices(
	customers: Sequence[str], company: str, invoices: Sequence[str], day: date
) -> dict[str, list[Credited]]:
	"""What was credited of each invoice up to a day, in company currency."""
	if not invoices:
		return {}
	values = {"customers": list(customers), "company": company, "invoices": list(invoices), "day": day}
	found: dict[str, list[Credited]] = {}
	for invoice, posted, amount in frappe.db.sql(OFF_INVOICES, {**values, "credits": CREDITS}):
		found.setdefault(invoice, []).append(Credited(to_decimal(amount), posted))
	return found


def waiting(customers: Sequence[str], company: str, notes: Sequence[str], day: date) -> dict[str, Decimal]:
	"""What of each credit note was not allocated to anything at the end of a day, above zero."""
	if not notes:
		return {}
	values = {"customers": list(customers), "company": company, "notes": list(notes), "day": day}
	return {note: to_decimal(amount) for note, amount in frappe.db.sql(WAITING, values)}
