"""The preview of a Credit Limit Adjustment: whom it touches, from which limit to which, and whom it leaves alone."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import frappe
from frappe.utils import getdate

from credit_control.engine.adjustments import AMOUNT, PERCENT, SET_TO, Change
from credit_control.engine.money import decimal
from credit_control.erp import selection
from credit_control.erp.exposure import read_exposure
from credit_control.services import policies, settings
from credit_control.services.limit_rows import temporary_of
from credit_control.services.reassessments import selection_of

PENDING, LEFT_ALONE, APPLIED, REFUSED = "Pending", "Left Alone", "Applied", "Refused"
PICKED = "Picked Customers"
KINDS = {"Percent": PERCENT, "Amount": AMOUNT, "Set to": SET_TO}
#: why a limit is left alone: what is missing, or its mode
REASONS = {
	"file": "There is no Credit File.",
	"limit": "The customer has no limit with this company.",
	"Unlimited": "The limit is unlimited.",
	"No Credit": "The customer gets no credit.",
}
#: customers whose files are read in one statement
CHUNK = 500


def change_of(doc) -> Change:
	"""The rule of an adjustment as the engine reads it; a zero step, floor or ceiling is none."""
	percent = doc.change_type == "Percent"
	return Change(
		kind=KINDS[doc.change_type],
		value=decimal((doc.change_percent if percent else doc.change_amount) or 0),
		step=decimal(doc.rounding_step or 0) or None,
		floor=decimal(doc.lowest_limit or 0) or None,
		ceiling=decimal(doc.highest_limit or 0) or None,
	)


def customers_of(doc) -> list[str]:
	"""The customers of the selection, or those that were entered."""
	if doc.selection == PICKED:
		return list(dict.fromkeys(row.customer for row in doc.rows if row.customer))
	return [chosen.customer for chosen in selection.chosen(selection_of(doc))]


def preview(doc, names: Sequence[str]) -> Iterator[dict]:
	"""A row for each customer with what it has and would get."""
	change = change_of(doc)
	excluded = {row.customer for row in doc.rows if row.excluded}
	for limit in _limits(names, doc.company):
		yield {**_row(doc, change, limit), "excluded": int(limit.customer in excluded)}


def _limits(names: Sequence[str], company: str) -> Iterator:
	for start in range(0, len(names), CHUNK):
		known = {row.customer: row for row in read_limits(names[start : start + CHUNK], company)}
		for name in names[start : start + CHUNK]:
			yield known.get(name) or frappe._dict(customer=name)


def read_limits(names: Iterable[str], company: str, *, lock: bool = False) -> list:
	"""Grade and limit of customers with a company; `lock` reads them as they are now and keeps others out."""
	return frappe.db.sql(
		f"""
		select file.name file, file.customer, file.customer_name, file.grade, lim.name row_name,
			lim.limit_mode, lim.credit_limit, lim.temporary_limit, lim.temporary_until, lim.temporary_from
		from `tabCredit File` file
		left join `tabCredit File Limit` lim on lim.parent = file.name and lim.parenttype = 'Credit File'
			and lim.company = %(company)s
		where file.customer in %(names)s {"for update" if lock else ""}
		""",
		{"names": list(names), "company": company},
		as_dict=True,
	)


def _row(doc, change: Change, limit) -> dict:
	row = {"customer": limit.customer, "customer_name": limit.customer_name, "grade": limit.grade}
	reason = why_left_alone(limit)
	if reason:
		return {**row, "status": LEFT_ALONE, "note": reason, **dict.fromkeys(FIGURES, 0)}
	old = decimal(limit.credit_limit or 0)
	new = change.apply(old, grade_cap(limit, doc.company) if doc.keep_grade_cap else None)
	return {**row, "status": PENDING, "note": "", **figures(limit, doc.company, old, new)}


FIGURES = ("old_limit", "new_limit", "proposed_limit", "temporary_limit", "exposure", "over")


def figures(limit, company: str, old: Decimal, new: Decimal) -> dict:
	"""The amounts of a row, and whether the customer owes more than it would have."""
	exposure = read_exposure(limit.customer, company, settings.switches(), getdate()).total
	extra = temporary_of(limit, getdate())
	return {
		"old_limit": float(old),
		"new_limit": float(new),
		"proposed_limit": float(new),
		"temporary_limit": float(extra),
		"exposure": float(exposure),
		"over": int(exposure > new + extra),
	}


def why_left_alone(limit) -> str:
	"""Why a bulk change does not touch a limit, as the form translates it; empty where it does."""
	if not limit.file:
		return REASONS["file"]
	if not limit.row_name:
		return REASONS["limit"]
	return REASONS.get(limit.limit_mode, "")


def grade_cap(limit, company: str) -> Decimal | None:
	"""The highest limit of the customer's grade by the policy of today; None without one."""
	policy = policies.engine_policy(policies.policy_document(limit.customer, company, getdate()))
	rule = policy.grade_rule(limit.grade or None)
	return rule.limit_cap if rule else None


def ceiling(doc, row) -> Decimal | None:
	"""The most that a row may be granted: the adjustment's ceiling and the grade's; None: no ceiling."""
	cap = grade_cap(row, doc.company) if doc.keep_grade_cap else None
	known = [most for most in (change_of(doc).ceiling, cap) if most is not None]
	return min(known) if known else None
