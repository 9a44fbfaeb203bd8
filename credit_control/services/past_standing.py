"""Grade and limit of many customers, now or as they stood on a past day: the history is taken off again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import frappe
from frappe.utils import getdate

from credit_control.engine.standing import Standing
from credit_control.services import files, history, policies

FIELDS = {
	label: field
	for field, label in history.LABELS.items()
	if field in ("grade", *history.LIMIT_FIELDS) and field != "payment_terms_template"
}
DATES = ("temporary_from", "temporary_until")

NOW = """
	select file.customer, file.name, file.grade, file.next_review, lim.limit_mode, lim.credit_limit,
		lim.temporary_limit, lim.temporary_from, lim.temporary_until
	from `tabCredit File` file
	left join `tabCredit File Limit` lim on lim.parent = file.name and lim.parenttype = 'Credit File'
		and lim.company = %(company)s
	where file.customer in %(customers)s"""

#: the newest first: what the oldest change since the day found is laid over the others
SINCE = """
	select customer, changed_field, value_before from `tabCredit Standing Change`
	where customer in %(customers)s and changed_field in %(fields)s and changed_on >= %(after)s
		and coalesce(company, '') in ('', %(company)s)
	order by changed_on desc, creation desc, name desc"""


def standings(
	customers: Sequence[str], company: str, today: date, day: date | None = None
) -> dict[str, Standing]:
	"""Each customer's standing; with a `day` as it stood at its end.

	Who has no limit is treated as the policy of today has it: what an older one said is of no use any more.
	"""
	rows = {row.customer: row for row in _select(NOW, customers, company)}
	if day:
		_rewind(rows, customers, company, day)
	return {
		customer: files.standing(customer, company, _policy(customer, company, today), rows.get(customer))
		for customer in customers
	}


def _policy(customer: str, company: str, on: date):
	return policies.engine_policy(policies.policy_document(customer, company, on))


def _select(statement: str, customers: Sequence[str], company: str, **values: object) -> list:
	if not customers:
		return []
	given = {"customers": tuple(customers), "company": company, **values}
	return frappe.db.sql(statement, given, as_dict=True)


def _rewind(rows: dict, customers: Sequence[str], company: str, day: date) -> None:
	"""Lay what was before over what is now, in place."""
	after = frappe.utils.add_days(day, 1)
	for change in _select(SINCE, customers, company, fields=tuple(FIELDS), after=after):
		if change.customer in rows:
			field = FIELDS[change.changed_field]
			rows[change.customer][field] = _value(field, change.value_before)


def _value(field: str, text: str | None):
	if field in history.AMOUNTS:
		return float(text or 0)
	if not text:
		return None
	return getdate(text) if field in DATES else text
