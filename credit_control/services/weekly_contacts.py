"""How often customers were contacted in the week up to a day: by steps, and by what collectors did of themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import frappe

WEEK = timedelta(days=7)
#: nobody knows of it
NOT_REACHED = ("No Answer", "Wrong Number")
MAIL = "E-Mail"

STEPS = """
	select customer, channel, count(*) from `tabCollection Notice`
	where customer in %(customers)s and company = %(company)s and taken_on > %(after)s and kind = 'Reminder'
	group by customer, channel"""

#: what was recorded with an outcome, and what was mailed from the form of a case
LOGGED = f"""
	select cases.customer, coalesce(nullif(entry.collection_channel, ''), '{MAIL}') channel, count(*)
	from `tabCollection Case` cases
	join `tabCommunication` entry
		on entry.reference_doctype = 'Collection Case' and entry.reference_name = cases.name
	where cases.customer in %(customers)s and cases.company = %(company)s
		and date(entry.communication_date) > %(after)s and entry.sent_or_received = 'Sent'
		and entry.communication_type = 'Communication'
		and (entry.collection_outcome <> '' or entry.communication_medium = 'Email')
		and coalesce(entry.collection_outcome, '') not in %(not_reached)s
	group by cases.customer, channel"""


def of_customers(names: Sequence[str], company: str, day: date) -> dict[str, int]:
	"""By customer; who was not contacted is left out.

	A step that is no e-mail is a task: recording that it was done is the same contact, not a second one.
	"""
	if not names:
		return {}
	values = {
		"customers": tuple(names),
		"company": company,
		"after": day - WEEK,
		"not_reached": NOT_REACHED,
	}
	steps, logged = _counts(STEPS, values), _counts(LOGGED, values)
	found: dict[str, int] = {}
	for key in {**steps, **logged}:
		customer, channel = key
		counts = steps.get(key, 0), logged.get(key, 0)
		found[customer] = found.get(customer, 0) + (sum(counts) if channel == MAIL else max(counts))
	return found


def _counts(statement: str, values: dict) -> dict[tuple[str, str], int]:
	rows = frappe.db.sql(statement, values)
	return {(customer, channel): count for customer, channel, count in rows}
