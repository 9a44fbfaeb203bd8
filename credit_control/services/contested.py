"""What was contested with reason on any one day: it leaves the figures on late payment.

The overdue checks of today have `disputes.disputed`; these are for history, where disputes that are settled
meanwhile were open, and others were not raised yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import frappe

from credit_control.engine.contested import Contested, excused_on
from credit_control.engine.money import ZERO, decimal
from credit_control.erp import credited
from credit_control.services import prefetch
from credit_control.services.disputes import CREDITED

DISPUTED = """
	select dispute.customer, item.sales_invoice, item.disputed_amount, dispute.raised_on,
		dispute.resolved_on, if(dispute.resolved_on is null, null, dispute.credit_note) as credit_note
	from `tabPayment Dispute` dispute
	join `tabPayment Dispute Item` item on item.parent = dispute.name and item.parenttype = 'Payment Dispute'
	where dispute.customer in %(customers)s and dispute.company = %(company)s and dispute.docstatus = 1
		and dispute.raised_on <= %(day)s
		and (dispute.resolved_on is null or dispute.resolved_on > %(day)s or dispute.resolution = %(credited)s)
	order by dispute.raised_on, dispute.name, item.idx"""


def on_day(customer: str, company: str, day: date) -> dict[str, Decimal]:
	"""What of each invoice was not held against a customer at the end of a day, in company currency."""
	return prefetch.of_customer(_of_customers, customer, company, day, empty=dict)


def _of_customers(customers: Sequence[str], company: str, day: date) -> dict[str, dict[str, Decimal]]:
	values = {"customers": list(customers), "company": company, "day": day, "credited": CREDITED}
	rows = frappe.db.sql(DISPUTED, values, as_dict=True)
	invoices = sorted({row.sales_invoice for row in rows})
	notes = sorted({row.credit_note for row in rows if row.credit_note})
	waiting = credited.waiting(customers, company, notes, day)
	contested: dict[str, list[Contested]] = {}
	for row in rows:
		contested.setdefault(row.customer, []).append(_contested(row, waiting))
	credits = credited.off_invoices(customers, company, invoices, day)
	return {customer: excused_on(found, credits, day) for customer, found in contested.items()}


def _contested(row, waiting: dict[str, Decimal]) -> Contested:
	"""A row as the engine looks at it; what its credit note still has to give is taken from `waiting`."""
	amount = decimal(row.disputed_amount)
	granted = min(amount, waiting.get(row.credit_note, ZERO))
	if granted:
		waiting[row.credit_note] -= granted
	return Contested(row.sales_invoice, amount, row.raised_on, row.resolved_on, granted)
