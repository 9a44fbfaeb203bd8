"""Payment terms as ERPNext reads them: when a document that names a template falls due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import frappe
from frappe.utils import getdate

from erpnext.controllers.accounts_controller import get_due_date

TEMPLATE = "Payment Terms Template"
#: the day a document's credit begins, by the first of these that it has
START_FIELDS = ("posting_date", "transaction_date")


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
	return latest(get_due_date(row, start) for row in frappe.get_cached_doc(TEMPLATE, template).terms)


def latest(days: Iterable) -> date | None:
	"""The last of some days, leaving out what is none."""
	return max((getdate(day) for day in days if day), default=None)
