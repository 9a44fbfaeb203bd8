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


def team_of(user: str) -> list[str]:
	"""The users whose Sales Person has the same group above it as a user's own, without that user; by name."""
	return frappe.db.sql_list(
		"""
		select distinct employee.user_id
		from `tabEmployee` own_employee
		join `tabSales Person` own on own.employee = own_employee.name
		join `tabSales Person` member on member.parent_sales_person = own.parent_sales_person and member.enabled = 1
		join `tabEmployee` employee on employee.name = member.employee
		where own_employee.user_id = %(user)s and employee.user_id <> %(user)s
			and own.parent_sales_person <> ''
		order by employee.user_id
		""",
		{"user": user},
	)


def user_of(sales_person: str | None) -> str | None:
	"""The user of a Sales Person, through their Employee; None where one of the two is missing."""
	employee = sales_person and frappe.db.get_value("Sales Person", sales_person, "employee")
	return frappe.db.get_value("Employee", employee, "user_id") if employee else None
