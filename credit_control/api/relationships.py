"""The relationships of a customer for the desk."""

import frappe

from credit_control.services import files, relationships


@frappe.whitelist()
def around(name: str, company: str | None = None) -> dict:
	"""Who is connected with a Credit File's customer, why, and what they owe together."""
	doc = frappe.get_doc(files.CREDIT_FILE, name)
	doc.check_permission("read")
	return relationships.around(doc, company)
