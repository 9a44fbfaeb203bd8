"""Payment terms as ERPNext keeps them: its templates as schedules, and when a document falls due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import frappe
from frappe.utils import getdate

from erpnext.accounts.party import get_payment_terms_template
from erpnext.controllers.accounts_controller import get_due_date

from credit_control.engine.schedule import AFTER_DATE, AFTER_MONTH, MONTHS_AFTER_MONTH, Part
from credit_control.erp.values import ZERO, to_decimal

TEMPLATE = "Payment Terms Template"
#: the day a document's credit begins, by the first of these that it has
START_FIELDS = ("posting_date", "transaction_date")
#: ERPNext's way to say from when days are counted → the engine's
BASES = {
	"Day(s) after invoice date": AFTER_DATE,
	"Day(s) after the end of the invoice month": AFTER_MONTH,
	"Month(s) after the end of the invoice month": MONTHS_AFTER_MONTH,
}
BASIS_LABELS = {code: label for label, code in BASES.items()}


def start_of(doc) -> date | None:
	"""The day a document's credit days are counted from; None for a draft that has no date yet."""
	return next((getdate(doc.get(field)) for field in START_FIELDS if doc.get(field)), None)


def last_due(doc, start: date) -> date | None:
	"""The last day on which a part of the document falls due, None when it names none.

	The schedule says it; a draft that was not saved yet has only its template, and a document of
	neither its own due date.
	"""
	rows = [row for row in doc.get("payment_schedule") or () if row.get("due_date")]
	if rows:
		return max(getdate(row.get("due_date")) for row in rows)
	template = doc.get("payment_terms_template")
	if template:
		return template_due(template, start)
	return getdate(doc.get("due_date")) if doc.get("due_date") else None


def template_due(template: str, start: date) -> date | None:
	"""When the last part of a Payment Terms Template falls due for a document of a day."""
	return latest(get_due_date(row, start) for row in rows_of(template))


def latest(days: Iterable) -> date | None:
	"""The last of some days, leaving out what is none."""
	return max((getdate(day) for day in days if day), default=None)


def rows_of(template: str) -> list:
	"""The rows of a Payment Terms Template, in their order."""
	return frappe.get_cached_doc(TEMPLATE, template).terms


def is_per_term(template: str) -> bool:
	"""True when ERPNext allocates payments to the single terms of the template."""
	return bool(frappe.get_cached_doc(TEMPLATE, template).allocate_payment_based_on_payment_terms)


def parts_of(template: str) -> tuple[Part, ...]:
	"""A Payment Terms Template as the engine reads it."""
	return tuple(_part(row, number) for number, row in enumerate(rows_of(template)))


def _part(row, source: int) -> Part:
	basis = BASES.get(row.due_date_based_on, AFTER_DATE)
	days = row.credit_months if basis == MONTHS_AFTER_MONTH else row.credit_days
	return Part(
		share=to_decimal(row.invoice_portion),
		days=days or 0,
		basis=basis,
		discount_percent=to_decimal(row.discount) if row.discount_type else ZERO,
		discount_days=row.discount_validity or 0,
		source=source,
	)


def core_default(customer: str, company: str) -> str | None:
	"""What ERPNext itself proposes for the customer: its own template, its group's or the company's."""
	return get_payment_terms_template(customer, "Customer", company) or None


def are_fetched(doc) -> bool:
	"""True where ERPNext is told to take the terms of the order itself, with its due dates."""
	switch = "automatically_fetch_payment_terms"
	return doc.doctype == "Sales Invoice" and bool(frappe.db.get_single_value("Accounts Settings", switch))


def orders_of(doc) -> list:
	"""The Sales Orders that the rows of an invoice are of."""
	names = {row.get("sales_order") for row in doc.get("items") or ()}
	return [frappe.get_cached_doc("Sales Order", name) for name in sorted(filter(None, names))]


def order_of(doc):
	"""The one Sales Order that all rows of an invoice are of; None for several or none."""
	names = {row.get("sales_order") for row in doc.get("items") or ()}
	found = orders_of(doc)
	return found[0] if len(names) == 1 and found else None
