"""Why an invoice was paid late: what the specialist found out, one note for each invoice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import frappe
from frappe import _

DOCTYPE = "Credit Overdue Note"


def note(customer: str, invoice: str, reason: str, remark: str | None) -> str:
	"""Keep or change why an invoice of the customer was late; returns the note's name.

	The user's own permissions hold. Raises when the invoice is another customer's.
	"""
	known = frappe.db.get_value(DOCTYPE, {"sales_invoice": invoice})
	doc = frappe.get_doc(DOCTYPE, known) if known else frappe.new_doc(DOCTYPE, sales_invoice=invoice)
	if owner_of(invoice)[0] != customer:
		frappe.throw(_("Invoice {0} is not an invoice of {1}.").format(invoice, customer))
	doc.update({"reason": reason, "remark": remark})
	return doc.save().name


def fill(doc) -> None:
	"""Whose invoice it is; raises when it is none that was submitted."""
	doc.customer, doc.company = owner_of(doc.sales_invoice)
	if doc.reason == "Other" and not (doc.remark or "").strip():
		frappe.throw(_("Remark is missing: say what the other reason is."), frappe.MandatoryError)


def owner_of(invoice: str) -> tuple[str, str]:
	"""Customer and company of a submitted invoice."""
	found = frappe.db.get_value("Sales Invoice", {"name": invoice, "docstatus": 1}, ["customer", "company"])
	if not found:
		frappe.throw(_("Sales Invoice {0} is not submitted or does not exist.").format(invoice))
	return found


def by_invoice(invoices: Sequence[str]) -> dict[str, dict]:
	"""The notes of the invoices that have one: reason, remark, who and when."""
	rows = frappe.get_all(
		DOCTYPE,
		filters={"sales_invoice": ["in", list(invoices)]},
		fields=["name", "sales_invoice", "reason", "remark", "modified", "modified_by"],
	)
	return {row.sales_invoice: row for row in rows}


def reasons(invoices: Sequence[str]) -> list[dict]:
	"""How many of the invoices were late for which reason, most frequent first; without a note: None."""
	noted = Counter(row.reason for row in by_invoice(invoices).values())
	rows = [{"reason": reason, "times": times} for reason, times in noted.most_common()]
	unexplained = len(invoices) - sum(noted.values())
	return [*rows, {"reason": None, "times": unexplained}] if unexplained else rows
