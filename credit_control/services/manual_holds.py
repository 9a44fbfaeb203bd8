"""Whether a person has stopped all new documents of a customer: what a judgement and the screens ask.

The Credit File carries a flag, so that judging a customer who is not held costs nothing; what the hold says
is read only where the flag is set. `customer_holds` places and lifts.
"""

from datetime import date

import frappe
from frappe.utils import get_fullname

from credit_control.engine.circumstances import ManualHold
from credit_control.services import files
from credit_control.services.question import Question

DOCTYPE = "Credit Customer Hold"
IN_FORCE = ("Planned", "Active")
STOPPED = "Stopped"
#: the mark of the task to lift one that a collection strategy placed
LIFT = "lift"


def hold_of(question: Question) -> ManualHold | None:
	"""The hold a person put on the customer that is in force on the day; None without one."""
	known = question.known
	if known is None or not known.on_hold:
		return None
	row = _in_force(question.customer, question.company, question.day)
	return ManualHold(row.reason, get_fullname(row.placed_by), row.until_date) if row else None


def _in_force(customer: str, company: str, day: date):
	holds = frappe.get_all(
		DOCTYPE,
		filters={
			"customer": customer,
			"status": ["in", IN_FORCE],
			"only_for_company": ["in", ["", company]],
			"from_date": ["<=", day],
		},
		fields=["name", "reason", "placed_by", "until_date"],
		order_by="creation",
	)
	return next((hold for hold in holds if hold.until_date is None or hold.until_date >= day), None)


def of_customer(customer: str) -> list:
	"""The holds of a customer that are in force or planned, the oldest first."""
	fields = [
		"name",
		"reason",
		"placed_by",
		"placed_on",
		"from_date",
		"until_date",
		"only_for_company",
		"status",
	]
	filters = {"customer": customer, "status": ["in", IN_FORCE]}
	rows = frappe.get_all(DOCTYPE, filters=filters, fields=fields, order_by="creation")
	for row in rows:
		row.placed_by_name = get_fullname(row.placed_by)
		row.orders = frappe.db.count("Credit Customer Hold Order", {"parent": row.name, "status": STOPPED})
	return rows


def is_held(customer: str | None) -> bool:
	"""True while a hold of the customer is in force or planned, in whichever company."""
	return bool(customer and frappe.db.exists(DOCTYPE, {"customer": customer, "status": ["in", IN_FORCE]}))


def refresh(customer: str) -> None:
	"""Bring the flag of the customer's file in step with its holds."""
	file = files.file_of(customer)
	if file:
		frappe.db.set_value(files.CREDIT_FILE, file, "on_hold", int(is_held(customer)), update_modified=False)
