"""ERPNext's Invoice Discounting: which invoices are in one, and its document for others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import frappe

DOCTYPE = "Invoice Discounting"


def discounted(invoices: Iterable[str]) -> dict[str, str]:
	"""The Invoice Discounting, submitted or a draft, that each of the invoices is in."""
	names = tuple(invoices)
	if not names:
		return {}
	rows = frappe.db.sql(
		"select sales_invoice, parent from `tabDiscounted Invoice`"
		" where sales_invoice in %s and docstatus < 2 and parenttype = 'Invoice Discounting'",
		(names,),
	)
	return dict(rows)


def heads(invoices: Sequence[str]) -> dict:
	"""What the table of an Invoice Discounting shows of each invoice; amounts in the invoice's account currency."""
	fields = ["name", "customer", "customer_name", "company", "posting_date", "due_date"]
	fields += ["outstanding_amount", "debit_to", "currency"]
	rows = frappe.get_all("Sales Invoice", {"name": ["in", list(invoices)], "docstatus": 1}, fields)
	return {row.name: row for row in rows}
