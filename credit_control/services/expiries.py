"""Reminders of securities, insurances and agreements that run out: who is told, of what, in chunks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.agreements import EXPIRED as AGREEMENT_EXPIRED
from credit_control.engine.agreements import IN_FORCE, NOT_STARTED
from credit_control.services import agreements, reminders, securities

CHUNK = 500
#: DocType → the statuses of what counts, or would if it had not run out, and the field of its company
WATCHED = {
	securities.DOCTYPE: ((securities.ACTIVE, securities.EXPIRED), "only_for_company"),
	agreements.DOCTYPE: ((IN_FORCE, AGREEMENT_EXPIRED), "company"),
}
#: what has run out for longer than this and is still not released is known by now
FORGOTTEN_DAYS = 365


def remind_all(today: date | None = None) -> Iterator[int]:
	"""Remind of all that runs out soon or has; pauses after each chunk. Running again makes nothing twice."""
	today = today or getdate()
	days = reminders.days_before()
	for doctype in WATCHED:
		last = ""
		while rows := _ending(doctype, last, today, max(days, default=0)):
			yield len(reminders.make(_tasks(rows, today, days)))
			last = rows[-1].name


def _tasks(rows: list, today: date, days: tuple[int, ...]) -> list[reminders.Task]:
	renewed = _renewed(rows)
	waiting = [row for row in rows if (row.customer, row.company) not in renewed]
	tasks = (reminders.expiring(row, today, days, _sentence(row)) for row in waiting)
	return [task for task in tasks if task]


def _sentence(row):
	def say(reached: int) -> str:
		return reminders.ends_or_ended(reached, _what(row), row.customer_name or row.customer, row.valid_to)

	return say


def _what(row) -> str:
	"""The kind of thing that runs out, in the language of the moment."""
	if row.doctype == agreements.DOCTYPE:
		return _("Credit Agreement")
	return _(row.security_type, context=securities.DOCTYPE)


def _ending(doctype: str, after: str, today: date, days: int) -> list:
	"""The next of those whose last day is near or has passed, with the specialist of the customer's file."""
	statuses, company = WATCHED[doctype]
	doc, file = frappe.qb.DocType(doctype), frappe.qb.DocType("Credit File")
	query = (
		frappe.qb.from_(doc)
		.left_join(file)
		.on(file.name == doc.credit_file)
		.select(doc.name, doc.owner, doc.customer, doc.customer_name, doc.valid_to, file.specialist)
		.select(doc[company].as_("company"))
		.where((doc.docstatus == 1) & doc.status.isin(statuses) & (doc.name > after))
		.where(doc.valid_to <= today + timedelta(days=days))
		.where(doc.valid_to >= today - timedelta(days=FORGOTTEN_DAYS))
		.orderby(doc.name)
		.limit(CHUNK)
	)
	if doctype == securities.DOCTYPE:
		# what another one takes the place of needs no renewal
		query = query.select(doc.security_type).where(doc.replaced_by.isnull() | (doc.replaced_by == ""))
	return [frappe._dict(row, doctype=doctype) for row in query.run(as_dict=True)]


def _renewed(rows: list) -> set[tuple[str, str]]:
	"""Customer and company of the agreements for which the next one is signed already."""
	if not rows or rows[0].doctype != agreements.DOCTYPE:
		return set()
	customers = [row.customer for row in rows]
	filters = {"customer": ["in", customers], "docstatus": 1, "status": NOT_STARTED}
	return {
		(row.customer, row.company)
		for row in frappe.get_all(agreements.DOCTYPE, filters, ["customer", "company"])
	}
