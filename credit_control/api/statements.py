"""Financial statements for the desk."""

import frappe

from credit_control.engine.statement import LINES


@frappe.whitelist()
def standard_lines() -> list[dict]:
	"""The standard lines with their section, in the order of a printed statement."""
	frappe.has_permission("Customer Financial Statement", "read", throw=True)
	return [{"line": line.label, "section": line.section} for line in LINES.values()]
