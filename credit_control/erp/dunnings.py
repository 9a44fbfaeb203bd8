"""ERPNext's Dunnings: how far a customer has been dunned for what it still owes, and what making one asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import frappe


class Dunned(NamedTuple):
	"""The highest level of dunning, and the Dunning that reached it."""

	level: int
	dunning: str | None


def dunned(customer: str, company: str) -> Dunned:
	"""The highest level of the submitted Dunnings with an invoice that is still open; 0 without one.

	A Dunning's own status is not asked: 15 resolves it although an invoice in it is unpaid.
	"""
	rows = frappe.db.sql(
		"""
		select row.dunning_level, dun.name
		from `tabDunning` dun
		join `tabOverdue Payment` row on row.parent = dun.name and row.parenttype = 'Dunning'
		join `tabSales Invoice` si on si.name = row.sales_invoice and si.outstanding_amount > 0
		where dun.customer = %s and dun.company = %s and dun.docstatus = 1
		order by row.dunning_level desc, dun.posting_date desc limit 1
		""",
		(customer, company),
	)
	return Dunned(int(rows[0][0] or 0), rows[0][1]) if rows else Dunned(0, None)


class ScheduleRow(NamedTuple):
	"""A term of an invoice as ERPNext keeps it; its own outstanding amount is stale and not read."""

	name: str
	payment_term: str | None
	description: str | None
	invoice_portion: float
	payment_amount: float


def schedule_rows(invoices: Sequence[str]) -> dict[tuple[str, date], ScheduleRow]:
	"""The first term of invoices on each due date."""
	if not invoices:
		return {}
	rows = frappe.db.sql(
		"""
		select parent, due_date, name, payment_term, description, invoice_portion, payment_amount
		from `tabPayment Schedule`
		where parenttype = 'Sales Invoice' and parent in %s order by parent, due_date, idx
		""",
		(tuple(invoices),),
	)
	found: dict[tuple[str, date], ScheduleRow] = {}
	for invoice, due, *rest in rows:
		found.setdefault((invoice, due), ScheduleRow(*rest))
	return found


def letter_text(dunning_type: str, language: str | None):
	"""The text of a Dunning Type in a language, else in its default one, else its first; None without any.

	ERPNext 15 fails here when it is given no language.
	"""
	rows = frappe.get_all(
		"Dunning Letter Text",
		{"parent": dunning_type, "parenttype": "Dunning Type"},
		["language", "is_default_language", "body_text", "closing_text"],
		order_by="is_default_language desc, idx asc",
	)
	codes = [language, language.split("-")[0]] if language else []
	exact = [row for code in codes for row in rows if row.language == code]
	return next(iter((*exact, *rows)), None)


def made_from_notices() -> list[tuple[str, str]]:
	"""Customer and company of the Dunnings that notices made and whose status may be wrong."""
	return frappe.db.sql(
		"""
		select distinct dun.customer, dun.company
		from `tabCollection Notice Item` item
		join `tabDunning` dun on dun.name = item.dunning and dun.docstatus = 1
		join `tabSales Invoice` si on si.name = item.sales_invoice
		where dun.status = 'Unresolved' or (dun.status = 'Resolved' and si.outstanding_amount > 0)
		order by dun.customer, dun.company
		"""
	)


def dunned_terms(customer: str, company: str) -> dict[str, list[tuple[str, date]]]:
	"""Invoice and due date of each row of the Dunnings that notices made, by Dunning."""
	rows = frappe.db.sql(
		"""
		select distinct dun.name, item.sales_invoice, item.due_date
		from `tabCollection Notice Item` item
		join `tabDunning` dun on dun.name = item.dunning and dun.docstatus = 1
		where dun.customer = %s and dun.company = %s
		""",
		(customer, company),
	)
	found: dict[str, list[tuple[str, date]]] = {}
	for name, invoice, due in rows:
		found.setdefault(name, []).append((invoice, due))
	return found


def dunning_days(invoices: Sequence[str]) -> dict[str, list[date]]:
	"""The days of the submitted Dunnings of each invoice that has any."""
	rows = frappe.db.sql(
		"""
		select row.sales_invoice, dun.posting_date
		from `tabDunning` dun
		join `tabOverdue Payment` row on row.parent = dun.name and row.parenttype = 'Dunning'
		where dun.docstatus = 1 and row.sales_invoice in %s
		""",
		(list(invoices),),
	)
	found: dict[str, list[date]] = {}
	for invoice, posted in rows:
		found.setdefault(invoice, []).append(posted)
	return found
