"""What a step brings about besides its message: orders are held, a lower limit is proposed, a manager is asked."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.desk.form import assign_to
from frappe.utils import add_days, getdate

from credit_control.services import (
	assessments,
	collection_cases,
	collection_owners,
	collection_tasks,
	customer_holds,
	files,
	manual_holds,
	settings,
	step_names,
)
from credit_control.services.collection_plans import Case
from credit_control.services.notices import CREDIT_MANAGER

HOLD, CUT, ESCALATE = "Hold New Orders", "Propose Limit Cut", "Escalate"


def follow(notice, case: Case) -> str:
	"""Do what the steps ask for, each thing once; returns in a few words what was done, a line for each."""
	actions = {HOLD: _hold, CUT: _propose_cut, ESCALATE: _escalate}
	return "\n".join(actions[what](notice, case, label) for what, label in case.consequences.items())


def _hold(notice, case: Case, label: str) -> str:
	for row in manual_holds.of_customer(notice.customer):
		if (row.only_for_company or notice.company) == notice.company:
			return _("New orders were held already: {0}").format(row.name)
	reason = _("{0} of strategy {1} was reached ({2})").format(
		step_names.shown(label), notice.strategy, notice.name
	)
	name = customer_holds.place(
		notice.customer, reason=reason, from_date=getdate(), company=notice.company, notice=notice.name
	)
	return _("New orders are held: {0}").format(name)


def _propose_cut(notice, case: Case, label: str) -> str:
	"""A draft assessment, filled from live data, in which somebody decides about the limit."""
	filters = {"customer": notice.customer, "company": notice.company, "docstatus": 0}
	name = frappe.db.get_value(assessments.DOCTYPE, filters, "name")
	if name:
		return _("There is a draft assessment already: {0}").format(name)
	files.ensure(notice.customer)
	doc = frappe.get_doc({"doctype": assessments.DOCTYPE, "reason": "Warning", **_whose(notice)})
	doc.insert(ignore_permissions=True)
	_assign(doc, notice, case, label)
	return _("Limit to be assessed again: {0}").format(doc.name)


def _whose(notice) -> dict:
	return {"customer": notice.customer, "company": notice.company}


def _assign(doc, notice, case: Case, label: str) -> None:
	specialist = settings.specialist(case.facts.file and case.facts.file.specialist, notice.company)
	user = specialist or collection_owners.one_of(CREDIT_MANAGER, notice.customer)
	if user:
		assign_to.add(
			{
				"assign_to": [user],
				"doctype": doc.doctype,
				"name": doc.name,
				"description": _("{0} reached {1}: consider a lower limit").format(
					notice.customer_name, step_names.shown(label)
				),
				"date": add_days(getdate(), settings.settings().review_due_days or 0),
			},
			ignore_permissions=True,
		)


def _escalate(notice, case: Case, label: str) -> str:
	"""A manager is told, and the customer's case waits for a decision."""
	manager = collection_owners.one_of(CREDIT_MANAGER, notice.customer)
	told = _("Told to {0}").format(manager)
	if collection_tasks.escalate(notice, manager, label) is None:
		told = _("Nobody is a Credit Manager: nobody was told.")
	escalated = collection_cases.escalate(notice.customer, notice.company, getdate())
	return told + "\n" + _("Escalated: {0}").format(escalated) if escalated else told
