"""Financial statements for the desk."""

import frappe

from credit_control.engine.statement import LINES, SUBTOTALS, Sum


@frappe.whitelist()
def standard_lines() -> list[dict]:
	"""The standard lines with their section, in the order of a printed statement.

	A total comes with what makes it: the lines that are added and those that are subtracted.
	"""
	frappe.has_permission("Customer Financial Statement", "read", throw=True)
	sums = {rule.code: rule for rule in SUBTOTALS}
	return [
		{"line": line.label, "section": line.section, **_parts(sums.get(code))}
		for code, line in LINES.items()
	]


def _parts(rule: Sum | None) -> dict:
	"""What a total is made of, by the labels of the form."""
	if rule is None:
		return {}
	return {
		"plus": [LINES[code].label for code in rule.plus],
		"minus": [LINES[code].label for code in rule.minus],
	}
