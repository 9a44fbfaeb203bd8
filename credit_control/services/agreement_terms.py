"""A Payment Terms Template in words, as a contract says it."""

from __future__ import annotations

import frappe
from frappe import _

from credit_control.services import joining


def payment_terms(template: str) -> str:
	"""When which share of an invoice falls due, in the language of the moment."""
	terms = frappe.get_cached_doc("Payment Terms Template", template).terms
	return joining.clauses(_term(row) for row in terms)


def _term(row) -> str:
	months = row.due_date_based_on.startswith("Month")
	count = row.credit_months if months else row.credit_days
	sentence = _sentence(row.due_date_based_on) if count else _at_once(row.due_date_based_on)
	return sentence.format(f"{row.invoice_portion:g}", count)


def _at_once(due_date_based_on: str) -> str:
	if due_date_based_on == "Day(s) after invoice date":
		return _("{0} % on the invoice date")
	return _("{0} % by the end of the month of the invoice")


def _sentence(due_date_based_on: str) -> str:
	return {
		"Day(s) after invoice date": _("{0} % within {1} days after the invoice date"),
		"Day(s) after the end of the invoice month": _(
			"{0} % within {1} days after the end of the month of the invoice"
		),
		"Month(s) after the end of the invoice month": _(
			"{0} % within {1} months after the end of the month of the invoice"
		),
	}[due_date_based_on]
