"""What a customer is told to do for better terms, from its latest assessment and without any of its figures."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import add_months, escape_html

from credit_control.engine.advice import for_customer
from credit_control.services import assessment_inputs, assessments
from credit_control.services.assessment_inputs import UnreadableInputsError

#: older assessments say nothing about today
MONTHS = 12


def html(case) -> str:
	"""A list in the language of the moment for a run's case about overdue items; empty where nothing is to be said."""
	if not case.strategy.give_advice or case.plan.gravest.offset <= 0:
		return ""
	lines = [f"<li>{escape_html(_(line))}</li>" for line in _lines(case)]
	return f"<ul>{''.join(lines)}</ul>" if lines else ""


def _lines(case) -> tuple[str, ...]:
	filters = {
		"customer": case.facts.customer.name,
		"company": case.facts.company,
		"docstatus": 1,
		"as_of": [">=", add_months(case.day, -MONTHS)],
	}
	names = frappe.get_all(
		assessments.DOCTYPE, filters, pluck="name", order_by="as_of desc, creation desc", limit=1
	)
	if not names:
		return ()
	try:
		kept = assessment_inputs.load(frappe.get_doc(assessments.DOCTYPE, names[0]))
	except UnreadableInputsError:
		frappe.clear_last_message()
		return ()
	return for_customer(kept.card, kept.result())
