"""How much of each invoice is in a plan that is kept, and how much of that was paid since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import frappe
from frappe.utils import getdate

from credit_control.engine.money import ZERO, decimal
from credit_control.engine.repayment_plan import ON_TRACK
from credit_control.erp.receipts import received_of_each

LEFT = """
	select plan.customer, plan.name, item.sales_invoice, item.amount - item.paid_amount
	from `tabRepayment Plan` plan
	join `tabRepayment Plan Item` item on item.parent = plan.name and item.parenttype = 'Repayment Plan'
	where plan.customer in %s and plan.company = %s and plan.docstatus = 1 and plan.status = %s
		and item.amount - item.paid_amount >= 0.005"""


@dataclass(frozen=True, slots=True)
class Part:
	"""What is still in a plan of an invoice; company currency."""

	customer: str
	plan: str
	invoice: str
	amount: Decimal


def parts(customers: Sequence[str], company: str) -> list[Part]:
	"""What is still to be paid of each invoice under the plans of many customers that are kept."""
	if not customers:
		return []
	rows = frappe.db.sql(LEFT, (tuple(customers), company, ON_TRACK))
	return [Part(customer, plan, invoice, decimal(left)) for customer, plan, invoice, left in rows]


def by_invoice(customers: Sequence[str], company: str) -> dict[str, dict[str, Decimal]]:
	"""The same by customer and invoice; a customer without any is left out."""
	found: dict[str, dict[str, Decimal]] = {}
	for part in parts(customers, company):
		invoices = found.setdefault(part.customer, {})
		invoices[part.invoice] = invoices.get(part.invoice, ZERO) + part.amount
	return found


def of_customer(customer: str, company: str) -> dict[str, Decimal]:
	"""The same of one customer, by invoice."""
	return by_invoice([customer], company).get(customer, {})


def keep_paid(doc) -> bool:
	"""Write what was paid of each item since the plan's payments count, at most the item; True when it changed."""
	invoices = [row.sales_invoice for row in doc.items]
	since = getdate(doc.counts_from or doc.agreed_on)
	receipts = received_of_each(doc.customer, doc.company, since, invoices)
	changed = False
	for row in doc.items:
		received = sum((each.amount for each in receipts.get(row.sales_invoice, [])), ZERO)
		# what was paid beyond the item was for the rest of the invoice
		paid = float(min(max(received, ZERO), decimal(row.amount)))
		if paid != row.paid_amount:
			row.db_set("paid_amount", paid)
			changed = True
	return changed
