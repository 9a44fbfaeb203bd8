"""Give a site that has the app already what new sites start with for promises and repayment plans."""

import frappe

from credit_control.services import plan_terms, settings


def execute():
	for fieldname, value in plan_terms.LONGEST.items():
		if not frappe.db.exists("Singles", {"doctype": settings.SETTINGS, "field": fieldname}):
			frappe.db.set_single_value(settings.SETTINGS, fieldname, value, update_modified=False)
	plan_terms.fill()
