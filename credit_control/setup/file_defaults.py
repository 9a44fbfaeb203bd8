"""What Credit Files start with: the agencies' rating scales, and the items of a complete file."""

import frappe

from credit_control.engine import defaults
from credit_control.engine.completeness import ITEMS
from credit_control.services import settings
from credit_control.services.rating_scales import DOCTYPE


def create() -> None:
	"""Make what is missing; scales and items that exist are left alone."""
	for data in defaults.rating_scales_data():
		if not frappe.db.exists(DOCTYPE, data["agency"]):
			frappe.get_doc(scale_values(data)).insert(ignore_permissions=True)
	fill_items()


def scale_values(data: dict) -> dict:
	"""One agency's scale as a document."""
	ratings = [{"rating": rating, "grade": grade} for rating, grade in data["ratings"]]
	return {**data, "doctype": DOCTYPE, "ratings": ratings}


def fill_items() -> None:
	"""Put the usual items into the settings where there are none."""
	doc = frappe.get_doc(settings.SETTINGS)
	if doc.file_items:
		return
	doc.extend("file_items", item_rows())
	doc.flags.ignore_permissions = True
	doc.save()


def item_rows() -> list[dict]:
	"""Every item as a row of the settings; those without a weight are switched off and weigh 5 when switched on."""
	return [
		{
			"item": item.label,
			"active": int(item.weight > 0),
			"weight": item.weight or 5,
			"valid_months": item.valid_months,
			"warn_days": item.warn_days,
		}
		for item in ITEMS.values()
	]
