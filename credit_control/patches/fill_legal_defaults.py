"""Give a site that has the app already what new sites start with for disputes and the limitation of claims."""

import frappe

from credit_control.services import settings
from credit_control.services.limitation import DEFAULT_YEARS
from credit_control.services.limitation_tasks import DEFAULT_DAYS


def execute():
	defaults = {
		"limitation_reminder_days": ", ".join(map(str, DEFAULT_DAYS)),
		"limitation_years": DEFAULT_YEARS,
		"short_payment_percent": 10,
	}
	for fieldname, value in defaults.items():
		if not frappe.db.exists("Singles", {"doctype": settings.SETTINGS, "field": fieldname}):
			frappe.db.set_single_value(settings.SETTINGS, fieldname, value, update_modified=False)
