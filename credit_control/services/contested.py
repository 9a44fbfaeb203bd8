"""What is or was contested with reason on any one day: it is not overdue, and leaves the figures on late payment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import frappe
from frappe.utils import getdate

from credit_control.engine.contested import Contested, Credited, excused_on, still_contested
from credit_control.engine.money import ZERO, decimal
from credit_control.erp import credited
from credit_control.services import prefetch

OPEN, CREDITED = "Open", "Credit Note Issued"

ITEMS = """
	select dispute.customer, dispute.name as dispute, item.sales_invoice, item.disputed_amount,
		dispute.raised_on, dispute.resolved_on,
		if(dispute.resolved_on is null, null, dispute.credit_note) as credit_note
	from `tabPayment Dispute` dispute
	join `tabPayment Dispute Item` item on item.parent = dispute.name and item.parenttype = 'Payment Dispute'
	where dispute.customer in %(customers)s and dispute.company = %(company)s and dispute.docstatus = 1"""

#: open on the day, or settled by a credit note that may wait to be allocated
OF_A_DAY = f"""{ITEMS} and dispute.raised_on <= %(day)s
		and (dispute.resolved_on is null or dispute.resolved_on > %(day)s or dispute.resolution = %(credited)s)
	order by dispute.raised_on, dispute.name, item.idx"""

OPEN_NOW = f"""{ITEMS} and dispute.status = %(open)s and dispute.name <> %(but)s
	order by dispute.raised_on, dispute.name, item.idx"""


def on_day(customer: str, company: str, day: date) -> dict[str, Decimal]:
	"""What of each invoice was not held against a customer at the end of a day, in company currency."""
	return prefetch.of_customer(_of_customers, customer, company, day, empty=dict)


def open_now(customers: Sequence[str], company: str, but: str | None = None) -> dict[str, list[Contested]]:
	"""What open disputes contest today, by customer, less what was credited of it since."""
	values = {"customers": list(customers), "company": company, "open": OPEN, "but": but or ""}
	rows = frappe.db.sql(OPEN_NOW, values, as_dict=True)
	today = getdate()
	for row in rows:
		# in force as soon as it is accepted, whatever day it bears
		row.raised_on = min(row.raised_on, today)
	found = _by_customer(rows, {})
	credits = _credits(customers, company, rows, today)
	return {customer: still_contested(parts, credits, today) for customer, parts in found.items()}


def _of_customers(customers: Sequence[str], company: str, day: date) -> dict[str, dict[str, Decimal]]:
	values = {"customers": list(customers), "company": company, "day": day, "credited": CREDITED}
	rows = frappe.db.sql(OF_A_DAY, values, as_dict=True)
	notes = sorted({row.credit_note for row in rows if row.credit_note})
	found = _by_customer(rows, credited.waiting(customers, company, notes, day))
	credits = _credits(customers, company, rows, day)
	return {customer: excused_on(parts, credits, day) for customer, parts in found.items()}


def _by_customer(rows: Iterable, waiting: dict[str, Decimal]) -> dict[str, list[Contested]]:
	found: dict[str, list[Contested]] = {}
	for row in rows:
		found.setdefault(row.customer, []).append(_contested(row, waiting))
	return found


def _contested(row, waiting: dict[str, Decimal]) -> Contested:
	"""A row as the engine looks at it; what its credit note still has to give is taken from `waiting`."""
	amount = decimal(row.disputed_amount)
	granted = min(amount, waiting.get(row.credit_note, ZERO))
	if granted:
		waiting[row.credit_note] -= granted
	return Contested(row.sales_invoice, amount, row.raised_on, row.resolved_on, granted, row.dispute)


def _credits(customers: Sequence[str], company: str, rows: Sequence, day: date) -> dict[str, list[Credited]]:
	"""The credits of the invoices that are contested, with the dispute that each was made for or named by."""
	named = {row.credit_note: row.dispute for row in rows if row.credit_note}
	invoices = sorted({row.sales_invoice for row in rows})
	found: dict[str, list[Credited]] = {}
	for credit in credited.off_invoices(customers, company, invoices, day):
		dispute = credit.dispute or named.get(credit.voucher, "")
		found.setdefault(credit.invoice, []).append(Credited(credit.amount, credit.posted, dispute))
	return found
