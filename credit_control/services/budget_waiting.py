"""Who waits for room in a Credit Budget that others may make."""

import frappe
from frappe.utils import getdate

from credit_control.services import budgets
from credit_control.services.hold_words import CREDIT_HOLD, WAITING

CHECK = "Credit Budget"


def fellows(customer: str, company: str | None = None) -> list[str]:
	"""The customers held for a budget in which this one counts too. One query where nobody is held for any."""
	waiting = [each for each in _waiting(company) if each != (customer, each[1])]
	return sorted({other for other, of in waiting if _share(customer, other, of)})


def _share(customer: str, other: str, company: str) -> bool:
	ours = {row.name for row in budgets.rows_of(customer, company, getdate())}
	return bool(ours) and not ours.isdisjoint(row.name for row in budgets.rows_of(other, company, getdate()))


def customers_of(budget) -> list[str]:
	"""The customers held for want of a budget, whose holder this budget's is."""
	found = _waiting(budget.company)
	return sorted({customer for customer, _company in found if _counts(customer, budget)})


def _counts(customer: str, budget) -> bool:
	holders = budgets.budget_holders.holders_of(customer)
	return (budget.budget_for, budget.budget_holder) in holders


def _waiting(company: str | None) -> list[tuple[str, str]]:
	return frappe.db.sql(
		f"""
		select distinct hold.customer, hold.company from `tab{CREDIT_HOLD}` hold
		join `tabCredit Hold Check` failed on failed.parent = hold.name and failed.parenttype = %(doctype)s
		where hold.status in %(waiting)s and failed.check = %(check)s
			and (%(company)s is null or hold.company = %(company)s)
		""",
		{"doctype": CREDIT_HOLD, "waiting": tuple(WAITING), "check": CHECK, "company": company},
	)
