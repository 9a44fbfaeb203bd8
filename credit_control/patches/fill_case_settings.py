"""Give a site that has the app already the points of Collection Cases that new sites start with."""

import frappe

from credit_control.services import settings
from credit_control.services.case_settings import DEFAULTS, LARGE_AMOUNT


def execute():
	for fieldname, value in DEFAULTS.items():
		if not frappe.db.exists("Singles", {"doctype": settings.SETTINGS, "field": fieldname}):
			frappe.db.set_single_value(settings.SETTINGS, fieldname, value, update_modified=False)
	filters = {"case_large_amount": 0}
	frappe.db.set_value("Credit Control Company", filters, "case_large_amount", LARGE_AMOUNT)
