"""Give a site that has the app already the switch that new sites start with."""

import frappe

from credit_control.services import settings

SWITCH = "include_uncleared_bills"


def execute():
	if not frappe.db.exists("Singles", {"doctype": settings.SETTINGS, "field": SWITCH}):
		frappe.db.set_single_value(settings.SETTINGS, SWITCH, 1, update_modified=False)
