"""What Credit Control Settings say of promises and repayment plans: what a grade is offered, how long each may run."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, add_months, formatdate, getdate

from credit_control.engine.money import HUNDRED, ZERO, decimal
from credit_control.engine.plan_proposal import GradeTerms
from credit_control.services import settings
from credit_control.services.rows import refuse_repeats

#: what a new site starts with; a proposal, no standard
LONGEST = {"promise_longest_days": 60, "plan_longest_months": 24}
GRADES = (
	("AAA", 0, 12),
	("AA", 0, 12),
	("A", 10, 12),
	("BBB", 20, 9),
	("BB", 25, 6),
	("B", 30, 6),
	("", 40, 3),
)


def fill() -> None:
	"""Put the usual terms into the settings where there are none."""
	doc = frappe.get_doc(settings.SETTINGS)
	if doc.plan_grades:
		return
	for grade, percent, instalments in GRADES:
		row = {"grade": grade, "down_payment_percent": percent, "instalments": instalments}
		doc.append("plan_grades", row)
	doc.flags.ignore_permissions = True
	doc.save()


def validate(doc) -> None:
	"""Check the terms by grade in the settings."""
	refuse_repeats(doc.plan_grades, "grade")
	for row in doc.plan_grades:
		_check_row(row)


def _check_row(row) -> None:
	percent = decimal(row.down_payment_percent or 0)
	if not ZERO <= percent < HUNDRED:
		frappe.throw(_("Row {0}: Down Payment % must be from 0 to less than 100.").format(row.idx))
	least = 2 if percent else 1
	if not least <= (row.instalments or 0) <= 60:
		frappe.throw(
			_("Row {0}: Instalments must be between {1} and 60. The down payment is one of them.").format(
				row.idx, least
			)
		)


def table() -> list[GradeTerms]:
	"""The terms by grade."""
	return [
		GradeTerms(row.grade or None, decimal(row.down_payment_percent or 0), row.instalments)
		for row in settings.settings().plan_grades
	]


def last_plan_day(agreed_on: date) -> date | None:
	"""The last day on which an instalment of a plan may be due; None where plans have no bound."""
	months = settings.settings().plan_longest_months or 0
	return getdate(add_months(agreed_on, months)) if months else None


def refuse_long_plan(agreed_on: date, last: date) -> None:
	"""Raise where a plan's last instalment is due later than a plan may run."""
	end = last_plan_day(agreed_on)
	if end and last > end:
		frappe.throw(
			_(
				"The last instalment is due on {0}. A plan may run {1} months, to {2}: take an earlier day, or change it in Credit Control Settings."
			).format(formatdate(last), settings.settings().plan_longest_months, formatdate(end))
		)


def refuse_long_promise(made_on: date, promised: date) -> None:
	"""Raise where a promise is for a later day than promises may be."""
	days = settings.settings().promise_longest_days or 0
	end = getdate(add_days(made_on, days))
	if days and promised > end:
		frappe.throw(
			_(
				"Pays by is {0}. A promise may run {1} days, to {2}: take an earlier day, or agree on a Repayment Plan."
			).format(formatdate(promised), days, formatdate(end))
		)
