"""Give a site that has the app already the days of reminders that new sites start with."""

import frappe

from credit_control.services import settings
from credit_control.services.reminders import DEFAULT_DAYS


def execute():
	defaults = {"expiry_reminder_days": ", ".join(map(str, DEFAULT_DAYS)), "insurer_lead_days": 7}
	for fieldname, value in defaults.items():
		if not frappe.db.exists("Singles", {"doctype": settings.SETTINGS, "field": fieldname}):
			frappe.db.set_single_value(settings.SETTINGS, fieldname, value, update_modified=False)
