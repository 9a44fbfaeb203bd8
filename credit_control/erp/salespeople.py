"""Who sells to a customer: the sales team of a document, and the users behind its people."""

from __future__ import annotations

import frappe


def main_of(doctype: str, name: str) -> str | None:
	"""The Sales Person with the largest share of a document; None for one without a sales team."""
	return frappe.db.get_value(
		"Sales Team",
		{"parent": name, "parenttype": doctype},
		"sales_person",
		order_by="allocated_percentage desc, idx asc",
	)


def user_of(sales_person: str | None) -> str | None:
	"""The user of a Sales Person, through their Employee; None where one of the two is missing."""
	employee = sales_person and frappe.db.get_value("Sales Person", sales_person, "employee")
	return frappe.db.get_value("Employee", employee, "user_id") if employee else None
