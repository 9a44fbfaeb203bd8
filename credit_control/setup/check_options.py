"""The checks of other apps as choices of a policy's check table.

A Select accepts only its options: those of the installed apps stand in a Property Setter beside our own.
"""

import frappe
from frappe.custom.doctype.property_setter.property_setter import make_property_setter

from credit_control.services import outside_checks
from credit_control.services.policies import CHECK_CODES

DOCTYPE, FIELD, PROPERTY = "Credit Policy Check", "check", "options"


def refresh(app: str | None = None) -> None:
	"""Offer the checks of the apps that are installed now; called when one comes, goes or is migrated."""
	others = sorted(outside_checks.labels())
	wanted = "\n".join((*CHECK_CODES, *others)) if others else None
	if wanted == _kept():
		return
	remove()
	if wanted:
		make_property_setter(DOCTYPE, FIELD, PROPERTY, wanted, "Text", validate_fields_for_doctype=False)
	frappe.clear_cache(doctype=DOCTYPE)


def _kept() -> str | None:
	return frappe.db.get_value("Property Setter", _filters(), "value")


def remove() -> None:
	"""Take the choices of other apps away."""
	frappe.db.delete("Property Setter", _filters())


def _filters() -> dict:
	return {"doc_type": DOCTYPE, "field_name": FIELD, "property": PROPERTY}
