"""Telling those who answer for a customer that a repayment plan is in default.

The specialist gets a task for each missed instalment, the Credit Managers a notification each time a plan
comes into default.
"""

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import escape_html, getdate
from frappe.utils.user import get_users_with_role

from credit_control.engine.repayment_plan import IN_DEFAULT, PlanState
from credit_control.services import notices, reminders, wording

#: the kind of the tasks about a plan in default
DEFAULT = "default"


def follow(doc, state: PlanState) -> None:
	"""Make the task of a plan in default, and end it when the plan is on track again."""
	if state.status != IN_DEFAULT:
		end(doc)
		return
	user = _person(doc)
	if user:
		missed = doc.instalments[state.missed[-1]].due_date
		mark = f"{DEFAULT}|{getdate(missed)}"
		task = reminders.Task(doc.doctype, doc.name, mark, lambda: _sentence(doc, state), getdate(), user)
		reminders.make([task])


def tell_managers(doc, state: PlanState) -> None:
	"""Notify the Credit Managers that may see the plan, each in their language."""
	for user in sorted(set(get_users_with_role(notices.CREDIT_MANAGER)) - {"Administrator"}):
		if frappe.has_permission(doc.doctype, "read", doc, user=user):
			language = frappe.db.get_value("User", user, "language") or frappe.local.lang
			with print_language(language):
				notices.notify([user], _sentence(doc, state), doc)


def end(doc) -> None:
	"""Close the task: the plan was caught up, cancelled or extended."""
	reminders.end(doc.doctype, doc.name, DEFAULT)


def _person(doc) -> str | None:
	specialist = frappe.db.get_value("Credit File", {"customer": doc.customer}, "specialist")
	return reminders.person(specialist, doc.company, doc.owner)


def _sentence(doc, state: PlanState) -> str:
	text = _("{0} missed an instalment of its repayment plan: {1} is due now")
	return text.format(
		escape_html(doc.customer_name or doc.customer), wording.show(state.due_now, doc.currency)
	)
